package event

import (
	"strings"

	"timeline/pkg/text"
	"timeline/pkg/timex"
)

// reading is one sentence, cut into segments: stretches between commas, conjunctions and relative words, of which at
// most one is the clause that an expression of time dates.
//
//	Ban, | who was in Oslo and Riga on March 20-21, | said | Putin assured him
//
// A reading points into its document and lives only while that is being read.
type reading struct {
	s     string
	toks  []token
	fin   []bool // a finite verb stands here
	timed []int  // 1 + index of the mention in times that covers the token; 0 for none
	times []timex.Mention
	segs  []segment
	rank  []bool // part of a title before a person's name

	plainFirst bool     // the sentence's first word is no name: it has its capital from its place
	articles   []int    // genitives of times for which the title at hand has an article
	inQuote    []bool   // which tokens stand inside a quotation, once asked for
	opened     bool     // the sentence begins inside a quotation, which its titles open at its first word
	found      []found  // the names in the whole text
	stand      []stands // what is written for words of the title at hand
}

// segment is a stretch of tokens [from, to) with at most one finite clause. From leaves the opening word out.
type segment struct {
	from, to int
	open     opening
	verb     int // the first finite verb, or -1
}

// opening is what opens a segment.
type opening uint8

const (
	openStart opening = iota // the sentence's first words
	openComma                // a comma
	openBreak                // a dash, colon, semicolon, parenthesis
	openAnd                  // a coordinating conjunction
	openSub                  // a subordinating conjunction: when, because
	openIf                   // if, unless, whether
	openRel                  // who, which, or that after a noun
	openThat                 // what somebody says
)

// read reads a sentence. Times are the mentions inside it.
func (x *extractor) read(span text.Span, times []timex.Mention) *reading {
	r := &reading{s: x.doc.Text, toks: tokensIn(x.doc.Text, x.toks, span), times: times, found: x.found}
	r.timed = make([]int, len(r.toks))
	for i, j := 0, 0; i < len(r.toks) && j < len(times); {
		switch {
		case r.toks[i].Start >= times[j].End:
			j++
		case r.toks[i].End > times[j].Start:
			r.timed[i] = j + 1
			i++
		default:
			i++
		}
	}
	r.fin = make([]bool, len(r.toks))
	for i := range r.toks {
		r.fin[i] = r.finite(i)
	}
	r.presentVerbsOf()
	r.split()
	if !r.saysWhole(len(r.segs)) && r.lateVerb() {
		r.segs = nil
		r.split()
	}
	return r
}

func (r *reading) low(i int) string {
	if i < 0 || i >= len(r.toks) {
		return ""
	}
	return r.toks[i].low
}

// prev returns the index of the word before i, adverbs in -ly and times left out, or -1.
func (r *reading) prev(i int) int {
	for i--; i >= 0; i-- {
		tied := i+1 < len(r.timed) && r.timed[i+1] != 0 && beforeTime[r.toks[i].low]
		if r.timed[i] == 0 && !isAdverb(r.toks[i].low) && !tied {
			return i
		}
	}
	return -1
}

// split cuts the sentence into segments.
func (r *reading) split() {
	cur := segment{verb: -1}
	closeAt := func(i int) {
		cur.to = i
		if cur.to > cur.from {
			r.segs = append(r.segs, cur)
		}
	}
	for i := 0; i < len(r.toks); i++ {
		if next, open, ok := r.boundary(cur, i); ok {
			closeAt(i)
			cur = segment{from: next, open: open, verb: -1}
			i = next - 1
			continue
		}
		switch {
		case cur.verb < 0 && r.fin[i]:
			cur.verb = i
		case cur.verb >= 0 && r.fin[i] && r.reduced(cur.verb) && (participleToo[r.low(cur.verb)] || !r.reduced(i)):
			r.fin[cur.verb] = false // "pilots held since Monday | were released"
			cur.verb = i
		case cur.verb >= 0 && r.fin[i] && bare[r.low(i)] && r.reduced(i) && (r.timed[i+1] != 0 || r.tiedToTime(i+1)):
			r.fin[i] = false // "met before a hearing scheduled for Monday"
		}
	}
	closeAt(len(r.toks))
	r.demote()
}

var smallNumbers = set(`two three four five six seven eight nine ten`)

// demote takes the verb from a segment such as "in a report published Friday", which stands beside a clause.
func (r *reading) demote() {
	for k := range r.segs[:max(0, len(r.segs)-1)] {
		if s := &r.segs[k]; s.verb >= 0 && r.settingWithParticiple(*s) {
			r.fin[s.verb] = false
			s.verb = -1
		}
	}
}

// settingWithParticiple reports whether a segment with a verb is a short phrase after a preposition, whose noun has a participle with
// its time or its agent: "in a report | published Friday", "in two votes | held by the council".
func (r *reading) settingWithParticiple(s segment) bool {
	v := s.verb
	if v-s.from < 3 || v-s.from > 6 || v+1 >= s.to || !prepositions[r.low(s.from)] || r.timed[s.from+1] != 0 {
		return false
	}
	if first := r.low(s.from + 1); !determiners[first] && !smallNumbers[first] {
		return false
	}
	return r.reduced(v) && (r.timed[v+1] != 0 || r.low(v+1) == "by" || r.tiedToTime(v+1))
}

// reduced reports whether the verb at i can be a participle, as no object follows it: where a clause has another verb,
// it is one.
func (r *reading) reduced(i int) bool {
	w := r.low(i)
	if i == 0 || i+1 >= len(r.toks) || speech[w] || attitudes[w] || !participleToo[w] && !(strings.HasSuffix(w, "ed") && len(w) > 4) {
		return false
	}
	next := r.low(i + 1)
	return r.timed[i+1] != 0 || prepositions[next] && next != "that"
}

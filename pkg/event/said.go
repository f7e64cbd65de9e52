package event

import (
	"slices"
	"strings"
	"unicode"

	"timeline/pkg/text"
)

// This file takes apart what somebody says and who says so.

// onlySays reports whether segment j is a "he said" between commas: what is said goes on after it.
func (r *reading) onlySays(j int) bool {
	s := r.segs[j]
	if s.verb < 0 || s.open != openComma || s.to-s.from >= 6 || !speech[r.low(s.verb)] && s.to-s.verb > 2 {
		return false
	}
	return r.complement(j) < 0 && j+1 < len(r.segs) && r.segs[j+1].open == openComma
}

// saysWhole reports whether what stands before segment k can be what somebody says: a clause of its own, or a quotation, and
// not only what leads in, as in "In a speech in Porto, …" or "Asked about the mill, …".
func (r *reading) saysWhole(k int) bool {
	if w := r.low(0); (w == "“" || w == "\"") && k < len(r.segs) {
		return true
	}
	return slices.ContainsFunc(r.segs[:k], func(s segment) bool {
		return s.verb >= 0 && s.open != openSub && s.open != openIf && s.open != openRel
	})
}

// otherMain reports whether a clause of its own comes after segment k.
func (r *reading) otherMain(k int) bool {
	return slices.ContainsFunc(r.segs[k+1:], func(s segment) bool {
		return s.verb >= 0 && s.open == openComma
	})
}

// withSaid adds the segments that bring a verb to what somebody says, when it has none in the segment of the saying: "said
// three of those who fled were hurt".
func (r *reading) withSaid(p phrase, k int) phrase {
	s := r.segs[k]
	first := s.verb + 1
	for first < s.to && (r.timed[first] != 0 || beforeTime[r.low(first)] || r.low(first) == "that") {
		first++
	}
	if first >= s.to || prepositions[r.low(first)] || r.toks[first].kind == punct || r.timed[s.to-1] != 0 || tellings[r.low(s.verb)] && !r.hanging(p) {
		return p
	}
	for i := first; i < s.to; i++ {
		if r.fin[i] {
			return p
		}
	}
	for n := k + 1; n < len(r.segs) && n <= k+3; n++ {
		if next := r.segs[n]; next.verb >= 0 && next.open != openRel && next.open != openSub && next.open != openIf && r.startsWithVerb(next) && !r.reduced(next.verb) {
			return append(p, tokensFrom(s.to, next.to)...)
		}
	}
	return p
}

// complement returns the segment that says what the verb of segment k reports, or -1.
func (r *reading) complement(k int) int {
	if k+1 < len(r.segs) && r.segs[k+1].open == openThat && r.segs[k+1].verb >= 0 {
		return k + 1
	}
	return -1
}

// withComplement joins "Ban said" and "Putin assured him" with the "that" between them, if there is one.
func (r *reading) withComplement(p phrase, j int) phrase {
	s := r.segs[j]
	if s.from > 0 && r.low(s.from-1) == "that" {
		p = append(p, s.from-1)
	}
	return append(p, tokensFrom(s.from, s.to)...)
}

// trailingSpeech reads a sentence that ends with who said it, when the expression dates the saying: "Russia will buy
// bonds, Putin said Tuesday" is "Putin said Russia will buy bonds".
func (r *reading) trailingSpeech(k, a int, c clause) clause {
	s := r.segs[k]
	said := tokensFrom(0, max(0, s.from-1))
	if w := r.low(s.from); (w == "”" || w == "\"") && s.from+1 <= s.verb {
		said = append(said, s.from) // “It is over,” she said
		s.from++
	}
	var speaker phrase
	if name, before := r.speakerBefore(k); len(name) > 0 {
		speaker, said = append(name, s.verb), tokensFrom(0, before)
		if tellings[r.low(s.verb)] {
			speaker = append(speaker, tokensFrom(s.verb+1, r.nameEnd(s.verb+1, s.to))...)
		}
	} else if r.startsWithVerb(s) {
		speaker = append(tokensFrom(s.verb+1, r.nameEnd(s.verb+1, s.to)), s.verb)
	} else {
		speaker = tokensFrom(s.from, max(s.verb, c.verb)+1) // "his lawyer has said"
		if v := c.verb; r.low(v) == "quoted" && r.low(v+1) == "as" && v+3 <= s.to {
			speaker = tokensFrom(s.from, v+3)
		}
		if r.low(s.verb) == "told" {
			speaker = tokensFrom(s.from, r.nameEnd(s.verb+1, s.to)) // whom, too
		}
	}
	said = r.withoutBut(said)
	if r.afterQuote(k) {
		for n := len(said); n > 1; n-- {
			if r.closesQuote(said[n-1]) {
				said = said[:n] // "…,” said | the court's judge, Ana Reis"
				break
			}
		}
	}
	r.opened = r.opened || len(said) > 1 && r.closesFirst(said)
	said = r.withoutLeadIn(said)
	c.core = append(slices.Clone(speaker), said...)
	if len(said) > 0 && len(speaker) > 0 && r.low(said[0]) == "in" {
		c.core = tokensFrom(said[0], slices.Max(speaker)+1) // not "the council announced in Porto, the larger town, ..."
	}
	c.words = c.core
	c.attribution = ""
	if a >= 0 && r.tellsPast(said) && !slices.Contains(r.titleWords(c.words, 0), r.mainOf(k)) {
		c.words, c.attribution = said, r.speakerOf(k) // no title has room for both
	}
	if a < 0 {
		c.words, c.core = said, said
		c.attribution = r.speakerOf(k)
	}
	return c
}

// withSpeaker puts who said so before what segment k tells in the pluperfect, which wants a past to be before: "The clerk said | two boats
// had been lost".
func (r *reading) withSpeaker(p phrase, k int) phrase {
	if k == 0 || r.low(r.segs[k].verb) != "had" || len(p) == 0 || p[0] != r.segs[k].from {
		return p
	}
	g := r.segs[k-1]
	if g.verb < 0 || !statement[r.low(g.verb)] || r.quoted(p[0]) {
		return p
	}
	who := r.subject(k - 1)
	if len(who) == 0 && g.open != openStart && g.open != openComma {
		return p
	}
	q := append(append(who, tokensFrom(g.from, g.to)...), tokensFrom(g.to, p[0])...)
	q = append(q, p...)
	if r.length(r.withoutTimes(q, 0)) > titleLengths.room {
		return p
	}
	return q
}

// afterQuote reports whether a quotation ends right before segment k, whose verb says who said it, or before the name and what describes it
// there: "“The port is shut,” | Ana Reis, | head of the docks, | told a newspaper".
func (r *reading) afterQuote(k int) bool {
	for j := k; j > 0 && r.segs[j].open == openComma && (j == k || r.segs[j].verb < 0); j-- {
		if i := r.segs[j].from; r.closesQuote(i) {
			return true
		}
	}
	return false
}

// closesQuote reports whether the mark at i closes a quotation: it stands right behind what comes before it.
func (r *reading) closesQuote(i int) bool {
	w := r.low(i)
	return w == "”" || w == "\"" && i > 0 && r.toks[i-1].End == r.toks[i].Start
}

// closesFirst reports whether what is said begins with the sentence and its last mark closes a quotation that was opened before it.
func (r *reading) closesFirst(said phrase) bool {
	last := len(said) - 1
	if said[0] != 0 || !r.closesQuote(said[last]) {
		return false
	}
	return !slices.ContainsFunc(r.toks[:said[last]], opensQuote)
}

func opensQuote(t token) bool { return t.low == "\"" || t.low == "“" }

// quotes reports whether the verb at v of segment k, which is none of saying elsewhere, stands after what it quotes: "“No more,” | the crews
// chanted", or ends the sentence with who will say so.
func (r *reading) quotes(v, k int) bool {
	w := r.low(v)
	return quoting[w] && r.afterQuote(k) || sayForms[w] && r.infinitiveAt(v) && k > 0 && k == len(r.segs)-1 && r.bareAfter(v)
}

// bareAfter reports whether nothing but its time comes after the verb at v.
func (r *reading) bareAfter(v int) bool {
	return r.onlyTime(segment{from: v + 1, to: len(r.toks) - 1})
}

// quoting are verbs that stand beside a quotation, other than those of saying.
var quoting = set(`cautioned tweeted chanted shouted warned asked joked recalled concluded replied complained lamented quipped yelled responded urged taunted promised vowed remarked sang mused`)

// mainOf returns the finite verb of the sentence before segment k, or -1.
func (r *reading) mainOf(k int) int {
	for _, s := range r.segs[:k] {
		if s.verb >= 0 && s.open != openSub && s.open != openRel && s.open != openIf {
			return s.verb
		}
	}
	return -1
}

// withoutBut takes the conjunction off the head of what is said, which joins it to the sentence before.
func (r *reading) withoutBut(said phrase) phrase {
	first := 0
	if len(said) > 3 && (r.low(said[0]) == "“" || r.low(said[0]) == "\"") {
		first = 1
	}
	if len(said) > 3 && coordinators[r.low(said[first])] && said[first] <= 1 {
		return slices.Concat(said[:first], said[first+1:])
	}
	return said
}

// withoutLeadIn takes off the head of what is said what a sentence begins with and no clause after "said" does: a stamp in parentheses,
// and words of order or time before a comma.
func (r *reading) withoutLeadIn(said phrase) phrase {
	if len(said) > 0 && r.low(said[0]) == "(" {
		if end := slices.IndexFunc(said, func(i int) bool { return r.low(i) == ")" }); end >= 0 && end+3 < len(said) {
			said = said[end+1:]
		}
	}
	n := 0
	for n < len(said) && (r.timed[said[n]] != 0 || beforeTime[r.low(said[n])] || leadIns[r.low(said[n])] || r.low(said[n]) == "addition") {
		n++
	}
	if n > 0 && n+3 < len(said) && r.low(said[n]) == "," {
		said = said[n+1:]
	}
	return said
}

// speakerBefore returns the name that stands before the verb of saying that opens segment k, with an apposition between
// them, and where what is said ends: "…,” Ana Reis, head of the port, | said on Friday".
func (r *reading) speakerBefore(k int) (name phrase, said int) {
	s := r.segs[k]
	named := s.verb+1 < s.to && r.nameEnd(s.verb+1, s.to) > s.verb+1 && !isAdverb(r.low(s.verb+1)) && !tellings[r.low(s.verb)]
	if !r.startsWithVerb(s) || named {
		return nil, 0
	}
	for j := k - 1; j > 0; j-- {
		p := r.segs[j]
		if p.verb >= 0 || p.open != openComma {
			return nil, 0
		}
		from := p.from
		if w := r.low(from); w == "”" || w == "\"" {
			from++
		}
		if from < p.to && r.toks[from].caps && !isApposition(r, j) && (from > p.from || !r.toks[from].poss) {
			return tokensFrom(from, p.to), from
		}
	}
	return nil, 0
}

// tellsPast reports whether the first verb of what somebody says, in no quotation, is in the past or the perfect.
func (r *reading) tellsPast(said phrase) bool {
	v := r.verbIn(said)
	if v <= 0 || r.low(said[0]) == "“" || r.low(said[0]) == "\"" {
		return false
	}
	switch w := r.low(said[v]); w {
	case "had", "was", "were":
		return true
	case "has", "have":
		return r.passive(said[v])
	default:
		return !auxiliaries[w] && !modals[w] && participle(w)
	}
}

// nameEnd returns the end of the noun phrase at i.
func (r *reading) nameEnd(i, limit int) int {
	for ; i < limit; i++ {
		if t := r.toks[i]; t.kind == punct && t.low != "'" && t.low != "’" || prepositions[t.low] && t.low != "of" || r.timed[i] != 0 || relatives[t.low] {
			break
		}
	}
	return i
}

// speaker returns who says what the openThat segment k tells.
func (r *reading) speaker(k int) string {
	for j := k - 1; j >= 0; j-- {
		if s := r.segs[j]; s.verb >= 0 && speech[r.low(s.verb)] {
			return r.speakerOf(j)
		}
	}
	return ""
}

// speakerOf returns the speaker named in the speech segment k.
func (r *reading) speakerOf(k int) string {
	s := r.segs[k]
	switch {
	case r.low(s.from) == "according":
		return r.words(s.from+2, r.nameEnd(s.from+2, s.to))
	case s.verb >= 0 && !r.startsWithVerb(s):
		return r.words(s.from, s.verb)
	case s.verb >= 0:
		return r.words(s.verb+1, r.nameEnd(s.verb+1, s.to))
	}
	return ""
}

// words returns the text of tokens [from, to), without times.
func (r *reading) words(from, to int) string {
	p := r.withoutTimes(tokensFrom(max(0, from), max(from, to)), 0)
	p = r.trimTail(p)
	if len(p) == 0 || len(p) > 12 {
		return ""
	}
	var b strings.Builder
	for k, i := range p {
		if k > 0 && (p[k-1] != i-1 || r.toks[i-1].End < r.toks[i].Start) {
			b.WriteByte(' ')
		}
		b.WriteString(r.toks[i].Span.Of(r.s))
	}
	said := text.Fold(b.String())
	if !strings.ContainsFunc(said, unicode.IsLetter) {
		return "" // a quotation mark
	}
	return said
}

package event

import (
	"strings"

	"timeline/pkg/date"
)

// This file finds what a participle tells of a noun, with the time after it.

// participialWords is how far from its time a participle may stand.
const participialWords = 6

// participial finds what a noun and a participle right before an expression tell: "mourned the miners killed in Porto on
// January 13". The sentence has another verb before them.
func (r *reading) participial(a int) (clause, bool) {
	seg := r.segs[r.segmentOf(a)]
	near := participialWords
	if seg.verb < 0 || determiners[r.low(a-1)] {
		return clause{}, false
	}
	if c, ok := r.participialSubject(seg, a); ok {
		return c, true
	}
	from := seg.verb + 1
	if w := r.low(seg.verb); seg.verb > a {
		from = seg.from // "The pact reached in Porto on May 3 was kept"
	} else if !auxiliaries[w] && participle(w) {
		near = 2 // the time may be that of what was done
		if r.times[r.timed[a]-1].Date.Grain() >= date.Month {
			near = r.placed(a) // a month or a year is rather that of what is spoken of: "spoke of the deal reached in Porto in 2001"
		}
	}
	for i := a - 1; i > from && i >= a-near; i-- {
		w := r.low(i)
		if r.toks[i].kind == punct || coordinators[w] || auxiliaries[w] || modals[w] {
			break
		}
		if !participle(w) || r.toks[i].caps || base[w] || !r.nounEnds(i-1) {
			continue
		}
		if w == "left" && amounts[r.low(i-1)] || !prepositions[r.low(i+1)] && r.timed[i+1] == 0 {
			continue // "thousands left", or a verb with its object
		}
		p := r.phraseBefore(i, from)
		if len(p) == 0 || placing[r.low(p[0]-1)] || placing[r.low(p[0]-2)] && determiners[r.low(p[0]-1)] {
			break
		}
		p = append(p, tokensFrom(i, r.agentEnd(a, seg.to))...)
		return clause{words: p, core: p, verb: i, status: Reported, nominal: true, from: p[0]}, true
	}
	return clause{}, false
}

// agentEnd returns the end of the expression at a with who did it after that, "endorsed last Friday | by the owners of the mill", or a.
func (r *reading) agentEnd(a, limit int) int {
	_, end := r.expression(a)
	if r.low(end) != "by" || end+1 >= limit || r.timed[end+1] != 0 || gerund(r.low(end+1)) {
		return a
	}
	to := r.nameEnd(end+1, limit)
	for i := end + 1; i < to; i++ {
		if r.fin[i] || participle(r.low(i)) && !r.toks[i].caps {
			return i
		}
	}
	return to
}

// placed returns how far before an expression the phrases begin that say where: 3 for "in Porto in 2001", at least 2.
func (r *reading) placed(a int) int {
	i := a
	for i > 0 && (r.low(i-1) == "in" || r.low(i-1) == "at" || r.toks[i-1].caps && r.toks[i-1].kind == word) {
		i--
	}
	return min(max(a-i+1, 2), participialWords)
}

// participialSubject finds a participle with its time and its agent inside the subject of a verb that comes later: "a group
// of sailors held since May 3 by pirates were released".
func (r *reading) participialSubject(seg segment, a int) (clause, bool) {
	i, b := a-2, a
	for b < seg.verb && r.timed[b] == r.timed[a] {
		b++
	}
	if seg.verb < a || i <= seg.from || !prepositions[r.low(a-1)] || r.low(b) != "by" {
		return clause{}, false
	}
	if !participle(r.low(i)) || r.toks[i].caps || r.fin[i] || !r.nounEnds(i-1) {
		return clause{}, false
	}
	p := r.longPhrase(i, seg.from)
	if len(p) == 0 {
		return clause{}, false
	}
	p = append(p, tokensFrom(i, seg.verb)...)
	return clause{words: p, core: p, verb: i, status: Reported, nominal: true, from: p[0]}, true
}

// placing are prepositions after which a noun says where, so that a participle may speak of what comes before them.
var placing = set(`in at from near into outside inside across`)

// nounEnds reports whether the word at i can be the noun that a participle after it speaks of.
func (r *reading) nounEnds(i int) bool {
	if i < 0 {
		return false
	}
	t := r.toks[i]
	if t.kind != word || t.poss || r.timed[i] != 0 || r.fin[i] {
		return false
	}
	return !grammatical[t.low] && !isAdverb(t.low) && !participle(t.low)
}

// phraseBefore returns the noun phrase that ends before i, at most six words of it, back to its determiner.
func (r *reading) phraseBefore(i, limit int) phrase {
	from := i
	for from > limit && i-from < 6 {
		t := r.toks[from-1]
		if t.kind == punct || r.fin[from-1] || prepositions[t.low] || coordinators[t.low] || r.timed[from-1] != 0 || t.low == "to" || t.low == "that" {
			break
		}
		from--
		if determiners[t.low] {
			break
		}
	}
	if from < i && determiners[r.low(from)] {
		from++
	}
	return tokensFrom(from, i)
}

// participleAside finds what a participle after a comma tells of the noun before it: "The toll, raised on May 3, brought the
// port a fortune".
func (r *reading) participleAside(a int) (clause, bool) {
	k := r.segmentOf(a)
	s := r.segs[k]
	w := r.low(s.from)
	if k == 0 || s.open != openComma || s.verb >= 0 && s.verb != s.from || !asidePart(w) || r.toks[s.from].caps {
		return clause{}, false
	}
	if s.from < 2 || r.low(s.from-1) != "," || !r.nounEnds(s.from-2) || statives[Stem(r.low(s.from-2))] {
		return clause{}, false // no noun of which it could tell
	}
	if s.verb == s.from && (!r.saysWhole(k) && r.segs[k-1].verb < 0 && !r.otherMain(k) || r.waitingSubject(k) >= 0) {
		return clause{}, false // "Marlow's crews, meanwhile, continued to …": the sentence's own verb
	}
	if next := r.low(s.from + 1); r.timed[s.from+1] == 0 && !prepositions[next] {
		return clause{}, false // "…, told reporters on Friday": a verb with its object
	}
	p := r.longPhrase(s.from-1, r.segs[k-1].from)
	if g := r.segs[k-1]; k > 1 && r.low(g.from) == "including" && r.segs[k-2].to == g.from-1 {
		p = r.longPhrase(g.from-1, r.segs[k-2].from) // "ten dockers, including two boys, | hurt on Friday"
	}
	if len(p) == 0 || r.segs[k-1].verb >= 0 && p[0] <= r.segs[k-1].verb || k+1 < len(r.segs) && r.low(r.segs[k+1].from-1) == "and" {
		return clause{}, false
	}
	p = append(p, tokensFrom(s.from, s.to)...)
	return clause{words: p, core: p, verb: s.from, status: Reported, nominal: true, from: p[0]}, true
}

// asidePart reports whether a word that a comma stands before can be a participle.
func asidePart(w string) bool {
	return w != "said" && w != "told" && (participleOnly[w] || participleToo[w] || len(w) > 4 && strings.HasSuffix(w, "ed") && !notPast[w])
}

// longPhrase returns the noun phrase that ends before i, with those that "of", "for" and the like tie it to: "the committee
// on the harbour".
func (r *reading) longPhrase(i, limit int) phrase {
	p := r.phraseBefore(i, limit)
	for len(p) > 0 {
		from := p[0]
		if from > limit && determiners[r.low(from-1)] {
			from--
		}
		if from-1 <= limit || i-from > 10 || !tieNouns[r.low(from-1)] || !r.nounEnds(from-2) {
			break
		}
		q := r.phraseBefore(from-1, limit)
		if len(q) == 0 {
			break
		}
		p = tokensFrom(q[0], i)
	}
	return p
}

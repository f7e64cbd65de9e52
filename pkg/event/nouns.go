package event

import (
	"strings"

	"timeline/pkg/date"
)

// This file finds what else than the clause an expression of time may date: a participle between commas, and a noun that
// names an event.

// participleAside finds what a participle after a comma tells of the noun before it: "The toll, raised on May 3, brought the
// port a fortune".
func (r *reading) participleAside(a int) (clause, bool) {
	k := r.segmentOf(a)
	s := r.segs[k]
	w := r.low(s.from)
	if k == 0 || s.open != openComma || s.verb >= 0 && s.verb != s.from || !asidePart(w) || r.toks[s.from].caps || s.from < 2 || r.low(s.from-1) != "," || !r.nounEnds(s.from-2) || statives[Stem(r.low(s.from-2))] {
		return clause{}, false
	}
	if s.verb == s.from && (!r.saysWhole(k) && r.segs[k-1].verb < 0 && !r.otherMain(k) || r.waitingSubject(k) >= 0) {
		return clause{}, false // "Marlow's crews, meanwhile, continued to …": the sentence's own verb
	}
	if next := r.low(s.from + 1); r.timed[s.from+1] == 0 && !prepositions[next] {
		return clause{}, false // "…, told reporters on Friday": a verb with its object
	}
	p := r.longPhrase(s.from-1, r.segs[k-1].from)
	if len(p) == 0 || r.segs[k-1].verb >= 0 && p[0] <= r.segs[k-1].verb || k+1 < len(r.segs) && r.low(r.segs[k+1].from-1) == "and" {
		return clause{}, false
	}
	p = append(p, tokensFrom(s.from, s.to)...)
	return clause{words: p, core: p, verb: s.from, status: Reported, nominal: true, from: p[0]}, true
}

// nounTimed returns the noun that names an event and that the expression at [a, b) stands with: "the ousting on 21 February
// of the mayor", "a row over the raid last year", "anger at a crackdown the day before"; -1 when there is none. A day
// without a preposition is left to the clause, whose day it is as well.
func (r *reading) nounTimed(a, b int) int {
	if a < 2 || b <= a {
		return -1
	}
	if h := a - 2; r.low(a-1) == "on" && r.low(b) == "of" && (isEventNoun(r.low(h)) || strings.HasSuffix(r.low(h), "ing") && determiners[r.low(h-1)]) {
		return h
	}
	h := a - 1
	seg := r.segs[r.segmentOf(a)]
	before := strings.HasSuffix(r.low(b-1), "before") || strings.HasSuffix(r.low(b-1), "earlier") || r.low(b-1) == "ago"
	if !eventNouns[r.low(h)] || r.timed[h] != 0 || seg.verb < 0 || !before && r.times[r.timed[a]-1].Date.Grain() < date.Week {
		return -1
	}
	if t := r.tenseOf(seg.verb); seg.verb > h && (t == perfectTense || t == presentTense) {
		return h // "The decision last week has brought …"
	}
	for i := h - 1; i > seg.verb && i >= h-5; i-- {
		w := r.low(i)
		if prepositions[w] && w != "up" && w != "out" && w != "off" && w != "down" {
			return h
		}
		if r.toks[i].kind == punct || coordinators[w] || w == "to" {
			break
		}
	}
	return -1
}

// asidePart reports whether a word that a comma stands before can be a participle.
func asidePart(w string) bool {
	return w != "said" && w != "told" && (participleOnly[w] || participleToo[w] || len(w) > 4 && strings.HasSuffix(w, "ed") && !notPast[w])
}

// amounts are words of numbers.
var amounts = set(`hundred hundreds thousand thousands million millions billion billions percent dozen dozens`)

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

package event

import (
	"slices"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/timex"
)

// This file finds the events that nouns name, and the words of the noun phrase.

// nominal finds an event that a noun names: "Moscow's 2014 annexation of Crimea", "Sunday's referendum", "since his
// election in February 2010". No reports that the expression belongs to a noun that names no event: "the constitution
// of 2004".
func (r *reading) nominal(a, b int) (_ clause, ok, no bool) {
	coarse := r.times[r.timed[a]-1].Date.Grain() >= date.Month
	switch {
	case r.attributive(a, b):
		for h := b; h < len(r.toks) && h < b+5 && r.toks[h].kind == word && !prepositions[r.low(h)] && !r.fin[h]; h++ {
			if isEventNoun(r.low(h)) && !(h+1 < len(r.toks) && isEventNoun(r.low(h+1))) {
				c := r.nounClause(h)
				c.apart = coarse && (apartFrom[r.low(a-1)] || apartFrom[r.low(a-2)]) || r.low(a-1) == "before" || r.low(a-2) == "before"
				return c, true, false
			}
		}
		return clause{}, false, r.onlyNouns(a, b)
	case r.low(a-1) == "of" && a > 1 && !partsOfTime[r.low(a-2)] && r.toks[a-2].kind == word && r.timed[a-2] == 0 && !prepositions[r.low(a-2)]:
		nowadays := r.low(a) == "today"
		if isEventNoun(r.low(a-2)) && !nowadays || !coarse && !nowadays && !r.fin[a-2] && !determiners[r.low(a-2)] {
			return r.nounClause(a - 2), true, false
		}
		return clause{}, false, coarse || nowadays
	}
	if c, ok := r.participial(a); ok {
		return c, true, false
	}
	if c, ok := r.participleAside(a); ok {
		return c, true, false
	}
	if h := r.nounTimed(a, b); h >= 0 {
		c := r.nounClause(h)
		c.apart = true
		return c, true, false
	}
	return r.afterPreposition(a, coarse)
}

// afterPreposition finds the nearest noun after a preposition of time before the expression at a: "after the election in
// February". No is as in nominal.
func (r *reading) afterPreposition(a int, coarse bool) (_ clause, ok, no bool) {
	seg := r.segs[r.segmentOf(a)]
	for i := a - 1; i >= seg.from && i >= a-12; i-- {
		if r.fin[i] {
			return clause{}, false, false
		}
		w := r.low(i)
		if w == "of" && r.low(i-1) == "ahead" {
			w = "before"
		}
		switch w {
		case "since", "after", "following", "before", "until", "during":
			h := r.lastEventNoun(i+1, a)
			if by := r.low(i - 1); coarse && w == "after" && (by == "shortly" || by == "soon") && !strings.HasSuffix(r.low(i+1), "ing") {
				return clause{}, false, false // "the marches began shortly after the risings in May"
			}
			if r.setting(i) >= 0 {
				return clause{}, false, false // "said after a meeting on Thursday it was …"
			}
			if h < 0 {
				return clause{}, false, coarse && (r.low(i) == "since" && r.superlative() || r.low(i) == "before" && i+1 < a)
			}
			c := r.nounClause(h)
			c.apart = r.low(i) != "during"
			if seg.verb >= 0 && modals[r.low(seg.verb)] && r.low(i) != "since" {
				c.status = Expected // "will be signed after the election in May"
			}
			return c, true, false
		}
	}
	return clause{}, false, false
}

// onlyNouns reports whether the expression at [a, b) belongs to the noun after it, which names no event, and to nothing else: "the 2004
// constitution", "the May 2 Group", "winter coats".
func (r *reading) onlyNouns(a, b int) bool {
	m := r.times[r.timed[a]-1]
	switch {
	case m.Date.Grain() >= date.Month:
		return true
	case m.Type == timex.Time && !r.toks[b-1].poss && r.low(a) == "the":
		return true
	case r.low(a-1) == "the" && r.toks[b].caps:
		return true
	}
	near := strings.HasPrefix(m.Raw, "XXXX-WXX") || strings.HasPrefix(m.Raw, "P0D") || strings.HasPrefix(m.Raw, "-P1D") // Friday, today, yesterday
	return b == a+1 && !near && !strings.ContainsAny(r.toks[a].low, "0123456789")
}

// apartFrom are words after which a noun has another time than the clause: "well before last year's crisis".
var apartFrom = set(`before after since until following`)

// partsOfTime are nouns that "of" ties to an expression of time without making an event of them: "by the end of Thursday".
var partsOfTime = set(`end start beginning middle rest eve half hours day days night morning afternoon evening week month course close evening weekend dawn`)

// superlative reports whether the sentence measures something against all since a time: "the most troops since 2015".
func (r *reading) superlative() bool {
	return slices.ContainsFunc(r.toks, func(t token) bool {
		return t.low == "first" || t.low == "best" || t.low != "interest" && superlativeForm(t.low)
	})
}

func (r *reading) lastEventNoun(from, to int) int {
	for i := from; i < to; i++ {
		if isEventNoun(r.low(i)) && !isEventNoun(r.low(i+1)) {
			return i
		}
	}
	return -1
}

// nounClause is the noun phrase around the event noun at h: from its determiner or possessor to the end of the
// phrases that "of", "in", "on" and "with" tie to it.
func (r *reading) nounClause(h int) clause {
	seg := r.segs[r.segmentOf(h)]
	from := h
	passed := false // the expression itself
	for from > seg.from && h-from < 8 {
		if r.timed[from-1] != 0 {
			passed = true
			from--
			continue
		}
		if r.beforeNoun(from-1, passed) {
			break
		}
		from--
		if determiners[r.low(from)] && !passed {
			break // a noun phrase starts at its determiner
		}
	}
	if from > 0 && r.low(from-1) == "to" && from < h && r.verbAfterTo(from-1) {
		from++ // "to film | explosions"
	}
	to := h + 1
	for to < seg.to && to < h+16 {
		if r.timed[to] == 0 && r.afterNoun(to, h, seg) {
			break
		}
		to++
	}
	p := tokensFrom(from, to)
	for len(p) > 1 && (determiners[r.low(p[0])] && p[0] != h || r.low(p[0]) == "of") {
		p = p[1:]
	}
	return clause{words: p, core: p, verb: h, status: Reported, nominal: true, from: from}
}

// beforeNoun reports whether the word at i comes before a noun phrase and is no part of it. Passed says that a time stands between
// them, so that an "of" ties the time, not the noun.
func (r *reading) beforeNoun(i int, passed bool) bool {
	t := r.toks[i]
	switch {
	case t.kind == punct, r.fin[i], speech[t.low]:
		return true
	case clauseOpeners[t.low], coordinators[t.low], subordinate[t.low], t.low == "to":
		return true
	}
	return prepositions[t.low] && (t.low != "of" || passed)
}

// afterNoun reports whether the phrase around the event noun at h, in the segment seg, ends before the word at i.
func (r *reading) afterNoun(i, h int, seg segment) bool {
	t := r.toks[i]
	switch {
	case r.fin[i], clauseOpeners[t.low], subordinate[t.low] && !prepositions[t.low]:
		return true
	case (i == h+1 || r.timed[i-1] != 0) && determiners[t.low]:
		return true // "after the vote | the council met"
	case t.kind == punct:
		return t.low != "-" && t.low != "’" && !(t.low == "." && titles[r.low(i-1)])
	case t.low != "to":
		return false
	case r.verbAfterTo(i):
		return r.timed[i-1] != 0 && !wantsTo[r.low(h)] // "a meeting on Friday | to end the strike"
	}
	return seg.verb >= 0 && seg.verb < h && !movesTo[r.low(h)] // "lost an election | to the mayor"
}

// movesTo are nouns of events that "to" completes: "a visit to Porto", and not "lost an election | to the mayor".
var movesTo = set(`visit visits trip trips tour return response responses answer appeal appeals move moves speech address report statement invitation aid threat resistance opposition withdrawal march`)

// verbless reads a line without a verb: a headline, a caption, a note. It is an event when a noun names one.
func (r *reading) verbless(a, b int) (clause, bool) {
	h := -1
	for i, t := range r.toks {
		if strings.HasSuffix(t.low, "selves") || strings.HasSuffix(t.low, "self") {
			return clause{}, false // "People warm themselves at a fire": a verb all the same
		}
		if t.kind == word && r.timed[i] == 0 && (isEventNoun(t.low) || classes[stem(t.low)] != nil && !r.person(i)) {
			h = i
			break
		}
	}
	if h < 0 || len(r.toks)-(b-a) < 3 {
		return clause{}, false
	}
	all := tokensFrom(0, len(r.toks))
	words := all
	if r.low(0) == "date" && len(r.toks) > 4 && r.low(2) == "*" {
		words = tokensFrom(3, len(r.toks)) // "date 2012-05-03 * Strike ends": the points above a report
	}
	return clause{words: words, core: all, verb: h, status: Reported, nominal: true}, true
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

// amounts are words of numbers.
var amounts = set(`hundred hundreds thousand thousands million millions billion billions percent dozen dozens`)

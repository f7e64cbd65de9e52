package event

import (
	"strings"

	"timeline/pkg/timex"
)

// This file tells how things are, seem or usually go from what happens.

// stems returns the stems of the words of a list.
func stems(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[Stem(w)] = true
	}
	return m
}

// statives are verbs, as stems, that tell how things are.
var statives = stems(`remain feel know knew want hope believe think fear live depend contain include consist belong exist mean resemble deserve love like hate worry tend need own
	involve require represent relate lack suffer matter prefer understand`)

// stative reports whether a clause tells how something is or was: "was a member of the council", "remained in hospital". A
// predicate that names something that happens keeps it an event.
func (r *reading) stative(c clause, f int) bool {
	w := r.low(f)
	i := f
	if (w == "has" || w == "have" || w == "had") && r.low(f+1) == "been" || modals[w] && r.low(f+1) == "be" {
		w, i = "was", f+1
	}
	switch {
	case r.judged(c, f), i == f && isBe(w) && (likeness[r.low(f+1)] || r.superlativeAt(f+1)), r.low(f-1) == "there" && r.low(i+1) == "no":
		return true
	case seeming[r.low(c.verb)] && r.low(c.verb+1) != "to" && r.low(c.verb+1) != "in",
		w == "looked" && looks[r.low(f+1)], r.low(f-1) == "it" && (w == "was" || w == "is") && r.low(f+2) == "to",
		w == "used" && r.low(f+1) == "to", r.low(f-1) == "what" && f-1 > 0 && prepositions[r.low(f-2)]:
		return true
	case f > 0 && r.timed[f-1] != 0 && r.segs[r.segmentOf(f)].from == 0 && r.timed[0] == r.timed[f-1]:
		return false // "May 3 was a day of mourning"
	case w == "is" || w == "are" || w == "was" || w == "were" || w == "wasn't" || w == "weren't":
		return !r.passive(i) && !r.eventAhead(i+1)
	case (w == "has" || w == "have" || w == "had") && !r.perfect(i):
		return r.low(i+1) != "to" && (!r.eventAhead(i+1) || holdings[r.low(i+1)])
	case w == "has" || w == "have" || w == "had" && r.low(c.verb) == "become":
		return c.verb >= 0 && (r.low(c.verb) == "become" || statives[Stem(r.low(c.verb))]) // "has become the centre of the trade"
	}
	return c.verb >= 0 && statives[Stem(r.low(c.verb))]
}

// holdings are words after "had" for what somebody has, though their verbs tell of getting it.
var holdings = set(`control command charge hold custody forces troops`)

// likeness are words after "was" for what something was like.
var likeness = set(`reminiscent similar comparable like unlike akin identical worse better still missing`)

// superlativeAt reports whether a superlative stands at i, after "was": "the largest in five weeks". What was the first of its kind
// has happened all the same.
func (r *reading) superlativeAt(i int) bool {
	if r.low(i) == "among" {
		i++
	}
	w := r.low(i + 1)
	return r.low(i) == "the" && (w == "least" || w != "latest" && superlativeForm(w) && !eventNouns[w])
}

// judgements are verbs, as stems, that say what something amounts to.
var judgements = stems(`underscore underline highlight illustrate reflect symbolise symbolize epitomise epitomize exemplify typify labour labor bode pale stem`)

// judged reports whether a clause tells what somebody makes of things, or how they stand, and not what was done: "appeared calm",
// "appeared to have lost", "helped underscore", "had been fighting", "traded at 90 crowns".
func (r *reading) judged(c clause, f int) bool {
	w, next := r.low(c.verb), r.low(c.verb+1)
	switch {
	case w == "appeared" || w == "appears":
		return next == "to" && r.low(c.verb+2) == "have" || next != "to" && next != "," && !prepositions[next] && r.timed[min(c.verb+1, len(r.toks)-1)] == 0 && !isAdverb(next)
	case w == "helped" || w == "helps":
		return judgements[Stem(next)] || next == "to" && judgements[Stem(r.low(c.verb+2))]
	case w == "traded" || w == "trading":
		return next == "at" || next == "above" || next == "below" || next == "near" || next == "around"
	case (r.low(f) == "has" || r.low(f) == "have" || r.low(f) == "had") && r.low(f+1) == "been" && c.verb > f+1:
		return strings.HasSuffix(w, "ing") && len(w) > 4 || w == "missing"
	}
	return judgements[Stem(w)] || r.low(f+1) == "still" && r.tenseOf(f) != pastTense
}

// outcomes are nouns that name an event after "was" or "had".
var outcomes = set(`success victory defeat win loss setback breakthrough turnout arrival departure handover record`)

// seeming are verbs that say how something was taken.
var seeming = set(`seem seemed seems`)

// looks are words with which "looked" says how something seemed.
var looks = set(`ever like set more increasingly as less likely good bad poised ready`)

// predicate is how many words after "was" are looked at for what it says.
const predicate = 7

// eventAhead reports whether a word from i on, in its segment, names something that happens.
func (r *reading) eventAhead(i int) bool {
	end := min(len(r.toks), i+predicate)
	for ; i < end; i++ {
		w := r.low(i)
		if r.toks[i].kind == punct && w != "\"" && w != "“" {
			return false
		}
		if r.timed[i] == 0 && (eventNouns[w] || outcomes[w] || w == "first" && r.low(i+1) == "to" || len(w) > 3 && classes[stem(w)] != nil) {
			return true
		}
	}
	return false
}

// again reports whether what a clause tells, or what its expression at a dates, goes on again and again: "left her desk every
// day at 4 p.m."
func (r *reading) again(c clause, a int) bool {
	k := r.segmentOf(c.verb)
	if c.when {
		return false
	}
	for i, m := range r.times {
		if m.Type != timex.Set {
			continue
		}
		b, end := r.tokensOf(i)
		if b < 0 || r.segmentOf(b) != k || r.low(b) != "every" && r.low(b) != "each" {
			continue
		}
		if end <= r.segs[k].verb || end <= a && a-end < 2 {
			return true
		}
	}
	return false
}

// habits are words of what goes on again and again.
var habits = set(`usually often typically always normally sometimes frequently generally rarely seldom mostly traditionally`)

// habitual reports whether the clause with the finite verb at f tells of what goes on again and again.
func (r *reading) habitual(f int) bool {
	for i := max(0, f-2); i < len(r.toks) && i <= f+2; i++ {
		if habits[r.low(i)] {
			return true
		}
	}
	return false
}

package event

import (
	"slices"
	"strings"

	"timeline/pkg/timex"
)

// This file takes the words of time out of a title, but for those that its grammar needs.

var closing = set(`” " ) ' ’ . ! ?`)

// beforeTime are words that belong to a following expression of time.
var beforeTime = set(`on in at by since from until till of for during late early earlier later back just about around as over through throughout before after only within mid mid- the last this next past`)

// withoutTimes leaves out expressions of time with the words that tie them to the sentence, but for the own expression aside
// and for a year that is part of a name or of a noun phrase ("the 2015 peace deal").
func (r *reading) withoutTimes(p phrase, own int) phrase {
	drop := make([]bool, len(p))
	r.articles = nil
	inside := false // a quotation that the title shows as one
	for k := range p {
		i := p[k]
		if w := r.low(i); w == "“" || w == "”" || w == "\"" {
			inside = k > 0 && !r.closesQuote(i)
		} else if i == 0 && r.opened {
			inside = k > 0
		}
		if r.timed[i] == 0 || inside || r.staysInTitle(i, own) || r.compound(p, k) || r.needed(p, k) {
			continue
		}
		if r.yearOfNoun(i) {
			drop[k] = r.low(i) != "the"
			continue
		}
		drop[k] = true
		for j := k + 1; j < len(p) && j <= k+r.afterTimes(i); j++ {
			drop[j] = drop[j] || p[j] == p[j-1]+1
		}
		if r.toks[i].poss {
			if drop[k] = !r.heads(i); !drop[k] {
				r.articles = append(r.articles, i)
			}
			continue // "results of Sunday's poll"
		}
		j := k - 1
		for ; j >= 0 && p[j] == p[j+1]-1 && !drop[j] && r.tiesTime(p[j]) && !r.goesOn(p[j]); j-- {
			drop[j] = true
		}
		if j > 1 && j+1 < k && r.edgeOf(p, j) {
			drop[j-2], drop[j-1], drop[j] = true, true, true // "by the end of Thursday"
		}
	}
	for k := 1; k+1 < len(p); k++ { // "on May 3 and May 4"
		joins := coordinators[r.low(p[k])] || r.low(p[k]) == "into" || r.low(p[k]) == "to"
		drop[k] = drop[k] || drop[k-1] && drop[k+1] && joins && p[k+1] == p[k]+1
	}
	r.dropOtherHalf(p, drop, own)
	out := make(phrase, 0, len(p))
	for k, i := range p {
		if !drop[k] {
			out = append(out, i)
		}
	}
	return out
}

// afterTimes returns how many words after the token at i go with the expression of time that ends there: the "evening" of "Sunday evening",
// the "local time" of "8 a.m. local time", a comma between a verb and its object.
func (r *reading) afterTimes(i int) int {
	from, end := r.expression(i)
	switch {
	case end != i+1:
		return 0
	case partOfDay[r.low(end)]:
		return 1
	case r.low(end+1) == "time" && (r.low(end) == "local" || end < len(r.toks) && r.toks[end].caps):
		return 2
	case r.low(end) == "," && end+1 < len(r.toks) && possessives[r.low(end+1)]:
		for from > 0 && r.tiesTime(from-1) {
			from--
		}
		if from > 0 && (r.fin[from-1] || thirdPerson(r.low(from-1))) {
			return 1 // "extends | until May, | its guarantee"
		}
	}
	return 0
}

// needed reports whether the sentence cannot do without the expression of time at p[k]: it is a subject, "Friday was calm", what a verb or
// "of" wants, "spent Friday at sea", or the noun of an ordinal, "a second consecutive night".
func (r *reading) needed(p phrase, k int) bool {
	from, end := r.expression(p[k])
	n := k - (p[k] - from) - 1 // the place before it
	if n >= 0 && p[n] != from-1 || r.toks[end-1].poss {
		return false
	}
	before := r.low(from - 1)
	switch {
	case n < 0:
	case timeObject[before], before == "consecutive" || before == "straight" || before == "successive":
		return p[k] == from || timeObject[before]
	case before == "of" && n > 0 && timeUnits[r.low(from-2)] && p[n-1] == from-2:
		return !edges[r.low(from-2)] && (r.timed[from-2] == 0 || r.staysInTitle(from-2, r.timed[p[k]]))
	}
	if end < len(r.toks) && r.fin[end] && r.segs[r.segmentOf(from)].from == from && r.segmentOf(end) == r.segmentOf(from) {
		return subordinate[before] || n < 0 && !auxiliaries[r.low(end)]
	}
	return false
}

// timeObject are words before a time that is their object.
var timeObject = set(`spent spend spends spending tapped picked chose designated dated`)

// timeUnits are nouns of parts of a time, which "of" completes: "the first three months of 2008".
var timeUnits = set(`hours days weeks months years quarter quarters half`)

// dropOtherHalf marks what a second expression tells of another day after "and", without a verb of its own: "thirty died on
// Monday | and twelve on Tuesday".
func (r *reading) dropOtherHalf(p phrase, drop []bool, own int) {
	for k := 1; k+2 < len(p) && own > 0; k++ {
		if !coordinators[r.low(p[k])] || drop[k] || r.timed[p[k]-1] != own {
			continue
		}
		for n := k + 1; n < len(p) && n < k+8 && p[n] == p[n-1]+1 && !r.fin[p[n]] && r.toks[p[n]].kind != punct; n++ {
			if t := r.timed[p[n]]; t != 0 && t != own && drop[n] && (n+1 == len(p) || r.toks[p[n+1]].kind == punct) {
				for j := k; j <= n; j++ {
					drop[j] = true
				}
				break
			}
		}
	}
}

// edgeOf reports whether the noun at p[j] ties an expression to the sentence together with the words around it: "by the | end | of
// Thursday".
func (r *reading) edgeOf(p phrase, j int) bool {
	if p[j-2] != p[j]-2 || p[j+1] != p[j]+1 {
		return false
	}
	return beforeTime[r.low(p[j-2])] && r.low(p[j-1]) == "the" && edges[r.low(p[j])] && r.low(p[j+1]) == "of"
}

// yearOfNoun reports whether the token at i is of an expression with an article that ends in the year of the noun after it: "in
// the fiscal 2012 harbour bill".
func (r *reading) yearOfNoun(i int) bool {
	from, end := r.expression(i)
	if end-from < 2 || end >= len(r.toks) || r.low(from) != "the" || !r.plainYear(end-1, end) {
		return false
	}
	t := r.toks[end]
	if t.kind != word || t.caps || r.fin[end] || r.opensGap(end) {
		return false
	}
	return !determiners[t.low] && !auxiliaries[t.low] && !pronouns[t.low]
}

// heads reports whether the possessive time at i stands where its noun has no other determiner, so that an article has to
// be written in its place: "results of Sunday's poll" and not "the following day's poll".
func (r *reading) heads(i int) bool {
	if i+1 >= len(r.toks) || r.toks[i+1].kind == punct || r.fin[i+1] || r.timed[i+1] != 0 || prepositions[r.low(i+1)] {
		return false
	}
	a, _ := r.expression(i)
	return a == 0 || !(determiners[r.low(a-2)] && r.nounEnds(a-1)) && !determiners[r.low(a-1)] && !r.toks[a-1].poss && !determiners[r.low(a)]
}

// edges are nouns of the parts of a time.
var edges = set(`end start beginning middle close`)

var partOfDay = set(`morning afternoon evening night noon midnight`)

// goesOn reports whether the word at i belongs to the verb before it: "the strike went on".
func (r *reading) goesOn(i int) bool {
	return r.low(i) == "on" && (Stem(r.low(i-1)) == "go" || r.low(i-1) == "goes")
}

func (r *reading) tiesTime(i int) bool {
	w := r.low(i)
	if w == "in" && r.fin[max(0, i-1)] && i+1 < len(r.toks) && r.timed[i+1] != 0 && strings.HasPrefix(r.times[r.timed[i+1]-1].Raw, "XXXX-WXX") {
		return false // "reports streamed in | Tuesday"
	}
	if w == "back" && r.timed[i+1] != 0 && i > 0 && (r.fin[i-1] || r.infinitiveAt(i-1)) {
		return false // "pulled back | on Friday"
	}
	if w == "shortly" || w == "immediately" || w == "between" {
		return true
	}
	return beforeTime[w] && !(w == "the" && r.low(i+1) != "last")
}

// staysInTitle reports whether the timed token i is kept: durations, sets, and years that qualify a noun, unless the
// year is the event's own date.
func (r *reading) staysInTitle(i int, own int) bool {
	m := r.times[r.timed[i]-1]
	if m.Type == timex.Duration && r.timed[i] == own {
		return false // the event is dated by it: "will vote in ten days"
	}
	if m.Type == timex.Duration || m.Type == timex.Set || strings.HasSuffix(m.Value, "_REF") && m.Len() > 3 {
		return true // a stretch, or a vague word as in "recent bombing"
	}
	if own < 0 {
		return true
	}
	if first := slices.Index(r.timed, r.timed[i]); first > 0 && fixing[r.low(first-1)] {
		return true // "set May 25 for the election"
	}
	if r.timed[i] == own {
		return false
	}
	i, end := r.expression(i)
	return r.attributive(i, end) && (m.Type == timex.Time && r.low(i) == "the" || r.toks[end-1].kind == number && r.toks[end-1].Len() == 4 || r.toks[end].caps && r.namesWithTime(i, end))
}

// expression returns the tokens [from, end) of the expression of time that holds the token i.
func (r *reading) expression(i int) (from, end int) {
	from, end = i, i
	for from > 0 && r.timed[from-1] == r.timed[i] {
		from--
	}
	for end < len(r.toks) && r.timed[end] == r.timed[i] {
		end++
	}
	return from, end
}

// compound reports whether the expression of time at p[k] is the first half of a noun that is torn without it: "after Friday
// prayers", "an April vote" before a consonant.
func (r *reading) compound(p phrase, k int) bool {
	i, end := r.expression(p[k])
	n := k - (p[k] - i) - 1 // the place before it
	if n < 0 || p[n] != i-1 || end >= len(r.toks) || r.toks[end].kind != word || r.toks[end].caps || r.toks[end-1].poss {
		return false
	}
	before, next := r.low(i-1), r.low(end)
	if r.yearOfNoun(i) {
		return false
	}
	if r.low(i) == "the" && end-i > 1 && (before == "in" || before == "during") && r.nounWord(end) && !r.fin[end] {
		return !r.verbBetween(end, min(len(r.toks), end+4)) // "in the dawn attack"
	}
	switch {
	case before == "a" || before == "an":
		return (before == "an") != strings.ContainsRune("aeiou", rune(next[0])) && !r.fin[end]
	case apartFrom[before] || before == "during":
		return worship[next] || end-i == 1 && (isEventNoun(next) || timeUnits[next]) && !r.fin[end]
	case before == "in" && (end-i == 1 && eventNouns[next] || r.nounAfter(end)) && !r.fin[end]:
		return end+1 >= len(r.toks) || r.toks[end+1].kind == punct || !r.verbBetween(end, min(len(r.toks), end+4))
	}
	return worship[next] && !determiners[before]
}

// nounAfter reports whether a noun begins at i, after a time, with which it makes one phrase: "in overnight | fog", "in Friday | earnings
// reports". A plural alone may be the object of a verb before the time.
func (r *reading) nounAfter(i int) bool {
	if r.low(i) == "alone" {
		return true
	}
	if !r.nounWord(i) || gerund(r.low(i)) && !r.endsClause(i+1) {
		return false
	}
	return !strings.HasSuffix(r.low(i), "s") || i+1 < len(r.toks) && r.nounWord(i+1) && !r.fin[i+1]
}

// worship are nouns with the weekday on which they are held.
var worship = set(`prayers prayer sermon sermons mass services`)

// attributive reports whether the expression [i, end) qualifies the noun that follows it: "the 2015 peace deal",
// "Sunday's referendum".
func (r *reading) attributive(i, end int) bool {
	if end >= len(r.toks) || r.toks[end].kind != word || r.toks[end].Start-r.toks[end-1].End > 1 {
		return false
	}
	if r.toks[end-1].poss {
		return true
	}
	if i > 0 && (prepositions[r.low(i-1)] && r.low(i-1) != "of") && !r.plainYear(i, end) {
		return false
	}
	switch w := r.low(end); {
	case r.fin[end], grammatical[w], clauseOpeners[w]:
		return false
	case isAdverb(w), strings.HasSuffix(w, "ing"), w == "ago":
		return false
	}
	return !r.toks[end].caps || r.namesWithTime(i, end)
}

// namesWithTime reports whether the expression is part of a name or qualifies one: "the 2004 Orange Revolution",
// "the May 2 Group", and not "on Friday Obama".
func (r *reading) namesWithTime(i, end int) bool {
	return i > 0 && (r.plainYear(i, end) || r.low(i-1) == "the") && (determiners[r.low(i-1)] || r.toks[i-1].poss)
}

func (r *reading) plainYear(i, end int) bool {
	return end-i == 1 && r.toks[i].kind == number && r.toks[i].Len() == 4
}

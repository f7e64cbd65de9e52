package event

import (
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/timex"
)

// This file finds expressions that are the time of no event at all: parts of names, of ages, of stretches and of counts.

// belongsElsewhere reports whether an expression measures something else than the time of an event: "her last day at
// school", "the second half of the loan", "the day before the bridge opened", "between 1000 and 2000 were hurt".
func (r *reading) belongsElsewhere(m timex.Mention, a, b int) bool {
	first, next, before := r.low(a), r.low(b), r.low(a-1)
	if s := r.s; m.Start > 0 && s[m.Start-1] == '-' && a > 0 && r.toks[a-1].kind != number {
		return true // "T-90S"
	}
	if ordinals[first] && (ownersOf[before] || a > 0 && r.toks[a-1].poss && r.timed[a-1] == 0) {
		return true
	}
	if strings.HasSuffix(r.low(b-1), "half") && next == "of" && r.low(b+1) != "" && (b+1 >= len(r.toks) || r.timed[b+1] == 0) {
		return true
	}
	if w := r.low(b - 1); (w == "before" || w == "after") && b-a > 1 && (determiners[next] || pronouns[next] || b < len(r.toks) && r.toks[b].caps) {
		return true
	}
	if b == a+1 && r.toks[a].kind == number && r.toks[a].Len() == 4 && r.toks[a].low < earliestYear && before != "year" && r.low(b) != "ad" {
		return true
	}
	if before == "on" && r.low(a-2) == "not" || first == "the" && r.low(a+1) == "end" && r.low(b-1) == "day" && before == "at" {
		return true // "will leave, but not on Friday", "at the end of the day, they will pay"
	}
	if before == "to" && r.low(b-1) == "ago" {
		return true // "back to a hundred years ago"
	}
	if r.low(a-1) == "and" && r.low(a-2) == "then" || m.Date.Grain() <= date.DayGrain && r.isNamedAfter(b, before == "the") {
		return true // "between then and May", "the 6 October Bridge", "the May 3 brigade"
	}
	if r.ofLaw(m, b) || r.nowadays(a, b) {
		return true
	}
	if r.agedAt(a, b) || r.joinedYear(m, b) || r.namedSo(a, b) || r.roughly(b) {
		return true
	}
	if m.Type == timex.Time && b+1 < len(r.toks) && (next == "between" || next == "into") && r.timed[b+1] != 0 {
		return true // "overnight between 3 and 4 May"
	}
	least := date.Century
	if determiners[before] || determiners[first] && first != "the" {
		least = date.Decade // "a 1980s car"
	}
	return !m.Date.IsZero() && !m.Date.Interval && m.Date.Grain() >= least && r.qualifiesThing(b)
}

// ordinals are words with which a time is counted.
var ordinals = set(`last first next second final`)

// ownersOf are words for whose a time is: "her last day at school".
var ownersOf = anyOf(possessives, set(`my our your`))

// roughly reports whether the expression that ends at b is one of two amounts: "two or three days", "a year or so", "a week or ten
// days".
func (r *reading) roughly(b int) bool {
	if r.low(b-2) == "or" && smallNumbers[r.low(b-1)] {
		return true
	}
	if r.low(b) != "or" || b+1 >= len(r.toks) {
		return false
	}
	return r.low(b+1) == "so" || smallNumbers[r.low(b+1)] || r.toks[b+1].kind == number
}

// qualifiesThing reports whether a noun that names no event comes right after the expression that ends at b: "a 1980s | car".
func (r *reading) qualifiesThing(b int) bool {
	if b >= len(r.toks) || r.fin[b] || r.toks[b].kind != word || r.toks[b].Start-r.toks[b-1].End > 1 {
		return false
	}
	switch w := r.low(b); {
	case isEventNoun(w), isEventNoun(r.low(b + 1)):
		return false
	case prepositions[w], coordinators[w], subordinate[w], relatives[w], auxiliaries[w]:
		return false
	}
	return true
}

// isNamedAfter reports whether the word at i is of what is named after the famous day before it, which stands after "the" or not.
func (r *reading) isNamedAfter(i int, the bool) bool {
	if i >= len(r.toks) {
		return false
	}
	w, caps := r.low(i), r.toks[i].caps
	return sites[w] && (caps || the) || bodies[w] && caps
}

var (
	// sites are what may be named after a day; bodies are, too, but they also meet or are given on one: "the May 3 party".
	sites  = set(`bridge street square road avenue boulevard plaza stadium brigade brigades movement governorate youth`)
	bodies = set(`city party hospital university airport group committee`)
)

// laws are words with which names of laws and treaties end.
var laws = set(`act resolution law constitution treaty convention code bill amendment order charter protocol`)

// ofLaw reports whether the year before b belongs to the name of a law: "the 1973 War Powers Resolution".
func (r *reading) ofLaw(m timex.Mention, b int) bool {
	if m.Date.IsZero() || m.Date.Grain() != date.Year {
		return false
	}
	for i := b; i < len(r.toks) && i < b+6 && r.toks[i].kind == word && (r.toks[i].caps || r.low(i) == "of"); i++ {
		if laws[r.low(i)] && i > b {
			return true
		}
	}
	return false
}

// nowadays reports whether "today's" at [a, b) stands with a name, whose time is the present: "grew into today's Green Movement".
func (r *reading) nowadays(a, b int) bool {
	if r.low(a) != "today" || !r.toks[b-1].poss || b >= len(r.toks) || !r.toks[b].caps {
		return false
	}
	i := b
	for i < len(r.toks) && r.toks[i].caps && r.toks[i].kind == word {
		i++
	}
	return !isEventNoun(r.low(i))
}

// surnames are words for times that are names of people as well.
var surnames = set(`summer summers winter winters spring autumn easter`)

// namedSo reports whether the word at [a, b) is somebody's name: "Nick Easter", "Summer's salary".
func (r *reading) namedSo(a, b int) bool {
	if b != a+1 || !surnames[r.low(a)] || !r.toks[a].caps || a == r.firstWord() {
		return false
	}
	p := r.toks[a-1]
	return r.low(a) != "easter" && r.toks[a].poss || p.caps && p.kind == word && a-1 != r.firstWord() || p.kind == punct && p.low != ","
}

// agedAt reports whether the decade at [a, b) is that of a life: "Ana Reis, early 30s, was found".
func (r *reading) agedAt(a, b int) bool {
	w := r.low(b - 1)
	if len(w) != 3 || !strings.HasSuffix(w, "0s") {
		return false
	}
	for i := a - 1; i < b; i++ {
		if r.low(i) == "the" || r.low(i) == "'" || r.low(i) == "’" {
			return false
		}
	}
	return true
}

// joinedYear reports whether an expression without a year is joined to one that has it: "in July and August of last year".
func (r *reading) joinedYear(m timex.Mention, b int) bool {
	if w := r.low(b); w != "and" && w != "or" && w != "to" && w != "through" || b+1 >= len(r.toks) || r.timed[b+1] == 0 || !strings.HasPrefix(m.Raw, "XXXX-") {
		return false
	}
	n := r.times[r.timed[b+1]-1]
	end := min(len(r.s), n.End+16)
	return n.Date.From.Year != m.Date.From.Year || strings.HasPrefix(r.s[n.End:end], " of last year") || strings.HasPrefix(r.s[n.End:end], " last year")
}

// earliestYear is the first year that a plain number is taken for.
const earliestYear = "1200"

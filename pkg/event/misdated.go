package event

import (
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/source"
	"timeline/pkg/timex"
)

// This file finds expressions that the clause's own tense contradicts, or that stand with another noun or verb and date
// something else: such a mention is not made, or is weak. No date is made from another by guessing.

// misdated reports whether the expression at tokens [a, b) cannot be the time of the clause that was chosen for it.
func (x *extractor) misdated(r *reading, c clause, m timex.Mention, a, b int, role source.Role) bool {
	if r.belongsElsewhere(m, a, b) || x.around(m.Date) {
		return true
	}
	f := r.finiteAt(c)
	if f < 0 || m.Date.IsZero() || x.doc.Published.IsZero() || role != source.Prose && role != source.ListItem || c.status == Expected || r.entry(b) {
		return false
	}
	_, last := m.Date.Bounds()
	published, _ := x.doc.Published.Bounds()
	return last < published && r.tenseOf(f) == presentTense && !speech[r.low(c.verb)] && r.low(a-1) != "since"
}

// around reports whether a decade or century is that of the article: "in the 21st century" is now.
func (x *extractor) around(v date.Value) bool {
	if v.IsZero() || v.Interval || v.Grain() < date.Decade || x.doc.Published.IsZero() {
		return false
	}
	first, last := v.Bounds()
	published, _ := x.doc.Published.Bounds()
	return first <= published && published <= last
}

// entry reports whether the expression that ends before b stands at the head of an entry of a chronicle: "May 3 - The bridge
// opens".
func (r *reading) entry(b int) bool {
	if b > 4 || b >= len(r.toks) {
		return false
	}
	switch r.low(b) {
	case "-", "–", "—", "--", ":":
		return true
	}
	return false
}

// contradicted reports whether a clause tells as past what its date says is to come: the date is that of another day, or of
// something else in the sentence.
func (x *extractor) contradicted(r *reading, c clause, v date.Value, a int) bool {
	if v.IsZero() || x.doc.Published.IsZero() || c.status != Reported || c.act {
		return false
	}
	if c.nominal && x.future(v) && r.donePart(c) && !aims[r.low(a-1)] {
		return true // "the violence seen this weekend", on a Monday
	}
	f := r.finiteAt(c)
	if c.nominal && c.apart {
		f = r.segs[r.segmentOf(a)].verb // "who took up arms after the raid in February"
	}
	if t := r.tenseOf(f); t != pastTense && t != perfectTense {
		return false
	}
	if before := r.low(a - 1); aims[before] || fixing[before] || looksAhead(r.low(c.verb)) {
		return false
	}
	first, last := v.Bounds()
	_, published := x.doc.Published.Bounds()
	return first > published || v.Interval && first != date.OpenStart && last != date.OpenEnd && last > published+2
}

// donePart reports whether a clause is that of a participle which says what has been done, not what is meant to be.
func (r *reading) donePart(c clause) bool {
	w := r.low(c.verb)
	return c.verb > 0 && participle(w) && !isEventNoun(w) && !looksAhead(w) && !calledOff[w]
}

// looksAhead reports whether the time beside a verb may be that of what is still to be done: "planned", "promised", "fixed".
func looksAhead(w string) bool { return plans[w] || promises[w] || fixing[w] || fixes[Stem(w)] }

// aims are words before a day that something was set for.
var aims = set(`for until till by through to from before`)

// otherNoun reports whether the expression at [a, b) stands with a noun that names no event, and not with the clause: "Ana
// Reis, the candidate of 2008, said", "a law passed by parliament in 2001, the mayor said".
func (r *reading) otherNoun(c clause, m timex.Mention, a, b int) bool {
	if !c.nominal && r.toks[b-1].poss {
		return true // "today's pain will pass"
	}
	switch w := r.low(a - 1); {
	case w == "as" && r.low(a-2) == "such", beforeTime[w] && r.low(a-2) == "as" && r.low(a-3) == "such":
		return true // "peaks, such as in May"
	case c.nominal:
	case (w == "after" || w == "before") && m.Type == timex.Date, w == "by" && c.status == Reported:
		return true // some time after or before it
	case w == "for" && m.Date.Grain() >= date.Month && r.nounEnds(a-2) && !isEventNoun(r.low(a-2)):
		return true // "a forecast for 2008"
	case b == a+1 && strings.Contains(r.low(a), "-") && b < len(r.toks) && r.toks[b].kind == word && !prepositions[r.low(b)] && !r.fin[b]:
		return true // "first-quarter profit"
	}
	if r.low(a-1) == "from" && !c.apart && (r.low(b-1) == "ago" || m.Date.Grain() >= date.Week) && r.nounEnds(a-2) {
		return true // "undo the laws from last month"
	}
	k := r.segmentOf(a)
	s := r.segs[k]
	if k == 0 && !c.nominal && r.pastRole(a) {
		return true
	}
	if c.nominal || k == 0 || s.open != openComma || s.verb >= 0 || a == s.from {
		return false
	}
	t := r.toks[s.from]
	switch {
	case t.kind != word, r.timed[s.from] != 0, beforeTime[t.low] && !determiners[t.low]:
		return false
	case prepositions[t.low], coordinators[t.low], subordinate[t.low], isAdverb(t.low):
		return false // no noun phrase
	}
	for i := s.from; i < a; i++ {
		if coordinators[r.low(i)] {
			return false // the last of a list
		}
	}
	return !strings.HasSuffix(t.low, "ing")
}

// pastRole reports whether the time at a is that in which the subject of the sentence, before it says anything, was something: "A
// judge in Lisbon from 2001 to 2006, | Marlow joined the bank".
func (r *reading) pastRole(a int) bool {
	s := r.segs[0]
	if s.verb >= 0 || a <= s.from+3 || !article(r.low(s.from)) || len(r.segs) < 2 {
		return false
	}
	return r.segs[1].verb >= 0 && r.segs[1].open == openComma
}

// compared reports whether the expression at a is what something is measured against: "from 2.4 million a year ago", "than
// on Tuesday".
func (r *reading) compared(a int) bool {
	for i := a - 1; i >= 0 && i >= a-8; i-- {
		w := r.low(i)
		switch {
		case w == "compared" || w == "versus" || w == "than" && i+4 > a && (i+1 == a || r.toks[i+1].kind != number):
			return true
		case w == "from" && i+1 < a:
			for j := i + 1; j < a && j <= i+4; j++ {
				if r.low(j) == "to" || r.timed[j] != 0 {
					return false
				}
				if r.toks[j].kind == number || r.low(j) == "$" || r.low(j) == "€" || r.low(j) == "£" {
					return true
				}
			}
		}
		if r.fin[i] || r.toks[i].kind == punct && (w == "," || w == ";") {
			return false
		}
	}
	return false
}

// gerunds are words before a verb in -ing that has its own time.
var gerunds = set(`after before since while when without by for despite from`)

// gerundBetween reports whether a verb in -ing after a preposition stands between the clause's verb and its time: "has
// struggled since taking the port in May". The time may be that of either.
func (r *reading) gerundBetween(f, a int) bool {
	for i := f + 1; i+1 < a; i++ {
		next := r.low(i + 1)
		if !gerunds[r.low(i)] || len(next) < 5 || !strings.HasSuffix(next, "ing") || eventNouns[next] || r.timed[i+1] != 0 || r.toks[i+1].caps || i+2 >= a {
			continue
		}
		if t := r.toks[i+2]; t.caps || determiners[t.low] || pronouns[t.low] || numberLike(t) || t.low == "to" {
			return true
		}
	}
	return false
}

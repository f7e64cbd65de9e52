package event

import (
	"slices"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/timex"
)

// This file finds expressions that stand in a part of the sentence which has a time of its own: an opening with "having" or
// "since", what is included, what came before. The clause that such an expression was given to did not happen then.

// governed reports whether the expression m at tokens [a, b) is the time of another part of the sentence than the clause.
func (r *reading) governed(c clause, m timex.Mention, a, b int) bool {
	if c.nominal || c.when || c.verb < 0 {
		return false
	}
	if r.low(a-1) == "for" && m.Rule == "en/season-bare" {
		return true // "are stocking up for winter"
	}
	if r.scheduledFor(c, a) || startsAt[r.low(a-1)] && r.segmentOf(a) != r.segmentOf(c.verb) {
		return true
	}
	return r.openedApart(c, m, a) || r.included(c, a) || r.behindNoun(c, m, a) || r.listed(m, a, b) || r.beforePerfect(c, a) || fixing[r.low(a-1)] || r.clockApart(c, m, a)
}

// openers are words with which a part of a sentence begins that is no clause and has its own time.
var openers = set(`since having given until till despite`)

// openedApart reports whether the expression stands in an opening without a finite verb that tells what was before the clause: "Since
// taking the port last month, the crews have …", "Having gone to law in 1999, …", "Founded in 1907, the bank lends …".
func (r *reading) openedApart(c clause, m timex.Mention, a int) bool {
	k := r.segmentOf(a)
	s := r.segs[k]
	if s.verb >= 0 || k == r.segmentOf(c.verb) {
		return false
	}
	if a > c.verb {
		return r.low(s.from) == "despite" && a > s.from+1
	}
	if openers[r.low(s.from)] || openers[r.low(s.from-1)] {
		return a > s.from+1
	}
	first := r.low(s.from)
	return s.from <= 1 && !speech[r.low(c.verb)] && participle(first) && !isEventNoun(first) && m.Date.Grain() >= date.Month && beforeTime[r.low(a-1)]
}

// included reports whether the expression is that of one of those that the clause tells of: "has held several meetings, including one
// on Friday".
func (r *reading) included(c clause, a int) bool {
	for i := a - 1; i > c.verb && i >= a-8; i-- {
		switch w := r.low(i); {
		case w == "including":
			n := r.low(i + 1)
			return i+1 == a || beforeTime[n] || n == "once" || n == "one" && r.low(i+2) != "of" || n == "some" || numberLike(r.toks[i+1])
		case w == "," || w == ";" || r.fin[i]:
			return false
		}
	}
	return false
}

// behindNoun reports whether a coarse time follows a noun that stands after the verb, behind a word for what came before: "prices rose after
// three days of light trade earlier this week".
func (r *reading) behindNoun(c clause, m timex.Mention, a int) bool {
	if m.Date.IsZero() || m.Date.Grain() < date.Week && r.low(a-1) != "earlier" && r.low(a) != "earlier" || r.segmentOf(a) != r.segmentOf(c.verb) {
		return false
	}
	for i := a - 1; i > c.verb+1; i-- {
		switch w := r.low(i); {
		case w == "after" || w == "following" || w == "since" || w == "despite":
			return i+2 < a
		case r.toks[i].kind == punct || r.fin[i]:
			return false
		}
	}
	return false
}

// startsAt are words before the time from which something goes on.
var startsAt = set(`beginning starting`)

// scheduledFor reports whether the expression is the time of a noun before it, which is fixed for then: "will not run again in the elections
// scheduled for September".
func (r *reading) scheduledFor(c clause, a int) bool {
	i := a - 1
	if prepositions[r.low(i)] {
		i--
	}
	switch r.low(i) {
	case "scheduled", "slated", "due", "planned", "set":
		return i > c.verb && !r.fin[i] && r.nounEnds(i-1) && !r.attends(c.verb, i)
	}
	return false
}

// attends reports whether what stands before i is where the clause with that verb takes place: "will speak at a rally | planned for Sunday".
func (r *reading) attends(verb, i int) bool {
	for j := i - 1; j > verb && j > i-6; j-- {
		if prepositions[r.low(j)] && r.low(j) != "of" {
			return r.low(j) == "at"
		}
	}
	return false
}

// listed reports whether the expression is one of three and more that the clause is told of: "in 2005, 2006 and 2007".
func (r *reading) listed(m timex.Mention, a, b int) bool {
	if m.Date.IsZero() || m.Date.Grain() < date.Month {
		return false
	}
	like := func(i int) bool {
		return i >= 0 && i < len(r.toks) && r.timed[i] != 0 && r.times[r.timed[i]-1].Date.Grain() == m.Date.Grain()
	}
	joined := func(i int) bool { return r.low(i) == "and" || r.low(i) == "or" || r.low(i) == "," }
	before, after := joined(a-1) && like(a-2), joined(b) && like(b+1)
	return before && after || after && r.low(b) == "," || before && r.low(a-1) == ","
}

// beforePerfect reports whether the expression is that of a participle after a clause in the perfect, which tells what has gone on:
// "the crews have gone on digging, finding a boat on Monday".
func (r *reading) beforePerfect(c clause, a int) bool {
	k := r.segmentOf(a)
	s := r.segs[k]
	f := r.finiteAt(c)
	return f >= 0 && s.verb < 0 && k > r.segmentOf(c.verb) && s.open == openComma && strings.HasSuffix(r.low(s.from), "ing") && r.tenseOf(f) == perfectTense
}

// clockApart reports whether a time of day stands in another part of the sentence than the verb of the clause, which has a day of its own
// beside it: "With the vote coming late in the night, the council yesterday approved …".
func (r *reading) clockApart(c clause, m timex.Mention, a int) bool {
	k := r.segmentOf(c.verb)
	if m.Type != timex.Time || namesWeekday(m) || r.segmentOf(a) == k {
		return false
	}
	s := r.segs[k]
	return slices.ContainsFunc(r.timed[s.from:s.to], func(i int) bool {
		return i != 0 && r.times[i-1].Type == timex.Date && !r.times[i-1].Date.IsZero() && r.times[i-1].Date != m.Date
	})
}

package timex

import (
	"strings"

	"timeline/pkg/date"
)

// appose gives a coarse relative date and the finer one that explains it one date: "four years ago, on March 24, 2014",
// "on March 24, 2014, four years ago". Each keeps its own value.
func (r *resolver) appose(mentions []Mention) {
	for i := 0; i+1 < len(mentions); i++ {
		a, b := &mentions[i], &mentions[i+1]
		if r.shown[i].sentence != r.shown[i+1].sentence || !apposed(r.in.Text[a.End:b.Start]) {
			continue
		}
		switch {
		case explains(r.shown[i+1], b, r.shown[i], a):
			r.explained(a, b)
		case explains(r.shown[i], a, r.shown[i+1], b):
			r.explained(b, a)
		}
	}
}

// apposed reports whether the text between two expressions sets the second off as an explanation: ", on ", " (".
func apposed(between string) bool {
	if len(between) > maxJoint {
		return false
	}
	s := strings.TrimLeft(between, " ")
	return len(s) > 0 && (s[0] == ',' || s[0] == '(' || s[0] == '-' && len(s) > 1)
}

// explains reports whether a date of a month or day says which one a coarser relative date is: one inside of it, or
// one that states its year.
func explains(fine *candidate, f *Mention, coarse *candidate, c *Mention) bool {
	if coarse.m.kind != pointMeaning || coarse.m.unit < unitWeek || coarse.m.dir == 0 && coarse.m.which == whichNone {
		return false
	}
	if coarse.m.has&^hasSub != 0 || fine.m.kind != pointMeaning || fine.m.unit != unitNone || f.Date.IsZero() || f.Date.Interval {
		return false
	}
	if c.Date.IsZero() {
		return coarse.m.dir < 0 && fine.m.has&hasYear != 0 && fine.m.has&hasMonth != 0
	}
	if c.Date.Interval || f.Date.Grain() >= c.Date.Grain() {
		return false
	}
	first, last := c.Date.Bounds()
	from, to := f.Date.Bounds()
	const year = 366
	if coarse.m.dir != 0 && fine.m.has&hasYear != 0 {
		first, last = first-year, last+year // "four years ago" is about four
	}
	return first <= from && to <= last || coarse.m.dir < 0 && fine.m.has&(hasYear|hasMonth|hasDay) == hasYear|hasMonth|hasDay
}

// explained gives a coarse mention the date of the one that explains it.
func (r *resolver) explained(coarse, fine *Mention) {
	coarse.Date = fine.Date
	if !r.in.Terse {
		coarse.Steps = append(coarse.Steps, Step{What: "combine", Value: fine.Date.String(),
			Detail: quoted(fine.Of(r.in.Text)) + " beside it says which day or month is meant"})
	}
}

// beside returns the year that a month or day is set off from: "two years ago, in March" is March of that year.
func (r *resolver) beside(c *candidate) (date.Date, bool) {
	if r.yearSaid.Grain != date.Year || r.yearAt.End > c.Start || !apposed(r.in.Text[r.yearAt.End:c.Start]) {
		return date.Date{}, false
	}
	return r.yearSaid, true
}

// maxStated is how many days that were stated in full are kept to give later ones their year.
const maxStated = 32

// stated finds the year of a day that the document stated in full before: in a report of its anniversary, "May 2" is
// the day of the fire that "May 2, 2014" told of. What lies within days of the DCT is news of now.
func (r *resolver) stated(c *candidate, d date.Date) (date.Date, bool) {
	if c.tense == futureTense || d.Grain != date.DayGrain || r.known && abs(int(dayOf(d)-r.dct)) <= 7 {
		return d, false
	}
	for i := len(r.statedDays) - 1; i >= 0; i-- {
		if s := r.statedDays[i]; s.Sub == d.Sub && s.Day == d.Day {
			return s, s != d
		}
	}
	return d, false
}

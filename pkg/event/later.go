package event

import (
	"slices"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/timex"
)

// This file doubts times to come in what is told as past: "promised a vote in May" dates the vote, and "the dockers planned
// to march on Friday" may speak of the Friday before the page as well as of the one after it.

// farOff is how many days a weekday to come is from the page when the one before it is nearer.
const farOff = 4

// eitherSide reports whether a weekday that was read as one to come may as well be past: the clause is told in the past, and
// the weekday before the page is nearer than that after it.
func (x *extractor) eitherSide(r *reading, c clause, m timex.Mention, a int) bool {
	if x.monthEitherSide(r, c, m) {
		return true
	}
	if m.Date.IsZero() || !namesWeekday(m) || aims[r.low(a-1)] || c.nominal {
		return false
	}
	first, last := m.Date.Bounds()
	published, end := x.doc.Published.Bounds()
	if r.calledFor(c, a) && first == last && published-first >= nearDays {
		return true // "called for a rally on Monday", on a page of Friday
	}
	if x.doc.Published.IsZero() || published != end || first != last || first < published+farOff || strings.HasPrefix(strings.ToLower(m.Of(x.doc.Text)), "next") {
		return false
	}
	f := r.finiteAt(c)
	switch r.tenseOf(f) {
	case pastTense:
		return !r.wasToBe(f) || r.passive(f) && !looksAhead(r.low(c.verb)) || first >= published+dayBehind-1
	case modalTense:
		return r.low(f) == "would" && (r.low(f+1) == "not" || first >= published+dayBehind)
	}
	return false
}

// callings are verbs with which something that is fixed beforehand is called for.
var callings = set(`called planned proposed announced scheduled`)

// calledFor reports whether the time at a follows what somebody called for: it may be that of the calling or of what is to come.
func (r *reading) calledFor(c clause, a int) bool {
	if !callings[r.low(c.verb)] || r.low(c.verb) == "called" && r.low(c.verb+1) != "for" {
		return false
	}
	for i := c.verb + 1; i < a && i < c.verb+8; i++ {
		switch {
		case fixtures[r.low(i)]:
			return true
		case r.fin[i] || r.toks[i].kind == punct:
			return false
		}
	}
	return false
}

// farMonths is how many days a month to come is from the page when the one before it is nearer.
const farMonths = 180

// monthEitherSide reports whether a month without its year, which was read as one to come, may as well be past: "would" tells of what was
// to come then as well.
func (x *extractor) monthEitherSide(r *reading, c clause, m timex.Mention) bool {
	f := r.finiteAt(c)
	if f < 0 || r.low(f) != "would" || m.Date.IsZero() || m.Date.Grain() != date.Month || !namesMonth(m) || x.doc.Published.IsZero() {
		return false
	}
	first, _ := m.Date.Bounds()
	return first > x.published()+farMonths
}

// askedFor reports whether a date to come stands in a clause told as past, which says what was asked, offered, promised or
// fixed: the date is that of what is to come, and not of the asking. What was to be, or was due to be, is told for its own day.
func (x *extractor) askedFor(r *reading, c clause, v date.Value, a int) bool {
	f := r.finiteAt(c)
	if v.IsZero() || f < 0 {
		return false
	}
	if !x.future(v) && !x.laterOn(r.times[c.own-1]) && !(v.Grain() == date.Month && strings.HasPrefix(r.times[c.own-1].Raw, "XXXX-") && promises[r.low(c.verb)] && r.lastEventNoun(c.verb+1, a) >= 0) {
		return false // "promised a vote in May": of this year or the last
	}
	t := r.tenseOf(f)
	return (t == pastTense || t == perfectTense) && !r.wasToBe(f)
}

// laterOn reports whether an expression is for what is to come of a period: "later this year".
func (x *extractor) laterOn(m timex.Mention) bool {
	return strings.HasPrefix(strings.ToLower(m.Of(x.doc.Text)), "later this ")
}

// deadline reports whether an expression gives no more than the end of the time in which something is to come: "by the end of
// November", "by 18 April".
func (r *reading) deadline(c clause, m timex.Mention, a int) bool {
	return c.status == Expected && r.low(a-1) == "by" && !m.Date.IsZero()
}

// onlyPlanned reports whether a clause says what was to be on a day that lies before the page, and not whether it came about: "was
// to speak on Friday", on a page of Sunday.
func (x *extractor) onlyPlanned(r *reading, c clause, v date.Value) bool {
	if f := r.finiteAt(c); f >= 0 && r.low(f) == "had" && c.status == Expected && r.wasToBe(f) && !x.future(v) {
		return true // "had been due to open today": it was put off, or nothing is said of it
	}
	if f := r.finiteAt(c); v.IsZero() || c.status != Expected || c.act || x.doc.Published.IsZero() || f < 0 || !r.wasToBe(f) {
		return false
	}
	_, last := v.Bounds()
	published, _ := x.doc.Published.Bounds()
	return last < published
}

// wasToBe reports whether the finite verb at f can say what was planned for somebody: "was to open", "had been due".
func (r *reading) wasToBe(f int) bool {
	w := r.low(f)
	return isBe(w) || (w == "had" || w == "has" || w == "have") && r.low(f+1) == "been"
}

// regards are verbs, as stems, that set something beside what was before: that has a time of its own.
var regards = stems(`compare liken recall remind cite evoke contrast allude commemorate echo resemble mirror rival outlast exceed dwarf`)

// longBack is how many days before the page a time is that what is made of something today hardly has itself.
const longBack = 60

// lookingBack reports whether a time long before the page stands after a verb that says what somebody makes of something: "compared
// the vote to the town's own in 1991". The time is that of what is spoken of.
func (x *extractor) lookingBack(r *reading, c clause, f, a int) bool {
	if f < 0 || a < f || r.times[r.timed[a]-1].Date.IsZero() || x.doc.Published.IsZero() || !regards[Stem(r.low(c.verb))] {
		return false
	}
	_, last := r.times[r.timed[a]-1].Date.Bounds()
	published, _ := x.doc.Published.Bounds()
	return published-last > longBack && a > c.verb+2 && r.segmentOf(a) == r.segmentOf(c.verb)
}

// courses are verbs, as stems, for how figures go, and what things cost or come to.
var courses = stems(`average grow shrink rise fall increase decrease decline drop climb slow total cost reach exceed contract expand improve worsen narrow widen peak recover rebound ease surge
	tighten remain stay double triple halve outpace accelerate moderate`)

// forecast reports whether a clause says how figures will go: "prices will average 90 crowns".
func (r *reading) forecast(c clause, f int) bool {
	if f < 0 || c.status != Expected || !r.tellsCourse(c) {
		return false
	}
	return slices.ContainsFunc(c.words, func(i int) bool { return r.toks[i].kind == number || figures[r.low(i)] })
}

// tellsCourse reports whether a clause is about how figures go: "will rise", "is set to rise", "is expected to rise".
func (r *reading) tellsCourse(c clause) bool {
	w := r.low(c.verb)
	return courses[Stem(w)] || (w == "set" || plans[w]) && courses[Stem(r.low(c.verb+2))]
}

// figures are words and signs beside which numbers are those of a market or of statistics.
var figures = set(`percent % $ € £ barrel barrels bpd price prices`)

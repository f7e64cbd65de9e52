package event

import (
	"fmt"
	"slices"
	"strconv"

	"timeline/pkg/date"
	"timeline/pkg/source"
	"timeline/pkg/text"
	"timeline/pkg/timex"
)

// This file dates events by their distance from a day. TIMEX3 tags only the stretch ("two days" in "two days after the
// vote"); the word beside it says from where it is measured:
//
//	two days after the vote, X      the vote is two days before the day of X
//	a week before that date, X      X is a week before the day named last
//	will vote in ten days           the vote is ten days after publication

// distance is a stretch of days on the calendar.
type distance struct {
	days  int
	weeks bool // counted in weeks: about so many days
}

// distanceOf reads a TIMEX3 duration of days or weeks, at most sixty days.
func distanceOf(value string) (distance, bool) {
	if len(value) < 3 || value[0] != 'P' {
		return distance{}, false
	}
	n, err := strconv.Atoi(value[1 : len(value)-1])
	if err != nil || n < 1 || n > 60 {
		return distance{}, false
	}
	switch value[len(value)-1] {
	case 'D':
		return distance{days: n}, true
	case 'W':
		return distance{days: 7 * n, weeks: true}, n < 9
	}
	return distance{}, false
}

// measured reads the event that the duration at tokens [a, b) places at a distance from a day.
func (x *extractor) measured(r *reading, i, a, b int, span text.Span, role source.Role) {
	m := r.times[i]
	d, ok := distanceOf(m.Value)
	if !ok || x.doc.Published.IsZero() || role == source.Caption {
		return
	}
	switch w := r.low(b); {
	case (w == "before" || w == "after") && r.low(b+1) == "that" && pointsBack[r.low(b+2)]:
		x.fromNamedDay(r, i, a, b, d, span)
	case w == "after" && b+1 < len(r.toks) && r.timed[b+1] == 0 && !pointsBack[r.low(b+1)] && !stretches[r.low(a-1)] && !stretches[r.low(a)]:
		x.before(r, i, b, d, span)
	case r.low(a-1) == "in":
		x.inDays(r, i, a, d, span)
	}
}

// stretches are words that make of "the last two days after" how long something went on.
var stretches = set(`the last past next first for over in during within of`)

var pointsBack = set(`that this date day time moment`)

// fromNamedDay dates the clause by the day that the article named last: "a week before that date".
func (x *extractor) fromNamedDay(r *reading, i, a, b int, d distance, span text.Span) {
	base, ok := x.namedBefore(r.times[i].Start)
	c, chosen := r.choose(a, b)
	if !ok || !chosen {
		return
	}
	pointer := func(i int) bool { return i >= b && i <= b+2 }
	c.words, c.core = slices.DeleteFunc(slices.Clone(c.words), pointer), slices.DeleteFunc(slices.Clone(c.core), pointer)
	days := d.days
	if r.low(b) == "before" {
		days = -days
	}
	x.addMeasured(r, c, i, b+2, base, days, d.weeks, span)
}

// before dates what stands after "two days after": by so many days before the day that its sentence tells of.
func (x *extractor) before(r *reading, i, b int, d distance, span text.Span) {
	c, ok := r.clauseAfter(b + 1)
	if !ok {
		return
	}
	base, ok := x.dayOf(r, i)
	if d.weeks && base == x.published() && !r.happens(i) {
		return // so many weeks after it, give or take some days, something goes on
	}
	if ok && (c.nominal || r.tellsPast(c.words)) { // not "two days after the feast ends"
		x.addMeasured(r, c, i, b, base, -d.days, d.weeks, span)
	}
}

// happens reports whether a verb of happening stands before the i-th expression: "the call came about a week after …". It
// happened on the day that is told of, not as something that goes on.
func (r *reading) happens(i int) bool {
	a, _ := r.tokensOf(i)
	for j := a - 1; j >= 0 && j >= a-3; j-- {
		switch w := r.low(j); {
		case happenings[w]:
			return true
		case isAdverb(w) || w == "about" || w == "place" || w == "around" || w == "some":
		default:
			return false
		}
	}
	return false
}

var happenings = set(`came comes happened occurred took followed follows`)

// inDays dates what is to come so many days after publication.
func (x *extractor) inDays(r *reading, i, a int, d distance, span text.Span) {
	k := r.segmentOf(a)
	s := r.segs[k]
	coming := s.verb >= 0 && (modals[r.low(s.verb)] || fixes[Stem(r.low(s.verb))] && isEventNoun(r.low(a-2)))
	first, last := x.doc.Published.Bounds()
	if !coming || first != last || doubtful[r.low(s.verb)] {
		return
	}
	c := r.clauseAt(k, a)
	if isEventNoun(r.low(a-2)) && !modals[r.low(s.verb)] {
		c = r.nounClause(a - 2)
	}
	c.status = Expected
	x.addMeasured(r, c, i, -1, first, d.days, d.weeks, span)
}

// fixes are verbs, as stems, that fix a day for what is their object: "called a vote in ten days".
var fixes = set(`call plan schedul announc set promis fix order`)

// clauseAfter returns the clause, or the noun with what is said of it, that begins at i.
func (r *reading) clauseAfter(i int) (clause, bool) {
	k := r.segmentOf(i)
	s := r.segs[k]
	if s.from == i && s.verb > i {
		return r.clauseAt(k, -1), true
	}
	h := r.lastEventNoun(i, min(s.to, i+8))
	if h < 0 {
		return clause{}, false
	}
	c := r.nounClause(h)
	if n := k + 1; n < len(r.segs) && r.segs[n].open == openRel && c.words[len(c.words)-1] == s.to-1 {
		c.words = append(c.words, tokensFrom(s.to, r.segs[n].to)...) // "clashes that left five people dead"
		c.core = c.words
	}
	return c, true
}

// namedBefore returns the day that the text names last before a place.
func (x *extractor) namedBefore(at int) (date.Day, bool) {
	for _, m := range x.timesBefore(at) {
		if first, last := m.Date.Bounds(); !m.Date.IsZero() && (m.Type == timex.Date || m.Type == timex.Time) {
			return first, first == last
		}
	}
	return 0, false
}

// timesBefore returns up to four expressions before a place, the nearest first.
func (x *extractor) timesBefore(at int) []timex.Mention {
	var out []timex.Mention
	for i := len(x.timesIn(text.Span{End: at})) - 1; i >= 0 && len(out) < 4; i-- {
		out = append(out, x.times[i])
	}
	return out
}

// published returns the first day of publication.
func (x *extractor) published() date.Day {
	day, _ := x.doc.Published.Bounds()
	return day
}

// dayOf returns the day of which a sentence tells: one that it names itself, that of the sentence before when the article
// tells of it as news, else the day of publication. It reports false where the sentence names a weekday that may be another day.
func (x *extractor) dayOf(r *reading, own int) (date.Day, bool) {
	published, last := x.doc.Published.Bounds()
	if published != last {
		return 0, false
	}
	for j, m := range r.times {
		if first, last := m.Date.Bounds(); j != own && !m.Date.IsZero() && first == last && (r.timed[0] == 0 || r.timed[0] == j+1) {
			return first, !x.dayBehind(m, published)
		}
	}
	if n := len(x.out.Mentions); n > 0 && x.out.Mentions[n-1].Lead {
		if first, last := x.out.Mentions[n-1].Date.Bounds(); first == last && first <= published && published-first <= 3 {
			return first, true
		}
	}
	return published, true
}

// addMeasured adds the mention of a clause that is so many days from a day. The expression reaches to the token b.
func (x *extractor) addMeasured(r *reading, c clause, i, b int, base date.Day, days int, about bool, span text.Span) {
	if c.denied || c.hypothetical || r.noEvent(c, -1) {
		return
	}
	m := r.times[i]
	if b >= 0 && b < len(r.toks) {
		m.End = r.toks[b].End
	}
	day := date.OfDay(base + date.Day(days))
	if about { // a week is seven days, give or take one
		day = date.Between(date.OfDay(base+date.Day(days-1)), date.OfDay(base+date.Day(days+1)))
	}
	c.own = i + 1
	e := x.build(r, c, span, false)
	e.Date = day
	if x.future(day) {
		e.Status = Expected
	}
	m.Type, m.Value, m.Raw, m.Date, m.Rule = timex.Date, date.OfDay(base+date.Day(days)).String(), "", day, "distance"
	m.Anchor = timex.Anchor{Kind: timex.AnchorReference, Date: date.OfDay(base), From: "the day of which the article tells, " + date.OfDay(base).Words("en")}
	m.Steps = append(m.Steps[:len(m.Steps):len(m.Steps)], timex.Step{
		What: "distance", Detail: fmt.Sprintf("%d days from %s", days, date.OfDay(base)), Value: m.Value,
	})
	e.Time = m
	e.Confidence *= 0.7
	if e.Title != "" {
		x.out.Mentions = append(x.out.Mentions, e)
	}
}

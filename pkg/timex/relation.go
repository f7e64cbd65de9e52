package timex

import (
	"math"
	"strings"

	"timeline/pkg/date"
)

// relation resolves what is measured in units from an anchor, and the fields stated inside of it: "last week",
// "two years ago", "June last year", "Tuesday of next week".
func (r *resolver) relation(c *candidate, res *result) (date.Date, bool) {
	m := c.m
	from, ok := r.relationBase(c, res)
	if !ok {
		return date.Date{}, false
	}
	n := 0
	switch m.which {
	case whichLast, whichBefore:
		n = -1
	case whichNext, whichAfter:
		n = 1
	}
	if m.dir != 0 {
		res.weekend = m.unit == unitWeekend
		return r.shifted(c, res, from)
	}
	if m.ends() && c.next != nil && c.next.has&hasDay != 0 {
		if d, ok := r.endedOn(c, res); ok {
			return d, true
		}
	}
	if m.unit == unitQuarter && m.which == whichSame {
		return r.reported(), true
	}
	if m.unit == unitWeekend && m.which == whichThis && c.tense != futureTense && dayOf(from).Weekday() < 6 && dayOf(from).Weekday() > 0 && m.whole {
		n = -1 // "over the weekend", said on a weekday, is the one before
	}
	if m.unit < unitDay {
		res.length = true // the calendar has no place for "the next hour"
		return date.Date{}, true
	}
	d := move(from, n, m.unit)
	if m.unit == unitWeekend {
		res.weekend = true
	}
	if r.somePart(m, res, from) {
		return date.Date{}, false
	}
	if m.unit == unitSeason && m.has&hasSeason != 0 {
		return refine(d, m)
	}
	return refine(d, m)
}

// someUnit is the value of a day, week, month or longer period that is not told.
func someUnit(unit int8) string {
	switch unit {
	case unitDay:
		return "XXXX-XX-XX"
	case unitWeek:
		return "XXXX-WXX"
	case unitMonth:
		return "XXXX-XX"
	}
	return "XXXX"
}

// relationBase finds what a relation is measured from: the date under discussion for "that year" and what a story says,
// otherwise the DCT.
func (r *resolver) relationBase(c *candidate, res *result) (date.Date, bool) {
	m := c.m
	base := m.base
	switch {
	case m.which >= whichSame:
		base = baseRef
	case base == baseDCT && r.narrative && r.past(), base == baseNone && r.narrative:
		base = baseRef
	}
	from, ok := r.from(res, base)
	if ok && m.which == whichSame && m.unit >= unitMonth && r.mentioned.Grain != date.None && r.mentionedAt >= c.sentence-1 {
		from, res.base, res.baseSpan = r.mentioned, r.mentioned, r.mentionedSpan
	}
	return from, ok
}

// somePart gives the value of a day or month of a longer period under discussion, of which nobody says which one it is: "that
// month" where a year is told of, "the seventh day". It reports false for other relations.
func (r *resolver) somePart(m *meaning, res *result, from date.Date) bool {
	if m.unit == unitMonth && m.which == whichSame && from.Grain == date.Year {
		res.coarse, res.unresolved = timexValue(from)+"-XX", "no month is under discussion"
		return true
	}
	if m.has&hasSub != 0 && from.Grain <= date.DayGrain {
		from = periodOf(dayOf(from), unitMonth) // "the seventh day" is not the day under discussion
	}
	if m.unit != unitDay || from.Grain <= date.DayGrain {
		return false
	}
	r.coarse(res, from)
	return true
}

// coarse resolves "the same day" where no day is under discussion, only a month or year: some day of it.
func (r *resolver) coarse(res *result, from date.Date) (date.Date, bool) {
	res.unresolved = "no day is under discussion"
	if from.Grain == date.Season {
		from = date.Date{Year: from.Year, Grain: date.Year}
	}
	res.coarse = timexValue(from) + "-XX"
	if from.Grain >= date.Year {
		res.coarse += "-XX"
	}
	return date.Date{}, false
}

// tooCoarse reports whether a count of a unit leads nowhere from a date of a grain: two weeks after some time in 1913.
func tooCoarse(grain date.Grain, unit int8) bool {
	switch unit {
	case unitDay, unitWeek, unitFortnight:
		return grain >= date.Month
	case unitMonth:
		return grain >= date.Year
	}
	return false
}

// somewhere resolves "two weeks later" where only a month or year is under discussion: a week of some year.
func (r *resolver) somewhere(res *result, from date.Date, unit int8) (date.Date, bool) {
	year := timexValue(date.Date{Year: from.Year, Grain: date.Year})
	switch {
	case unit == unitDay && from.Grain == date.Month:
		return r.coarse(res, from)
	case unit == unitDay:
		return r.coarse(res, date.Date{Year: from.Year, Grain: date.Year})
	case unit == unitMonth:
		res.coarse = year + "-XX"
	default:
		res.coarse = year + "-WXX"
	}
	res.unresolved = "no day is under discussion"
	return date.Date{}, false
}

// past reports whether the story is told of a time long before the DCT, so that "last year" is said by somebody in it.
func (r *resolver) past() bool { return r.ref.Grain != date.None && r.ref.Year < r.dctYear-1 }

// shifted resolves "two years ago" and "three days later".
func (r *resolver) shifted(c *candidate, res *result, from date.Date) (date.Date, bool) {
	m := c.m
	n := m.n
	if !m.hasN {
		n = 1
	}
	if m.unit < unitDay && !m.vague {
		return r.onClock(res, m, n, from)
	}
	if m.vague && m.unit < unitDay && m.base == baseRef && from.Grain <= date.DayGrain && c.sentence-r.refAt <= 3 {
		res.vague, res.shifted, res.landed = true, m.unit, dayOf(from)
		return periodOf(dayOf(from), unitDay), true
	}
	if m.vague {
		res.unresolved = "the number is not stated"
		res.vague = true
		return date.Date{}, false
	}
	unit := m.unit
	if n != float64(int(n)) {
		n, unit = whole(n, unit)
	}
	if m.dir < 0 {
		n = -n
	}
	if unit == unitYear && int(n) == -1 && !r.narrative {
		if d, ok := r.compare(c, res); ok {
			return d, true
		}
	}
	if unit == unitDecade {
		n, unit = n*10, unitYear
	}
	if m.whole {
		d := exactly(from, int(n), unit)
		res.shifted, res.landed = unitDay, dayOf(d) // to the day
		return d, true
	}
	if res.anchor == AnchorReference && tooCoarse(from.Grain, unit) {
		return r.somewhere(res, from, unit)
	}
	if unit == unitWeek && m.has&hasWeekday != 0 { // "a week ago Saturday" is a week before the last one
		day := weekdayOnOrBefore(dayOf(from), int(m.weekday))
		if m.dir > 0 {
			day = weekdayOnOrAfter(dayOf(from), int(m.weekday))
		}
		return periodOf(day+date.Day(7*int(n)), unitDay), true
	}
	d := move(from, int(n), unit)
	res.shifted, res.landed = unit, dayOf(d)
	if unit == unitWeek || unit == unitFortnight {
		days := 7 * int(n)
		if unit == unitFortnight {
			days *= 2
		}
		res.landed = dayOf(from) + date.Day(days)
	}
	return refine(d, m)
}

// onClock resolves "two hours later" and "ten minutes ago": a time of day where one is under discussion, otherwise a
// length of time from a day, which an event most likely happened on.
func (r *resolver) onClock(res *result, m *meaning, n float64, from date.Date) (date.Date, bool) {
	minutes := int(math.Round(n * 60))
	if m.unit != unitHour {
		minutes = int(math.Round(n)) / (1 + 59*int(unitMinute-m.unit))
	}
	if m.dir < 0 {
		minutes = -minutes
	}
	if from.Grain == date.Time && m.mod == modNone && abs(minutes) < 1000*60 {
		at := 60*int(from.Clock.Hour) + int(from.Clock.Minute) + minutes
		days := floor(at, 24*60) / (24 * 60)
		d := periodOf(dayOf(from)+date.Day(days), unitDay)
		at -= days * 24 * 60
		d.Grain, d.Clock = date.Time, from.Clock
		d.Clock.Hour, d.Clock.Minute, d.Clock.Second, d.Clock.HasSeconds = uint8(at/60), uint8(at%60), 0, false
		res.typ, res.shifted = Time, m.unit
		return d, true
	}
	res.length, res.shifted = true, m.unit
	if from.Grain > date.DayGrain || abs(minutes) >= 24*60 {
		return date.Date{}, true
	}
	return periodOf(dayOf(from), unitDay), true
}

// exactly resolves "two years ago today", to the day; days of the month that do not exist become its last day.
func exactly(from date.Date, n int, unit int8) date.Date {
	day := dayOf(from)
	y, m, d := day.Civil()
	switch unit {
	case unitMonth, unitYear:
		if unit == unitYear {
			n *= 12
		}
		first := date.NewDay(y, m+n, 1)
		y, m, _ = first.Civil()
		return periodOf(date.NewDay(y, m, min(d, date.DaysIn(y, m))), unitDay)
	case unitWeek:
		return periodOf(day+date.Day(7*n), unitDay)
	case unitFortnight:
		return periodOf(day+date.Day(14*n), unitDay)
	}
	return move(from, n, unit)
}

// whole turns a broken number of units into a whole one of a finer unit: half a century into fifty years.
func whole(n float64, unit int8) (float64, int8) {
	switch unit {
	case unitCentury:
		return math.Round(n * 100), unitYear
	case unitDecade:
		return math.Round(n * 10), unitYear
	case unitYear:
		return math.Round(n * 12), unitMonth
	case unitWeek, unitFortnight:
		return math.Round(n * 7), unitDay
	case unitMonth:
		return math.Round(n * 4), unitWeek
	}
	return math.Round(n), unit
}

// reported is the quarter under discussion: the one named last, or the last that was over at the DCT.
func (r *resolver) reported() date.Date {
	if r.quarter.Grain != date.None {
		return r.quarter
	}
	return move(r.dctDate(), -1, unitQuarter)
}

// endedOn is the week, month or quarter that most of "the quarter ended July 31" lies in.
func (r *resolver) endedOn(c *candidate, res *result) (date.Date, bool) {
	n := *c
	n.m, n.next = c.next, nil
	d := r.point(&n).d
	if d.Grain != date.DayGrain {
		return date.Date{}, false
	}
	res.anchor, res.base = AnchorReference, d
	return periodOf(dayOf(d)-halfOf[c.m.unit], c.m.unit), true
}

// ends reports whether a meaning is a period that the day behind it ends: "the week ended Oct. 20".
func (m *meaning) ends() bool {
	return m.which == whichSame && (m.unit == unitQuarter || m.whole && halfOf[m.unit] > 0)
}

// halfOf is half the days of a unit, rounded down.
var halfOf = map[int8]date.Day{unitWeek: 3, unitMonth: 15, unitQuarter: 45}

// compare resolves "a year earlier" in reports that compare a quarter, or this year, with the one a year before.
func (r *resolver) compare(c *candidate, res *result) (date.Date, bool) {
	switch {
	case r.quarter.Grain != date.None || c.m.subUnit == unitQuarter && r.known:
		d := r.reported()
		d.Year--
		res.compared = true
		return d, true
	case r.known && r.refAt < c.sentence:
		res.compared = true
		return date.Date{Year: r.dctYear - 1, Grain: date.Year}, true
	}
	return date.Date{}, false
}

// toward gives a length of time that is counted to or from a date a place on the calendar: "a week before that date",
// "two days after May 5", "a week before the vote on March 16". Counted from an event without a date it has none.
func (r *resolver) toward(c *candidate, after int, res *result) {
	if c.toward == 0 || c.m.vague || !c.m.hasN || c.m.n != float64(int(c.m.n)) || c.m.unit < unitDay {
		return
	}
	from, span := r.ref, r.refSpan
	if !c.towardThat {
		if after == len(r.found) {
			return
		}
		next := &r.found[after]
		if next.m.kind != pointMeaning || next.sentence != c.sentence || !r.countedTo(c, next) {
			return
		}
		of := r.point(next)
		from, span = of.d, next.Span
		res.event = next.Start-c.End > maxJoint
	}
	if from.Grain == date.None || from.Grain > date.DayGrain && c.m.unit < unitMonth {
		return
	}
	res.d = move(from, int(c.toward)*int(c.m.n), c.m.unit)
	res.anchor, res.base, res.baseSpan = AnchorReference, from, span
	if res.event {
		res.anchor = AnchorEvent
	}
	res.shifted, res.landed = c.m.unit, dayOf(res.d)
	if c.m.unit == unitWeek {
		res.landed = dayOf(from) + date.Day(7*int(c.toward)*int(c.m.n))
	}
}

// maxEvent is the most bytes between a length of time and the date that it is counted from, when an event stands there.
const maxEvent = 48

// countedTo reports whether a length of time is counted to or from the date that follows: "two days after May 5", or
// that of an event beside it, "a week before the vote on March 16".
func (r *resolver) countedTo(c, next *candidate) bool {
	between := r.in.Text[c.End:next.Start]
	if len(between) <= maxJoint {
		return true
	}
	dated := next.preposition == onPreposition || next.preposition == ofPreposition || next.preposition == inPreposition
	return dated && len(between) <= maxEvent && !strings.ContainsAny(between, ",;:()\"") && !next.passed
}

package timex

import (
	"timeline/pkg/date"
)

// named resolves fields without a year: a weekday, a month, a season, a holiday, a time of day.
func (r *resolver) named(c *candidate, res *result) (date.Date, bool) {
	m := c.m
	base := m.base
	if m.which >= whichSame || base == baseDCT && r.narrative && r.past() {
		base = baseRef
	} else if base == baseNone && r.narrative && m.which == whichNone && !(c.planned && r.known) {
		base = baseRef
	} else if m.has&hasWeekday != 0 && base == baseNone {
		base = baseDCT // a bare weekday is close to the day of writing, known or not
	}
	from, ok := r.from(res, base)
	if base == baseNone && r.heading.Grain != date.None && m.which == whichNone && m.has&(hasMonth|hasDay|hasSeason) != 0 {
		from, ok = r.heading, true
		res.anchor, res.base, res.baseSpan = AnchorDocument, r.heading, r.headingSpan
	}
	if !ok {
		return date.Date{}, false
	}
	switch {
	case m.has&(hasMonth|hasSeason|hasQuarter|hasHalf|hasHoliday) != 0:
		return r.inYear(c, res, from)
	case m.has&(hasWeekday|hasDay) == hasWeekday:
		return r.weekday(c, res, from), true
	case m.has&hasDay != 0:
		return r.dayOfMonth(c, from)
	}
	said := c.loose && r.refDay.Grain != date.None && r.refAt == c.sentence   // the day, before the time
	if c.next != nil && c.m.has&hasHour != 0 && m.base == baseNone && !said { // "10:35 a.m. (0735 GMT) Friday"
		n := *c
		n.m, n.next = c.next, nil
		if of := r.point(&n); of.d.Grain == date.DayGrain || of.d.Grain == date.Time {
			of.d.Grain, of.d.Clock = date.DayGrain, date.Clock{}
			res.anchor, res.base = of.anchor, of.base
			return of.d, true
		}
	}
	if res.anchor == AnchorDCT && m.base == baseNone && r.ofDayTold(c) {
		res.anchor, res.base, res.baseSpan = AnchorReference, r.refDay, r.refSpan
		return r.refDay, true
	}
	if from.Grain > date.DayGrain {
		return date.Date{}, false
	}
	from.Grain, from.Clock = date.DayGrain, date.Clock{}
	return from, true
}

// ofDayTold reports whether a time of day is of the day under discussion: in the sentence of that day or the next one; and
// further on where the past is told and no other date came between, the longer the less that day is past.
func (r *resolver) ofDayTold(c *candidate) bool {
	if r.refDay.Grain == date.None {
		return false
	}
	gap, day := c.sentence-r.refAt, dayOf(r.refDay)
	switch {
	case c.tense == pastTense && r.known && day > r.dct:
		return false // nothing has been told of it yet
	case gap <= 1 || c.tense != pastTense || r.refAt != r.refDayAt:
		return gap <= 1
	}
	const month, nearby, faraway = 31, 8, 3
	if day < r.dct-month {
		return gap <= faraway
	}
	return gap <= nearby
}

// weekday resolves a weekday from a day.
func (r *resolver) weekday(c *candidate, res *result, from date.Date) date.Date {
	m := c.m
	day, w := dayOf(from), int(m.weekday)
	if c.next != nil && m.has == hasWeekday && c.next.has&hasMonth != 0 {
		n := *c
		n.m, n.next = c.next, nil
		if d := r.point(&n).d; d.Grain == date.DayGrain && int(dayOf(d).Weekday()) == w {
			res.how = "beside"
			return d
		}
	}
	switch m.which {
	case whichLast:
		day = weekdayPast(day, w, m.dir == 0 && res.anchor == AnchorDCT)
	case whichNext:
		day = weekdayAhead(day, w, m.dir == 0 && res.anchor == AnchorDCT)
	case whichBefore:
		day = weekdayOnOrBefore(day-1, w)
	case whichAfter:
		day = weekdayOnOrAfter(day+1, w)
	case whichSame:
		day = weekdayOnOrBefore(day, w)
	case whichThis:
		if c.tense == pastTense {
			day = weekdayOnOrBefore(day, w)
		} else {
			day = weekdayOnOrAfter(day, w)
		}
	default:
		if from, ok := r.rangeFrom(c); ok {
			res.anchor, res.base, res.baseSpan = AnchorReference, from, r.lastAt
			next := dayOf(from) + 1
			if from.Grain == date.Time {
				next-- // "between 9 a.m. and 5 p.m. on Friday"
			}
			res.how = "next"
			return periodOf(weekdayOnOrAfter(next, w), unitDay)
		}
		if c.tense == futureTense || c.preposition == untilPreposition && !c.stative || c.preposition == throughPreposition && c.tense != pastTense || c.due {
			day, res.how = weekdayOnOrAfter(day, w), "next"
		} else {
			day, res.how = weekdayOnOrBefore(day, w), "last"
		}
	}
	return periodOf(day, unitDay)
}

// weekdayPast returns the day that "last Tuesday" means. Who writes of a day of this week calls it by its name, so that it
// is the week's before; on a Sunday the week is over, and "last Friday" the one just past. "This past Tuesday" is always
// the nearest.
func weekdayPast(day date.Day, weekday int, named bool) date.Day {
	last := weekdayOnOrBefore(day-1, weekday)
	if named && day.Weekday() != 0 && day-last < date.Day(day.Weekday()) {
		last -= 7
	}
	return last
}

// weekdayAhead returns the day that "next Thursday" means: not tomorrow nor the day after, which are called by their names.
func weekdayAhead(day date.Day, weekday int, named bool) date.Day {
	const soon = 2 // days
	next := weekdayOnOrAfter(day+1, weekday)
	if named && next-day <= soon {
		next += 7
	}
	return next
}

// rangeFrom returns the day that a range begins with whose end is at hand: "from Friday to Sunday".
func (r *resolver) rangeFrom(c *candidate) (date.Date, bool) {
	if r.lastDay.Grain == date.None || c.Start-r.lastAt.End > maxJoint || r.known && abs(int(dayOf(r.lastDay)-r.dct)) > 7 {
		return date.Date{}, false
	}
	switch r.cues.joint(r.in.Text[r.lastAt.End:c.Start]) {
	case joinsRange:
		return r.lastDay, true
	case joinsPair:
		return r.lastDay, r.lastAfter == betweenPreposition
	}
	return date.Date{}, false
}

// dayOfMonth resolves "the 25th".
func (r *resolver) dayOfMonth(c *candidate, from date.Date) (date.Date, bool) {
	if r.lastDay.Grain != date.None && c.Start-r.lastAt.End <= maxJoint && r.cues.joint(r.in.Text[r.lastAt.End:c.Start]) != joinsNothing {
		from = r.lastDay // the second day of "June 8-9"
	}
	y, mo, _ := dayOf(from).Civil()
	if from.Grain > date.Month {
		return date.Date{}, false
	}
	if int(c.m.day) > date.DaysIn(y, mo) || c.m.day == 0 {
		return date.Date{}, false
	}
	return periodOf(date.NewDay(y, mo, int(c.m.day)), unitDay), true
}

// inYear finds the year of a month, day, season, quarter, half or holiday that states none.
func (r *resolver) inYear(c *candidate, res *result, from date.Date) (date.Date, bool) {
	m := c.m
	from = r.yearFrom(c, res, from)
	y, _, _ := dayOf(from).Civil()
	day := dayOf(from)
	candidateIn := func(year int) (date.Date, bool) {
		return refine(date.Date{Year: year, Grain: date.Year}, m)
	}
	this, ok := candidateIn(y)
	if !ok {
		return r.leapDay(y, candidateIn)
	}
	before, _ := candidateIn(y - 1)
	after, _ := candidateIn(y + 1)
	first, last := this.Bounds()
	switch {
	case c.entry:
		return r.entry(res, [3]date.Date{before, this, after}), true
	case m.which == whichSame || from.Grain >= date.Year && m.which == whichNone:
		return this, true
	case m.which == whichLast || m.which == whichBefore:
		if last < day && (m.has&hasDay != 0 || day-last > 15) { // "last February", said on 1 March, is not last month
			return this, true
		}
		return before, true
	case m.which == whichNext || m.which == whichAfter:
		if first > day {
			return this, true
		}
		return after, true
	case m.which == whichThis:
		return this, true
	case res.anchor == AnchorDocument:
		return this, true
	case r.narrative && res.anchor == AnchorReference:
		return r.inStory(c, [3]date.Date{before, this, after}), true
	}
	if !r.known {
		res.how = "nearest"
		return nearest(day, [3]date.Date{before, this, after}), true
	}
	return r.beforeEnd(c, r.byTense(c, res, day, [3]date.Date{before, this, after})), true
}

// yearFrom returns what a date without a year is measured from, when that is not from.
func (r *resolver) yearFrom(c *candidate, res *result, from date.Date) date.Date {
	if r.narrative && res.anchor == AnchorReference && r.fine.Grain != date.None && c.m.which == whichNone {
		from = r.fine
	}
	if year, ok := r.beside(c); ok {
		from = year
		res.anchor, res.base, res.baseSpan = AnchorReference, year, r.yearAt
	}
	if c.entry && r.entered.Grain != date.None {
		from = r.entered
		res.anchor, res.base, res.baseSpan = AnchorReference, r.entered, r.enteredSpan
	}
	return from
}

// beforeEnd puts the beginning of a range before its end: "between January and June, prices rose", told in March.
func (r *resolver) beforeEnd(c *candidate, d date.Date) date.Date {
	if !c.ranged || c.next == nil || c.next.has != c.m.has || c.m.has&hasMonth == 0 {
		return d
	}
	n := *c
	n.m, n.next, n.ranged = c.next, nil, false
	if end := r.point(&n).d; end.Grain == d.Grain && dayOf(end) < dayOf(d) {
		if in, ok := refine(date.Date{Year: end.Year, Grain: date.Year}, c.m); ok { // there may be no February 29
			return in
		}
	}
	return d
}

// entry finds the year of a date that begins an entry of a chronicle: the one nearest to the entry before, or else the
// last on or before the DCT, whatever tense the entry is told in.
func (r *resolver) entry(res *result, around [3]date.Date) date.Date {
	if r.entered.Grain == date.None {
		res.how = "last"
		if r.known && dayOf(around[1]) > r.dct {
			return around[0]
		}
		return around[1]
	}
	return nearest(dayOf(r.entered), around)
}

// inStory finds the year of a month that a narrative tells after another: the nearest, so that January after December
// is the next year's, and November before May the last one's.
func (r *resolver) inStory(c *candidate, around [3]date.Date) date.Date {
	m := c.m
	if r.fine.Grain == date.None || m.has&hasMonth == 0 {
		return around[1]
	}
	_, from, _ := dayOf(r.fine).Civil()
	switch ahead := int(m.month) - from; {
	case ahead <= -7:
		return around[2]
	case ahead >= 7 && c.preposition != byPreposition && c.preposition != untilPreposition && c.preposition != toPreposition:
		return around[0] // "by December", told after March, is to come
	}
	return around[1]
}

// byTense chooses among the years before, of and after a day.
func (r *resolver) byTense(c *candidate, res *result, day date.Day, around [3]date.Date) date.Date {
	d := r.chosen(c, res, day, around)
	if s, ok := r.stated(c, d); ok && c.m.has&hasWeekday == 0 {
		res.how = "same"
		return s
	}
	if c.m.has&hasWeekday == 0 || c.m.has&hasDay == 0 || abs(int(dayOf(d)-day)) < 31 {
		return d
	}
	// "Saturday, February 22": the weekday tells the year, unless the date is close and the weekday a slip.
	for _, i := range []int{1, 0, 2} {
		if int(dayOf(around[i]).Weekday()) == int(c.m.weekday) {
			res.how = "nearest"
			return around[i]
		}
	}
	return d
}

// chosen chooses by tense and preposition alone.
func (r *resolver) chosen(c *candidate, res *result, day date.Day, around [3]date.Date) date.Date {
	first, last := around[1].Bounds()
	tense := c.tense
	switch c.preposition {
	case byPreposition, untilPreposition, throughPreposition:
		if done := c.early && c.preposition == byPreposition && tense == pastTense; tense != futureTense && !done {
			tense = presentTense // but "By June they had left" is over
		}
	case sincePreposition:
		if res.how = "last"; first > day { // what has lasted since then has begun
			return around[0]
		}
		return around[1]
	}
	month := c.m.has&(hasDay|hasHoliday) == 0
	// "October crude fell", in September, is the coming October's, and "a mild winter", in November, the coming one
	near := !month || c.m.has&(hasMonth|hasSeason) != 0 && (c.preposition == noPreposition || c.preposition == forPreposition) && first <= day+62
	told := near && c.m.has&hasSeason == 0 // "a summer offensive failed", in May, is not the coming summer's
	switch tense {
	case futureTense:
		res.how = "next"
		if last < day-45 && (month || dayOf(around[2]) < day+270) { // few days are named so long before
			return around[2]
		}
		return around[1]
	case pastTense:
		res.how = "last"
		if first > day+75 || first > day && !told {
			return around[0]
		}
		return around[1]
	}
	if month && tense != presentTense {
		res.how = "last"
		if first > day && !near {
			return around[0]
		}
		return around[1]
	}
	res.how = "nearest"
	return nearest(day, around)
}

// nearest returns the date that begins nearest to a day.
func nearest(day date.Day, around [3]date.Date) date.Date {
	best := around[1]
	for _, d := range around {
		if abs(int(dayOf(d)-day)) < abs(int(dayOf(best)-day)) {
			best = d
		}
	}
	return best
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// leapDay finds the year nearest to y that has the day.
func (r *resolver) leapDay(y int, in func(int) (date.Date, bool)) (date.Date, bool) {
	for _, off := range []int{-1, 1, -2, 2, -3, 3, -4, 4} {
		if d, ok := in(y + off); ok {
			return d, true
		}
	}
	return date.Date{}, false
}

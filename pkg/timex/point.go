package timex

import (
	"fmt"
	"time"

	"timeline/pkg/date"
)

// famedAmong marks a day that is known by what happened then, but by words that other days are told with, too: "the Oct. 7
// attack".
const famedAmong = 2

// mayBeNews reports whether the day of a month was a few weeks before the DCT, and may be told of without its year.
func (r *resolver) mayBeNews(m *meaning) bool {
	const weeks = 30 // days
	if !r.known {
		return true
	}
	year := r.dctDate().Year
	for _, y := range []int{year, year - 1} {
		day := date.NewDay(y, int(m.month), int(m.day))
		if y != int(m.year) && day <= r.dct && day >= r.dct-weeks {
			return true
		}
	}
	return false
}

// point resolves a date or a time of day.
func (r *resolver) point(c *candidate) result {
	m := r.completed(c)
	if m.base == baseEvent && !r.narrative {
		return result{typ: Date, value: someUnit(m.unit)} // "the day before the vote": a story tells of the vote, news may not
	}
	news := m.famed == famedAmong && r.mayBeNews(m)
	if news || m.famed > 0 && r.known && date.NewDay(int(m.year), int(m.month), int(m.day)) > r.dct {
		any := *m // what happened later gives the day no name yet
		any.has &^= hasYear
		m, c.m = &any, &any
	}
	res := result{typ: Date, mod: m.mod, part: m.part}
	if news {
		res.value, res.unresolved = r.raw(c), "it may be the day known by what happened then, or that of news a few weeks old"
		return res
	}
	if m.has&(hasHour|hasPart) != 0 {
		res.typ = Time
	}
	d, ok := r.calendar(c, &res)
	if !ok {
		res.value = r.raw(c)
		if res.coarse != "" {
			res.value = res.coarse + rawTime(m)
		}
		if res.vague {
			res.value = refNames[refPast]
			if m.dir > 0 {
				res.value = refNames[refFuture]
			}
		}
		if res.unresolved == "" && (r.known || m.has&hasYear != 0) {
			res.unresolved = "there is no such day, or nothing to measure it from"
		}
		if res.unresolved == "" {
			res.unresolved = "relative to what? the publication date is not known"
		}
		res.anchor, res.base = AnchorNone, date.Date{}
		return res
	}
	if res.length {
		res.typ, res.value, res.d = Duration, durationValue(m), d
		return res
	}
	if m.offset != 0 && d.Grain == date.DayGrain {
		d = move(d, int(m.offset), unitDay)
	}
	if m.widen != unitNone {
		day := dayOf(d)
		if w := day.Weekday(); m.widen == unitWeekend && (w == time.Monday || w == time.Tuesday) {
			day -= 7 // the weekend that ends with a holiday on a Monday
		}
		d = periodOf(day, m.widen)
	}
	r.finish(m, &res, d)
	return res
}

// completed returns the meaning of an expression; a month or year that is joined to the next one takes what that one
// states for both: "May to August 1950", "499-493 BC", "5 and 7 March".
func (r *resolver) completed(c *candidate) *meaning {
	if c.next == nil || c.m.kind != pointMeaning {
		return c.m
	}
	m, n := c.m, c.next
	switch {
	case m.has&hasYear == 0 && m.has&(hasMonth|hasSeason|hasQuarter) != 0 && n.has&hasYear != 0 && (n.has&(hasMonth|hasSeason|hasQuarter) != 0 || n.has&hasDay != 0) && m.which == whichNone && m.unit == unitNone:
		both := *m
		both.has |= hasYear
		both.year, both.shortYear, both.bc, both.ad = n.year, n.shortYear, n.bc, n.ad
		if n.month > 0 && n.month < m.month {
			both.year--
		}
		c.m = &both
	case m.has&^hasPart == hasDay && n.has&(hasMonth|hasDay) == hasMonth|hasDay && n.n2 == 0:
		both := *m
		both.has, both.month = m.has|n.has&(hasYear|hasMonth), n.month
		both.year, both.shortYear, both.bc, both.ad = n.year, n.shortYear, n.bc, n.ad
		c.m = &both
	case m.has == hasYear && n.has == hasYear && n.bc && !m.bc && m.year > n.year:
		both := *m
		both.bc = true
		c.m = &both
	}
	return c.m
}

// calendar finds the calendar date of a meaning.
func (r *resolver) calendar(c *candidate, res *result) (date.Date, bool) {
	m := c.m
	switch {
	case m.has&hasDecade != 0:
		return r.decade(m), true
	case m.has&hasCentury != 0:
		return century(m), true
	case m.has&hasYear != 0:
		if m.day == 0 && m.hasN && m.n2 > 0 {
			r.order(m)
		}
		if m.whole && r.quarter.Grain != date.None {
			d := r.quarter
			d.Year = r.year(m)
			return d, true
		}
		if m.has&(hasMonth|hasDay) == hasDay && r.lastDay.Grain != date.None { // the second day of "April 6-7, 2014"
			return refine(date.Date{Year: r.year(m), Grain: date.Month, Sub: r.lastDay.Sub}, m)
		}
		return refine(date.Date{Year: r.year(m), Grain: date.Year}, m)
	case m.unit != unitNone && (m.which != whichNone || m.dir != 0):
		return r.relation(c, res)
	}
	return r.named(c, res)
}

// order decides which number of 2/3/2014 is the month.
func (r *resolver) order(m *meaning) {
	a, b := int8(m.n), int8(m.n2)
	if a > 12 || r.dayFirst && b <= 12 {
		m.day, m.month = a, b
		return
	}
	m.month, m.day = a, b
}

// year returns the astronomical year that a meaning states; a short one lies in the century nearest to the DCT.
func (r *resolver) year(m *meaning) int {
	y := int(m.year)
	if m.bc {
		return 1 - y
	}
	if m.shortYear {
		around := r.aroundYear()
		if m.base == baseRef && r.mentioned.Grain != date.None {
			return floor(r.mentioned.Year, 100) + y // 1914-18
		}
		y += floor(around, 100)
		switch {
		case y > around+20:
			y -= 100
		case y < around-79:
			y += 100
		}
		return y
	}
	if r.ancient && !m.ad && !r.christian && y < 1000 && r.ref.Grain != date.None && r.ref.Year <= 0 {
		return 1 - y
	}
	return y
}

// aroundYear is the year that the document is about.
func (r *resolver) aroundYear() int {
	switch {
	case r.narrative && r.ref.Grain != date.None:
		return r.ref.Year
	case r.known:
		return r.dctYear
	case r.ref.Grain != date.None:
		return r.ref.Year
	}
	return 2000
}

func (r *resolver) decade(m *meaning) date.Date {
	y := int(m.decade)
	if y < 100 {
		around := r.aroundYear()
		y += floor(around, 100)
		if y > around {
			y -= 100
		}
	}
	if m.bc {
		y = 1 - y
	}
	if inHundreds(m) {
		return date.Date{Year: y, Grain: date.Century}
	}
	return date.Date{Year: y, Grain: date.Decade}
}

// inHundreds reports whether what is written as a decade is a century: "the 1700s". The 2000s are ten years still.
func inHundreds(m *meaning) bool {
	return m.decade >= 100 && m.decade < 2000 && m.decade%100 == 0
}

func century(m *meaning) date.Date {
	y := (int(m.century) - 1) * 100
	if m.bc {
		y = 1 - y
	}
	return date.Date{Year: y, Grain: date.Century}
}

// finish adds the time of day to a date and writes the value.
func (r *resolver) finish(m *meaning, res *result, d date.Date) {
	if m.has&hasWeekend != 0 || m.weekend {
		res.weekend = true
		if d.Grain != date.Week {
			d = periodOf(dayOf(d), unitWeek)
		}
	}
	if m.has&hasHour != 0 && d.Grain == date.DayGrain {
		d.Grain = date.Time
		d.Clock = clockOf(m)
	}
	res.d = d
	res.value = r.valueOf(d)
	if res.vague { // hours later: the words state no date, though an event has one
		res.value = refNames[refFuture]
		return
	}
	switch {
	case d.Grain == date.Time:
		res.value = timeValue(d)
	case res.weekend:
		res.value += "-WE"
	case m.has&hasPart != 0:
		res.value += "T" + partNames[m.part]
	}
}

// valueOf is timexValue; a text names the same few days again and again.
func (r *resolver) valueOf(d date.Date) string {
	var buf [32]byte
	return r.words.of(appendValue(buf[:0], d))
}

// interner keeps one copy of each short string that is written again and again.
type interner map[string]string

func (w interner) of(b []byte) string {
	s, ok := w[string(b)]
	if !ok {
		if len(w) >= maxInterned {
			clear(w)
		}
		s = string(b)
		w[s] = s
	}
	return s
}

// maxInterned bounds an interner.
const maxInterned = 1 << 14

// timeValue writes a time as TIMEX3 does: midnight at the end of a day is T24:00.
func timeValue(d date.Date) string {
	d.Clock.HasZone = d.Clock.HasZone && d.Clock.Zone == 0 // TIMEX3 values are local to the text
	return timexValue(d)
}

func clockOf(m *meaning) date.Clock {
	c := date.Clock{Hour: uint8(m.hour), Minute: uint8(m.minute), Second: uint8(m.second), HasSeconds: m.has&hasSecond != 0,
		HasZone: m.zoned, Zone: m.zone}
	const am, pm = 1, 2
	switch {
	case m.meridiem == am && c.Hour == 12:
		c.Hour = 0
	case (m.meridiem == pm || m.part == partAfternoon || m.part == partEvening || m.part == partNight && c.Hour > 4) && c.Hour < 12:
		c.Hour += 12
	}
	return c
}

// set resolves what happens again and again.
func (r *resolver) set(c *candidate) result {
	m := c.m
	res := result{typ: Set, mod: m.mod}
	switch {
	case m.has&hasWeekday != 0:
		res.value = fmt.Sprintf("XXXX-WXX-%d", (int(m.weekday)+6)%7+1)
	case m.has&hasMonth != 0 && m.has&hasDay != 0:
		res.value = fmt.Sprintf("XXXX-%02d-%02d", m.month, m.day)
	case m.has&hasMonth != 0:
		res.value = fmt.Sprintf("XXXX-%02d", m.month)
	case m.has&hasSeason != 0:
		res.value = "XXXX-" + seasonNames[m.season]
	case m.has&hasQuarter != 0:
		res.value = fmt.Sprintf("XXXX-Q%d", m.quarter)
	case m.weekend || m.unit == unitWeekend:
		res.value = "XXXX-WXX-WE"
	case m.has&hasPart != 0:
		res.value = "XXXX-XX-XX"
	default:
		res.value = durationValue(m)
	}
	if m.has&hasPart != 0 {
		res.value += "T" + partNames[m.part]
		if m.has&hasWeekday != 0 {
			res.value = res.value[:len(res.value)-3] + "T" + partNames[m.part]
		}
	}
	return res
}

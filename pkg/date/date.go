// Package date holds the dates of events: EDTF values with their grain and their doubt, and how they are read from
// and written to TIMEX3.
//
// An event is never dated more finely than its sources allow. "March 2014" is a month, "last week" a week,
// "about two weeks ago" an approximate day, "until 1954" an interval with an open start. A [Value] keeps all of this:
//
//	2014-03-28        a day
//	2014-03-28T09:30Z a time
//	2014-W13          an ISO 8601 week (ours; EDTF has no weeks)
//	2014-03           a month
//	2014-21           a season: 21-24 spring to winter, 33-36 quarters, 40-41 halves (EDTF level 2)
//	2014              a year
//	199X, 19XX        a decade, a century (EDTF level 1, unspecified digits)
//	2014-03-21~       about that day; ? is uncertain, % both (EDTF level 1)
//	2014-03-20/2014-03-21, ../1954, 2014-04/..   intervals (EDTF level 0 and 1)
package date

import "cmp"

// Grain is the unit that a date is stated in, from fine to coarse.
type Grain uint8

// The grains. None belongs to the unknown date only; Range to intervals.
const (
	None Grain = iota
	Time
	DayGrain
	Week
	Month
	Season // a season, quarter or half of a year
	Year
	Decade
	Century
	Range
)

var grainNames = [...]string{"", "time", "day", "week", "month", "season", "year", "decade", "century", "range"}

// String returns the grain as timeline.json writes it.
func (g Grain) String() string { return grainNames[g] }

// Doubt is how sure the source is of a date (EDTF level 1 qualification).
type Doubt uint8

// The doubts: "about" (~) and "perhaps" (?), which combine (%).
const (
	Approximate Doubt = 1 << iota
	Uncertain
)

// Date is one date at a grain. The zero Date is no date.
type Date struct {
	Year  int
	Grain Grain
	Sub   uint8 // month 1-12, ISO week 1-53, or EDTF season 21-41, by grain
	Day   uint8 // 1-31, for grains Day and Time
	Doubt Doubt
	Clock Clock // for grain Time
}

// Clock is a time of day. Zone is the offset from UTC in minutes when HasZone is set; otherwise the time is local
// to the source.
type Clock struct {
	Hour, Minute, Second uint8
	HasSeconds, HasZone  bool
	Zone                 int16
}

// Value is an EDTF date or interval. The zero Value is the unknown date. Values are comparable with ==.
type Value struct {
	From, To Date // for a single date, To is zero
	Interval bool // an interval; a zero From or To is then an open end ("..")
}

// OfDay returns the value of one day.
func OfDay(d Day) Value { return Value{From: dayDate(d)} }

func dayDate(d Day) Date {
	y, m, dd := d.Civil()
	return Date{Year: y, Grain: DayGrain, Sub: uint8(m), Day: uint8(dd)}
}

// OfYear returns the value of a whole year; OfMonth and OfWeek, of a month or an ISO week.
func OfYear(year int) Value { return Value{From: Date{Year: year, Grain: Year}} }

// OfMonth returns the value of a month, 1-12.
func OfMonth(year, month int) Value {
	return Value{From: Date{Year: year, Grain: Month, Sub: uint8(month)}}
}

// OfWeek returns the value of an ISO 8601 week.
func OfWeek(year, week int) Value {
	return Value{From: Date{Year: year, Grain: Week, Sub: uint8(week)}}
}

// Between returns the interval of two values: from the start of the first to the end of the second. An unknown value
// is an open end.
func Between(from, to Value) Value {
	end := to.To
	if !to.Interval {
		end = to.From
	}
	return Value{From: from.From, To: end, Interval: true}
}

// Days returns the interval between two days, or the day when they are the same.
func Days(from, to Day) Value {
	if from == to {
		return OfDay(from)
	}
	return Between(OfDay(from), OfDay(to))
}

// IsZero reports whether the value is the unknown date.
func (v Value) IsZero() bool { return v == Value{} }

// Grain returns the grain of the value.
func (v Value) Grain() Grain {
	if v.Interval {
		return Range
	}
	return v.From.Grain
}

// Doubt returns the doubts of both ends together.
func (v Value) Doubt() Doubt { return v.From.Doubt | v.To.Doubt }

// With returns the value with a doubt added to its ends.
func (v Value) With(d Doubt) Value {
	if v.From.Grain != None {
		v.From.Doubt |= d
	}
	if v.To.Grain != None {
		v.To.Doubt |= d
	}
	return v
}

// Plain returns the value without its doubts.
func (v Value) Plain() Value {
	v.From.Doubt, v.To.Doubt = 0, 0
	return v
}

// OpenStart and OpenEnd are the bounds of an interval that has none on that side.
const (
	OpenStart Day = -1 << 40
	OpenEnd   Day = 1 << 40
)

// Bounds returns the first and the last day that the value covers, both inclusive, doubts left aside. An open end
// of an interval is [OpenStart] or [OpenEnd]. The unknown value is open on both sides.
func (v Value) Bounds() (first, last Day) {
	first, last = OpenStart, OpenEnd
	if v.From.Grain != None {
		first, last = v.From.Bounds()
	}
	if v.Interval {
		last = OpenEnd
		if v.To.Grain != None {
			_, last = v.To.Bounds()
		}
	}
	return first, last
}

// Bounds returns the first and the last day of the date, both inclusive.
func (d Date) Bounds() (first, last Day) {
	sub := int(d.Sub)
	switch d.Grain {
	case Time, DayGrain:
		day := NewDay(d.Year, sub, int(d.Day))
		return day, day
	case Week:
		monday := WeekStart(d.Year, sub)
		return monday, monday + 6
	case Month:
		return months(d.Year, sub, 1)
	case Season:
		return seasonBounds(d.Year, sub)
	case Year:
		return months(d.Year, 1, 12)
	case Decade:
		return yearsFrom(d.Year, 10)
	case Century:
		return yearsFrom(d.Year, 100)
	}
	return OpenStart, OpenEnd
}

// yearsFrom returns the bounds of the n years that share their first digits with a year, which ends in zeros: 1990 to
// 1999, and -1999 to -1990.
func yearsFrom(year, n int) (first, last Day) {
	if year < 0 {
		year -= n - 1
	}
	return months(year, 1, 12*n)
}

// months returns the bounds of n months from a month on.
func months(year, month, n int) (first, last Day) {
	return NewDay(year, month, 1), NewDay(year, month+n, 1) - 1
}

// seasonBounds places the seasons of EDTF level 2 in the northern year: spring 21 is March to May; winter 24 begins
// in December of its year. 29-32 are the same of the southern half. Quarters are 33-36, four-month periods 37-39, halves 40-41.
func seasonBounds(year, season int) (first, last Day) {
	switch {
	case season >= 40:
		return months(year, 6*(season-40)+1, 6)
	case season >= 37:
		return months(year, 4*(season-37)+1, 4)
	case season >= 33:
		return months(year, 3*(season-33)+1, 3)
	case season >= 29: // of the southern half of the globe
		return months(year, 3*(season-29)+9, 3)
	}
	return months(year, 3*((season-21)%4)+3, 3)
}

// Contains reports whether every day of w lies within v.
func (v Value) Contains(w Value) bool {
	a, b := v.Bounds()
	c, d := w.Bounds()
	return a <= c && d <= b
}

// Overlaps reports whether v and w share a day.
func (v Value) Overlaps(w Value) bool {
	a, b := v.Bounds()
	c, d := w.Bounds()
	return a <= d && c <= b
}

// Compare orders values by their first day, then by their last day, finest first, then by time of day. Unknown
// values come last; an interval with an open start is placed at its end.
func Compare(a, b Value) int {
	if a == b {
		return 0
	}
	if a.IsZero() || b.IsZero() {
		return cmp.Compare(boolInt(a.IsZero()), boolInt(b.IsZero()))
	}
	a1, a2 := a.sortBounds()
	b1, b2 := b.sortBounds()
	if c := cmp.Compare(a1, b1); c != 0 {
		return c
	}
	if c := cmp.Or(cmp.Compare(a2, b2), cmp.Compare(a.minute(), b.minute())); c != 0 {
		return c
	}
	return cmp.Compare(a.String(), b.String())
}

func (v Value) sortBounds() (first, last Day) {
	first, last = v.Bounds()
	if first == OpenStart {
		first = last
	}
	return first, last
}

// minute is the minute of the day in UTC, or local when the zone is not known; -1 without a clock.
func (v Value) minute() int {
	if v.From.Grain != Time {
		return -1
	}
	c := v.From.Clock
	return int(c.Hour)*60 + int(c.Minute) - int(c.Zone)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

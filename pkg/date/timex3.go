package date

import (
	"strings"
)

// FromTIMEX3 returns the event date of a TIMEX3 DATE or TIME value with its modifier; it reports false for what is
// not a point or stretch on the calendar: durations, sets, references (PRESENT_REF), and values that are still
// underspecified (XXXX-02-22).
//
// Parts of a day (TEV, TNI) keep the day. APPROX makes a date approximate. START, MID and END take about a third of
// the period, as readers understand "early March" (1-10), "mid-March" (11-20), "late March" (21-31). BEFORE and
// ON_OR_BEFORE leave the start open, AFTER and ON_OR_AFTER the end.
func FromTIMEX3(value, mod string) (Value, bool) {
	v, ok := timexDate(value)
	if !ok {
		return Value{}, false
	}
	switch mod {
	case "APPROX":
		return v.With(Approximate), true
	case "START", "MID", "END":
		return third(v, mod), true
	case "BEFORE":
		first, _ := v.Bounds()
		if v.From.Grain > DayGrain {
			return Value{Interval: true, To: v.From}, true
		}
		return Value{Interval: true, To: dayDate(first)}, true
	case "ON_OR_BEFORE":
		return Value{Interval: true, To: v.From}, true
	case "AFTER", "ON_OR_AFTER":
		return Value{Interval: true, From: v.From}, true
	}
	return v, true
}

func timexDate(s string) (Value, bool) {
	if s == "" || s[0] == 'P' || strings.HasPrefix(s, "XX") {
		return Value{}, false
	}
	if rest, ok := strings.CutPrefix(s, "BC"); ok {
		n, ok := number(rest)
		return OfYear(1 - n), ok && n > 0
	}
	s = strings.TrimPrefix(s, "FY")
	s, clock, timed := strings.Cut(s, "T")
	if timed && len(clock) > 1 && clock[0] >= '0' && clock[0] <= '9' {
		if v, err := Parse(s + "T" + clock); err == nil {
			return v, true
		}
	}
	s = strings.TrimSuffix(s, "-XX")
	if strings.Contains(s, "X") {
		return Value{}, false
	}
	switch len(s) {
	case 2:
		return parsedOK(s + "XX")
	case 3:
		return parsedOK(s + "X")
	}
	if head, weekend := strings.CutSuffix(s, "-WE"); weekend {
		v, ok := parsedOK(head)
		first, _ := v.Bounds()
		return Days(first+5, first+6), ok && v.Grain() == Week
	}
	if v, ok := timexSeason(s); ok {
		return v, true
	}
	return parsedOK(s)
}

func parsedOK(s string) (Value, bool) {
	v, err := Parse(s)
	return v, err == nil
}

// timexSeason reads the quarters, halves and seasons of TIMEX3: YYYY-Q1, YYYY-H2, YYYY-SU. Winter belongs to the
// year that TIMEX3 gives it; we take it as the winter that begins in that year.
func timexSeason(s string) (Value, bool) {
	if len(s) != 7 || s[4] != '-' {
		return Value{}, false
	}
	year, ok := number(s[:4])
	codes := map[string]uint8{
		"SP": 21, "SU": 22, "FA": 23, "WI": 24,
		"Q1": 33, "Q2": 34, "Q3": 35, "Q4": 36, "H1": 40, "H2": 41,
	}
	code, known := codes[s[5:]]
	return Value{From: Date{Year: year, Grain: Season, Sub: code}}, ok && known
}

// third returns the part of a period that START, MID and END mean. A day keeps its grain.
func third(v Value, mod string) Value {
	first, last := v.Bounds()
	days := int(last-first) + 1
	if v.Interval || days < 7 {
		return v
	}
	if v.Grain() == Month {
		return monthThird(first, last, mod)
	}
	a, b := first+Day(days/3), first+Day(2*days/3)
	switch mod {
	case "START":
		return wholeMonths(first, a-1)
	case "MID":
		return wholeMonths(a, b-1)
	}
	return wholeMonths(b, last)
}

func monthThird(first, last Day, mod string) Value {
	switch mod {
	case "START":
		return Days(first, first+9)
	case "MID":
		return Days(first+10, first+19)
	}
	return Days(first+20, last)
}

// wholeMonths widens an interval of more than three months to whole months, or of more than ten years to years, so
// that a third of a long period does not look exact to the day.
func wholeMonths(first, last Day) Value {
	y1, m1, d1 := first.Civil()
	y2, m2, d2 := last.Civil()
	switch {
	case last-first > 2000:
		return Between(OfYear(y1), OfYear(y2))
	case last-first < 80:
		return Days(first, last)
	}
	if d1 > 20 {
		m1++
	}
	if d2 < 10 {
		m2--
	}
	from, _ := months(y1, m1, 1)
	to, _ := months(y2, m2, 1)
	y1, m1, _ = from.Civil()
	y2, m2, _ = to.Civil()
	return Between(OfMonth(y1, m1), OfMonth(y2, m2))
}

package site

import (
	"fmt"

	"timeline/pkg/date"
)

// place returns the year and month under which a date stands: those of its first day, or of its last when it has no
// first; noYear for the unknown date. Month 0 is for dates coarser than a month.
func place(v date.Value) (year, month int) {
	if v.IsZero() {
		return noYear, 0
	}
	first, last := v.Bounds()
	if first == date.OpenStart {
		first = last
	}
	y, m, _ := first.Civil()
	if coarse(v.From) || v.From.Grain == date.None && coarse(v.To) {
		m = 0
	}
	return y, m
}

func coarse(d date.Date) bool { return d.Grain >= date.Season }

// datetime returns the date as the datetime attribute of <time> takes it, "" when it cannot be written there.
func datetime(v date.Value) string {
	if v.Interval || v.From.Year < 1 || v.From.Year > 9999 {
		return ""
	}
	switch v.From.Grain {
	case date.Time, date.DayGrain:
		first, _ := v.Bounds()
		return first.String()
	case date.Week, date.Month, date.Year:
		return v.Plain().String()
	}
	return ""
}

// look returns the classes that draw a date: its grain, and its doubts when it has some.
func look(v date.Value) string {
	look := "g-" + v.Grain().String()
	if v.IsZero() {
		look = "g-none"
	}
	if v.Interval && (v.From.Grain == date.None || v.To.Grain == date.None) {
		look += " open"
		if v.From.Grain == date.None {
			look += " past"
		}
	}
	if v.Doubt() != 0 {
		look += " doubt"
	}
	return look
}

// yearName writes a year: 2014, 44 BC. yearSlug is its folder: 2014, 0000, -0043.
func yearName(y int, lang string) string { return date.OfYear(y).Words(lang) }

func yearSlug(y int) string {
	if y < 0 {
		return fmt.Sprintf("-%04d", -y)
	}
	return fmt.Sprintf("%04d", y)
}

// monthName writes a month with its year as a heading does.
func monthName(y, m int, lang string) string {
	return upperFirst(date.OfMonth(y, m).Words(lang))
}

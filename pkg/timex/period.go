package timex

import (
	"fmt"
	"strconv"

	"timeline/pkg/date"
)

// This file is the calendar's arithmetic: periods of a unit, the one that a day lies in and those around it.

// Seasons, quarters and halves have the numbers of EDTF level 2 in [date.Date].
const (
	seasonCode  = 20 // + 1 spring to 4 winter
	quarterCode = 32 // + 1 to 4
	halfCode    = 39 // + 1, 2
)

// dayOf returns the first day of a date.
func dayOf(d date.Date) date.Day {
	first, _ := d.Bounds()
	return first
}

// periodOf returns the period of a unit that a day lies in.
func periodOf(day date.Day, unit int8) date.Date {
	y, m, d := day.Civil()
	switch unit {
	case unitWeek, unitFortnight, unitWeekend:
		wy, w := day.ISOWeek()
		return date.Date{Year: wy, Grain: date.Week, Sub: uint8(w)}
	case unitMonth:
		return date.Date{Year: y, Grain: date.Month, Sub: uint8(m)}
	case unitQuarter:
		return date.Date{Year: y, Grain: date.Season, Sub: uint8(quarterCode + (m+2)/3)}
	case unitSeason:
		return seasonOf(y, m)
	case unitHalf:
		return date.Date{Year: y, Grain: date.Season, Sub: uint8(halfCode + (m+5)/6)}
	case unitYear, unitAny:
		return date.Date{Year: y, Grain: date.Year}
	case unitDecade:
		return date.Date{Year: floor(y, 10), Grain: date.Decade}
	case unitCentury, unitMillennium:
		return date.Date{Year: floor(y, 100), Grain: date.Century}
	}
	return date.Date{Year: y, Grain: date.DayGrain, Sub: uint8(m), Day: uint8(d)}
}

func floor(y, n int) int { return y - ((y%n)+n)%n }

// seasonOf returns the season of a month; December belongs to the winter that begins in its year, January and
// February to the winter of the year before.
func seasonOf(y, m int) date.Date {
	code := uint8(seasonCode + (m+9)%12/3 + 1)
	if m < 3 {
		y--
	}
	return date.Date{Year: y, Grain: date.Season, Sub: code}
}

// move returns the period n units after the one of the date d; d is first widened to the unit unless it is already
// coarser. Days of the month that do not exist become its last day.
func move(d date.Date, n int, unit int8) date.Date {
	day := dayOf(d)
	y, m, dd := day.Civil()
	switch unit {
	case unitDay, unitHour, unitMinute, unitSecond:
		return periodOf(day+date.Day(n), unitDay)
	case unitWeek, unitWeekend:
		return periodOf(day+date.Day(7*n), unitWeek)
	case unitFortnight:
		return periodOf(day+date.Day(14*n), unitWeek)
	case unitMonth:
		return monthAfter(y, m, n)
	case unitQuarter:
		first := monthAfter(y, m, 3*n)
		return periodOf(dayOf(first), unitQuarter)
	case unitSeason:
		first := monthAfter(y, m, 3*n)
		return periodOf(dayOf(first), unitSeason)
	case unitHalf:
		first := monthAfter(y, m, 6*n)
		return periodOf(dayOf(first), unitHalf)
	case unitDecade:
		y += 10 * n
	case unitCentury:
		y += 100 * n
	case unitMillennium:
		y += 1000 * n
	default:
		y += n
	}
	return periodOf(date.NewDay(y, m, min(dd, 28)), unit)
}

func monthAfter(y, m, n int) date.Date {
	first := date.NewDay(y, m+n, 1)
	return periodOf(first, unitMonth)
}

// weekdayNear returns the day with a weekday (0 Sunday) on or before a day, or on or after it.
func weekdayOnOrBefore(day date.Day, weekday int) date.Day {
	return day - date.Day((int(day.Weekday())-weekday+7)%7)
}

func weekdayOnOrAfter(day date.Day, weekday int) date.Day {
	return day + date.Day((weekday-int(day.Weekday())+7)%7)
}

// timexValue writes a date as a TIMEX3 value (TimeML 1.2.1, after ISO 8601): 199 is a decade, 19 a century, BC0490 a
// year before Christ.
func timexValue(d date.Date) string {
	var buf [32]byte
	return string(appendValue(buf[:0], d))
}

// appendValue appends a date as a TIMEX3 value.
func appendValue(b []byte, d date.Date) []byte {
	year := d.Year
	if year <= 0 && d.Grain != date.None && (year < 0 || d.Grain != date.Century) { // the first century after Christ begins with the year 0
		year = 1 - year
		b = append(b, "BC"...)
	}
	switch d.Grain {
	case date.None:
		return b
	case date.Decade:
		return appendPadded(b, year/10, 3)
	case date.Century:
		return appendPadded(b, year/100, 2)
	}
	b = appendPadded(b, year, 4)
	switch d.Grain {
	case date.Time:
		b = appendMonthDay(b, int(d.Sub), int(d.Day))
		b = d.Clock.Append(append(b, 'T'))
	case date.DayGrain:
		b = appendMonthDay(b, int(d.Sub), int(d.Day))
	case date.Week:
		b = appendPadded(append(b, "-W"...), int(d.Sub), 2)
	case date.Month:
		b = appendPadded(append(b, '-'), int(d.Sub), 2)
	case date.Season:
		b = appendSeason(append(b, '-'), d.Sub)
	}
	return b
}

func appendMonthDay(b []byte, month, day int) []byte {
	b = appendPadded(append(b, '-'), month, 2)
	return appendPadded(append(b, '-'), day, 2)
}

// appendPadded appends a number that is not negative with at least width digits.
func appendPadded(b []byte, n, width int) []byte {
	for limit := 10; width > 1; width-- {
		if n < limit {
			for ; width > 1; width-- {
				b = append(b, '0')
			}
			break
		}
		limit *= 10
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// appendSeason appends a season, quarter or half.
func appendSeason(b []byte, sub uint8) []byte {
	switch {
	case sub > halfCode:
		return append(b, 'H', '0'+sub-halfCode)
	case sub > quarterCode:
		return append(b, 'Q', '0'+sub-quarterCode)
	}
	return append(b, seasonNames[sub-seasonCode]...)
}

// durationValue writes a duration: P3D, PT2H, P2Y6M, PXM, P20Y for two decades.
func durationValue(m *meaning) string {
	n, unit := m.n, m.unit
	if !m.hasN {
		n = 1
	}
	if m.vague || unit == unitAny {
		return vagueDuration(unit)
	}
	switch unit {
	case unitDecade:
		n, unit = n*10, unitYear
	case unitCentury:
		n, unit = n*100, unitYear
	case unitMillennium:
		n, unit = n*1000, unitYear
	case unitFortnight:
		n, unit = n*2, unitWeek
	case unitHalf:
		n, unit = n*6, unitMonth
	case unitSeason:
		n, unit = n*3, unitMonth
	case unitWeekend:
		n, unit = n*2, unitDay
	}
	s := amount(n, unit)
	if m.unit2 != unitNone {
		second := amount(m.n2, m.unit2)
		if m.unit2 < unitDay && unit < unitDay {
			return s + second[2:]
		}
		return s + second[1:]
	}
	return s
}

// amount writes one amount of a unit; halves of years, hours and minutes in the next finer unit.
func amount(n float64, unit int8) string {
	prefix := "P"
	if unit < unitDay {
		prefix = "PT"
	}
	whole := int(n)
	rest := n - float64(whole)
	letter := unitLetters[unit]
	if rest == 0 {
		return prefix + strconv.Itoa(whole) + letter
	}
	finer, factor := "", 0.0
	switch unit {
	case unitYear:
		finer, factor = "M", 12
	case unitHour, unitMinute:
		finer, factor = unitLetters[unit-1], 60
	}
	part := rest * factor
	if factor == 0 || part != float64(int(part)) {
		return fmt.Sprintf("%s%g%s", prefix, n, letter)
	}
	if whole == 0 {
		return fmt.Sprintf("%s%d%s", prefix, int(part), finer)
	}
	return fmt.Sprintf("%s%d%s%d%s", prefix, whole, letter, int(part), finer)
}

func vagueDuration(unit int8) string {
	switch {
	case unit == unitAny:
		return "PXX"
	case unit < unitDay:
		return "PTX" + unitLetters[unit]
	}
	return "PX" + unitLetters[unit]
}

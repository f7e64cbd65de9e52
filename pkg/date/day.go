package date

import (
	"fmt"
	"strconv"
	"time"
)

// Day is a day of the proleptic Gregorian calendar, counted from 1970-01-01. Years are astronomical: year 0 is 1 BC.
type Day int

// NewDay returns the day of a year, month and day of month. Months and days outside their range carry over, as
// in [time.Date].
func NewDay(year, month, day int) Day {
	month--
	year += floorDiv(month, 12)
	month -= 12*floorDiv(month, 12) - 1
	// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
	if month <= 2 {
		year--
	}
	era := floorDiv(year, 400)
	yearOfEra := year - era*400
	dayOfYear := (153*((month+9)%12)+2)/5 + day - 1
	return Day(era*146097 + yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear - 719468)
}

// Civil returns the year, the month (1-12) and the day of the month (1-31).
func (d Day) Civil() (year, month, day int) {
	z := int(d) + 719468
	era := floorDiv(z, 146097)
	dayOfEra := z - era*146097
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	shifted := (5*dayOfYear + 2) / 153
	day = dayOfYear - (153*shifted+2)/5 + 1
	month = (shifted+2)%12 + 1
	year = yearOfEra + era*400
	if month <= 2 {
		year++
	}
	return year, month, day
}

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return time.Weekday(((int(d)+4)%7 + 7) % 7) }

// ISOWeek returns the ISO 8601 year and week (1-53) that the day belongs to.
func (d Day) ISOWeek() (year, week int) {
	thursday := d - Day((int(d.Weekday())+6)%7) + 3
	year, _, _ = thursday.Civil()
	return year, int(thursday-NewDay(year, 1, 1))/7 + 1
}

// WeekStart returns the Monday of an ISO 8601 week.
func WeekStart(year, week int) Day {
	fourth := NewDay(year, 1, 4)
	return fourth - Day((int(fourth.Weekday())+6)%7) + Day(7*(week-1))
}

// WeeksIn returns the number of ISO 8601 weeks of a year, 52 or 53.
func WeeksIn(year int) int {
	_, week := NewDay(year, 12, 28).ISOWeek()
	return week
}

// DaysIn returns the number of days of a month.
func DaysIn(year, month int) int { return int(NewDay(year, month+1, 1) - NewDay(year, month, 1)) }

// String returns the day as YYYY-MM-DD; years before 0 have a minus sign.
func (d Day) String() string {
	year, month, day := d.Civil()
	return yearString(year) + "-" + twoDigits(month) + "-" + twoDigits(day)
}

// twoDigits writes a number below 100.
func twoDigits(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }

func yearString(year int) string {
	switch {
	case year > 9999 || year < -9999:
		return fmt.Sprintf("Y%d", year)
	case year >= 1000:
		return strconv.Itoa(year)
	case year < 0:
		return fmt.Sprintf("-%04d", -year)
	}
	return fmt.Sprintf("%04d", year)
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

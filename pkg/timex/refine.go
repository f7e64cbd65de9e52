package timex

import (
	"timeline/pkg/date"
)

// refine finds the finer fields of a meaning within a period: the month and day of a year, the weekday of a week, the
// first three months of a year. It reports false for a day that does not exist.
func refine(d date.Date, m *meaning) (date.Date, bool) {
	switch {
	case m.has&hasMonth != 0:
		return monthOf(d, m)
	case m.has&hasHoliday != 0:
		return holidayIn(d, m.holiday), true
	case m.has&hasSeason != 0:
		return date.Date{Year: d.Year, Grain: date.Season, Sub: uint8(seasonCode + int(m.season))}, true
	case m.has&hasQuarter != 0:
		return date.Date{Year: d.Year, Grain: date.Season, Sub: uint8(quarterCode + int(m.quarter))}, true
	case m.has&hasHalf != 0:
		return date.Date{Year: d.Year, Grain: date.Season, Sub: uint8(halfCode + int(m.half))}, true
	case m.has&hasWeekday != 0 && d.Grain == date.Week:
		return periodOf(dayOf(d)+date.Day((int(m.weekday)+6)%7), unitDay), true
	case m.has&hasDay != 0 && d.Grain == date.Month:
		return monthOf(d, m)
	case m.has&hasSub != 0:
		return subPeriod(d, m), true
	}
	return d, true
}

func monthOf(d date.Date, m *meaning) (date.Date, bool) {
	month := int(m.month)
	if month == 0 {
		month = int(d.Sub)
	}
	if month < 1 || month > 12 {
		return date.Date{}, false
	}
	if m.has&hasDay != 0 {
		if int(m.day) < 1 || int(m.day) > date.DaysIn(d.Year, month) {
			return date.Date{}, false
		}
		return date.Date{Year: d.Year, Grain: date.DayGrain, Sub: uint8(month), Day: uint8(m.day)}, true
	}
	of := date.Date{Year: d.Year, Grain: date.Month, Sub: uint8(month)}
	if m.has&hasSub != 0 && m.has&hasWeekday != 0 {
		if m.sub < 0 {
			return periodOf(lastWeekday(d.Year, month, int(m.weekday)), unitDay), true
		}
		day := nthWeekday(d.Year, month, int(m.weekday), int(m.sub))
		return periodOf(day, unitDay), m.sub >= 1 && m.sub <= 5
	}
	if m.has&hasSub != 0 {
		return subPeriod(of, m), true
	}
	return of, true
}

// subPeriod returns the n-th unit of a period; n is -1 for the last.
func subPeriod(d date.Date, m *meaning) date.Date {
	first, last := d.Bounds()
	n := int(m.sub)
	var p date.Date
	if n < 0 {
		p = periodOf(last, m.subUnit)
	} else {
		p = periodOf(first, m.subUnit)
		if dayOf(p) < first && m.subUnit == unitWeek && dayOf(p)+3 < first {
			n++ // a week belongs to the period that most of it lies in
		}
		p = move(p, n-1, m.subUnit)
	}
	if d.Grain == date.Century && m.subUnit == unitHalf {
		return d
	}
	return p
}

// The holidays, by the number that the lexicons give them: month and day, or a rule.
var holidays = map[int8]func(year int) date.Day{
	1:  fixed(12, 25),
	2:  fixed(12, 24),
	3:  fixed(1, 1),
	4:  fixed(12, 31),
	5:  func(y int) date.Day { return nthWeekday(y, 11, 4, 4) }, // Thanksgiving
	6:  easter,
	7:  func(y int) date.Day { return easter(y) - 2 }, // Good Friday
	8:  fixed(10, 31),
	9:  fixed(2, 14),
	10: fixed(7, 4),
	11: func(y int) date.Day { return nthWeekday(y, 9, 1, 1) },      // Labor Day
	12: func(y int) date.Day { return lastWeekday(y, 5, 1) },        // Memorial Day
	13: func(y int) date.Day { return nthWeekday(y, 11, 1, 1) + 1 }, // Election Day
	14: fixed(11, 11),
	15: fixed(5, 1),
	16: fixed(3, 17),
	17: func(y int) date.Day { return nthWeekday(y, 5, 0, 2) },  // Mother's Day
	18: func(y int) date.Day { return nthWeekday(y, 6, 0, 3) },  // Father's Day
	19: func(y int) date.Day { return nthWeekday(y, 1, 1, 3) },  // Martin Luther King Day
	20: func(y int) date.Day { return nthWeekday(y, 2, 1, 3) },  // Presidents' Day
	21: func(y int) date.Day { return nthWeekday(y, 10, 1, 2) }, // Columbus Day
	22: func(y int) date.Day { return easter(y) - 7 },           // Palm Sunday
	23: func(y int) date.Day { return easter(y) - 46 },          // Ash Wednesday
	24: func(y int) date.Day { return easter(y) + 1 },           // Easter Monday
	25: fixed(12, 26),
	26: fixed(11, 1),
	27: fixed(1, 6),
	28: func(y int) date.Day { return easter(y) + 49 }, // Pentecost
	29: fixed(6, 6),                                    // D-Day is no holiday, but is named like one
	30: fixed(5, 9),                                    // Victory Day
	31: fixed(3, 8),                                    // International Women's Day
	32: fixed(7, 14),                                   // Bastille Day
	33: fixed(6, 19),                                   // Juneteenth
	34: fixed(2, 2),                                    // Groundhog Day
	35: fixed(4, 1),                                    // April Fools' Day
	36: fixed(11, 5),                                   // Guy Fawkes Night
	37: fixed(4, 22),                                   // Earth Day
	38: fixed(4, 25),                                   // Anzac Day
	39: fixed(1, 26),                                   // Australia Day
	40: fixed(7, 1),                                    // Canada Day
	41: fixed(1, 20),                                   // Inauguration Day
	42: fixed(11, 2),                                   // All Souls' Day
	45: fixed(4, 23),                                   // St George's Day
	46: fixed(11, 30),                                  // St Andrew's Day
	47: fixed(3, 1),                                    // St David's Day
	48: fixed(5, 8),                                    // VE Day
	49: fixed(1, 7),                                    // Christmas of the churches with the Julian calendar
	50: fixed(1, 6),
	51: func(y int) date.Day { return easter(y) + 50 }, // Whit Monday
	52: func(y int) date.Day { return easter(y) - 47 }, // Shrove Tuesday
	53: func(y int) date.Day { return easter(y) - 3 },  // Maundy Thursday
	54: func(y int) date.Day { return easter(y) - 1 },  // Holy Saturday
	55: func(y int) date.Day { return easter(y) + 39 }, // Ascension Day
	56: julianEaster,
	60: func(y int) date.Day { return jewishNewYear(y) - 163 },      // Passover
	61: func(y int) date.Day { return jewishNewYear(y) - 163 - 30 }, // Purim
	62: hanukkah,
	63: func(y int) date.Day { return jewishNewYear(y) + 14 }, // Sukkot
	64: jewishNewYear,
	65: func(y int) date.Day { return jewishNewYear(y) + 9 }, // Yom Kippur
}

func fixed(month, day int) func(int) date.Day {
	return func(y int) date.Day { return date.NewDay(y, month, day) }
}

// nthWeekday returns the n-th weekday (0 Sunday) of a month.
func nthWeekday(y, month, weekday, n int) date.Day {
	return weekdayOnOrAfter(date.NewDay(y, month, 1), weekday) + date.Day(7*(n-1))
}

func lastWeekday(y, month, weekday int) date.Day {
	return weekdayOnOrBefore(date.NewDay(y, month+1, 1)-1, weekday)
}

// easter returns Easter Sunday of the Gregorian calendar (the anonymous computus of Meeus).
func easter(y int) date.Day {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	month := (h + l - 7*m + 114) / 31
	return date.NewDay(y, month, (h+l-7*m+114)%31+1)
}

// julianEaster returns Easter Sunday of the churches that keep the Julian calendar, as a day of the Gregorian one (Meeus).
func julianEaster(y int) date.Day {
	d := (19*(y%19) + 15) % 30
	e := (2*(y%4) + 4*(y%7) - d + 34) % 7
	month, day := (d+e+114)/31, (d+e+114)%31+1
	return date.NewDay(y, month, day) + date.Day(y/100-y/400-2)
}

// jewishNewYear returns the first of Tishri that falls into a year of the Gregorian calendar (Reingold and Dershowitz,
// Calendrical Calculations).
func jewishNewYear(y int) date.Day {
	const epoch = -1373427 - 719163 // the first day of the calendar, counted from 1 January 1970
	y += 3761
	before, at, after := jewishDays(y-1), jewishDays(y), jewishDays(y+1)
	switch {
	case after-at == 356:
		at += 2
	case at-before == 382:
		at++
	}
	return date.Day(epoch + at)
}

// jewishDays returns how many days before a year of the Jewish calendar its new moons have filled.
func jewishDays(y int) int {
	months := (235*y - 234) / 19
	days := 29*months + (12084+13753*months)/25920
	if 3*(days+1)%7 < 3 {
		days++
	}
	return days
}

// hanukkah returns the first day of the feast that begins in a year of the Gregorian calendar, the 25th of Kislev.
func hanukkah(y int) date.Day {
	day := jewishNewYear(y) + 83
	if (jewishNewYear(y+1)-jewishNewYear(y))%10 == 5 { // a long year, whose second month has a day more
		day++
	}
	return day
}

func holidayIn(d date.Date, holiday int8) date.Date {
	on, ok := holidays[holiday]
	if !ok || d.Year < 1 {
		return d
	}
	return periodOf(on(d.Year), unitDay)
}

// raw writes what the words alone say: XXXX for what they leave open, a signed duration for a distance.
func (r *resolver) raw(c *candidate) string {
	m := c.m
	switch {
	case m.kind != pointMeaning:
		return ""
	case m.unit != unitNone && (m.which != whichNone || m.dir != 0):
		return rawRelation(m) + r.rawFields(m)
	}
	return r.rawCalendar(m)
}

func rawRelation(m *meaning) string {
	if m.dir != 0 {
		sign := "+"
		if m.dir < 0 {
			sign = "-"
		}
		return sign + durationValue(m)
	}
	n := "P0"
	switch m.which {
	case whichLast, whichBefore:
		n = "-P1"
	case whichNext, whichAfter:
		n = "+P1"
	}
	return n + unitLetters[m.unit]
}

// rawFields are the fields stated inside of a relation: the June of "June last year".
func (r *resolver) rawFields(m *meaning) string {
	if m.has&^(hasPart|hasHour|hasMinute|hasSub) == 0 {
		return rawTime(m)
	}
	return " " + r.rawCalendar(m)
}

func rawTime(m *meaning) string {
	switch {
	case m.has&hasHour != 0:
		return "T" + clockOf(m).String()
	case m.has&hasPart != 0:
		return "T" + partNames[m.part]
	}
	return ""
}

func (r *resolver) rawCalendar(m *meaning) string {
	var buf [40]byte
	b := buf[:0]
	switch {
	case m.has&hasDecade != 0 && inHundreds(m):
		b = appendPadded(b, int(m.decade/100), 2)
	case m.has&hasDecade != 0:
		b = appendPadded(b, int(m.decade/10), 3)
	case m.has&hasCentury != 0:
		b = appendPadded(b, int(m.century-1), 2)
	case m.has&hasYear == 0:
		b = append(b, "XXXX"...)
	case m.bc:
		b = appendPadded(append(b, "BC"...), int(m.year), 4)
	case m.shortYear:
		b = appendPadded(append(b, "XX"...), int(m.year), 2)
	default:
		b = appendPadded(b, int(m.year), 4)
	}
	switch {
	case m.has&hasMonth != 0:
		b = appendPadded(append(b, '-'), int(m.month), 2)
		if m.has&hasDay != 0 {
			b = appendPadded(append(b, '-'), int(m.day), 2)
		}
	case m.has&hasSeason != 0:
		b = append(append(b, '-'), seasonNames[m.season]...)
	case m.has&hasQuarter != 0:
		b = append(b, '-', 'Q', '0'+byte(m.quarter))
	case m.has&hasHalf != 0:
		b = append(b, '-', 'H', '0'+byte(m.half))
	case m.weekend:
		b = append(b, "-WXX-WE"...)
	case m.has&hasWeekday != 0:
		b = append(b, "-WXX-"...)
		b = append(b, '1'+byte((int(m.weekday)+6)%7))
	case m.has&hasDay != 0:
		b = appendPadded(append(b, "-XX-"...), int(m.day), 2)
	case m.has&(hasPart|hasHour) != 0:
		b = append(b, "-XX-XX"...)
	}
	return r.words.of(append(b, rawTime(m)...))
}

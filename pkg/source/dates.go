package source

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"timeline/pkg/date"
	"timeline/pkg/text"
)

// stated is a calendar date that stands in a text in full or without its year.
type stated struct {
	text.Span
	year, month, day int          // year is 0 when it is not said
	weekday          time.Weekday // -1 when it is not said
	iso              bool
}

// day returns the date, when its year is said.
func (s stated) value() (date.Day, bool) {
	return date.NewDay(s.year, s.month, s.day), s.year > 0
}

// fits reports whether the weekday that is said, if any, is that of the day.
func (s stated) fits() bool {
	d, ok := s.value()
	return !ok || s.weekday < 0 || d.Weekday() == s.weekday
}

// The names of months and weekdays in the languages that pages are read in.
var (
	monthNames = `(january|february|march|april|may|june|july|august|september|october|november|december|` +
		`jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|` +
		`января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|` +
		`січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня)`
	monthWords   = wordSet(monthNames)
	monthStarts  = firstBytes(monthWords)
	weekdayWords = wordSet(`(sunday|monday|tuesday|wednesday|thursday|friday|saturday|sun|mon|tue|tues|wed|thu|thur|thurs|fri|sat|` +
		`воскресенье|понедельник|вторник|среда|четверг|пятница|суббота|` +
		`неділя|понеділок|вівторок|середа|четвер|п'ятниця|п’ятниця|субота)`)
)

func wordSet(alternatives string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Split(strings.Trim(alternatives, "()"), "|") {
		set[w] = true
	}
	return set
}

// firstBytes returns the bytes that words may begin with, in lower and upper case: most words of a text need not be looked
// up.
func firstBytes(words map[string]bool) (set [256]bool) {
	for w := range words {
		set[w[0]], set[strings.ToUpper(w)[0]] = true, true
	}
	return set
}

// findDates returns the dates in a text, in order: "March 28, 2014", "28 March", "Fri 28 Mar 2014", "2014-03-28",
// "28.03.2014", and the like in Russian and Ukrainian.
func findDates(s string) []stated {
	var found []stated
	done := 0
	add := func(d stated, ok bool) {
		if ok && d.Start >= done && d.exists() {
			found = append(found, d)
			done = d.End
		}
	}
	for at := 0; at < len(s); {
		r, n := utf8.DecodeRuneInString(s[at:])
		switch {
		case r >= '0' && r <= '9':
			end := digitsEnd(s, at)
			add(numericDate(s, at, end))
			at = end
		case unicode.IsLetter(r):
			end := wordEnd(s, at)
			if end-at >= 3 && end-at <= 20 && monthStarts[s[at]] && monthWords[strings.ToLower(s[at:end])] {
				add(monthDate(s, at, end))
			}
			at = end
		default:
			at += n
		}
	}
	return found
}

// exists reports whether the date is on the calendar. Without a year the 29th of February may be right.
func (s stated) exists() bool {
	year := s.year
	if year == 0 {
		year = 2000
	}
	return s.month >= 1 && s.month <= 12 && s.day >= 1 && s.day <= date.DaysIn(year, s.month)
}

func digitsEnd(s string, at int) int {
	for at < len(s) && s[at] >= '0' && s[at] <= '9' {
		at++
	}
	return at
}

func wordEnd(s string, at int) int {
	for at < len(s) {
		if c := s[at] | 0x20; 'a' <= c && c <= 'z' {
			at++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[at:])
		if !unicode.IsLetter(r) {
			break
		}
		at += n
	}
	return at
}

// wordStart returns where the letters before an offset start. Apostrophes within count: п'ятниця.
func wordStart(s string, at int) int {
	for at > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:at])
		if !unicode.IsLetter(r) && r != '\'' && r != '’' {
			break
		}
		at -= n
	}
	return at
}

// numericDate reads a date in digits whose first are s[at:end].
func numericDate(s string, at, end int) (stated, bool) {
	if at > 0 && (s[at-1] == '.' || s[at-1] == '-') || wordStart(s, at) < at {
		return stated{}, false
	}
	d := stated{weekday: -1}
	if end-at == 4 && end+6 <= len(s) && s[end] == '-' && s[end+3] == '-' && digitsEnd(s, end+1) == end+3 && digitsEnd(s, end+4) == end+6 {
		d.year, d.month, d.day, d.iso = atoi(s[at:end]), atoi(s[end+1:end+3]), atoi(s[end+4:end+6]), true
		d.Span = text.Span{Start: at, End: end + 6}
		return d, d.year >= 1900 && d.year < 2100
	}
	if end-at > 2 || end >= len(s) || s[end] != '.' && s[end] != '/' {
		return d, false
	}
	month := digitsEnd(s, end+1)
	if n := month - end - 1; n < 1 || n > 2 || month >= len(s) || s[month] != s[end] {
		return d, false
	}
	year, stop := yearAt(s, month+1)
	d.day, d.month, d.year = atoi(s[at:end]), atoi(s[end+1:month]), year
	d.Span = text.Span{Start: at, End: stop}
	if s[end] == '/' {
		d.weekdayBefore(s)
		return d, year > 0 && d.slashes()
	}
	return d, year > 0
}

// slashes settles whether the day or the month comes first in 05/12/2014: the one above 12 is the day, else the
// weekday decides. It reports false when nothing does.
func (s *stated) slashes() bool {
	swapped := *s
	swapped.day, swapped.month = s.month, s.day
	switch {
	case s.day == s.month || s.day > 12 && s.exists():
		return true
	case swapped.day > 12 && swapped.exists():
		*s = swapped
		return true
	case s.weekday < 0 || !s.exists() || !swapped.exists() || s.fits() == swapped.fits():
		return false
	case swapped.fits():
		*s = swapped
	}
	return true
}

// yearAt reads a year of the last century or this one, 0 for none, and returns where it ends.
func yearAt(s string, at int) (year, end int) {
	end = digitsEnd(s, at)
	if end-at != 4 || s[at:at+2] != "19" && s[at:at+2] != "20" || wordEnd(s, end) > end {
		return 0, at
	}
	return atoi(s[at:end]), end
}

// monthDate reads a date around the name of a month, s[at:end].
func monthDate(s string, at, end int) (stated, bool) {
	d := stated{month: monthOf(s[at:end]), weekday: -1, Span: text.Span{Start: at, End: end}}
	after := end
	for _, mark := range []byte{'.', ',', ' '} {
		if after < len(s) && s[after] == mark {
			after++
		}
	}
	year, yearEnd := 0, 0
	if after > end && s[after-1] == ' ' {
		year, yearEnd = yearAt(s, after)
	}
	if day, start := dayBefore(s, at); day > 0 && (year > 0 || dayAfterMonth(s, after) == 0) {
		d.day, d.Start = day, start
		if year > 0 {
			d.year, d.End = year, yearEnd
		}
	} else if n := dayAfterMonth(s, after); n > 0 && after > end && s[after-1] == ' ' {
		d.day = atoi(s[after : after+n])
		d.End = skipOrdinal(s, after+n)
		if year, yearEnd = yearAt(s, skipComma(s, d.End)); year > 0 {
			d.year, d.End = year, yearEnd
		}
	} else {
		return d, false
	}
	d.weekdayBefore(s)
	return d, true
}

// dayAfterMonth returns the length of the digits of a day at an offset, 0 for none.
func dayAfterMonth(s string, at int) int {
	end := digitsEnd(s, at)
	if n := end - at; n < 1 || n > 2 || wordEnd(s, skipOrdinal(s, end)) > skipOrdinal(s, end) {
		return 0
	}
	return end - at
}

// skipOrdinal returns the offset after "st", "nd", "rd" or "th".
func skipOrdinal(s string, at int) int {
	if at+2 <= len(s) {
		switch s[at : at+2] {
		case "st", "nd", "rd", "th":
			return at + 2
		}
	}
	return at
}

// skipComma returns the offset after the comma and the spaces before a year.
func skipComma(s string, at int) int {
	for _, mark := range []byte{' ', ',', ' '} {
		if at < len(s) && s[at] == mark {
			at++
		}
	}
	return at
}

// dayBefore reads "28 " or "28th " before an offset and returns where it starts; 0 for none.
func dayBefore(s string, at int) (day, start int) {
	end := at - 1
	if end < 1 || s[end] != ' ' {
		return 0, 0
	}
	if end > 2 && skipOrdinal(s, end-2) == end {
		end -= 2
	}
	start = end
	for start > 0 && s[start-1] >= '0' && s[start-1] <= '9' {
		start--
	}
	if n := end - start; n < 1 || n > 2 || wordStart(s, start) < start {
		return 0, 0
	}
	return atoi(s[start:end]), start
}

// weekdayBefore takes a weekday that stands before the date into it: "Fri, 28 March", "Wednesday | May 04".
func (s *stated) weekdayBefore(all string) {
	end := len(strings.TrimRight(all[:s.Start], " \t,|"))
	if end == s.Start {
		return
	}
	end = len(strings.TrimSuffix(all[:end], "."))
	start := wordStart(all, end)
	if end-start <= 24 && weekdayWords[strings.ToLower(all[start:end])] {
		s.weekday, s.Start = weekdayOf(all[start:end]), start
	}
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// monthStems are how the names of the months start, in English, Russian and Ukrainian.
var monthStems = [12][]string{
	{"jan", "янв", "січ"}, {"feb", "фев", "лют"}, {"mar", "мар", "бер"}, {"apr", "апр", "кві"}, {"may", "мая", "тра"}, {"jun", "июн", "чер"},
	{"jul", "июл", "лип"}, {"aug", "авг", "сер"}, {"sep", "сен", "вер"}, {"oct", "окт", "жов"}, {"nov", "ноя", "лис"}, {"dec", "дек", "гру"},
}

var weekdayStems = [7][]string{
	{"sun", "воскр", "неділ"}, {"mon", "понед", "понеді"}, {"tue", "вторн", "вівт"}, {"wed", "сред", "серед"},
	{"thu", "четв"}, {"fri", "пятн", "п'ятн", "п’ятн"}, {"sat", "субб", "субот"},
}

func monthOf(s string) int {
	s = strings.ToLower(s)
	for i, stems := range monthStems {
		for _, stem := range stems {
			if strings.HasPrefix(s, stem) {
				return i + 1
			}
		}
	}
	return 0
}

// weekdayOf returns the weekday that a word names, -1 for none.
func weekdayOf(s string) time.Weekday {
	s = strings.ToLower(s)
	for i, stems := range weekdayStems {
		for _, stem := range stems {
			if s != "" && strings.HasPrefix(s, stem) {
				return time.Weekday(i)
			}
		}
	}
	return -1
}

// clockTime is a time of day as mastheads write it, with its zone.
var clockTime = text.Pattern(`(?i)\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?(?:\s?[+-]\d\d:?\d?\d?\b)?|\b\d{1,2}\s?[ap]\.?m\b\.?|\b\d{1,2}h\d\d\b`)

// mayHaveClock reports whether a text has digits that clockTime may begin with: before a colon, a full stop or an h and
// two digits, or before a.m. or p.m.
func mayHaveClock(s string) bool {
	for i := 1; i < len(s); i++ {
		if s[i-1] < '0' || s[i-1] > '9' {
			continue
		}
		switch s[i] {
		case ':', '.', 'h', 'H':
			if digitsEnd(s, i+1) >= i+3 {
				return true
			}
		case 'a', 'A', 'p', 'P', ' ', '\t', '\n', '\f', '\r':
			if rest := strings.TrimLeft(s[i:], " \t\n\f\r"); rest != "" && strings.IndexByte("aApP", rest[0]) >= 0 {
				return true
			}
		}
	}
	return false
}

package source

import (
	"regexp"
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

// The names of months and weekdays in the languages that pages are read in, by the letters that tell them apart.
var (
	monthNames = `(january|february|march|april|may|june|july|august|september|october|november|december|` +
		`jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|` +
		`января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|` +
		`січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня)`
	weekdayNames = `(?:(sunday|monday|tuesday|wednesday|thursday|friday|saturday|sun|mon|tues?|wed|thu(?:rs?)?|fri|sat|` +
		`воскресенье|понедельник|вторник|среда|четверг|пятница|суббота|` +
		`неділя|понеділок|вівторок|середа|четвер|п['’]ятниця|субота)\.?)`
	yearPart = `((?:19|20)\d\d)`
	dayPart  = `(\d{1,2})(?:st|nd|rd|th)?`

	// weekday, month, day, year; then weekday, day, month, year; then ISO; then day.month.year
	dateForms = regexp.MustCompile(`(?:` + weekdayNames + `[\s,|]+)?\b` + monthNames + `\b\.?,? ` + dayPart + `(?:(?:\s?,\s?| )` + yearPart + `)?\b` +
		`|(?:` + weekdayNames + `[\s,|]+)?\b` + dayPart + ` ` + monthNames + `(?:\.?,? ` + yearPart + `\b)?` +
		`|\b` + yearPart + `-(\d\d)-(\d\d)\b` +
		`|\b(\d{1,2})\.(\d{1,2})\.` + yearPart + `\b`)
)

// findDates returns the dates in a text, in order.
func findDates(s string) []stated {
	var found []stated
	for _, w := range windows(s) {
		if !strings.ContainsAny(w.Of(s), "0123456789") {
			continue
		}
		lower := lowerKept(w.Of(s))
		for _, m := range dateForms.FindAllStringSubmatchIndex(lower, -1) {
			if d, ok := readDate(lower, m); ok {
				d.Span = d.Shift(w.Start)
				found = append(found, d)
			}
		}
	}
	return found
}

func readDate(s string, m []int) (stated, bool) {
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return s[m[2*i]:m[2*i+1]]
	}
	d := stated{Span: text.Span{Start: m[0], End: m[1]}, weekday: -1}
	switch {
	case group(2) != "":
		d.set(group(1), group(4), group(3), group(2))
	case group(7) != "":
		d.set(group(5), group(8), group(6), group(7))
	case group(9) != "":
		d.year, d.month, d.day, d.iso = atoi(group(9)), atoi(group(10)), atoi(group(11)), true
	default:
		d.year, d.month, d.day = atoi(group(14)), atoi(group(13)), atoi(group(12))
	}
	year := d.year
	if year == 0 {
		year = 2000 // a leap year: without a year the 29th of February may be right
	}
	if inWord(s, m[2*7+1]) || inWord(s, m[2*2+1]) {
		return d, false // RE2's \b knows ASCII alone: "5 марта" is a date, "5 мартовских" is not
	}
	return d, d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= date.DaysIn(year, d.month)
}

// reach is how far from the name of a month the other parts of a date may stand.
const reach = 32

// windows returns the stretches of a text in which a date may be: around the names of months, and where digits stand
// with dashes or points. The expressions for dates are too slow to run on every word of a long article.
func windows(s string) []text.Span {
	var found []text.Span
	add := func(from, to int) {
		from, to = wordStart(s, max(0, from-reach)), wordStart(s, min(len(s), to+reach))
		if n := len(found); n > 0 && from <= found[n-1].End {
			found[n-1].End = to
			return
		}
		found = append(found, text.Span{Start: from, End: to})
	}
	for at := 0; at < len(s); {
		r, n := utf8.DecodeRuneInString(s[at:])
		if unicode.IsDigit(r) && numericDate(s[at:]) {
			add(at, at+10)
		}
		if !unicode.IsLetter(r) {
			at += n
			continue
		}
		end := at
		for end < len(s) && unicode.IsLetter(r) {
			end += n
			r, n = utf8.DecodeRuneInString(s[end:])
		}
		if end-at >= 3 && end-at <= 20 && isMonth(s[at:end]) {
			add(at, end)
		}
		at = end
	}
	return found
}

// numericDate reports whether digits go on as 2014-03-28 or 28.03.2014 do.
func numericDate(s string) bool {
	if len(s) < 8 {
		return false
	}
	return s[4] == '-' || (s[1] == '.' || s[2] == '.') && (s[3] == '.' || s[4] == '.' || s[5] == '.')
}

// lowerKept returns s in lower case, letting alone the few letters whose lower case has another length in bytes.
func lowerKept(s string) string {
	return strings.Map(func(r rune) rune {
		if l := unicode.ToLower(r); utf8.RuneLen(l) == utf8.RuneLen(r) {
			return l
		}
		return r
	}, s)
}

// wordStart moves an offset back to the start of a word, so that no word is cut.
func wordStart(s string, at int) int {
	if at == len(s) {
		return at
	}
	return strings.LastIndexAny(s[:at], " \n") + 1
}

// isMonth reports whether a word is the name of a month, as the expressions for dates know it.
func isMonth(word string) bool {
	var buffer [24]byte
	lower := buffer[:0]
	for _, r := range word {
		lower = utf8.AppendRune(lower, unicode.ToLower(r))
	}
	return monthWords[string(lower)]
}

var monthWords = func() map[string]bool {
	names := map[string]bool{"sep": true}
	for _, name := range strings.Split(strings.Trim(monthNames, "()"), "|") {
		names[strings.TrimSuffix(name, "?")] = true
	}
	return names
}()

// inWord reports whether a letter follows at an offset, -1 for none.
func inWord(s string, at int) bool {
	if at < 0 || at >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[at:])
	return unicode.IsLetter(r)
}

func (s *stated) set(weekday, year, day, month string) {
	s.weekday, s.year, s.day, s.month = weekdayOf(weekday), atoi(year), atoi(day), monthOf(month)
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
var clockTime = regexp.MustCompile(`(?i)\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?(?:\s?[+-]\d\d:?\d?\d?\b)?|\b\d{1,2}\s?[ap]\.?m\b\.?`)

package date

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// InputError says why what a person typed is not a date, and what to type instead.
type InputError struct {
	Message string // lower case, no full stop
	Hint    string // the next step, or ""
}

func (e *InputError) Error() string { return e.Message }

// wrong makes an InputError.
func wrong(hint, format string, args ...any) error {
	return &InputError{Message: fmt.Sprintf(format, args...), Hint: hint}
}

// maxTyped bounds what is looked at; the longest date that anybody writes is far shorter.
const maxTyped = 120

// ParseTyped reads a date as a person types it: EDTF, or words.
//
//	2014-03-28, 2014-03-20/2014-03-21        EDTF
//	March 28, 2014; 28 March 2014; 28/03/2014; 28.03.2014
//	28 марта 2014 г., 28 березня 2014
//	Friday, March 28, 2014 3pm               a time; the weekday must fit
//	March 2014, spring 2014, 2014, the 1990s, 44 BC
//	20-21 March 2014, March to May 2014, 2013-2014
//	about 1954, perhaps May 2014, until 1954, since March 2014, early March 2014, week of 17 March 2014
//
// The grain is what was typed: "March 2014" is a month. A date that depends on today ("yesterday", "Friday", "March
// 28") is an error, as is one that does not exist. Every error is an [*InputError].
//
// Whatever [Value.Words] writes in English is read back as the same value, but for times with seconds, seasons
// without a name, and doubts on one end of an interval.
func ParseTyped(s string) (Value, error) {
	s = strings.Join(strings.Fields(s), " ")
	switch {
	case s == "":
		return Value{}, wrong("write a date such as 2014-03-28", "the date is empty")
	case len(s) > maxTyped:
		return Value{}, wrong("write the date alone, such as 2014-03-28", "too long for a date")
	}
	v, err := Parse(isoSpelling(s))
	if err == nil {
		return v, nil
	}
	if looksEDTF().MatchString(s) && !yearRange().MatchString(s) {
		if why := errors.Unwrap(err); why != nil {
			err = fmt.Errorf("no such date %s: %w", s, why)
		}
		return Value{}, wrong("write a date such as 2014-03-28, 2014-03 or March 28, 2014", "%s", err)
	}
	return typed(plainWords(s), s)
}

var (
	looksEDTF = pattern(`^-?\d\d[\dX][\dX]-[^Qq]\S*$|^-?\d\d[\dX][\dX][~?%]|/-?\d\d[\dX][\dX]-\S+$`)
	yearRange = pattern(`^\d{4} ?[-–—] ?\d{4}$`)
	yearFirst = pattern(`^([12]\d{3})[/.](\d{1,2})[/.](\d{1,2})$`)
	fraction  = pattern(`^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)[.,]\d{1,9}`)
	isoSpace  = pattern(`^(\d{4}-\d\d-\d\d) (\d\d:\d\d)`)
	isoZone   = pattern(`(\d) (?:UTC|GMT|Z)$|(\d) ([+-]\d\d:?\d\d)$`)
)

// isoSpelling brings the common spellings of ISO 8601 times to the one that EDTF has (level 0, date and time):
// "2014-03-28 15:04:05.123 +0200".
func isoSpelling(s string) string {
	if m := yearFirst().FindStringSubmatch(s); m != nil {
		return m[1] + "-" + pad(m[2], 2) + "-" + pad(m[3], 2)
	}
	if len(s) < 10 || s[4] != '-' {
		return s
	}
	s = fraction().ReplaceAllString(s, "$1")
	s = isoSpace().ReplaceAllString(s, "${1}T$2")
	if isoZone().MatchString(s) && !strings.ContainsAny(s[10:], "+") && strings.Count(s[10:], "-") == 0 {
		s = isoZone().ReplaceAllString(s, "${1}Z")
	}
	return strings.ReplaceAll(s, " ", "")
}

// A form is one way in which people write a date that is not a single date in words.
type form struct {
	kind    formKind
	pattern func() *regexp.Regexp
}

type formKind uint8

const (
	perhapsAbout formKind = iota
	about
	perhaps
	until
	since
	weekOf
	partOf
	decadeForm
	centuryForm
	beforeChrist
	seasonForm
	quarterForm
	quarterCode
	yearQuarter
	years
	daysOfMonth
	rangeForm
)

// forms are tried in this order; the first that matches decides.
var forms = []form{
	{perhapsAbout, pattern(`^(?:perhaps|maybe|possibly|probably) (?:about|around) (.+)$`)},
	{about, pattern(`^(?:about|around|approximately|approx\.?|circa|ca?\.|~) ?(.+)$`)},
	{perhaps, pattern(`^(?:perhaps|maybe|possibly|probably) (.+)$`)},
	{until, pattern(`^(?:until|till|up to|by|before) (.+)$`)},
	{since, pattern(`^(?:since|after|from) (.+?) on(?:wards?)?$`)},
	{since, pattern(`^(?:since|after) (.+)$`)},
	{weekOf, pattern(`^(?:the )?week (?:of|beginning|starting) (.+)$`)},
	{partOf, pattern(`^(?:the )?(early|beginning of|start of|mid|middle of|late|end of)[ -](.+)$`)},
	{decadeForm, pattern(`^(?:the )?(\d{2,3}0)['’]?s$`)},
	{centuryForm, pattern(`^(?:the )?(\d{1,2})(?:st|nd|rd|th) century$`)},
	{beforeChrist, pattern(`^(\d{1,4}) ?(?:bc|bce|b\.c\.)$`)},
	{seasonForm, pattern(`^(?:the )?(spring|summer|autumn|fall|winter)(?: of|,)? (\d{4})$`)},
	{quarterForm, pattern(`^(?:the )?(first|second|third|fourth|1st|2nd|3rd|4th) (quarter|half)(?: of|,)? (\d{4})$`)},
	{quarterCode, pattern(`^q([1-4])[ /]?(\d{4})$`)},
	{yearQuarter, pattern(`^(\d{4})[ -]?q([1-4])$`)},
	{years, pattern(`^(\d{1,4}) ?[-–—] ?(\d{1,4})$`)},
	{rangeForm, pattern(`^(\d{1,2}) ?[-–—] ?(\d{1,2} .+)$`)},
	{daysOfMonth, pattern(`^([a-z]+\.?) (\d{1,2}) ?[-–—] ?(\d{1,2}),? (\d{4})$`)},
	{rangeForm, pattern(`^(?:from |between )?(.+?)(?: to | and | through | until | ?[–—] ?| - )(.+)$`)},
	{rangeForm, pattern(`^([a-z]+)-([a-z]+ \d{4})$`)},
}

// typed reads words in the form that plainWords leaves; whole is what the person typed, for the errors.
func typed(s, whole string) (Value, error) {
	for _, f := range forms {
		if m := f.pattern().FindStringSubmatch(s); m != nil {
			return f.read(m, whole)
		}
	}
	if v, err := Parse(s); err == nil {
		return v, nil
	}
	return single(s, whole)
}

// read reads the parts of a form that its pattern has found.
func (f form) read(m []string, whole string) (Value, error) {
	switch f.kind {
	case perhapsAbout:
		return doubted(m[1], whole, Approximate|Uncertain)
	case about:
		return doubted(m[1], whole, Approximate)
	case perhaps:
		return doubted(m[1], whole, Uncertain)
	case until:
		v, err := typed(m[1], whole)
		if v.Interval {
			v.From = v.To
		}
		return halfOpen(Value{Interval: true, To: v.From}, err)
	case since:
		v, err := typed(m[1], whole)
		return halfOpen(Value{Interval: true, From: v.From}, err)
	case weekOf:
		return weekOfDay(m[1], whole)
	case partOf:
		return partOfPeriod(m[1], m[2], whole)
	case decadeForm:
		return fromParts("%s", pad(m[1], 4)[:3]+"X")
	case centuryForm:
		n, _ := strconv.Atoi(m[1])
		return fromParts("%02dXX", n-1)
	case beforeChrist:
		return yearBC(m[1])
	case seasonForm:
		codes := map[string]int{"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
		return fromParts("%s-%d", m[2], codes[m[1]])
	case quarterForm:
		return partOfYear(m[1], m[2], m[3], whole)
	case quarterCode:
		return fromParts("%s-3%c", m[2], m[1][0]+2)
	case yearQuarter:
		return fromParts("%s-3%c", m[1], m[2][0]+2)
	case daysOfMonth:
		return rangeOf(m[2], m[3]+" "+m[1]+" "+m[4], whole)
	case years:
		if len(m[1]) != 4 || len(m[2]) != 4 { // other pairs of numbers are not dates
			return Value{}, notADate(whole)
		}
	}
	return rangeOf(m[1], m[2], whole)
}

func doubted(s, whole string, d Doubt) (Value, error) {
	v, err := typed(s, whole)
	return v.With(d), err
}

// halfOpen returns an interval that is open on one side, unless it has no end at all.
func halfOpen(v Value, err error) (Value, error) {
	if err != nil || v.From.Grain == None && v.To.Grain == None {
		return Value{}, err
	}
	return v, nil
}

func weekOfDay(s, whole string) (Value, error) {
	v, err := typed(s, whole)
	if err == nil && v.Grain() != DayGrain {
		err = wrong("write week of 17 March 2014, or 2014-W12", "a week needs a day in it: %q", whole)
	}
	if err != nil {
		return Value{}, err
	}
	first, _ := v.Bounds()
	return OfWeek(first.ISOWeek()).With(v.Doubt()), nil
}

func partOfPeriod(part, s, whole string) (Value, error) {
	v, err := typed(s, whole)
	if err != nil {
		return Value{}, err
	}
	switch part {
	case "early", "beginning of", "start of":
		return third(v, "START"), nil
	case "late", "end of":
		return third(v, "END"), nil
	}
	return third(v, "MID"), nil
}

func yearBC(digits string) (Value, error) {
	n, _ := strconv.Atoi(digits)
	if n == 0 {
		return Value{}, wrong("the year before 1 is 1 BC", "there was no year 0 BC")
	}
	return OfYear(1 - n), nil
}

// partOfYear reads "first quarter of 2014", "second half of 2014".
func partOfYear(ordinal, part, year, whole string) (Value, error) {
	n := map[string]int{"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}[ordinal]
	if part == "half" && n > 2 {
		return Value{}, wrong("write first half or second half", "a year has two halves: %q", whole)
	}
	if part == "half" {
		return fromParts("%s-%d", year, 39+n)
	}
	return fromParts("%s-%d", year, 32+n)
}

// fromParts parses EDTF that is put together from checked parts.
func fromParts(format string, args ...any) (Value, error) {
	v, err := Parse(fmt.Sprintf(format, args...))
	if err != nil {
		return Value{}, wrong("", "no such date: %s", err)
	}
	return v, nil
}

func pad(s string, n int) string { return strings.Repeat("0", max(0, n-len(s))) + s }

// rangeOf reads both ends of an interval. What the first leaves out it takes from the second: "20-21 March 2014",
// "March to May 2014".
func rangeOf(a, b, whole string) (Value, error) {
	to, err := typed(b, whole)
	if err != nil {
		return Value{}, err
	}
	from, err := typed(a, whole)
	if err != nil {
		from, err = typed(a+missingPart(a, b), whole)
	}
	if err != nil {
		return Value{}, err
	}
	return interval(from, to, whole)
}

var letters = pattern(`[a-z]+`)

// missingPart returns what the start of a range may have left to its end: the year, or the month and the year.
func missingPart(from, to string) string {
	fields := strings.Fields(to)
	year := fields[len(fields)-1]
	if letters().MatchString(from) {
		return " " + year
	}
	return " " + letters().FindString(to) + " " + year
}

func interval(from, to Value, whole string) (Value, error) {
	if from.Interval || to.Interval {
		return Value{}, notADate(whole)
	}
	first, _ := from.Bounds()
	_, last := to.Bounds()
	if last < first || from == to {
		return Value{}, wrong("write the earlier date first", "%q ends before it starts", whole)
	}
	doubt := from.Doubt() | to.Doubt()
	return Between(from, to).With(doubt), nil
}

func notADate(whole string) error {
	return wrong("write a date such as 2014-03-28, 28 March 2014 or March 2014", "%q is not a date that can be read", whole)
}

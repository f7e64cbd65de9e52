package date

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/olebedev/when"
	"github.com/olebedev/when/rules"
	"github.com/olebedev/when/rules/common"
	"github.com/olebedev/when/rules/en"
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
	if looksEDTF.MatchString(s) && !yearRange.MatchString(s) {
		if why := errors.Unwrap(err); why != nil {
			err = fmt.Errorf("no such date %s: %w", s, why)
		}
		return Value{}, wrong("write a date such as 2014-03-28, 2014-03 or March 28, 2014", "%s", err)
	}
	return typed(plainWords(s), s)
}

var (
	looksEDTF = regexp.MustCompile(`^-?\d\d[\dX][\dX]-[^Qq]\S*$|^-?\d\d[\dX][\dX][~?%]|/-?\d\d[\dX][\dX]-\S+$`)
	yearRange = regexp.MustCompile(`^\d{4} ?[-–—] ?\d{4}$`)
	yearFirst = regexp.MustCompile(`^([12]\d{3})[/.](\d{1,2})[/.](\d{1,2})$`)
	fraction  = regexp.MustCompile(`^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)[.,]\d{1,9}`)
	isoSpace  = regexp.MustCompile(`^(\d{4}-\d\d-\d\d) (\d\d:\d\d)`)
	isoZone   = regexp.MustCompile(`(\d) (?:UTC|GMT|Z)$|(\d) ([+-]\d\d:?\d\d)$`)
)

// isoSpelling brings the common spellings of ISO 8601 times to the one that EDTF has (level 0, date and time):
// "2014-03-28 15:04:05.123 +0200".
func isoSpelling(s string) string {
	if m := yearFirst.FindStringSubmatch(s); m != nil {
		return m[1] + "-" + pad(m[2], 2) + "-" + pad(m[3], 2)
	}
	if len(s) < 10 || s[4] != '-' {
		return s
	}
	s = fraction.ReplaceAllString(s, "$1")
	s = isoSpace.ReplaceAllString(s, "${1}T$2")
	if isoZone.MatchString(s) && !strings.ContainsAny(s[10:], "+") && strings.Count(s[10:], "-") == 0 {
		s = isoZone.ReplaceAllString(s, "${1}Z")
	}
	return strings.ReplaceAll(s, " ", "")
}

// A form is one way in which people write a date that is not a single date in words.
type form struct {
	kind    formKind
	pattern *regexp.Regexp
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
	{perhapsAbout, regexp.MustCompile(`^(?:perhaps|maybe|possibly|probably) (?:about|around) (.+)$`)},
	{about, regexp.MustCompile(`^(?:about|around|approximately|approx\.?|circa|ca?\.|~) ?(.+)$`)},
	{perhaps, regexp.MustCompile(`^(?:perhaps|maybe|possibly|probably) (.+)$`)},
	{until, regexp.MustCompile(`^(?:until|till|up to|by|before) (.+)$`)},
	{since, regexp.MustCompile(`^(?:since|after|from) (.+?) on(?:wards?)?$`)},
	{since, regexp.MustCompile(`^(?:since|after) (.+)$`)},
	{weekOf, regexp.MustCompile(`^(?:the )?week (?:of|beginning|starting) (.+)$`)},
	{partOf, regexp.MustCompile(`^(?:the )?(early|beginning of|start of|mid|middle of|late|end of)[ -](.+)$`)},
	{decadeForm, regexp.MustCompile(`^(?:the )?(\d{2,3}0)['’]?s$`)},
	{centuryForm, regexp.MustCompile(`^(?:the )?(\d{1,2})(?:st|nd|rd|th) century$`)},
	{beforeChrist, regexp.MustCompile(`^(\d{1,4}) ?(?:bc|bce|b\.c\.)$`)},
	{seasonForm, regexp.MustCompile(`^(?:the )?(spring|summer|autumn|fall|winter)(?: of|,)? (\d{4})$`)},
	{quarterForm, regexp.MustCompile(`^(?:the )?(first|second|third|fourth|1st|2nd|3rd|4th) (quarter|half)(?: of|,)? (\d{4})$`)},
	{quarterCode, regexp.MustCompile(`^q([1-4])[ /]?(\d{4})$`)},
	{yearQuarter, regexp.MustCompile(`^(\d{4})[ -]?q([1-4])$`)},
	{years, regexp.MustCompile(`^(\d{1,4}) ?[-–—] ?(\d{1,4})$`)},
	{rangeForm, regexp.MustCompile(`^(\d{1,2}) ?[-–—] ?(\d{1,2} .+)$`)},
	{daysOfMonth, regexp.MustCompile(`^([a-z]+\.?) (\d{1,2}) ?[-–—] ?(\d{1,2}),? (\d{4})$`)},
	{rangeForm, regexp.MustCompile(`^(?:from |between )?(.+?)(?: to | and | through | until | ?[–—] ?| - )(.+)$`)},
	{rangeForm, regexp.MustCompile(`^([a-z]+)-([a-z]+ \d{4})$`)},
}

// typed reads words in the form that plainWords leaves; whole is what the person typed, for the errors.
func typed(s, whole string) (Value, error) {
	for _, f := range forms {
		if m := f.pattern.FindStringSubmatch(s); m != nil {
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

var letters = regexp.MustCompile(`[a-z]+`)

// missingPart returns what the start of a range may have left to its end: the year, or the month and the year.
func missingPart(from, to string) string {
	fields := strings.Fields(to)
	year := fields[len(fields)-1]
	if letters.MatchString(from) {
		return " " + year
	}
	return " " + letters.FindString(to) + " " + year
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

// words of months and weekdays in Russian and Ukrainian, as the stems that all their cases start with.
var foreignMonths = [12][]string{
	{"январ", "січ"}, {"феврал", "лют"}, {"март", "берез"}, {"апрел", "квіт"}, {"май", "мая", "мае", "трав"}, {"июн", "черв"},
	{"июл", "лип"}, {"август", "серп"}, {"сентябр", "верес"}, {"октябр", "жовт"}, {"ноябр", "листопад"}, {"декабр", "груд"},
}

var foreignWeekdays = [7][]string{
	{"воскресень", "неділ"}, {"понедельник", "понеділ"}, {"вторник", "вівтор"}, {"сред", "серед"},
	{"четверг", "четвер"}, {"пятниц", "п'ятниц", "п’ятниц"}, {"суббот", "субот"},
}

// plainWords returns the words in lower case, months and weekdays in English, without what carries no meaning.
func plainWords(s string) string {
	words := strings.Fields(strings.ToLower(s))
	kept := words[:0]
	for _, w := range words {
		bare := strings.TrimRight(w, ".,")
		switch bare {
		case "г", "года", "р", "року", "год", "рік", "of", "the", "day":
			if w != "of" && w != "the" {
				continue
			}
		}
		kept = append(kept, englishName(w, bare))
	}
	return strings.Join(kept, " ")
}

func englishName(word, bare string) string {
	tail := word[len(bare):]
	for i, stems := range foreignMonths {
		if hasAnyPrefix(bare, stems) {
			return strings.ToLower(englishMonths[i]) + strings.TrimLeft(tail, ".")
		}
	}
	for i, stems := range foreignWeekdays {
		if hasAnyPrefix(bare, stems) {
			return strings.ToLower(time.Weekday(i).String()) + tail
		}
	}
	return word
}

func hasAnyPrefix(s string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// yearRule teaches when the one thing that it does not know: years. It runs last and sees the fields before they are
// put on the calendar, where the 31st of April would quietly become the 1st of May.
var yearRule = &rules.F{
	RegExp: regexp.MustCompile(`(?:\D|^)([12]\d{3})(?:\D|$)`),
	Applier: func(m *rules.Match, c *rules.Context, _ *rules.Options, _ time.Time) (bool, error) {
		year, err := strconv.Atoi(m.Captures[0])
		if err != nil {
			return false, err
		}
		c.Year = &year
		if c.Month != nil && c.Day != nil && (*c.Day < 1 || *c.Day > DaysIn(year, *c.Month)) {
			name := monthName(year, *c.Month)
			return false, wrong(fmt.Sprintf("%s has %d days", name, DaysIn(year, *c.Month)), "there is no %d %s", *c.Day, name)
		}
		return true, nil
	},
}

// typedParser is set up once and never changed; when's parsers may be used by many at a time once their options are set.
var typedParser = func() *when.Parser {
	p := when.New(&rules.Options{Distance: 3, MatchByOrder: true, Morning: 8, Noon: 12, Afternoon: 15, Evening: 18})
	p.Add(en.All...)
	p.Add(common.All...)
	p.Add(yearRule)
	return p
}()

// Two moments that differ in every field: what a reading of the same words has in common at both was stated by them.
var (
	oneMoment     = time.Date(1986, 5, 11, 3, 7, 9, 0, time.UTC)
	anotherMoment = time.Date(1991, 8, 23, 16, 44, 31, 0, time.UTC)
)

// filler is what stands between the parts of a date, and keeps when from taking them together.
var (
	filler   = regexp.MustCompile(`,| at | on | in `)
	midnight = regexp.MustCompile(`\b12(:\d\d)? ?a\.?m\b\.?`)
)

// single reads one date or time in words.
func single(s, whole string) (Value, error) {
	s, weekday := cutWeekday(s)
	s = strings.Join(strings.Fields(filler.ReplaceAllString(s, " ")), " ")
	s = midnight.ReplaceAllStringFunc(s, func(m string) string { // when takes 12 a.m. for noon
		if len(m) > 4 && m[2] == ':' {
			return "0" + m[2:5]
		}
		return "0:00"
	})
	s, zone, err := cutZoneName(s, whole)
	if err != nil {
		return Value{}, err
	}
	if s, err = slashOrder(s, whole); err != nil {
		return Value{}, err
	}
	a, err := readAt(s, oneMoment, whole)
	if err != nil {
		return Value{}, err
	}
	b, err := readAt(s, anotherMoment, whole)
	if err != nil {
		return Value{}, err
	}
	if a.Year() != b.Year() {
		return Value{}, relative(whole, a, b, weekday)
	}
	d := stated(a, b)
	d.Clock.HasZone, d.Clock.Zone = zone != nil, 0
	if d.Grain != Time {
		if zone != nil {
			return Value{}, notADate(whole)
		}
		d.Clock = Clock{}
	} else if zone != nil {
		d.Clock.Zone = *zone
	}
	if err := consumed(s, d, whole); err != nil {
		return Value{}, err
	}
	if err := weekdayFits(d, weekday); err != nil {
		return Value{}, err
	}
	return Value{From: d}, nil
}

// readAt reads words as when does at a moment.
func readAt(s string, now time.Time, whole string) (time.Time, error) {
	r, err := typedParser.Parse(s, now)
	if input := (*InputError)(nil); asInput(err, &input) {
		return time.Time{}, input
	}
	switch {
	case err == nil && r != nil:
		return r.Time, nil
	case relativeWord.MatchString(s):
		return time.Time{}, isRelative(whole)
	}
	return time.Time{}, notADate(whole)
}

// relativeWord finds what is said of a day from where the speaker stands, beyond what when knows.
var relativeWord = regexp.MustCompile(`(?:^| )(?:last|next|this|previous|coming|ago|recently|now|вчера|сегодня|завтра|назад|прошл|следующ|вчора|сьогодні|тому|минул|наступн)`)

func isRelative(whole string) error {
	return wrong("write the date itself, such as 2014-03-28", "%q is relative: relative to what?", whole)
}

func asInput(err error, target **InputError) bool {
	return errors.As(err, target)
}

// relative is the error for words whose meaning depends on when they are read.
func relative(whole string, a, b time.Time, weekday string) error {
	if weekday == "" && a.Month() == b.Month() && a.Month() != oneMoment.Month() {
		return wrong("add the year", "%q does not say the year", whole)
	}
	return isRelative(whole)
}

// stated keeps the fields that both readings share, from the year down.
func stated(a, b time.Time) Date {
	d := Date{Year: a.Year(), Grain: Year}
	if a.Month() != b.Month() {
		return d
	}
	d.Sub, d.Grain = uint8(a.Month()), Month
	if a.Day() != b.Day() {
		return d
	}
	d.Day, d.Grain = uint8(a.Day()), DayGrain
	if a.Hour() != b.Hour() {
		return d
	}
	d.Grain = Time
	d.Clock = Clock{Hour: uint8(a.Hour()), Minute: uint8(a.Minute())}
	return d
}

var (
	weekdayWord = regexp.MustCompile(`^(?:on )?(sun|mon|tue|wed|thu|fri|sat)(?:[a-z]*)[.,]* +(.*)$`)
	tokens      = regexp.MustCompile(`\d+|\pL+`)
	numberWord  = regexp.MustCompile(`^\d+$`)
)

// cutWeekday takes a weekday off the start of words that go on with a date: when would move the date to it.
func cutWeekday(s string) (rest, weekday string) {
	if m := weekdayWord.FindStringSubmatch(s); m != nil && strings.ContainsAny(m[2], "0123456789") {
		return m[2], m[1]
	}
	return s, ""
}

func weekdayFits(d Date, weekday string) error {
	if weekday == "" {
		return nil
	}
	if d.Grain > DayGrain {
		return wrong("", "a weekday needs a day")
	}
	first, _ := d.Bounds()
	is := first.Weekday().String()
	if strings.ToLower(is[:3]) != weekday {
		d.Grain = DayGrain
		return wrong("correct the day or leave the weekday out", "%s is a %s", Value{From: d}.Words("en"), is)
	}
	return nil
}

var zoneName = regexp.MustCompile(`^(.*?\d(?: ?[ap]\.?m\.?)?),? ?(utc|gmt|z|[a-z]{2,4}t)?([+−-]\d{1,2}(?::?\d\d)?)?$`)

// cutZoneName takes "UTC", "GMT" or "UTC+2" off the end of a time. Other names of zones mean different offsets in
// different places and seasons.
func cutZoneName(s, whole string) (rest string, zone *int16, err error) {
	m := zoneName.FindStringSubmatch(s)
	if m == nil || m[2] == "" && m[3] == "" || !strings.ContainsAny(m[1], ":apm") {
		return s, nil, nil
	}
	if m[2] != "utc" && m[2] != "gmt" && m[2] != "z" {
		return s, nil, nil
	}
	c := Clock{}
	if m[3] == "" {
		return m[1], &c.Zone, nil
	}
	offset := strings.ReplaceAll(strings.ReplaceAll(m[3], "−", "-"), ":", "")
	sign, digits := offset[:1], offset[1:]
	if len(digits) <= 2 {
		digits = pad(digits, 2) + "00"
	}
	if _, ok := c.cutZone("x" + sign + digits); !ok {
		return "", nil, wrong("write UTC+2 or +02:00", "no such time zone in %q", whole)
	}
	return m[1], &c.Zone, nil
}

var (
	slashed = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4})(.*)$`)
	dotted  = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(\d{4})(.*)$`)
)

// slashOrder brings numeric dates to day/month/year, which is how when reads them. With slashes it depends on the
// country which comes first, so that 03/04/2014 is an error; with points the day always does.
func slashOrder(s, whole string) (string, error) {
	m := dotted.FindStringSubmatch(s)
	withSlashes := m == nil
	if withSlashes {
		if m = slashed.FindStringSubmatch(s); m == nil {
			return s, nil
		}
	}
	day, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	year, _ := strconv.Atoi(m[3])
	if withSlashes && day <= 12 && month <= 12 && day != month {
		return "", wrong(fmt.Sprintf("write %s-%02d-%02d or %s-%02d-%02d", m[3], month, day, m[3], day, month),
			"%q can be read as day/month or month/day", whole)
	}
	if withSlashes && month > 12 {
		day, month = month, day
	}
	if month < 1 || month > 12 {
		return "", wrong("write the date as 2014-03-28", "there is no month %d in %q", month, whole)
	}
	if day < 1 || day > DaysIn(year, month) {
		name := monthName(year, month)
		return "", wrong(fmt.Sprintf("%s has %d days", name, DaysIn(year, month)), "there is no %d %s", day, name)
	}
	return fmt.Sprintf("%d %s %d%s", day, strings.ToLower(englishMonths[month-1]), year, m[4]), nil
}

// knownWords are those that a date may consist of, beside months, ordinals and numbers.
var knownWords = map[string]bool{
	"of": true, "the": true, "at": true, "on": true, "in": true, "am": true, "pm": true, "a": true, "p": true, "m": true,
	"st": true, "nd": true, "rd": true, "th": true, "d": true,
}

// consumed checks that every word and number that was typed is in the date: when skips what it does not know.
func consumed(s string, d Date, whole string) error {
	expected := map[int]int{d.Year: 1}
	if d.Grain <= DayGrain {
		expected[int(d.Day)]++
	}
	if d.Grain == Time {
		expected[int(d.Clock.Minute)]++
		expected[int(d.Clock.Hour)]++
		expected[(int(d.Clock.Hour)+11)%12+1]++
	}
	ordinals := 0
	for _, t := range tokens.FindAllString(s, -1) {
		if numberWord.MatchString(t) {
			n, err := strconv.Atoi(t)
			if err != nil || expected[n] == 0 {
				return notADate(whole)
			}
			expected[n]--
			continue
		}
		_, month := en.MONTH_OFFSET[t]
		_, ordinal := en.ORDINAL_WORDS[t]
		if ordinal || t == "twenty" || t == "thirty" {
			ordinals++
		}
		if !month && !ordinal && !knownWords[t] && t != "twenty" && t != "thirty" {
			return notADate(whole)
		}
	}
	if ordinals > 0 && d.Grain > DayGrain {
		return notADate(whole)
	}
	if d.Grain == DayGrain && ordinals == 0 && expected[int(d.Day)] > 0 {
		return notADate(whole)
	}
	return nil
}

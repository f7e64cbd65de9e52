package date

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/olebedev/when/rules/en"
)

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

// Two moments that differ in every field: what a reading of the same words has in common at both was stated by them.
var (
	oneMoment     = time.Date(1986, 5, 11, 3, 7, 9, 0, time.UTC)
	anotherMoment = time.Date(1991, 8, 23, 16, 44, 31, 0, time.UTC)
)

// filler is what stands between the parts of a date, and keeps when from taking them together.
var (
	filler   = pattern(`,| at | on | in `)
	midnight = pattern(`\b12(:\d\d)? ?a\.?m\b\.?`)
)

// single reads one date or time in words.
func single(s, whole string) (Value, error) {
	s, weekday := cutWeekday(s)
	s = strings.Join(strings.Fields(filler().ReplaceAllString(s, " ")), " ")
	s = midnight().ReplaceAllStringFunc(s, func(m string) string { // when takes 12 a.m. for noon
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
	t, ok, err := readTyped(s, now)
	if input := (*InputError)(nil); asInput(err, &input) {
		return time.Time{}, input
	}
	switch {
	case err == nil && ok:
		return t, nil
	case relativeWord().MatchString(s):
		return time.Time{}, isRelative(whole)
	}
	return time.Time{}, notADate(whole)
}

// relativeWord finds what is said of a day from where the speaker stands, beyond what when knows.
var relativeWord = pattern(`(?:^| )(?:last|next|this|previous|coming|ago|recently|now|вчера|сегодня|завтра|назад|прошл|следующ|вчора|сьогодні|тому|минул|наступн)`)

func isRelative(whole string) error {
	return wrong("write the date itself, such as 2014-03-28", "%q is relative: relative to what?", whole)
}

func asInput(err error, target **InputError) bool {
	return errors.As(err, target)
}

// relative is the error for words whose meaning depends on when they are read.
func relative(whole string, a, b time.Time, weekday string) error {
	if weekday == "" && a.Month() == b.Month() { // the two moments are in different months
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
	weekdayWord = pattern(`^(?:on )?(sun|mon|tue|wed|thu|fri|sat)(?:[a-z]*)[.,]* +(.*)$`)
	tokens      = pattern(`\d+|\pL+`)
	numberWord  = pattern(`^\d+$`)
)

// cutWeekday takes a weekday off the start of words that go on with a date: when would move the date to it.
func cutWeekday(s string) (rest, weekday string) {
	if m := weekdayWord().FindStringSubmatch(s); m != nil && strings.ContainsAny(m[2], "0123456789") {
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

var zoneName = pattern(`^(.*?\d(?: ?[ap]\.?m\.?)?),? ?(utc|gmt|z|[a-z]{2,4}t)?([+−-]\d{1,2}(?::?\d\d)?)?$`)

// cutZoneName takes "UTC", "GMT" or "UTC+2" off the end of a time. Other names of zones mean different offsets in
// different places and seasons.
func cutZoneName(s, whole string) (rest string, zone *int16, err error) {
	m := zoneName().FindStringSubmatch(s)
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
	slashed = pattern(`^(\d{1,2})/(\d{1,2})/(\d{4})(.*)$`)
	dotted  = pattern(`^(\d{1,2})\.(\d{1,2})\.(\d{4})(.*)$`)
)

// slashOrder brings numeric dates to day/month/year, which is how when reads them. With slashes it depends on the
// country which comes first, so that 03/04/2014 is an error; with points the day always does.
func slashOrder(s, whole string) (string, error) {
	m := dotted().FindStringSubmatch(s)
	withSlashes := m == nil
	if withSlashes {
		if m = slashed().FindStringSubmatch(s); m == nil {
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
	for _, t := range tokens().FindAllString(s, -1) {
		if numberWord().MatchString(t) {
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

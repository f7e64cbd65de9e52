package date

import (
	"errors"
	"math/rand"
	"strings"
	"sync"
	"testing"
)

func TestParseTyped(t *testing.T) {
	for in, want := range map[string]string{
		// EDTF, and the spellings of ISO 8601 near it
		"2014-03-28":               "2014-03-28",
		" 2014-03-28 ":             "2014-03-28",
		"2014-W13":                 "2014-W13",
		"../1954":                  "../1954",
		"2014-03-28 15:30":         "2014-03-28T15:30",
		"2014-03-28 15:30 UTC":     "2014-03-28T15:30Z",
		"2014-03-28T15:30:00.123Z": "2014-03-28T15:30:00Z",
		"2014-03-28T15:30:00+0200": "2014-03-28T15:30:00+02:00",
		"2014-03-28 15:30:00 +02":  "2014-03-28T15:30:00+02:00",
		"2014/03/28":               "2014-03-28",
		"2014.3.8":                 "2014-03-08",
		// the grain is what was typed
		"2014":                            "2014",
		"March 2014":                      "2014-03",
		"2014, March":                     "2014-03",
		"Sept. 2014":                      "2014-09",
		"28 March 2014":                   "2014-03-28",
		"March 28, 2014":                  "2014-03-28",
		"Mar 28 2014":                     "2014-03-28",
		"28th of March 2014":              "2014-03-28",
		"the twenty-eighth of March 2014": "2014-03-28",
		"first of May 2014":               "2014-05-01",
		"Friday, March 28, 2014":          "2014-03-28",
		"Fri 28 Mar 2014":                 "2014-03-28",
		"March 28, 2014 3pm":              "2014-03-28T15:00",
		"14 May 2014 at 3:05 pm":          "2014-05-14T15:05",
		"28 March 2014 15:30":             "2014-03-28T15:30",
		"14:30 on 28 March 2014":          "2014-03-28T14:30",
		"28 March 2014, 15:30 UTC+2":      "2014-03-28T15:30+02:00",
		"28 March 2014, 15:30 GMT":        "2014-03-28T15:30Z",
		"28 March 2014 12am":              "2014-03-28T00:00",
		"28 March 2014 12:15 am":          "2014-03-28T00:15",
		"28 March 2014 12pm":              "2014-03-28T12:00",
		// numbers alone
		"28/03/2014": "2014-03-28",
		"3/28/2014":  "2014-03-28",
		"5/5/2014":   "2014-05-05",
		"28.03.2014": "2014-03-28",
		"03.04.2014": "2014-04-03",
		// Russian and Ukrainian
		"28 марта 2014 г.":             "2014-03-28",
		"28 марта 2014 года":           "2014-03-28",
		"март 2014":                    "2014-03",
		"пятница, 28 марта 2014":       "2014-03-28",
		"28 березня 2014 року":         "2014-03-28",
		"п'ятниця, 28 березня 2014 р.": "2014-03-28",
		"листопад 2013":                "2013-11",
		// stretches of time
		"20-21 March 2014":                "2014-03-20/2014-03-21",
		"20–21 March 2014":                "2014-03-20/2014-03-21",
		"March 20-21, 2014":               "2014-03-20/2014-03-21",
		"20 March - 2 April 2014":         "2014-03-20/2014-04-02",
		"March 20, 2014 to April 2, 2014": "2014-03-20/2014-04-02",
		"from March to May 2014":          "2014-03/2014-05",
		"March–May 2014":                  "2014-03/2014-05",
		"2013-2014":                       "2013/2014",
		"2013 to March 2014":              "2013/2014-03",
		"until 1954":                      "../1954",
		"since March 2014":                "2014-03/..",
		"early March 2014":                "2014-03-01/2014-03-10",
		"mid-March 2014":                  "2014-03-11/2014-03-20",
		"end of 2014":                     "2014-09/2014-12",
		"week of 17 March 2014":           "2014-W12",
		"spring 2014":                     "2014-21",
		"fall of 2014":                    "2014-23",
		"first quarter of 2014":           "2014-33",
		"Q3 2014":                         "2014-35",
		"2014-Q3":                         "2014-35",
		"second half of 2014":             "2014-41",
		"the 1990s":                       "199X",
		"1990's":                          "199X",
		"the 20th century":                "19XX",
		"44 BC":                           "-0043",
		// doubt
		"about 21 March 2014":    "2014-03-21~",
		"c. 1954":                "1954~",
		"perhaps May 2014":       "2014-05?",
		"perhaps about 2014":     "2014%",
		"about 20-21 March 2014": "2014-03-20~/2014-03-21~",
	} {
		v, err := ParseTyped(in)
		if err != nil || v.String() != want {
			t.Errorf("%q is %q, %v; want %q", in, v, err, want)
		}
	}
}

func TestParseTypedErrors(t *testing.T) {
	for in, want := range map[string][2]string{
		"":                                {"empty", "2014-03-28"},
		"2014-02-30":                      {"February 2014 has 28 days", ""},
		"31 April 2014":                   {"there is no 31 April 2014", "April 2014 has 30 days"},
		"Feb. 29, 2014":                   {"there is no 29 February 2014", "28 days"},
		"31.04.2014":                      {"there is no 31 April 2014", "30 days"},
		"30-31 April 2014":                {"there is no 31 April 2014", "30 days"},
		"0 March 2014":                    {"there is no 0 March 2014", "31 days"},
		"40.13.2014":                      {"no month 13", ""},
		"Saturday, March 28, 2014":        {"28 March 2014 is a Friday", "correct the day"},
		"yesterday":                       {"relative to what?", "the date itself"},
		"today":                           {"relative to what?", ""},
		"tomorrow at 5pm":                 {"relative to what?", ""},
		"Friday":                          {"relative to what?", ""},
		"last Friday":                     {"relative to what?", ""},
		"5 days ago":                      {"relative to what?", ""},
		"in two weeks":                    {"relative to what?", ""},
		"last week":                       {"relative to what?", ""},
		"last month":                      {"relative to what?", ""},
		"next year":                       {"relative to what?", ""},
		"noon":                            {"relative to what?", ""},
		"вчера":                           {"relative to what?", ""},
		"сьогодні":                        {"relative to what?", ""},
		"March 28":                        {"does not say the year", "add the year"},
		"28 марта":                        {"does not say the year", "add the year"},
		"May 28":                          {"does not say the year", "add the year"},
		"March":                           {"does not say the year", "add the year"},
		"March 28, 14":                    {"year", "year"},
		"03/04/2014":                      {"day/month or month/day", "2014-04-03 or 2014-03-04"},
		"21-20 March 2014":                {"ends before it starts", "earlier date first"},
		"2014-2013":                       {"ends before it starts", ""},
		"20-20 March 2014":                {"ends before it starts", ""},
		"foo":                             {"not a date", ""},
		"28 March 2014 foo":               {"not a date", ""},
		"foo 28 March 2014":               {"not a date", ""},
		"28 29 March 2014":                {"not a date", ""},
		"second 2014":                     {"not a date", ""},
		"28th 2014":                       {"not a date", ""},
		"14-15":                           {"not a date", ""},
		"2014 troops":                     {"not a date", ""},
		"week of March 2014":              {"needs a day", "2014-W12"},
		"third half of 2014":              {"two halves", ""},
		"28 March 2014 25:30":             {"not a date", ""},
		"28 March 2014 15:30 EST":         {"not a date", ""},
		strings.Repeat("March 2014 ", 99): {"too long", ""},
		"\x00":                            {"not a date", ""},
		"\xff\xfe":                        {"not a date", ""},
	} {
		v, err := ParseTyped(in)
		var input *InputError
		switch {
		case !errors.As(err, &input):
			t.Errorf("%q is read as %q, %v", in, v, err)
		case !strings.Contains(input.Message, want[0]) || !strings.Contains(input.Hint, want[1]):
			t.Errorf("%q: %q, hint %q; want %q, %q", in, input.Message, input.Hint, want[0], want[1])
		case !v.IsZero():
			t.Errorf("%q is an error and %s", in, v)
		}
	}
}

// randomValue makes a value of a kind that Words writes out in full.
func randomValue(r *rand.Rand) Value {
	day := NewDay(1900+r.Intn(200), 1+r.Intn(12), 1+r.Intn(28))
	year, month, _ := day.Civil()
	v := OfDay(day)
	switch r.Intn(12) {
	case 0:
		v = OfMonth(year, month)
	case 1:
		v = OfYear(year)
	case 2:
		v = OfWeek(day.ISOWeek())
	case 3:
		v = Value{From: Date{Year: year, Grain: Season, Sub: uint8([]int{21, 22, 23, 24, 33, 34, 35, 36, 40, 41}[r.Intn(10)])}}
	case 4:
		v = Value{From: Date{Year: year / 10 * 10, Grain: Decade}}
	case 5:
		v = Value{From: Date{Year: year / 100 * 100, Grain: Century}}
	case 6:
		v = Days(day, day+1+Day(r.Intn(500)))
	case 7:
		v = Value{Interval: true, To: v.From}
	case 8:
		v = Value{Interval: true, From: v.From}
	case 9:
		v = Between(OfYear(year), OfYear(year+1+r.Intn(9)))
	case 10:
		v.From.Grain = Time
		v.From.Clock = Clock{Hour: uint8(r.Intn(24)), Minute: uint8(r.Intn(60)), HasZone: r.Intn(2) == 0}
	}
	return v.With(Doubt(r.Intn(4)))
}

// What Words writes in English, ParseTyped reads.
func TestTypedReadsWords(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 3000 {
		v := randomValue(r)
		if got, err := ParseTyped(v.Words("en")); err != nil || got != v {
			t.Fatalf("%s is written %q, which is read as %s, %v", v, v.Words("en"), got, err)
		}
	}
}

func FuzzParseTyped(f *testing.F) {
	for _, s := range append(seeds, "March 28, 2014 3pm", "20-21 March 2014", "about 1954", "28 марта 2014 г.", "week of 17 March 2014",
		"Friday, March 28, 2014", "03/04/2014", "31 April 2014", "5 days ago", "12:15 am 1 May 2014", "28 March 2014, 15:30 UTC+2", "to to to", "- - -") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := ParseTyped(s)
		var input *InputError
		switch {
		case err == nil && v.IsZero():
			t.Fatalf("%q is read as nothing", s)
		case err != nil && (!errors.As(err, &input) || input.Message == "" || !v.IsZero()):
			t.Fatalf("%q: %v, %s", s, err, v)
		case err == nil:
			if again, err := ParseTyped(v.String()); err != nil || again.String() != v.String() {
				t.Fatalf("%q is %s, which is read as %s, %v", s, v, again, err)
			}
			if first, last := v.Bounds(); first > last {
				t.Fatalf("%q is %s, which ends before it starts", s, v)
			}
		}
	})
}

// Dates are read in many goroutines at once.
func TestParseTypedParallel(t *testing.T) {
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 50 {
				if v, err := ParseTyped("Friday, March 28, 2014 3pm"); err != nil || v.String() != "2014-03-28T15:00" {
					t.Errorf("%s, %v", v, err)
				}
			}
		})
	}
	wait.Wait()
}

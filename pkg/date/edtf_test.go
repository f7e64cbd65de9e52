package date

import (
	"encoding/json"
	"math/rand"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		in          string
		grain       Grain
		first, last string
	}{
		{"2014-03-28", DayGrain, "2014-03-28", "2014-03-28"},
		{"2014-03-28T09:30Z", Time, "2014-03-28", "2014-03-28"},
		{"2014-03-28T09:30:15+02:00", Time, "2014-03-28", "2014-03-28"},
		{"2014-03-28T09:30:15-05:30", Time, "2014-03-28", "2014-03-28"},
		{"2014-W13", Week, "2014-03-24", "2014-03-30"},
		{"2015-W53", Week, "2015-12-28", "2016-01-03"},
		{"2014-02", Month, "2014-02-01", "2014-02-28"},
		{"2016-02", Month, "2016-02-01", "2016-02-29"},
		{"2014-21", Season, "2014-03-01", "2014-05-31"},
		{"2014-24", Season, "2014-12-01", "2015-02-28"},
		{"2014-29", Season, "2014-09-01", "2014-11-30"},
		{"2014-33", Season, "2014-01-01", "2014-03-31"},
		{"2014-36", Season, "2014-10-01", "2014-12-31"},
		{"2014-39", Season, "2014-09-01", "2014-12-31"},
		{"2014-41", Season, "2014-07-01", "2014-12-31"},
		{"2014", Year, "2014-01-01", "2014-12-31"},
		{"-0043", Year, "-0043-01-01", "-0043-12-31"},
		{"Y12014", Year, "Y12014-01-01", "Y12014-12-31"},
		{"Y-12014", Year, "Y-12014-01-01", "Y-12014-12-31"},
		{"199X", Decade, "1990-01-01", "1999-12-31"},
		{"-199X", Decade, "-1999-01-01", "-1990-12-31"},
		{"19XX", Century, "1900-01-01", "1999-12-31"},
		{"2014-03-21~", DayGrain, "2014-03-21", "2014-03-21"},
		{"2014?", Year, "2014-01-01", "2014-12-31"},
		{"2014-03%", Month, "2014-03-01", "2014-03-31"},
		{"2014-03-20/2014-03-21", Range, "2014-03-20", "2014-03-21"},
		{"2014-03/2014-05", Range, "2014-03-01", "2014-05-31"},
		{"../1954", Range, "open", "1954-12-31"},
		{"2014-04/..", Range, "2014-04-01", "open"},
	} {
		v, err := Parse(c.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", c.in, err)
			continue
		}
		first, last := v.Bounds()
		if v.String() != c.in || v.Grain() != c.grain || dayOr(first, OpenStart) != c.first || dayOr(last, OpenEnd) != c.last {
			t.Errorf("Parse(%q) = %s %s %s..%s, want %s %s..%s", c.in, v, v.Grain(), dayOr(first, OpenStart), dayOr(last, OpenEnd), c.grain, c.first, c.last)
		}
	}
}

func dayOr(d, open Day) string {
	if d == open {
		return "open"
	}
	return d.String()
}

// What does not exist is an error that says why.
func TestParseErrors(t *testing.T) {
	for in, why := range map[string]string{
		"":                       "four digits",
		"2014-02-30":             "February 2014 has 28 days",
		"2014-04-31":             "April 2014 has 30 days",
		"2014-00":                "no month 00",
		"2014-13":                "no month 13",
		"2014-42":                "no month 42",
		"2014-21-01":             "follows a month",
		"2014-3-28":              "month has two digits",
		"2014-03-2":              "day has two digits",
		"2014-W54":               "weeks 01 to 52",
		"2014-W00":               "weeks 01 to 52",
		"2014-03T10:00":          "a time needs a day",
		"2014-03-28T25:00":       "no time 25:00",
		"2014-03-28T24:01":       "no time 24:01",
		"2014-03-28T9:00":        "hh:mm",
		"2014-03-28T09:00+2:00":  "hh:mm",
		"2014-03-28T09:00+0:200": "hh:mm",
		"2014-03-28T09:00+15:00": "hh:mm",
		"14-03-28":               "four digits",
		"201":                    "four digits",
		"20145":                  "after the year",
		"Y2014":                  "more than four digits",
		"Y99999999":              "more than four digits",
		"XXXX":                   "four digits",
		"2014-03-28/2014-03-27":  "ends before it starts",
		"/":                      "says nothing",
		"../..":                  "says nothing",
		"2014/2015/2016":         "after the year",
		"199X-03":                "after the year",
		"2014-03-28x":            "day has two digits",
		"٢٠١٤":                   "four digits",
	} {
		if v, err := Parse(in); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("Parse(%q) = %s, %v; want an error with %q", in, v, err, why)
		}
	}
}

func TestJSON(t *testing.T) {
	type x struct{ V Value }
	for _, s := range []string{"", "2014-03-28", "../1954", "2014-W13~"} {
		in := x{}
		if err := json.Unmarshal([]byte(`{"V":"`+s+`"}`), &in); err != nil {
			t.Fatal(err)
		}
		if out, _ := json.Marshal(in); string(out) != `{"V":"`+s+`"}` {
			t.Errorf("%q comes back as %s", s, out)
		}
	}
	if err := json.Unmarshal([]byte(`{"V":"2014-02-30"}`), &x{}); err == nil {
		t.Error("a day that does not exist was read from JSON")
	}
}

// Compare is a total order that puts the unknown date last.
func TestCompare(t *testing.T) {
	order := []string{
		"-0043", "../1954", "1954-03-01", "199X", "2013", "2014-W01", "2014", "2014-03", "2014-03-28T09:30Z", "2014-03-28T09:31Z", "2014-03-29", "2014-03-29/..", "",
	}
	var values []Value
	for _, s := range order {
		var v Value
		if err := v.UnmarshalText([]byte(s)); err != nil {
			t.Fatal(err)
		}
		values = append(values, v)
	}
	// "2014-W01" begins on 2013-12-30 and "../1954" is placed at its end.
	want := []string{"-0043", "1954-03-01", "../1954", "199X", "2013", "2014-W01", "2014", "2014-03", "2014-03-28T09:30Z", "2014-03-28T09:31Z", "2014-03-29", "2014-03-29/..", ""}
	random := rand.New(rand.NewSource(1))
	for range 20 {
		random.Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
		sortValues(values)
		for i, v := range values {
			if v.String() != want[i] {
				t.Fatalf("position %d is %q, want %q", i, v, want[i])
			}
		}
	}
	for _, a := range values {
		for _, b := range values {
			if Compare(a, b) != -Compare(b, a) || (Compare(a, b) == 0) != (a == b) {
				t.Errorf("Compare(%s, %s) = %d and back %d", a, b, Compare(a, b), Compare(b, a))
			}
		}
	}
}

func sortValues(v []Value) {
	for i := range v {
		for j := i; j > 0 && Compare(v[j], v[j-1]) < 0; j-- {
			v[j], v[j-1] = v[j-1], v[j]
		}
	}
}

func TestContainsOverlaps(t *testing.T) {
	for _, c := range []struct {
		a, b               string
		contains, overlaps bool
	}{
		{"2014-03", "2014-03-28", true, true},
		{"2014-03-28", "2014-03", false, true},
		{"2014-W13", "2014-03-30", true, true},
		{"2014-W13", "2014-03-31", false, false},
		{"../1954", "1954-12-31", true, true},
		{"../1954", "1955", false, false},
		{"2014-03-20/2014-03-21", "2014-03-21/2014-03-22", false, true},
		{"2014/..", "2020", true, true},
	} {
		a, _ := Parse(c.a)
		b, _ := Parse(c.b)
		if a.Contains(b) != c.contains || a.Overlaps(b) != c.overlaps || b.Overlaps(a) != c.overlaps {
			t.Errorf("%s, %s: contains %v, overlaps %v", c.a, c.b, a.Contains(b), a.Overlaps(b))
		}
	}
}

// seeds are written forms of every kind, for the fuzz targets.
var seeds = []string{
	"2014-03-28", "2014-03-28T09:30Z", "2014-03-28T09:30:15+02:00", "2014-W13", "2014-03", "2014-21", "2014", "-0043", "Y12014", "Y-12014",
	"199X", "-199X", "19XX", "2014-03-21~", "2014?", "2014-03%", "2014-03-20/2014-03-21", "../1954", "2014-04/..", "2014-02-30", "2014-03-28T24:00",
	"", "/", "T", "~", "-", "Y", "X", "2014-03-28/", "0000", "-0000", "00XX", "000X",
}

// What Parse reads, String writes, and Parse reads the same again.
func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := Parse(s)
		if err != nil {
			return
		}
		written := v.String()
		again, err := Parse(written)
		if err != nil || again != v && again.String() != written {
			t.Fatalf("%q is %#v, written %q, read again as %#v, %v", s, v, written, again, err)
		}
		first, last := v.Bounds()
		if first > last {
			t.Fatalf("%q starts on %s and ends on %s", s, first, last)
		}
		for _, lang := range []string{"en", "ru", "uk", "xx"} {
			if v.Words(lang) == "" {
				t.Fatalf("%q has no words in %s", s, lang)
			}
		}
	})
}

package site

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"timeline/pkg/date"
)

func TestPlace(t *testing.T) {
	for _, c := range []struct {
		date        string
		year, month int
		datetime    string
		look        string
	}{
		{"2014-03-28", 2014, 3, "2014-03-28", "g-day"},
		{"2014-03-28T09:30", 2014, 3, "2014-03-28", "g-time"},
		{"2014-03-21~", 2014, 3, "2014-03-21", "g-day doubt"},
		{"2014-W12", 2014, 3, "2014-W12", "g-week"},
		{"2014-03", 2014, 3, "2014-03", "g-month"},
		{"2014-21", 2014, 0, "", "g-season"},
		{"2014", 2014, 0, "2014", "g-year"},
		{"199X", 1990, 0, "", "g-decade"},
		{"../1954", 1954, 0, "", "g-range open past"},
		{"../2014-03-02", 2014, 3, "", "g-range open past"},
		{"2014-04/..", 2014, 4, "", "g-range open"},
		{"2014-03-20/2014-03-21", 2014, 3, "", "g-range"},
		{"0044-03-15", 44, 3, "0044-03-15", "g-day"},
		{"", noYear, 0, "", "g-none"},
	} {
		v := date.Value{}
		if c.date != "" {
			v = day(c.date)
		}
		y, m := place(v)
		if y != c.year || m != c.month || datetime(v) != c.datetime || look(v) != c.look {
			t.Errorf("%q: place %d-%d, datetime %q, look %q; want %d-%d, %q, %q", c.date, y, m, datetime(v), look(v), c.year, c.month, c.datetime, c.look)
		}
	}
}

func TestPieces(t *testing.T) {
	for _, c := range []struct{ text, quotes, want string }{
		{"One. Two. Three.", "Two.", "One. [Two.] Three."},
		{"One. Two. Three.", "One.|Three.", "[One.] Two. [Three.]"},
		{"One. Two.", "Four.", "One. Two."},
		{"Twofold. Two.", "Two", "Twofold. [Two]."}, // no quote begins or ends inside a word
		{"One. One.", "One.|One.", "[One.] [One.]"},
		{"One two three.", "One two|two three.", "[One two] three."}, // an overlap stays for the list below
		{"Один. Два.", "Два.", "Один. [Два.]"},
	} {
		var quotes []*quote
		for _, q := range strings.Split(c.quotes, "|") {
			quotes = append(quotes, &quote{Text: q})
		}
		var b strings.Builder
		for _, p := range pieces(c.text, quotes, map[*quote]bool{}) {
			if p.Quote != nil {
				fmt.Fprintf(&b, "[%s]", p.Text)
			} else {
				b.WriteString(p.Text)
			}
		}
		if b.String() != c.want {
			t.Errorf("%q with %q: %q, want %q", c.text, c.quotes, b.String(), c.want)
		}
	}
}

// TestStrip holds the drawing to its shape: columns in order without an overlap, every bar inside, every event drawn once,
// a break where years are missing.
func TestStrip(t *testing.T) {
	for name, in := range map[string]Input{"fixture": fixture(), "long": generate(400, 9)} {
		w, _ := newWords("en", nil)
		m, _ := newModel(in, w)
		s := m.newStrip(m.Events, byYear, func(e *event) string { return e.ID }, func(e *event) string { return e.ID })
		end := 0.0
		for _, c := range s.Columns {
			if c.x < end-1e-9 || c.w <= 0 || c.x+c.w > 100+1e-9 {
				t.Errorf("%s: column %s at %v, %v wide, after %v", name, c.Label, c.x, c.w, end)
			}
			end = c.x + c.w
		}
		drawn := map[string]int{}
		for _, b := range append(s.Bars, s.Spans...) {
			drawn[b.Href]++
			if b.x < 0 || b.x+b.w > 101 || b.y < 0 || b.y+b.h > float64(s.Height) {
				t.Errorf("%s: the bar of %s leaves the drawing: %+v", name, b.Href, b)
			}
		}
		for _, e := range m.Events {
			if drawn[e.ID] != 1 {
				t.Errorf("%s: %s is drawn %d times", name, e.ID, drawn[e.ID])
			}
		}
		if name == "fixture" && len(s.Breaks) != 4 {
			t.Errorf("%d breaks, want those before 1954, 1991, 2012 and 2021: %+v", len(s.Breaks), s.Breaks)
		}
	}
}

func TestLabelsDoNotTouch(t *testing.T) {
	w, _ := newWords("en", nil)
	m, _ := newModel(fixture(), w)
	s := m.newStrip(m.Events, byYear, func(*event) string { return "" }, func(*event) string { return "" })
	end := -10.0
	for _, c := range s.Columns {
		if c.Wide != "" {
			continue // not on a phone
		}
		half := 2.6 * float64(len(c.Label)) / 2
		if c.x+c.w/2-half < end-1e-9 {
			t.Errorf("the label %s touches the one before it", c.Label)
		}
		end = c.x + c.w/2 + half
	}
	if end < 0 {
		t.Error("no label on a phone")
	}
}

// TestGatherer finds in every text the words that tokens finds, by whatever way.
func TestGatherer(t *testing.T) {
	for _, text := range []string{
		"Putin’s CALL, 28 March — “at once”…", "Зеленський їде, U.S.-led", "naïve café", "A\u2070B\u203fC \u2040d", "e\xe2\x80", "",
		strings.Repeat("Ab", longestWord) + " x " + strings.Repeat("é", longestWord), "can't\tstop\x00now 1,000",
	} {
		g := gatherer{numbers: map[string]uint32{}, read: 1}
		g.add(text, 1)
		got, want := slices.Sorted(maps.Keys(g.numbers)), slices.Compact(slices.Sorted(slices.Values(tokens(text))))
		if !slices.Equal(got, want) {
			t.Errorf("words of %q: %q, want %q", text, got, want)
		}
		for i, n := range g.list {
			if n != 2*uint32(i)+1 {
				t.Errorf("the list of %q is %v", text, g.list)
			}
		}
		if len(g.list) != len(want) {
			t.Errorf("the list of %q has %d words, want %d", text, len(g.list), len(want))
		}
	}
}

func TestSearchWords(t *testing.T) {
	for s, want := range map[string]string{
		"Putin’s CALL, 28 March": "putin s call 28 march", "Зеленський їде": "зеленськии іде", "naïve café": "naive cafe", "—…—": "",
	} {
		if got := strings.Join(tokens(s), " "); got != want {
			t.Errorf("words of %q: %q, want %q", s, got, want)
		}
	}
	if got := string(appendDeltas(nil, []uint32{3, 4, 9})); got != "[3,1,5]" {
		t.Errorf("deltas %s", got)
	}
}

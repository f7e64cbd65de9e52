package timex

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"timeline/pkg/date"
)

// FuzzTag holds that any text is tagged without a panic, and that spans lie within the text, between runes, in order
// and without overlap.
func FuzzTag(f *testing.F) {
	g, err := New("en")
	if err != nil {
		f.Fatal(err)
	}
	for _, rule := range g.rules {
		for _, ex := range examplesOf(f, rule) {
			sentence, _, _ := marked(ex.text)
			f.Add(sentence)
		}
	}
	for _, s := range []string{"’98 ½ 2½", "Feb.", "31 June 30/2/2014 2014-02-30 99/99/99", "a.m. p.m. B.C. 480", "\xff\xfe 2014 \xe2\x80", "12:99 24:00 25:61 12:30:61"} {
		f.Add(s)
	}
	dct, _ := date.Parse("2014-02-28")
	f.Fuzz(func(t *testing.T, s string) {
		for _, in := range []Input{{Text: s, DCT: dct}, {Text: s}, {Text: story + s, DCT: dct, Terse: true}} {
			checkSpans(t, in.Text, g.Tag(in))
		}
	})
}

func checkSpans(t *testing.T, s string, mentions []Mention) {
	last := 0
	for _, m := range mentions {
		if m.Start < last || m.End <= m.Start || m.End > len(s) {
			t.Fatalf("span %v after %d in %q", m.Span, last, s)
		}
		if utf8.ValidString(s) && !utf8.ValidString(m.Of(s)) {
			t.Fatalf("span %v cuts a rune of %q", m.Span, s)
		}
		if m.Value == "" || m.Type == "" || m.Rule == "" {
			t.Fatalf("%q has no value, type or rule: %+v", m.Of(s), m)
		}
		if v, err := date.Parse(m.Date.String()); !m.Date.IsZero() && (err != nil || v != m.Date) {
			t.Fatalf("%q has the date %s, read back as %s: %v", m.Of(s), m.Date, v, err)
		}
		last = m.End
	}
}

// TestLinear holds that twice the text takes about twice the time, for texts made to be hard.
func TestLinear(t *testing.T) {
	g, err := New("en")
	if err != nil {
		t.Fatal(err)
	}
	dct, _ := date.Parse("2014-02-28")
	const size = 1 << 16
	for _, unit := range []string{"last ", "1", "12 ", "1,", "a", "a.", "Monday-Tuesday-", "the day before ", "two hundred and ", "twenty-",
		"March 1 to ", "'", "\n", "\n \n", "2014-", "1/2/", "early late ", "é", "…", "the first half of the ", "1914-18 ", "said "} {
		t.Run(unit, func(t *testing.T) {
			text := strings.Repeat(unit, 2*size/len(unit)+1)[:2*size]
			tag := func(s string) float64 {
				best := 0.0
				for range 3 {
					before := cpuTime()
					checkSpans(t, s, g.Tag(Input{Text: s, DCT: dct}))
					if spent := (cpuTime() - before).Seconds(); best == 0 || spent < best {
						best = spent
					}
				}
				return best
			}
			tag(text[:1<<12])
			half, whole := tag(text[:size]), tag(text)
			if whole > 4*half+0.05 {
				t.Errorf("%d bytes take %.3f s, twice as many %.3f s", size, half, whole)
			}
			if whole > 3 {
				t.Errorf("%d bytes take %.1f s", 2*size, whole)
			}
		})
	}
}

// TestNoTimeNoMemory holds that sentences without a word of time allocate nothing.
func TestNoTimeNoMemory(t *testing.T) {
	g, err := New("en")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Repeat("Mr. Lavrov met the envoys of 14,000 people (said the U.S. side), “and left”. They wept! Why? ", 500)
	s := newScanner(g.grammar)
	s.recognise(text)
	if n := testing.AllocsPerRun(20, func() { s.recognise(text) }); n > 0 {
		t.Errorf("%v allocations for %d bytes without a word of time", n, len(text))
	}
	if found := s.recognise(text); len(found) > 0 {
		t.Errorf("%d expressions where there are none", len(found))
	}
}

// TestConcurrent holds that a tagger may be used by many at once and that each gets the same.
func TestConcurrent(t *testing.T) {
	g, err := New("en")
	if err != nil {
		t.Fatal(err)
	}
	dct, _ := date.Parse("2014-03-28")
	text := strings.Repeat("They met on Tuesday, two weeks ago, in March 1998 and again last May. ", 50)
	want := len(g.Tag(Input{Text: text, DCT: dct}))
	done := make(chan int)
	for range 8 {
		go func() { done <- len(g.Tag(Input{Text: text, DCT: dct})) }()
	}
	for range 8 {
		if got := <-done; got != want {
			t.Errorf("%d mentions, want %d", got, want)
		}
	}
}

// TestBatches holds that the batches of a text follow each other without a gap, and that one batch is what Tag returns.
func TestBatches(t *testing.T) {
	g, err := New("en")
	if err != nil {
		t.Fatal(err)
	}
	dct, _ := date.Parse("2014-03-28")
	in := Input{Text: strings.Repeat("They met on Tuesday, two weeks ago, in March 1998 and again last May. ", 50), DCT: dct}
	whole := g.Tag(in)
	for _, size := range []int{1, 7, len(whole) + 1} {
		var mentions []Mention
		at, batches := 0, 0
		for b := range g.batches(in, size) {
			if b.Start != at {
				t.Fatalf("a batch begins at %d, the last one ended at %d", b.Start, at)
			}
			at = b.End
			mentions = append(mentions, b.Mentions...)
			batches++
		}
		checkSpans(t, in.Text, mentions)
		if at != len(in.Text) || len(mentions) < len(whole) {
			t.Errorf("batches of %d: %d mentions in %d bytes, want %d in %d", size, len(mentions), at, len(whole), len(in.Text))
		}
		if size > len(whole) && (batches != 1 || !slices.EqualFunc(mentions, whole, func(a, b Mention) bool { return a.Span == b.Span && a.Value == b.Value })) {
			t.Errorf("%d batches differ from Tag", batches)
		}
	}
	for b := range g.Batches(Input{}) {
		if len(b.Mentions) != 0 {
			t.Error("mentions in no text")
		}
	}
}

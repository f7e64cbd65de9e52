package site

import (
	"bytes"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"timeline/pkg/timeline"
)

// index returns the files of the search index, planned with what a lexicon knows.
func index(t *testing.T, in Input, l *Lexicon) map[string]string {
	t.Helper()
	in.Lexicon = l
	files, _ := Plan(in)
	made := map[string]string{}
	var buf bytes.Buffer
	for i := range files {
		if strings.HasPrefix(files[i].Path, "assets/search/") {
			buf.Reset()
			if problems := files[i].Make(&buf); problems != nil {
				t.Fatal(problems)
			}
			made[files[i].Path] = buf.String()
		}
	}
	return made
}

// TestLexicon plans timelines one after the other with one lexicon, as a file or in memory, and each as if it were the first.
func TestLexicon(t *testing.T) {
	some, other := generate(300, 1), generate(200, 2)
	other.Timeline.Events = append(other.Timeline.Events, fixture().Timeline.Events...)
	changed := generate(300, 1)
	changed.Timeline.Events[7].Title = "An aardvark signs the zeugma"
	changed.Timeline.Sources[3].Publisher = "The Renamed Quay"
	changed.Timeline.Events = slices.Delete(changed.Timeline.Events, 100, 103)
	none := generate(300, 1)
	none.Timeline.Events = nil
	l := new(Lexicon)
	for i, in := range []Input{some, changed, other, none, some, some} {
		if got, want := index(t, in, l), index(t, in, nil); !maps.Equal(got, want) {
			t.Errorf("timeline %d: the index is another one with a lexicon", i)
		}
		if data := l.Bytes(); data != nil {
			l = ReadLexicon(string(data))
		}
		if l.Bytes() != nil {
			t.Errorf("timeline %d: a lexicon that was just read has something new", i)
		}
	}
	if index(t, some, l); l.Bytes() != nil {
		t.Error("the same timeline again has something new")
	}
}

// TestDamagedLexicon reads a lexicon with bytes that are altered, cut off or made up: whatever it takes from them, planning
// ends, and without them it is as the first time.
func TestDamagedLexicon(t *testing.T) {
	in := generate(40, 3)
	l := new(Lexicon)
	index(t, in, l)
	data := l.Bytes()
	r := rand.New(rand.NewSource(4))
	for range 300 {
		bad := slices.Clone(data[:r.Intn(len(data)+1)])
		for range 1 + r.Intn(3) {
			if len(bad) > 0 {
				bad[r.Intn(len(bad))] = byte(r.Intn(256))
			}
		}
		index(t, in, ReadLexicon(string(bad)))
	}
	for _, bad := range []string{"", "\xff\xff\xff\xff\x0f", string(data[:len(data)-1]), string(data) + "\x00", strings.Repeat("\xff", 64)} {
		if !maps.Equal(index(t, in, ReadLexicon(bad)), index(t, in, nil)) {
			t.Errorf("something was taken from %.20q", bad)
		}
	}
}

// TestTextKey alters each thing that the search finds an event by.
func TestTextKey(t *testing.T) {
	key := func(alter func(*timeline.Timeline)) timeline.Digest {
		in := fixture()
		alter(in.Timeline)
		w, _ := newWords("en", nil)
		m, _ := newModel(in, w)
		return m.textKey(m.Events[5])
	}
	same := key(func(*timeline.Timeline) {})
	for name, alter := range map[string]func(*timeline.Timeline){
		"title":     func(tl *timeline.Timeline) { tl.Events[5].Title += " x" },
		"summary":   func(tl *timeline.Timeline) { tl.Events[5].Summary += " x" },
		"date":      func(tl *timeline.Timeline) { tl.Events[5].SetDate(day("2014-02-23")) },
		"person":    func(tl *timeline.Timeline) { tl.Events[5].People = append(tl.Events[5].People, "x") },
		"publisher": func(tl *timeline.Timeline) { tl.Sources[2].Publisher += " x" },
		"quote":     func(tl *timeline.Timeline) { tl.Events[5].Evidence[1].Quote += " x" },
	} {
		if key(alter) == same {
			t.Errorf("another %s and the same key", name)
		}
	}
	if key(func(tl *timeline.Timeline) { tl.Events[6].Title = "x" }) != same {
		t.Error("another event's title gives another key")
	}
}

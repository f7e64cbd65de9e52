package site

import (
	"bytes"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"timeline/pkg/date"
	"timeline/pkg/timeline"
)

// planned is what a plan says of its files.
type planned struct {
	keys map[string]timeline.Digest
	make func(path string) string
}

func plan(t *testing.T, in Input) planned {
	t.Helper()
	files, _ := Plan(in)
	p := planned{keys: map[string]timeline.Digest{}}
	at := map[string]*File{}
	for i := range files {
		p.keys[files[i].Path], at[files[i].Path] = files[i].Key, &files[i]
	}
	p.make = func(path string) string {
		var buf bytes.Buffer
		if problems := at[path].Make(&buf); problems != nil {
			t.Fatal(problems)
		}
		return buf.String()
	}
	return p
}

// edits alter a timeline in one thing each.
var edits = map[string]func(tl *timeline.Timeline, e *timeline.Event, r *rand.Rand){
	"title":   func(_ *timeline.Timeline, e *timeline.Event, _ *rand.Rand) { e.Title += " and so on" },
	"summary": func(_ *timeline.Timeline, e *timeline.Event, _ *rand.Rand) { e.Summary = "Something else." },
	"day": func(tl *timeline.Timeline, e *timeline.Event, _ *rand.Rand) {
		e.SetDate(day("2014-03-09"))
		timeline.Sort(tl.Events)
	},
	"month": func(tl *timeline.Timeline, e *timeline.Event, _ *rand.Rand) {
		e.SetDate(day("2015-05"))
		timeline.Sort(tl.Events)
	},
	"doubt": func(_ *timeline.Timeline, e *timeline.Event, _ *rand.Rand) { e.SetDate(e.Date.With(2)) },
	"no date": func(tl *timeline.Timeline, e *timeline.Event, _ *rand.Rand) {
		e.SetDate(date.Value{})
		timeline.Sort(tl.Events)
	},
	"key":          func(_ *timeline.Timeline, e *timeline.Event, _ *rand.Rand) { e.Key = !e.Key },
	"salience":     func(_ *timeline.Timeline, e *timeline.Event, r *rand.Rand) { e.Salience = r.Float64() },
	"confidence":   func(_ *timeline.Timeline, e *timeline.Event, _ *rand.Rand) { e.Confidence = 0.3 },
	"status":       func(_ *timeline.Timeline, e *timeline.Event, _ *rand.Rand) { e.Status = "expected" },
	"person":       func(_ *timeline.Timeline, e *timeline.Event, _ *rand.Rand) { e.People = append(e.People, "Nobody") },
	"alias":        func(_ *timeline.Timeline, e *timeline.Event, _ *rand.Rand) { e.Aliases = append(e.Aliases, "old-name") },
	"id":           func(_ *timeline.Timeline, e *timeline.Event, _ *rand.Rand) { e.ID = "another-id" },
	"text":         func(_ *timeline.Timeline, e *timeline.Event, _ *rand.Rand) { e.Text = "An *editor's* word." },
	"quote":        func(_ *timeline.Timeline, e *timeline.Event, _ *rand.Rand) { e.Evidence[0].Quote += " Again." },
	"quote's span": func(_ *timeline.Timeline, e *timeline.Event, _ *rand.Rand) { e.Evidence[0].QuoteSpan = [2]int{1, 2} },
	"no event": func(tl *timeline.Timeline, _ *timeline.Event, r *rand.Rand) {
		at := r.Intn(len(tl.Events))
		tl.Events = slices.Delete(tl.Events, at, at+1)
	},
	"disagreement": func(tl *timeline.Timeline, e *timeline.Event, r *rand.Rand) {
		e.Disagreements = append(e.Disagreements, timeline.Disagreement{About: "number", Claims: []timeline.Claim{
			{Value: "3", Sources: []string{tl.Sources[r.Intn(len(tl.Sources))].ID}}, {Value: "4", Sources: []string{tl.Sources[0].ID}},
		}})
	},
	"correction": func(tl *timeline.Timeline, e *timeline.Event, _ *rand.Rand) {
		e.Corrections = append(e.Corrections, "fix")
		tl.Corrections = append(tl.Corrections, timeline.Correction{ID: "fix", Outcome: "applied", On: "2020-01-01", Reason: "Wrong.", Event: e.ID, Note: "A *note*."})
	},
	"undated": func(tl *timeline.Timeline, _ *timeline.Event, _ *rand.Rand) {
		tl.Undated = append(tl.Undated, timeline.Undated{Source: tl.Sources[0].ID, Quote: "Then it was.", Expression: "Then", Why: "no day"})
	},
	"publisher": func(tl *timeline.Timeline, _ *timeline.Event, r *rand.Rand) {
		tl.Sources[r.Intn(len(tl.Sources))].Publisher = "The Renamed"
	},
	"author": func(tl *timeline.Timeline, _ *timeline.Event, r *rand.Rand) {
		tl.Sources[r.Intn(len(tl.Sources))].Author = "A. Pen"
	},
	"published": func(tl *timeline.Timeline, _ *timeline.Event, r *rand.Rand) {
		tl.Sources[r.Intn(len(tl.Sources))].Published = day("2012-01-02")
	},
	"as of": func(tl *timeline.Timeline, _ *timeline.Event, _ *rand.Rand) { tl.AsOf = "2030-01-01" },
	"name":  func(tl *timeline.Timeline, _ *timeline.Event, _ *rand.Rand) { tl.Title = "Another title" },
}

// copied returns a timeline that can be edited without a change to the plans of the other.
func copied(tl *timeline.Timeline) *timeline.Timeline {
	c := *tl
	c.Events, c.Sources = slices.Clone(tl.Events), slices.Clone(tl.Sources)
	c.Undated, c.Corrections = slices.Clip(tl.Undated), slices.Clip(tl.Corrections)
	for i := range c.Events {
		e := &c.Events[i]
		e.Evidence = slices.Clone(e.Evidence)
		e.People, e.Aliases, e.Corrections, e.Disagreements = slices.Clip(e.People), slices.Clip(e.Aliases), slices.Clip(e.Corrections), slices.Clip(e.Disagreements)
	}
	return &c
}

// TestPageKeys alters a timeline, one thing after the other: a file whose key stays the same has the same bytes. Of what is
// made for each event and source alone, some are looked at.
func TestPageKeys(t *testing.T) {
	names := slices.Sorted(maps.Keys(edits))
	for name, fresh := range map[string]func() Input{
		"fixture": fixture, "one page": func() Input { return generate(70, 5) }, "many pages": func() Input { return generate(700, 6) },
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name != "fixture" {
				t.Skip("the same of more pages: not in a short run")
			}
			r := rand.New(rand.NewSource(8))
			in := fresh()
			in.Documents = nil // whose texts do not follow
			before := plan(t, in)
			kept := map[string]string{}
			for _, edit := range names {
				in.Timeline = copied(in.Timeline)
				edits[edit](in.Timeline, &in.Timeline.Events[r.Intn(len(in.Timeline.Events))], r)
				after := plan(t, in)
				stood := 0
				for _, path := range slices.Sorted(maps.Keys(after.keys)) {
					single := strings.HasPrefix(path, "events/") || strings.HasPrefix(path, "embed/") || strings.HasPrefix(path, "sources/")
					if after.keys[path] != before.keys[path] || single && r.Intn(40) > 0 {
						delete(kept, path)
						continue
					}
					if _, ok := kept[path]; !ok {
						kept[path] = before.make(path)
					}
					if stood++; after.make(path) != kept[path] {
						t.Errorf("after another %s, %s has the key and other bytes", edit, path)
					}
				}
				if stood == 0 {
					t.Errorf("after another %s, no key is as it was", edit)
				}
				before = after
			}
		})
	}
}

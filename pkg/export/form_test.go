package export

import (
	"slices"
	"testing"

	"timeline/pkg/date"
	"timeline/pkg/timeline"
)

// TestPieceKeys alters the sample in one thing at a time: pieces of a form that have one key have the same bytes, before and
// after, and most keep theirs.
func TestPieceKeys(t *testing.T) {
	for name, edit := range map[string]func(tl *timeline.Timeline, cfg *timeline.Config, e *timeline.Event){
		"nothing":  func(*timeline.Timeline, *timeline.Config, *timeline.Event) {},
		"title":    func(_ *timeline.Timeline, _ *timeline.Config, e *timeline.Event) { e.Title = "Something else" },
		"salience": func(_ *timeline.Timeline, _ *timeline.Config, e *timeline.Event) { e.Salience /= 3 },
		"date":     func(_ *timeline.Timeline, _ *timeline.Config, e *timeline.Event) { e.SetDate(date.OfMonth(2001, 2)) },
		"no event": func(tl *timeline.Timeline, _ *timeline.Config, _ *timeline.Event) { tl.Events = tl.Events[1:] },
		"order":    func(tl *timeline.Timeline, _ *timeline.Config, _ *timeline.Event) { slices.Reverse(tl.Events) },
		"source": func(tl *timeline.Timeline, _ *timeline.Config, _ *timeline.Event) {
			tl.Sources[0].Title = "Another headline"
		},
		"published": func(tl *timeline.Timeline, _ *timeline.Config, _ *timeline.Event) {
			tl.Sources[0].Published = date.OfYear(1999)
		},
		"correction": func(tl *timeline.Timeline, _ *timeline.Config, _ *timeline.Event) {
			tl.Corrections[0].Reason = "Because."
		},
		"undated": func(tl *timeline.Timeline, _ *timeline.Config, _ *timeline.Event) { tl.Undated[0].Quote = "One day." },
		"name":    func(tl *timeline.Timeline, _ *timeline.Config, _ *timeline.Event) { tl.Title = "Another timeline" },
		"as of":   func(tl *timeline.Timeline, _ *timeline.Config, _ *timeline.Event) { tl.AsOf = "2030-01-01" },
		"address": func(_ *timeline.Timeline, cfg *timeline.Config, _ *timeline.Event) {
			cfg.BaseURL = "https://elsewhere.example/"
		},
	} {
		known := pieces(t, sample(), sampleConfig)
		edited, cfg := sample(), sampleConfig
		edit(edited, &cfg, &edited.Events[len(edited.Events)/2])
		kept, all := 0, 0
		for at, data := range pieces(t, edited, cfg) {
			all++
			if was, ok := known[at]; ok {
				if kept++; was != data {
					t.Errorf("after another %s, a piece of %s has the key and other bytes:\n%s\n%s", name, at.form, was, data)
				}
			}
		}
		if kept == 0 || name == "nothing" && kept < all {
			t.Errorf("after another %s, %d of %d pieces keep their keys", name, kept, all)
		}
	}
}

// pieceAt is a piece by its form and key.
type pieceAt struct {
	form string
	key  timeline.Digest
}

func pieces(t *testing.T, tl *timeline.Timeline, cfg timeline.Config) map[pieceAt]string {
	t.Helper()
	found := map[pieceAt]string{}
	for _, f := range Forms(tl, cfg, Sum(tl)) {
		for _, p := range f.Pieces {
			data, err := p.Append(nil)
			if err != nil {
				t.Fatal(err)
			}
			at := pieceAt{f.Name, p.Key}
			if was, ok := found[at]; ok && was != string(data) {
				t.Errorf("two pieces of %s have one key", f.Name)
			}
			found[at] = string(data)
		}
	}
	return found
}

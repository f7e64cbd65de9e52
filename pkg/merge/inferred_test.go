package merge

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"testing"

	"timeline/pkg/event"
	"timeline/pkg/source"
	"timeline/pkg/timeline"
	"timeline/pkg/timex"
)

// twice is an article read with its date, and read again as if nothing said it.
type twice struct {
	dated, undated *source.Document
	known, unknown event.Extraction
}

// TestPublishedHidden hides the dates of a fifth of the articles on a long story, told day after day by two agencies, and
// infers them again: hardly any may be wrong by two days or more.
func TestPublishedHidden(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 773 long articles twice")
	}
	all := readTwice(t, shared(t, "t17", "libya.jsonl"))
	right, wrong := 0, 0
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 0))
		size := len(all) >> (seed % 2) // all of it, and half
		truth := map[string]*source.Document{}
		var in Input
		for _, i := range r.Perm(len(all))[:size] {
			d, x := all[i].dated, all[i].known
			if r.Float64() < 0.2 {
				truth[d.ID] = d
				d, x = all[i].undated, all[i].unknown
			}
			in.Documents = append(in.Documents, d)
			in.Digests = append(in.Digests, x.Digest)
			for i := range x.Mentions {
				in.Mentions = append(in.Mentions, &x.Mentions[i])
			}
			in.Undated = append(in.Undated, x.Undated...)
		}
		for _, inf := range Published(in) {
			want, _ := truth[inf.Source].Published.Bounds()
			if got, _ := inf.Date.Bounds(); got < want-1 || got > want+1 {
				wrong++
				t.Logf("%s is of %s, not %s: %s", inf.Source, want, got, inf.Why)
			} else {
				right++
			}
		}
	}
	t.Logf("%d right, %d wrong", right, wrong)
	if right < 20 || wrong*25 > right+wrong {
		t.Errorf("%d dates are right and %d wrong, want 20 right or more, and one in 25 wrong or fewer", right, wrong)
	}
}

// readTwice reads the articles of a file with their dates and without.
func readTwice(t *testing.T, file string) []twice {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var less bytes.Buffer
	for line := range bytes.Lines(data) {
		var article map[string]any
		if err := json.Unmarshal(line, &article); err != nil {
			t.Fatal(err)
		}
		delete(article, "published")
		delete(article, "url")
		if err := json.NewEncoder(&less).Encode(article); err != nil {
			t.Fatal(err)
		}
	}
	tagger, err := timex.New("en")
	if err != nil {
		t.Fatal(err)
	}
	names := event.NewNames(timeline.Config{})
	dated, _ := source.Parse("articles.jsonl", data)
	undated, _ := source.Parse("articles.jsonl", less.Bytes())
	if len(dated) != len(undated) {
		t.Fatalf("%d articles with dates, %d without", len(dated), len(undated))
	}
	all := make([]twice, len(dated))
	each(len(all), func(i int) {
		all[i] = twice{dated: &dated[i], undated: &undated[i]}
		all[i].known = event.Extract(all[i].dated, tagger, names)
		all[i].unknown = event.Extract(all[i].undated, tagger, names)
	})
	return all
}

package merge

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"timeline/pkg/timeline"
)

var (
	sampleOf   = flag.String("sample", "", "draw events of this timeline.json and print them with their evidence")
	sampleSeed = flag.Uint64("seed", 1, "of the draw")
	sampleSize = flag.Int("size", 100, "events to draw")
)

// TestSample prints events drawn at random from a built timeline, with their evidence, for a person to judge. How it is
// used and what was found is in docs/quality.md. The same file, seed and size give the same events.
func TestSample(t *testing.T) {
	if *sampleOf == "" {
		t.Skip("say which: go test ./pkg/merge -run TestSample -v -sample public/timeline.json -seed 1")
	}
	data, err := os.ReadFile(*sampleOf)
	if err != nil {
		t.Fatal(err)
	}
	var tl timeline.Timeline
	if err := json.Unmarshal(data, &tl); err != nil {
		t.Fatal(err)
	}
	published := map[string]string{}
	for _, s := range tl.Sources {
		published[s.ID] = s.Published.String() + " " + s.PublishedFrom
	}
	for n, i := range draw(len(tl.Events), *sampleSize, *sampleSeed) {
		e := tl.Events[i]
		fmt.Printf("%3d. %s\n     %s %s key=%v salience=%.3f\n     TITLE %s\n", n+1, e.ID, e.Date, e.Status, e.Key, e.Salience, e.Title)
		for k, v := range e.Evidence {
			if k == 8 {
				fmt.Printf("     … and %d more\n", len(e.Evidence)-k)
				break
			}
			fmt.Printf("     - %s (%s) [%s] %q: %s\n", v.Source, published[v.Source], v.Date, v.Expression, v.Quote)
		}
		for _, d := range e.Disagreements {
			fmt.Printf("     DISAGREE %s %v\n", d.About, d.Claims)
		}
	}
}

// draw returns size of the numbers below n, in order.
func draw(n, size int, seed uint64) []int {
	chosen := map[int]bool{}
	for _, i := range rand.New(rand.NewPCG(seed, 17)).Perm(n)[:min(size, n)] {
		chosen[i] = true
	}
	var out []int
	for i := range n {
		if chosen[i] {
			out = append(out, i)
		}
	}
	return out
}

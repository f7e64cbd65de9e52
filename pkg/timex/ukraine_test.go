package timex

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"timeline/pkg/date"
)

// TestUkraine holds how many expressions that date an event in 126 articles of many outlets get a date that the event
// lies in, the articles' true publication dates given.
func TestUkraine(t *testing.T) {
	dir := filepath.Join(shared(t), "ukraine")
	published := map[string]string{}
	readJSON(t, filepath.Join(dir, "published.json"), &published)
	var events []struct {
		Key, Date string
		Evidence  []struct{ ID, Lang, Expression string }
	}
	readJSON(t, filepath.Join(dir, "events.json"), &events)
	texts := articles(t, filepath.Join(dir, "articles.jsonl"))
	tagger, err := New("en")
	if err != nil {
		t.Fatal(err)
	}
	right, wrong, open, missing := 0, 0, 0, 0
	for _, event := range events {
		want, err := date.Parse(event.Date)
		if err != nil {
			t.Fatal(err)
		}
		for _, ev := range event.Evidence {
			body, ok := texts[ev.ID]
			if !ok || ev.Lang != "en" {
				continue
			}
			dct, _ := date.Parse(published[ev.ID])
			var near []string
			best := 0
			for _, m := range tagger.Tag(Input{Text: body, DCT: dct}) {
				words := m.Of(body)
				if !strings.Contains(ev.Expression, words) && !strings.Contains(words, ev.Expression) {
					continue
				}
				grade := 1
				switch {
				case m.Date.IsZero():
				case within(want, m.Date):
					grade = 3
				default:
					grade = 2
				}
				best = max(best, grade)
				near = append(near, words+" -> "+m.Date.String())
			}
			switch best {
			case 3:
				right++
				continue
			case 2:
				wrong++
			case 1:
				open++
			default:
				missing++
			}
			t.Logf("%s %s: %q is %s, got %v (published %s)", ev.ID, event.Key, ev.Expression, event.Date, near, published[ev.ID])
		}
	}
	all := right + wrong + open + missing
	t.Logf("of %d expressions %d right, %d wrong, %d open, %d not found", all, right, wrong, open, missing)
	if float64(right) < 0.8*float64(all) {
		t.Errorf("only %d of %d are right", right, all)
	}
}

func within(day, v date.Value) bool {
	a, b := day.Bounds()
	first, last := v.Bounds()
	return first <= b && a <= last && last-first < 40
}

func readJSON(t *testing.T, path string, into any) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

func articles(t *testing.T, path string) map[string]string {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	in := bufio.NewScanner(bytes.NewReader(data))
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var a struct{ ID, Title, Text string }
		if err := json.Unmarshal(in.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		texts[a.ID] = a.Title + "\n\n" + a.Text
	}
	return texts
}

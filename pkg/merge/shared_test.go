package merge

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"timeline/pkg/event"
	"timeline/pkg/source"
	"timeline/pkg/timeline"
	"timeline/pkg/timex"
)

// shared returns a path of the data that is kept beside the project, and skips the test when it is not there.
func shared(t *testing.T, path ...string) string {
	t.Helper()
	dir := os.Getenv("TIMELINE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	p := filepath.Join(append([]string{dir}, path...)...)
	if _, err := os.Stat(p); err != nil {
		t.Skipf("the shared data is absent: %v", err)
	}
	return p
}

// TestUkraine holds the scores of the 126 articles with gold events above their floors (a little below what stands).
func TestUkraine(t *testing.T) {
	articles := shared(t, "ukraine", "articles.jsonl")
	tool := shared(t, "tools", "score_timeline.py")
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("the scorer needs python3")
	}
	data, err := os.ReadFile(articles)
	if err != nil {
		t.Fatal(err)
	}
	parsed, _ := source.Parse("articles.jsonl", data)
	out := filepath.Join(t.TempDir(), "timeline.json")
	if err := os.WriteFile(out, []byte(marshal(t, build(t, parsed))), 0o600); err != nil {
		t.Fatal(err)
	}
	report, err := exec.Command(python, tool, out, shared(t, "ukraine", "events.json"), shared(t, "ukraine", "published.json"), articles, "--json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Found, Dated, Wrong float64
		Merge               struct{ P, R, F1 float64 } `json:"merge_b3"`
		Inferred            struct{ Right, Wrong, Unknown int }
	}
	if err := json.Unmarshal(report, &got); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s", report)
	n := float64(got.Inferred.Right + got.Inferred.Wrong + got.Inferred.Unknown)
	for _, c := range []struct {
		name        string
		value, from float64
	}{
		{"found", got.Found, 0.95}, {"dated", got.Dated, 0.88}, {"not wrong", 1 - got.Wrong, 0.97},
		{"merge precision", got.Merge.P, 0.90}, {"merge F1", got.Merge.F1, 0.85},
		{"inferred right", float64(got.Inferred.Right) / n, 0.6}, {"inferred not wrong", 1 - float64(got.Inferred.Wrong)/n, 0.96},
	} {
		if c.value < c.from {
			t.Errorf("%s is %.4f, want at least %.4f", c.name, c.value, c.from)
		}
	}
}

// TestAdding leaves out articles in turn. Putting one back breaks no address, and seldom takes a source from an event: where
// it does, the article nearly always tells of the two events between which the line moved. Weights of words follow from all
// articles, so that none is sure to change nothing at the border of two events; the limits are a little above what stands.
func TestAdding(t *testing.T) {
	for _, c := range []struct {
		name     string
		articles []string
		every    int // how far apart those are that are left out
		most     int // sources that events may lose by them, all together
	}{
		{"ukraine", []string{"ukraine", "articles.jsonl"}, 1, 7},
		{"libya", []string{"t17", "libya.jsonl"}, 96, 14},
		{"syria", []string{"t17", "syria.jsonl"}, 96, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			if testing.Short() && c.every > 1 {
				t.Skip("reads hundreds of long articles")
			}
			t.Parallel()
			data, err := os.ReadFile(shared(t, c.articles...))
			if err != nil {
				t.Fatal(err)
			}
			parsed, _ := source.Parse("articles.jsonl", data)
			in := inputOf(t, parsed)
			all := Events(in)
			added, removals, losses := 0, 0, 0
			for n := c.every / 2; n < len(in.Documents); n += c.every {
				added++
				if lost := lostBy(t, all, in, in.Documents[n]); len(lost) > 0 {
					removals++
					losses += len(lost)
					t.Logf("with %s added, %s", in.Documents[n].ID, strings.Join(lost, ", "))
				}
			}
			t.Logf("%d of %d articles take %d sources from events when they are added", removals, added, losses)
			if losses > c.most {
				t.Errorf("want at most %d sources", c.most)
			}
		})
	}
}

// lostBy returns what events lose when an article is added, and reports addresses that lead nowhere then.
func lostBy(t *testing.T, all []timeline.Event, in Input, added *source.Document) (lost []string) {
	at := map[string]int{}
	for i, e := range all {
		for _, id := range append([]string{e.ID}, e.Aliases...) {
			at[id] = i
		}
	}
	for _, before := range Events(without(in, added)) {
		after, ok := at[before.ID]
		if !ok {
			t.Errorf("with %s added, %s leads nowhere", added.ID, before.ID)
			continue
		}
		for _, s := range sources(before) {
			if !slices.Contains(sources(all[after]), s) {
				lost = append(lost, before.ID+" loses "+s)
			}
		}
	}
	return lost
}

// without returns the input as it would be without an article.
func without(in Input, left *source.Document) Input {
	less := in
	less.Mentions = slices.DeleteFunc(slices.Clone(in.Mentions), func(m *event.Mention) bool { return m.Source == left.ID })
	less.Documents = slices.DeleteFunc(slices.Clone(in.Documents), func(d *source.Document) bool { return d == left })
	less.Digests = nil
	if n := slices.Index(in.Documents, left); len(in.Digests) > 0 {
		less.Digests = slices.Delete(slices.Clone(in.Digests), n, n+1)
	}
	return less
}

// build makes a timeline of documents in the passes of a build.
func build(t *testing.T, parsed []source.Document) timeline.Timeline {
	in := inputOf(t, parsed)
	tl := timeline.Timeline{Version: 1, Events: Events(in)}
	for _, d := range in.Documents {
		tl.Sources = append(tl.Sources, timeline.Source{ID: d.ID, Published: d.Published, PublishedFrom: string(d.PublishedFrom)})
	}
	for _, u := range in.Undated {
		i := slices.IndexFunc(in.Documents, func(d *source.Document) bool { return d.ID == u.Source })
		text := in.Documents[i].Text
		tl.Undated = append(tl.Undated, timeline.Undated{Source: u.Source, Quote: u.Quote.Of(text), Expression: u.Time.Of(text), Why: u.Why})
	}
	return tl
}

// inputOf extracts documents in the passes of a build.
func inputOf(t *testing.T, parsed []source.Document) Input {
	tagger, err := timex.New("en")
	if err != nil {
		t.Fatal(err)
	}
	names := event.NewNames(timeline.Config{})
	var docs []*source.Document
	for i := range parsed {
		docs = append(docs, &parsed[i])
	}
	for _, inf := range Published(extract(docs, tagger, names)) {
		i := slices.IndexFunc(docs, func(d *source.Document) bool { return d.ID == inf.Source })
		docs[i].Published, docs[i].PublishedFrom = inf.Date, source.FromInferred
	}
	in := extract(docs, tagger, names)
	in.Mentions, in.Undated = Placed(in)
	return in
}

// TestSeeds reads five real articles without metadata: what a reader must find, and what must stay undated.
func TestSeeds(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(t, "seeds"), "*.txt"))
	if err != nil || len(files) != 5 {
		t.Skipf("the seeds are absent: %v", err)
	}
	var parsed []source.Document
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		docs, _ := source.Parse(filepath.Base(f), data)
		parsed = append(parsed, docs...)
	}
	tl := build(t, parsed)
	for _, want := range []struct {
		date, trigger string
		sources       int
	}{
		{"2014-03-28", "called", 4}, {"2014-02-22", "removed", 1}, {"2014-03-20/2014-03-21", "visited", 1}, {"2014-03-24", "expelled", 1},
		{"2014-03-24/2014-03-28", "Lavrov", 2}, {"../1954", "part", 1}, {"1990", "declared", 1}, {"2014", "annexation", 1}, {"2015", "deal", 1},
	} {
		if !slices.ContainsFunc(tl.Events, func(e timeline.Event) bool {
			return e.Date.String() == want.date && len(sources(e)) >= want.sources && slices.ContainsFunc(e.Evidence, func(v timeline.Evidence) bool {
				words := []string{""}
				event.WordsFor(v.Quote, []string{event.StemOf(want.trigger)}, words)
				return words[0] != ""
			})
		}) {
			t.Errorf("no event of %s with %q and %d sources", want.date, want.trigger, want.sources)
		}
	}
	last := parsed[len(parsed)-1].ID
	if !slices.ContainsFunc(tl.Undated, func(u timeline.Undated) bool { return u.Source == last && u.Expression == "Tuesday" }) {
		t.Error("the last article's Tuesday is not undated")
	}
}

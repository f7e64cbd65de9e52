package pipeline_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/afero"

	"timeline/pkg/diag"
	"timeline/pkg/pipeline"
	"timeline/pkg/timeline"
)

// shared returns the folder of third-party texts, which are no part of the project.
func shared(t testing.TB) string {
	dir := os.Getenv("TIMELINE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the folder of third-party texts %s is absent: set TIMELINE_SHARED", dir)
	}
	return dir
}

// The five articles.
const (
	timeMag   = "000_b51d46eeb76d21b7"
	post      = "001_97256b1eed53d3e0"
	breitbart = "002_8fd0aec23267e125"
	mcclatchy = "003_fd0e5672d3c3c35f"
	apNews    = "004_1b3dd2c6e0516171"
)

func buildSeeds(t *testing.T, corrections map[string]string) *pipeline.Result {
	t.Helper()
	dir := shared(t)
	fsys := afero.NewMemMapFs()
	files, err := filepath.Glob(filepath.Join(dir, "seeds", "*.txt"))
	if err != nil || len(files) != 5 {
		t.Fatalf("%d seeds, %v", len(files), err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		write(t, fsys, "content/sources/"+filepath.Base(f), string(data))
	}
	for name, text := range corrections {
		write(t, fsys, "content/corrections/"+name, text)
	}
	r, err := pipeline.Build(t.Context(), pipeline.Options{Fs: fsys})
	if err != nil {
		t.Fatal(err)
	}
	if r.Problems.Err() != nil {
		t.Error(r.Problems)
	}
	return r
}

func write(t testing.TB, fsys afero.Fs, name, data string) {
	t.Helper()
	if err := afero.WriteFile(fsys, name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// tells returns the events whose evidence quotes all the words, in any letter case.
func tells(r *pipeline.Result, words ...string) []timeline.Event {
	var found []timeline.Event
	for _, e := range r.Timeline.Events {
		if slices.ContainsFunc(e.Evidence, func(v timeline.Evidence) bool { return hasAll(v.Quote+" "+e.Title, words) }) {
			found = append(found, e)
		}
	}
	return found
}

func hasAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(strings.ToLower(text), strings.ToLower(w)) {
			return false
		}
	}
	return true
}

// TestSeeds builds from the five articles alone, as a browser gave them, without any metadata.
func TestSeeds(t *testing.T) {
	r := buildSeeds(t, nil)
	for _, c := range []struct {
		name, dates string // any of them
		words       []string
	}{
		{"Yanukovych removed", "2014-02-22", []string{"parliament", "removed Yanukovych"}},
		{"Ban in Moscow and Kiev", "2014-03-20/2014-03-21", []string{"Ban", "Moscow and Kiev"}},
		{"expelled from the G8", "2014-03-24", []string{"expelled"}},
		{"Kerry and Lavrov in The Hague", "2014-W13 2014-03-24/2014-03-28", []string{"Kerry", "The Hague"}},
		{"Crimea part of Russia until 1954", "../1954", []string{"peninsula", "part of Russia"}},
		{"Trans-Dniester", "1990", []string{"Trans-Dniester", "independence"}},
		{"the annexation", "2014", []string{"annexation", "Peninsula"}},
		{"documents signed a week before the call", "2014-03-20/2014-03-22", []string{"signed documents"}},
		{"the peace deal", "2015", []string{"peace deal"}},
	} {
		var got []string
		for _, e := range tells(r, c.words...) {
			got = append(got, e.Date.String())
		}
		if !slices.ContainsFunc(strings.Fields(c.dates), func(d string) bool { return slices.Contains(got, d) }) {
			t.Errorf("%s: dated %q, want %s", c.name, got, c.dates)
		}
	}
}

func TestSeedsOneCall(t *testing.T) {
	r := buildSeeds(t, nil)
	var calls []timeline.Event
	for _, e := range r.Timeline.Events {
		for _, verb := range []string{"phoned", "called President", "called Barack", "phone call"} {
			if strings.Contains(e.Title, "Putin") && strings.Contains(e.Title, verb) {
				calls = append(calls, e)
				break
			}
		}
	}
	if len(calls) != 1 {
		var titles []string
		for _, e := range calls {
			titles = append(titles, e.Date.String()+" "+e.Title)
		}
		t.Fatalf("the call is %d events: %q", len(calls), titles)
	}
	var from []string
	for _, v := range calls[0].Evidence {
		if !slices.Contains(from, v.Source) {
			from = append(from, v.Source)
		}
	}
	slices.Sort(from)
	if want := []string{timeMag, post, breitbart, mcclatchy}; calls[0].Date.String() != "2014-03-28" || !slices.Equal(from, want) {
		t.Errorf("the call is dated %s and told by %v", calls[0].Date, from)
	}
}

func TestSeedsWithoutADateAndWithOne(t *testing.T) {
	r := buildSeeds(t, nil)
	undated := func(r *pipeline.Result, expression string) (n int) {
		for _, u := range r.Timeline.Undated {
			if u.Source == apNews && strings.EqualFold(u.Expression, expression) {
				n++
			}
		}
		return n
	}
	for _, expression := range []string{"Tuesday", "last month"} {
		if undated(r, expression) == 0 {
			t.Errorf("%q of an article without a date is not among the undated: %v", expression, r.Timeline.Undated)
		}
	}
	for _, e := range tells(r, "Navalny") {
		t.Errorf("an article without a date gives %s %q", e.Date, e.Title)
	}
	asked := slices.ContainsFunc(r.Review(), func(p diag.Problem) bool {
		return strings.Contains(p.File, apNews) && strings.Contains(p.Message, "when was it published?")
	})
	if !asked {
		t.Error("check does not ask for the date of the article that has none")
	}

	r = buildSeeds(t, map[string]string{"ap.md": "---\nsource: " + apNews + "\npublished: 2021-04-13\nby: Ed\non: 2021-05-01\nreason: r\n---\n"})
	if n := undated(r, "Tuesday") + undated(r, "last month"); n > 0 {
		t.Errorf("with its date, %d expressions are still undated", n)
	}
	for _, c := range []struct {
		expression string
		dates      []string
	}{
		{"Tuesday", []string{"2021-04-13"}}, {"last month", []string{"2021-03"}}, {"late January", []string{"2021-01", "2021-01-21/2021-01-31"}},
	} {
		found := false
		for _, e := range r.Timeline.Events {
			for _, v := range e.Evidence {
				if v.Source == apNews && strings.EqualFold(v.Expression, c.expression) {
					found = true
					if !slices.Contains(c.dates, v.Date.String()) {
						t.Errorf("%q is %s, want %q", v.Expression, v.Date, c.dates)
					}
				}
			}
		}
		if !found {
			t.Errorf("no event is dated by %q", c.expression)
		}
	}
}

func TestSeedsTellNoNonsense(t *testing.T) {
	r := buildSeeds(t, nil)
	for _, phrase := range []string{"out of date", "weekly email", "14,000 people", "about an hour", "AFP/Getty", "Most Popular", "ad blocker"} {
		for _, e := range r.Timeline.Events {
			if strings.Contains(strings.ToLower(e.Title), strings.ToLower(phrase)) {
				t.Errorf("%q became the event %q", phrase, e.Title)
			}
			for _, v := range e.Evidence {
				if strings.EqualFold(v.Expression, phrase) || phrase != "about an hour" && phrase != "14,000 people" && hasAll(v.Quote, []string{phrase}) {
					t.Errorf("%q became evidence of %q", phrase, e.Title)
				}
			}
		}
	}
	for _, e := range r.Timeline.Events {
		if e.Status == "reported" && e.Date.String() == "2014-06" {
			t.Errorf("the summit that was cancelled is told as %q", e.Title)
		}
	}
}

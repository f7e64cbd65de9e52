package pipeline_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/afero"

	"timeline/pkg/correct"
	"timeline/pkg/diag"
	"timeline/pkg/pipeline"
	"timeline/pkg/timeline"
)

// The articles that random projects are made of. Several tell the same events.
var articles = map[string]string{
	"courier.md":  "---\npublished: 2014-03-28\npublisher: Courier\n---\nMayor Ada Lindqvist closed the harbour bridge in Port Ellery on Friday. Engineers found cracks in two pillars on March 21.\n",
	"gazette.txt": "---\npublished: April 3, 2014\n---\nA ferry crossed the harbour of Port Ellery on Tuesday. Mayor Ada Lindqvist closed the harbour bridge in Port Ellery last Friday.\n",
	"radio.txt":   "Mayor Ada Lindqvist opened the new harbour bridge in Port Ellery on Monday. Thousands of people crossed it.\n",
	"herald.md":   "---\npublished: 2014-04-10\n---\nThe Harbour Board approved a new bridge on Wednesday. The old bridge was built in 1954.\n",
	"wire.html":   "<html><head><meta property=\"article:published_time\" content=\"2014-03-29\"></head><body><article><h1>Bridge shut</h1><p>The mayor of Port Ellery, Ada Lindqvist, closed the harbour bridge on March 28, 2014.</p></article></body></html>",
	"post.md":     "---\npublished: 2016-09-14\n---\nAda Lindqvist opened the new harbour bridge in Port Ellery on Monday. The ferry made its last trip on Sunday.\n",
}

// corrections that may or may not find their target in a random project.
var corrections = map[string]string{
	"close.md":  "---\nsource: courier\nquote: closed the harbour bridge in Port Ellery on Friday\nby: Ed\non: 2016-10-01\nreason: r\ntitle: The bridge was closed\n---\n",
	"cracks.md": "---\nsource: courier\nquote: Engineers found cracks\nby: Ed\non: 2016-10-01\nreason: r\ndate: 2014-03-20\n---\n",
	"radio.md":  "---\nsource: radio\nby: Ed\non: 2016-10-01\nreason: r\npublished: 2016-09-13\n---\n",
	"ferry.md":  "---\nsource: gazette\nquote: A ferry crossed the harbour\nby: Ed\non: 2016-10-01\nreason: r\nhide: true\n---\n",
	"add.md":    "---\nadd: {title: The ferry was sold, date: 2017, editorial: true}\nby: Ed\non: 2017-10-01\nreason: r\n---\n",
	"built.md":  "---\nsource: herald\nquote: The old bridge was built in 1954\nby: Ed\non: 2016-10-01\nreason: r\nsummary: It stood for sixty years.\npin: true\n---\n",
	"other.md":  "---\nsource: courier\nquote: closed the harbour bridge in Port Ellery on Friday\nby: Ed\non: 2016-10-01\nreason: r\ntitle: Another title\n---\n",
}

func build(t testing.TB, fsys afero.Fs, change ...func(*pipeline.Options)) *pipeline.Result {
	t.Helper()
	o := pipeline.Options{Fs: fsys}
	for _, c := range change {
		c(&o)
	}
	r, err := pipeline.Build(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func project(t testing.TB, sources, fixes map[string]string) afero.Fs {
	t.Helper()
	fsys := afero.NewMemMapFs()
	if err := fsys.MkdirAll("content/sources", 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range sources {
		write(t, fsys, "content/sources/"+name, text)
	}
	for name, text := range fixes {
		write(t, fsys, "content/corrections/"+name, text)
	}
	return fsys
}

// site returns all files of a built site.
func site(t testing.TB, r *pipeline.Result) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := afero.Walk(r.Site, ".", func(name string, info fs.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		files[filepath.ToSlash(name)], err = afero.ReadFile(r.Site, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func sameSite(t testing.TB, what string, a, b map[string][]byte) {
	t.Helper()
	for name := range a {
		if !bytes.Equal(a[name], b[name]) {
			t.Errorf("%s: %s differs", what, name)
		}
	}
	if len(a) != len(b) {
		t.Errorf("%s: %d files and %d", what, len(a), len(b))
	}
}

func TestSameBytes(t *testing.T) {
	want := site(t, build(t, project(t, articles, corrections), func(o *pipeline.Options) { o.Jobs = 1 }))
	cache := pipeline.NewCache()
	for _, jobs := range []int{8, 1, 3} {
		fsys := project(t, articles, corrections) // written in another order: that of a map
		got := site(t, build(t, fsys, func(o *pipeline.Options) { o.Jobs, o.Cache = jobs, cache }))
		sameSite(t, fmt.Sprint(jobs, " jobs"), want, got)
	}
}

func TestCache(t *testing.T) {
	fsys := project(t, articles, nil)
	with := func(version string) (*pipeline.Result, *pipeline.Cache) {
		c := pipeline.OpenCache(fsys, ".cache", func() string { return version })
		r := build(t, fsys, func(o *pipeline.Options) { o.Cache = c })
		if err := c.Save(fsys, ".cache"); err != nil {
			t.Fatal(err)
		}
		return r, c
	}
	cold, _ := with("one")
	if cold.Stats.Cached != 0 {
		t.Errorf("a new cache knew %d articles", cold.Stats.Cached)
	}
	warm, _ := with("one")
	if warm.Stats.Cached != len(articles) {
		t.Errorf("the cache knew %d of %d articles", warm.Stats.Cached, len(articles))
	}
	sameSite(t, "cached", site(t, cold), site(t, warm))
	if other, _ := with("two"); other.Stats.Cached != 0 {
		t.Errorf("the cache of another program was used for %d articles", other.Stats.Cached)
	}

	name := ".cache/articles.cache"
	good, err := afero.ReadFile(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	values := slices.Clone(good)
	for i := len(good) / 2; i < len(good); i++ { // of which the index is at the beginning
		values[i] ^= 1
	}
	for i, damaged := range [][]byte{values, nil, good[:len(good)/2], append([]byte{good[0] ^ 1}, good[1:]...), []byte("x")} {
		write(t, fsys, name, string(damaged))
		r, _ := with("two")
		if r.Stats.Cached != 0 && (i > 0 || r.Stats.Cached == len(articles)) {
			t.Errorf("damage %d was not noticed", i)
		}
		sameSite(t, fmt.Sprint("damage ", i), site(t, cold), site(t, r))
	}

	write(t, fsys, "content/sources/courier.md", strings.Replace(articles["courier.md"], "March 21", "March 20", 1))
	if r, _ := with("two"); r.Stats.Cached != len(articles)-1 || len(onDay(r, "2014-03-20")) == 0 {
		t.Errorf("after one edit: %d cached, events on 2014-03-20: %v", r.Stats.Cached, onDay(r, "2014-03-20"))
	}
}

func onDay(r *pipeline.Result, day string) (titles []string) {
	for _, e := range r.Timeline.Events {
		if e.Date.String() == day {
			titles = append(titles, e.Title)
		}
	}
	return titles
}

func TestEditorsTexts(t *testing.T) {
	fsys := project(t, articles, nil)
	first := build(t, fsys).Timeline.Events[0]
	write(t, fsys, "content/events/"+first.ID+".md", "Some **background**.\n")
	write(t, fsys, "content/events/"+first.ID+"x.md", "Lost.\n")
	r := build(t, fsys)
	if got := r.Timeline.Events[0].Text; got != "Some **background**." {
		t.Errorf("the text of the event is %q", got)
	}
	if err := r.Problems.Err(); err == nil || !strings.Contains(err.Error(), "there is no event") || !strings.Contains(r.Problems[0].Hint, first.ID) {
		t.Errorf("a text without an event: %v", r.Problems)
	}
}

func TestStrictAndCancelled(t *testing.T) {
	fsys := project(t, articles, nil)
	run := func(strict bool) *pipeline.Result {
		r, err := pipeline.Run(t.Context(), pipeline.Options{Fs: fsys, Strict: strict})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	run(true)
	before, err := afero.ReadFile(fsys, "public/timeline.json")
	if err != nil {
		t.Fatal(err)
	}
	write(t, fsys, "content/sources/empty.txt", "")
	write(t, fsys, "content/sources/new.md", "The mayor resigned on May 3, 2014.\n")
	if r := run(true); r.Published || r.Problems.Count(diag.Error) != 1 {
		t.Errorf("strict published %v with %v", r.Published, r.Problems)
	}
	if after, _ := afero.ReadFile(fsys, "public/timeline.json"); !bytes.Equal(before, after) {
		t.Error("a failed strict build changed public/")
	}
	if r := run(false); !r.Published || len(onDay(r, "2014-05-03")) != 1 {
		t.Errorf("one bad file kept the rest from being built: %v", r.Problems)
	}

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := pipeline.Run(ctx, pipeline.Options{Fs: fsys}); err == nil {
		t.Error("a cancelled build published")
	}
}

// TestNoCorrectionIsLost edits a project at random and checks after each step what must always hold of corrections.
func TestNoCorrectionIsLost(t *testing.T) {
	seeds := uint64(6)
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 1))
			cache := pipeline.NewCache()
			sources, fixes := map[string]string{"courier.md": articles["courier.md"]}, map[string]string{}
			for range 8 {
				edit(random, sources, fixes)
				r := build(t, project(t, sources, fixes), func(o *pipeline.Options) { o.Cache = cache })
				allAccountedFor(t, r, fixes)
			}
			withAndWithout(t, cache, sources, fixes)
		})
	}
}

// edit adds, changes or removes an article, or adds, renames or removes a correction.
func edit(random *rand.Rand, sources, fixes map[string]string) {
	pick := func(m map[string]string) string {
		var names []string
		for name := range m {
			names = append(names, name)
		}
		slices.Sort(names)
		return names[random.IntN(len(names))]
	}
	switch n := random.IntN(6); {
	case n == 0 && len(sources) > 1:
		delete(sources, pick(sources))
	case n == 1 && len(sources) > 0:
		name := pick(sources)
		sources[name] += "The bridge was painted on May 2, 2014.\n"
	case n == 2 && len(fixes) > 0:
		name := pick(fixes)
		fixes["x"+name] = fixes[name]
		delete(fixes, name)
	case n <= 3:
		name := pick(articles)
		sources[name] = articles[name]
	default:
		name := pick(corrections)
		fixes[name] = corrections[name]
	}
}

func allAccountedFor(t *testing.T, r *pipeline.Result, fixes map[string]string) {
	t.Helper()
	if len(r.Timeline.Corrections) != len(fixes) {
		t.Fatalf("%d corrections, %d accounted for", len(fixes), len(r.Timeline.Corrections))
	}
	page, err := afero.ReadFile(r.Site, "corrections/index.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Timeline.Corrections {
		file := "content/corrections/" + c.ID + ".md"
		said := slices.ContainsFunc(r.Problems, func(p diag.Problem) bool {
			return (p.File == file || strings.Contains(p.Message, file)) && (p.Severity == diag.Error) == (c.Outcome != correct.Superseded)
		})
		switch c.Outcome {
		case correct.Applied:
			if len(c.Changes) == 0 {
				t.Errorf("%s is applied and changed nothing", c.ID)
			}
			if after := c.Changes[0].After; !bytes.Contains(page, []byte(after)) && c.Changes[0].Field != "published" && c.Changes[0].Field != "date" {
				t.Errorf("%s is not on the page of corrections", c.ID)
			}
		case correct.Superseded, correct.Stale, correct.Conflict:
			if !said {
				t.Errorf("%s is %s, and nothing says so: %v", c.ID, c.Outcome, r.Problems)
			}
		default:
			t.Errorf("%s is %q", c.ID, c.Outcome)
		}
	}
	for _, e := range r.Timeline.Events {
		for _, id := range e.Corrections {
			if !slices.ContainsFunc(r.Timeline.Corrections, func(c timeline.Correction) bool { return c.ID == id && c.Outcome == correct.Applied }) {
				t.Errorf("event %s names the correction %s, which is not applied", e.ID, id)
			}
		}
	}
}

// withAndWithout checks that a copy of a correction changes nothing more, and that without corrections the bytes are
// those from before.
func withAndWithout(t *testing.T, cache *pipeline.Cache, sources, fixes map[string]string) {
	t.Helper()
	opt := func(o *pipeline.Options) { o.Cache = cache }
	bare := site(t, build(t, project(t, sources, nil), opt))
	once := build(t, project(t, sources, fixes), opt)
	validate(t, once)
	sameSite(t, "after corrections are removed", bare, site(t, build(t, project(t, sources, nil), opt)))
	twice := map[string]string{}
	for name, text := range fixes {
		twice[name] = text
		twice["again-"+name] = text
	}
	again := build(t, project(t, sources, twice), opt)
	describe := func(r *pipeline.Result) string {
		var b strings.Builder
		for _, e := range r.Timeline.Events {
			fmt.Fprintf(&b, "%s %s %q %q %v\n", e.ID, e.Date, e.Title, e.Summary, e.Key)
		}
		return b.String()
	}
	if a, b := describe(once), describe(again); a != b {
		t.Errorf("twice is not once:\n%s\n%s", a, b)
	}
}

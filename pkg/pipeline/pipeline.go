// Package pipeline wires the house: content/ goes in, a timeline and its site come out.
//
//	per document   Parse, then Extract: pure, parallel, kept in a cache by the hash of all that they depend on
//	whole corpus   corrections of sources and sentences, inferred publication dates, the merge, corrections of events:
//	               in an order that follows from the content alone
//	publish        what changed is written into a tree beside the published one, which is exchanged with it in one step
//
// The same content gives the same bytes, whatever the number of jobs, the order of the files and the state of the
// cache. What is wrong with the content is collected and reported together; the rest is built all the same.
package pipeline

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"github.com/spf13/afero"

	"timeline/pkg/correct"
	"timeline/pkg/diag"
	"timeline/pkg/event"
	"timeline/pkg/site"
	"timeline/pkg/source"
	"timeline/pkg/timeline"
)

// Options say what to build. Only Fs is needed.
type Options struct {
	Fs        afero.Fs
	Content   string // "": content
	Public    string // "": public
	Templates string // a folder that overrides templates and assets, file by file; "": the built-in ones
	BaseURL   string // overrides that of timeline.yaml

	Jobs   int  // 0: as many as there are processors
	Strict bool // Run publishes nothing when there are errors in the content
	Lazy   bool // Build makes the exports when they are read: for a preview

	Cache    *Cache // nil: everything is extracted anew
	CacheDir string // where Run keeps a second tree for the next build, on the file system of Public; "": nowhere
	Version  string // of the program, for the site's footer
	Progress func(Step)
}

// Step says how far a build is. Done counts to Total, which is 0 when it is not known.
type Step struct {
	Name        string // "reading", "extracting", "merging", "writing pages"
	Done, Total int
}

// Result is a build.
type Result struct {
	Timeline  *timeline.Timeline
	Config    timeline.Config
	Documents []*source.Document // in the order of their IDs
	Mentions  []*event.Mention   // as corrected, before the merge
	Set       *correct.Set
	Pages     []site.Page
	Problems  diag.List // all of them, sorted
	Stats     Stats

	Site      afero.Fs // the tree of public/, in memory; nil after Read
	Published bool     // by Run

	fs afero.Fs // the content, for Review
}

// Stats counts what a build did.
type Stats struct {
	Sources     int            `json:"sources"`
	Published   map[string]int `json:"published"` // sources by where their date comes from
	Mentions    int            `json:"mentions"`
	Events      int            `json:"events"`
	Merged      int            `json:"merged"` // events that several sources tell
	Undated     int            `json:"undated"`
	Corrections map[string]int `json:"corrections"` // by outcome
	Files       int            `json:"files"`
	Cached      int            `json:"cached"` // articles that were not read again
}

func (o Options) withDefaults() Options {
	if o.Content == "" {
		o.Content = "content"
	}
	if o.Public == "" {
		o.Public = "public"
	}
	if o.Jobs < 1 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	if o.Progress == nil {
		o.Progress = func(Step) {}
	}
	if o.Cache == nil {
		o.Cache = NewCache()
	}
	return o
}

// Run builds and publishes. Of the documents and mentions, the result has what the site shows only. The error is of the
// environment: the disk, a permission, the context. Errors in the content are in Result.Problems.
func Run(ctx context.Context, o Options) (*Result, error) {
	o = o.withDefaults()
	if !(disk{o.Fs}).real() {
		return runInMemory(ctx, o)
	}
	if err := newProject(o).exists(); err != nil {
		return nil, err // before anything is written beside it
	}
	looked := make(chan *spare, 1)
	go func() { looked <- openSpare(o) }()
	var saving sync.WaitGroup
	save := func() {
		if o.CacheDir != "" {
			_ = o.Cache.Save(o.Fs, o.CacheDir) // that it cannot be kept costs the next build time only
			o.Cache.forget()
		}
	}
	r, err := read(ctx, o, func() { saving.Go(save) })
	s := <-looked
	defer s.close()
	defer saving.Wait()
	if err != nil {
		return nil, err
	}
	o.Progress(Step{Name: "publishing"})
	if o.Strict && r.Problems.Err() != nil {
		return r, nil
	}
	r.letGo()
	err = r.publish(ctx, o, s)
	r.Problems.Sort()
	return r, err
}

// letGo forgets what the site is not made from, so that a large one needs less memory.
func (r *Result) letGo() {
	r.Mentions = nil
	r.Documents = slices.DeleteFunc(slices.Clone(r.Documents), func(d *source.Document) bool {
		return d.Kind != source.Digest && d.Publish != source.Full
	})
}

// runInMemory is Run for files that are in memory.
func runInMemory(ctx context.Context, o Options) (*Result, error) {
	r, err := Build(ctx, o)
	if err != nil || o.Strict && r.Problems.Err() != nil {
		return r, err
	}
	o.Progress(Step{Name: "publishing"})
	if err := Publish(o.Fs, r.Site, o.Public); err != nil {
		return r, err
	}
	r.Published = true
	return r, nil
}

// Build makes the site in memory.
func Build(ctx context.Context, o Options) (*Result, error) {
	o = o.withDefaults()
	r, err := Read(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := r.render(ctx, o); err != nil {
		return nil, err
	}
	r.Problems.Sort()
	return r, nil
}

// Read makes the timeline without its site.
func Read(ctx context.Context, o Options) (*Result, error) { return read(ctx, o, nil) }

// read is Read. Where the site is all that is wanted, told is given, which is called once the cache knows all that it will
// keep; the mentions are left out then when the cache knows what they come to.
func read(ctx context.Context, o Options, told func()) (*Result, error) {
	o = o.withDefaults()
	p := newProject(o)
	if err := p.exists(); err != nil {
		return nil, err
	}
	p.load(ctx)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	run := p.set.Run()
	t, err := p.tell(ctx, run, run.Sources(p.docs), told != nil)
	if err != nil {
		return nil, err
	}
	if told != nil {
		told()
	}
	events := p.clear(run.Events(t.events, t.docs), run)
	timeline.MarkKey(events)
	run.Pin(events)
	corrections, problems := run.Finish()
	p.problems.Add(problems...)
	p.problems = settled(p.problems, p.set)
	p.eventTexts(events)
	p.problems.Sort()
	r := &Result{
		Timeline: p.timeline(events, t.docs, t.undated, corrections), Config: p.config, Documents: t.docs, Mentions: t.mentions,
		Set: p.set, Pages: p.pages, Problems: p.problems, fs: p.fs,
	}
	r.Stats = r.count(t.count, p.cached)
	return r, nil
}

// below returns the file system rooted at a folder. (A [afero.BasePathFs] of "." finds nothing.)
func below(fsys afero.Fs, dir string) afero.Fs {
	if dir == "." {
		return fsys
	}
	return afero.NewBasePathFs(fsys, dir)
}

func (r *Result) count(mentions, cached int) Stats {
	s := Stats{
		Sources: len(r.Documents), Published: map[string]int{}, Mentions: mentions, Events: len(r.Timeline.Events),
		Undated: len(r.Timeline.Undated), Corrections: map[string]int{}, Cached: cached,
	}
	for _, d := range r.Documents {
		s.Published[string(d.PublishedFrom)]++
	}
	for i := range r.Timeline.Events {
		if len(sourcesOf(&r.Timeline.Events[i])) > 1 {
			s.Merged++
		}
	}
	for _, c := range r.Timeline.Corrections {
		s.Corrections[c.Outcome]++
	}
	return s
}

func newProject(o Options) *project {
	return &project{Options: o, fs: below(o.Fs, filepath.Dir(o.Content)), name: filepath.Base(o.Content)}
}

// exists says in plain words that there is nothing to build.
func (p *project) exists() error {
	info, err := p.fs.Stat(p.name)
	if err == nil && !info.IsDir() {
		return fmt.Errorf("%s is a file, not a folder", p.Content)
	}
	if err != nil {
		return &NoContentError{p.Content, err}
	}
	return nil
}

// NoContentError says that the content folder cannot be read.
type NoContentError struct {
	Dir string
	Err error
}

func (e *NoContentError) Error() string { return fmt.Sprintf("there is no folder %s", e.Dir) }

// Unwrap returns the reason.
func (e *NoContentError) Unwrap() error { return e.Err }

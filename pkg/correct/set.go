package correct

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"timeline/pkg/diag"
	"timeline/pkg/timeline"
)

// Set is the corrections of a project, in the order of their IDs.
type Set struct{ corrections []*Correction }

// NewSet returns a set of corrections, whose IDs differ.
func NewSet(corrections ...*Correction) *Set {
	sorted := slices.Clone(corrections)
	slices.SortFunc(sorted, func(a, b *Correction) int { return cmp.Compare(a.ID, b.ID) })
	return &Set{sorted}
}

// Load reads the folder of corrections; that it is missing means that there are none. File names are those of fsys.
func Load(fsys afero.Fs, dir string) (*Set, diag.List) {
	var problems diag.List
	entries, err := afero.ReadDir(fsys, dir)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			problems.Errorf(diag.Position{File: dir}, "cannot read the folder: %v", err)
		}
		return NewSet(), problems
	}
	var list []*Correction
	for _, e := range entries {
		file := path.Join(dir, e.Name())
		switch {
		case e.IsDir() || strings.HasPrefix(e.Name(), "."):
			continue
		case path.Ext(e.Name()) != ".md":
			problems.Add(diag.Problem{Position: diag.Position{File: file}, Severity: diag.Warning,
				Message: "not a correction: its name does not end in .md", Hint: "rename it, or move it out of the folder"})
			continue
		}
		c, more := read(fsys, file, e.Size())
		problems.Add(more...)
		if c != nil {
			list = append(list, c)
		}
	}
	return NewSet(list...), problems
}

func read(fsys afero.Fs, file string, size int64) (*Correction, diag.List) {
	if size > maxFile {
		return Parse(file, make([]byte, maxFile+1)) // says that it is too large without reading it
	}
	data, err := afero.ReadFile(fsys, file)
	if err != nil {
		return nil, diag.List{{Position: diag.Position{File: file}, Message: fmt.Sprintf("cannot read the file: %v", err)}}
	}
	return Parse(file, data)
}

// Len returns the number of corrections.
func (s *Set) Len() int { return len(s.corrections) }

// All returns the corrections in the order of their IDs.
func (s *Set) All() []*Correction { return slices.Clone(s.corrections) }

// A Run applies a set to one build. Its methods are called in this order, each once:
//
//	Sources   before anything is extracted
//	Mentions  before reports are merged
//	Groups    with the events that the merge finds by itself, if Regroups
//	Events    with the merged events
//	Pin       with the key events marked
//	Finish    for what each correction did
type Run struct {
	set      *Set
	outcomes map[string]*outcome
	titles   map[string]string   // by correction: what the events were called that it merges or splits
	pins     map[string][]string // by event: the corrections that pin it
	problems diag.List
}

// outcome is what one correction did.
type outcome struct {
	changes      []timeline.Change
	event        string // the event it shows on
	stale, clash bool
}

// Run starts a build.
func (s *Set) Run() *Run {
	r := &Run{set: s, outcomes: map[string]*outcome{}, titles: map[string]string{}, pins: map[string][]string{}}
	for _, c := range s.corrections {
		r.outcomes[c.ID] = &outcome{}
	}
	return r
}

func (r *Run) change(c *Correction, field, before, after string) {
	if before == after {
		return
	}
	o := r.outcomes[c.ID]
	change := timeline.Change{Field: field, Before: before, After: after}
	if !slices.Contains(o.changes, change) {
		o.changes = append(o.changes, change)
	}
}

// stale reports that the target of a correction is gone.
func (r *Run) stale(c *Correction, hint, format string, args ...any) {
	r.outcomes[c.ID].stale = true
	r.problems.Add(diag.Problem{Position: c.At, Message: fmt.Sprintf(format, args...), Hint: hint, Command: remove(c)})
}

// remove returns the command that takes a correction back.
func remove(c *Correction) string { return "rm " + diag.Shell(c.File) }

// clash reports corrections that give one thing different values. It is one error, at the first of them.
func (r *Run) clash(what string, values map[*Correction]string) {
	list := make([]*Correction, 0, len(values))
	for c := range values {
		list = append(list, c)
		r.outcomes[c.ID].clash = true
	}
	slices.SortFunc(list, func(a, b *Correction) int { return cmp.Compare(a.ID, b.ID) })
	var others []string
	for _, c := range list[1:] {
		others = append(others, fmt.Sprintf("%q in %s", values[c], c.At))
	}
	r.problems.Add(diag.Problem{
		Position: list[0].At,
		Message:  fmt.Sprintf("contradicts another correction: the %s is %q here and %s", what, values[list[0]], strings.Join(others, " and ")),
		Hint:     "keep one of them; until then none is applied",
		Command:  remove(list[len(list)-1]),
	})
}

// agree reports whether corrections that say something of one thing say the same; if not, it reports the clash.
func (r *Run) agree(what string, values map[*Correction]string) bool {
	distinct := map[string]bool{}
	for _, v := range values {
		distinct[v] = true
	}
	if len(distinct) > 1 {
		r.clash(what, values)
		return false
	}
	return true
}

// The outcomes, as in timeline.json.
const (
	Applied    = "applied"
	Superseded = "superseded"
	Stale      = "stale"
	Conflict   = "conflict"
)

func (o *outcome) word() string {
	switch {
	case o.clash:
		return Conflict
	case o.stale:
		return Stale
	case len(o.changes) > 0:
		return Applied
	}
	return Superseded
}

// Finish returns what every correction did, in the order of their IDs, and all that is wrong with them. A superseded
// correction is a note: it does no harm.
func (r *Run) Finish() ([]timeline.Correction, diag.List) {
	list := []timeline.Correction{}
	for _, c := range r.set.corrections {
		o := r.outcomes[c.ID]
		on := ""
		if !c.On.IsZero() {
			on = c.On.String()
		}
		changes := o.changes
		if o.clash || o.stale || changes == nil {
			changes = []timeline.Change{}
		}
		list = append(list, timeline.Correction{
			ID: c.ID, Outcome: o.word(), By: c.By, On: on, Reason: c.Reason, Event: o.event, Changes: changes, Note: c.Note,
		})
		if o.word() == Superseded {
			r.problems.Add(diag.Problem{Position: c.At, Severity: diag.Note,
				Message: "superseded: the articles are read that way without it", Hint: "keep it as a record, or delete the file", Command: remove(c)})
		}
	}
	r.problems.Sort()
	return list, r.problems
}

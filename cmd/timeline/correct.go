package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/afero"
	"github.com/spf13/cobra"

	"timeline/pkg/correct"
	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/pipeline"
	"timeline/pkg/source"
	"timeline/pkg/timeline"
)

const correctHelp = `Write a correction into content/corrections/ and say what it will change. Nothing is overwritten; the file is plain
text, to be edited, reviewed and deleted like any other.

The target is an event, by its ID (the last part of its page's address), or a quoted sentence of a source, or a source
as a whole (--published). A correction of a sentence's date acts before reports are merged into events; one of an
event's date, on the merged event. --add makes a new event, with the --source and --quote that tell it.

The words of the event's evidence are written into the file, so that the event is found again when its ID changes.`

const correctExample = `  timeline correct 2014-02-22-parliament-removed --date 2014-02-22 --reason "The vote was on Saturday."
  timeline correct 2014-03-24-g8 --title "Russia is expelled from the G8" --reason "The title named the wrong group."
  timeline correct 2014-03-20-ban --merge 2014-03-20-un-chief --reason "Both tell of one visit."
  timeline correct --source agency-17 --published 2021-04-13 --reason "Dated by its photograph."
  timeline correct --source agency-17 --quote "talks collapsed on Friday" --hide --reason "A caption, not an event."
  timeline correct --add "The ferry was sold" --date 2017 --editorial --reason "Nobody reported it."`

// correctFlags are the flags of one correction, as typed.
type correctFlags struct {
	source, quote              string
	date, published            string
	title, summary             string
	hide, pin                  bool
	add                        string
	editorial                  bool
	merge, split               []string
	reason, by, on, note, name string
	dryRun                     bool
}

func newCorrect(a *app) *cobra.Command {
	var p projectFlags
	var f correctFlags
	c := &cobra.Command{
		Use:     "correct EVENT-ID | --source ID [--quote WORDS] | --add TITLE",
		Short:   "Write a correction, and say what it will change",
		Long:    correctHelp,
		Example: correctExample,
		GroupID: groupEdit,
		Args:    cobra.MaximumNArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return a.correct(c.Context(), p, f, args) },
	}
	p.register(c)
	s := c.Flags()
	s.StringVar(&f.source, "source", "", "correct a source instead of an event")
	s.StringVar(&f.quote, "quote", "", "the exact words of a sentence of --source")
	s.StringVar(&f.date, "date", "", "the date: 2014-03-28, \"28 March 2014\", \"about March 2014\", 2014-03-20/2014-03-21")
	s.StringVar(&f.published, "published", "", "the publication date of --source")
	s.StringVar(&f.title, "title", "", "the event's title")
	s.StringVar(&f.summary, "summary", "", "the event's summary")
	s.BoolVar(&f.hide, "hide", false, "do not show the event; with --quote, do not read this sentence")
	s.BoolVar(&f.pin, "pin", false, "make it a key event")
	s.StringSliceVar(&f.merge, "merge", nil, "other events that are the same one, by ID")
	s.StringArrayVar(&f.split, "split", nil, "words of a sentence that tells an event of its own")
	s.StringVar(&f.add, "add", "", "the title of an event to add; with --date, and --source or --editorial")
	s.BoolVar(&f.editorial, "editorial", false, "with --add: no article tells it, the editors answer for it alone")
	s.StringVar(&f.reason, "reason", "", "why, for readers (needed)")
	s.StringVar(&f.by, "by", "", "who answers for it")
	s.StringVar(&f.on, "on", "", "the day of the correction (default: today)")
	s.StringVar(&f.note, "note", "", "a longer note for readers, in Markdown")
	s.StringVar(&f.name, "name", "", "the file's name without .md (default: from the target)")
	s.BoolVar(&f.dryRun, "dry-run", false, "say what it would change, and write nothing")
	return c
}

func (a *app) correct(ctx context.Context, p projectFlags, f correctFlags, args []string) error {
	c, err := a.correction(f, args)
	if err != nil {
		return err
	}
	o, err := a.options(p)
	if err != nil {
		return err
	}
	before, err := pipeline.Read(ctx, o)
	if err != nil {
		return explainError(err)
	}
	if c.Event != "" {
		if err := aim(c, before.Timeline); err != nil {
			return err
		}
	}
	name, err := a.freeName(o.Content, f.name, c)
	if err != nil {
		return err
	}
	data := c.Format()
	done, problems, err := a.tryCorrection(ctx, o, name, data, before.Problems)
	if err != nil {
		return err
	}
	if problems.Err() != nil || done.Outcome != correct.Applied && done.Outcome != correct.Superseded {
		for i := range problems {
			problems[i].Command = "" // it is about a file that is not there
		}
		a.printProblems(problems)
		a.say("Nothing was written.")
		return errContent
	}
	return a.writeCorrection(o, name, data, done, f.dryRun)
}

// correction makes a correction of what was typed.
func (a *app) correction(f correctFlags, args []string) (*correct.Correction, error) {
	c := &correct.Correction{
		Source: f.source, Quote: f.quote, By: f.by, Reason: f.reason, Note: f.note,
		Title: f.title, Summary: f.summary, Hide: f.hide, Pin: f.pin, Merge: f.merge,
	}
	if c.By == "" {
		c.By = a.editor
	}
	switch {
	case len(args) == 1 && f.add != "":
		return nil, usagef("--add makes a new event: name no other")
	case len(args) == 1 && f.source != "":
		return nil, usagef("name an event or a --source, not both")
	case len(args) == 1:
		c.Event = args[0]
	case f.source == "" && f.add == "":
		return nil, usagef("name an event by its ID, or a --source, or --add one")
	}
	if strings.TrimSpace(f.reason) == "" {
		return nil, usagef("--reason is needed: readers are told why")
	}
	for _, quote := range f.split {
		c.Split = append(c.Split, correct.Part{Quote: quote})
	}
	on := f.on
	if on == "" {
		on = a.now().Format("2006-01-02")
	}
	for _, d := range []struct {
		flag, typed string
		to          *date.Value
	}{{"date", f.date, &c.Date}, {"published", f.published, &c.Published}, {"on", on, &c.On}} {
		if d.typed == "" {
			continue
		}
		v, err := date.ParseTyped(d.typed)
		if err != nil {
			return nil, typedError(d.flag, err)
		}
		*d.to = v
	}
	if f.add != "" {
		f.addTo(c)
	}
	return c, nil
}

// addTo turns what would correct an event into a new one.
func (f correctFlags) addTo(c *correct.Correction) {
	c.Add = &correct.Addition{Title: f.add, Summary: c.Summary, Date: c.Date, Editorial: f.editorial}
	switch {
	case c.Quote != "":
		c.Add.Evidence = []correct.Quoted{{Source: c.Source, Quote: c.Quote}}
	case c.Source != "":
		c.Add.Sources = []string{c.Source}
	}
	c.Source, c.Quote, c.Summary, c.Date = "", "", "", date.Value{}
}

// typedError says what is wrong with a date on the command line.
func typedError(flag string, err error) error {
	wrong := usagef("--%s: %w", flag, err)
	var input *date.InputError
	if errors.As(err, &input) && input.Hint != "" {
		return hinted{wrong, input.Hint}
	}
	return wrong
}

// maxEvidence is how many quotes of an event a correction keeps to find it again.
const maxEvidence = 3

// aim records on a correction the words of the event that it means, and of those that it merges with it.
func aim(c *correct.Correction, tl *timeline.Timeline) error {
	for n, id := range append([]string{c.Event}, c.Merge...) {
		i := findEvent(tl, id)
		if i < 0 {
			return noEvent(tl, id)
		}
		if n == 0 {
			c.Event = tl.Events[i].ID
		} else {
			c.Merge[n-1] = tl.Events[i].ID
		}
		c.Evidence = append(c.Evidence, quotes(tl, i)...)
	}
	return nil
}

// quotes returns the first different quotes of an event: those that no other event has, if there are any.
func quotes(tl *timeline.Timeline, at int) []correct.Quoted {
	own := map[correct.Quoted]bool{} // of the event, whether no other has it
	for _, v := range tl.Events[at].Evidence {
		own[correct.Quoted{Source: v.Source, Quote: v.Quote}] = true
	}
	for i := range tl.Events {
		for _, v := range tl.Events[i].Evidence {
			if q := (correct.Quoted{Source: v.Source, Quote: v.Quote}); i != at && own[q] {
				own[q] = false
			}
		}
	}
	var list, shared []correct.Quoted
	for _, v := range tl.Events[at].Evidence {
		q := correct.Quoted{Source: v.Source, Quote: v.Quote}
		switch {
		case v.Quote == "" || slices.Contains(list, q) || slices.Contains(shared, q):
		case own[q]:
			list = append(list, q)
		default:
			shared = append(shared, q)
		}
	}
	if len(list) == 0 {
		list = shared
	}
	return list[:min(len(list), maxEvidence)]
}

// findEvent returns the index of an event by its ID or alias, or -1.
func findEvent(tl *timeline.Timeline, id string) int {
	id = strings.Trim(strings.TrimSuffix(strings.TrimSpace(id), "/index.html"), "/")
	id = path.Base(id) // the address of its page will do
	if i := slices.IndexFunc(tl.Events, func(e timeline.Event) bool { return e.ID == id }); i >= 0 {
		return i
	}
	return slices.IndexFunc(tl.Events, func(e timeline.Event) bool { return slices.Contains(e.Aliases, id) })
}

func noEvent(tl *timeline.Timeline, id string) error {
	var ids []string
	for _, e := range tl.Events {
		ids = append(ids, e.ID)
	}
	err := usagef("there is no event %q", id)
	near := correct.NearIDs(id, ids)
	if len(near) == 0 {
		return hinted{err, "an event's ID is the last part of its page's address; timeline.json lists them all"}
	}
	return hinted{err, "did you mean " + strings.Join(near, " or ") + "?"}
}

// freeName returns the path of a correction file that does not exist yet.
func (a *app) freeName(content, name string, c *correct.Correction) (string, error) {
	dir := filepath.Join(content, "corrections")
	if name != "" {
		if name != filepath.Base(name) || strings.HasPrefix(name, ".") {
			return "", usagef("--name is a file's name without a folder: %q", name)
		}
		return filepath.Join(dir, strings.TrimSuffix(name, ".md")+".md"), nil
	}
	stem := c.Event
	switch {
	case c.Add != nil:
		stem = source.Slug(c.Add.Title)
		stem = cmp.Or(strings.Trim(stem[:min(len(stem), 60)], "-._"), "added")
	case stem == "":
		stem = c.Source
	}
	stem = strings.Map(func(r rune) rune {
		if r == '/' || r == '\\' || r < ' ' {
			return '-'
		}
		return r
	}, strings.TrimLeft(stem, "."))
	for n := 1; ; n++ {
		file := filepath.Join(dir, stem+".md")
		if n > 1 {
			file = filepath.Join(dir, stem+"-"+strconv.Itoa(n)+".md")
		}
		_, err := a.fs.Stat(file)
		if errors.Is(err, fs.ErrNotExist) {
			return file, nil
		}
		if err != nil {
			return "", err
		}
	}
}

// tryCorrection reads the project as if the file were there already. It returns what the correction did, and the
// problems that were not there before.
func (a *app) tryCorrection(ctx context.Context, o pipeline.Options, name string, data []byte, before diag.List) (timeline.Correction, diag.List, error) {
	layer := afero.NewCopyOnWriteFs(a.fs, afero.NewMemMapFs())
	if err := layer.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return timeline.Correction{}, nil, err
	}
	if err := afero.WriteFile(layer, name, data, 0o644); err != nil {
		return timeline.Correction{}, nil, err
	}
	o.Fs = layer
	r, err := pipeline.Read(ctx, o)
	if err != nil {
		return timeline.Correction{}, nil, explainError(err)
	}
	fresh := slices.DeleteFunc(r.Problems, func(p diag.Problem) bool { return slices.Contains(before, p) })
	id := strings.TrimSuffix(filepath.Base(name), ".md")
	for _, c := range r.Timeline.Corrections {
		if c.ID == id {
			return c, fresh, nil
		}
	}
	return timeline.Correction{}, fresh, nil
}

func (a *app) writeCorrection(o pipeline.Options, name string, data []byte, done timeline.Correction, dryRun bool) error {
	switch {
	case done.Outcome == correct.Superseded:
		fmt.Fprintln(a.stdout, "Nothing to do: the articles are read that way already. No file was written.")
		return nil
	case dryRun:
		fmt.Fprintf(a.stdout, "%s would say:\n\n%s\nand the next build would change:\n", diag.Printable(name), diag.Printable(string(data)))
	default:
		if err := a.writeSchemas(o.Content); err != nil {
			return err
		}
		if err := a.create(name, data); err != nil {
			return err
		}
		a.saveCache(o)
		fmt.Fprintf(a.stdout, "Wrote %s. The next build will change:\n", a.paint(a.stdout, bold, name))
	}
	for _, c := range done.Changes {
		fmt.Fprintf(a.stdout, "  %-9s %s -> %s\n", c.Field, shown(c.Before), a.paint(a.stdout, green, shown(c.After)))
	}
	if done.Event != "" {
		fmt.Fprintf(a.stdout, "on the event %s.\n", diag.Printable(done.Event))
	}
	return nil
}

// shown is a value of a change for a person; most of them are words, some empty.
func shown(s string) string {
	if s == "" {
		return "(nothing)"
	}
	return diag.Printable(s)
}

package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"
	"github.com/spf13/cobra"

	"timeline/pkg/diag"
	"timeline/pkg/fetch"
	"timeline/pkg/pipeline"
	"timeline/pkg/source"
)

const addHelp = `Read articles and write each as content/sources/ID.md: title, publisher, author, language, publication date and
text, without menus, captions and pleas. An argument is

  the address of a page       https://example.org/2014/03/28/bridge
  the address of a feed       https://example.org/feed.xml (RSS, Atom, JSON Feed): the articles that it lists
  a saved page or text        page.html, notes.txt, notes.md
  a saved feed                feed.xml, feed.rss, feed.atom
  a list of addresses         links.txt: a text file with nothing but an address a line (# starts a comment)
  -                           such a list from standard input

Nothing is overwritten. An article that the project has already, at the same address or in the same words, is left
out; so a run that was interrupted, or failed in part, is taken up by the same command. What was added is shown with the
events that it tells; look at the file, and put right what was misread.

Pages are fetched politely: robots.txt is asked, a host gets a request a second, and addresses of this machine and of
private networks are refused, after redirects too, unless --private allows them.`

const addExample = `  timeline add https://example.org/2014/03/28/bridge-closed
  timeline add saved-page.html notes.txt
  timeline add --limit 20 https://example.org/feed.xml
  timeline add --dry-run - < links.txt`

// addFlags are the flags of one run of add.
type addFlags struct {
	id              string
	private, dryRun bool
	limit           int
}

func newAdd(a *app) *cobra.Command {
	var p projectFlags
	var f addFlags
	c := &cobra.Command{
		Use:     "add URL|FILE|-…",
		Short:   "Add articles from the web, from feeds or from files",
		Long:    addHelp,
		Example: addExample,
		GroupID: groupEdit,
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return a.add(c.Context(), p, f, args) },
	}
	p.register(c)
	c.Flags().StringVar(&f.id, "id", "", "the article's ID (default: from publisher, date and title)")
	c.Flags().BoolVar(&f.private, "private", false, "allow addresses of this machine and of private networks")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "say what would be added, and write nothing")
	c.Flags().IntVar(&f.limit, "limit", 100, "how many articles of one feed to look at, the first ones")
	return c
}

func (a *app) add(ctx context.Context, p projectFlags, f addFlags, args []string) error {
	switch {
	case f.id != "" && (len(args) > 1 || source.Slug(f.id) != f.id):
		return usagef("--id is for one article: letters a to z, digits, and . _ - between them")
	case f.limit < 1:
		return usagef("--limit is a number from 1 on, not %d", f.limit)
	}
	o, err := a.options(p)
	if err != nil {
		return err
	}
	project, err := pipeline.Read(ctx, o)
	if err != nil {
		return explainError(err)
	}
	run := newAdding(a, f, o, project)
	work, err := run.arguments(args)
	if err != nil {
		return err
	}
	if err := run.all(ctx, work); err != nil {
		return err
	}
	if err := run.finish(ctx); err != nil {
		return err
	}
	if len(run.failures) > 0 {
		return errContent
	}
	return nil
}

// adding is one run of add.
type adding struct {
	*app
	addFlags
	options pipeline.Options
	web     *fetch.Client
	ids     map[string]bool
	byURL   map[string]*source.Document // by plain address
	twins   pipeline.Twins

	added    []string // the IDs
	here     int      // articles that the project has
	failures []diag.Problem
	bar      addBar
	several  bool // there is more than one article to look at
}

func newAdding(a *app, f addFlags, o pipeline.Options, project *pipeline.Result) *adding {
	run := &adding{
		app: a, addFlags: f, options: o, web: &fetch.Client{Private: f.private, Wait: a.wait},
		ids: map[string]bool{}, byURL: map[string]*source.Document{},
	}
	if f.dryRun {
		layer := *a
		layer.fs = afero.NewCopyOnWriteFs(a.fs, afero.NewMemMapFs())
		run.app, run.options.Fs = &layer, layer.fs
	}
	for _, d := range project.Documents {
		run.know(d)
	}
	return run
}

// know makes an article of the project known, so that it is not added again. Its other addresses are those that led
// to it.
func (a *adding) know(d *source.Document, addresses ...string) {
	a.ids[d.ID] = true
	a.twins.Add(d)
	for _, address := range append(addresses, d.URL) {
		if plain := plainAddress(address); address != "" && a.byURL[plain] == nil {
			a.byURL[plain] = d
		}
	}
}

// has returns the article of the project that is the same one, and how that shows.
func (a *adding) has(doc *source.Document, addresses ...string) (twin *source.Document, why string) {
	for _, address := range append(addresses, doc.URL) {
		if d := a.byURL[plainAddress(address)]; address != "" && d != nil {
			return d, "the same address"
		}
	}
	return a.twins.Find(doc), "the same words"
}

// all adds what the arguments name, one after the other. The error ends the run; what is wrong with one article is
// noted, and the others follow.
func (a *adding) all(ctx context.Context, work []task) error {
	a.bar = a.progressOf(len(work))
	defer a.bar.done()
	for i := 0; i < len(work); i++ {
		a.several = len(work) > 1
		a.bar.show(i, len(work), work[i].arg)
		more, err := a.one(ctx, work[i])
		var wrong diag.Problem
		switch {
		case ctx.Err() != nil:
			return nil // finish says so
		case err != nil && !errors.As(err, &wrong):
			return err
		case err != nil:
			a.fail(wrong)
		}
		work = slices.Insert(work, i+1, more...)
	}
	return nil
}

// one adds one article, or returns the articles that a feed lists.
func (a *adding) one(ctx context.Context, t task) (more []task, err error) {
	if twin := a.byURL[plainAddress(t.address)]; t.address != "" && twin != nil {
		a.bar.clear()
		a.isHere(t, twin, "the same address") // before it is fetched: a second run goes on where the first one ended
		return nil, nil
	}
	page, err := a.fetch(ctx, t)
	a.bar.clear()
	if err != nil {
		return nil, err
	}
	if page.Type == fetch.FeedType {
		return a.feed(t, page)
	}
	doc, err := a.parse(t, page)
	if err != nil {
		return nil, err
	}
	if twin, why := a.has(doc, t.address, page.URL); twin != nil {
		a.isHere(t, twin, why)
		return nil, nil
	}
	return nil, a.write(doc, t.address, page.URL)
}

// parse reads an article out of a page, with what a feed said of it.
func (a *adding) parse(t task, page fetch.Page) (*source.Document, error) {
	name := "page.html"
	if page.Type != fetch.HTML {
		name = "page" + strings.ToLower(filepath.Ext(t.file))
		if t.file == "" {
			name = "page.txt"
		}
	}
	docs, problems := source.ParsePage(name, page.Data, page.URL)
	for i := range problems {
		problems[i].File = t.arg
		if t.address != "" {
			problems[i].Line, problems[i].Column = 0, 0
		}
	}
	if len(docs) != 1 {
		return nil, firstError(problems, t.arg)
	}
	doc := &docs[0]
	problems.Add(t.complete(doc)...)
	if n := strings.Count(doc.Text, "\uFFFD"); n > 0 {
		problems.Add(diag.Problem{Position: diag.Position{File: t.arg}, Severity: diag.Warning,
			Message: fmt.Sprintf("%s could not be read: the page is not in the charset that it names", count(n, "character")),
			Hint:    "put them right in the file"})
	}
	a.printProblems(problems)
	if doc.URL == "" {
		doc.URL = page.URL
	}
	return doc, nil
}

func firstError(problems diag.List, arg string) error {
	for _, p := range problems {
		if p.Severity == diag.Error {
			return p
		}
	}
	return diag.Problem{Position: diag.Position{File: arg}, Message: "there is no article in it"}
}

// write writes an article and says what was found out about it.
func (a *adding) write(doc *source.Document, addresses ...string) error {
	switch {
	case a.id == "":
		doc.ID = a.freeID(doc)
	case a.taken(a.id):
		return diag.Problem{Position: diag.Position{File: a.id}, Message: "there is an article of this id already, and nothing is overwritten"}
	default:
		doc.ID = a.id
	}
	name := filepath.Join(a.options.Content, "sources", doc.ID+".md")
	if err := a.writeSchemas(a.options.Content); err != nil {
		return err
	}
	if err := a.create(name, doc.Markdown()); err != nil {
		return err
	}
	doc.File = filepath.ToSlash(filepath.Join(filepath.Base(a.options.Content), "sources", doc.ID+".md"))
	a.know(doc, addresses...)
	a.added = append(a.added, doc.ID)
	verb := "Wrote"
	if a.dryRun {
		verb = "Would write"
	}
	fmt.Fprintf(a.stdout, "%s %s\n", verb, a.paint(a.stdout, bold, name))
	a.describe(doc)
	return nil
}

// freeID names an article by its publisher, day and title.
func (a *adding) freeID(doc *source.Document) string {
	parts := []string{doc.Publisher}
	if !doc.Published.IsZero() {
		first, _ := doc.Published.Bounds()
		parts = append(parts, first.String())
	}
	words := strings.Fields(doc.Title)
	parts = append(parts, strings.Join(words[:min(5, len(words))], " "))
	id := source.Slug(strings.Join(parts, " "))
	if len(id) > 60 {
		id = strings.TrimRight(id[:60], "-._")
	}
	if id == "" {
		id = "article"
	}
	for n, base := 2, id; a.taken(id); n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	return id
}

func (a *adding) taken(id string) bool {
	if a.ids[id] {
		return true
	}
	_, err := a.fs.Stat(filepath.Join(a.options.Content, "sources", id+".md"))
	return err == nil
}

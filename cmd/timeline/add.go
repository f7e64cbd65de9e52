package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"timeline/pkg/diag"
	"timeline/pkg/fetch"
	"timeline/pkg/pipeline"
	"timeline/pkg/source"
)

const addHelp = `Read articles and write each as content/sources/ID.md: title, publisher, author, publication date and text, without
menus, captions and pleas. An argument is the address of a page, or a file: a saved page (.html) or text (.txt, .md).

Nothing is overwritten. An article that the project has already, at the same address or in the same words, is left
out. What was added is shown with the events that it tells; look at the file, and put right what was misread.

Pages are fetched politely: robots.txt is asked, a host gets a request a second, and addresses of this machine and of
private networks are refused unless --private allows them.`

// addFlags are the flags of one run of add.
type addFlags struct {
	id      string
	private bool
}

func newAdd(a *app) *cobra.Command {
	var p projectFlags
	var f addFlags
	c := &cobra.Command{
		Use:     "add URL|FILE…",
		Short:   "Add articles from the web or from files",
		Long:    addHelp,
		Example: "  timeline add https://example.org/2014/03/28/bridge-closed\n  timeline add saved-page.html notes.txt",
		GroupID: groupEdit,
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return a.add(c.Context(), p, f, args) },
	}
	p.register(c)
	c.Flags().StringVar(&f.id, "id", "", "the article's ID (default: from publisher, date and title)")
	c.Flags().BoolVar(&f.private, "private", false, "allow addresses of this machine and of private networks")
	return c
}

func (a *app) add(ctx context.Context, p projectFlags, f addFlags, args []string) error {
	if f.id != "" && (len(args) > 1 || source.Slug(f.id) != f.id) {
		return usagef("--id is for one article: letters a to z, digits, and . _ - between them")
	}
	o, err := a.options(p)
	if err != nil {
		return err
	}
	project, err := pipeline.Read(ctx, o)
	if err != nil {
		return explainError(err)
	}
	adding := adding{app: a, options: o, project: project, id: f.id, web: &fetch.Client{Private: f.private}}
	for _, arg := range args {
		if err := adding.one(ctx, arg); err != nil {
			return err
		}
	}
	a.saveCache(o)
	if adding.failed {
		return errContent
	}
	return nil
}

// adding is one run of add.
type adding struct {
	*app
	options pipeline.Options
	project *pipeline.Result
	id      string
	web     *fetch.Client
	failed  bool
}

// one adds one article. The error ends the run; what is wrong with the article alone is printed.
func (a *adding) one(ctx context.Context, arg string) error {
	file, data, address, err := a.fetch(ctx, arg)
	if err != nil {
		a.fail(arg, err)
		return ctx.Err()
	}
	docs, problems := source.ParsePage(file, data, address)
	for i := range problems {
		problems[i].File = arg
		if address != "" {
			problems[i].Line, problems[i].Column = 0, 0
		}
	}
	a.printProblems(problems)
	if len(docs) != 1 {
		a.failed = true
		return nil
	}
	doc := docs[0]
	if address != "" && doc.URL == "" {
		doc.URL = address
	}
	if twin, why := a.has(&doc); twin != nil {
		fmt.Fprintf(a.stdout, "%s is here already: %s (%s).\n", diag.Printable(arg), diag.Printable(twin.File), why)
		return nil
	}
	return a.write(ctx, &doc)
}

func (a *adding) fail(arg string, err error) {
	a.failed = true
	p := diag.Problem{Position: diag.Position{File: arg}, Message: err.Error()}
	var web *fetch.Error
	if errors.As(err, &web) {
		p.Message, p.Hint = web.Message, web.Hint
	}
	a.printProblem(p)
}

// maxArticle bounds a file that is added.
const maxArticle = 16 << 20

// fetch returns the bytes of an article and a file name that says what they are.
func (a *adding) fetch(ctx context.Context, arg string) (file string, data []byte, address string, err error) {
	if u, err := url.Parse(arg); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		page, err := a.web.Get(ctx, arg)
		ext := ".html"
		if page.Type == "text/plain" {
			ext = ".txt"
		}
		return "page" + ext, page.Data, page.URL, err
	}
	switch source.Format(arg) {
	case "html", "txt", "md":
	default:
		return "", nil, "", errors.New("not an address and not a .html, .txt or .md file")
	}
	f, err := a.fs.Open(a.path(arg))
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return "", nil, "", errors.New("there is no such file")
		}
		return "", nil, "", err
	}
	defer f.Close()
	data, err = io.ReadAll(io.LimitReader(f, maxArticle+1))
	return "page" + strings.ToLower(filepath.Ext(arg)), data, "", err
}

// has returns the article of the project that is the same one, and how that shows.
func (a *adding) has(doc *source.Document) (twin *source.Document, why string) {
	for _, d := range a.project.Documents {
		switch {
		case doc.URL != "" && sameAddress(d.URL, doc.URL):
			return d, "the same address"
		case pipeline.SameWords(d, doc):
			return d, "the same words"
		}
	}
	return nil, ""
}

// sameAddress compares addresses without what does not change the page: the scheme, "www.", tracking, the fragment.
func sameAddress(a, b string) bool { return a != "" && plainAddress(a) == plainAddress(b) }

func plainAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	query := u.Query()
	for key := range query {
		if strings.HasPrefix(key, "utm_") || key == "fbclid" || key == "gclid" {
			query.Del(key)
		}
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	return host + strings.TrimSuffix(u.EscapedPath(), "/") + "?" + query.Encode()
}

func (a *adding) write(ctx context.Context, doc *source.Document) error {
	id := a.id
	switch {
	case id == "":
		id = a.freeID(doc)
	case a.taken(id):
		a.fail(id, errors.New("there is an article of this id already, and nothing is overwritten"))
		return nil
	}
	name := filepath.Join(a.options.Content, "sources", id+".md")
	data := doc.Markdown()
	if err := a.writeSchemas(a.options.Content); err != nil {
		return err
	}
	if err := a.create(name, data); err != nil {
		return err
	}
	r, err := pipeline.Read(ctx, a.options)
	if err != nil {
		return explainError(err)
	}
	fmt.Fprintf(a.stdout, "Wrote %s\n", a.paint(a.stdout, bold, name))
	a.describe(doc)
	a.newEvents(r, id)
	a.project = r
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
	if slices.ContainsFunc(a.project.Documents, func(d *source.Document) bool { return d.ID == id }) {
		return true
	}
	_, err := a.fs.Stat(filepath.Join(a.options.Content, "sources", id+".md"))
	return err == nil
}

// describe says what was found out about an article, and how.
func (a *adding) describe(doc *source.Document) {
	line := func(key, value, how string) {
		if how != "" {
			how = " (" + how + ")"
		}
		fmt.Fprintf(a.stdout, "  %-10s %s%s\n", key, shown(value), diag.Printable(how))
	}
	line("title", doc.Title, "")
	line("publisher", doc.Publisher, "")
	if doc.Author != "" {
		line("author", doc.Author, "")
	}
	if doc.Published.IsZero() {
		line("published", "", "write published: at the head of the file if you know")
		return
	}
	line("published", doc.Published.String(), doc.PublishedWhy)
}

// newEvents lists the events that an article tells now that it is there.
func (a *adding) newEvents(r *pipeline.Result, id string) {
	for _, e := range r.Timeline.Events {
		quoted, others := 0, 0
		for _, v := range e.Evidence {
			if v.Source == id {
				quoted++
			} else {
				others++
			}
		}
		switch {
		case quoted == 0:
		case others == 0:
			fmt.Fprintf(a.stdout, "  %s %s %s\n", a.paint(a.stdout, green, "new  "), e.Date.Words("en"), diag.Printable(e.Title))
		default:
			fmt.Fprintf(a.stdout, "  %s %s %s\n", a.paint(a.stdout, cyan, "joins"), e.Date.Words("en"), diag.Printable(e.Title))
		}
	}
}

package site

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"timeline/pkg/diag"
	"timeline/pkg/press"
	"timeline/pkg/timeline"
	"timeline/templates"
)

// task makes one file. render fills in a page for a template; bytes makes any other file.
type task struct {
	path   string
	key    timeline.Digest // zero: unknown
	render func(*renderer) (page, error)
	bytes  func(*renderer) ([]byte, error)
}

// page is what a template is given.
type page struct {
	Site        *model
	Template    string
	Path, Root  string
	Kind        string // which entry of the menu it belongs to
	Title       string
	Description string
	Type        string // Open Graph: website or article
	JSONLD      template.JS
	Hidden      bool         // from search engines
	Image       string       // the picture that stands for the page elsewhere, "" for the site's own
	Style       template.CSS // inside the page, allowed by its hash
	StyleHash   string
	Body        any
}

// Canonical is the page's absolute address, "" when the site's is not known.
func (p *page) Canonical() string {
	if p.Site.BaseURL == "" {
		return ""
	}
	return p.Site.BaseURL + strings.TrimSuffix(p.Path, "index.html")
}

// Picture is the absolute address of the page's picture. It has one where the page has one.
func (p *page) Picture() string { return p.Site.BaseURL + pathEscape(cmp.Or(p.Image, cardFile)) }

// renderer holds what all tasks share. It is not changed while they run.
type renderer struct {
	m     *model
	pages map[string]func() (*press.Template, diag.List)
	over  Overrides
}

// newRenderer prepares the templates: each page's file together with base.html, which frames it, and parts.html, which
// holds what several pages use. Those of the project are read at once, to report their mistakes before anything is made;
// of the built-in ones, each with the first page that needs it, as a small change needs few.
func newRenderer(m *model, over Overrides) (*renderer, diag.List) {
	r := &renderer{m: m, pages: map[string]func() (*press.Template, diag.List){}, over: over}
	var problems diag.List
	names, _ := fs.Glob(templates.Files, "*.html")
	for _, name := range names {
		if name == "base.html" || name == "parts.html" {
			continue
		}
		read := sync.OnceValues(func() (*press.Template, diag.List) {
			set, funcs, found := r.parse(name)
			return press.New(set, name, funcs), found
		})
		if over != nil {
			_, found := read()
			problems.Add(found...)
		}
		r.pages[name] = read
	}
	return r, problems
}

// parse reads what a page is made with, and returns the functions that it may call beside it.
func (r *renderer) parse(name string) (*template.Template, template.FuncMap, diag.List) {
	var problems diag.List
	set, funcs := template.New("site"), r.m.funcs()
	funcs["part"] = parts(set)
	set.Funcs(funcs)
	for _, file := range []string{"base.html", "parts.html", name} {
		src, err := r.file(file)
		if err == nil {
			_, err = set.New(file).Parse(tidy(r.m.words.inline(string(src))))
		}
		if err != nil {
			problems.Add(templateProblem(err))
		}
	}
	return set, funcs, problems
}

// file returns a template or asset, the project's own before the built-in one.
func (r *renderer) file(name string) ([]byte, error) {
	if r.over != nil {
		data, err := fs.ReadFile(r.over, name)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return data, err
		}
	}
	return fs.ReadFile(templates.Files, name)
}

var indent = regexp.MustCompile(`\n\s+`)

// tidy takes the indentation off a template, once, instead of from every page made with it.
func tidy(s string) string { return indent.ReplaceAllString(s, "\n") }

func (m *model) funcs() template.FuncMap {
	return template.FuncMap{
		"t": m.words.text, "n": m.words.count, "num": m.words.number, "upper": upperFirst, "forms": m.words.forms,
		"label": m.words.label,
		"item":  func(e *event, up string, find bool) item { return item{e, up, find} },
	}
}

// parts returns the function that renders a part of the frame: a named template that looks at nothing of the page but
// its root, its kind and whether it is the first. It is rendered once for each of these and kept.
func parts(t *template.Template) func(name string, p *page) (template.HTML, error) {
	type key struct {
		name, root, kind string
		first            bool
	}
	var made sync.Map
	return func(name string, p *page) (template.HTML, error) {
		k := key{name, p.Root, p.Kind, p.Path == "index.html"}
		if part, ok := made.Load(k); ok {
			return part.(template.HTML), nil
		}
		var b strings.Builder
		if err := t.ExecuteTemplate(&b, name, &page{Site: p.Site, Root: p.Root, Kind: p.Kind, Path: p.Path}); err != nil {
			return "", err
		}
		part := template.HTML(b.String()) // written by a template, which has escaped it
		made.Store(k, part)
		return part, nil
	}
}

// item is an event in a list, with the way to the root, and whether the page is one that a reader filters.
type item struct {
	*event
	Root string
	Find bool
}

var templateAt = regexp.MustCompile(`template: ([^:]+):(\d+)(?::(\d+))?: (.*)`)

// templateProblem gives an error of a template its place.
func templateProblem(err error) diag.Problem {
	msg := firstLine(err.Error())
	p := diag.Problem{Position: diag.Position{File: "templates"}, Message: msg}
	if at := templateAt.FindStringSubmatch(msg); at != nil {
		p.File, p.Message = "templates/"+at[1], at[4]
		p.Line, _ = strconv.Atoi(at[2])
	}
	return p
}

func (r *renderer) make(buf *bytes.Buffer, t *task) error {
	if t.bytes != nil {
		data, err := t.bytes(r)
		buf.Write(data)
		return err
	}
	p, err := r.page(t)
	if err != nil {
		return err
	}
	read := r.pages[p.Template]
	if read == nil {
		return fmt.Errorf("no template %s", p.Template)
	}
	tmpl, found := read()
	if err := found.Err(); err != nil {
		return err
	}
	return tmpl.Execute(buf, &p)
}

// page fills in what the template of a task is given.
func (r *renderer) page(t *task) (page, error) {
	p, err := t.render(r)
	if err != nil {
		return p, err
	}
	p.Site, p.Path, p.Root = r.m, t.path, cmp.Or(p.Root, root(t.path))
	if p.Type == "" {
		p.Type = "website"
	}
	return p, nil
}

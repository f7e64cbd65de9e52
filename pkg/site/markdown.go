package site

import (
	"bytes"
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// mdPage is a page of content/pages.
type mdPage struct {
	ID, Title, Path string
	body            string
}

// addPages prepares the Markdown pages: about first, then methods, then the others. A page's first heading is its title
// when it has no other. A project without an about page gets a short one.
func (m *model) addPages(pages []Page) {
	for _, p := range pages {
		title, body := p.Title, p.Body
		if first, rest, ok := leadingTitle(body); ok {
			title, body = cmp.Or(title, first), rest
		}
		m.Pages = append(m.Pages, &mdPage{ID: p.ID, Title: clean(cmp.Or(title, p.ID)), Path: slug(p.ID) + "/", body: body})
	}
	if !slices.ContainsFunc(pages, func(p Page) bool { return p.ID == "about" }) {
		body := m.Description + "\n\n" + m.words.text("about_text", m.words.count("events", len(m.Events)), m.words.count("sources", len(m.Sources)))
		m.Pages = append(m.Pages, &mdPage{ID: "about", Title: m.words.text("about"), Path: "about/", body: body})
	}
	first := map[string]int{"about": -2, "methods": -1}
	slices.SortStableFunc(m.Pages, func(a, b *mdPage) int {
		return cmp.Or(cmp.Compare(first[a.ID], first[b.ID]), cmp.Compare(a.ID, b.ID))
	})
}

// leadingTitle takes a first line "# Title" off a body.
func leadingTitle(body string) (title, rest string, ok bool) {
	line, rest, _ := strings.Cut(strings.TrimLeft(body, "\n\r\t "), "\n")
	title, ok = strings.CutPrefix(line, "# ")
	if !ok {
		return "", body, false
	}
	return strings.TrimSpace(strings.TrimRight(title, "# \r")), rest, true
}

// newMarkdown returns the converter: CommonMark with tables and typographer's quotes left alone, raw HTML dropped.
func newMarkdown() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(tame{}, 100))),
	)
}

// markdown converts editors' Markdown.
func (m *model) markdown(s string) (template.HTML, error) {
	var b bytes.Buffer
	if err := m.md.Convert([]byte(clean(s)), &b); err != nil {
		return "", err
	}
	return template.HTML(b.String()), nil // goldmark's output, without raw HTML and with links checked by tame
}

// tame makes a Markdown text safe to stand in a page: it lowers headings below the page's own, drops links to anything
// but the web, mail and the site itself, and drops pictures from other hosts, which the pages may not load.
type tame struct{}

// Transform changes the tree in place.
func (tame) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	var drop []ast.Node
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			n.Level = min(max(n.Level, 2), 6)
		case *ast.Link:
			n.Destination = safeLink(n.Destination)
		case *ast.AutoLink:
			if len(safeLink(n.URL(reader.Source()))) == 0 && n.AutoLinkType == ast.AutoLinkURL {
				drop = append(drop, n)
			}
		case *ast.Image:
			drop = append(drop, n)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range drop {
		unwrap(n, reader.Source())
	}
}

// unwrap puts the words of a link or picture in its place.
func unwrap(n ast.Node, src []byte) {
	words := ast.NewString(nodeText(n, src))
	n.Parent().ReplaceChild(n.Parent(), n, words)
}

func nodeText(n ast.Node, src []byte) []byte {
	if l, ok := n.(*ast.AutoLink); ok {
		return l.Label(src)
	}
	var b []byte
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b = append(b, t.Segment.Value(src)...)
		}
	}
	return b
}

// safeLink returns the address, or nothing when it is not http, https, mailto or relative. A relative one that names a
// folder gets its index.html, as a disk would list the folder instead.
func safeLink(dest []byte) []byte {
	u, err := url.Parse(strings.TrimSpace(string(dest)))
	if err != nil {
		return nil
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https", "mailto":
		return dest
	case "":
		if u.Host != "" || strings.HasPrefix(u.Path, "//") {
			return nil
		}
		if strings.HasSuffix(u.Path, "/") {
			u.Path += "index.html"
			return []byte(u.String())
		}
		return dest
	}
	return nil
}

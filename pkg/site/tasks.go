package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"timeline/pkg/diag"
)

// tasks returns every file of the site. Their order is that of messages; no file depends on another's task.
func (m *model) tasks(problems *diag.List) []task {
	searched := make(chan []task)
	go func() { searched <- m.searchIndex() }()
	lists := m.listings()
	tasks := slices.Concat(
		m.each(len(lists), 1, func(tasks []task, i int) []task { return append(tasks, lists[i]()) }),
		m.each(len(m.Events), 2, func(tasks []task, i int) []task { return m.eventTasks(tasks, m.Events[i]) }),
		m.each(len(m.Sources), 1, func(tasks []task, i int) []task { return append(tasks, m.sourcePage(m.Sources[i])) }),
		m.overviews(), []task{m.notFound()}, m.markdownPages(), m.assets(problems), <-searched, []task{m.robots()},
	)
	if m.BaseURL != "" {
		tasks = append(tasks, m.sitemap(tasks))
	}
	return unique(tasks, problems)
}

// each returns what add adds for the numbers below n, in their order: about so many for each. Stretches of them are made at
// once.
func (m *model) each(n, about int, add func(tasks []task, i int) []task) []task {
	stretch := max(1, min(256, n/jobs(m.jobs)))
	parts := make([][]task, (n+stretch-1)/stretch)
	parallel(m.jobs, len(parts), func(k int) {
		parts[k] = make([]task, 0, about*stretch)
		for i := k * stretch; i < min(n, (k+1)*stretch); i++ {
			parts[k] = add(parts[k], i)
		}
	})
	return slices.Concat(parts...)
}

// eventTasks adds the files of an event.
func (m *model) eventTasks(tasks []task, e *event) []task {
	tasks = append(tasks, m.eventPage(e), m.embedCard(e))
	if m.picture(e) != "" {
		tasks = append(tasks, m.eventCard(e))
	}
	for _, alias := range e.Aliases {
		if m.eventByID[alias] == nil {
			tasks = append(tasks, m.aliasPage(alias, e))
		}
	}
	return tasks
}

// unique drops a task whose file another one makes already: two pages, or an alias, with one address.
func unique(tasks []task, problems *diag.List) []task {
	seen := make(map[string]bool, len(tasks))
	kept := tasks[:0]
	for _, t := range tasks {
		key := strings.ToLower(t.path) // some file systems take A.html and a.html for one
		if seen[key] {
			problems.Add(diag.Problem{
				Position: diag.Position{File: t.path}, Severity: diag.Warning,
				Message: "two pages have this address; only the first is kept", Hint: "give one of them another id",
			})
			continue
		}
		seen[key] = true
		kept = append(kept, t)
	}
	return kept
}

// notFound is shown for any address that has no page, "a/b/c" too, from where no relative link leads home. Its links
// begin at the root that the base URL names. Without one they hold for addresses at the top alone, so that the page
// carries the style that it needs, allowed by its hash.
func (m *model) notFound() task {
	return task{path: "404.html", key: m.key(m.newKey("not found")), render: func(r *renderer) (page, error) {
		p := page{Template: "404.html", Title: m.words.text("not_found"), Hidden: true}
		if u, err := url.Parse(m.BaseURL); err == nil && m.BaseURL != "" {
			p.Root = u.EscapedPath()
			return p, nil
		}
		style, err := r.file("404.css")
		style = bytes.TrimSpace(shrink("404.css", style))
		sum := sha256.Sum256(style)
		p.Style, p.StyleHash = template.CSS(style), "sha256-"+base64.StdEncoding.EncodeToString(sum[:])
		return p, err
	}}
}

func (m *model) aliasPage(alias string, e *event) task {
	return task{path: "events/" + slug(alias) + "/index.html", key: m.cardKey(e), render: func(*renderer) (page, error) {
		return page{Template: "redirect.html", Title: e.Title, Hidden: true, Body: e}, nil
	}}
}

func (m *model) markdownPages() []task {
	var tasks []task
	for _, p := range m.Pages {
		tasks = append(tasks, m.markdownPage(p))
	}
	return tasks
}

func (m *model) markdownPage(p *mdPage) task {
	k := m.newKey("page")
	k.str(p.ID, p.Title, p.body)
	return task{path: p.Path + "index.html", key: m.key(k), render: func(*renderer) (page, error) {
		body, err := m.markdown(p.body)
		return page{Template: "page.html", Kind: p.ID, Title: p.Title, Description: m.Description, Body: body}, err
	}}
}

// robots lets every crawler in and, when the site's address is known, shows it the map.
func (m *model) robots() task {
	s := "User-agent: *\nAllow: /\n"
	if m.BaseURL != "" {
		s += "\nSitemap: " + m.BaseURL + "sitemap.xml\n"
	}
	return ready("robots.txt", []byte(s))
}

// sitemap lists the pages that readers look for: not the cards, the redirects or the page of errors.
func (m *model) sitemap(tasks []task) task {
	aliases := map[string]bool{}
	for _, e := range m.Events {
		for _, a := range e.Aliases {
			if m.eventByID[a] == nil {
				aliases["events/"+slug(a)+"/index.html"] = true
			}
		}
	}
	k := m.newKey("sitemap")
	var pages []string
	for i := range tasks {
		if path := tasks[i].path; path == "index.html" || strings.HasSuffix(path, "/index.html") && !aliases[path] {
			pages = append(pages, strings.TrimSuffix(path, "index.html"))
			k.str(path)
		}
	}
	return task{path: "sitemap.xml", key: m.key(k), bytes: func(*renderer) ([]byte, error) {
		var b strings.Builder
		b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
		for _, path := range pages {
			b.WriteString("<url><loc>" + xmlEscape(m.BaseURL+pathEscape(path)) + "</loc></url>\n")
		}
		b.WriteString("</urlset>\n")
		return []byte(b.String()), nil
	}}
}

// ready is a file whose bytes are known already.
func ready(path string, data []byte) task {
	return task{path: path, key: keyOf(data), bytes: func(*renderer) ([]byte, error) { return data, nil }}
}

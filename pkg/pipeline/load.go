package pipeline

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/spf13/afero"

	"timeline/pkg/correct"
	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/event"
	"timeline/pkg/front"
	"timeline/pkg/site"
	"timeline/pkg/source"
	"timeline/pkg/timeline"
)

// project is a build under way. Its file system is rooted at the folder that holds the content folder, so that
// positions read content/sources/a.md wherever the project is.
type project struct {
	Options
	fs   afero.Fs
	name string // of the content folder

	config   timeline.Config
	docs     []*source.Document
	digests  []event.Digest // of docs, once they are extracted
	set      *correct.Set
	pages    []site.Page
	texts    []text
	problems diag.List
	cached   int
}

// text is an editors' text for an event.
type text struct{ id, file, body string }

func (p *project) path(parts ...string) string {
	return path.Join(append([]string{p.name}, parts...)...)
}

// load reads everything that the editors wrote.
func (p *project) load(ctx context.Context) {
	p.loadConfig()
	p.loadSources(ctx)
	set, problems := correct.Load(p.fs, p.path("corrections"))
	p.set = set
	p.problems.Add(problems...)
	p.loadPages()
	p.loadTexts()
}

func (p *project) loadConfig() {
	file := p.path("timeline.yaml")
	data, ok := p.read(file)
	if ok {
		tree, problems := front.Read(file, data, 1, &p.config)
		p.problems.Add(problems...)
		p.checkConfig(tree)
	}
	if p.config.Language == "" {
		p.config.Language = "en"
	}
	if p.BaseURL != "" {
		p.config.BaseURL = p.BaseURL
	}
}

func (p *project) checkConfig(tree *front.Tree) {
	wrong := func(key, hint, format string, args ...any) {
		p.problems.Add(diag.Problem{Position: tree.Value(key), Message: fmt.Sprintf(format, args...), Hint: hint})
	}
	c := &p.config
	if _, err := time.LoadLocation(c.TimeZone); err != nil {
		wrong("time_zone", "write an IANA name such as Europe/Kyiv", "there is no time zone %q", c.TimeZone)
		c.TimeZone = ""
	}
	if c.BaseURL != "" && !webURL(c.BaseURL) {
		wrong("base_url", "write the address of the site: https://example.org/timeline/", "not an http or https address: %q", c.BaseURL)
		c.BaseURL = ""
	}
	if c.Repository != "" && !webURL(c.Repository) && !strings.HasPrefix(c.Repository, "mailto:") {
		wrong("repository", "write an https address or mailto:somebody@example.org", "not an https or mailto address: %q", c.Repository)
		c.Repository = ""
	}
	for i, period := range c.Periods {
		if !period.To.IsZero() && date.Compare(period.To, period.From) < 0 {
			p.problems.Add(diag.Problem{Position: tree.Value("periods", fmt.Sprint(i), "to"),
				Message: fmt.Sprintf("the period %q ends before it starts", period.Name), Hint: "exchange from and to"})
		}
	}
}

// webURL reports whether s is an absolute http or https URL.
func webURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// read reads a file; that it is not there is no problem.
func (p *project) read(file string) (data []byte, ok bool) {
	data, err := afero.ReadFile(p.fs, file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, false
	case err != nil:
		p.problems.Errorf(diag.Position{File: file}, "cannot be read: %s", cause(err))
		return nil, false
	case !utf8.Valid(data):
		p.problems.Add(diag.Problem{Position: diag.Position{File: file, Line: 1, Column: 1}, Message: "not UTF-8", Hint: "save the file as UTF-8"})
		return nil, false
	}
	return data, true
}

// cause leaves out the path of a file error, which the position already says.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// loadSources parses all articles and keeps those whose ID is unique, in the order of their IDs.
func (p *project) loadSources(ctx context.Context) {
	files, problems := source.Files(p.fs, p.path("sources"))
	p.problems.Add(problems...)
	p.Cache.begin()
	all := p.parse(ctx, p.readAll(ctx, files))
	first := map[string]*source.Document{}
	for i := range all {
		p.problems.Add(all[i].problems...)
		for j := range all[i].docs {
			d := &all[i].docs[j]
			if f, taken := first[d.ID]; taken {
				p.problems.Add(diag.Problem{Position: position(d), Message: fmt.Sprintf("the source %q is already in %s", d.ID, position(f)),
					Hint: "give one of them another name (for .jsonl, another id), or delete one if they are the same article"})
				continue
			}
			first[d.ID] = d
			p.docs = append(p.docs, d)
		}
	}
	slices.SortFunc(p.docs, func(a, b *source.Document) int { return cmp.Compare(a.ID, b.ID) })
	if len(files) == 0 {
		p.problems.Add(diag.Problem{Position: diag.Position{File: p.path("sources")}, Severity: diag.Warning,
			Message: "there are no articles", Hint: "put articles here as .md, .txt or .html files"})
	}
}

// unit is a file, or a line of a .jsonl file: what is read at once, and kept in the cache by itself.
type unit struct {
	file     string
	number   int // of the line, from 1; 0 for a file
	data     []byte
	problems diag.List // why it cannot be read
}

// readAll reads files and divides them into units, in their order.
func (p *project) readAll(ctx context.Context, files []string) []unit {
	parts := make([][]unit, len(files))
	p.parallel(ctx, "reading files", len(files), func(i int) {
		data, err := afero.ReadFile(p.fs, files[i])
		if err != nil {
			u := unit{file: files[i]}
			u.problems.Errorf(diag.Position{File: files[i]}, "cannot be read: %s", cause(err))
			parts[i] = []unit{u}
			return
		}
		parts[i] = divide(files[i], data)
	})
	return slices.Concat(parts...)
}

// divide returns the lines of a .jsonl file that hold something, and any other file whole.
func divide(file string, data []byte) []unit {
	whole := []unit{{file: file, data: data}}
	if source.Format(file) != "jsonl" || bytes.Contains(data, []byte("\n\ufeff")) { // a byte order mark counts at the start of a file only
		return whole
	}
	var lines []unit
	number := 0
	for line := range bytes.Lines(data) {
		number++
		if len(bytes.TrimSpace(line)) > 0 {
			lines = append(lines, unit{file: file, number: number, data: bytes.TrimRight(line, "\r\n")})
		}
	}
	if len(lines) == 0 {
		return whole
	}
	return lines
}

// parse parses units, several at once.
func (p *project) parse(ctx context.Context, units []unit) []parsed {
	all := make([]parsed, len(units))
	p.parallel(ctx, "reading articles", len(units), func(i int) {
		u := &units[i]
		if u.problems != nil {
			all[i].problems = u.problems
			return
		}
		all[i] = p.Cache.parse(u.file, u.data)
		if u.number > 1 {
			all[i] = all[i].at(u.number)
		}
	})
	return all
}

// at returns a copy of what was read from a line by itself as it is read from that line of its file.
func (p parsed) at(number int) parsed {
	p.docs, p.problems = slices.Clone(p.docs), slices.Clone(p.problems)
	for i := range p.docs {
		p.docs[i].Line = number
	}
	for i := range p.problems {
		p.problems[i].Line += number - 1
	}
	return p
}

// position is where an article starts.
func position(d *source.Document) diag.Position {
	return diag.Position{File: d.File, Line: max(1, d.Line), Column: 1}
}

// parallel calls do with 0 to n-1 on as many goroutines as there are jobs, until the context ends.
func (p *project) parallel(ctx context.Context, name string, n int, do func(int)) {
	var mu sync.Mutex
	done := 0
	share(p.Jobs, n, func(i int) {
		if ctx.Err() != nil {
			return
		}
		do(i)
		mu.Lock()
		defer mu.Unlock()
		done++
		p.Progress(Step{name, done, n})
	})
}

// loadPages reads content/pages/*.md.
func (p *project) loadPages() {
	for _, file := range p.markdown("pages") {
		data, ok := p.read(file)
		if !ok {
			continue
		}
		var matter struct {
			Title string `yaml:"title"`
		}
		head, body, _, ok := front.Split(data)
		if ok {
			p.problems.Add(front.Decode(file, head, front.HeadLine, &matter)...)
		}
		p.pages = append(p.pages, site.Page{ID: stem(file), File: file, Title: matter.Title, Body: string(body)})
	}
}

// loadTexts reads content/events/*.md: the editors' texts for events.
func (p *project) loadTexts() {
	for _, file := range p.markdown("events") {
		data, ok := p.read(file)
		if !ok {
			continue
		}
		head, body, _, ok := front.Split(data)
		if ok {
			p.problems.Add(front.Decode(file, head, front.HeadLine, &struct{}{})...)
		}
		p.texts = append(p.texts, text{stem(file), file, strings.TrimSpace(string(body))})
	}
}

func stem(file string) string { return strings.TrimSuffix(path.Base(file), path.Ext(file)) }

// markdown lists the Markdown files of a folder of the content, sorted; the folder need not be there.
func (p *project) markdown(folder string) []string {
	dir := p.path(folder)
	entries, err := afero.ReadDir(p.fs, dir)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			p.problems.Errorf(diag.Position{File: dir}, "cannot be read: %s", cause(err))
		}
		return nil
	}
	var files []string
	for _, e := range entries {
		file := path.Join(dir, e.Name())
		switch {
		case e.IsDir() || strings.HasPrefix(e.Name(), "."):
		case path.Ext(e.Name()) == ".md":
			files = append(files, file)
		default:
			p.problems.Add(diag.Problem{Position: diag.Position{File: file}, Severity: diag.Warning,
				Message: "passed over: its name does not end in .md", Hint: "rename it, or move it out of the folder"})
		}
	}
	return files
}

// eventTexts puts the editors' texts on their events, found by ID or alias.
func (p *project) eventTexts(events []timeline.Event) {
	if len(p.texts) == 0 {
		return
	}
	at := map[string]int{}
	var ids []string
	for i, e := range events {
		for _, a := range e.Aliases {
			at[a] = i
		}
		ids = append(ids, e.ID)
	}
	for i, e := range events {
		at[e.ID] = i
	}
	for _, t := range p.texts {
		i, ok := at[t.id]
		if !ok {
			hint := "`timeline build` writes the events' ids into public/timeline.json"
			if near := diag.Nearest(t.id, ids); len(near) > 0 {
				hint = "did you mean " + strings.Join(near, " or ") + "?"
			}
			p.problems.Add(diag.Problem{Position: diag.Position{File: t.file, Line: 1, Column: 1},
				Message: fmt.Sprintf("there is no event %q for this text", t.id), Hint: hint})
			continue
		}
		events[i].Text = t.body
	}
}

// clear returns the events without those that are unclear and of which no editor has said anything.
func (p *project) clear(events []timeline.Event, run *correct.Run) []timeline.Event {
	told := make(map[string]bool, len(p.texts))
	for _, t := range p.texts {
		told[t.id] = true
	}
	out := make([]timeline.Event, 0, len(events)) // the cache has them all
	for i := range events {
		e := &events[i]
		touched := len(e.Corrections) > 0 || run.Pinned(e.ID) || told[e.ID] || slices.ContainsFunc(e.Aliases, func(id string) bool { return told[id] })
		if !e.Unclear || touched {
			out = append(out, *e)
		}
	}
	return out
}

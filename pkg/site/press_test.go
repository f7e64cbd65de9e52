package site

import (
	"bytes"
	"fmt"
	"html/template"
	"testing"
	"testing/fstest"

	"timeline/pkg/press"
)

// TestPressed makes every page of some sites twice, with pkg/press as the program does and with html/template alone, and
// expects the same bytes. No built-in template may be left to html/template.
func TestPressed(t *testing.T) {
	for _, lang := range []string{"en", "uk", "ru"} {
		small, long := fixture(), generate(700, 4)
		long.Timeline.Corrections = small.Timeline.Corrections
		unknown := generate(3, 5)
		unknown.Config.BaseURL, unknown.Config.Repository = "", "mailto:editor@selby.example"
		for name, in := range map[string]Input{"fixture": small, "long": long, "no address": unknown, "nothing": {Timeline: generate(0, 1).Timeline}} {
			t.Run(lang+"/"+name, func(t *testing.T) {
				in.Config.Language = lang
				for page, p := range comparePages(t, in) {
					if p.left != "0 " {
						t.Errorf("%s: left to html/template: %s", page, p.left)
					}
				}
			})
		}
	}
}

// oddEvent is an event's template written as somebody else might: some of it is left to html/template.
const oddEvent = `{{template "head" .}}{{$page := .}}{{$last := ""}}{{with .Body}}
{{block "title" .}}<h1 title="{{.Title}}">{{printf "%q, %d" .Title (len .Evidence)}}</h1>{{end}}
{{range $i, $e := .Evidence}}{{if gt $i 2}}{{break}}{{end}}{{if eq $e.Source.Publisher $last}}{{continue}}{{end}}{{$last = $e.Source.Publisher}}
<p class="{{template "cite" .Source}}" style="order: {{$i}}" onclick="alert({{.Written}})">{{$last}} {{$page.Title | printf "%.5s" | upper}}</p>
{{else}}<p>Nothing</p>{{end}}
<script>var event = {{.Title}}, names = {{.People}};</script><style>p::before { content: "{{.Status}}" }</style>
{{range $k, $v := .Names}}{{$k}} {{$v.Label}}{{end}}{{range 3}}.{{end}}{{index .Sources 0 | printf "%T"}}{{slice .Title 0 1}}{{.Title | html}}
{{end}}{{template "foot" .}}`

// plainEvent is written with what pages are usually written with.
const plainEvent = `{{template "head" .}}{{$page := .}}{{with .Body}}{{$title := .Title}}
{{block "title" .}}<h1 title="{{.Title}}">{{printf "%q, %d" .Title (len .Evidence)}}</h1>{{end}}
{{range $i, $e := .Evidence}}{{if gt $i 2}}{{break}}{{end}}<p>{{$e.Source.Name}}: {{$title}}, {{$page.Kind}} {{print $i}}</p>{{else}}none{{end}}
{{end}}{{template "foot" .}}`

func TestPressedOverride(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		left             bool
	}{
		{"odd", "event.html", oddEvent, true},
		{"plain", "event.html", plainEvent, false},
		{"wrong", "event.html", `{{template "head" .}}{{.Nothing}}`, true},
		{"wrong for some", "event.html", "\n<p>{{.Body.Prev.Title}}</p>", false},
		{"unsafe", "event.html", `<p title={{.Title}} {{.Kind}}="x"><a href={{.Body.Permalink}}>{{.Title}}</a>`, true},
		{"broken", "event.html", `<p title="{{if .Title}}"{{end}}>`, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := fixture()
			in.Templates = fstest.MapFS{c.file: {Data: []byte(c.text)}}
			pages := comparePages(t, in)
			if left := pages[c.file].why != ""; left != c.left {
				t.Errorf("left to html/template: %v, %q", left, pages[c.file].left)
			}
		})
	}
}

type pressedPage struct{ left, why string }

// comparePages makes all pages in both ways and returns which templates were left to html/template.
func comparePages(t *testing.T, in Input) map[string]pressedPage {
	t.Helper()
	files, problems := Plan(in)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	r := files[0].r
	plain := map[string]*template.Template{}
	for name := range r.pages {
		plain[name], _, _ = r.parse(name)
	}
	for _, f := range files {
		if f.task.bytes != nil {
			continue
		}
		var got, want bytes.Buffer
		gotErr := r.make(&got, f.task)
		p, err := r.page(f.task)
		if err == nil {
			err = plain[p.Template].ExecuteTemplate(&want, p.Template, &p)
		}
		if !bytes.Equal(got.Bytes(), want.Bytes()) || fmt.Sprint(gotErr) != fmt.Sprint(err) {
			t.Fatalf("%s: %s", f.Path, difference(got.String(), want.String(), gotErr, err))
		}
	}
	left := map[string]pressedPage{}
	for name, read := range r.pages {
		p, _ := read()
		pages, why := p.Left()
		left[name] = pressedPage{fmt.Sprint(pages, " ", why), why}
	}
	return left
}

// difference shows where two pages part.
func difference(got, want string, gotErr, wantErr error) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	from := max(0, i-80)
	return fmt.Sprintf("byte %d: %q, html/template gives %q; errors %v, %v", i, got[from:min(len(got), i+80)], want[from:min(len(want), i+80)], gotErr, wantErr)
}

// BenchmarkPages makes all pages of a long timeline, and prints them alone, in both ways.
func BenchmarkPages(b *testing.B) {
	files, _ := Plan(generate(1000, 4))
	r := files[0].r
	plain, pressed := map[string]*template.Template{}, map[string]*press.Template{}
	for name, read := range r.pages {
		plain[name], _, _ = r.parse(name)
		pressed[name], _ = read()
	}
	var pages []page
	for _, f := range files {
		if f.task.bytes == nil {
			p, _ := r.page(f.task)
			pages = append(pages, p)
		}
	}
	var buf bytes.Buffer
	each := func(b *testing.B, do func(i int) error) {
		b.ReportAllocs()
		for b.Loop() {
			for i := range pages {
				buf.Reset()
				if err := do(i); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	b.Run("fill", func(b *testing.B) {
		for b.Loop() {
			for _, f := range files {
				if f.task.bytes == nil {
					_, _ = r.page(f.task)
				}
			}
		}
	})
	b.Run("print", func(b *testing.B) {
		each(b, func(i int) error { return pressed[pages[i].Template].Execute(&buf, &pages[i]) })
	})
	b.Run("html", func(b *testing.B) {
		each(b, func(i int) error { return plain[pages[i].Template].ExecuteTemplate(&buf, pages[i].Template, &pages[i]) })
	})
}

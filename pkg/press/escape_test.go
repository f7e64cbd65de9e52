package press

import (
	"bytes"
	"html/template"
	"testing"
)

// contexts are places in a page, each with its own escapers.
var contexts = []string{
	`<p>{{.}}</p>`, `<p title="{{.}}">`, `<p title='{{.}}'>`, `<title>{{.}}</title>`, `<textarea>{{.}}</textarea>`,
	`<a href="{{.}}">`, `<a href='{{.}}'>`, `<a href="/{{.}}">`, `<a href="/?q={{.}}">`, `<a href="/?{{.}}">`, `<a href="#{{.}}">`, `<a href="{{.}}{{.}}">`,
	`<a href="https://e.example/{{.}}?{{.}}#{{.}}">`, `<form action="{{.}}">`, `<img src="{{.}}">`, `<blockquote cite="{{.}}">`,
	`<meta http-equiv="refresh" content="0; url={{.}}">`, `<meta name="description" content="{{.}}">`,
	`<script type="application/ld+json">{{.}}</script>`, `<style>{{.}}</style>`, `<p class={{.}}>`, `<p style="color:{{.}}">`, `<img srcset="{{.}}">`,
	`<svg><title>{{.}}</title><rect x="{{.}}"/></svg>`, `<link rel="canonical" href="{{.}}">`, `<option value="{{.}}">{{.}}</option>`,
}

// sides are one context's page made by html/template and by this package.
type sides struct {
	plain   *template.Template
	pressed *Template
}

func escapers(t testing.TB) []sides {
	var list []sides
	for _, src := range contexts {
		var both [2]*template.Template
		for i := range both {
			both[i] = template.New("root")
			if _, err := both[i].New("page.html").Parse(src); err != nil {
				t.Fatal(err)
			}
		}
		list = append(list, sides{both[0], New(both[1], "page.html", nil)})
	}
	return list
}

func (s sides) check(t *testing.T, context string, data any) {
	t.Helper()
	var want, got bytes.Buffer
	wantErr := s.plain.ExecuteTemplate(&want, "page.html", data)
	gotErr := s.pressed.Execute(&got, data)
	if got.String() != want.String() || (gotErr == nil) != (wantErr == nil) {
		t.Errorf("%s with %T %q: got %q (%v), html/template gives %q (%v)", context, data, data, got.String(), gotErr, want.String(), wantErr)
	}
}

// FuzzEscapers compares every escaper with html/template's, for texts and for contents of each of its types.
func FuzzEscapers(f *testing.F) {
	for _, s := range []string{
		"", "plain", "<script>alert(1)</script>", `"'&+<>=` + "`", "a\x00b", "\xff\xfe", "a\xc3", "\u202e\ufdd0\uffff", "javascript:alert(1)", "JavaScript:x",
		" javascript:x", "http\u017f://x", "HTTPS://x/y?z=1&w=2#f", "mailto:a@b", "a/b:c", ":", "data:text/html,x", "%", "%4", "%41%zz%", "%4g", "a b\tc\nd",
		"!#$&*+,/:;=?@[]()'", "~-._", "Київ — “місто”", "&amp; &lt;", "</title>", "<b title='>'>x</b>", "2014-03-28", "-5", "//e.example/x", "?q=1", "#f",
	} {
		f.Add(s)
	}
	// Each type has templates of its own, so that one that is left to html/template does not take the others with it.
	pages := make([][]sides, len(contents("")))
	for i := range pages {
		pages[i] = escapers(f)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for i, data := range contents(s) {
			for k, e := range pages[i] {
				e.check(t, contexts[k], data)
			}
		}
	})
}

// contents are a text as each type that html/template treats in its own way, and as some that it does not.
func contents(s string) []any {
	return []any{
		s, role(s), &s, said{s}, &saidP{s}, []string{s}, len(s), -len(s),
		template.HTML(s), template.HTMLAttr(s), template.CSS(s), template.JS(s), template.JSStr(s), template.URL(s), template.Srcset(s),
	}
}

// TestEscapersAreOurs keeps the comparison above from comparing html/template with itself.
func TestEscapersAreOurs(t *testing.T) {
	ours := 0
	for i, e := range escapers(t) {
		e.check(t, contexts[i], `a <b> "c"`)
		if _, why := e.pressed.Left(); why == "" {
			ours++
		}
	}
	if ours < 18 {
		t.Errorf("only %d of %d contexts have an escaper of this package", ours, len(contexts))
	}
}

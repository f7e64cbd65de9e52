package press

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"strings"
	"sync"
	"testing"
)

// page is data of every kind that a template may meet.
type page struct {
	*inner
	value
	Title    string
	Link     string
	Role     role
	N        int
	U        uint8
	F        float64
	Yes, No  bool
	List     []item
	Pointers []*item
	Any      any
	Anys     []any
	Empty    []string
	Nil      *item
	NilAny   any
	Map      map[string]string
	Counts   map[string]int
	Said     said
	SaidP    *saidP
	Err      error
	HTML     template.HTML
	JS       template.JS
	CSS      template.CSS
	URL      template.URL
	Array    [2]string
	Fn       func() string
	Text     *string
	hidden   string
}

type (
	role  string
	value struct{ Own string }
	inner struct{ Deep string }
	item  struct {
		Name string
		Tags []string
		Next *item
	}
	said  struct{ words string }
	saidP struct{ words string }
)

func (s said) String() string                { return "<" + s.words + ">" }
func (s *saidP) String() string              { return "<" + s.words + ">" }
func (i item) Upper() string                 { return strings.ToUpper(i.Name) }
func (i *item) Lower() string                { return strings.ToLower(i.Name) }
func (i *item) Join(sep string) string       { return strings.Join(i.Tags, sep) }
func (i *item) Plus(n int, of ...string) int { return n + len(of) + len(i.Tags) }
func (i item) Self() item                    { return i }
func (i item) Bad() (string, error)          { return "", errors.New("bad item " + i.Name) }
func (i item) Good() (template.HTML, error)  { return "<i>", nil }
func (i item) Any() any                      { return i.Name }
func (in *inner) Far() string                { return "far " + in.Deep }

var funcs = template.FuncMap{
	"shout": strings.ToUpper, "both": func(a, b string) string { return a + "&" + b }, "times": strings.Repeat,
	"digits": func(n int) string { return fmt.Sprint(n) }, "say": fmt.Sprintf, "raw": func(s string) template.HTML { return template.HTML(s) },
	"pick": func(i *item, up string, find bool) item { return item{Name: i.Name + up + fmt.Sprint(find)} },
	"fail": func() (string, error) { return "", errors.New("failed on purpose") }, "panics": func() string { panic("on purpose") },
	"anything": func(v any) string { return fmt.Sprintf("%T", v) }, "roles": func(r role) role { return r + "!" }, "none": func() any { return nil },
	"plain": func(s string) any { return s },
}

func samples() []any {
	text := "a <b> 'c' \"d\" & +"
	a, b := &item{Name: "One & <one>", Tags: []string{"x", "<y>"}}, &item{Name: "javascript:alert(1)"}
	a.Next = b
	full := page{
		inner: &inner{"down <there>"}, value: value{"own"}, Title: text, Link: "https://e.example/?a=b&c=d e'\"#+%41%zz", Role: "ro<le>",
		N: -3, U: 7, F: 2.5, Yes: true, List: []item{*a, *b}, Pointers: []*item{a, b}, Any: a, Anys: []any{a, "str<", 4, said{"any"}, template.HTML("<u>")},
		Map: map[string]string{"key": "<v>", "b": "2", "a": "1"}, Counts: map[string]int{"n": 3}, Said: said{"s"}, SaidP: &saidP{"p"}, Err: errors.New("<err>"),
		HTML: "<b title=\"x\">bold</b> &amp; +", JS: `{"a": 1}`, CSS: "color: red", URL: "javascript:trusted('x')", Array: [2]string{"p", "q"},
		Fn: func() string { return "called" }, Text: &text, hidden: "hidden",
	}
	bare := page{inner: &inner{}, Any: "a string", Link: "javascript:alert(1)"}
	bare.Anys = []any{nil}
	torn := page{Title: "a\x00b\xff\xfe\u202e\ufdd0", Link: "\x00 java\nscript:\xff", Any: []string{"l", "m"}}
	return []any{full, &full, bare, torn, nil, "only a string", 5}
}

// cases are templates. Those that this package prints itself for the full page are so marked; a template that is not may
// become one.
var cases = []struct {
	name     string
	compiled bool
	src      string
}{
	{"text", true, `<p>plain</p><!-- gone -->`},
	{"fields", true, `{{.Title}} {{.Link}} {{.Role}} {{.N}} {{.U}} {{.F}} {{.Yes}} {{.Own}}`},
	{"promoted", true, `{{.Deep}} {{.Far}} {{.Own}}`},
	{"attributes", true, `<p title="{{.Title}}" id='{{.Role}}' data-n="{{.N}}" data-f="{{.F}}">`},
	{"attribute html", false, `<p title="{{.HTML}}">`},
	{"unquoted", false, `<p title={{.Title}}>`},
	{"attribute name", false, `<p {{.Role}}="x">`},
	{"links", true, `<a href="{{.Link}}">x</a><a href="/{{.Link}}">x</a><a href="/x?q={{.Link}}&r={{.Title}}#{{.Role}}">x</a><a href="{{.Title}}">x</a>`},
	{"typed", true, `{{.HTML}} {{.JS}} {{.CSS}} {{.URL}}`},
	{"typed elsewhere", true, `<a href="{{.HTML}}">x</a> <b title="{{.JS}}{{.CSS}}">`},
	{"url in href", false, `<a href="{{.URL}}">x</a>`},
	{"script", true, `<script type="application/ld+json">{{.JS}}</script><style>{{.CSS}}</style>`},
	{"script of texts", false, `<script>var x = {{.Title}}, y = "{{.Title}}", z = {{.Map}};</script>`},
	{"style of texts", false, `<style>p { color: {{.Title}}; width: {{.N}} }</style><p style="color: {{.Role}}">`},
	{"rcdata", true, `<title>{{.Title}} {{.N}}</title><textarea>{{.Title}}</textarea>`},
	{"rcdata html", false, `<title>{{.HTML}}</title>`},
	{"refresh", true, `<meta http-equiv="refresh" content="0; url={{.Link}}x">`},
	{"srcset", false, `<img srcset="{{.Link}} 2x">`},
	{"onclick", false, `<p onclick="f({{.Title}})">`},
	{"if", true, `{{if .Title}}a{{end}}{{if .N}}b{{else}}c{{end}}{{if .Nil}}d{{else if .Yes}}e{{end}}{{if .Empty}}f{{end}}{{if .Map}}g{{end}}{{if .NilAny}}h{{end}}{{if .Any}}i{{end}}{{if .U}}u{{end}}`},
	{"if number", false, `{{if .F}}f{{end}}`},
	{"if with variable", true, `{{if $x := .Title}}{{$x}}{{else}}{{$x}}-{{end}}{{$x := 1}}{{if $x := 0}}{{else}}{{$x}}{{end}}{{$x}}`},
	{"with", true, `{{with .Title}}{{.}}{{$.N}}{{end}}{{with .Nil}}{{.Name}}{{else}}none{{end}}{{with .Any}}{{.Name}}{{end}}{{with $x := .Role}}{{$x}}{{.}}{{end}}`},
	{"with else shadow", true, `{{$x := "outer"}}{{with $x := .Nil}}{{else}}{{if not $x}}inner{{end}}{{end}}{{$x}}`},
	{"with else with", true, `{{with .Nil}}a{{else with .Title}}b {{.}}{{else}}c{{end}}`},
	{"range", true, `{{range .List}}<{{.Name}}|{{range .Tags}}{{.}},{{else}}no{{end}}{{end}}{{range $i, $e := .Pointers}}{{$i}}{{$e.Name}}{{end}}{{range $e := .Array}}{{$e}}{{end}}`},
	{"range of any", true, `{{range .Anys}}[{{.}}]{{end}}`},
	{"range with else", true, `{{range .Empty}}x{{else}}none {{.Title}}{{end}}`},
	{"range with variables and else", true, `{{$x := 1}}{{range $x := .Empty}}{{else}}{{len $x}}{{end}}{{$x}}{{range $i, $x := .Empty}}{{else}}{{len $i}}{{len $x}}{{end}}{{$x}}`},
	{"range over map", false, `{{range $k, $v := .Map}}{{$k}}={{$v}};{{end}}`},
	{"range over number", false, `{{range $i := 3}}{{$i}}{{end}}`},
	{"range over any", false, `{{range .Any}}{{.}}{{end}}`},
	{"break", true, `{{range $i, $e := .Array}}{{if $i}}{{break}}{{end}}{{$e}}{{end}}.{{range .List}}{{if eq .Upper "X"}}{{continue}}{{end}}{{.Name}}{{end}}`},
	{"nested break", true, `{{range .List}}{{range .Tags}}{{break}}{{end}}{{.Name}}{{end}}`},
	{"break in else", true, `{{range .List}}a{{range $.Empty}}{{else}}{{break}}{{end}}b{{end}}`},
	{"continue in else", true, `{{range .List}}a{{range $.Empty}}{{else}}{{continue}}{{end}}b{{end}}`},
	{"variables", true, `{{$x := .Title}}{{$y := $x}}{{$y}}{{with .List}}{{$x}}{{len .}}{{end}}{{$n := .N}}{{$n}}{{$.Title}}`},
	{"assignment", true, `{{$last := ""}}{{range .Array}}{{if ne . $last}}{{.}}{{end}}{{$last = .}}{{end}}{{$last}}{{$last = 5}}{{$last}}{{$last = .Pointers}}{{len $last}}`},
	{"variables of siblings", true, `{{if .Yes}}{{$a := 1}}{{$a}}{{end}}{{if .Yes}}{{$b := "b"}}{{template "t" .}}{{$b}}{{end}}{{define "t"}}{{$c := .Title}}{{$d := .N}}{{$c}}{{$d}}{{end}}`},
	{"methods", true, `{{range .Pointers}}{{.Upper}}{{.Lower}}{{.Self.Name}}{{.Self.Upper}}{{.Good}}{{.Any}}{{.Join ", "}}{{"; " | .Join}}{{.Plus 1}}{{.Plus 2 "a" "b"}}{{end}}`},
	{"methods of elements", true, `{{range .List}}{{.Lower}}{{end}}`},
	{"arguments of values", false, `{{range .List}}{{.Join "-"}}{{end}}`},
	{"method of a copy", false, `{{range .List}}{{.Self.Lower}}{{end}}`},
	{"method that fails", false, `{{range .Pointers}}{{.Name}}{{.Bad}}{{end}}`},
	{"maps", true, `{{.Map.key}}{{.Map.a}}{{.Counts.n}}{{with .Map}}{{.b}}{{end}}`},
	{"missing key", false, `{{.Map.absent}}`},
	{"missing key in if", true, `{{if .Map.absent}}a{{else}}b{{end}}`},
	{"nil any", false, `{{.NilAny}}`},
	{"nil pointer", false, `{{.Nil.Name}}`},
	{"nil pointer printed", false, `{{.Nil}}`},
	{"pointers printed", true, `{{.Text}} {{.SaidP}} {{.Said}} <b title="{{.Text}}{{.SaidP}}">`},
	{"errors printed", false, `{{.Err}}`},
	{"structs printed", true, `{{.List}} {{.Array}} {{.Map}}`},
	{"comparisons", true, `{{if eq .Title "x"}}a{{else}}b{{end}}{{if ne .N 3}}c{{end}}{{if lt .N 0}}d{{end}}{{if le 1 2}}e{{end}}{{if gt "b" "a"}}f{{end}}{{if ge 1 1}}g{{end}}{{if eq .Yes true}}h{{end}}{{if eq .Role "r"}}i{{end}}{{eq 1 1}}`},
	{"comparisons of any", true, `{{with .Any}}{{if eq .Name $.Any.Name}}same{{end}}{{end}}`},
	{"several comparisons", false, `{{if eq .N 1 2 -3}}yes{{end}}`},
	{"comparison of kinds", false, `{{if eq .N "x"}}yes{{end}}`},
	{"comparison of signs", false, `{{if eq .N .U}}yes{{else}}no{{end}}`},
	{"comparison of floats", false, `{{if lt .F 3.0}}yes{{end}}`},
	{"logic", true, `{{if and .Yes .Title}}a{{end}}{{if or .No .Nil .Title}}b{{end}}{{if not .No}}c{{end}}{{and .Yes .Title}}{{or .Empty .N}}{{not .Yes}}{{and .Yes (or .No .Role)}}{{.Title | and .Yes}}`},
	{"lazy logic", true, `{{if and .Nil .Nil.Name}}a{{end}}{{if or .Yes .Nil.Name}}b{{end}}`},
	{"len", true, `{{len .Title}}{{len .List}}{{len .Map}}{{.Empty | len}}`},
	{"index", false, `{{index .Array 1}}{{slice .Title 1 3}}`},
	{"printf", true, `{{printf "%s-%d<" .Title .N}}{{printf "%q" .Role | printf "%s!"}}{{print .N .Yes}}{{println .Title}}<b title="{{printf "%v" .List}}">`},
	{"printf of any", true, `{{printf "%T" .Any}}`},
	{"html and urlquery", false, `{{.Title | html}}{{.Title | urlquery}}`},
	{"functions", true, `{{shout .Title}}{{both .Title "x"}}{{times "ab" 2}}{{digits .N}}{{say "%d" .N}}{{raw "<b>"}}{{.Title | shout}}{{shout (both "a" "b")}}{{roles .Role}}{{anything .Role}}{{plain .Title}}`},
	{"functions of pointers", true, `{{range .Pointers}}{{with pick . "u" $.Yes}}{{.Name}}{{end}}{{end}}`},
	{"address of elements", false, `{{range .List}}{{with pick . "u" true}}{{.Name}}{{end}}{{end}}`},
	{"function that fails", false, `before {{fail}}`},
	{"function that panics", false, `before {{panics}}`},
	{"function of nil", false, `{{anything .NilAny}}`},
	{"function that gives nil", true, `{{if none}}a{{else}}b{{end}}`},
	{"field that is a function", false, `{{call .Fn}}`},
	{"wrong argument", false, `{{shout .N}}`},
	{"unknown field", false, `{{.Title}}{{.Nothing}}`},
	{"unexported field", false, `{{.Title}}{{.hidden}}`},
	{"unknown field of any", false, `{{.Any.Nothing}}`},
	{"templates", true, `{{define "x"}}[{{.Name}}]{{end}}{{template "x" .Any}}{{range .List}}{{template "x" .}}{{end}}{{range .Pointers}}{{template "x" .}}{{end}}`},
	{"block", true, `{{block "b" .}}{{.Title}}{{end}}`},
	{"template without data", false, `{{define "x"}}text{{end}}{{template "x"}}`},
	{"template in an attribute", false, `{{define "x"}}{{.}}{{end}}<p title="{{template "x" .Title}}">{{template "x" .Title}}</p>`},
	{"recursion", true, `{{define "x"}}{{.Name}}{{with .Next}}({{template "x" .}}){{end}}{{end}}{{template "x" .Any}}`},
	{"endless recursion", false, `{{define "x"}}{{template "x" .}}{{end}}{{if .Yes}}{{template "x" .}}{{end}}`},
	{"undefined template", false, `{{if .Yes}}{{template "absent" .}}{{end}}`},
	{"broken context", false, `<p title="{{if .Yes}}"{{end}}>`},
	{"ends in a tag", false, `<p title="`},
	{"constants", true, `{{"a<b"}}{{true}}{{1}}{{-2}}`},
	{"odd constants", false, `{{0x10}}{{1.5}}{{'a'}}{{1e3}}{{2i}}`},
	{"nil", false, `{{if eq .NilAny nil}}x{{end}}`},
	{"chains", true, `{{(pick .Any "u" true).Name}}{{(.Any).Next.Name}}`},
	{"parentheses", true, `{{(.Title)}}{{(len .List)}}{{(.Any).Name}}`},
	{"empty", true, ``},
	{"trim", true, "a  {{- .Title -}}  b {{/* c */}} d"},
}

// printed is what came of a page.
type printed struct {
	text string
	err  error
}

// both prints data with html/template alone and with this package, and says what of it was left to html/template.
func both(t *testing.T, src string, data any) (want, got printed, left string) {
	t.Helper()
	set := func() *template.Template {
		root := template.New("root").Funcs(funcs)
		if _, err := root.New("page.html").Parse(src); err != nil {
			t.Fatal(err)
		}
		return root
	}
	var w, g bytes.Buffer
	want.err = set().ExecuteTemplate(&w, "page.html", data)
	g.WriteString("kept")
	pressed := New(set(), "page.html", funcs)
	for range 2 {
		g.Truncate(len("kept"))
		got.err = pressed.Execute(&g, data)
	}
	missed, why := pressed.Left()
	if missed > 0 {
		left = "one page. "
	}
	want.text, got.text = w.String(), strings.TrimPrefix(g.String(), "kept")
	return want, got, left + why
}

func TestSameBytes(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for i, data := range samples() {
				if c.name == "endless recursion" && i < 2 {
					continue // html/template takes long to give up
				}
				want, got, left := both(t, c.src, data)
				if got.text != want.text {
					t.Errorf("sample %d: got\n%q, html/template gives\n%q", i, got.text, want.text)
				}
				if fmt.Sprint(got.err) != fmt.Sprint(want.err) {
					t.Errorf("sample %d: error %v, html/template gives %v", i, got.err, want.err)
				}
				if compiled := left == ""; i == 0 && compiled != c.compiled {
					t.Errorf("compiled: %v, left to html/template: %q", compiled, left)
				}
			}
		})
	}
}

func TestConcurrent(t *testing.T) {
	data := samples()[:4]
	for _, c := range cases {
		if !c.compiled {
			continue
		}
		set := template.New("root").Funcs(funcs)
		template.Must(set.New("page.html").Parse(c.src))
		pressed := New(set, "page.html", funcs)
		var group sync.WaitGroup
		results := make([]string, 8)
		for i := range results {
			group.Go(func() {
				for _, d := range data {
					var b bytes.Buffer
					err := pressed.Execute(&b, d)
					results[i] += fmt.Sprintln(b.String(), err)
				}
			})
		}
		group.Wait()
		for i, r := range results {
			if r != results[0] {
				t.Errorf("%s: goroutine %d: %q, the first: %q", c.name, i, r, results[0])
			}
		}
	}
}

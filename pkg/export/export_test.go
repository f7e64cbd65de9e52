package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	gmhtml "github.com/yuin/goldmark/renderer/html"
	nethtml "golang.org/x/net/html"

	"timeline/pkg/timeline"
)

var update = flag.Bool("update", false, "rewrite the expected files")

// write returns the file of a name.
func write(t testing.TB, name string, tl *timeline.Timeline, cfg timeline.Config) string {
	t.Helper()
	files, err := Files(tl, cfg)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	t.Fatalf("there is no %s", name)
	return ""
}

// All forms of three timelines are in testdata, a folder each; nothing else is there.
func TestGolden(t *testing.T) {
	ukrainian := sample()
	ukrainian.Language = "uk"
	for name, c := range map[string]struct {
		tl  *timeline.Timeline
		cfg timeline.Config
	}{
		"sample": {sample(), sampleConfig}, "empty": {empty(), timeline.Config{}}, "uk-without-address": {ukrainian, timeline.Config{}},
	} {
		files, err := Files(c.tl, c.cfg)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join("testdata", name)
		var names []string
		for _, f := range files {
			names = append(names, f.Name)
			golden(t, filepath.Join(dir, f.Name), f.Data)
		}
		var there []string
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			there = append(there, e.Name())
		}
		if diff := cmp.Diff(names, there); diff != "" {
			t.Errorf("files of %s: %s", dir, diff)
		}
	}
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (go test -update rewrites it):\n%s", path, diff)
	}
}

// Writing does not change the timeline, and the same timeline gives the same bytes.
func TestWritersOnlyRead(t *testing.T) {
	tl := sample()
	first, err := Files(tl, sampleConfig)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Files(tl, sampleConfig)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(sample(), tl); diff != "" {
		t.Error(diff)
	}
}

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("timeline.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("timeline.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSchemaAccepts(t *testing.T) {
	s := compileSchema(t)
	for name, tl := range map[string]*timeline.Timeline{"sample": sample(), "empty": empty()} {
		if err := s.Validate(decode(t, write(t, "timeline.json", tl, sampleConfig))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, text := range hostileTexts {
		if err := s.Validate(decode(t, write(t, "timeline.json", hostile(text, "https://ok.example/"), sampleConfig))); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// The committed timeline obeys the committed schema, which is ours.
func TestPublishedTimeline(t *testing.T) {
	data, err := os.ReadFile("../../public/timeline.json")
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("public/ is not built")
	} else if err != nil {
		t.Fatal(err)
	}
	if err := compileSchema(t).Validate(decode(t, string(data))); err != nil {
		t.Error(err)
	}
	published, err := os.ReadFile("../../public/timeline.schema.json")
	if err != nil || !bytes.Equal(published, schema) {
		t.Error("public/timeline.schema.json is another one; timeline build writes it", err)
	}
}

// decode reads a document, which must have no byte order mark, null list or control character.
func decode(t testing.TB, data string) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Each case breaks one thing of the sample: the member at a path gets a value, or is taken away.
func TestSchemaRefuses(t *testing.T) {
	s := compileSchema(t)
	for _, c := range []struct{ path, value string }{
		{"version", "2"}, {"version", ""}, {"title", "null"}, {"events", "null"}, {"events", ""}, {"sources", ""}, {"undated", "{}"}, {"extra", "1"},
		{"events.0.date", `"2014-13"`}, {"events.0.date", `"2014-02-32"`}, {"events.0.date", `"28 March 2014"`}, {"events.0.date", `""`}, {"events.0.date", `"2014-3-8"`},
		{"events.0.date", `"../.."`}, {"events.0.date", `"2014-W54"`}, {"events.0.date", `"2014-03-28T25:00"`},
		{"events.0.start", `"2014"`}, {"events.0.start", ""}, {"events.0.end", `""`}, {"events.0.grain", `"fortnight"`}, {"events.0.grain", `""`},
		{"events.0.salience", "1.5"}, {"events.0.salience", `"1"`}, {"events.0.confidence", "-0.1"}, {"events.0.key", "1"}, {"events.0.status", `"rumoured"`},
		{"events.0.people", "null"}, {"events.0.evidence", "null"}, {"events.0.title", `""`}, {"events.0.id", `""`}, {"events.0.url", `""`}, {"events.0.independent_sources", "-1"},
		{"events.0.evidence.0.quote_span", "[1]"}, {"events.0.evidence.0.quote_span", "[1,2,3]"}, {"events.0.evidence.0.span", "[-1,2]"}, {"events.0.evidence.0.rule", ""},
		{"events.0.evidence.0.timex3.type", `"EVENT"`}, {"events.0.evidence.0.anchor.kind", `"guess"`}, {"events.0.evidence.0.anchor", "null"},
		{"events.8.disagreements.0.claims.0.sources", "null"}, {"events.8.disagreements.0.about", "3"},
		{"sources.0.url", `"javascript:alert(1)"`}, {"sources.0.published_from", `"guess"`}, {"sources.0.published", `"yesterday"`}, {"sources.0.kind", `"blog"`}, {"sources.1.line", "0"}, {"sources.0.events", "null"},
		{"corrections.0.outcome", `"lost"`}, {"corrections.0.changes", "null"}, {"corrections.0.changes.0.field", ""}, {"undated.0.why", ""},
	} {
		doc := decode(t, write(t, "timeline.json", sample(), sampleConfig))
		set(t, doc, strings.Split(c.path, "."), c.value)
		if err := s.Validate(doc); err == nil {
			t.Errorf("%s = %s is accepted", c.path, c.value)
		}
	}
}

// set changes the member at a path of a decoded document; the value "" takes it away.
func set(t *testing.T, doc any, path []string, value string) {
	t.Helper()
	for len(path) > 1 {
		if l, ok := doc.([]any); ok {
			doc = l[path[0][0]-'0']
		} else {
			doc = doc.(map[string]any)[path[0]]
		}
		path = path[1:]
	}
	m := doc.(map[string]any)
	if value == "" {
		if _, ok := m[path[0]]; !ok {
			t.Fatalf("there is no member %s", path[0])
		}
		delete(m, path[0])
		return
	}
	m[path[0]] = decode(t, value)
}

// Every member of the types is in the schema and the other way round, so that neither can move alone.
func TestSchemaFollowsTypes(t *testing.T) {
	var s map[string]any
	if err := json.Unmarshal(schema, &s); err != nil {
		t.Fatal(err)
	}
	defs := s["$defs"].(map[string]any)
	for name, typ := range map[string]any{
		"event": timeline.Event{}, "evidence": timeline.Evidence{}, "disagreement": timeline.Disagreement{}, "source": timeline.Source{},
		"undated": timeline.Undated{}, "correction": timeline.Correction{},
	} {
		sameMembers(t, name, defs[name].(map[string]any), reflect.TypeOf(typ))
	}
	sameMembers(t, "timeline", s, reflect.TypeOf(timeline.Timeline{}))
	inside := defs["evidence"].(map[string]any)["properties"].(map[string]any)
	sameMembers(t, "timex3", inside["timex3"].(map[string]any), reflect.TypeOf(timeline.TIMEX3{}))
	sameMembers(t, "anchor", inside["anchor"].(map[string]any), reflect.TypeOf(timeline.Anchor{}))
}

func sameMembers(t *testing.T, name string, def map[string]any, typ reflect.Type) {
	t.Helper()
	inSchema, required := map[string]bool{}, map[string]bool{}
	for member := range def["properties"].(map[string]any) {
		inSchema[member] = true
	}
	for _, member := range def["required"].([]any) {
		required[member.(string)] = true
	}
	for i := range typ.NumField() {
		member, options, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
		if member == "-" || member == "" {
			continue
		}
		if !inSchema[member] || required[member] != (options == "") {
			t.Errorf("%s.%s (%q) is not so in timeline.schema.json", name, member, options)
		}
		delete(inSchema, member)
	}
	for member := range inSchema {
		t.Errorf("%s.%s of timeline.schema.json is not in the type", name, member)
	}
}

func TestJSONIsQuiet(t *testing.T) {
	eachHostile(t, func(t *testing.T, tl *timeline.Timeline, _ string) {
		for _, f := range []string{"timeline.json", "feed.json", "corrections.json", "timelinejs.json"} {
			out := write(t, f, tl, sampleConfig)
			decode(t, out)
			if strings.ContainsAny(out, "<>\u2028\u2029\x7f\x1b\x00") || !utf8.ValidString(out) {
				t.Errorf("%q", out)
			}
			for r := rune(0x80); r < 0xA0; r++ {
				if strings.ContainsRune(out, r) {
					t.Errorf("C1 control %U", r)
				}
			}
		}
	})
}

func TestCSVHostile(t *testing.T) {
	eachHostile(t, func(t *testing.T, tl *timeline.Timeline, text string) {
		out := write(t, "timeline.csv", tl, sampleConfig)
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != len(tl.Events)+1 || len(rows[0]) != len(csvHeader) {
			t.Fatalf("%d rows of %d", len(rows), len(rows[0]))
		}
		for _, row := range rows {
			for _, c := range row {
				if c != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(c)[0]) || strings.ContainsAny(c, "\x00\x1b\r\n") {
					t.Errorf("cell %q", c)
				}
			}
		}
		if got := strings.TrimPrefix(rows[1][5], "'"); got != plain(text) {
			t.Errorf("title %q, want %q", got, plain(text))
		}
	})
}

// The calendar loads in a parser that others use, and its texts come back.
func TestICalendar(t *testing.T) {
	out := write(t, "timeline.ics", sample(), sampleConfig)
	c, err := ics.ParseCalendar(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range c.Events() {
		end := ""
		if p := e.GetProperty(ics.ComponentPropertyDtEnd); p != nil {
			end = p.Value
		}
		got = append(got, e.Id()+" "+e.GetProperty(ics.ComponentPropertyDtStart).Value+" "+end)
	}
	want := []string{ // the fort of -0489 and the open ends cannot be in it
		"fort@example.org 18000101 19000101", "built@example.org 19500101 19600101", "flooded@example.org 19990101 20000101",
		"repairs@example.org 20130601 20130901", "crack@example.org 20140201 20140301", "rain@example.org 20140317 20140324",
		"broke@example.org 20140328T023000Z ", "search@example.org 20140328 20140331", "inquiry@example.org 20140401 20140402",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestICalendarHostile(t *testing.T) {
	eachHostile(t, func(t *testing.T, tl *timeline.Timeline, text string) {
		out := write(t, "timeline.ics", tl, sampleConfig)
		c, err := ics.ParseCalendar(strings.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if n := len(c.Events()); n != 9 {
			t.Errorf("%d events", n)
		}
		if got := c.Events()[0].GetProperty(ics.ComponentPropertySummary).Value; got != plain(text) {
			t.Errorf("summary %q, want %q", got, plain(text))
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(out, "\r\n"), "\r\n") {
			if len(line) > 75 || strings.ContainsAny(line, "\r\n\x1b\x00") || !utf8.ValidString(line) {
				t.Errorf("line %q", line)
			}
		}
	})
}

// unescaped reads a TEXT value (RFC 5545, 3.3.11) in one pass.
func unescaped(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\;`, ";", `\,`, ",").Replace(s)
}

// What a feed reader does with the content: it is HTML, and it may hold only what we put there.
func TestAtomHostile(t *testing.T) {
	eachHostile(t, func(t *testing.T, tl *timeline.Timeline, _ string) {
		for _, f := range []string{"feed.xml", "corrections.xml"} {
			var got struct {
				Entries []struct {
					ID   string `xml:"id"`
					Link []struct {
						Href string `xml:"href,attr"`
					} `xml:"link"`
					Content string `xml:"content"`
				} `xml:"entry"`
			}
			out := write(t, f, tl, sampleConfig)
			if err := xml.Unmarshal([]byte(out), &got); err != nil {
				t.Fatal(err)
			}
			if len(got.Entries) == 0 {
				t.Fatal("no entries")
			}
			ids := map[string]bool{}
			for _, e := range got.Entries {
				if ids[e.ID] {
					t.Errorf("id %s twice", e.ID)
				}
				ids[e.ID] = true
				checkHTML(t, e.Content, "p", "blockquote", "a", "del", "ins")
				for _, l := range e.Link {
					checkAddress(t, l.Href)
				}
			}
		}
	})
}

// checkHTML fails when a fragment holds other elements than those named, an attribute besides href, or a bad address.
func checkHTML(t *testing.T, fragment string, elements ...string) (words string) {
	t.Helper()
	var text strings.Builder
	z := nethtml.NewTokenizer(strings.NewReader(fragment))
	for {
		switch kind := z.Next(); kind {
		case nethtml.ErrorToken:
			if !errors.Is(z.Err(), io.EOF) {
				t.Error(z.Err())
			}
			return text.String()
		case nethtml.TextToken:
			text.WriteString(html.UnescapeString(string(z.Raw())))
		default:
			token := z.Token()
			ok := false
			for _, e := range elements {
				ok = ok || token.Data == e
			}
			if !ok || kind == nethtml.CommentToken {
				t.Errorf("<%s> in %q", token.Data, fragment)
			}
			for _, a := range token.Attr {
				if a.Key != "href" {
					t.Errorf("attribute %s in %q", a.Key, fragment)
				}
				checkAddress(t, a.Val)
			}
		}
	}
}

var goodAddress = regexp.MustCompile(`^(https://example\.org/vale/(events/|corrections/|sources/)[-\w/#]*|https://(ok|herald|post)\.example/[-\w/#:~=%]*)$`)

func checkAddress(t *testing.T, address string) {
	t.Helper()
	if !goodAddress.MatchString(address) {
		t.Errorf("address %q", address)
	}
}

// The renderer with everything on that could make markup of text: raw HTML, tables, autolinks.
func rendered(t testing.TB, source string) string {
	t.Helper()
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList), goldmark.WithRendererOptions(gmhtml.WithUnsafe()))
	var b bytes.Buffer
	if err := md.Convert([]byte(source), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestMarkdownHostile(t *testing.T) {
	eachHostile(t, func(t *testing.T, tl *timeline.Timeline, text string) {
		out := rendered(t, write(t, "timeline.md", tl, sampleConfig))
		words := checkHTML(t, out, "h1", "h2", "h3", "p", "strong", "em", "blockquote", "a", "ul", "li")
		if n := strings.Count(words, plain(text)); n < 2*len(tl.Events) {
			t.Errorf("the text %q is there %d times in\n%s", plain(text), n, words)
		}
	})
}

func TestLink(t *testing.T) {
	v := newView(empty(), timeline.Config{BaseURL: "https://example.org/vale"}, Sums{})
	for in, want := range map[string]string{
		"events/a/": "https://example.org/vale/events/a/", "https://a.example/x?y=1#:~:text=a,b": "https://a.example/x?y=1#:~:text=a,b",
		"sources/a/#s1": "https://example.org/vale/sources/a/#s1", "https://a.example/(x)": "https://a.example/%28x%29", "": "", ".": "https://example.org/vale/.",
	} {
		if got := v.link(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := newView(empty(), timeline.Config{}, Sums{}).link("sources/a/?x#s1"); got != "sources/a/index.html?x#s1" {
		t.Error(got)
	}
	for _, in := range hostileAddresses {
		if got := v.link(in); got != "" {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func FuzzMarkdownText(f *testing.F) {
	for _, s := range hostileTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want := plain(s)
		for _, frame := range []string{"%", "> — %", "**x.** %", "- %", "[%](<https://ok.example/>)"} {
			out := rendered(t, strings.Replace(frame, "%", mdText(s), 1)+"\n")
			words := checkHTML(t, out, "p", "strong", "blockquote", "a", "ul", "li")
			if frame == "%" && strings.TrimSpace(words) != want {
				t.Errorf("%q shows %q", s, words)
			}
		}
	})
}

// FuzzFolded unfolds and unescapes a line of a calendar, which gives the text back.
func FuzzFolded(f *testing.F) {
	for _, s := range hostileTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := string(foldLine(nil, "SUMMARY:"+icalText(s)))
		line := strings.TrimSuffix(strings.ReplaceAll(folded, "\r\n ", ""), "\r\n")
		if got := unescaped(strings.TrimPrefix(line, "SUMMARY:")); got != plain(s) {
			t.Errorf("%q became %q", s, got)
		}
	})
}

func FuzzLink(f *testing.F) {
	for _, s := range hostileAddresses {
		f.Add(s)
	}
	v := newView(empty(), timeline.Config{BaseURL: "https://example.org/vale"}, Sums{})
	bare := newView(empty(), timeline.Config{}, Sums{})
	safe := regexp.MustCompile(`^(https?://[^/@\s]+[^\s<>"'()\\]*)?$`)
	relative := regexp.MustCompile(`^([^/:\s<>"'()\\#?]+([/#?][^\s<>"'()\\]*)?)?$`)
	f.Fuzz(func(t *testing.T, s string) {
		if got := v.link(s); !safe.MatchString(got) {
			t.Errorf("%q: %q", s, got)
		}
		if got := bare.link(s); !safe.MatchString(got) && !relative.MatchString(got) {
			t.Errorf("%q: %q", s, got)
		}
	})
}

// Ten thousand events are written in about a second.
func BenchmarkFiles(b *testing.B) {
	tl := sample()
	for i := range 10000 {
		tl.Events = append(tl.Events, event(fmt.Sprintf("event-%d", i), "2014-03-28", "Something happened in the vale"))
	}
	for b.Loop() {
		if _, err := Files(tl, sampleConfig); err != nil {
			b.Fatal(err)
		}
	}
}

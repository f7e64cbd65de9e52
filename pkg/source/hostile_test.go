package source

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/spf13/afero"

	"timeline/pkg/diag"
)

// Each bad file is an error with its place and a hint.
func TestBadFiles(t *testing.T) {
	for _, c := range []struct{ file, data, place, message, hint string }{
		{"a.txt", "", "a.txt:1:1", "empty", "delete it"},
		{"a.md", "\ufeff \r\n\t\n", "a.md:1:1", "empty", ""},
		{"a.txt", "one\ntwo \xff\n", "a.txt:2:5", "not UTF-8", "iconv -f WINDOWS-1252"},
		{"a.txt", "\xcf\xf0\xe8\xe2\xe5\xf2 \xec\xe8\xf0", "a.txt:1:1", "not UTF-8", "WINDOWS-1251"},
		{"a.txt", "\xff\xfeh\x00i\x00", "a.txt:1:1", "not UTF-8", "UTF-16"},
		{"a.html", "<html><head><meta charset=koi8-r></head><body>\xcf\xf0", "a.html:1:47", "not UTF-8", "KOI8-R"},
		{"a.txt", "h\x00i\x00", "a.txt:1:2", "NUL", ""},
		{"a.docx", "text", "a.docx", "not an article", ".md, .txt, .html or .jsonl"},
		{"a.txt", strings.Repeat("x", maxFile+1), "a.txt:1:1", "16 MB", "a file of its own"},
		{"a.html", strings.Repeat("<", maxFile+1), "a.html:1:1", "16 MB", ""},
		{"a.md", "---\ntitle: x\npublished: 2014-02-30\n---\nText of the article.", "a.md:3:12", "February 2014 has 28 days", ""},
		{"a.md", "---\npublished: yesterday\n---\nText of the article.", "a.md:2:12", "relative to what?", "the date itself"},
		{"a.md", "---\npublished: 2014\n---\nText of the article.", "a.md:2:12", "not a day", "leave it out"},
		{"a.md", "---\nkind: digst\n---\nText of the article.", "a.md:2:7", "kind cannot be", "did you mean digest?"},
		{"a.md", "---\npublisher x\ntitle: y\n---\nText of the article.", "a.md:2:1", "broken YAML", "key: value"},
		{"a.md", "---\ntitle: y\nText of the article.", "a.md:1:1", "not closed", "---"},
		{"con.txt", "Text of the article.", "con.txt", "Windows", "rename the file"},
		{"кот.txt", "Text of the article.", "кот.txt", "no id", "rename the file"},
		{strings.Repeat("x", 101) + ".txt", "Text of the article.", strings.Repeat("x", 101) + ".txt", "longer than 100", "rename the file"},
		{"a.md", strings.Repeat("> ", 200) + "x", "a.md:1:1", "nested too deeply", ".txt"},
		{"a.jsonl", "{\"id\": \"a\", \"text\": \"x\xff\"}", "a.jsonl:1:23", "not UTF-8", ""},
		{"a.jsonl", "\n{\"id\": \"a\", \"text\": \"x\\u0000\"}", "a.jsonl:2:21", "NUL", ""},
		{"a.jsonl", strings.Repeat("[", 100000), "a.jsonl:1:1", "not a JSON object", ""},
		{"a.jsonl", `{"text": "x"}`, "a.jsonl:1:1", "no id", "reuters-"},
		{"a.jsonl", `{"id": "a", "text": "` + strings.Repeat("x", maxFile) + `"}`, "a.jsonl:1:1", "16 MB", "one article a line"},
	} {
		docs, problems := Parse(c.file, []byte(c.data))
		if len(docs) != 0 || problems.Count(diag.Error) == 0 {
			t.Errorf("%s, %.40q: %d articles, %v", c.file, c.data, len(docs), problems)
			continue
		}
		p := problems[0]
		if p.Position.String() != c.place || !strings.Contains(p.Message, c.message) || !strings.Contains(p.Hint, c.hint) {
			t.Errorf("%s, %.40q:\n%s\nwant %s: %s\n    hint: %s", c.file, c.data, p, c.place, c.message, c.hint)
		}
	}
}

// An address or a language that cannot be used is an error, but costs the article only its link.
func TestHarmlessErrors(t *testing.T) {
	for _, c := range []struct{ file, data, place, message, hint string }{
		{"a.md", "---\nurl: file:///etc/passwd\n---\nText of the article.", "a.md:2:6", "not a web address", "https://"},
		{"a.md", "---\nurl: \"https://x.example/\\u001b[31m\"\n---\nText of the article.", "a.md:2:6", "not a web address", ""},
		{"a.md", "---\nurl: https://user:password@x.example/\n---\nText of the article.", "a.md:2:6", "not a web address", ""},
		{"a.md", "---\nlanguage: klingonese\n---\nText of the article.", "a.md:2:11", "not a language tag", "en, ru, uk"},
		{"a.jsonl", `{"id": "a", "url": "javascript:alert(1)", "text": "Text of the article."}`, "a.jsonl:1:20", "not a web address", "https://"},
	} {
		docs, problems := Parse(c.file, []byte(c.data))
		if len(docs) != 1 || docs[0].URL != "" || docs[0].Text != "Text of the article." || problems.Count(diag.Error) != 1 {
			t.Errorf("%s, %.40q: %+v, %v", c.file, c.data, docs, problems)
			continue
		}
		p := problems[0]
		if p.Position.String() != c.place || !strings.Contains(p.Message, c.message) || !strings.Contains(p.Hint, c.hint) {
			t.Errorf("%s, %.40q:\n%s\nwant %s: %s\n    hint: %s", c.file, c.data, p, c.place, c.message, c.hint)
		}
	}
}

// Line ends of all kinds and a byte order mark change nothing but the places.
func TestLineEnds(t *testing.T) {
	text := "---\ntitle: Bridge\n---\nBridge\n\nThe bridge opened on Monday,\nthe council said.\n\n- one\n- two\n"
	for _, file := range []string{"a.md", "a.txt"} {
		want, _ := Parse(file, []byte(text))
		for name, other := range map[string]string{"crlf": strings.ReplaceAll(text, "\n", "\r\n"), "bom": "\ufeff" + text} {
			got, problems := Parse(file, []byte(other))
			if len(got) != 1 || len(problems) > 0 || got[0].Text != want[0].Text || len(got[0].Blocks) != len(want[0].Blocks) {
				t.Errorf("%s with %s is read as %+v, %v", file, name, got, problems)
				continue
			}
			checkSpans(t, &got[0], other)
		}
	}
}

// Terminal escapes and the like in metadata and text do not get through.
func TestControlCharacters(t *testing.T) {
	docs, problems := Parse("a.jsonl", []byte(`{"id": "a", "title": "x\u001b[31mred\u0007", "publisher": "p\r\nq", "text": "He\u001b[2J said so on Monday.\u0008 Then he left the town."}`))
	if len(docs) != 1 {
		t.Fatal(problems)
	}
	if d := docs[0]; d.Title != "x [31mred" || d.Publisher != "p q" || d.Text != "He [2J said so on Monday. Then he left the town." {
		t.Errorf("%q, %q, %q", d.Title, d.Publisher, d.Text)
	}
	_, problems = Parse("a.txt", []byte("He said \x1b[31m so on Monday.\n"))
	if problems.Count(diag.Warning) != 1 || problems[0].Position.String() != "a.txt:1:9" {
		t.Errorf("%+v", []diag.Problem(problems))
	}
}

// Whatever a page holds, reading takes time in proportion to it.
func TestHostileInput(t *testing.T) {
	size := 40 << 10
	if testing.Short() {
		size = 8 << 10
	}
	units := map[string][]string{
		"a.md": {"> ", ">", "- ", "1. ", "[", "![", "[a](", "](", "*a **b ", "*a_b", "***", "`", "``a`", "<", "<a ", "&", "&amp", "\\", "|a", "|a\n|-\n", "a\n", "# a\n",
			"<div>\n", "[a]: b\n", "<!--", "~~", "a\n=\n", "\t", "  - a\n", "---\n", "[a][b]", "![a](b) ", "a  \n"},
		"a.txt": {"a ", "a\n", "\n", "(", "By ", "A, ", "KIEV, ", "March 3 ", "1.1.", "“", "[a](b", "[a](", "](b)", "!", "| ", "- a\n", "14.06.2014 ", "dear reader ", "you ", "2014-", ". ", "the cat sat\n"},
		"a.html": {"<div>", "</div>", "<p>", "<article>", "<main>", "<nav>", "<b>", "<", "<!--", "&", "&amp;", "<br>", "<li>", "<table><tr><td>", "<h1>a</h1>", "<script>", "<title>",
			"<meta name=date content=2014-03-28>", "<time datetime=2014-03-28>", "<a href='", "<p class='a b c d e f'>x ", "<aside>x</aside>", "<blockquote>", "<p hidden>x"},
		"a.jsonl": {"{", "[", `{"id": "a", `, `{"id":"a","text":"b"}` + "\n", `{"text": `, "\"", "\n", `{"a":{"a":`},
	}
	for file, list := range units {
		for _, unit := range list {
			data := []byte(strings.Repeat(unit, size/len(unit)))
			start := time.Now()
			docs, _ := Parse(file, data)
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("%d bytes of %q in %s take %s", size, unit, file, took)
			}
			for i := range docs {
				if docs[i].ID == "" || docs[i].Hash == "" || docs[i].Title == "" || docs[i].Language == "" {
					t.Errorf("%s of %q: %+v", file, unit, docs[i])
				}
			}
		}
	}
}

// Parse gives the same again, in as many goroutines as there are.
func TestParallel(t *testing.T) {
	data := []byte("---\ntitle: x\n---\n# Head\n\nThe *bridge* opened on Monday, [he](x) said.\n\n- one\n")
	want, wantProblems := Parse("content/sources/a.md", data)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 20 {
				got, problems := Parse("content/sources/a.md", data)
				if !cmp.Equal(got, want, cmp.AllowUnexported(Document{}, offset{}, element{})) || !cmp.Equal(problems, wantProblems, cmpopts.EquateEmpty()) {
					t.Error("a file is read differently the second time")
				}
			}
		})
	}
	wait.Wait()
	if want[0].ID != "a" || want[0].File != "content/sources/a.md" || len(want[0].Hash) != 64 {
		t.Errorf("%+v", want[0])
	}
	if other, _ := Parse("content/sources/b.md", data); other[0].Hash == want[0].Hash {
		t.Error("two articles have one hash")
	}
}

func TestIDOf(t *testing.T) {
	for file, want := range map[string]string{
		"content/sources/000_b51d46eeb76d21b7.txt": "000_b51d46eeb76d21b7",
		"a/Putin Phones Obama.md":                  "putin-phones-obama",
		`a\b\C.html`:                               "c",
		"../../etc/passwd.txt":                     "passwd",
		"a/..md":                                   "",
		"a/...txt":                                 "",
		"a/.hidden.txt":                            "hidden",
		"a/x..y--z.md":                             "x.y-z",
		"a/-x-.md":                                 "x",
		"a/ünïcode é.md":                           "n-code",
		"a/2014.03.28.md":                          "2014.03.28",
	} {
		if got := IDOf(file); got != want {
			t.Errorf("%s has the id %q, want %q", file, got, want)
		}
	}
	for _, bad := range []string{"", "../x", "a/b", "A", "a b", ".a", "a.", "-a", "nul", "com1.x", "aux", "a\x00", "é", strings.Repeat("a", 101)} {
		if p, ok := checkID(bad); ok || p.Message == "" || p.Hint == "" {
			t.Errorf("%q is taken for an id", bad)
		}
	}
}

func TestDuplicates(t *testing.T) {
	docs := []Document{{ID: "a", File: "x.md"}, {ID: "b", File: "y.md"}, {ID: "a", File: "z.jsonl", Line: 3}, {ID: "a", File: "w.txt"}}
	problems := Duplicates(docs)
	if len(problems) != 2 || problems[0].Error() != `z.jsonl:3:1: two articles have the id "a"; the other is in x.md` || problems[1].File != "w.txt" {
		t.Errorf("%v", problems)
	}
}

func TestFiles(t *testing.T) {
	fsys := afero.NewMemMapFs()
	for _, name := range []string{"s/b.md", "s/a.txt", "s/sub/c.html", "s/d.JSONL", "s/.git/x.md", "s/.hidden.md", "s/x.md~", "s/#y.md#", "s/.y.md.swp", "s/z.tmp", "s/picture.png", "t/e.md"} {
		if err := afero.WriteFile(fsys, name, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files, problems := Files(fsys, "s")
	if diff := cmp.Diff([]string{"s/a.txt", "s/b.md", "s/d.JSONL", "s/sub/c.html"}, files); diff != "" {
		t.Error(diff)
	}
	if len(problems) != 1 || problems[0].Severity != diag.Warning || problems[0].File != "s/picture.png" {
		t.Errorf("%v", problems)
	}
	if files, problems := Files(fsys, "nowhere"); len(files)+len(problems) > 0 {
		t.Errorf("%v, %v", files, problems)
	}
}

// FileSpan stands outside the text, too.
func TestFileSpanBounds(t *testing.T) {
	docs, _ := Parse("a.txt", []byte("  The bridge opened on Monday.\n\nIt was closed."))
	d := docs[0]
	for _, s := range [][4]int{{0, 3, 2, 5}, {-5, 3, 2, 5}, {0, 0, 2, 2}, {len(d.Text) - 1, len(d.Text) + 9, 45, 46}, {5, 2, 7, 7}} {
		f := d.FileSpan(spanOf(s[0], s[1]))
		if f != spanOf(s[2], s[3]) {
			t.Errorf("%v is at %v, want %v", s[:2], f, s[2:])
		}
	}
	if f := (&Document{}).FileSpan(spanOf(1, 2)); f != spanOf(0, 0) {
		t.Errorf("a document without text: %v", f)
	}
}

// The address of a page counts when the page does not say its own.
func TestParsePage(t *testing.T) {
	page := "<html><body><h1>Dam opened</h1><p>The dam above Millbridge was opened on Friday, the ministry said.</p></body></html>"
	docs, _ := ParsePage("page.html", []byte(page), "https://x.example/2014/03/28/dam")
	if d := docs[0]; d.URL != "https://x.example/2014/03/28/dam" || d.Published.String() != "2014-03-28" || d.PublishedFrom != FromURL {
		t.Errorf("%s, %s, %s", d.URL, d.Published, d.PublishedFrom)
	}
	docs, _ = ParsePage("page.html", []byte(page), "javascript:alert(1)")
	if d := docs[0]; d.URL != "" || !d.Published.IsZero() {
		t.Errorf("%s, %s", d.URL, d.Published)
	}
}

func ExampleParse() {
	docs, problems := Parse("content/sources/bridge.md", []byte("# Bridge opens\n\nThe *old bridge* opened on Monday.\n"))
	fmt.Println(len(problems), docs[0].ID, docs[0].Title)
	for _, b := range docs[0].Blocks {
		fmt.Println(b.Role, docs[0].FileSpan(b.Span))
	}
	// Output:
	// 0 bridge Bridge opens
	// title {2 14}
	// prose {16 50}
}

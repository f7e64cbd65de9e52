package front

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected parts of testdata/*.txtar")

// note is a form with every kind of value that editors write.
type note struct {
	Title   string            `yaml:"title"`
	Date    day               `yaml:"date"`
	Tags    []string          `yaml:"tags"`
	Hide    bool              `yaml:"hide"`
	Count   int               `yaml:"count"`
	Weight  float64           `yaml:"weight"`
	People  []person          `yaml:"people"`
	Theme   *theme            `yaml:"theme"`
	Labels  map[string]string `yaml:"labels"`
	secret  string            //nolint:unused // a field that is not exported is no key
	shared  `yaml:",inline"`
	Ignored string `yaml:"-"`
}

type person struct {
	Name    string   `yaml:"name"`
	Aliases []string `yaml:"aliases"`
}

type theme struct {
	Accent string `yaml:"accent"`
}

type shared struct {
	By string `yaml:"by"`
}

// day is a value that reads itself.
type day string

func (d *day) UnmarshalText(b []byte) error {
	if len(b) != 10 {
		return fmt.Errorf("%q is not a day", b)
	}
	*d = day(b)
	return nil
}

// TestDecode reads the files of testdata/*.txtar; each is followed by what it gives, in a file with ".want" at its end.
func TestDecode(t *testing.T) {
	archives, _ := filepath.Glob("testdata/*.txtar")
	if len(archives) == 0 {
		t.Fatal("no archives")
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		wants, out := map[string]string{}, txtar.Archive{Comment: archive.Comment}
		for _, f := range archive.Files {
			wants[f.Name] = string(f.Data)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".want") {
				if _, ok := wants[strings.TrimSuffix(f.Name, ".want")]; !ok {
					t.Errorf("%s belongs to no file", f.Name)
				}
				continue
			}
			got := decoded(f.Name, f.Data)
			out.Files = append(out.Files, f, txtar.File{Name: f.Name + ".want", Data: []byte(got)})
			if want := wants[f.Name+".want"]; got != want && !*update {
				t.Errorf("%s gives\n%s\nwant\n%s", f.Name, got, want)
			}
		}
		if *update {
			if err := os.WriteFile(name, txtar.Format(&out), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// decoded reads a file and writes down what was read, and the problems.
func decoded(name string, data []byte) string {
	head, line := data, 1
	if h, body, at, ok := Split(data); ok {
		if string(data[at:]) != string(body) {
			return "the body is not where it is said to be"
		}
		head, line = h, HeadLine
	}
	var n note
	problems := Decode(name, head, line, &n)
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.String() + "\n")
	}
	theme := n.Theme
	n.Theme = nil
	fmt.Fprintf(&b, "%+v", n)
	if theme != nil {
		fmt.Fprintf(&b, " %+v", *theme)
	}
	return b.String() + "\n"
}

func TestSplit(t *testing.T) {
	for _, c := range []struct{ in, head, body string }{
		{"---\ntitle: a\n---\nbody", "title: a\n", "body"},
		{"\ufeff---\r\ntitle: a\r\n---\r\nbody\r\n", "title: a\r\n", "body\r\n"},
		{"---  \ntitle: a\n---\t\n", "title: a\n", ""},
		{"---\ntitle: a\n...\nbody", "title: a\n", "body"},
		{"---\ntitle: a\n---", "title: a\n", ""},
		{"---\n# a comment\n\ntitle: a\n---\nx", "# a comment\n\ntitle: a\n", "x"},
		{"no front matter\n---\ntitle: a\n---\n", "", "no front matter\n---\ntitle: a\n---\n"},
		{"---\nA rule over prose, and one below.\n---\nmore", "", "---\nA rule over prose, and one below.\n---\nmore"},
		{"---\ntitle: never closed\n", "", "---\ntitle: never closed\n"},
		{"----\ntitle: a\n----\n", "", "----\ntitle: a\n----\n"},
		{"\n---\ntitle: a\n---\n", "", "\n---\ntitle: a\n---\n"},
		{"\ufeffbody", "", "body"},
		{"---", "", "---"},
		{"", "", ""},
	} {
		head, body, at, ok := Split([]byte(c.in))
		if string(head) != c.head || string(body) != c.body || ok != (c.head != "") || c.in[at:] != c.body {
			t.Errorf("%q splits into %q and %q at %d, %v", c.in, head, body, at, ok)
		}
	}
	if !Unclosed([]byte("---\ntitle: a\ntext\n")) || !Unclosed([]byte("---\n# a comment\n\ntitle: a\n")) || Unclosed([]byte("---\n# a\n")) || Unclosed([]byte("---\nA rule.\n")) || Unclosed([]byte("---\na: b\n---\n")) || Unclosed(nil) {
		t.Error("front matter that is not closed is not told from the rest")
	}
}

// A value's place is found by its path, or that of what would hold it.
func TestPlaces(t *testing.T) {
	var n note
	tree, problems := Read("a.md", []byte("title: a\npeople:\n  - name: B\n    aliases: [c, d]\n"), HeadLine, &n)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for path, want := range map[string]string{
		"title": "a.md:2:1 a.md:2:8", "people": "a.md:3:1 a.md:4:3", "people 0 name": "a.md:4:5 a.md:4:11",
		"people 0 aliases 1": "a.md:5:18 a.md:5:18", "people 3": "a.md:3:1 a.md:3:1", "nothing": "a.md:2:1 a.md:2:1", "people 0 none": "a.md:4:5 a.md:4:5",
	} {
		p := strings.Fields(path)
		if got := tree.Key(p...).String() + " " + tree.Value(p...).String(); got != want {
			t.Errorf("%s is at %s, want %s", path, got, want)
		}
	}
	if !tree.Has("people", "0", "name") || tree.Has("people", "1") || tree.Has("by") {
		t.Error("Has is wrong")
	}
}

// Nothing that a file holds takes long or breaks the program.
func TestHostile(t *testing.T) {
	const size = 20 << 10
	for _, unit := range []string{"[", "{", "- ", "- [", "[a, ", "? ", "&a ", "*a ", "a: ", "\"", "'", "|\n", "!!x ", "<<: *a\n", "a: &x [*x]\n", "%", "---\n", "\t",
		" ", "\r", "\x00", "\xff", "  - a\n", "a:\n", "k%d: v\n", "x%d: &a%d [*a%d, *a%d]\n", "a: [\n", "a: \"\n", ": :", "#", "a: |\n", "a: >\n  b\n", "é: ы\n"} {
		var text strings.Builder
		for i := 0; text.Len() < size; i++ {
			text.WriteString(strings.ReplaceAll(unit, "%d", fmt.Sprint(i)))
		}
		start := time.Now()
		var n note
		Decode("a.yaml", []byte(text.String()), 1, &n)
		Split([]byte("---\n" + text.String()))
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%d bytes of %q take %s", size, unit, took)
		}
	}
	var n note
	for text, want := range map[string]string{strings.Repeat("# xxxxxxxxxxx\n", maxBytes/10): "KB", strings.Repeat("#\n", maxLines+1): "lines"} {
		if problems := Decode("a.yaml", []byte(text), 1, &n); len(problems) != 1 || !strings.Contains(problems[0].Message, want) {
			t.Errorf("%d bytes: %v", len(text), problems)
		}
	}
}

func FuzzDecode(f *testing.F) {
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			f.Add(file.Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		head, body, at, ok := Split(data)
		if string(data[at:]) != string(body) || !ok && head != nil {
			t.Fatalf("%q splits into %q and %q at %d", data, head, body, at)
		}
		lines := strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + 1
		var n note
		for _, p := range Decode("a.md", data, 1, &n) {
			if p.Line < 1 || p.Line > lines || p.Column < 1 || p.Message == "" {
				t.Fatalf("%q: %s", data, p)
			}
		}
	})
}

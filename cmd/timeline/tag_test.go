package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"timeline/pkg/timeml"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"
)

// desk is a command line over files in memory.
type desk struct {
	fs          afero.Fs
	stdin       string
	out, errors bytes.Buffer
}

func newDesk(t *testing.T, files map[string]string) *desk {
	t.Helper()
	d := &desk{fs: afero.NewMemMapFs()}
	for name, content := range files {
		if err := afero.WriteFile(d.fs, name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func (d *desk) run(args ...string) (code int) {
	d.out.Reset()
	d.errors.Reset()
	a := &app{fs: d.fs, stdin: strings.NewReader(d.stdin), stdout: &d.out, stderr: &d.errors}
	return a.main(context.Background(), args)
}

func (d *desk) file(t *testing.T, name string) string {
	t.Helper()
	data, err := afero.ReadFile(d.fs, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// jsonLine is a line of timeline tag --format json.
type jsonLine struct {
	File     string        `json:"file"`
	ID       string        `json:"id"`
	Line     int           `json:"line"`
	Part     int           `json:"part"`
	DCT      string        `json:"dct"`
	Mentions []jsonMention `json:"mentions"`
}

type jsonMention struct {
	Type, Value, Mod, Quant, Freq, Text, Raw, Date, Rule, Unresolved string
	Span                                                             [2]int
	Confidence                                                       float64
	Anchor                                                           struct {
		Kind, Date string
		Span       [2]int
	}
}

func (d *desk) lines(t *testing.T) []jsonLine {
	t.Helper()
	var lines []jsonLine
	dec := json.NewDecoder(&d.out)
	dec.DisallowUnknownFields()
	for {
		var l jsonLine
		if err := dec.Decode(&l); errors.Is(err, io.EOF) {
			return lines
		} else if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
}

// brief shows a line in short: what it is of, and words=value of its mentions.
func (l jsonLine) brief() string {
	s := fmt.Sprintf("%s %s:%d %s", l.File, l.ID, l.Line, l.DCT)
	for _, m := range l.Mentions {
		s += fmt.Sprintf(" %s=%s@%d", m.Text, m.Value, m.Span[0])
	}
	return s
}

const news = "Envoys met in Vienna on March 20, 2014.\nThey had \"agreed\" on it in 1999 \x1b[31m."

func TestTagStandardInput(t *testing.T) {
	d := newDesk(t, nil)
	d.stdin = news
	if code := d.run("tag", "--dct", "28 March 2014", "--format", "json"); code != exitDone {
		t.Fatal(code, d.errors.String())
	}
	if strings.Contains(d.out.String(), "\x1b") {
		t.Errorf("an escape reached the output: %q", d.out.String())
	}
	lines := d.lines(t)
	if len(lines) != 1 || lines[0].brief() != "- :0 2014-03-28 March 20, 2014=2014-03-20@24 1999=1999@67" {
		t.Errorf("%+v", lines)
	}
	m := lines[0].Mentions[0]
	if m.Type != "DATE" || m.Date != "2014-03-20" || m.Span != [2]int{24, 38} || !strings.HasPrefix(m.Rule, "en/") || m.Confidence <= 0 || m.Confidence > 1 {
		t.Errorf("%+v", m)
	}
}

func TestTagAsText(t *testing.T) {
	d := newDesk(t, nil)
	d.stdin = news
	if code := d.run("tag"); code != exitDone {
		t.Fatal(code, d.errors.String())
	}
	got := strings.Split(d.out.String(), "\n")
	for i, want := range []string{"-:1:25: March 20, 2014  DATE 2014-03-20  en/", "-:2:28: 1999  DATE 1999  en/", ""} {
		if i >= len(got) || !strings.HasPrefix(got[i], want) {
			t.Errorf("line %d of %q is not %q", i, got, want)
		}
	}
	d.run("tag", "--color", "always")
	if !strings.Contains(d.out.String(), "\x1b[1mMarch 20, 2014\x1b[0m") {
		t.Errorf("not coloured: %q", d.out.String())
	}
}

// A folder is read in order; a file of every kind knows its date and gives spans of the file.
func TestTagFolder(t *testing.T) {
	files := map[string]string{
		"in/a.md":          "---\npublished: 2014-03-28\nkind: digest\ntitle: Talks\n---\n\nEnvoys *met* on March 20, 2014. All agreed to go on.\n",
		"in/b.jsonl":       `{"id":"x","published":"2014-04-01","text":"The dam broke on May 2, 2013. Water reached the town."}` + "\n\n" + `{"id":"y","text":"It was built in 1954. Nobody knew by whom."}` + "\n",
		"in/c.txt":         "It rained on May 3, 2013 & on.",
		"in/sub/d.tml":     `<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="1998-01-08" functionInDocument="CREATION_TIME"/></DCT><TEXT>On <E>May 4</E>, 2013.</TEXT></TimeML>`,
		"in/.hidden/e.txt": "May 5, 2013",
		"in/.f.txt":        "May 6, 2013",
		"in/g.png":         "May 7, 2013",
		"h":                "May 8, 2013",
	}
	d := newDesk(t, files)
	if code := d.run("tag", "--format", "json", "in", "h"); code != exitDone {
		t.Fatal(code, d.errors.String())
	}
	var got []string
	for _, l := range d.lines(t) {
		got = append(got, l.brief())
		for _, m := range l.Mentions {
			if strings.HasSuffix(l.File, ".tml") || l.ID == "x" || l.ID == "y" {
				continue
			}
			if words := files[l.File][m.Span[0]:m.Span[1]]; words != m.Text {
				t.Errorf("%s: %q is at the span of %q", l.File, words, m.Text)
			}
		}
	}
	want := []string{
		"in/a.md :0 2014-03-28 March 20, 2014=2014-03-20@73", "in/b.jsonl x:1 2014-04-01 May 2, 2013=2013-05-02@17", "in/b.jsonl y:3  1954=1954@16",
		"in/c.txt :0  May 3, 2013=2013-05-03@13", "in/sub/d.tml :0 1998-01-08 May 4, 2013=2013-05-04@3", "h :0  May 8, 2013=2013-05-08@0",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What a document states of its date counts more than --dct; what would only be found in its text counts less.
func TestTagDCT(t *testing.T) {
	d := newDesk(t, map[string]string{
		"a.jsonl": `{"id":"x","published":"1 April 2014","text":"The dam broke on Monday. Water reached the town."}` + "\n" + `{"id":"y","text":"The dam broke on Monday."}` + "\n",
		"b.md":    "---\npublished: 2014-04-01\ntitle: Dam\n---\n\nThe dam broke on Monday. Water reached the town.\n",
		"c.txt":   "March 28, 2013\n\nThe dam broke on Monday. Water reached the town.\n",
		"d.tml":   `<TimeML><DCT><TIMEX3 tid="t0" value="1998-01-08"/></DCT><TEXT>It broke on Monday.</TEXT></TimeML>`,
		"e.tml":   `<TimeML><TEXT>It broke on Monday.</TEXT></TimeML>`,
	})
	for dct, want := range map[string]string{
		"2015-01-01": "x 2014-04-01, y 2015-01-01, b.md 2014-04-01, c.txt 2015-01-01, d.tml 1998-01-08, e.tml 2015-01-01, ",
		"":           "x 2014-04-01, y , b.md 2014-04-01, c.txt 2013-03-28, d.tml 1998-01-08, e.tml , ",
	} {
		if code := d.run("tag", "--format", "json", "--dct", dct, "."); code != exitDone {
			t.Fatal(code, d.errors.String())
		}
		got := ""
		for _, l := range d.lines(t) {
			got += cmp.Or(l.ID, l.File) + " " + l.DCT + ", "
		}
		if got != want {
			t.Errorf("--dct %q: %s\nwant %s", dct, got, want)
		}
	}
}

// With --out each input has an output of its name; the articles of a .jsonl become TimeML documents of their own.
func TestTagOut(t *testing.T) {
	tml := `<?xml version="1.0" ?>` + "\r\n" + `<TimeML><DCT><TIMEX3 tid="t0" value="1998-01-08"/></DCT><TEXT>On <E>May 4</E>, 2013 &amp; <TIMEX3 tid="t4" type="DATE" value="X">late</TIMEX3>r.</TEXT></TimeML>`
	d := newDesk(t, map[string]string{
		"in/a.tml": tml, "in/sub/c.txt": "It rained on May 3, 2013 & on.",
		"in/b.jsonl": `{"id":"x","published":"2014-04-01","text":"The dam broke on May 2, 2013. Water reached the town."}` + "\n",
	})
	for range 2 { // the second run reads nothing that the first one wrote
		if code := d.run("tag", "--format", "timeml", "--out", "out", "."); code != exitDone || d.out.Len() > 0 {
			t.Fatal(code, d.errors.String(), d.out.String())
		}
	}
	var names []string
	err := afero.Walk(d.fs, "out", func(path string, info fs.FileInfo, err error) error {
		if !info.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff([]string{"out/in/a.tml", "out/in/sub/c.txt", "out/x.tml"}, names); diff != "" {
		t.Error(diff)
	}
	got := d.file(t, "out/in/a.tml")
	head, rest, ok := strings.Cut(got, `<TIMEX3 tid="t5" type="DATE" value="2013-05-04">`)
	if !ok || strings.Replace(head+strings.Replace(rest, "</TIMEX3>", "", 1), "later", `<TIMEX3 tid="t4" type="DATE" value="X">late</TIMEX3>r`, 1) != tml {
		t.Errorf("%s", got)
	}
	c, err := timeml.Parse("c", []byte(d.file(t, "out/in/sub/c.txt")))
	if err != nil || c.Text != "It rained on May 3, 2013 & on." || len(c.Gold) != 1 {
		t.Errorf("%v %+v", err, c)
	}
}

// longText is several parts long and holds dates at any distance, in lines without and with paragraphs.
func longText() string {
	var b strings.Builder
	for i := 0; b.Len() < 3*partSize; i++ {
		fmt.Fprintf(&b, "Réunion a%d was held on May %d, %d in the old town hall of the vale. ", i, i%28+1, 1900+i%120)
		if i%7 == 0 {
			b.WriteString("\n\n")
		}
	}
	return b.String()
}

// A long text comes in parts with spans of the whole; the TimeML of it reads back with the same text and the same mentions.
func TestTagLongText(t *testing.T) {
	d := newDesk(t, nil)
	d.stdin = longText()
	if code := d.run("tag", "--format", "json"); code != exitDone {
		t.Fatal(code, d.errors.String())
	}
	var mentions []timeml.TIMEX3
	for i, l := range d.lines(t) {
		if l.Part != i+1 {
			t.Errorf("part %d comes as number %d", l.Part, i+1)
		}
		for _, m := range l.Mentions {
			if words := d.stdin[m.Span[0]:m.Span[1]]; words != m.Text {
				t.Fatalf("%q is at the span of %q", words, m.Text)
			}
			g := timeml.TIMEX3{Type: m.Type, Value: m.Value, Mod: m.Mod, Quant: m.Quant, Freq: m.Freq}
			g.Start, g.End = m.Span[0], m.Span[1]
			mentions = append(mentions, g)
		}
	}
	if n := strings.Count(d.stdin, "Réunion"); len(mentions) != n {
		t.Errorf("%d mentions in %d sentences", len(mentions), n)
	}
	if code := d.run("tag", "--format", "timeml"); code != exitDone {
		t.Fatal(code, d.errors.String())
	}
	doc, err := timeml.Parse("-", d.out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for i := range doc.Gold {
		if ids[doc.Gold[i].ID] {
			t.Fatalf("id %s twice", doc.Gold[i].ID)
		}
		ids[doc.Gold[i].ID] = true
		doc.Gold[i].ID = ""
	}
	if diff := gocmp.Diff(mentions, doc.Gold); diff != "" || doc.Text != d.stdin {
		t.Error(diff)
	}
	d.run("tag")
	last := strings.Split(strings.TrimSpace(d.out.String()), "\n")
	var line, column int
	if _, err := fmt.Sscanf(last[len(last)-1], "-:%d:%d:", &line, &column); err != nil {
		t.Fatal(err)
	}
	words := []rune(strings.Split(d.stdin, "\n")[line-1])[column-1:]
	if !strings.HasPrefix(string(words), "May ") {
		t.Errorf("%d:%d is %q", line, column, string(words))
	}
}

// Every mistake is reported in its place, and the rest is still tagged.
func TestTagProblems(t *testing.T) {
	d := newDesk(t, map[string]string{
		"a.tml": "<TimeML><TEXT>x</TimeML>", "b.txt": "May 2, 2013 \xff", "c.jsonl": "{\"text\":\"It was so on May 3, 2013.\"}\n{broken\n{\"id\":\"z\",\"text\":\"It was so on May 4, 2013.\"}\n",
	})
	if code := d.run("tag", "--format", "json", "a.tml", "b.txt", "c.jsonl"); code != exitContent {
		t.Error("exit code", code)
	}
	for _, want := range []string{"a.tml:1:16: </TimeML> where </TEXT> is expected", "b.txt: warning: the text is not UTF-8", "c.jsonl:2:"} {
		if !strings.Contains(d.errors.String(), want) {
			t.Errorf("%q is not in\n%s", want, d.errors.String())
		}
	}
	got := ""
	for _, l := range d.lines(t) {
		for _, m := range l.Mentions {
			got += m.Value + " "
		}
	}
	if got != "2013-05-02 2013-05-03 2013-05-04 " {
		t.Error(got)
	}
}

func TestTagUsage(t *testing.T) {
	d := newDesk(t, map[string]string{"a.txt": "x", "sub/a.txt": "y", "empty/a.png": ""})
	for _, c := range []struct{ args, want string }{
		{"--format xml", `--format is text, timeml or json, not "xml"`},
		{"--dct yesterday", "--dct: "},
		{"--dct 2014-02-30", "--dct: "},
		{"--lang tlh", "tlh"},
		{"nowhere", "there is no file or folder nowhere"},
		{"empty", "there is no text in empty"},
		{"--out o a.txt sub/a.txt", "a.txt and sub/a.txt would both be written to o/a.txt"},
		{"--out . a.txt", "--out . would write over a.txt"},
	} {
		if code := d.run(append([]string{"tag"}, strings.Fields(c.args)...)...); code != exitUsage || !strings.Contains(d.errors.String(), c.want) {
			t.Errorf("tag %s: exit code %d, %s", c.args, code, d.errors.String())
		}
	}
}

func TestInOrder(t *testing.T) {
	var got []int
	err := inOrder(context.Background(), 4, func(emit func(job[int]) error) error {
		for i := range 500 {
			if err := emit(func(yield func(int) error) error { return errors.Join(yield(2*i), yield(2*i+1)) }); err != nil {
				return err
			}
		}
		return nil
	}, func(i int) error { got = append(got, i); return nil })
	if err != nil || len(got) != 1000 {
		t.Fatal(err, len(got))
	}
	for i := range got {
		if got[i] != i {
			t.Fatalf("%d comes as number %d", got[i], i)
		}
	}
}

// An error of the consumer stops the producer soon; a producer's error comes out.
func TestInOrderStops(t *testing.T) {
	var made atomic.Int64
	full := errors.New("full")
	endless := func(emit func(job[int]) error) error {
		for {
			made.Add(1)
			if err := emit(func(yield func(int) error) error { return yield(0) }); err != nil {
				return err
			}
		}
	}
	if err := inOrder(context.Background(), 2, endless, func(int) error { return full }); !errors.Is(err, full) || made.Load() > 100 {
		t.Error(err, made.Load())
	}
	ctx, cancel := context.WithCancel(context.Background())
	if err := inOrder(ctx, 2, endless, func(int) error { cancel(); return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	broken := func(func(job[int]) error) error { return full }
	if err := inOrder(context.Background(), 2, broken, func(int) error { return nil }); !errors.Is(err, full) {
		t.Error(err)
	}
}

// FuzzSplitter reads any bytes in any portions: the parts together are the input, none is long, and no character is cut.
func FuzzSplitter(f *testing.F) {
	f.Add([]byte("a b\n\nc"), 300000)
	f.Add([]byte("é"), 1<<20)
	f.Add([]byte("\xf0\x9f\x98\x80"), 200000)
	f.Fuzz(func(t *testing.T, unit []byte, n int) {
		if len(unit) == 0 {
			return
		}
		in := bytes.Repeat(unit, 1+max(0, min(n, 2<<20))/len(unit))
		s := splitter{r: iotest.HalfReader(bytes.NewReader(in))}
		var all []byte
		for !s.done {
			p, err := s.next()
			if err != nil {
				t.Fatal(err)
			}
			if len(p) > partSize+1 || utf8.Valid(in) && !utf8.ValidString(p) || p == "" && !s.done {
				t.Fatalf("a part of %d bytes", len(p))
			}
			all = append(all, p...)
		}
		if !bytes.Equal(all, in) {
			t.Fatal("the parts are not the input")
		}
	})
}

// FuzzJSONString writes any bytes as a JSON string, which reads back as the same characters.
func FuzzJSONString(f *testing.F) {
	f.Add("a\"\\\n\t\x00\x1b\x7f\u009b\u2028é\xff😀")
	f.Fuzz(func(t *testing.T, s string) {
		out := appendJSONString(nil, s)
		var got string
		if err := json.Unmarshal(out, &got); err != nil {
			t.Fatalf("%q: %v", out, err)
		}
		if want := strings.Join(strings.Split(s, ""), ""); got != strings.ToValidUTF8(want, "\uFFFD") && utf8.ValidString(s) {
			t.Fatalf("%q became %q", s, got)
		}
		if bytes.ContainsFunc(out, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }) {
			t.Fatalf("control characters in %q", out)
		}
	})
}

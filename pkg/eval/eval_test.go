package eval

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"timeline/pkg/text"
	"timeline/pkg/timeml"
	"timeline/pkg/timex"
)

var update = flag.Bool("update", false, "rewrite the expected files")

// marked reads a text in which expressions stand as [words|TYPE VALUE] or [words|TYPE VALUE rule].
func marked(s string) Marked {
	var b strings.Builder
	var m []timex.Mention
	for s != "" {
		before, rest, ok := strings.Cut(s, "[")
		b.WriteString(before)
		if !ok {
			break
		}
		inner, after, _ := strings.Cut(rest, "]")
		words, attributes, _ := strings.Cut(inner, "|")
		f := append(strings.Fields(attributes), "")
		m = append(m, timex.Mention{
			Span: text.Span{Start: b.Len(), End: b.Len() + len(words)},
			Type: timex.Type(f[0]), Value: f[1], Rule: f[2],
		})
		b.WriteString(words)
		s = after
	}
	return Ours(b.String(), m)
}

// Each case is a document with its gold and system annotations and the kinds of the outcomes in their order.
func TestCompare(t *testing.T) {
	for _, c := range []struct{ name, gold, system, want string }{
		{"right", "We met [last week|DATE 2014-W12].", "We met [last week|DATE 2014-W12].", "right"},
		{"span", "We met [last week|DATE 2014-W12].", "We met last [week|DATE 2014-W12].", "wrong span"},
		{"all wrong", "We met [last week|DATE 2014-W12].", "We met last [week|DURATION P1W].", "wrong span+type+value"},
		{"missed and spurious", "[Now|DATE PRESENT_REF] it may.", "Now it [may|DATE 2014-05].", "missed, spurious"},
		{"spacing does not count", "On [May  2|DATE 2014-05-02] .", "On\n[May 2|DATE 2014-05-02].", "right"},
		{"an edge in white space", "On [May 2|DATE 2014-05-02] .", "On[ May 2 |DATE 2014-05-02].", "right"},
		{"one for one", "[May 2 to 4|DATE 2014-05].", "[May 2|DATE 2014-05] to [4|DATE 2014-05].", "wrong span, spurious"},
		{"equal spans first", "[May 2|DATE 1] to [4|DATE 2].", "[May 2 to 4|DATE 2].", "wrong span+value, missed"},
		{"empty ones do not count", "At [|DATE 1]noon.", "At noon[ |DATE 1].", ""},
		{"other scripts", "[в пятницу|DATE 2014-03-28] встретились", "в [пятницу|DATE 2014-03-28] встретились", "wrong span"},
	} {
		d, err := Compare(c.name, marked(c.gold), marked(c.system))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var kinds []string
		for _, o := range d.Outcomes {
			kinds = append(kinds, o.Kind())
		}
		if got := strings.Join(kinds, ", "); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// A span that overlaps two gold ones goes to the one that it equals, though the other comes first.
func TestEqualSpansArePairedFirst(t *testing.T) {
	s := "two weeks ago"
	whole := Ours(s, []timex.Mention{{Span: text.Span{Start: 0, End: 13}, Value: "a"}, {Span: text.Span{Start: 0, End: 9}, Value: "b"}})
	part := Ours(s, []timex.Mention{{Span: text.Span{Start: 0, End: 13}, Value: "a"}})
	d, err := Compare("nested", whole, part)
	if err != nil {
		t.Fatal(err)
	}
	if d.Counts != (Counts{Gold: 2, System: 1, Relaxed: 1, Strict: 1, Type: 1, Value: 1}) {
		t.Errorf("%+v", d.Counts)
	}
}

func TestTextsDiffer(t *testing.T) {
	_, err := Compare("a.tml", marked("We met in Kyiv"), marked("We met in Kiev"))
	if want := `a.tml: the texts differ: gold "yiv", system "iev"`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestEmptyIsPerfect(t *testing.T) {
	d, err := Compare("a", marked("no time"), marked("no time"))
	if err != nil {
		t.Fatal(err)
	}
	if s := (Report{[]Document{d}}).Scores(); s.Strict.F1 != 100 || s.Value.F1 != 100 {
		t.Errorf("%+v", s)
	}
}

// The report in both forms is in testdata.
func TestReport(t *testing.T) {
	var r Report
	for _, c := range [][3]string{
		{"b.tml", "[Monday|DATE 2014-03-24] to [Friday|DATE 2014-03-28], [daily|SET P1D]", "[Monday|DATE 2014-03-24 en/weekday] to [Friday|DATE 2014-03-21 en/weekday], daily"},
		{"a.tml", "about [an hour|DURATION PT1H] in March", "[about an hour|DATE PT1H en/length] in [March|DATE 2014-03 en/month]"},
	} {
		d, err := Compare(c[0], marked(c[1]), marked(c[2]))
		if err != nil {
			t.Fatal(err)
		}
		r.Documents = append(r.Documents, d)
	}
	show := Show{Errors: true, ByRule: true}
	var asText, asJSON strings.Builder
	if err := r.WriteText(&asText, show); err != nil {
		t.Fatal(err)
	}
	if err := r.WriteJSON(&asJSON, show); err != nil {
		t.Fatal(err)
	}
	golden(t, "report.txt", asText.String())
	golden(t, "report.json", asJSON.String())
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
	}
}

// The reference scorer and ours agree on the shared corpora, whose own annotations, spoilt in every way, are the system.
func TestAgreesWithTheReferenceScorer(t *testing.T) {
	shared := os.Getenv("TIMELINE_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	scorer := filepath.Join(shared, "tools", "score_timex.py")
	if _, err := os.Stat(scorer); err != nil {
		t.Skip("the reference scorer is not there: set TIMELINE_SHARED")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3")
	}
	for _, corpus := range []string{"tbaq", "wikiwars"} {
		gold, system := filepath.Join(shared, "timex", corpus), t.TempDir()
		ours := spoilt(t, gold, system)
		out, err := exec.Command(python, scorer, "--json", gold, system).Output()
		if err != nil {
			t.Fatal(err)
		}
		var theirs Scores
		if err := json.Unmarshal(out, &theirs); err != nil {
			t.Fatal(err)
		}
		sameScores(t, corpus, theirs, ours.Scores())
	}
}

// spoilt writes the gold documents with their annotations spoilt, and returns our comparison.
func spoilt(t *testing.T, gold, system string) Report {
	t.Helper()
	var r Report
	paths, err := filepath.Glob(filepath.Join(gold, "*.tml"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no documents in", gold, err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		d, err := timeml.Parse(path, data)
		if err != nil {
			t.Fatal(err)
		}
		out := d.With(spoil(d))
		if err := os.WriteFile(filepath.Join(system, filepath.Base(path)), out, 0o644); err != nil {
			t.Fatal(err)
		}
		again, err := timeml.Parse(path, out)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := Compare(filepath.Base(path), Gold(d), Gold(again))
		if err != nil {
			t.Fatal(err)
		}
		r.Documents = append(r.Documents, doc)
	}
	return r
}

func spoil(d *timeml.Document) []timex.Mention {
	var out []timex.Mention
	for i, g := range d.Gold {
		m := timex.Mention{Span: g.Span, Type: timex.Type(g.Type), Value: g.Value}
		switch i % 7 {
		case 0:
			continue
		case 1:
			m.Value += "x"
		case 2:
			m.Type = "SET"
		case 3:
			m.Start = max(0, m.Start-9)
		case 4:
			m.End = min(len(d.Text), m.End+12)
		case 5:
			m.Start, m.End = m.End, min(len(d.Text), m.End+5)
		}
		if strings.ToValidUTF8(m.Of(d.Text), "") == m.Of(d.Text) {
			out = append(out, m)
		}
	}
	return out
}

func sameScores(t *testing.T, corpus string, a, b Scores) {
	t.Helper()
	if a.Counts != b.Counts {
		t.Errorf("%s: counts %+v, ours %+v", corpus, a.Counts, b.Counts)
	}
	if a.Counts.Relaxed == a.Counts.Strict || a.Counts.Relaxed == a.Counts.Gold {
		t.Errorf("%s: the annotations are not spoilt: %+v", corpus, a.Counts)
	}
	for _, p := range [][2]float64{
		{a.Strict.F1, b.Strict.F1}, {a.Strict.P, b.Strict.P}, {a.Strict.R, b.Strict.R}, {a.Relaxed.F1, b.Relaxed.F1},
		{a.Type.F1, b.Type.F1}, {a.Value.F1, b.Value.F1}, {a.Value.Accuracy, b.Value.Accuracy},
	} {
		if math.Abs(p[0]-p[1]) > 1e-9 {
			t.Errorf("%s: %v, ours %v", corpus, p[0], p[1])
		}
	}
}

// Ten thousand expressions are paired at once, not in a second.
func BenchmarkCompare(b *testing.B) {
	var s strings.Builder
	for i := range 10000 {
		fmt.Fprintf(&s, "on [May %d|DATE 1] ", i)
	}
	m := marked(s.String())
	for b.Loop() {
		if _, err := Compare("a", m, m); err != nil {
			b.Fatal(err)
		}
	}
}

package timeml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"timeline/pkg/date"
	"timeline/pkg/text"
	"timeline/pkg/timex"
)

// doc wraps the content of <TEXT> in the least document.
func doc(content string) string {
	return `<TimeML><DOCID> wire-1 </DOCID><DCT><TIMEX3 tid="t0" type="DATE" value="2014-03-28" ` +
		`functionInDocument="CREATION_TIME">March 28</TIMEX3></DCT><TEXT>` + content + `</TEXT></TimeML>`
}

// mention marks the first occurrence of words in s.
func mention(t testing.TB, s, words, value string) timex.Mention {
	t.Helper()
	i := strings.Index(s, words)
	if i < 0 {
		t.Fatalf("%q is not in %q", words, s)
	}
	return timex.Mention{Span: text.Span{Start: i, End: i + len(words)}, Type: timex.Date, Value: value}
}

func TestParse(t *testing.T) {
	d, err := Parse("a.tml", []byte(doc("Envoys &amp; aides <EVENT>met</EVENT>\r\n<TIMEX3 tid='t7' type=\"DATE\" "+
		"value=\"2014-03-27\" mod='APPROX'>around <SIGNAL>last</SIGNAL> Thursday</TIMEX3>, A&#x2D;Z.<TIMEX3 tid=\"t9\" type=\"DURATION\" value=\"P1D\"/>")))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Envoys & aides met\naround last Thursday, A-Z."; d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	if d.ID != "wire-1" || d.DCT.String() != "2014-03-28" {
		t.Errorf("id %q, DCT %q", d.ID, d.DCT)
	}
	n := len(d.Text)
	want := []TIMEX3{
		{Span: text.Span{Start: 19, End: 39}, ID: "t7", Type: "DATE", Value: "2014-03-27", Mod: "APPROX"},
		{Span: text.Span{Start: n, End: n}, ID: "t9", Type: "DURATION", Value: "P1D"},
	}
	if diff := cmp.Diff(want, d.Gold); diff != "" {
		t.Error(diff)
	}
}

// The DCT is the expression that says so, wherever it stands; a time keeps its clock.
func TestDCT(t *testing.T) {
	for _, c := range []struct{ content, want string }{
		{`<DATE><TIMEX3 tid="t3" value="1990-08-15T13:37" functionInDocument="CREATION_TIME">x</TIMEX3></DATE><TEXT/>`, ""},
		{`<DATE><TIMEX3 tid="t3" value="1990-08-15T13:37" functionInDocument="CREATION_TIME">x</TIMEX3></DATE><TEXT></TEXT>`, "1990-08-15T13:37"},
		{`<DCT><TIMEX3 tid="t0" value="1998-01-08">x</TIMEX3></DCT><TEXT></TEXT>`, "1998-01-08"},
		{`<TEXT><TIMEX3 tid="t1" value="1998-01-09" functionInDocument="CREATION_TIME">x</TIMEX3></TEXT>`, "1998-01-09"},
		{`<DCT><TIMEX3 tid="t0" value="20130322">x</TIMEX3></DCT><TEXT></TEXT>`, "2013-03-22"},
		{`<DCT><TIMEX3 tid="t0" value="20130322T1030">x</TIMEX3></DCT><TEXT></TEXT>`, "2013-03-22"},
		{`<TEXT><TIMEX3 tid="t1" value="2008-07-04" functionInDocument="PUBLICATION_TIME">x</TIMEX3> on <TIMEX3 tid="t2" value="2008-07-03">y</TIMEX3></TEXT>`, "2008-07-04"},
		{`<DCT>unknown</DCT><TEXT></TEXT>`, ""},
		{`<DCT><TIMEX3 tid="t0" value="1998-02-30">x</TIMEX3></DCT><TEXT></TEXT>`, ""},
	} {
		d, err := Parse("a.tml", []byte("<TimeML>"+c.content+"</TimeML>"))
		if err != nil {
			if c.want != "" {
				t.Errorf("%s: %v", c.content, err)
			}
			continue
		}
		if d.DCT.String() != c.want {
			t.Errorf("%s: DCT %q, want %q", c.content, d.DCT, c.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for in, want := range map[string]string{
		"<TimeML></TimeML>":                    "a.tml: there is no <TEXT> element",
		"":                                     "a.tml: there is no <TEXT> element",
		"<TimeML>\n<TEXT>a</EVENT></TEXT>":     "a.tml:2:8: </EVENT> where </TEXT> is expected",
		"<TimeML><TEXT>a < b</TEXT></TimeML>":  `a.tml:1:17: "<" begins no tag here; in text it is written &lt;`,
		"<TEXT>a":                              "a.tml:1:8: the element <TEXT> is not closed",
		"<TEXT>a</TEXT></TEXT>":                "a.tml:1:15: </TEXT> closes nothing",
		"<TEXT>a<!-- b":                        "a.tml:1:8: this comment does not end",
		"<TEXT>a<![CDATA[ b":                   "a.tml:1:8: this CDATA section does not end",
		"<!DOCTYPE TimeML [<!ENTITY a \"]>\">": "a.tml:1:1: this declaration does not end",
		"<TEXT>\xe9</TEXT>":                    "a.tml:1:7: the file is not UTF-8",
		"<TEXT <EVENT>":                        "a.tml:1:1: this tag does not end before the next one begins",
	} {
		_, err := Parse("a.tml", []byte(in))
		if err == nil || err.Error() != want {
			t.Errorf("%q:\n got %v\nwant %s", in, err, want)
		}
	}
}

// Each case gives the content of <TEXT>, the words to mark and the content that comes out.
func TestWith(t *testing.T) {
	const open = `<TIMEX3 tid="t1" type="DATE" value="V">`
	for _, c := range []struct{ name, in, words, want string }{
		{"plain", "We met last week.", "last week", "We met " + open + "last week</TIMEX3>."},
		{"old tags go", `<TIMEX3 tid="t5" type="DATE" value="X">We met</TIMEX3> last week.`, "last week",
			`We met <TIMEX3 tid="t6" type="DATE" value="V">last week</TIMEX3>.`},
		{"an old tag gives its id", `We met last <TIMEX3 value="X" tid="t5">week</TIMEX3>.`, "last week",
			`We met <TIMEX3 tid="t5" type="DATE" value="V">last week</TIMEX3>.`},
		{"implicit old tags go", `We met <TIMEX3 tid="t1" value="P1D"/>last week.`, "met",
			`We <TIMEX3 tid="t2" type="DATE" value="V">met</TIMEX3> last week.`},
		{"references stay", "A &amp; B &#x41; on Monday &lt;", "on Monday", "A &amp; B &#x41; " + open + "on Monday</TIMEX3> &lt;"},
		{"a reference inside", "1 &amp; 2 May", "1 & 2 May", open + "1 &amp; 2 May</TIMEX3>"},
		{"line breaks stay", "the\r\nday\rbefore", "the\nday", open + "the\r\nday</TIMEX3>\rbefore"},
		{"an element inside", "<S>on <E>May</E> 2</S>", "on May 2", "<S>" + open + "on <E>May</E> 2</TIMEX3></S>"},
		{"a whole element", "<E>May</E> 2", "May", "<E>" + open + "May</TIMEX3></E> 2"},
		{"widened at the start", "<E>next</E> week", "next week", open + "<E>next</E> week</TIMEX3>"},
		{"widened at the end", "next <E>week</E>.", "next week", open[:0] + "" + open + "next <E>week</E></TIMEX3>."},
		{"widened over two", "<A><!-- x --><B>next</B> long</A> week", "next long week", open + "<A><!-- x --><B>next</B> long</A> week</TIMEX3>"},
		{"cut where it would cross", "<E>the next</E> six weeks", "next six weeks", "<E>the next</E> " + open + "six weeks</TIMEX3>"},
		{"cut at both ends", "<E>the next</E> six long <E>weeks off</E>", "next six long weeks", "<E>the next</E> " + open + "six long</TIMEX3> <E>weeks off</E>"},
		{"CDATA", "<![CDATA[a < b on May 2]]>", "on May", "<![CDATA[a < b ]]>" + open + "<![CDATA[on May]]></TIMEX3><![CDATA[ 2]]>"},
		{"CDATA from edge to edge", "<![CDATA[May 2]]>", "May 2", open + "<![CDATA[May 2]]></TIMEX3>"},
		{"no XML entity", "x &nbsp; & y", "y", "x &nbsp; & " + open + "y</TIMEX3>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Parse("a.tml", []byte(doc(c.in)))
			if err != nil {
				t.Fatal(err)
			}
			m := mention(t, d.Text, c.words, "V")
			if got, want := string(d.With([]timex.Mention{m})), doc(c.want); got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
		})
	}
}

func TestWithManyMentions(t *testing.T) {
	d, err := Parse("a.tml", []byte(doc(`On <E>Monday</E><E>next</E> week, "then" <TIMEX3 tid="t3" value="">Friday</TIMEX3>.`)))
	if err != nil {
		t.Fatal(err)
	}
	monday, week, friday := mention(t, d.Text, "Monday", "2014-03-31"), mention(t, d.Text, "next week", "2014-W14"), mention(t, d.Text, "Friday", "")
	week.Anchor.Kind = timex.AnchorDCT
	friday.Anchor = timex.Anchor{Kind: timex.AnchorReference, Span: week.Span}
	friday.Raw, friday.Mod, friday.Type = `"<&>"`, "END", timex.Time
	overlap := mention(t, d.Text, "week, ", "X")
	outside := timex.Mention{Span: text.Span{Start: 30, End: 400}}
	got := string(d.With([]timex.Mention{friday, overlap, outside, week, monday}))
	want := doc(`On <E><TIMEX3 tid="t4" type="DATE" value="2014-03-31">Monday</TIMEX3></E>` +
		`<TIMEX3 tid="t5" type="DATE" value="2014-W14" anchorTimeID="t0"><E>next</E> week</TIMEX3>, "then" ` +
		`<TIMEX3 tid="t3" type="TIME" value="&quot;&lt;&amp;&gt;&quot;" mod="END" anchorTimeID="t5">Friday</TIMEX3>.`)
	if got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestFreshDocument(t *testing.T) {
	s := "Tom & <Jerry> met \"last week\".\r\nTab\tand bell\a, not \xff UTF-8."
	dct, err := date.Parse("2014-03-28")
	if err != nil {
		t.Fatal(err)
	}
	out := AppendHead(nil, "a&b", dct)
	m := mention(t, s, "last week", "2014-W12")
	out, next := AppendText(out, s, []timex.Mention{m}, 4)
	out = AppendTail(out)
	if next != 5 {
		t.Errorf("next id %d, want 5", next)
	}
	d, err := Parse("a.tml", out)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if want := "Tom & <Jerry> met \"last week\".\r\nTab\tand bell\uFFFD, not \uFFFD UTF-8."; d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	if d.ID != "a&b" || d.DCT != dct {
		t.Errorf("id %q, DCT %q", d.ID, d.DCT)
	}
	if want := []TIMEX3{{Span: m.Span, ID: "t4", Type: "DATE", Value: "2014-W12"}}; !cmp.Equal(want, d.Gold) {
		t.Error(cmp.Diff(want, d.Gold))
	}
	wellFormed(t, out)
}

// The documents of the shared corpora, with their own expressions put back, read the same; without any, only the tags
// inside <TEXT> are gone.
func TestCorpora(t *testing.T) {
	for _, path := range corpus(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		d, err := Parse(path, data)
		if err != nil {
			t.Error(err)
			continue
		}
		if d.DCT.IsZero() || d.ID == "" || len(d.Text) < 40 {
			t.Errorf("%s: id %q, DCT %q, %d bytes of text", path, d.ID, d.DCT, len(d.Text))
		}
		again, err := Parse(path, d.With(asMentions(d.Gold)))
		if err != nil {
			t.Fatal(err)
		}
		if again.Text != d.Text || !cmp.Equal(nonEmpty(d.Gold), again.Gold) {
			t.Errorf("%s: %s", path, cmp.Diff(nonEmpty(d.Gold), again.Gold))
		}
		wellFormed(t, d.With(nil))
	}
}

func corpus(t testing.TB) []string {
	shared := os.Getenv("TIMELINE_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	paths, err := filepath.Glob(filepath.Join(shared, "timex", "*", "*.tml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Skip("the corpora are not there: set TIMELINE_SHARED")
	}
	return paths
}

func asMentions(gold []TIMEX3) []timex.Mention {
	var out []timex.Mention
	for _, g := range gold {
		out = append(out, timex.Mention{Span: g.Span, Type: timex.Type(g.Type), Value: g.Value, Mod: g.Mod, Quant: g.Quant, Freq: g.Freq})
	}
	return out
}

func nonEmpty(gold []TIMEX3) []TIMEX3 {
	var out []TIMEX3
	for _, g := range gold {
		if g.Len() > 0 {
			out = append(out, g)
		}
	}
	return out
}

func wellFormed(t testing.TB, data []byte) {
	t.Helper()
	if err := wellFormedError(data); err != nil {
		t.Errorf("not well-formed: %v\n%s", err, data)
	}
}

func wellFormedError(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// FuzzWith marks two spans of any document: what was well-formed stays so, and the text is the same.
func FuzzWith(f *testing.F) {
	f.Add(doc("On <E>Monday</E> &amp; next <![CDATA[week]]> <TIMEX3 tid='t3'>x</TIMEX3>"), uint(3), uint(9), uint(2), uint(5))
	f.Add(doc("<A><B>a</B> b</A> c<!-- d --><?e?>\r\n&#65;"), uint(0), uint(3), uint(0), uint(1))
	f.Add("<!DOCTYPE a [<!ENTITY b '>'>]><TEXT>é</TEXT>", uint(0), uint(2), uint(0), uint(0))
	f.Fuzz(func(t *testing.T, in string, a, b, c, e uint) {
		d, err := Parse("a.tml", []byte(in))
		if err != nil {
			return
		}
		m := []timex.Mention{spanIn(d.Text, a, b), spanIn(d.Text, a+b+c, e)}
		out := d.With(m)
		again, err := Parse("a.tml", out)
		if err != nil {
			t.Fatalf("%v\n%q", err, out)
		}
		if again.Text != d.Text {
			t.Fatalf("text %q became %q", d.Text, again.Text)
		}
		if third := again.With(m); !bytes.Equal(stripIDs(third), stripIDs(out)) {
			t.Fatalf("not stable:\n%q\n%q", out, third)
		}
		if wellFormedError([]byte(in)) == nil {
			wellFormed(t, out)
		}
	})
}

// stripIDs leaves out the ids, which may be chosen anew.
func stripIDs(b []byte) []byte {
	parts := bytes.Split(b, []byte(`<TIMEX3 tid="`))
	for i := 1; i < len(parts); i++ {
		if _, after, ok := bytes.Cut(parts[i], []byte(`"`)); ok {
			parts[i] = after
		}
	}
	return bytes.Join(parts, nil)
}

// spanIn returns a mention of whole runes within s.
func spanIn(s string, from, length uint) timex.Mention {
	var starts []int
	for i := range s {
		starts = append(starts, i)
	}
	starts = append(starts, len(s))
	i := int(from % uint(len(starts)))
	j := i + int(length%uint(len(starts)-i))
	return timex.Mention{Span: text.Span{Start: starts[i], End: starts[j]}, Type: timex.Date, Value: "2014"}
}

// FuzzFresh writes any text as a new document: it is well-formed and reads back as the same valid UTF-8.
func FuzzFresh(f *testing.F) {
	f.Add("a & b <c> \r\n ]]> \x00\xff", uint(1), uint(3))
	f.Fuzz(func(t *testing.T, s string, a, b uint) {
		out, _ := AppendText(AppendHead(nil, s, date.Value{}), s, []timex.Mention{spanIn(s, a, b)}, 1)
		out = AppendTail(out)
		wellFormed(t, out)
		d, err := Parse("a.tml", out)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Map(func(r rune) rune {
			if !allowed(r) {
				return '\uFFFD'
			}
			return r
		}, strings.Join(strings.Split(s, ""), ""))
		if d.Text != want {
			t.Fatalf("text %q, want %q", d.Text, want)
		}
	})
}

// Text without a line break, a document of tags and one of references take time in proportion to their size.
func BenchmarkParse(b *testing.B) {
	for name, unit := range map[string]string{"tags": "<E>a</E> ", "references": "&amp;", "ampersands": "&", "text": "word "} {
		in := []byte(doc(strings.Repeat(unit, 1<<20/len(unit))))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(in)))
			for b.Loop() {
				if _, err := Parse("a.tml", in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

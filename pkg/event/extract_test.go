package event

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"timeline/pkg/source"
	"timeline/pkg/text"
	"timeline/pkg/timeline"
	"timeline/pkg/timex"
)

var update = flag.Bool("update", false, "rewrite the expected parts of testdata")

// TestCases reads articles and prints the events found in them. Each case of a .txtar file is an article, NAME.md, and
// what is expected, NAME.want: a line for every mention, in the order of the text.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in testdata: %v", err)
	}
	tagger := newTagger(t)
	for _, file := range files {
		ar, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(ar.Files); i++ {
			name, ok := strings.CutSuffix(ar.Files[i].Name, ".md")
			if !ok {
				continue
			}
			got := describe(t, ar.Files[i], tagger)
			if i+1 == len(ar.Files) || ar.Files[i+1].Name != name+".want" {
				ar.Files = slices.Insert(ar.Files, i+1, txtar.File{Name: name + ".want"})
			}
			want := &ar.Files[i+1]
			if *update {
				want.Data = []byte(got)
				continue
			}
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+name, func(t *testing.T) {
				if got != string(want.Data) {
					t.Errorf("got\n%swant\n%s", got, want.Data)
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func newTagger(t testing.TB) *timex.Tagger {
	tagger, err := timex.New("en")
	if err != nil {
		t.Fatal(err)
	}
	return tagger
}

var testConfig = timeline.Config{
	People: []timeline.Name{{Name: "Ada Marlow", Aliases: []string{"the Marlow woman", "Mrs. A. Marlow"}}},
	Places: []timeline.Name{{Name: "Port Ellis"}},
}

func describe(t *testing.T, f txtar.File, tagger *timex.Tagger) string {
	docs, problems := source.Parse(f.Name, f.Data)
	if len(docs) != 1 || problems.Err() != nil {
		t.Fatalf("%s: %v", f.Name, problems)
	}
	doc := &docs[0]
	x := Extract(doc, tagger, NewNames(testConfig))
	var b strings.Builder
	for _, m := range x.Mentions {
		line(&b, doc, m, m.Date.String(), "")
	}
	for _, u := range x.Undated {
		line(&b, doc, u.Mention, "undated", u.Why)
	}
	return b.String()
}

func line(b *strings.Builder, doc *source.Document, m Mention, date, why string) {
	fmt.Fprintf(b, "%s [%s] %s: %s", date, text.Fold(m.Time.Of(doc.Text)), m.Status, m.Title)
	for _, extra := range []struct{ name, value string }{
		{"by", m.Attribution}, {"people", strings.Join(m.People, ", ")}, {"places", strings.Join(m.Places, ", ")},
		{"organisations", strings.Join(m.Orgs, ", ")}, {"numbers", numberList(m.Numbers)}, {"why", why},
	} {
		if extra.value != "" {
			fmt.Fprintf(b, " | %s: %s", extra.name, extra.value)
		}
	}
	if m.Weak {
		b.WriteString(" | weak")
	}
	b.WriteByte('\n')
}

func numberList(numbers []Number) string {
	var s []string
	for _, n := range numbers {
		s = append(s, fmt.Sprintf("%g %s", n.Value, n.Unit))
	}
	return strings.Join(s, ", ")
}

// checkTitle holds what is promised of every title and summary: its words are those of the sentence, or stand before it
// for a pronoun.
func checkTitle(t *testing.T, m Mention, sentence string) {
	t.Helper()
	if m.Title == "" || utf8.RuneCountInString(m.Title) > titleMost {
		t.Errorf("title %q has %d characters; the sentence is %q", m.Title, utf8.RuneCountInString(m.Title), sentence)
	}
	if strings.ContainsAny(m.Title[len(m.Title)-1:], ",;:.-–—(") {
		t.Errorf("title %q ends with a mark; the sentence is %q", m.Title, sentence)
	}
	if strings.Count(m.Title, `"`)%2 != 0 || strings.Count(m.Title, "“") != strings.Count(m.Title, "”") {
		t.Errorf("title %q has half a quotation", m.Title)
	}
	words := map[string]bool{}
	for _, tok := range tokens(sentence, text.Span{End: len(sentence)}) {
		words[strings.ToLower(tok.Span.Of(sentence))] = true
	}
	for _, s := range []string{m.Title, m.Summary} {
		for _, tok := range tokens(s, text.Span{End: len(s)}) {
			if w := tok.Span.Of(s); tok.kind != punct && !words[strings.ToLower(w)] && !partOf(strings.TrimSuffix(w, "’s"), sentence) {
				t.Errorf("%q of %q is no word of the evidence %q", w, s, sentence)
			}
		}
	}
}

// partOf allows for words that are cut differently once their neighbours are gone ("U.S." before a quotation mark).
func partOf(w, sentence string) bool {
	bare := strings.NewReplacer("“", "", "”", "", `"`, "", "‘", "")
	return strings.Contains(strings.ToLower(bare.Replace(sentence)), strings.ToLower(strings.Trim(w, ".")))
}

func FuzzExtract(f *testing.F) {
	for _, s := range []string{
		"Ada Marlow opened the bridge on Friday, the council said.",
		"Leaders of the “seven on Monday expelled (again the eighth in June",
		"He, who — on 3 May 2014 — , and but or.",
		"\"On Tuesday\"", "1204: Rescue began 3 May", "the of in on at 2014 2015", "0“led June", "\x00\xff on Monday \u202e Tuesday",
	} {
		f.Add(s)
	}
	tagger := newTagger(f)
	names := NewNames(testConfig)
	f.Fuzz(func(t *testing.T, s string) {
		docs, _ := source.Parse("a.md", []byte("---\npublished: 2014-03-31\n---\n\n"+s))
		for i := range docs {
			x := Extract(&docs[i], tagger, names)
			for _, m := range x.Mentions {
				checkTitle(t, m, docs[i].Text[:m.Quote.End])
			}
			for _, u := range x.Undated {
				checkTitle(t, u.Mention, docs[i].Text[:u.Quote.End])
			}
		}
	})
}

// TestOpposite tells acts that undo one another from acts that go together.
func TestOpposite(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"closed", "reopened", true}, {"opened", "closed", true}, {"opened", "reopened", true}, {"arrested", "released", true}, {"attacked", "defended", true},
		{"took", "retook", true}, {"lifted", "imposed", true},
		{"closed", "closed", false}, {"sold", "bought", false}, {"won", "lost", false}, {"ported", "reported", false}, {"arrested", "detained", false}, {"", "closed", false},
	} {
		if got := Opposite(Stem(c.a), Stem(c.b)); got != c.want || Opposite(Stem(c.b), Stem(c.a)) != c.want {
			t.Errorf("%s and %s: opposite is %v", c.a, c.b, got)
		}
	}
}

// TestWordsFor: the first word of each stem is found, whatever it begins with.
func TestWordsFor(t *testing.T) {
	for s, want := range map[string][]string{
		"The ministers went to Kyiv’s airport; they go home.": {"went", "ministers", "kyiv", ""},
		"Minister’s aides GO to KYIV -- Kyiv is far":          {"go", "minister", "kyiv", ""},
		"Élan. 50,000 troops":                                 {"", "", "", "élan"},
		"":                                                    {"", "", "", ""},
	} {
		stems := []string{"go", "minister", "kiiv", "élan"}
		for i := range stems {
			stems[i] = StemOf(stems[i])
		}
		stems[2] = StemOf("Kyiv")
		words := make([]string, len(stems))
		WordsFor(s, stems, words)
		if !slices.Equal(words, want) {
			t.Errorf("%q: %q, want %q", s, words, want)
		}
	}
}

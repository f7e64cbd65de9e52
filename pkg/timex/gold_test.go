package timex

import (
	"encoding/xml"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"timeline/pkg/date"
	"timeline/pkg/text"
)

// goldDoc is a TimeML document with human annotation.
type goldDoc struct {
	name   string
	text   string
	dct    date.Value
	timexs []Mention
}

// readGold reads the text of a TimeML document and its TIMEX3 annotations.
func readGold(t *testing.T, path string) goldDoc {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc := goldDoc{name: strings.TrimSuffix(filepath.Base(path), ".tml")}
	var body strings.Builder
	inText, open := false, []int{}
	for dec := xml.NewDecoder(f); ; {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			switch {
			case tok.Name.Local == "TEXT":
				inText = true
			case tok.Name.Local == "TIMEX3" && inText:
				m := Mention{Type: Type(attr(tok, "type")), Value: attr(tok, "value")}
				m.Start = body.Len()
				open = append(open, len(doc.timexs))
				doc.timexs = append(doc.timexs, m)
			case tok.Name.Local == "TIMEX3" && attr(tok, "functionInDocument") == "CREATION_TIME":
				doc.dct, _ = date.FromTIMEX3(attr(tok, "value"), "")
			}
		case xml.EndElement:
			switch {
			case tok.Name.Local == "TEXT":
				inText = false
			case tok.Name.Local == "TIMEX3" && inText:
				doc.timexs[open[len(open)-1]].End = body.Len()
				open = open[:len(open)-1]
			}
		case xml.CharData:
			if inText {
				body.Write(tok)
			}
		}
	}
	doc.text = body.String()
	var kept []Mention
	for _, m := range doc.timexs {
		m.Span = trimmed(doc.text, m.Span)
		if m.Len() > 0 {
			kept = append(kept, m)
		}
	}
	sort.SliceStable(kept, func(i, j int) bool { return kept[i].Start < kept[j].Start })
	doc.timexs = kept
	return doc
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func trimmed(s string, span text.Span) text.Span {
	for span.Start < span.End && strings.IndexByte(" \n\t\r", s[span.Start]) >= 0 {
		span.Start++
	}
	for span.Start < span.End && strings.IndexByte(" \n\t\r", s[span.End-1]) >= 0 {
		span.End--
	}
	return span
}

// score counts what the measures of TempEval-3 task A need.
type score struct{ gold, system, relaxed, strict, typ, value int }

func (s score) f1(n int) float64 {
	if n == 0 {
		return 0
	}
	p, r := float64(n)/float64(s.system), float64(n)/float64(s.gold)
	return 200 * p * r / (p + r)
}

func (s score) valueF1() float64 {
	return float64(s.value) / float64(max(s.relaxed, 1)) * s.f1(s.relaxed)
}

func (s score) String() string {
	return fmt.Sprintf("gold %d system %d strict %.2f relaxed %.2f type %.2f value %.2f", s.gold, s.system, s.f1(s.strict),
		s.f1(s.relaxed), float64(s.typ)/float64(max(s.relaxed, 1))*s.f1(s.relaxed), s.valueF1())
}

// compare pairs gold and system expressions, equal spans first, then the rest from left to right.
func (s *score) compare(doc goldDoc, system []Mention, report func(kind string, gold, sys *Mention)) {
	s.gold += len(doc.timexs)
	s.system += len(system)
	goldOf := make([]int, len(system))
	usedGold := make([]bool, len(doc.timexs))
	for i := range goldOf {
		goldOf[i] = -1
	}
	for _, exact := range []bool{true, false} {
		for g := range doc.timexs {
			for i := range system {
				if goldOf[i] >= 0 || usedGold[g] {
					continue
				}
				if system[i].Span == doc.timexs[g].Span || !exact && system[i].Overlaps(doc.timexs[g].Span) {
					goldOf[i], usedGold[g] = g, true
				}
			}
		}
	}
	for i, g := range goldOf {
		if g < 0 {
			report("spurious", nil, &system[i])
			continue
		}
		a, b := &doc.timexs[g], &system[i]
		s.relaxed++
		kind := ""
		if a.Span == b.Span {
			s.strict++
		} else {
			kind += "+span"
		}
		if a.Type == b.Type {
			s.typ++
		}
		if a.Value == b.Value {
			s.value++
		} else {
			kind += "+value"
		}
		if kind != "" {
			report(kind[1:], a, b)
		}
	}
	for g := range doc.timexs {
		if !usedGold[g] {
			report("missed", &doc.timexs[g], nil)
		}
	}
}

// kept reports whether a document belongs to the fifth whose errors are never looked at.
func kept(name string) bool {
	h := fnv.New32a()
	io.WriteString(h, name)
	return h.Sum32()%5 == 0
}

// shared is the folder of the annotated corpora.
func shared(t testing.TB) string {
	dir := os.Getenv("TIMELINE_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the annotated corpora are not here: %v", err)
	}
	return dir
}

// TestGold holds the scores on the annotated corpora. With TIMEX_ERRORS=file it writes the errors, those of the
// fifth of the documents that is kept unread excepted.
func TestGold(t *testing.T) {
	dir := filepath.Join(shared(t), "timex")
	tagger, err := New("en")
	if err != nil {
		t.Fatal(err)
	}
	listing := io.Discard
	if path := os.Getenv("TIMEX_ERRORS"); path != "" {
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		listing = f
	}
	floors := map[string]struct{ strict, relaxed, value float64 }{
		"tbaq":     {89.8, 94.7, 82.1},
		"wikiwars": {91.9, 96.8, 89.8},
	}
	for _, corpus := range []string{"tbaq", "wikiwars"} {
		var all, open, unread score
		files, _ := filepath.Glob(filepath.Join(dir, corpus, "*.tml"))
		for _, path := range files {
			doc := readGold(t, path)
			system := tagger.Tag(Input{Text: doc.text, DCT: doc.dct, Terse: true})
			part, report := &open, func(kind string, g, s *Mention) { writeError(listing, doc, kind, g, s) }
			if kept(doc.name) {
				part, report = &unread, func(string, *Mention, *Mention) {}
			}
			part.compare(doc, system, report)
			all.compare(doc, system, func(string, *Mention, *Mention) {})
		}
		t.Logf("%-8s all    %s", corpus, all)
		t.Logf("%-8s open   %s", corpus, open)
		t.Logf("%-8s unread %s", corpus, unread)
		floor := floors[corpus]
		if all.f1(all.strict) < floor.strict || all.f1(all.relaxed) < floor.relaxed || all.valueF1() < floor.value {
			t.Errorf("%s fell below strict %.1f, relaxed %.1f, value %.1f", corpus, floor.strict, floor.relaxed, floor.value)
		}
	}
}

func writeError(w io.Writer, doc goldDoc, kind string, gold, sys *Mention) {
	at := sys
	if at == nil {
		at = gold
	}
	left := doc.text[max(0, at.Start-50):at.Start]
	right := doc.text[at.End:min(len(doc.text), at.End+40)]
	line := fmt.Sprintf("%s\t%s\t%s [[%s]] %s", kind, doc.name, left, at.Of(doc.text), right)
	if gold != nil {
		line += fmt.Sprintf("\tGOLD %q %s %s", gold.Of(doc.text), gold.Type, gold.Value)
	}
	if sys != nil {
		line += fmt.Sprintf("\tSYS %q %s %s %s", sys.Of(doc.text), sys.Type, sys.Value, sys.Rule)
	}
	fmt.Fprintln(w, strings.Join(strings.Fields(line), " "))
}

// TestNarrative holds that news is read from its date and the story of a war from the time under discussion, untold.
func TestNarrative(t *testing.T) {
	tagger, err := New("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, corpus := range []string{"tbaq", "wikiwars"} {
		wrong := 0
		files, _ := filepath.Glob(filepath.Join(shared(t), "timex", corpus, "*.tml"))
		for _, path := range files {
			doc := readGold(t, path)
			s := newScanner(tagger.grammar)
			r := newResolver(tagger.grammar, Input{Text: doc.text, DCT: doc.dct}, s.recognise(doc.text), s.words)
			if r.narrative != (corpus == "wikiwars") {
				wrong++
				t.Logf("%s narrative=%v dct %v", doc.name, r.narrative, doc.dct)
			}
		}
		if len(files) == 0 || 100*wrong > len(files) {
			t.Errorf("%s: %d of %d texts are taken for the other kind, more than one in a hundred", corpus, wrong, len(files))
		}
	}
}

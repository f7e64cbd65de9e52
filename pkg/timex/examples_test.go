package timex

import (
	"fmt"
	"strings"
	"testing"

	"timeline/pkg/date"
)

// story stands before the examples of rules that fire in narratives only, and those whose DCT is marked "story".
const story = "In 1861 the war began. In 1862 it went on, in 1863 it spread. In 1864 they met. "

// ancient stands before the examples of rules that fire only where years before Christ are told.
const ancient = "In 480 BC they sailed. "

// TestExamples runs the examples and near misses that stand beside the rules.
func TestExamples(t *testing.T) {
	tagger, err := New("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range tagger.rules {
		if !hasExample(t, rule) && rule.op.kind != nothingMeaning {
			t.Errorf("%s:%d: %s has no example", rule.file, rule.line, rule.name)
		}
		for _, ex := range examplesOf(t, rule) {
			t.Run(fmt.Sprintf("%s:%d", rule.file, ex.line), func(t *testing.T) {
				checkExample(t, tagger, rule, ex)
			})
		}
	}
}

func examplesOf(t testing.TB, p *production) []example {
	t.Helper()
	all, err := p.examples()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func hasExample(t *testing.T, p *production) bool {
	t.Helper()
	for _, ex := range examplesOf(t, p) {
		if !ex.miss {
			return true
		}
	}
	return false
}

func checkExample(t *testing.T, tagger *Tagger, rule *production, ex example) {
	sentence, start, end := marked(ex.text)
	context := ""
	dct, told := strings.CutSuffix(ex.dct, " story")
	if rule.narrative || told {
		context = story
	}
	if rule.ancient {
		context = ancient
	}
	in := Input{Text: context + sentence, DCTFrom: "publication date"}
	if dct == "" {
		dct = "2014-03-31"
	}
	if dct != "unknown" {
		var err error
		if in.DCT, err = date.Parse(dct); err != nil {
			t.Fatal(err)
		}
	}
	mentions := tagger.Tag(in)
	if ex.miss {
		for _, m := range mentions {
			if (m.Rule == rule.name || rule.op.kind == nothingMeaning) && m.Start >= len(context) {
				t.Errorf("the rule fires on %q in %q", m.Of(in.Text), sentence)
			}
		}
		return
	}
	for _, m := range mentions {
		if m.Start == len(context)+start && m.End == len(context)+end {
			checkMention(t, rule, ex, m)
			return
		}
	}
	t.Errorf("nothing is found at %q in %q; found %s", sentence[start:end], sentence, texts(in.Text, mentions))
}

func checkMention(t *testing.T, rule *production, ex example, m Mention) {
	if m.Rule != rule.name {
		t.Errorf("%s fires instead of %s on %q", m.Rule, rule.name, ex.text)
	}
	if m.Raw != ex.raw || m.Value != ex.value {
		t.Errorf("%q is %s -> %s, want %s -> %s", ex.text, m.Raw, m.Value, ex.raw, ex.value)
	}
	if ex.date != "" && m.Date.String() != strings.TrimPrefix(ex.date, "none") {
		t.Errorf("%q has the date %q, want %q", ex.text, m.Date, ex.date)
	}
	if len(m.Steps) == 0 {
		t.Errorf("%q has no derivation", ex.text)
	}
}

func texts(s string, mentions []Mention) string {
	var b strings.Builder
	for _, m := range mentions {
		fmt.Fprintf(&b, "%q %s %s; ", m.Of(s), m.Value, m.Rule)
	}
	return b.String()
}

// marked takes the brackets off a sentence and returns the span between them.
func marked(s string) (sentence string, start, end int) {
	start = strings.IndexByte(s, '[')
	end = strings.LastIndexByte(s, ']')
	if start < 0 || end < start {
		return s, 0, 0
	}
	return s[:start] + s[start+1:end] + s[end+1:], start, end - 1
}

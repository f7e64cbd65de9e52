// Package eval scores marked expressions of time against gold with the measures of TempEval-3, task A (UzZaman et al.
// 2013, section 5), as the official evaluate_entities.py computes them:
//
//	strict   an expression with exactly the span of a gold one is correct
//	relaxed  an expression that shares a character with a gold one is correct; each is used at most once: equal
//	         spans are paired first, then the rest from left to right
//	type     (pairs of equal type  / relaxed pairs) × relaxed F1
//	value    (pairs of equal value / relaxed pairs) × relaxed F1
//
// Counts are summed over the documents before the measures are taken. Two texts are compared without their white
// space, so that they may differ in spacing and line breaks only.
package eval

import (
	"cmp"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"

	"timeline/pkg/text"
	"timeline/pkg/timeml"
	"timeline/pkg/timex"
)

// Marked is a text with its expressions.
type Marked struct {
	Text        string
	Expressions []Expression
}

// Expression is one marked expression. Span is in Marked.Text.
type Expression struct {
	text.Span `json:"-"`
	Type      string `json:"type"`
	Value     string `json:"value"`
	Rule      string `json:"rule,omitempty"` // that found it, when it is ours
	Text      string `json:"text"`           // its words and, for a reader, those on both sides of it
	Left      string `json:"left"`
	Right     string `json:"right"`
}

// Gold returns the text and the expressions of a TimeML document.
func Gold(d *timeml.Document) Marked {
	m := Marked{Text: d.Text}
	for _, g := range d.Gold {
		m.Expressions = append(m.Expressions, expression(d.Text, g.Span, g.Type, g.Value, ""))
	}
	return m
}

// Ours returns a text with the mentions that a tagger found in it.
func Ours(s string, mentions []timex.Mention) Marked {
	m := Marked{Text: s}
	for i := range mentions {
		t := &mentions[i]
		m.Expressions = append(m.Expressions, expression(s, t.Span, string(t.Type), cmp.Or(t.Value, t.Raw), t.Rule))
	}
	return m
}

func expression(s string, span text.Span, kind, value, rule string) Expression {
	const context = 40
	left, right := max(0, span.Start-context), min(len(s), span.End+context)
	for left < span.Start && !utf8.RuneStart(s[left]) {
		left++
	}
	for right < len(s) && !utf8.RuneStart(s[right]) {
		right++
	}
	return Expression{
		Span: span, Type: kind, Value: value, Rule: rule,
		Text: text.Fold(span.Of(s)), Left: text.Fold(s[left:span.Start]), Right: text.Fold(s[span.End:right]),
	}
}

// Counts are what the measures are made of.
type Counts struct {
	Gold    int `json:"gold"`
	System  int `json:"system"`
	Relaxed int `json:"relaxed"`
	Strict  int `json:"strict"`
	Type    int `json:"type"`
	Value   int `json:"value"`
}

func (c *Counts) add(d Counts) {
	c.Gold += d.Gold
	c.System += d.System
	c.Relaxed += d.Relaxed
	c.Strict += d.Strict
	c.Type += d.Type
	c.Value += d.Value
}

// Outcome is one expression and what became of it. Gold is nil when the system's is spurious, System when the gold
// one was missed.
type Outcome struct {
	Gold, System                     *Expression
	WrongSpan, WrongType, WrongValue bool
}

// Document is the comparison of one document: all its outcomes, in the order of the text.
type Document struct {
	Name     string
	Counts   Counts
	Outcomes []Outcome
}

// Compare compares a document with its gold. The texts must be the same but for white space.
func Compare(name string, gold, system Marked) (Document, error) {
	g, goldText := dense(gold)
	s, systemText := dense(system)
	if goldText != systemText {
		at := commonPrefix(goldText, systemText)
		return Document{}, fmt.Errorf("%s: the texts differ: gold %q, system %q", name, head(goldText[at:]), head(systemText[at:]))
	}
	d := Document{Name: name, Counts: Counts{Gold: len(g), System: len(s)}}
	partner := pair(g, s)
	paired := make([]bool, len(s))
	for i := range g {
		o := Outcome{Gold: &g[i].Expression}
		if j := partner[i]; j >= 0 {
			paired[j] = true
			o = match(&g[i], &s[j])
			d.Counts.Relaxed++
			d.Counts.Strict += one(!o.WrongSpan)
			d.Counts.Type += one(!o.WrongType)
			d.Counts.Value += one(!o.WrongValue)
		}
		d.Outcomes = append(d.Outcomes, o)
	}
	d.Outcomes = d.addSpurious(s, paired)
	return d, nil
}

// addSpurious merges the unpaired expressions of the system into the outcomes, by place.
func (d *Document) addSpurious(s []place, paired []bool) []Outcome {
	out := d.Outcomes
	for j := range s {
		if !paired[j] {
			out = append(out, Outcome{System: &s[j].Expression})
		}
	}
	slices.SortStableFunc(out, func(a, b Outcome) int { return cmp.Compare(a.shown().Start, b.shown().Start) })
	return out
}

// shown is the expression that an outcome is about: the gold one when there is one.
func (o Outcome) shown() *Expression { return cmp.Or(o.Gold, o.System) }

// Right reports whether span, type and value are those of the gold.
func (o Outcome) Right() bool {
	return o.Gold != nil && o.System != nil && !o.WrongSpan && !o.WrongType && !o.WrongValue
}

func match(g, s *place) Outcome {
	return Outcome{
		Gold: &g.Expression, System: &s.Expression,
		WrongSpan:  g.dense != s.dense,
		WrongType:  g.Type != s.Type,
		WrongValue: g.Value != s.Value,
	}
}

// place is an expression with its span in the text without white space.
type place struct {
	Expression
	dense text.Span
}

// dense returns the expressions by place, without those that hold no character (implicit ones), and the text without
// white space.
func dense(m Marked) (places []place, bare string) {
	sorted := slices.Clone(m.Expressions)
	slices.SortStableFunc(sorted, func(a, b Expression) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Type, b.Type), cmp.Compare(a.Value, b.Value))
	})
	kept := make([]byte, 0, len(m.Text))
	before := make([]int32, len(m.Text)+1) // how many bytes are kept before each byte
	for i, r := range m.Text {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(m.Text[i:])
		}
		for j := range size {
			before[i+j] = int32(len(kept))
		}
		if !unicode.IsSpace(r) {
			kept = append(kept, m.Text[i:i+size]...)
		}
	}
	before[len(m.Text)] = int32(len(kept))
	for _, e := range sorted {
		span := text.Span{Start: int(before[e.Start]), End: int(before[e.End])}
		if span.Len() > 0 {
			places = append(places, place{e, span})
		}
	}
	return places, string(kept)
}

// pair returns for each gold expression the index of its partner, or -1. Both lists are in order, which bounds what is
// looked at for each.
func pair(gold, system []place) []int {
	partner := make([]int, len(gold))
	for i := range partner {
		partner[i] = -1
	}
	used := make([]bool, len(system))
	for _, same := range [...]bool{true, false} {
		low := 0
		for i, g := range gold {
			for low < len(system) && system[low].dense.End <= g.dense.Start {
				low++
			}
			for j := low; j < len(system) && partner[i] < 0 && system[j].dense.Start < g.dense.End; j++ {
				if !used[j] && system[j].dense.Overlaps(g.dense) && (!same || system[j].dense == g.dense) {
					partner[i], used[j] = j, true
				}
			}
		}
	}
	return partner
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(a) && !utf8.RuneStart(a[n]) {
		n--
	}
	return n
}

func head(s string) string {
	n := 0
	for i := range s {
		if n++; n > 40 {
			return s[:i]
		}
	}
	return s
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

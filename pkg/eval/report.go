package eval

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Report is the comparison of a set of documents.
type Report struct {
	Documents []Document
}

// Measure is a precision, a recall and their harmonic mean, in percent.
type Measure struct {
	P  float64 `json:"p"`
	R  float64 `json:"r"`
	F1 float64 `json:"f1"`
}

// Attribute is how often an attribute of the relaxed pairs is right, and that share of the relaxed F1, in percent.
type Attribute struct {
	Accuracy float64 `json:"accuracy"`
	F1       float64 `json:"f1"`
}

// Scores are the measures of TempEval-3, task A.
type Scores struct {
	Counts  Counts    `json:"counts"`
	Strict  Measure   `json:"strict"`
	Relaxed Measure   `json:"relaxed"`
	Type    Attribute `json:"type"`
	Value   Attribute `json:"value"`
}

// Scores returns the measures over all documents.
func (r Report) Scores() Scores {
	var total Counts
	for _, d := range r.Documents {
		total.add(d.Counts)
	}
	return total.Scores()
}

// Scores returns the measures of the counts. Nothing found where there is nothing to find is perfect.
func (c Counts) Scores() Scores {
	if c.Gold == 0 && c.System == 0 {
		return Scores{c, Measure{100, 100, 100}, Measure{100, 100, 100}, Attribute{100, 100}, Attribute{100, 100}}
	}
	relaxed := c.measure(c.Relaxed)
	return Scores{c, c.measure(c.Strict), relaxed, c.attribute(c.Type, relaxed), c.attribute(c.Value, relaxed)}
}

func (c Counts) measure(n int) Measure {
	p, r := ratio(n, c.System), ratio(n, c.Gold)
	m := Measure{P: 100 * p, R: 100 * r}
	if p+r > 0 {
		m.F1 = 100 * 2 * p * r / (p + r)
	}
	return m
}

func (c Counts) attribute(n int, relaxed Measure) Attribute {
	a := ratio(n, c.Relaxed)
	return Attribute{100 * a, a * relaxed.F1}
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// RuleScore is what became of the expressions that one rule found. One that is wrong in two ways counts in both.
type RuleScore struct {
	Rule       string `json:"rule"`
	Right      int    `json:"right"`
	WrongSpan  int    `json:"wrong_span"`
	WrongType  int    `json:"wrong_type"`
	WrongValue int    `json:"wrong_value"`
	Spurious   int    `json:"spurious"`
}

func (s RuleScore) wrong() int { return s.WrongSpan + s.WrongType + s.WrongValue + s.Spurious }

// ByRule returns the score of each rule that found something, the costliest first.
func (r Report) ByRule() []RuleScore {
	index := map[string]int{}
	var scores []RuleScore
	for _, d := range r.Documents {
		for _, o := range d.Outcomes {
			if o.System == nil {
				continue
			}
			i, ok := index[o.System.Rule]
			if !ok {
				i = len(scores)
				index[o.System.Rule] = i
				scores = append(scores, RuleScore{Rule: o.System.Rule})
			}
			scores[i].count(o)
		}
	}
	slices.SortFunc(scores, func(a, b RuleScore) int {
		return cmp.Or(cmp.Compare(b.wrong(), a.wrong()), cmp.Compare(b.Right, a.Right), cmp.Compare(a.Rule, b.Rule))
	})
	return scores
}

func (s *RuleScore) count(o Outcome) {
	s.Right += one(o.Right())
	s.WrongSpan += one(o.WrongSpan)
	s.WrongType += one(o.WrongType)
	s.WrongValue += one(o.WrongValue)
	s.Spurious += one(o.Gold == nil)
}

// Kind says what became of an expression: "right", "missed", "spurious", "wrong span+value".
func (o Outcome) Kind() string {
	switch {
	case o.Gold == nil:
		return "spurious"
	case o.System == nil:
		return "missed"
	case o.Right():
		return "right"
	}
	var wrong []string
	for _, w := range []struct {
		bad  bool
		name string
	}{{o.WrongSpan, "span"}, {o.WrongType, "type"}, {o.WrongValue, "value"}} {
		if w.bad {
			wrong = append(wrong, w.name)
		}
	}
	return "wrong " + strings.Join(wrong, "+")
}

// Show says which parts of a report to write beside the scores.
type Show struct {
	Errors, ByRule bool
}

// WriteText writes the report for a person. An error is one line of fields separated by tabs: document, kind, gold,
// system, rule, context.
func (r Report) WriteText(w io.Writer, show Show) error {
	b := bufio.NewWriter(w)
	if show.Errors {
		for _, d := range r.Documents {
			for _, o := range d.Outcomes {
				if !o.Right() {
					fmt.Fprintln(b, describe(d.Name, o))
				}
			}
		}
	}
	if show.ByRule {
		r.writeRules(b)
	}
	s := r.Scores()
	fmt.Fprintf(b, "documents %d  gold %d  system %d\n", len(r.Documents), s.Counts.Gold, s.Counts.System)
	fmt.Fprintf(b, "strict   F1 %6.2f  P %6.2f  R %6.2f\n", s.Strict.F1, s.Strict.P, s.Strict.R)
	fmt.Fprintf(b, "relaxed  F1 %6.2f  P %6.2f  R %6.2f\n", s.Relaxed.F1, s.Relaxed.P, s.Relaxed.R)
	fmt.Fprintf(b, "type     F1 %6.2f  accuracy %6.2f\n", s.Type.F1, s.Type.Accuracy)
	fmt.Fprintf(b, "value    F1 %6.2f  accuracy %6.2f\n", s.Value.F1, s.Value.Accuracy)
	return b.Flush()
}

func (r Report) writeRules(w io.Writer) {
	rules := r.ByRule()
	width := len("rule")
	for _, s := range rules {
		width = max(width, len(s.Rule))
	}
	fmt.Fprintf(w, "%-*s  %6s  %10s  %10s  %11s  %8s\n", width, "rule", "right", "wrong span", "wrong type", "wrong value", "spurious")
	for _, s := range rules {
		fmt.Fprintf(w, "%-*s  %6d  %10d  %10d  %11d  %8d\n", width, cmp.Or(s.Rule, "-"), s.Right, s.WrongSpan, s.WrongType, s.WrongValue, s.Spurious)
	}
	fmt.Fprintln(w)
}

func describe(name string, o Outcome) string {
	rule := "-"
	if o.System != nil {
		rule = cmp.Or(o.System.Rule, "-")
	}
	e := o.shown()
	if o.System != nil {
		e = o.System
	}
	return fmt.Sprintf("%s\t%s\tgold: %s\tsystem: %s\t%s\t… %s [[%s]] %s …",
		strings.TrimSuffix(name, ".tml"), o.Kind(), o.Gold.brief(), o.System.brief(), rule, e.Left, e.Text, e.Right)
}

func (e *Expression) brief() string {
	if e == nil {
		return "-"
	}
	return fmt.Sprintf("%q %s %s", e.Text, e.Type, e.Value)
}

// WriteJSON writes the report for a program.
func (r Report) WriteJSON(w io.Writer, show Show) error {
	type document struct {
		Document string `json:"document"`
		Scores
	}
	type mistake struct {
		Document string      `json:"document"`
		Kind     string      `json:"kind"`
		Gold     *Expression `json:"gold"`
		System   *Expression `json:"system"`
	}
	out := struct {
		Scores
		Documents []document  `json:"documents"`
		Rules     []RuleScore `json:"rules,omitempty"`
		Errors    []mistake   `json:"errors,omitempty"`
	}{Scores: r.Scores(), Documents: []document{}}
	for _, d := range r.Documents {
		out.Documents = append(out.Documents, document{d.Name, d.Counts.Scores()})
		for _, o := range d.Outcomes {
			if show.Errors && !o.Right() {
				out.Errors = append(out.Errors, mistake{d.Name, o.Kind(), o.Gold, o.System})
			}
		}
	}
	if show.ByRule {
		out.Rules = r.ByRule()
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

// Package timex finds expressions of time in text and resolves them to TIMEX3 and EDTF values, keeping for each the
// rule, the pieces and the arithmetic that made it.
package timex

import (
	"timeline/pkg/date"
	"timeline/pkg/text"
)

// Type is a TIMEX3 type (TimeML 1.2.1).
type Type string

// The types of TIMEX3.
const (
	Date     Type = "DATE"
	Time     Type = "TIME"
	Duration Type = "DURATION"
	Set      Type = "SET"
)

// Mention is one expression of time in a text.
type Mention struct {
	text.Span // in the text that was tagged

	// The TIMEX3 attributes. Value is resolved; Raw is what the words alone say ("XXXX-02-22"), the same as Value
	// for an absolute expression.
	Type       Type
	Value, Raw string
	Mod        string
	Quant      string
	Freq       string

	// Date is the calendar value for an event: zero for durations, sets, references and whatever stays unresolved.
	Date   date.Value
	Anchor Anchor

	Rule       string // names the rule: en/ago
	Steps      []Step // how the value was reached, in order
	Confidence float64
	Unresolved string // why there is no value, for a reader; "" when there is one
}

// AnchorKind says what an expression was measured from.
type AnchorKind string

// The kinds of anchor. An absolute expression has none.
const (
	AnchorNone      AnchorKind = ""
	AnchorDCT       AnchorKind = "dct"       // the document's creation time
	AnchorReference AnchorKind = "reference" // the date under discussion: another expression
	AnchorEvent     AnchorKind = "event"     // an event named in the text
	AnchorDocument  AnchorKind = "document"  // the document's other dates: a year in its heading, say
)

// Anchor is what an expression was measured from.
type Anchor struct {
	Kind AnchorKind `json:"kind"`
	Date date.Value `json:"date"`
	// From is, for a reader, where the anchor's date comes from: "publication date (front matter)", or the words
	// of another expression.
	From string    `json:"from"`
	Span text.Span `json:"-"` // the other expression, for AnchorReference
}

// Step is one step of a derivation.
type Step struct {
	What   string `json:"what"`   // "recognise", "resolve", "anchor", "combine", …
	Detail string `json:"detail"` // for a reader: `"Friday" is the last Friday on or before 2014-03-31`
	Value  string `json:"value"`  // the value after this step
}

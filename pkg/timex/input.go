package timex

import (
	"timeline/pkg/date"
	"timeline/pkg/text"
)

// Input is one document to tag.
type Input struct {
	Text string
	// DCT is the document's creation time, a day or a time; zero when it is not known. Expressions that need it then
	// stay unresolved, with their Raw value.
	DCT date.Value
	// DCTFrom is, for a reader, where the DCT comes from: "publication date (front matter)".
	DCTFrom string
	// Country is where the publisher writes (ISO 3166, "US"); it decides 2/3/2014 when the document does not.
	Country string
	// Sections are the parts of the text in order; what lies outside of them is prose.
	Sections []Section
	// Terse leaves out Steps and the words of Anchor, for those who want values only and fast.
	Terse bool
}

// Section is a part of a text and the way it is written.
type Section struct {
	text.Span
	Kind SectionKind
}

// SectionKind is the way a part of a text is written.
type SectionKind uint8

// The kinds of sections. The zero kind is prose.
const (
	ProseSection    SectionKind = iota
	HeadingSection              // its date governs what follows
	ListSection                 // each item stands for itself
	TableSection                // each row stands for itself
	QuoteSection                // somebody else's words, of another day
	CaptionSection              // of a picture, often of another day
	DatelineSection             // a masthead or stamp
)

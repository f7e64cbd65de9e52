// Package text holds spans of bytes and the sentences found in prose.
package text

import "strings"

// Span is a range of bytes [Start, End) in a text. It never starts or ends inside a rune.
type Span struct {
	Start, End int
}

// Len returns the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Of returns the words of the span in the text that it was taken from.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Overlaps reports whether two spans share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Shift moves a span by n bytes.
func (s Span) Shift(n int) Span { return Span{s.Start + n, s.End + n} }

// Fold returns s with every run of white space made one space and the ends trimmed: the form in which quotes
// are compared and shown.
func Fold(s string) string { return strings.Join(strings.Fields(s), " ") }

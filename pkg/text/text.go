// Package text holds spans of bytes and the sentences found in prose.
package text

import (
	"strings"
	"unicode/utf8"
)

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
func Fold(s string) string {
	if folded(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// folded reports whether s has no white space to fold, as far as that is seen at once: in ASCII with printed dashes and
// quotation marks (U+2010 to U+2027), as most quotes are.
func folded(s string) bool {
	space := true // before the first word
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ' && space || c < ' ':
			return false
		case c == ' ':
			space = true
			continue
		case c >= utf8.RuneSelf:
			if c != 0xE2 || len(s) < i+3 || s[i+1] != 0x80 || s[i+2] < 0x90 || s[i+2] > 0xA7 {
				return false
			}
			i += 2
		}
		space = false
	}
	return s == "" || !space
}

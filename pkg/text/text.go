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
	for i := 0; i < len(s); {
		if b, ok := plainBytes(s[i:]); ok {
			spaces, before := b.spaces(), uint64(0)
			if space {
				before = 0x80
			}
			if spaces&(spaces<<8|before) != 0 {
				return false
			}
			space = spaces>>63 != 0
			i += 8
			continue
		}
		switch c := s[i]; {
		case c == ' ' && space || c < ' ':
			return false
		case c >= utf8.RuneSelf:
			if c != 0xE2 || len(s) < i+3 || s[i+1] != 0x80 || s[i+2] < 0x90 || s[i+2] > 0xA7 {
				return false
			}
			i += 2
		}
		space = s[i] == ' '
		i++
	}
	return s == "" || !space
}

// Plain returns how many bytes at the beginning of s are printable ASCII.
func Plain(s string) int {
	i := 0
	for i < len(s) {
		if _, ok := plainBytes(s[i:]); ok {
			i += 8
		} else if s[i] >= ' ' && s[i] < 0x7f {
			i++
		} else {
			break
		}
	}
	return i
}

// eight is eight bytes of printable ASCII as one number, the first the lowest.
type eight uint64

const (
	ones = 0x0101010101010101
	tops = 0x8080808080808080
)

// plainBytes returns the first eight bytes of s, if they are all printable ASCII.
func plainBytes(s string) (b eight, ok bool) {
	if len(s) < 8 {
		return 0, false
	}
	b = eight(s[0]) | eight(s[1])<<8 | eight(s[2])<<16 | eight(s[3])<<24 |
		eight(s[4])<<32 | eight(s[5])<<40 | eight(s[6])<<48 | eight(s[7])<<56
	return b, (b|(b-' '*ones)|(b+ones))&tops == 0 // the top bit is set of what is not ASCII, of what lies below the space, and of DEL
}

// spaces returns the top bits of the bytes that are spaces.
func (b eight) spaces() uint64 { return ^(uint64(b^' '*ones) + 0x7f*ones) & tops }

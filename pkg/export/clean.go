package export

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain returns the words of a text from outside on one line: white space folded, and without characters that no form
// needs and some obey: control characters, direction overrides, byte order marks, non-characters. Bytes that are not
// UTF-8 become U+FFFD.
func plain(s string) string {
	if isPlain(s) {
		return s
	}
	return folded(s)
}

func folded(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
		case !shown(r):
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isPlain reports whether s is as plain writes it already, as most texts are.
func isPlain(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c > ' ' && c < 0x7f:
			i++
		case c == ' ' && i > 0 && i+1 < len(s) && s[i-1] != ' ':
			i++
		case c < utf8.RuneSelf:
			return false
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if size == 1 || unicode.IsSpace(r) || !shown(r) {
				return false
			}
			i += size
		}
	}
	return true
}

// shown reports whether a character may stand in the output. Joiners (U+200C, U+200D) stay: words need them.
func shown(r rune) bool {
	switch {
	case r == utf8.RuneError:
		return true
	case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E, r == 0x200F, r == 0xFEFF:
		return false
	case r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF, r >= 0xE0000 && r <= 0xE007F:
		return false
	}
	return true
}

func plainAll(list []string) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		out = append(out, plain(s))
	}
	return out
}

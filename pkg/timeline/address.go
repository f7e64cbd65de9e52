package timeline

import "strings"

// PlainAddress reports whether s is an http or https address that is written in its normal form, with characters that
// mean nothing but themselves in any of our files. Most addresses are: whoever has to check or normalise one asks here
// first, and parses only the others. It answers false for some that are well written, too.
func PlainAddress(s string) bool {
	rest, secure := strings.CutPrefix(s, "https://")
	if !secure {
		var ok bool
		if rest, ok = strings.CutPrefix(s, "http://"); !ok {
			return false
		}
	}
	host := strings.IndexAny(rest, "/?#")
	if host < 0 {
		host = len(rest)
	}
	before, fragment, cut := strings.Cut(rest[host:], "#")
	if host == 0 || cut && fragment == "" { // the sign alone would be left out
		return false
	}
	const marks = "-._~/%?&=+,;:@!$*"
	return addressBytes(rest[:host], "-.") && addressBytes(before, marks) && addressBytes(fragment, marks)
}

// addressBytes reports whether s has only letters, digits and the bytes of also; a percent sign stands before two
// hexadecimal digits.
func addressBytes(s, also string) bool {
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case strings.IndexByte(also, c) < 0:
			return false
		case c == '%' && (i+2 >= len(s) || !hexDigit(s[i+1]) || !hexDigit(s[i+2])):
			return false
		}
	}
	return true
}

func hexDigit(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

package site

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"timeline/pkg/text"
	"timeline/pkg/timeline"
)

// slug returns the name of the folder for an id. An id of letters, digits, '-', '_' and inner dots is its own slug;
// any other is cut down to these and gets a hash of the whole id, so that no id leaves its folder, hides a file or
// shares a folder with another.
func slug(id string) string {
	const longest = 200 // bytes; file systems stop at 255
	if plainID(id) && len(id) <= longest {
		return id
	}
	var b strings.Builder
	for _, r := range id {
		switch {
		case b.Len() >= longest:
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_', r == '.':
			b.WriteRune(r)
		default:
			b.WriteByte('-')
		}
	}
	s := strings.Trim(b.String(), ".")
	if s == id && s != "" && s != "index" {
		return s
	}
	sum := sha256.Sum256([]byte(id))
	return strings.TrimLeft(strings.Trim(s, ".-")+"-", "-") + hex.EncodeToString(sum[:4])
}

// plainID reports whether an id is its own slug at first sight.
func plainID(id string) bool {
	for i := range len(id) {
		if c := id[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return id != "" && id != "index"
}

// webAddress returns the address when it is an absolute http or https one, and "" otherwise.
func webAddress(s string) string {
	if timeline.PlainAddress(s) {
		return s
	}
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return s
}

// root returns the way from a page to the top of the site: "../../" for events/x/index.html.
func root(path string) string { return strings.Repeat("../", strings.Count(path, "/")) }

// clean returns text as it may be shown: valid UTF-8 without control characters and without the marks that reverse the
// direction of what follows them. Line breaks and tabs stay.
func clean(s string) string {
	if isClean(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unwanted(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// isClean reports whether a text may be shown as it is, without looking closer at plain letters.
func isClean(s string) bool {
	for i := text.Plain(s); i < len(s); i += text.Plain(s[i:]) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if unwanted(r) {
			return false
		}
		i += size
	}
	return true
}

func unwanted(r rune) bool {
	switch {
	case r == '\n', r == '\t':
		return false
	case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069', r == '\uFEFF', r == unicode.ReplacementChar:
		return true
	}
	return unicode.IsControl(r)
}

// upperFirst writes the first letter large: dates in Russian and Ukrainian begin small.
func upperFirst(s string) string {
	for i, r := range s {
		if i == 0 {
			return string(unicode.ToUpper(r)) + s[len(string(r)):]
		}
	}
	return s
}

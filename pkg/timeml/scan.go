package timeml

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// token is one piece of XML syntax, raw[start:end].
type token struct {
	kind       tokenKind
	start, end int
	name       string // of a tag
}

type tokenKind uint8

const (
	charToken tokenKind = iota
	startToken
	endToken
	emptyToken
	cdataToken
	otherToken // a comment, a processing instruction or a document type declaration
)

// next reads the token at a place. It looks at every byte once, so that reading a document is linear.
func next(s string, at int) (t token, message string) {
	rest := s[at:]
	if rest[0] != '<' {
		end := strings.IndexByte(rest, '<')
		if end < 0 {
			end = len(rest)
		}
		return token{kind: charToken, start: at, end: at + end}, ""
	}
	switch {
	case strings.HasPrefix(rest, "<!--"):
		return closed(otherToken, rest, at, len("<!--"), "-->", "comment")
	case strings.HasPrefix(rest, "<![CDATA["):
		return closed(cdataToken, rest, at, len("<![CDATA["), "]]>", "CDATA section")
	case strings.HasPrefix(rest, "<?"):
		return closed(otherToken, rest, at, len("<?"), "?>", "processing instruction")
	case strings.HasPrefix(rest, "<!"):
		return doctype(rest, at)
	}
	return tag(rest, at)
}

func closed(kind tokenKind, rest string, at, head int, tail, what string) (token, string) {
	i := strings.Index(rest[head:], tail)
	if i < 0 {
		return token{}, "this " + what + " does not end"
	}
	return token{kind: kind, start: at, end: at + head + i + len(tail)}, ""
}

// doctype reads a declaration with its internal subset, in which quotes hide brackets.
func doctype(rest string, at int) (token, string) {
	depth := 0
	quote := byte(0)
	for i := range len(rest) {
		switch c := rest[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '<':
			depth++
		case c == '>':
			if depth--; depth == 0 {
				return token{kind: otherToken, start: at, end: at + i + 1}, ""
			}
		}
	}
	return token{}, "this declaration does not end"
}

// tag reads a start tag, an end tag or an empty element.
func tag(rest string, at int) (token, string) {
	t := token{kind: startToken, start: at}
	i := 1
	if strings.HasPrefix(rest, "</") {
		t.kind, i = endToken, 2
	}
	n := nameLength(rest[i:])
	if n == 0 {
		return token{}, "\"<\" begins no tag here; in text it is written &lt;"
	}
	t.name = rest[i : i+n]
	quote := byte(0)
	for i += n; i < len(rest); i++ {
		switch c := rest[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '<':
			return token{}, "this tag does not end before the next one begins"
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			if rest[i-1] == '/' && t.kind == startToken {
				t.kind = emptyToken
			}
			t.end = at + i + 1
			return t, ""
		}
	}
	return token{}, "this tag does not end"
}

func nameLength(s string) int {
	for i := range len(s) {
		c := s[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == ':' || c >= utf8.RuneSelf
		if !letter && (i == 0 || (c < '0' || c > '9') && c != '-' && c != '.') {
			return i
		}
	}
	return len(s)
}

// attributes reads the attributes of a tag. The first of two with one name counts.
func attributes(tag string) map[string]string {
	found := map[string]string{}
	rest := tag[1+nameLength(tag[1:]):]
	for {
		rest = strings.TrimLeft(rest, " \t\r\n")
		n := nameLength(rest)
		if n == 0 {
			return found
		}
		name := rest[:n]
		rest = strings.TrimLeft(rest[n:], " \t\r\n")
		if !strings.HasPrefix(rest, "=") {
			return found
		}
		rest = strings.TrimLeft(rest[1:], " \t\r\n")
		if rest == "" || rest[0] != '"' && rest[0] != '\'' {
			return found
		}
		value, after, ok := strings.Cut(rest[1:], rest[:1])
		if !ok {
			return found
		}
		if _, twice := found[name]; !twice {
			found[name] = unescape(value)
		}
		rest = after
	}
}

// special returns what a reference or a line break at the head of s stands for, and its length; 0 when there is none.
func special(s string) (shown string, size int) {
	if s[0] == '\r' {
		if strings.HasPrefix(s, "\r\n") {
			return "\n", 2
		}
		return "\n", 1
	}
	end := strings.IndexByte(s[:min(len(s), 12)], ';')
	if s[0] != '&' || end < 2 {
		return "", 0
	}
	switch name := s[1:end]; name {
	case "amp":
		return "&", end + 1
	case "lt":
		return "<", end + 1
	case "gt":
		return ">", end + 1
	case "quot":
		return `"`, end + 1
	case "apos":
		return "'", end + 1
	default:
		if r, ok := character(name); ok {
			return string(r), end + 1
		}
	}
	return "", 0
}

// character reads the number of a character reference: #65 or #x41.
func character(name string) (rune, bool) {
	digits, ok := strings.CutPrefix(name, "#")
	base := 10
	if hex, isHex := strings.CutPrefix(digits, "x"); isHex {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	return rune(n), ok && err == nil && n <= utf8.MaxRune && allowed(rune(n))
}

// allowed reports whether XML 1.0 can hold the character (2.2).
func allowed(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
}

func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for s != "" {
		shown, size := special(s)
		if size == 0 {
			size = max(1, plainRun(s, false))
			shown = s[:size]
		}
		b.WriteString(shown)
		s = s[size:]
	}
	return b.String()
}

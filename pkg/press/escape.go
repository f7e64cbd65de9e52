package press

import (
	"html/template"
	"reflect"
	"slices"
	"strings"
)

// appender appends a text to dst, escaped.
type appender func(dst []byte, s string) []byte

// escaper returns what html/template's escapers of these names, in this order, do to a text of a type.
func escaper(names []string, typ reflect.Type) appender {
	html, url := typ == reflect.TypeFor[template.HTML](), typ == reflect.TypeFor[template.URL]()
	switch first := names[0]; {
	case typ == reflect.TypeFor[template.JS]() && first == "jsvalescaper" && len(names) == 1,
		typ == reflect.TypeFor[template.CSS]() && first == "cssvaluefilter" && len(names) == 1,
		html && first == "htmlescaper" && len(names) == 1:
		return func(dst []byte, s string) []byte { return append(dst, s...) }
	case html && (first == "attrescaper" || first == "rcdataescaper"), url && strings.HasPrefix(first, "url"):
		panic(unsupported(typ.String() + " for " + first))
	}
	filter := names[0] == "urlfilter"
	if filter {
		names = names[1:]
	}
	t := tableOf(names)
	if t == nil {
		panic(unsupported("escapers " + strings.Join(names, ", ")))
	}
	if !filter {
		return t.append
	}
	return func(dst []byte, s string) []byte {
		if !safeScheme(s) {
			s = "#ZgotmplZ" // what html/template writes for an address that might run a script
		}
		return t.append(dst, s)
	}
}

// takesNumbers reports whether escapers leave digits and a minus as they are.
func takesNumbers(names []string) bool {
	if names[0] == "urlfilter" {
		names = names[1:]
	}
	return tableOf(names) != nil
}

// safeScheme reports whether following a link can do no more than open a page or a mail.
func safeScheme(s string) bool {
	scheme, _, found := strings.Cut(s, ":")
	if !found || strings.Contains(scheme, "/") {
		return true
	}
	return slices.ContainsFunc([]string{"http", "https", "mailto"}, func(ok string) bool { return strings.EqualFold(ok, scheme) })
}

// table says what becomes of each byte.
type table struct {
	special [256]bool
	becomes [256]string // of the special ones
	percent bool        // whether the % of an escaped byte stays
}

// The tables for all ways in which the escapers follow each other. They are never changed.
var (
	marked     = newTable(nil, true)
	normalised = newTable(inAddress, false)
	escaped    = newTable(inQuery, false)
	markedNorm = newTable(inAddress, true)
	markedEsc  = newTable(inQuery, true)
)

func tableOf(names []string) *table {
	markup := len(names) > 0 && slices.Contains([]string{"htmlescaper", "attrescaper", "rcdataescaper"}, names[len(names)-1])
	if markup {
		names = names[:len(names)-1]
	}
	switch {
	case len(names) == 0 && markup:
		return marked
	case len(names) == 1 && names[0] == "urlnormalizer" && markup:
		return markedNorm
	case len(names) == 1 && names[0] == "urlnormalizer":
		return normalised
	case len(names) == 1 && names[0] == "urlescaper" && markup:
		return markedEsc
	case len(names) == 1 && names[0] == "urlescaper":
		return escaped
	}
	return nil
}

// inQuery reports whether a byte stands for itself wherever it is in an address (RFC 3986, unreserved).
func inQuery(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// inAddress reports whether a byte may stand in an address, where it may have a meaning. Parentheses and the single quote
// may too, but would end a quoted attribute or a url().
func inAddress(c byte) bool { return inQuery(c) || strings.IndexByte("!#$&*+,/:;=?@[]", c) >= 0 }

// newTable makes the table for addresses, of which keep tells the bytes that stay, or for other texts (nil); then for
// markup, where it is written into a page.
func newTable(keep func(byte) bool, markup bool) *table {
	const hex = "0123456789abcdef"
	entities := map[byte]string{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}
	t := &table{percent: keep != nil && keep('/')}
	for i := range 256 {
		c := byte(i)
		if keep != nil && !keep(c) {
			t.special[c], t.becomes[c] = true, string([]byte{'%', hex[c>>4], hex[c&15]})
		} else if to, ok := entities[c]; ok && markup {
			t.special[c], t.becomes[c] = true, to
		}
	}
	return t
}

func (t *table) append(dst []byte, s string) []byte {
	done := 0
	for i := range len(s) {
		c := s[i]
		if !t.special[c] || c == '%' && t.percent && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			continue
		}
		dst = append(append(dst, s[done:i]...), t.becomes[c]...)
		done = i + 1
	}
	return append(dst, s[done:]...)
}

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F' }

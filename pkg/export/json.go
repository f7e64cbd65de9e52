package export

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"timeline/pkg/timeline"
)

// jsonForm is timeline.json, version 1: the whole timeline with its evidence. Lists are never null. Characters that
// would end a script element or drive a terminal are written as escapes.
func (v *view) jsonForm() Form {
	f := newForm("timeline.json", len(v.Events)+len(v.Sources)+len(v.Undated)+len(v.Corrections))
	head, err := marshal(jsonHead{v.Version, v.Title, v.Description, v.Language, v.AsOf}, "")
	if err != nil {
		f.whole(func() ([]byte, error) { return nil, err })
	}
	f.text(strings.TrimSuffix(string(head), "\n}"))
	v.list(&f, "events", len(v.Events), func(i int) (timeline.Digest, func() any) {
		e := &v.Events[i]
		return v.ranked(v.sums.Events[i], i), func() any { return withLists(*e) }
	})
	v.list(&f, "sources", len(v.Sources), func(i int) (timeline.Digest, func() any) {
		return v.sums.Sources[i], func() any {
			s := v.Sources[i]
			s.Events = list(s.Events)
			return s
		}
	})
	v.list(&f, "undated", len(v.Undated), func(i int) (timeline.Digest, func() any) {
		return timeline.DigestOf(v.Undated[i]), func() any { return v.Undated[i] }
	})
	v.list(&f, "corrections", len(v.Corrections), func(i int) (timeline.Digest, func() any) {
		return timeline.DigestOf(v.Corrections[i]), func() any {
			c := v.Corrections[i]
			c.Changes = list(c.Changes)
			return c
		}
	})
	f.text("\n}\n")
	return f
}

// jsonHead is the timeline without its lists.
type jsonHead struct {
	Version     int    `json:"version"`
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
	Language    string `json:"language"`
	AsOf        string `json:"as_of"`
}

// list adds a field that is a list to an object at the top, an element a piece.
func (v *view) list(f *Form, name string, n int, element func(i int) (timeline.Digest, func() any)) {
	f.text(",\n  \"" + name + "\": [")
	for i := range n {
		before := ",\n    "
		if i == 0 {
			before = "\n    "
		}
		key, value := element(i)
		if i == 0 {
			key = keyOf(append(key[:], before...))
		}
		f.add(key, func(b []byte) ([]byte, error) {
			return v.appendJSON(append(b, before...), value(), "    ")
		})
	}
	if n > 0 {
		f.text("\n  ")
	}
	f.text("]")
}

//go:embed timeline.schema.json
var schema []byte

// schemaForm is the JSON Schema (draft 2020-12) that timeline.json obeys.
func schemaForm() Form {
	f := Form{Name: "timeline.schema.json"}
	f.text(string(schema))
	return f
}

// marshal writes a value as indented JSON whose lines, the first aside, begin with a prefix. Characters that drive a
// terminal, DEL and the C1 controls (U+007F to U+009F), are written as escapes.
func marshal(value any, prefix string) ([]byte, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return indented(make([]byte, 0, len(data)*3/2), data, prefix), nil
}

// encoder is where a value is encoded before it is indented.
type encoder struct {
	*json.Encoder
	buf bytes.Buffer
}

// appendJSON appends a value as marshal writes it.
func (v *view) appendJSON(b []byte, value any, prefix string) ([]byte, error) {
	e, _ := v.encoders.Get().(*encoder)
	if e == nil {
		e = new(encoder)
		e.Encoder = json.NewEncoder(&e.buf)
	}
	defer v.encoders.Put(e)
	e.buf.Reset()
	if err := e.Encode(value); err != nil {
		return b, err
	}
	return indented(b, bytes.TrimSuffix(e.buf.Bytes(), []byte("\n")), prefix), nil
}

// indented appends JSON that encoding/json has written, with its fields and elements on lines of their own, two spaces
// deeper than what holds them.
func indented(dst, src []byte, prefix string) []byte {
	depth := 0
	line := func() {
		dst = append(append(dst, '\n'), prefix...)
		for range depth {
			dst = append(dst, "  "...)
		}
	}
	for i := 0; i < len(src); i++ {
		switch c := src[i]; c {
		case '"':
			n := stringEnd(src[i:])
			dst = appendEscaped(dst, src[i:i+n])
			i += n - 1
		case '{', '[':
			dst = append(dst, c)
			if src[i+1] == c+2 { // its end: the thing is empty
				continue
			}
			depth++
			line()
		case '}', ']':
			if src[i-1] != c-2 {
				depth--
				line()
			}
			dst = append(dst, c)
		case ',':
			dst = append(dst, c)
			line()
		case ':':
			dst = append(dst, ": "...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// stringEnd returns the length of the JSON string that data begins with.
func stringEnd(data []byte) int {
	for i := 1; ; i++ {
		n := bytes.IndexByte(data[i:], '"')
		i += n
		slashes := 0
		for data[i-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return i + 1
		}
	}
}

// appendEscaped appends a JSON string, with the controls that encoding/json leaves as they are written as escapes.
func appendEscaped(dst, s []byte) []byte {
	if bytes.IndexByte(s, 0x7f) < 0 && bytes.IndexByte(s, 0xC2) < 0 {
		return append(dst, s...)
	}
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == 0x7f:
			dst = append(dst, `\u007f`...)
		case s[i] == 0xC2 && s[i+1] < 0xA0:
			i++
			dst = fmt.Appendf(dst, `\u%04x`, s[i])
		default:
			dst = append(dst, s[i])
		}
	}
	return dst
}

// withLists returns the event with every list there.
func withLists(e timeline.Event) timeline.Event {
	e.People, e.Places, e.Organizations = list(e.People), list(e.Places), list(e.Organizations)
	e.Evidence, e.Disagreements = list(e.Evidence), list(e.Disagreements)
	e.Corrections, e.Aliases = list(e.Corrections), list(e.Aliases)
	for j := range e.Disagreements {
		d := &e.Disagreements[j]
		d.Claims = list(d.Claims)
		for k := range d.Claims {
			d.Claims[k].Sources = list(d.Claims[k].Sources)
		}
	}
	return e
}

// list returns a copy that is not nil.
func list[T any](s []T) []T { return append(make([]T, 0, len(s)), slices.Clip(s)...) }

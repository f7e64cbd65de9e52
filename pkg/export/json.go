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
	f := Form{Name: "timeline.json"}
	head, err := marshal(jsonHead{v.Version, v.Title, v.Description, v.Language, v.AsOf}, "")
	if err != nil {
		f.whole(func() ([]byte, error) { return nil, err })
	}
	f.text(strings.TrimSuffix(string(head), "\n}"))
	f.list("events", len(v.Events), func(i int) (timeline.Digest, func() any) {
		e := &v.Events[i]
		return timeline.DigestOf([16]byte(v.sums.Events[i]), e.Salience), func() any { return withLists(*e) }
	})
	f.list("sources", len(v.Sources), func(i int) (timeline.Digest, func() any) {
		return v.sums.Sources[i], func() any {
			s := v.Sources[i]
			s.Events = list(s.Events)
			return s
		}
	})
	f.list("undated", len(v.Undated), func(i int) (timeline.Digest, func() any) {
		return timeline.DigestOf(v.Undated[i]), func() any { return v.Undated[i] }
	})
	f.list("corrections", len(v.Corrections), func(i int) (timeline.Digest, func() any) {
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
func (f *Form) list(name string, n int, element func(i int) (timeline.Digest, func() any)) {
	f.text(",\n  \"" + name + "\": [")
	for i := range n {
		before := ",\n    "
		if i == 0 {
			before = "\n    "
		}
		sum, value := element(i)
		f.add(timeline.DigestOf(before, [16]byte(sum)), func(b []byte) ([]byte, error) {
			data, err := marshal(value(), "    ")
			return append(append(b, before...), data...), err
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

// marshal writes a value as indented JSON whose lines, the first aside, begin with a prefix.
func marshal(value any, prefix string) ([]byte, error) {
	data, err := json.MarshalIndent(value, prefix, "  ")
	return escapeControls(data), err
}

// escapeControls writes DEL and the C1 controls (U+007F to U+009F) as escapes, which encoding/json does not. They stand
// in strings only.
func escapeControls(data []byte) []byte {
	isControl := func(i int) bool {
		return data[i] == 0x7f || data[i] == 0xC2 && i+1 < len(data) && data[i+1] < 0xA0
	}
	if bytes.IndexByte(data, 0x7f) < 0 && bytes.IndexByte(data, 0xC2) < 0 {
		return data
	}
	out := make([]byte, 0, len(data)+16)
	for i := 0; i < len(data); i++ {
		switch {
		case !isControl(i):
			out = append(out, data[i])
		case data[i] == 0x7f:
			out = append(out, `\u007f`...)
		default:
			i++
			out = fmt.Appendf(out, `\u%04x`, data[i])
		}
	}
	return out
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

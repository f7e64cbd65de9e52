package export

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"timeline/pkg/timeline"
)

// WriteJSON writes timeline.json, version 1: the whole timeline with its evidence. Lists are never null. Characters that
// would end a script element or drive a terminal are written as escapes.
func WriteJSON(w io.Writer, tl *timeline.Timeline, _ timeline.Config) error {
	return writeJSON(w, withoutNull(tl))
}

//go:embed timeline.schema.json
var schema []byte

// WriteSchema writes the JSON Schema (draft 2020-12) that timeline.json obeys.
func WriteSchema(w io.Writer, _ *timeline.Timeline, _ timeline.Config) error {
	_, err := w.Write(schema)
	return err
}

func writeJSON(w io.Writer, value any) error {
	data, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(escapeControls(data), '\n'))
	return err
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

// withoutNull returns a copy of the timeline in which every list is there.
func withoutNull(tl *timeline.Timeline) *timeline.Timeline {
	c := *tl
	c.Events = list(tl.Events)
	c.Sources = list(tl.Sources)
	c.Undated = list(tl.Undated)
	c.Corrections = list(tl.Corrections)
	for i := range c.Events {
		e := &c.Events[i]
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
	}
	for i := range c.Sources {
		c.Sources[i].Events = list(c.Sources[i].Events)
	}
	for i := range c.Corrections {
		c.Corrections[i].Changes = list(c.Corrections[i].Changes)
	}
	return &c
}

// list returns a copy that is not nil.
func list[T any](s []T) []T { return append(make([]T, 0, len(s)), slices.Clip(s)...) }

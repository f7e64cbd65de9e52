package timeline

import (
	"encoding/binary"
	"math"

	"timeline/pkg/date"
)

// The digests of all events and sources are taken in every build, so they are written field by field here, without
// reflection. TestDigest and TestSourceDigest alter each field and fail when one is forgotten.

// encode writes everything that the event says but its salience.
func (e *Event) encode(b []byte) []byte {
	b = appendStrings(b, e.ID, e.URL)
	b = appendDate(b, e.Date)
	b = appendOptional(b, e.Start)
	b = appendOptional(b, e.End)
	b = appendStrings(b, e.Grain, e.Title, e.Summary)
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(e.Confidence))
	b = appendFlag(b, e.Key)
	b = appendFlag(b, e.Unclear)
	b = appendString(b, e.Status)
	for _, list := range [...][]string{e.People, e.Places, e.Organizations, e.Merged, e.Corrections, e.Aliases} {
		b = appendList(b, list)
	}
	b = binary.AppendUvarint(b, uint64(len(e.Evidence)))
	for i := range e.Evidence {
		b = e.Evidence[i].encode(b)
	}
	b = binary.AppendVarint(b, int64(e.IndependentSources))
	b = binary.AppendUvarint(b, uint64(len(e.Disagreements)))
	for i := range e.Disagreements {
		b = e.Disagreements[i].encode(b)
	}
	return appendString(b, e.Text)
}

// encode writes what is shown where the source is cited.
func (s *Source) encode(b []byte) []byte {
	b = appendStrings(b, s.ID, s.Kind, s.Title, s.Publisher, s.Author, s.URL)
	b = appendDate(b, s.Published)
	return appendStrings(b, s.PublishedFrom, s.PublishedWhy, s.Language, s.License)
}

func (v *Evidence) encode(b []byte) []byte {
	b = appendStrings(b, v.Source, v.Quote, v.Expression)
	b = appendNumbers(b, v.QuoteSpan[0], v.QuoteSpan[1], v.Span[0], v.Span[1])
	b = appendStrings(b, v.TIMEX3.Type, v.TIMEX3.Value, v.TIMEX3.Mod)
	b = appendDate(b, v.Date)
	b = appendStrings(b, v.Anchor.Kind, v.Anchor.From)
	b = appendDate(b, v.Anchor.Date)
	b = appendStrings(b, v.Rule, v.Why, v.URL, v.Attribution)
	b = binary.AppendUvarint(b, uint64(len(v.Steps)))
	for _, s := range v.Steps {
		b = appendStrings(b, s.What, s.Detail, s.Value)
	}
	return b
}

func (d *Disagreement) encode(b []byte) []byte {
	b = appendString(b, d.About)
	b = binary.AppendUvarint(b, uint64(len(d.Claims)))
	for _, c := range d.Claims {
		b = appendString(b, c.Value)
		b = appendList(b, c.Sources)
	}
	return b
}

func appendDate(b []byte, v date.Value) []byte {
	b = appendFlag(b, v.Interval)
	for _, d := range [...]*date.Date{&v.From, &v.To} {
		c := &d.Clock
		b = binary.AppendVarint(b, int64(d.Year))
		b = append(b, byte(d.Grain), d.Sub, d.Day, byte(d.Doubt), c.Hour, c.Minute, c.Second)
		b = appendFlag(appendFlag(b, c.HasSeconds), c.HasZone)
		b = binary.AppendVarint(b, int64(c.Zone))
	}
	return b
}

func appendStrings(b []byte, list ...string) []byte {
	for _, s := range list {
		b = appendString(b, s)
	}
	return b
}

func appendList(b []byte, list []string) []byte {
	return appendStrings(binary.AppendUvarint(b, uint64(len(list))), list...)
}

func appendNumbers(b []byte, list ...int) []byte {
	for _, n := range list {
		b = binary.AppendVarint(b, int64(n))
	}
	return b
}

func appendFlag(b []byte, f bool) []byte {
	if f {
		return append(b, 1)
	}
	return append(b, 0)
}

func appendOptional(b []byte, s *string) []byte {
	if s == nil {
		return append(b, 0)
	}
	return appendString(append(b, 1), *s)
}

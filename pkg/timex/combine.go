package timex

import (
	"timeline/pkg/date"
)

// mention writes one resolved expression.
func (r *resolver) mention(c *candidate, res *result) Mention {
	m := Mention{Span: c.Span, Type: res.typ, Value: res.value, Raw: r.raw(c), Mod: modNames[res.mod],
		Rule: r.rules[c.rule].name, Confidence: 0.9, Unresolved: res.unresolved}
	if m.Raw == "" {
		m.Raw = m.Value
	}
	m.Date = r.dateOf(c, res)
	if res.anchor != AnchorNone {
		m.Anchor = Anchor{Kind: res.anchor, Date: date.Value{From: res.base}, Span: res.baseSpan}
		switch {
		case res.anchor == AnchorDCT:
			m.Anchor.From = r.in.DCTFrom
		default:
			m.Anchor.From = m.Anchor.Span.Of(r.in.Text)
		}
	}
	return m
}

// dateOf is the EDTF date that the expression gives an event.
func (r *resolver) dateOf(c *candidate, res *result) date.Value {
	if res.d.Grain == date.None {
		return date.Value{}
	}
	if res.weekend {
		first := dayOf(res.d)
		return date.Days(first+5, first+6)
	}
	return date.Value{From: res.d}
}

// combine joins neighbours that make one date for an event.
func combine(in Input, r *resolver, mentions []Mention) {
}

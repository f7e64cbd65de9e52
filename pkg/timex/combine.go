package timex

import (
	"math"
	"strconv"

	"timeline/pkg/date"
)

// mention writes one resolved expression.
func (r *resolver) mention(c *candidate, res *result) Mention {
	m := Mention{Span: c.Span, Type: res.typ, Value: res.value, Mod: modNames[res.mod],
		Rule: r.rules[c.rule].name, Confidence: r.confidence(c, res), Unresolved: res.unresolved}
	const plain = hasYear | hasMonth | hasDay
	if m.Raw = m.Value; res.anchor != AnchorNone || c.m.has&^plain != 0 || c.m.has&hasYear == 0 || c.m.shortYear || c.m.bc != (res.d.Year <= 0) || c.m.n2 > 0 || c.m.widen != unitNone {
		m.Raw = r.raw(c)
	}
	if m.Raw == "" {
		m.Raw = m.Value
	}
	if m.Type == Set {
		m.Quant = quantNames[c.m.quant]
		if c.m.freq > 0 {
			m.Freq = strconv.Itoa(int(c.m.freq)) + "X"
		}
	}
	m.Date = r.dateOf(c, res)
	if res.anchor != AnchorNone {
		m.Anchor = Anchor{Kind: res.anchor, Date: date.Value{From: res.base}, Span: res.baseSpan}
	}
	if !r.in.Terse {
		r.explain(c, res, &m)
	}
	return m
}

var quantNames = [...]string{"", "EVERY", "EACH"}

// dateOf is the EDTF date that an expression gives an event: never finer than what is said (DESIGN, "What is true").
func (r *resolver) dateOf(c *candidate, res *result) date.Value {
	if res.typ == Duration && res.d.Grain != date.None {
		return r.distant(c, res, date.Value{From: res.d})
	}
	if res.typ == Duration {
		return r.ahead(c, res)
	}
	d := res.d
	if d.Grain == date.None {
		return date.Value{}
	}
	v := date.Value{From: d}
	if d.Year <= 0 && d.Grain == date.Decade { // EDTF writes no decades before year 0
		return date.Between(date.OfYear(d.Year-9), date.OfYear(d.Year))
	}
	if d.Year <= 0 && d.Grain == date.Century {
		return date.Between(date.OfYear(d.Year-100), date.OfYear(d.Year-1))
	}
	switch {
	case res.weekend:
		first := dayOf(d)
		return date.Days(first+5, first+6)
	case c.m.outer == modEarlier || c.m.outer == modLater:
		return r.within(c.m.outer, v)
	case res.shifted != unitNone:
		return r.distant(c, res, v)
	case res.mod >= modStart && res.mod <= modEnd:
		if third, ok := date.FromTIMEX3(timexValue(d), modNames[res.mod]); ok {
			return third
		}
	case res.mod == modApprox:
		return v.With(date.Approximate)
	}
	if c.preposition == untilPreposition && d.Grain > date.DayGrain {
		return date.Value{Interval: true, To: d}
	}
	return v
}

// within bounds a period by the moment that it is told: "earlier this week" ends at the DCT, "later this year" begins
// there.
func (r *resolver) within(outer int8, v date.Value) date.Value {
	first, last := v.Bounds()
	if !r.known || r.dct < first || r.dct > last {
		return v
	}
	if outer == modEarlier {
		return date.Days(first, r.dct)
	}
	return date.Days(r.dct, last)
}

// distant gives the date of "two weeks ago" the doubt that counting in coarse units has: about a day for weeks, about
// a month for months, about a year for years. Days are counted exactly.
func (r *resolver) distant(c *candidate, res *result, v date.Value) date.Value {
	switch res.shifted {
	case unitWeek, unitFortnight:
		return date.OfDay(res.landed).With(date.Approximate)
	case unitHour, unitMinute, unitSecond:
		if res.vague || res.length {
			return v.With(date.Approximate)
		}
	case unitMonth, unitYear, unitDecade, unitCentury, unitQuarter:
		if c.m.has&(hasMonth|hasDay) == 0 {
			return v.With(date.Approximate)
		}
	}
	if res.mod != modNone || res.event {
		return v.With(date.Approximate)
	}
	return v
}

// ahead gives "in ten days", said of what is to come, a date.
func (r *resolver) ahead(c *candidate, res *result) date.Value {
	m := c.m
	if c.tense != futureTense || c.preposition != inPreposition || !r.known || m.vague || !m.hasN || m.unit < unitDay ||
		m.n != float64(int(m.n)) || m.n > 1000 || m.which != whichNone {
		return date.Value{}
	}
	d := move(r.dctDate(), int(m.n), m.unit)
	res.anchor, res.base = AnchorDCT, r.dctDate()
	switch m.unit {
	case unitDay:
		return date.Value{From: d}
	case unitWeek, unitFortnight:
		days := 7 * int(m.n)
		if m.unit == unitFortnight {
			days *= 2
		}
		return date.OfDay(r.dct + date.Day(days)).With(date.Approximate)
	}
	return date.Value{From: d}.With(date.Approximate)
}

// confidence is how sure the value is: what is stated in full most, what was chosen among readings least.
func (r *resolver) confidence(c *candidate, res *result) float64 {
	switch {
	case res.unresolved != "":
		return 0.3
	case res.typ == Duration || res.typ == Set || c.m.kind == refMeaning:
		return 0.9
	}
	sure := 0.98
	switch res.anchor {
	case AnchorDCT:
		sure = 0.95
	case AnchorReference:
		sure = 0.8
	}
	if res.how != "" {
		sure -= 0.05
		if c.tense == noTense || res.how == "nearest" {
			sure -= 0.1
		}
	}
	switch r.section(c) {
	case QuoteSection, CaptionSection:
		if res.anchor != AnchorNone {
			sure -= 0.2
		}
	}
	return math.Round(sure*100) / 100
}

// section returns the kind of section that an expression stands in.
func (r *resolver) section(c *candidate) SectionKind {
	for r.sectionAt < len(r.in.Sections) && r.in.Sections[r.sectionAt].End <= c.Start {
		r.sectionAt++
	}
	if r.sectionAt < len(r.in.Sections) && r.in.Sections[r.sectionAt].Contains(c.Span) {
		return r.in.Sections[r.sectionAt].Kind
	}
	return ProseSection
}

// combine joins neighbours that make one date for an event: "March 20-21", "from 1910 to 1920". Each keeps its own
// value; their Date becomes the interval of both.
func (r *resolver) combine(mentions []Mention) {
	for i := 0; i+1 < len(mentions); i++ {
		a, b := &mentions[i], &mentions[i+1]
		if !r.ranged(a, b, r.shown[i].preposition) {
			continue
		}
		v := date.Between(a.Date, b.Date)
		if first, last := v.Bounds(); first > last {
			continue
		}
		for _, m := range []*Mention{a, b} {
			m.Date = v
			if !r.in.Terse {
				m.Steps = append(m.Steps, Step{What: "combine", Value: v.String(),
					Detail: quoted(a.Of(r.in.Text)) + " and " + quoted(b.Of(r.in.Text)) + " are the ends of one stretch of time"})
			}
		}
	}
}

// ranged reports whether two neighbours are the ends of a range.
func (r *resolver) ranged(a, b *Mention, before preposition) bool {
	if a.Date.IsZero() || b.Date.IsZero() || a.Date.Interval || b.Date.Interval || a.Date.Grain() != b.Date.Grain() {
		return false
	}
	between := r.in.Text[a.End:min(b.Start, a.End+maxJoint+1)]
	if len(between) > maxJoint {
		return false
	}
	switch r.cues.joint(between) {
	case joinsRange:
		return true
	case joinsPair: // "on March 20 and 21", "in November and December", "between 1991 and 1997"
		return a.Date.Grain() <= date.Year && nextDay(a.Date, b.Date) || before == betweenPreposition
	}
	return false
}

func nextDay(a, b date.Value) bool {
	_, last := a.Bounds()
	first, _ := b.Bounds()
	return first == last+1
}

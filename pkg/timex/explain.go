package timex

import (
	"fmt"
	"strconv"

	"timeline/pkg/date"
)

// explain writes the derivation of a mention for a reader: the words and their rule, the anchor, the arithmetic.
func (r *resolver) explain(c *candidate, res *result, m *Mention) {
	words := quoted(m.Of(r.in.Text))
	m.Steps = append(m.Steps, Step{What: "recognise", Detail: words + " is read by the rule " + m.Rule, Value: m.Raw})
	if res.anchor != AnchorNone {
		m.Anchor.From = r.anchorFrom(res)
		m.Steps = append(m.Steps, Step{What: "anchor", Detail: "measured from " + r.anchorWords(res), Value: date.Value{From: res.base}.String()})
	}
	m.Steps = append(m.Steps, Step{What: "resolve", Detail: words + " " + r.resolution(c, res), Value: m.Value})
	if s := m.Date.String(); !m.Date.IsZero() && s != m.Value {
		m.Steps = append(m.Steps, Step{What: "date", Detail: "an event is dated " + m.Date.Words("en") + r.doubt(c, res), Value: s})
	}
}

func quoted(s string) string { return `"` + s + `"` }

func (r *resolver) anchorFrom(res *result) string {
	switch {
	case res.anchor == AnchorDCT && r.datelined.Len() > 0:
		return "the dateline " + quoted(r.datelined.Of(r.in.Text))
	case res.anchor == AnchorDCT:
		return r.in.DCTFrom
	}
	return res.baseSpan.Of(r.in.Text)
}

// anchorWords names the anchor: the publication date, or the date under discussion with its words.
func (r *resolver) anchorWords(res *result) string {
	day := date.Value{From: res.base}.String()
	if res.anchor == AnchorDCT {
		if r.in.DCTFrom == "" || r.in.DCTFrom == "publication date" {
			return "the publication date " + day
		}
		return "the publication date " + day + " (" + r.in.DCTFrom + ")"
	}
	if res.anchor == AnchorDocument {
		return "the heading " + quoted(res.baseSpan.Of(r.in.Text)) + " (" + day + ")"
	}
	if res.anchor == AnchorEvent {
		return "the date of an event, " + quoted(res.baseSpan.Of(r.in.Text)) + " (" + day + ")"
	}
	return "the date under discussion, " + quoted(res.baseSpan.Of(r.in.Text)) + " (" + day + ")"
}

// resolution ends the sentence that begins with the words of the expression.
func (r *resolver) resolution(c *candidate, res *result) string {
	m := c.m
	value := date.Value{From: res.d}.String()
	switch {
	case res.unresolved != "":
		return "stays open: " + res.unresolved
	case res.typ == Duration && res.d.Grain != date.None:
		return fmt.Sprintf("is counted from %s and leads to %s", r.baseWords(res), value)
	case res.typ == Duration:
		return "is a length of time, " + res.value
	case res.typ == Set:
		return "happens again and again, " + res.value
	case m.kind == refMeaning:
		return "points to " + map[int8]string{refPresent: "the present", refPast: "the past", refFuture: "the future"}[m.ref] + " as such"
	case m.base == baseEvent && res.d.Grain == date.None:
		return "is a " + unitWords[m.unit] + " that only what happened then tells"
	case m.offset != 0:
		return "is the day " + beforeAfter(m.offset) + " " + date.Value{From: move(res.d, -int(m.offset), unitDay)}.String()
	case res.compared:
		return "is the period a year before the one that the text compares: " + value
	case res.shifted != unitNone:
		return fmt.Sprintf("is %s %s %s", countWords(m), beforeAfter(m.dir), r.baseWords(res))
	case m.has&hasWeekday != 0 && m.has&hasDay == 0 && m.unit == unitNone:
		return "is the " + r.weekdayWords(c, res)
	case m.unit != unitNone && m.which != whichNone:
		return fmt.Sprintf("is the %s %s %s", unitWords[m.unit], whichWords[m.which], r.baseWords(res)) + insideWords(m, value)
	case m.famed > 0 && m.has&hasYear != 0:
		return "names the day of what happened then, " + value
	case res.anchor == AnchorNone:
		return "states " + date.Value{From: res.d}.Words("en")
	case res.how == "same":
		return "states no year: it is the day that the text stated in full before, " + value
	case res.how != "":
		return fmt.Sprintf("states no year: it is the %s %s, %s", howWords[res.how], r.baseWords(res), value)
	}
	return fmt.Sprintf("is %s, as the text goes on from %s", value, r.baseWords(res))
}

var howWords = map[string]string{"last": "last one on or before", "next": "first one on or after", "nearest": "one nearest to"}

func (r *resolver) baseWords(res *result) string {
	day := date.Value{From: res.base}.String()
	if res.anchor == AnchorDCT {
		return "the publication date " + day
	}
	if res.anchor == AnchorDocument {
		return "the date of the heading, " + day
	}
	if res.anchor == AnchorEvent {
		return "the event's day " + day
	}
	return "the date under discussion " + day
}

func (r *resolver) weekdayWords(c *candidate, res *result) string {
	day := dayOf(res.d).Weekday().String()
	if res.how == "beside" {
		return day + " of the date beside it, " + date.Value{From: res.d}.String()
	}
	how := map[string]string{"last": "last " + day + " on or before ", "next": "first " + day + " on or after "}[res.how]
	if how == "" {
		how = map[int8]string{whichLast: "last " + day + " before ", whichBefore: "last " + day + " before ",
			whichNext: "first " + day + " after ", whichAfter: "first " + day + " after "}[c.m.which]
	}
	if how == "" {
		how = day + " nearest to "
	}
	return how + r.baseWords(res)
}

var unitWords = [...]string{unitSecond: "second", unitMinute: "minute", unitHour: "hour", unitDay: "day",
	unitWeekend: "weekend", unitWeek: "week", unitFortnight: "fortnight", unitMonth: "month", unitQuarter: "quarter",
	unitSeason: "season", unitHalf: "half-year", unitYear: "year", unitDecade: "decade", unitCentury: "century",
	unitMillennium: "millennium", unitAny: "period"}

var whichWords = [...]string{whichLast: "before that of", whichThis: "of", whichNext: "after that of", whichSame: "of",
	whichBefore: "before that of", whichAfter: "after that of"}

func insideWords(m *meaning, value string) string {
	if m.has&^(hasPart|hasHour|hasMinute) == 0 {
		return ""
	}
	return ", and in it " + value
}

func countWords(m *meaning) string {
	n := "1"
	if m.hasN {
		n = strconv.FormatFloat(m.n, 'g', -1, 64)
	}
	s := n + " " + unitWords[m.unit]
	if n != "1" {
		s += "s"
	}
	return s
}

func beforeAfter(dir int8) string {
	if dir < 0 {
		return "before"
	}
	return "after"
}

// doubt says why a date is rougher than the value of the expression.
func (r *resolver) doubt(c *candidate, res *result) string {
	switch {
	case res.shifted > unitDay && res.shifted != unitNone:
		return ", as a count of " + unitWords[res.shifted] + "s is seldom exact"
	case c.m.outer == modEarlier:
		return ", up to the publication date"
	case c.m.outer == modLater:
		return ", from the publication date on"
	}
	return ""
}

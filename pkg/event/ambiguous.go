package event

import (
	"strings"
	"time"

	"timeline/pkg/date"
	"timeline/pkg/text"
	"timeline/pkg/timex"
)

// This file takes a date off an expression that may as well mean another day, or widens it to all that it may mean: pages
// are saved and dated a day before or after they were written, and weeks end on different days.

// either returns a mention with the date that its words leave no doubt of: wider than the tagger's, or none.
func (x *extractor) either(r *reading, c clause, m timex.Mention, a int) timex.Mention {
	if m.Date.IsZero() || x.doc.Published.IsZero() || m.Anchor.Kind != timex.AnchorDCT {
		return m
	}
	published, end := x.doc.Published.Bounds()
	first, last := m.Date.Bounds()
	if published != end {
		return m
	}
	said := strings.ToLower(text.Fold(m.Of(x.doc.Text)))
	ago := published - first
	switch {
	case namesWeekday(m) && first == last && strings.HasPrefix(said, "last ") && ago >= 0 && ago <= lastDays:
		return unknown(m, "“last” may mean the week before")
	case x.dayBehind(m, published) && (len(x.told) < beginning || x.daysBehind(published) > 1 || r.low(a-1) == "into" || r.nounBetween(c, a)):
		return unknown(m, "it is six days before the date of the page, or the day after, if that was saved a day early")
	case strings.HasPrefix(said, "earlier this") && first == published:
		return unknown(m, "the page is dated the first day of it")
	case said == "last week" && endsWeek(published):
		m.Date = date.Days(first, published)
	case m.Mod == "MORE_THAN" && strings.HasSuffix(said, "ago") && !m.Date.Interval:
		m.Date = earlierToo(m.Date)
	}
	return m
}

const (
	lastDays  = 2 // "last Friday" so few days later, on a Sunday, is hardly that one
	dayBehind = 6
	beginning = 3 // sentences in which a report tells its news
)

// dayBehind reports whether an expression names a weekday, and was read as that of six days before the page's date.
func (x *extractor) dayBehind(m timex.Mention, published date.Day) bool {
	first, last := m.Date.Bounds()
	if m.Date.IsZero() || !namesWeekday(m) || first != last || published-first != dayBehind {
		return false
	}
	said := strings.ToLower(m.Of(x.doc.Text))
	return !strings.Contains(said, "last") && !strings.Contains(said, "past") && !strings.Contains(said, "next")
}

// nounBetween reports whether a noun that names an event stands between the verb of a clause and the expression at a, which
// may be its time: "spoke on the eve of a meeting in Lisbon on Tuesday".
func (r *reading) nounBetween(c clause, a int) bool {
	f := r.finiteAt(c)
	if f < 0 {
		return true
	}
	for i := f + 1; i < a; i++ {
		if eventNouns[r.low(i)] {
			return true
		}
	}
	return false
}

// daysBehind counts such expressions: a report seldom looks back twice by just six days.
func (x *extractor) daysBehind(published date.Day) int {
	if x.behind == 0 {
		x.behind = 1
		for _, m := range x.times {
			if x.dayBehind(m, published) {
				x.behind++
			}
		}
	}
	return x.behind - 1
}

// unknown returns a mention without its date.
func unknown(m timex.Mention, why string) timex.Mention {
	m.Date, m.Value, m.Unresolved = date.Value{}, m.Raw, why
	return m
}

// endsWeek reports whether a day is at the end of a week, when "last week" may be the one that ends.
func endsWeek(d date.Day) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}

// earlierToo widens the date of "more than three months ago" by one more of them: a month, a year.
func earlierToo(v date.Value) date.Value {
	from := v
	switch v.Grain() {
	case date.Month:
		if from.From.Sub--; from.From.Sub == 0 {
			from.From.Year, from.From.Sub = from.From.Year-1, 12
		}
	case date.Year:
		from.From.Year--
	default:
		return v
	}
	return date.Between(from, v)
}

// farther reports whether another expression of the sentence dates the clause of the i-th one, better placed and with other
// days: "Earlier this week the council spoke of the raids last month".
func (x *extractor) farther(r *reading, c clause, i, a int) bool {
	if c.nominal || r.times[i].Date.IsZero() || len(r.times) >= tableTimes {
		return false
	}
	first, last := r.times[i].Date.Bounds()
	for j, m := range r.times {
		if j == i || m.Date.IsZero() || m.Type != timex.Date && m.Type != timex.Time {
			continue
		}
		from, to := m.Date.Bounds()
		b, e := r.tokensOf(j)
		if b < 0 || from <= last && first <= to || b > c.verb && r.segmentOf(b) != r.segmentOf(c.verb) || b < c.verb && r.segmentOf(b) != 0 && r.segmentOf(b) != r.segmentOf(c.verb) || r.low(0) == "(" || r.low(b-1) == "since" {
			continue
		}
		if d, ok := r.choose(b, e); ok && !r.belongsElsewhere(m, b, e) && !d.nominal && d.verb == c.verb && (b < c.verb || b < a) && a > c.verb {
			return true
		}
	}
	return false
}

package event

import (
	"slices"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/source"
	"timeline/pkg/text"
	"timeline/pkg/timex"
)

// This file doubts the days of live reports: pages whose entries each start with a clock time, "(Update 3:09 a.m.
// Wednesday in Cairo)", "10.34am: …". Such a page has one day of publication but may have gone on for days. What it
// says of the day after that would otherwise be a week too early. The same goes for pages that list reports of many days, each
// with the day on which it was updated.

// leastStamps is how many entries of a page start with a clock time before it is a live report.
const leastStamps = 3

// stamp is what an entry of a live report starts with: in parentheses, or with a mark after it.
var stamp = text.Pattern(`(?i)^(?:\pL[\pL ]{2,20}, \d{1,2}:\d\d [ap]\.m\. (?:et|gmt|local)?(?:, \d{1,2}:\d\d [ap]\.m\. local)?|[(\[](?:updated?:? )?(?:at )?(?:posted )?\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\b|gmt|bst|utc|et\b|local)|\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: \(?(?:gmt|bst|utc|et)\)?)? ?[:–—-])`)

// live is what is known of a page as a live report.
type live struct {
	stamps []text.Span // in order
	goesOn bool        // it is stamped with a later day than that of its publication, or past midnight
	lists  bool        // it lists reports of several days
}

// readLive finds the stamps of a page.
func (x *extractor) readLive() {
	x.live = live{lists: x.listsReports()}
	published, last := x.doc.Published.Bounds()
	if x.doc.Published.IsZero() || published != last {
		return
	}
	for _, b := range x.doc.Blocks {
		if b.Role != source.Prose && b.Role != source.ListItem && b.Role != source.Heading || b.Len() == 0 {
			continue
		}
		if c := x.doc.Text[b.Start]; c != '(' && c != '[' && (c < '0' || c > '9') && !placeAndHour(x.doc.Text[b.Start:b.End]) {
			continue
		}
		head := x.doc.Text[b.Start:min(b.End, b.Start+longestStamp)]
		at := stamp().FindStringIndex(head)
		if at == nil {
			continue
		}
		end := at[1]
		if i := strings.IndexByte(head, ')'); head[0] == '(' && i > end {
			end = i + 1
		}
		x.live.stamps = append(x.live.stamps, text.Span{Start: b.Start, End: b.Start + end})
	}
	if len(x.live.stamps) < leastStamps {
		x.live.stamps = nil
		return
	}
	x.live.goesOn = x.passesMidnight() || slices.ContainsFunc(x.live.stamps, func(s text.Span) bool {
		return slices.ContainsFunc(x.timesIn(s), func(m timex.Mention) bool { return x.weekBack(m, published) })
	})
}

// placeAndHour reports whether a line may begin with a place and a time of day: "PORTO, 11:22 p.m. …".
func placeAndHour(line string) bool {
	i := strings.IndexByte(line[:min(len(line), longestPlace)], ',')
	return i > 0 && i+2 < len(line) && line[i+1] == ' ' && '0' <= line[i+2] && line[i+2] <= '9'
}

// longestPlace is how many bytes the name of a place before a time of day may have.
const longestPlace = 24

// listsReports reports whether the page has stamps of several days for what stands on it: "updated: Tue Apr 03 2012 21:15:00".
func (x *extractor) listsReports() bool {
	const stamped = "updated: "
	var first date.Value
	stamps, days := 0, 0
	for at := 0; ; {
		i := strings.Index(x.doc.Text[at:], stamped)
		if i < 0 {
			break
		}
		at += i + len(stamped)
		times := x.timesIn(text.Span{Start: at, End: min(len(x.doc.Text), at+longestStamp)})
		if len(times) == 0 || times[0].Start-at > len(stamped) || times[0].Anchor.Kind != timex.AnchorNone || times[0].Date.IsZero() {
			continue
		}
		stamps++
		if day := times[0].Date.Plain(); day != first {
			first, days = day, days+1
		}
	}
	return stamps >= leastStamps && days > 1
}

// passesMidnight reports whether the clock times of the stamps, which go up or down the page, start anew in between. Where a stamp
// gives the time in two parts of the world, it must be so in both: a page of one day in one of them is of two in the other.
func (x *extractor) passesMidnight() bool {
	var firsts, lasts []int
	for _, s := range x.live.stamps {
		times := slices.DeleteFunc(slices.Clone(x.timesIn(s)), func(m timex.Mention) bool { return m.Date.Grain() != date.Time })
		if len(times) > 0 {
			firsts = append(firsts, int(times[0].Date.From.Clock.Hour))
			lasts = append(lasts, int(times[len(times)-1].Date.From.Clock.Hour))
		}
	}
	return startsAnew(firsts) && startsAnew(lasts)
}

// startsAnew reports whether hours that go up or down have a leap the other way.
func startsAnew(hours []int) bool {
	up, down, leaps, falls := 0, 0, 0, 0
	for i := 1; i < len(hours); i++ {
		switch d := hours[i] - hours[i-1]; {
		case d >= leap:
			leaps++
		case d <= -leap:
			falls++
		case d > 0:
			up++
		case d < 0:
			down++
		}
	}
	return up > down && falls > 0 || down > up && leaps > 0
}

// leap is how many hours lie between two stamps of which the second begins another day.
const leap = 6

// longestStamp is how many bytes of an entry may be its stamp.
const longestStamp = 120

// weekBack reports whether an expression names a weekday that was five or six days before the day of publication, as
// the tagger has it, and may as well be that of one of the next two days.
func (x *extractor) weekBack(m timex.Mention, published date.Day) bool {
	first, last := m.Date.Bounds()
	if m.Date.IsZero() || first != last || published-first < 5 || published-first > 6 {
		return false
	}
	said := strings.ToLower(m.Of(x.doc.Text))
	return namesWeekday(m) && !strings.Contains(said, "last") && !strings.Contains(said, "past")
}

// onlyStamped reports whether the i-th expression of a sentence is that of its stamp, which says when it was told, and the
// sentence says itself when it happened.
func (x *extractor) onlyStamped(r *reading, i int) bool {
	n, ok := slices.BinarySearchFunc(x.live.stamps, r.times[i].Start, func(s text.Span, at int) int {
		switch {
		case s.End <= at:
			return -1
		case s.Start > at:
			return 1
		}
		return 0
	})
	return ok && slices.ContainsFunc(r.times, func(m timex.Mention) bool {
		return m.Start >= x.live.stamps[n].End && (m.Type == timex.Date || m.Type == timex.Time)
	})
}

// stampOf looks at the stamp between parentheses in which the i-th expression, at token a, stands. It returns the first and last
// day of the times in it, those of two parts of the world, and whether its sentence names a day of its own: "(7:18 p.m.
// Saturday, 8:18 a.m. Sunday in Tokyo) Crews …".
func (r *reading) stampOf(i, a int) (first, last date.Day, own, ok bool) {
	from, to := a, a
	for from > 0 && r.low(from) != "(" && a-from < stampTokens {
		from--
	}
	for to < len(r.toks) && r.low(to) != ")" && to-a < stampTokens {
		to++
	}
	if r.low(from) != "(" || r.low(to) != ")" || r.toks[from+1].kind != number && !strings.HasPrefix(r.low(from+1), "update") {
		return 0, 0, false, false
	}
	first, last = r.times[i].Date.Bounds()
	for j, m := range r.times {
		b, _ := r.tokensOf(j)
		if b < 0 || m.Type != timex.Date && m.Type != timex.Time || m.Date.IsZero() {
			continue
		}
		day, end := m.Date.Bounds()
		if namesWeekday(m) && first-day == dayBehind {
			day, end = day+7, end+7 // the day after the page's, read as that of the week before
		}
		if from < b && b < to && day == end {
			ok = ok || m.Type == timex.Time
			first, last = min(first, day), max(last, end)
		}
		own = own || b > to && (m.Type == timex.Date || namesWeekday(m))
	}
	return first, last, own, ok && last-first <= 1
}

// inBoth gives a clock time of a stamp that names two days both of them.
func (r *reading) inBoth(m timex.Mention, i, a int) timex.Mention {
	if first, last, _, ok := r.stampOf(i, a); ok && first != last && !m.Date.IsZero() {
		m.Date = date.Days(first, last)
		m.Value = m.Date.String()
	}
	return m
}

// toldLater reports whether the i-th expression is that of a stamp whose sentence names a day of its own.
func (r *reading) toldLater(i, a int) bool {
	_, _, own, ok := r.stampOf(i, a)
	return ok && own
}

// stampTokens is how far from its parentheses an expression of a stamp may be.
const stampTokens = 24

// namesWeekday reports whether an expression gives its day by the weekday alone.
func namesWeekday(m timex.Mention) bool { return strings.HasPrefix(m.Raw, "XXXX-WXX-") }

// namesMonth reports whether an expression leaves out no more than the year.
func namesMonth(m timex.Mention) bool {
	return strings.HasPrefix(m.Raw, "XXXX-") && len(m.Raw) > 6 && '0' <= m.Raw[5] && m.Raw[5] <= '9'
}

// doubted takes the date off an expression of a live report that cannot be told from one of another day of it: a weekday
// that comes after the day of publication, and on a page that is stamped with such a day, every "today" and clock time.
func (x *extractor) doubted(m timex.Mention) timex.Mention {
	if m.Date.IsZero() || m.Anchor.Kind == timex.AnchorNone {
		return m
	}
	if x.live.lists {
		m.Date, m.Value = date.Value{}, m.Raw
		m.Unresolved = "the page lists reports of several days"
		return m
	}
	if len(x.live.stamps) == 0 {
		return m
	}
	published, _ := x.doc.Published.Bounds()
	first, last := m.Date.Bounds()
	switch {
	case x.weekBack(m, published):
	case (namesWeekday(m) || namesMonth(m)) && (m.Anchor.Kind == timex.AnchorDCT || first <= published && published-first < 5):
		return m // a day that it names
	case x.live.goesOn && first == last && first >= published-1:
	case x.live.goesOn && m.Anchor.Kind == timex.AnchorReference: // counted from one of them
	case x.live.goesOn && m.Anchor.Kind == timex.AnchorDCT && first != last && last-first < 7:
	default:
		return m
	}
	m.Date, m.Value = date.Value{}, m.Raw
	m.Unresolved = "the page is a live report that went on after its day of publication"
	return m
}

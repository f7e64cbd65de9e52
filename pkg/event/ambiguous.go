package event

import (
	"slices"
	"strings"
	"time"

	"timeline/pkg/date"
	"timeline/pkg/text"
	"timeline/pkg/timex"
)

// This file takes a date off an expression that may as well mean another day, or widens it to all that it may mean: pages
// are saved and dated a day before or after they were written, and weeks end on different days.

// either returns a mention with the date that its words leave no doubt of: wider than the tagger's, or none.
func (x *extractor) either(r *reading, c clause, m timex.Mention) timex.Mention {
	if decade, ok := x.partOfDecade(m); ok {
		return decade
	}
	if !m.Date.IsZero() && !x.doc.Published.IsZero() && m.Anchor.Kind == timex.AnchorReference && x.fromToday(m) {
		return unknown(m, "it is measured from the page, but stands among the times of another year")
	}
	if first, last := m.Anchor.Date.Bounds(); m.Anchor.Kind == timex.AnchorReference && first == last && !m.Date.IsZero() && !x.doc.Published.IsZero() && x.published()-first == dayBehind && x.weekdayAt(m.Anchor.Span) {
		return unknown(m, "it is counted from a weekday that is six days before the date of the page, or the day after")
	}
	if m.Anchor.Kind == timex.AnchorReference && !m.Date.IsZero() && !x.doc.Published.IsZero() && x.inStamp(m) && x.overFor(m.Date, 1) {
		return unknown(m, "it is the hour of an update, and no day stands beside it")
	}
	if x.hourOfFarDay(m) {
		return unknown(m, "it may be of another day than the one named before")
	}
	if namesWeekday(m) && !m.Date.IsZero() && strings.HasPrefix(strings.ToLower(m.Of(x.doc.Text)), "that ") {
		return unknown(m, "it is one that the article told of, and may be of another week")
	}
	if m.Date.IsZero() || x.doc.Published.IsZero() || m.Anchor.Kind != timex.AnchorDCT {
		return m
	}
	published, end := x.doc.Published.Bounds()
	first, last := m.Date.Bounds()
	if published != end {
		return m
	}
	if after, ok := x.afterDateline(m, published); ok {
		return after
	}
	said := strings.ToLower(text.Fold(m.Of(x.doc.Text)))
	ago := published - first
	switch {
	case namesWeekday(m) && first == last && strings.HasPrefix(said, "last ") && ago >= 0 && ago <= lastDays:
		return unknown(m, "“last” may mean the week before")
	case strings.HasSuffix(m.Rule, "later") && strings.HasSuffix(said, " later") && first <= published:
		return unknown(m, "later than what? no day before it is told of")
	case x.dayBehind(m, published) && !r.before(c):
		return unknown(m, "it is six days before the date of the page, or the day after, if that was saved a day early")
	case namesWeekday(m) && first == published+dayBehind && strings.HasSuffix(x.doc.Text[:m.Start], " later "):
		return unknown(m, "it is the day of the writing, which the page was saved a day after")
	case strings.HasPrefix(said, "earlier this") && first == published:
		return unknown(m, "the page is dated the first day of it")
	case c.nominal && namesWeekday(m) && first == last && ago >= nearDays && ago <= dayBehind && r.stillToCome(c):
		return unknown(m, "the one after the page is as near as the one before it")
	case said == "last week" && endsWeek(published):
		m.Date = date.Days(first, published)
	case m.Mod == "MORE_THAN" && strings.HasSuffix(said, "ago") && !m.Date.Interval:
		m.Date = earlierToo(m.Date, strings.Contains(said, "week"))
	case m.Mod == "LESS_THAN" && strings.HasSuffix(said, "ago") && !m.Date.Interval:
		m.Date = laterToo(m.Date, published, strings.Contains(said, "week"))
	}
	return m
}

const (
	lastDays  = 2 // "last Friday" so few days later, on a Sunday, is hardly that one
	dayBehind = 6
	nearDays  = 3 // "Sunday's vote" so few days later, in the present, is hardly the one to come
)

// laterToo widens the date of "almost two weeks ago", or of "less than three years ago", on the page of a day, to what is a little nearer:
// it was not so long ago.
func laterToo(v date.Value, published date.Day, weeks bool) date.Value {
	first, _ := v.Bounds()
	next := v
	switch g := v.Grain(); {
	case g == date.DayGrain && weeks:
		return date.Days(first, first+nearlyDays)
	case g == date.Month:
		next.From.Year += int(next.From.Sub / 12)
		next.From.Sub = next.From.Sub%12 + 1
	case g == date.Year:
		next.From.Year++
	default:
		return v
	}
	if _, last := next.Bounds(); last > published {
		return v
	}
	return date.Between(v, next)
}

// nearlyDays is by how many days "almost two weeks" may be less.
const nearlyDays = 4

// stillToCome reports whether a noun with a weekday names something that is fixed beforehand, in a clause that tells how
// things are or will be: "is back in the squad for Sunday's match".
func (r *reading) stillToCome(c clause) bool {
	before := r.low(c.words[0] - 1)
	if determiners[before] {
		before = r.low(c.words[0] - 2)
	}
	if before == "of" && (r.low(c.words[0]-2) == "ahead" || r.low(c.words[0]-3) == "ahead") {
		return true
	}
	if !fixtures[r.low(c.verb)] || before == "during" || before == "after" || before == "following" || before == "since" || before == "at" {
		return false
	}
	switch t := r.tenseOf(r.segs[r.segmentOf(c.verb)].verb); t {
	case presentTense, modalTense, perfectTense:
		return true
	}
	return before == "until"
}

// fixtures are nouns for what is fixed beforehand.
var fixtures = set(`match matches game games final finals race summit meeting meetings conference election elections vote referendum poll session hearing deadline ceremony debate auction
	march rally protest protests demonstration demonstrations talks concert funeral wedding visit trip test tie clash contest`)

// fromToday reports whether an expression that was measured from another one, a year and more before the page, is one that can
// only be measured from the page: "last January".
func (x *extractor) fromToday(m timex.Mention) bool {
	_, last := m.Date.Bounds()
	published, _ := x.doc.Published.Bounds()
	said := strings.ToLower(m.Of(x.doc.Text))
	return published-last > 366 && (strings.HasPrefix(said, "last ") || strings.HasPrefix(said, "this ") && m.Anchor.Span.Start < m.Start || strings.HasPrefix(said, "next ") || strings.HasSuffix(said, "yesterday") || strings.HasSuffix(said, " ago"))
}

// weekdayAt reports whether the expression at a place gives its day by the weekday alone.
func (x *extractor) weekdayAt(span text.Span) bool {
	return slices.ContainsFunc(x.timesIn(span), namesWeekday)
}

// inStamp reports whether an expression stands in the parentheses of an update: "(Update 4:43 p.m. in Porto, 9:43 a.m. ET)".
func (x *extractor) inStamp(m timex.Mention) bool {
	head := x.doc.Text[max(0, m.Start-stampHead):m.Start]
	i := strings.LastIndexByte(head, '(')
	return m.Type == timex.Time && i >= 0 && !strings.Contains(head[i:], ")") && strings.HasPrefix(strings.ToLower(head[i:]), "(update")
}

// stampHead is how many bytes before an hour the stamp may begin in which it stands.
const stampHead = 60

// overFor reports whether a date is over more than so many days before the publication.
func (x *extractor) overFor(v date.Value, days date.Day) bool {
	_, last := v.Bounds()
	return last < x.published()-days
}

// hourOfFarDay reports whether a time of day was counted from a day some days before the page that is named neither in its sentence nor in
// the one before.
func (x *extractor) hourOfFarDay(m timex.Mention) bool {
	if m.Type != timex.Time || namesWeekday(m) || m.Date.IsZero() || m.Anchor.Kind != timex.AnchorReference || m.Anchor.Span.Len() == 0 || x.doc.Published.IsZero() {
		return false
	}
	if said := strings.ToLower(m.Of(x.doc.Text)); strings.HasPrefix(said, "that ") || strings.Contains(said, "next") || strings.Contains(said, "before") || strings.Contains(said, "following") {
		return false // it points to that day itself
	}
	first, _ := m.Date.Bounds()
	ago := x.published() - first
	return ago > hourDays && ago <= newsDays && !x.near(m.Anchor.Span.End, m.Start)
}

// hourDays is how many days back a report of some days still tells its hours.
const hourDays = 3

// newsDays is how many days before the page a day may be that is told of as news, and not as a story of its own.
const newsDays = 90

// near reports whether a place of the text is in the same sentence as another one after it, or in the sentence before. In a paragraph of a
// few sentences all are near.
func (x *extractor) near(from, to int) bool {
	const far = 600 // bytes
	if to <= from {
		return to >= from-far
	}
	if to-from > far {
		return false
	}
	between := len(text.Sentences(x.doc.Text[from:to]))
	return between <= 2 || between <= 4 && strings.Contains(x.doc.Text, "\n\n") && !strings.Contains(x.doc.Text[from:to], "\n\n")
}

// partOfDecade gives "the mid-1990s" the whole decade: where its middle begins nobody can say to the month.
func (x *extractor) partOfDecade(m timex.Mention) (timex.Mention, bool) {
	said := m.Of(x.doc.Text)
	if m.Date.IsZero() || !m.Date.Interval || len(said) < 5 || !strings.HasSuffix(said, "0s") {
		return m, false
	}
	v, err := date.Parse(strings.TrimLeft(said[len(said)-5:], " -")[:3] + "X")
	if err != nil {
		return m, false
	}
	m.Date = v
	return m, true
}

// afterDateline gives a weekday the day on or before that of the page, where it was read as a week earlier since the words of
// the report count from a dateline some days older: a report that was taken up again until the page was dated.
func (x *extractor) afterDateline(m timex.Mention, published date.Day) (timex.Mention, bool) {
	first, last := m.Date.Bounds()
	anchor, _ := m.Anchor.Date.Bounds()
	day := first + 7
	said := strings.ToLower(m.Of(x.doc.Text))
	if !namesWeekday(m) || m.Type != timex.Date || first != last || day <= anchor || day > published || strings.Contains(said, "last") || strings.Contains(said, "past") {
		return m, false
	}
	m.Date = date.OfDay(day)
	m.Value = m.Date.String()
	m.Anchor.Date, m.Anchor.From = x.doc.Published, dctFrom(x.doc)
	m.Steps = append(m.Steps[:len(m.Steps):len(m.Steps)], timex.Step{
		What: "resolve", Detail: "the page is younger than its dateline: the day is that after the dateline, not a week before it", Value: m.Value,
	})
	return m, true
}

// before reports whether a clause tells what had happened before something else that is told: six days before the page is
// as good as any day.
func (r *reading) before(c clause) bool {
	f := r.finiteAt(c)
	return f >= 0 && r.low(f) == "had" && r.perfect(f)
}

// dayBehind reports whether an expression names a weekday, and was read as that of six days before the page's date.
func (x *extractor) dayBehind(m timex.Mention, published date.Day) bool {
	first, last := m.Date.Bounds()
	if m.Date.IsZero() || !namesWeekday(m) || first != last || published-first != dayBehind {
		return false
	}
	said := strings.ToLower(m.Of(x.doc.Text))
	return !strings.Contains(said, "last") && !strings.Contains(said, "past") && !strings.Contains(said, "next")
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

// earlierToo widens the date of "more than three months ago" by one more of them: a week, a month, a year.
func earlierToo(v date.Value, weeks bool) date.Value {
	from := v
	switch v.Grain() {
	case date.Month:
		if from.From.Sub--; from.From.Sub == 0 {
			from.From.Year, from.From.Sub = from.From.Year-1, 12
		}
	case date.Year:
		from.From.Year--
	default:
		first, last := v.Bounds()
		if weeks {
			return date.Days(first-6, last)
		}
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
		if overlap := from <= last && first <= to; b < 0 || overlap || r.low(0) == "(" || r.low(b-1) == "since" || r.outside(b, c) {
			continue
		}
		if d, ok := r.choose(b, e); ok && !r.belongsElsewhere(m, b, e) && !d.nominal && d.verb == c.verb && (b < c.verb || b < a) && a > c.verb {
			return true
		}
	}
	return false
}

// outside reports whether the expression at b stands in another part of the sentence than the verb of a clause, and not at its head.
func (r *reading) outside(b int, c clause) bool {
	k := r.segmentOf(b)
	return k != r.segmentOf(c.verb) && (b > c.verb || k != 0)
}

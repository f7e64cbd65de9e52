package merge

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"timeline/pkg/date"
	"timeline/pkg/event"
	"timeline/pkg/source"
	"timeline/pkg/timex"
)

// How much must speak for the year of an article before its days without a year are placed in it.
const (
	alikeYearless = 0.08 // a sentence about "November 21" and one about 21 November of a year
	enoughYear    = 0.08
)

// Placed gives a year to the expressions of undated articles that name a day without one ("on November 21"), where
// other articles tell the same event on that day of one year, which they too may have from elsewhere. It returns the
// mentions with those that it could place, and what stays undated. The rest of the input is only read.
func Placed(in Input) ([]*event.Mention, []event.Undated) {
	yearless := func(u event.Undated) bool { return strings.HasPrefix(u.Time.Raw, "XXXX-") }
	if !slices.ContainsFunc(in.Undated, yearless) || !hasUndated(in.Documents) {
		return in.Mentions, in.Undated
	}
	p := newReports(in)
	p.learnYears()
	years := map[string]yearOf{}
	for _, d := range p.undatedDocs {
		if y, ok := p.year(d); ok {
			years[d.ID] = y
		}
	}
	if len(years) == 0 {
		return in.Mentions, in.Undated
	}
	mentions := slices.Clone(in.Mentions)
	var rest []event.Undated
	for _, u := range in.Undated {
		if y, known := years[u.Source]; known {
			if m, ok := y.place(u.Mention, p.docs[u.Source]); ok {
				mentions = append(mentions, &m)
				continue
			}
		}
		rest = append(rest, u)
	}
	return mentions, rest
}

// learnYears makes the days that articles name without a year witnesses for others, where the year is plain.
func (p *reports) learnYears() {
	var placed []*item
	for _, d := range p.undatedDocs {
		y, ok := p.year(d)
		if !ok {
			continue
		}
		for _, it := range p.open[d.ID] {
			if ref := readRelative(it); ref.kind == onDate {
				w := *it
				w.first = date.NewDay(y.year, ref.month, ref.day)
				w.last = w.first
				placed = append(placed, &w)
			}
		}
	}
	p.days = append(p.days, placed...)
	p.reindex()
}

// yearOf is the year that an article without a date speaks of, with the report that says so.
type yearOf struct {
	year int
	why  string // for a reader
	from string // what the year is counted from
}

func yearFrom(year int, witness *source.Document) yearOf {
	name := nameOf(witness)
	return yearOf{year, fmt.Sprintf("“%s” tells the same event", name), "the same event in “" + name + "”"}
}

// year finds the year of the days that an article names without one.
func (p *reports) year(d *source.Document) (yearOf, bool) {
	if y, ok := p.yearOfOwnWeekday(d); ok {
		return y, true
	}
	weight := map[int]float64{}
	best := map[int]*item{}
	top := map[int]float64{}
	for _, it := range p.open[d.ID] {
		ref := readRelative(it)
		if ref.kind != onDate {
			continue
		}
		for y, w := range p.sameDay(it, ref) {
			weight[y] += w.weight
			if w.weight > top[y] {
				best[y], top[y] = w.witness, w.weight
			}
		}
	}
	years := make([]int, 0, len(weight))
	for y := range weight {
		years = append(years, y)
	}
	slices.SortFunc(years, func(a, b int) int { return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(a, b)) })
	if len(years) == 0 || weight[years[0]] < enoughYear || len(years) > 1 && weight[years[0]] < muchMore*weight[years[1]] {
		return p.yearByWeekday(d)
	}
	return yearFrom(years[0], best[years[0]].doc), true
}

// yearOfOwnWeekday finds the year from an article that names a day with its weekday: "Tuesday January 13". In one year only
// of those that the project covers may they go together, and what the article says so may not be contradicted.
func (p *reports) yearOfOwnWeekday(d *source.Document) (yearOf, bool) {
	first, last := p.years()
	var best yearOf
	for _, it := range p.open[d.ID] {
		ref := readRelative(it)
		weekday, ok := namedWeekday(it)
		if ref.kind != onDate || !ok {
			continue
		}
		y, ok := onlyYear(first, last, ref, weekday)
		if !ok || best.year != 0 && best.year != y {
			return yearOf{}, false
		}
		best = yearOf{y, fmt.Sprintf("“%s” goes with no other year that the sources cover", expression(it)), "the weekday in “" + expression(it) + "”"}
	}
	return best, best.year != 0
}

// namedWeekday returns the day of the week that an expression names.
func namedWeekday(it *item) (time.Weekday, bool) {
	for _, w := range strings.FieldsFunc(expression(it), func(r rune) bool { return !unicode.IsLetter(r) }) {
		for d := time.Sunday; d <= time.Saturday; d++ {
			if strings.EqualFold(w, d.String()) {
				return d, true
			}
		}
	}
	return 0, false
}

// yearByWeekday finds the year from two articles that state none: one tells an event of "January 24", the other the same
// event of "Saturday", and in one year only of those that the project covers is that day a Saturday.
func (p *reports) yearByWeekday(d *source.Document) (yearOf, bool) {
	first, last := p.years()
	if len(p.undatedDocs) > mostUndated {
		return yearOf{}, false
	}
	for _, it := range p.open[d.ID] {
		ref := readRelative(it)
		if ref.kind != onDate || ref.bound {
			continue
		}
		for _, other := range p.undatedDocs {
			if other == d || p.gists.alike(d.ID, other.ID) < alikeWeekday {
				continue
			}
			for _, w := range p.open[other.ID] {
				on := readRelative(w)
				if on.kind != onWeekday || dot(it.terms, w.terms)+p.gists.alike(d.ID, other.ID) < 2*alikeWeekday {
					continue
				}
				if y, ok := onlyYear(first, last, ref, on.weekday); ok {
					return yearFrom(y, other), true
				}
			}
		}
	}
	return yearOf{}, false
}

// alikeWeekday is how alike two articles without a date must be for the one to give the other its weekday.
const alikeWeekday = 0.2

// mostUndated is how many articles without a date are compared all with all.
const mostUndated = 300

// years returns the first and the last year in which articles with a date were published.
func (p *reports) years() (first, last int) {
	for _, id := range sortedKeys(p.docs) {
		if d := p.docs[id]; !d.Published.IsZero() {
			day, _ := d.Published.Bounds()
			y, _, _ := day.Civil()
			if first == 0 || y < first {
				first = y
			}
			last = max(last, y)
		}
	}
	return first, last
}

// onlyYear returns the one year of a span in which a day of the year has the weekday.
func onlyYear(first, last int, ref relative, weekday time.Weekday) (int, bool) {
	found, n := 0, 0
	for y := first; y <= last && first > 0; y++ {
		if ref.day <= date.DaysIn(y, ref.month) && date.NewDay(y, ref.month, ref.day).Weekday() == weekday {
			found = y
			n++
		}
	}
	return found, n == 1
}

func nameOf(d *source.Document) string {
	if d.Title != "" {
		return d.Title
	}
	return d.ID
}

// sameDay returns for every year the report of another article, about the same day of the year, that is most alike.
func (p *reports) sameDay(it *item, ref relative) map[int]vote {
	out := map[int]vote{}
	for _, i := range p.byDate[[2]int{ref.month, ref.day}] {
		w := p.days[i]
		if w.Source == it.Source {
			continue
		}
		sim := dot(it.terms, w.terms) + p.gists.alike(it.Source, w.Source)
		if sim < alikeYearless {
			continue
		}
		y, _, _ := w.first.Civil()
		if sim > out[y].weight {
			out[y] = vote{weight: sim, witness: w}
		}
	}
	return out
}

// place dates a mention of a document whose raw value lacks only the year. What was so until a day ended then, what was so
// since a day began then; what was so before or by a day has no day of its own.
func (y yearOf) place(m event.Mention, d *source.Document) (event.Mention, bool) {
	raw := m.Time.Raw
	if !strings.HasPrefix(raw, "XXXX-") || strings.HasPrefix(raw, "XXXX-XX") || strings.HasPrefix(raw, "XXXX-W") {
		return m, false
	}
	before := wordBefore(d, &m)
	if tellsWhen(d, &m) {
		before = ""
	}
	if before == "before" || before == "by" {
		return m, false
	}
	value := strconv.Itoa(y.year) + raw[4:]
	v, ok := date.FromTIMEX3(value, m.Time.Mod)
	if !ok {
		return m, false
	}
	m.Date, m.Time.Date, m.Time.Value, m.Time.Unresolved = v, v, value, ""
	switch before {
	case "until", "till":
		m.Date = date.Between(date.Value{}, v)
	case "since":
		m.Date = date.Between(v, date.Value{})
	}
	m.Time.Anchor = timex.Anchor{Kind: timex.AnchorEvent, Date: date.OfYear(y.year), From: y.from}
	m.Time.Steps = append(slices.Clone(m.Time.Steps), timex.Step{
		What: "anchor", Detail: fmt.Sprintf("the year is %d: %s", y.year, y.why), Value: value,
	})
	m.Confidence *= 0.8
	return m, true
}

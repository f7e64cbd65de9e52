package site

import (
	"cmp"
	"fmt"
	"slices"
)

// listing is a page that lists events: the index, a year, or a part of a month.
type listing struct {
	Heading  string
	Intro    string
	listed   []*event     // in time order
	Years    []*yearGroup // of them; nil until the page is made, where it does not show the groups of the whole timeline
	Keys     []*event     // key moments, where the page does not list everything
	Jumps    []*yearGroup // links to the years
	Months   []*monthGroup
	Strip    *strip
	Refs     []*src // the sources of the listed events, for print
	Facets   []facet
	Complete bool // whether the page lists every event of the timeline
	Crumbs   []link
	Before   *link
	After    *link
	Periods  []*period // links to the named periods
	Card     string    // of the page, for other sites
	Part     int
	Parts    int
}

// link is an address relative to the site's root with its words.
type link struct{ Href, Text string }

// Limits of what the events may add to a page that lists them. A part of a split timeline stays below 10,000 nodes of
// any kind and 150 KB gzip; the index lists everything while it has fewer than 10,000 elements, which is what browsers
// and their auditors count. TestLimits measures the pages.
const (
	mostNodes    = 8800
	mostElements = 8800
	mostBytes    = 300_000 // of the texts, which gzip makes a third or less of
)

// cost is what events add to a page that lists them, at most: each may stand on a day of its own.
type cost struct{ nodes, elements, bytes int }

func (c *cost) add(e *event) {
	c.nodes += 19 + 3*len(e.Sources)
	c.elements += 12 + len(e.Sources)
	c.bytes += 2*len(e.Path) + len(e.Title) + len(e.Summary) + 40*len(e.Sources)
}

// part reports whether the events fit a part, whole whether they fit the index.
func (c cost) part() bool  { return c.nodes <= mostNodes && c.bytes <= mostBytes }
func (c cost) whole() bool { return c.elements <= mostElements && c.bytes <= mostBytes }

func costOf(events []*event) (c cost) {
	for _, e := range events {
		c.add(e)
	}
	return c
}

// fewEvents is the number up to which a timeline, or a year of it, needs no pages of its parts.
const fewEvents = 60

// later makes a task when every event has its home, which the keys of lists stand for.
type later func() task

// listings returns the pages that list events, the index first.
func (m *model) listings() []later {
	years := m.group(m.Events)
	whole := costOf(m.Events).whole()
	var tasks []later
	if !whole || len(m.Events) > fewEvents {
		tasks = m.yearPages(years, !whole)
	}
	if whole {
		for _, e := range m.Events {
			e.home = "index.html"
		}
	}
	index := func() task { return m.index(years, whole) }
	return append(append([]later{index}, tasks...), m.periodPages()...)
}

func (m *model) index(years []*yearGroup, whole bool) task {
	l := &listing{Heading: m.Title, Intro: m.Description, Jumps: years, Facets: m.Facets, Complete: whole, Keys: m.keyMoments(m.Events, 8), Periods: m.Periods}
	if whole {
		l.Years, l.listed = years, m.Events
		if len(m.Events) <= 15 {
			l.Keys = nil
		}
	} else {
		l.Keys = m.keyMoments(m.Events, 120)
		l.listed = l.Keys
	}
	return m.list("index.html", l, m.Events, byYear, func(e *event) string { return m.yearHref(years, e) })
}

func (m *model) yearHref(years []*yearGroup, e *event) string {
	i, _ := slices.BinarySearchFunc(years, e.year, func(y *yearGroup, year int) int { return y.Year - year })
	if y := years[i]; y.Href != "" {
		return y.Href
	}
	return "#" + years[i].Anchor
}

// yearPages makes a page for each year, and for each month of a year that is long. With split, they hold what the index
// does not.
func (m *model) yearPages(years []*yearGroup, split bool) []later {
	var tasks []later
	for i, y := range years {
		path := "years/" + y.Anchor[1:] + "/"
		y.Href = path + "index.html"
		events := y.events()
		fits := costOf(events).part()
		tasks = append(tasks, func() task { return m.listCard(path, y.Label, "", events) })
		long := len(events) > fewEvents || !fits
		if long {
			tasks = append(tasks, m.monthPages(y, path, split && !fits)...)
		}
		if split && fits {
			m.setWhere(events, y.Href)
		}
		l := &listing{
			Heading: y.Label, Jumps: years, Crumbs: []link{{"index.html", m.Title}},
			Before: yearLink(years, i-1), After: yearLink(years, i+1), Card: cardPath(path),
		}
		tasks = append(tasks, func() task {
			if long {
				l.Months = y.Months
			}
			l.Years, l.listed = []*yearGroup{y}, events
			if !fits {
				l.Keys = m.keyMoments(events, 60)
				l.Years, l.listed = nil, l.Keys
			}
			return m.list(y.Href, l, events, byMonth, y.monthHref)
		})
	}
	return tasks
}

func (m *model) setWhere(events []*event, path string) {
	for _, e := range events {
		e.home = path
	}
}

func yearLink(years []*yearGroup, i int) *link {
	if i < 0 || i >= len(years) {
		return nil
	}
	return &link{"years/" + years[i].Anchor[1:] + "/index.html", years[i].Label}
}

func (y *yearGroup) monthHref(e *event) string {
	for _, mo := range y.Months {
		if mo.Month == e.month {
			if mo.Href != "" {
				return mo.Href
			}
			return "#" + mo.Anchor
		}
	}
	return ""
}

func (y *yearGroup) events() []*event {
	var events []*event
	for _, mo := range y.Months {
		events = append(events, mo.events()...)
	}
	return events
}

func (mo *monthGroup) events() []*event {
	var events []*event
	for _, d := range mo.Days {
		events = append(events, d.Events...)
	}
	return events
}

// monthPages makes the pages of the months of a year, a long month on several pages.
func (m *model) monthPages(y *yearGroup, path string, home bool) []later {
	var tasks []later
	for i, mo := range y.Months {
		folder := fmt.Sprintf("%s%02d/", path, mo.Month)
		mo.Href = folder + "index.html"
		parts := cut(mo.events())
		for k, events := range parts {
			at := partPath(folder, k)
			if home {
				m.setWhere(events, at)
			}
			l := &listing{
				Heading: mo.Label, Crumbs: []link{{"index.html", m.Title}, {y.Href, y.Label}}, Part: k + 1, Parts: len(parts), listed: events,
				Before: neighbour(y, path, i-1), After: neighbour(y, path, i+1),
			}
			if k > 0 {
				l.Before = &link{partPath(folder, k-1), m.words.text("page_n", k, len(parts))}
			}
			if k+1 < len(parts) {
				l.After = &link{partPath(folder, k+1), m.words.text("page_n", k+2, len(parts))}
			}
			tasks = append(tasks, func() task {
				return m.list(at, l, events, byDay, func(e *event) string { return "#" + e.Anchor })
			})
		}
	}
	return tasks
}

func partPath(folder string, k int) string {
	if k == 0 {
		return folder + "index.html"
	}
	return fmt.Sprintf("%s%d/index.html", folder, k+1)
}

func neighbour(y *yearGroup, path string, i int) *link {
	if i < 0 || i >= len(y.Months) {
		return nil
	}
	return &link{fmt.Sprintf("%s%02d/index.html", path, y.Months[i].Month), y.Months[i].Label}
}

// cut divides events into parts that each fit a page.
func cut(events []*event) [][]*event {
	var parts [][]*event
	var c cost
	start := 0
	for i, e := range events {
		if c.add(e); !c.part() && i > start {
			parts = append(parts, events[start:i])
			start, c = i, cost{}
			c.add(e)
		}
	}
	return append(parts, events[start:])
}

// keyMoments returns the n most important events in their order.
func (m *model) keyMoments(events []*event, n int) []*event {
	var keys []*event
	for _, e := range events {
		if e.Key {
			keys = append(keys, e)
		}
	}
	if len(keys) == 0 {
		keys = slices.Clone(events)
	}
	slices.SortStableFunc(keys, func(a, b *event) int { return cmp.Compare(b.Salience, a.Salience) })
	keys = keys[:min(n, len(keys))]
	slices.SortFunc(keys, func(a, b *event) int { return a.order - b.order })
	return keys
}

// refs returns the sources of events, each once, by number.
func (m *model) refs(events []*event) []*src {
	var refs []*src
	for _, e := range events {
		refs = append(refs, e.Sources...)
	}
	slices.SortFunc(refs, func(a, b *src) int { return a.N - b.N })
	return slices.Compact(refs)
}

// list returns the task that renders a listing. Its strip is drawn over the events given, with columns of a unit that
// lead where column says.
func (m *model) list(path string, l *listing, events []*event, unit scale, column func(*event) string) task {
	k := m.listKey(l, events, unit, column)
	if path == "index.html" {
		k.index(m, l)
	}
	return task{path: path, key: m.key(k), render: func(*renderer) (page, error) {
		l := *l
		if l.Years == nil {
			l.Years = m.group(l.listed)
		}
		l.Refs = m.refs(l.listed)
		here := make(map[*event]bool, len(l.listed))
		for _, e := range l.listed {
			here[e] = true
		}
		up := root(path)
		l.Strip = m.newStrip(events, unit, func(e *event) string {
			if here[e] {
				return "#" + e.Anchor
			}
			return up + e.home + "#" + e.Anchor
		}, func(e *event) string {
			at := column(e)
			if at[0] != '#' {
				return up + at
			}
			return at
		})
		p := page{Template: "list.html", Kind: "timeline", Title: l.Heading, Description: m.describe(&l, events), Body: &l}
		p.JSONLD = m.listData(path, &l)
		return p, nil
	}}
}

// describe says what a list holds, for those who see a link to it: its introduction, or how many events and when, or the
// one event that it has.
func (m *model) describe(l *listing, events []*event) string {
	about := cmp.Or(l.Intro, l.stripCaption())
	if about == "" && len(events) > 0 {
		about = m.words.count("events", len(events)) + ": " + events[0].Title
	}
	return about
}

func (l *listing) stripCaption() string {
	if l.Strip == nil {
		return ""
	}
	return l.Strip.Caption
}

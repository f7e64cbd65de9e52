package site

import (
	"strings"

	"timeline/pkg/date"
)

// period is a named stretch of time from timeline.yaml, with the events that begin in it.
type period struct {
	Name, When, Path string
	Events           []*event
}

// Count is the number of its events.
func (p *period) Count() int { return len(p.Events) }

// addPeriods finds the events of each period. An event dated more coarsely than a month belongs to none: nobody says
// that it fell into this part of its year.
func (m *model) addPeriods() {
	for _, p := range m.config.Periods {
		if p.From.IsZero() || clean(p.Name) == "" {
			continue
		}
		v := &period{Name: clean(p.Name), When: upperFirst(date.Between(p.From, p.To).Words(m.Lang)), Path: "periods/" + slug(strings.ReplaceAll(strings.ToLower(p.Name), " ", "-")) + "/"}
		from, to := date.Between(p.From, p.To).Bounds()
		for _, e := range m.Events {
			if first, _ := e.span(); e.month > 0 && first >= from && first <= to {
				v.Events = append(v.Events, e)
			}
		}
		if len(v.Events) > 0 {
			m.Periods = append(m.Periods, v)
		}
	}
}

// periodPages makes the page of each period, and its card.
func (m *model) periodPages() []later {
	var tasks []later
	for i, p := range m.Periods {
		tasks = append(tasks,
			func() task { return m.periodPage(i) },
			func() task { return m.listCard(p.Path, p.Name, p.When, p.Events) })
	}
	return tasks
}

// periodPage makes the page of a period. One too long for a page shows its key moments.
func (m *model) periodPage(i int) task {
	p := m.Periods[i]
	events := p.Events
	l := &listing{Heading: p.Name, Intro: p.When, Crumbs: []link{{"index.html", m.Title}}, Card: cardPath(p.Path)}
	if !costOf(events).part() {
		events = m.keyMoments(events, 100)
		l.Keys = events
	}
	l.listed = events
	if i > 0 {
		l.Before = &link{m.Periods[i-1].Path + "index.html", m.Periods[i-1].Name}
	}
	if i+1 < len(m.Periods) {
		l.After = &link{m.Periods[i+1].Path + "index.html", m.Periods[i+1].Name}
	}
	return m.list(p.Path+"index.html", l, p.Events, p.unit(), func(e *event) string { return e.home + "#" + e.Anchor })
}

// unit is what the columns of a period's strip stand for.
func (p *period) unit() scale {
	first, _ := p.Events[0].span()
	_, last := p.Events[len(p.Events)-1].span()
	switch days := last - first; {
	case days > 400:
		return byYear
	case days > 45:
		return byMonth
	}
	return byDay
}

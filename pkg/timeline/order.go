package timeline

import (
	"cmp"
	"slices"

	"timeline/pkg/date"
)

// Sort puts events in the order of timeline.json: time, then salience (most important first), then ID.
func Sort(events []Event) {
	order := make([]dated, len(events))
	for i := range order {
		order[i] = dated{day(events[i].Date), i}
	}
	compare := func(x, y dated) int {
		if x.day != y.day {
			return cmp.Compare(x.day, y.day)
		}
		a, b := &events[x.event], &events[y.event]
		if c := date.Compare(a.Date, b.Date); c != 0 {
			return c
		}
		if c := cmp.Compare(b.Salience, a.Salience); c != 0 {
			return c
		}
		return cmp.Compare(a.ID, b.ID)
	}
	if slices.IsSortedFunc(order, compare) {
		return
	}
	slices.SortFunc(order, compare)
	arrange(events, order)
}

// dated is the place of an event with the day by which [date.Compare] orders first.
type dated struct {
	day   date.Day
	event int
}

// day returns the day by which [date.Compare] orders first.
func day(v date.Value) date.Day {
	first, last := v.Bounds()
	switch {
	case v.IsZero():
		return date.OpenEnd
	case first == date.OpenStart:
		return last
	}
	return first
}

// arrange puts at each place i what stands at order[i]. Events are large, so each moves once. It uses up order.
func arrange(events []Event, order []dated) {
	for i := range order {
		if order[i].event == i {
			continue
		}
		first, at := events[i], i
		for order[at].event != i {
			next := order[at].event
			events[at], order[at].event = events[next], at
			at = next
		}
		events[at], order[at].event = first, at
	}
}

// MarkKey sets Key on the most salient events: at most one in ten, but at least five, or all when there are fewer.
// Events that are only expected are never key.
func MarkKey(events []Event) {
	type ranked struct {
		salience float64
		event    int
	}
	order := make([]ranked, 0, len(events))
	for i := range events {
		events[i].Key = false
		if events[i].Status != "expected" {
			order = append(order, ranked{events[i].Salience, i})
		}
	}
	slices.SortFunc(order, func(a, b ranked) int {
		if c := cmp.Compare(b.salience, a.salience); c != 0 {
			return c
		}
		return cmp.Compare(events[a.event].ID, events[b.event].ID)
	})
	for _, r := range order[:min(len(order), max(5, len(events)/10))] {
		events[r.event].Key = true
	}
}

// SetDate sets the date of an event and the fields that follow from it: Start, End and Grain.
func (e *Event) SetDate(v date.Value) {
	e.Date, e.Start, e.End, e.Grain = v, nil, nil, v.Grain().String()
	first, last := v.Bounds()
	if first != date.OpenStart {
		s := first.String()
		e.Start = &s
	}
	if last != date.OpenEnd {
		s := last.String()
		e.End = &s
	}
}

package correct

import (
	"slices"

	"timeline/pkg/timeline"
)

// finder finds events by the words of their evidence, and by their IDs and aliases.
type finder struct {
	events   []timeline.Event
	ids      []string
	byID     map[string]int
	byAlias  map[string]int
	bySource map[string][]int
}

func newFinder(events []timeline.Event) *finder {
	f := &finder{events: events, byID: map[string]int{}, byAlias: map[string]int{}, bySource: map[string][]int{}}
	for i, e := range events {
		f.ids = append(f.ids, e.ID)
		f.byID[e.ID] = i
		for _, a := range e.Aliases {
			if _, taken := f.byAlias[a]; !taken {
				f.byAlias[a] = i
			}
		}
		for _, v := range e.Evidence {
			if !slices.Contains(f.bySource[v.Source], i) {
				f.bySource[v.Source] = append(f.bySource[v.Source], i)
			}
		}
	}
	return f
}

// target finds the event that a correction means. The words under evidence decide, if any event still has them: the
// ID may have passed to another event. Among events with as many of the words, the one with the ID is meant.
func (f *finder) target(c *Correction) (int, bool) {
	quotes := c.Evidence
	if c.Quote != "" {
		quotes = []Quoted{{c.Source, c.Quote}}
	}
	named, ok := f.named(c.Event)
	best, most := -1, 0
	for i, n := range f.quoted(quotes) {
		if n > most || n == most && (ok && i == named || !(ok && best == named) && i < best) {
			best, most = i, n
		}
	}
	if best >= 0 {
		return best, true
	}
	return named, ok
}

// named finds an event by its ID or alias.
func (f *finder) named(id string) (int, bool) {
	if i, ok := f.byID[id]; ok {
		return i, true
	}
	i, ok := f.byAlias[id]
	return i, ok
}

// quoted returns the events that have some of the quotes in their evidence, with how many.
func (f *finder) quoted(quotes []Quoted) map[int]int {
	count := map[int]int{}
	for _, q := range quotes {
		for _, i := range f.bySource[q.Source] {
			if f.evidence(i, q) != nil {
				count[i]++
			}
		}
	}
	return count
}

// evidence returns the evidence of an event that has the words of a quote, or nil. A quote without a source may be of any.
func (f *finder) evidence(i int, q Quoted) *timeline.Evidence {
	list := f.events[i].Evidence
	at := slices.IndexFunc(list, func(v timeline.Evidence) bool {
		return (q.Source == "" || v.Source == q.Source) && same(v.Quote, q.Quote)
	})
	if at < 0 {
		return nil
	}
	return &list[at]
}

// all reports whether every quote is in the evidence of some event.
func (f *finder) all(quotes []Quoted) bool {
	for _, q := range quotes {
		if !slices.ContainsFunc(f.bySource[q.Source], func(i int) bool { return f.evidence(i, q) != nil }) {
			return false
		}
	}
	return true
}

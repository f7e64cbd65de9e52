package correct

import (
	"slices"
	"strings"

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
	f := &finder{
		events: events, ids: make([]string, 0, len(events)),
		byID: make(map[string]int, len(events)), byAlias: map[string]int{}, bySource: map[string][]int{},
	}
	for i := range events {
		e := &events[i]
		f.ids = append(f.ids, e.ID)
		f.byID[e.ID] = i
		for _, a := range e.Aliases {
			if _, taken := f.byAlias[a]; !taken {
				f.byAlias[a] = i
			}
		}
		for j := range e.Evidence {
			id := e.Evidence[j].Source
			if list := f.bySource[id]; len(list) == 0 || list[len(list)-1] != i { // they come in order
				f.bySource[id] = append(list, i)
			}
		}
	}
	return f
}

// target finds the event that a correction means. The words under evidence decide, if any event still has them: the
// ID may have passed to another event. Among events with as many of the words, the one with the ID is meant, or else
// the one that is nearest to what the correction says; where several are as near, they are all returned as rivals.
func (f *finder) target(c *Correction) (at int, rivals []int, ok bool) {
	quotes := c.Evidence
	if c.Quote != "" {
		quotes = []Quoted{{c.Source, c.Quote}}
	}
	named, ok := f.named(c.Event)
	var best []int
	most := 0
	for i, n := range f.quoted(quotes) {
		switch {
		case n > most:
			best, most = []int{i}, n
		case n == most:
			best = append(best, i)
		}
	}
	slices.Sort(best)
	switch {
	case len(best) == 0 || ok && slices.Contains(best, named):
		return named, nil, ok
	case c.Quote != "":
		best = f.nearest(best, c.Source, c.Quote)
	default:
		best = highest(best, 25, func(i int) int { return likeness(f.events[i].ID, c.Event) })
	}
	if len(best) > 1 {
		return best[0], best, false
	}
	return best[0], nil, true
}

// nearest returns the events of a sentence that a part of it means: those whose words of time are in the part and,
// among them, those whose titles have clearly most words of it.
func (f *finder) nearest(events []int, source, quote string) []int {
	words := fold(quote).text
	timed := func(i int) int {
		v := f.evidence(i, Quoted{source, quote})
		if e := fold(v.Expression).text; e != "" && strings.Contains(words, e) {
			return 100
		}
		return 0
	}
	return highest(highest(events, 0, timed), 25, func(i int) int { return likeness(f.events[i].Title, quote) })
}

// highest returns the events whose score is the highest, or nearly so, in their order.
func highest(events []int, nearly int, score func(int) int) []int {
	most := 0
	for _, i := range events {
		most = max(most, score(i))
	}
	var best []int
	for _, i := range events {
		if score(i) >= most-nearly {
			best = append(best, i)
		}
	}
	return best
}

// likeness is how much of a title, in hundredths of its longer words, stands in a text.
func likeness(title, in string) int {
	words, shared, all := wordSet(in), 0, 0
	for w := range wordSet(title) {
		if len(w) <= 3 || w[0] >= '0' && w[0] <= '9' {
			continue
		}
		all++
		if words[w] {
			shared++
		}
	}
	return 100 * shared / max(1, all)
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
	for j := range list {
		if v := &list[j]; (q.Source == "" || v.Source == q.Source) && same(v.Quote, q.Quote) {
			return v
		}
	}
	return nil
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

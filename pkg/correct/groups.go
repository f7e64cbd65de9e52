package correct

import (
	"fmt"
	"slices"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/timeline"
)

// Same says that events are one. The IDs that the event does not keep stay its aliases.
type Same struct {
	Events     []string
	Correction string
}

// Apart says that a sentence tells an event of its own.
type Apart struct {
	Event, Source, Quote string
	Date                 date.Value
	Title                string
	Correction           string
}

// Regroups reports whether any correction merges or splits events, so that Groups has something to do.
func (r *Run) Regroups() bool {
	return slices.ContainsFunc(r.set.corrections, func(c *Correction) bool { return len(c.Merge)+len(c.Split) > 0 })
}

// Groups resolves the corrections that merge or split against the events as they are without them.
func (r *Run) Groups(events []timeline.Event) (same []Same, apart []Apart) {
	f := newFinder(events)
	for _, c := range r.set.corrections {
		if len(c.Merge)+len(c.Split) == 0 || r.outcomes[c.ID].stale {
			continue
		}
		i, rivals, ok := f.target(c)
		switch {
		case len(rivals) > 0:
			r.several(c, f, rivals)
			continue
		case !ok:
			r.gone(c, f)
			continue
		}
		if len(c.Merge) > 0 {
			same = append(same, r.merge(c, f, i)...)
		}
		if len(c.Split) > 0 {
			apart = append(apart, r.split(c, f, i)...)
		}
	}
	return same, apart
}

// several reports that a correction may mean any of several events.
func (r *Run) several(c *Correction, f *finder, rivals []int) {
	var names []string
	for _, i := range rivals[:min(4, len(rivals))] {
		names = append(names, fmt.Sprintf("%s (%q)", f.events[i].ID, f.events[i].Title))
	}
	r.stale(c, "write event: and the ID of the one that is meant instead of source: and quote:",
		"these words tell %d events: %s", len(rivals), strings.Join(names, " and "))
}

// gone reports that the event of a correction is not there any more.
func (r *Run) gone(c *Correction, f *finder) {
	if c.Event == "" {
		r.stale(c, "`timeline check` lists the sentences that tell events", "no event quotes these words of source %s", c.Source)
		return
	}
	r.stale(c, didYouMean(NearIDs(c.Event, f.ids)), "there is no event %q", c.Event)
}

// merge unites the target with the events that are named. An ID that has changed since does no harm as long as the words of
// the evidence are there: they find its event. A sentence may tell several events, so that words which one of the united
// events has say nothing of the others that quote it.
func (r *Run) merge(c *Correction, f *finder, target int) []Same {
	if i, ok := f.named(c.Event); ok {
		target = i // its ID is the one that is kept
	}
	u := union{f: f, events: []int{target}}
	var missing []string
	for _, id := range c.Merge {
		if i, ok := f.named(id); ok {
			u.include(i)
		} else {
			missing = append(missing, id)
		}
	}
	if len(missing) > 0 && (len(c.Evidence) < 2 || !f.all(c.Evidence)) {
		r.stale(c, didYouMean(NearIDs(missing[0], f.ids)), "there is no event %q to merge", missing[0])
		return nil
	}
	if rivals := u.find(c, missing); len(rivals) > 1 {
		r.several(c, f, rivals)
		return nil
	}
	if len(u.events) == 1 {
		return nil // they are one event by now
	}
	same := Same{Correction: c.ID}
	var titles []string
	for _, i := range u.events {
		same.Events, titles = append(same.Events, f.events[i].ID), append(titles, f.events[i].Title)
	}
	r.titles[c.ID] = strings.Join(titles, " + ")
	return []Same{same}
}

// union is events that a correction makes one.
type union struct {
	f      *finder
	events []int
}

func (u *union) include(i int) {
	if !slices.Contains(u.events, i) {
		u.events = append(u.events, i)
	}
}

// find includes the events of the IDs that are missing, and of words that none of the events has. It returns the events
// among which it cannot choose.
func (u *union) find(c *Correction, missing []string) (rivals []int) {
	for _, id := range missing {
		list := u.others(u.untold(c.Evidence))
		if len(list) == 0 { // it is one of them by now, or tells sentences of theirs
			list = slices.DeleteFunc(u.others(c.Evidence), func(i int) bool { return likeness(u.f.events[i].ID, id) < sameName })
		}
		if rivals := u.choose(list, id); rivals != nil {
			return rivals
		}
	}
	for _, q := range c.Evidence {
		if rivals := u.choose(u.others(u.untold([]Quoted{q})), c.Event); rivals != nil {
			return rivals
		}
	}
	return nil
}

// sameName is how much of an event's ID, in hundredths, is in the one that it may have had.
const sameName = 50

// choose includes the event whose ID is most like one that is gone, and returns the events of which several are.
func (u *union) choose(events []int, id string) (rivals []int) {
	best := highest(events, 0, func(i int) int { return likeness(u.f.events[i].ID, id) })
	if len(best) > 1 {
		return best
	}
	for _, i := range best {
		u.include(i)
	}
	return nil
}

// untold returns the quotes that none of the events has.
func (u *union) untold(quotes []Quoted) []Quoted {
	return slices.DeleteFunc(slices.Clone(quotes), func(q Quoted) bool {
		return slices.ContainsFunc(u.events, func(i int) bool { return u.f.evidence(i, q) != nil })
	})
}

// others returns the events that have some of the quotes and are not included, in their order.
func (u *union) others(quotes []Quoted) []int {
	var list []int
	for i := range u.f.quoted(quotes) {
		if !slices.Contains(u.events, i) {
			list = append(list, i)
		}
	}
	slices.Sort(list)
	return list
}

func (r *Run) split(c *Correction, f *finder, target int) []Apart {
	var apart []Apart
	e := f.events[target]
	for _, p := range c.Split {
		v := f.evidence(target, Quoted{Quote: p.Quote})
		switch {
		case v == nil && r.elsewhere(f, p.Quote):
			continue // apart by now
		case v == nil:
			r.stale(c, quotesOf(e), "event %s does not quote %q", e.ID, p.Quote)
			return nil
		}
		apart = append(apart, Apart{Event: e.ID, Source: v.Source, Quote: v.Quote, Date: p.Date, Title: p.Title, Correction: c.ID})
	}
	r.titles[c.ID] = e.Title
	return apart
}

func (r *Run) elsewhere(f *finder, quote string) bool {
	for i := range f.events {
		if f.evidence(i, Quoted{Quote: quote}) != nil {
			return true
		}
	}
	return false
}

// quotesOf lists what an event does quote, for a hint.
func quotesOf(e timeline.Event) string {
	var quotes []string
	for _, v := range e.Evidence[:min(3, len(e.Evidence))] {
		quotes = append(quotes, fmt.Sprintf("%q", v.Quote))
	}
	return "it quotes " + strings.Join(quotes, ", ")
}

// regrouped records which events came out of merges and splits.
func (r *Run) regrouped(events []timeline.Event) {
	for _, c := range r.set.corrections {
		before, ok := r.titles[c.ID]
		if !ok {
			continue
		}
		var titles []string
		for _, e := range events {
			if !slices.Contains(e.Corrections, c.ID) {
				continue
			}
			titles = append(titles, e.Title)
			if r.outcomes[c.ID].event == "" {
				r.outcomes[c.ID].event = e.ID
			}
		}
		field := "merge"
		if len(c.Split) > 0 {
			field = "split"
		}
		if len(titles) > 0 {
			r.change(c, field, before, strings.Join(titles, " + "))
		}
	}
}

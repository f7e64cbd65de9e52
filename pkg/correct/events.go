package correct

import (
	"fmt"
	"slices"
	"strings"

	"timeline/pkg/source"
	"timeline/pkg/timeline"
)

// field is one thing of an event that corrections set.
type field struct {
	name string
	want func(*Correction) string           // "" when the correction leaves it alone
	get  func(*timeline.Event) string       // what it is now
	set  func(*timeline.Event, *Correction) // makes it what the correction wants
}

var fields = []field{
	{"date", func(c *Correction) string { return onEvent(c, c.Date.String()) },
		dateOf,
		func(e *timeline.Event, c *Correction) { e.SetDate(c.Date) }},
	{"title", func(c *Correction) string { return c.Title },
		func(e *timeline.Event) string { return e.Title },
		func(e *timeline.Event, c *Correction) { e.Title = c.Title }},
	{"summary", func(c *Correction) string { return c.Summary },
		func(e *timeline.Event) string { return e.Summary },
		func(e *timeline.Event, c *Correction) { e.Summary = c.Summary }},
}

// dateOf returns the date of an event, or those that its sources give where they disagree: an editor who confirms one of them
// settles it.
func dateOf(e *timeline.Event) string {
	for _, d := range e.Disagreements {
		if d.About == "date" {
			var all []string
			for _, c := range d.Claims {
				all = append(all, c.Value)
			}
			return strings.Join(all, " or ")
		}
	}
	return e.Date.String()
}

// onEvent returns a value for corrections of events: on a quoted sentence it was used before the merge.
func onEvent(c *Correction, value string) string {
	if c.Event == "" {
		return ""
	}
	return value
}

// Events applies the corrections that set fields of events, hide them and add new ones. It returns the events in the
// order of timeline.json; those that change are copies.
func (r *Run) Events(events []timeline.Event, docs []*source.Document) []timeline.Event {
	if len(r.set.corrections) == 0 {
		return events
	}
	out := slices.Clone(events)
	r.regrouped(out)
	f := newFinder(events)
	targets := map[int][]*Correction{}
	for _, c := range r.set.corrections {
		if c.Add != nil || !c.Published.IsZero() || r.outcomes[c.ID].stale {
			continue
		}
		i, rivals, ok := f.target(c)
		switch {
		case ok:
			targets[i] = append(targets[i], c)
		case len(rivals) > 0 && r.needsEvent(c):
			r.several(c, f, rivals)
		case r.needsEvent(c):
			r.gone(c, f)
		}
	}
	kept := out[:0]
	for i := range out {
		if hidden := r.applyTo(&out[i], targets[i]); hidden {
			continue
		}
		if len(kept) < i {
			out[len(kept)] = out[i]
		}
		kept = out[:len(kept)+1]
	}
	kept = r.additions(slices.Clip(kept), docs)
	timeline.Sort(kept)
	return kept
}

// needsEvent reports whether a correction fails without an event: one that dates or hides a sentence has done its work.
func (r *Run) needsEvent(c *Correction) bool {
	return c.Event != "" || c.Title != "" || c.Summary != "" || c.Pin
}

// applyTo applies corrections to one event, and reports whether they hide it.
func (r *Run) applyTo(e *timeline.Event, corrections []*Correction) (hidden bool) {
	if len(corrections) == 0 {
		return false
	}
	e.Corrections = slices.Clone(e.Corrections)
	for _, c := range corrections {
		if o := r.outcomes[c.ID]; o.event == "" && !(c.Hide && c.Quote != "") {
			o.event = e.ID
		}
	}
	if hidden, ok := r.hide(e, corrections); !ok || hidden {
		for _, c := range corrections {
			if hidden && r.outcomes[c.ID].event == e.ID {
				r.outcomes[c.ID].event = "" // it shows on no event
			}
		}
		return hidden
	}
	for _, f := range fields {
		values := map[*Correction]string{}
		for _, c := range corrections {
			if v := f.want(c); v != "" {
				values[c] = v
			}
		}
		if len(values) == 0 || !r.agree(fmt.Sprintf("%s of %s", f.name, e.ID), values) {
			continue
		}
		before := f.get(e)
		for _, c := range corrections {
			if values[c] == "" {
				continue
			}
			r.change(c, f.name, before, values[c])
			if before != values[c] {
				f.set(e, c)
				r.note(e, c)
			}
		}
	}
	for _, c := range corrections {
		if c.Pin {
			r.pins[e.ID] = append(r.pins[e.ID], c.ID)
		}
	}
	return false
}

// note records on an event that a correction acts on it.
func (r *Run) note(e *timeline.Event, c *Correction) {
	if !slices.Contains(e.Corrections, c.ID) {
		e.Corrections = append(e.Corrections, c.ID)
		slices.Sort(e.Corrections)
	}
}

// hide reports whether corrections hide an event; ok is false when others want to show something of it.
func (r *Run) hide(e *timeline.Event, corrections []*Correction) (hidden, ok bool) {
	values := map[*Correction]string{}
	for _, c := range corrections {
		switch {
		case c.Hide && c.Event != "":
			values[c], hidden = "hidden", true
		case c.Event != "" || c.Title != "" || c.Summary != "":
			values[c] = "shown"
		}
	}
	if !hidden {
		return false, true
	}
	if !r.agree("place of "+e.ID, values) {
		return false, false
	}
	for c := range values {
		r.change(c, "hide", e.Title, "")
		r.outcomes[c.ID].event = ""
	}
	return true, true
}

// Pinned reports whether a correction pins an event.
func (r *Run) Pinned(id string) bool { return len(r.pins[id]) > 0 }

// Pin makes the pinned events key events, after [timeline.MarkKey] has chosen the others.
func (r *Run) Pin(events []timeline.Event) {
	for i := range events {
		e := &events[i]
		for _, id := range r.pins[e.ID] {
			e.Key = true
			c := r.set.corrections[slices.IndexFunc(r.set.corrections, func(c *Correction) bool { return c.ID == id })]
			r.change(c, "pin", "", "key event")
			e.Corrections = slices.Clone(e.Corrections)
			r.note(e, c)
		}
	}
}

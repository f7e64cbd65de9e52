package event

import (
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/timex"
)

// This file tells figures from events: what things came to in a year, how a rate stands, where a price is at an hour of the
// day. A report of figures that comes out on a day, or what a market did that day, is an event.

// levels are verbs, as stems, that say what something comes to.
var levels = stems(`stand constitute account amount represent average total cost`)

// changes are verbs, as stems, that say how much of something there was, or how it grew, beside courses.
var changes = stems(`increase halve comprise produce earn generate lose number swell soar plunge tumble slide slip dip jump log hold make`)

// figure reports whether a clause with the finite verb at f gives figures for a stretch of time, or up to now, or for an
// hour: "exports grew 3 percent in 2010", "gold has risen 70 percent", "inflation stood at 3 percent".
func (r *reading) figure(c clause, f int, m timex.Mention, v date.Value) bool {
	w := r.low(c.verb)
	level := among(levels, w)
	if !level && !isBe(w) && !among(changes, w) && !among(courses, w) {
		return false
	}
	if !level && !coarse(v) && m.Type != timex.Time && r.tenseOf(f) != perfectTense {
		return false
	}
	for i := c.verb + 1; i < min(len(r.toks), c.verb+8) && !r.fin[i]; i++ {
		if r.timed[i] == 0 && r.amount(i) {
			return true
		}
	}
	return false
}

// amount reports whether a figure of money, a share or a large number stands at i.
func (r *reading) amount(i int) bool {
	w := r.low(i)
	return figures[w] || amounts[w] || strings.HasSuffix(w, "%") || r.toks[i].kind == number && len(w) > 3
}

package merge

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/event"
	"timeline/pkg/timeline"
)

// disagreements lists the quantities for which the sources of an event give different values, and the days that they
// give it where an editor has joined reports of different days, with who gives which.
func (c *corpus) disagreements(cl *cluster) []timeline.Disagreement {
	out := []timeline.Disagreement{}
	if len(cl.items) < 2 {
		return out
	}
	claims := map[string]map[float64][]string{} // unit -> value -> sources
	for _, it := range cl.items {
		for _, n := range it.Numbers {
			if n.Unit == "" || len(n.Unit) < 3 {
				continue
			}
			if claims[n.Unit] == nil {
				claims[n.Unit] = map[float64][]string{}
			}
			if s := claims[n.Unit][n.Value]; !slices.Contains(s, it.Source) {
				claims[n.Unit][n.Value] = append(s, it.Source)
			}
		}
	}
	for _, unit := range sortedKeys(claims) {
		if d, ok := disagreement(unit, claims[unit]); ok {
			out = append(out, d)
		}
	}
	if d, ok := dates(cl.items); ok {
		out = append(out, d)
	}
	return out
}

// dates reports the dates of an event as disputed when those of two sources have no day in common and no source gives
// all. A date that is near or of publication alone contradicts none.
func dates(items []*item) (timeline.Disagreement, bool) {
	claims, values, sources := map[string][]string{}, map[string]date.Value{}, map[string]int{}
	for _, a := range items {
		if a.Headline || a.Date.Doubt()&date.Approximate != 0 || !slices.ContainsFunc(items, a.contradicts) {
			continue
		}
		v := a.Date.String()
		if s := claims[v]; !slices.Contains(s, a.Source) {
			claims[v], values[v] = append(s, a.Source), a.Date
			sources[a.Source]++
		}
	}
	d := timeline.Disagreement{About: "date"}
	for v := range claims {
		d.Claims = append(d.Claims, timeline.Claim{Value: v, Sources: claims[v]})
	}
	for _, n := range sources {
		if n == len(claims) {
			return d, false // one source gives them all
		}
	}
	slices.SortFunc(d.Claims, func(a, b timeline.Claim) int { return date.Compare(values[a.Value], values[b.Value]) })
	return d, len(d.Claims) > 1
}

// contradicts reports whether two articles date an event to times that have no day in common.
func (it *item) contradicts(o *item) bool {
	return it.Source != o.Source && !o.Headline && o.Date.Doubt()&date.Approximate == 0 && (it.last < o.first || o.last < it.first)
}

// disagreement reports a unit as disputed when no source gives all of its values and the values are of one size.
func disagreement(unit string, values map[float64][]string) (timeline.Disagreement, bool) {
	sources := map[string]int{}
	var sorted []float64
	for v, s := range values {
		sorted = append(sorted, v)
		for _, id := range s {
			sources[id]++
		}
	}
	if len(sorted) < 2 || len(sources) < 2 {
		return timeline.Disagreement{}, false
	}
	slices.SortFunc(sorted, func(a, b float64) int { return cmp.Compare(b, a) })
	if most, least := sorted[0], sorted[len(sorted)-1]; most > partsOf*least || most < rounded*least {
		return timeline.Disagreement{}, false // parts and wholes, or one count rounded
	}
	for _, n := range sources {
		if n == len(sorted) {
			return timeline.Disagreement{}, false // one source gives them all: they are different things
		}
	}
	d := timeline.Disagreement{About: about(unit)}
	for _, v := range sorted {
		s := slices.Clone(values[v])
		slices.Sort(s)
		d.Claims = append(d.Claims, timeline.Claim{Value: thousands(v) + " " + plural(unit, v), Sources: s})
	}
	return d, true
}

// A count that is more than partsOf times another is of the whole of which that is a part; one less than rounded times
// another is the same, rounded.
const (
	partsOf = 20
	rounded = 1.05
)

func plural(unit string, v float64) string {
	n := len(unit)
	switch {
	case v == 1 || unit == "people" || unit == "percent" || unit == "children" || strings.HasSuffix(unit, "s") || strings.HasSuffix(unit, "men"):
		return unit
	case n > 2 && unit[n-1] == 'y' && strings.IndexByte("aeiou", unit[n-2]) < 0:
		return unit[:n-1] + "ies"
	case strings.HasSuffix(unit, "ch") || strings.HasSuffix(unit, "sh") || strings.HasSuffix(unit, "x"):
		return unit + "es"
	}
	return unit + "s"
}

// claim is a count that an article gives beside the sentences of an event.
type claim struct {
	source string
	event.Count
}

// otherCounts adds to events what their articles count differently in other sentences: "some 50,000 troops along the
// border" in one, "40,000 troops at the border" in another. It stands with the event that most of the articles tell.
func (c *corpus) otherCounts(clusters []*cluster, events []timeline.Event) {
	type home struct{ event, sources int }
	at := map[string]home{}
	found := map[string]timeline.Disagreement{}
	counted, tellers := make([][]timeline.Disagreement, len(clusters)), make([]int, len(clusters))
	each(len(clusters), func(i int) {
		if len(clusters[i].items) < 2 {
			return
		}
		if sources := clusters[i].tellers(); len(sources) >= 2 && len(sources) <= mostTellers {
			counted[i], tellers[i] = c.counted(sources), len(sources)
		}
	})
	for i, list := range counted {
		for _, d := range list {
			key := fmt.Sprint(d)
			if h, ok := at[key]; !ok || tellers[i] > h.sources || tellers[i] == h.sources && events[i].ID < events[h.event].ID {
				at[key], found[key] = home{i, tellers[i]}, d
			}
		}
	}
	for _, key := range sortedKeys(found) {
		e := &events[at[key].event]
		if !slices.ContainsFunc(e.Disagreements, func(d timeline.Disagreement) bool { return d.About == found[key].About }) {
			e.Disagreements = append(e.Disagreements, found[key])
		}
	}
}

// mostTellers is how many articles of an event are compared by what they count.
const mostTellers = 12

// newsDays is how many days after an event an article on it still counts what is of its time.
const newsDays = 10

// tellers returns the articles that tell a cluster as news, sorted, each once.
func (c *cluster) tellers() []string {
	var out []string
	for _, it := range c.items {
		if it.lag() <= newsDays && !slices.Contains(out, it.Source) {
			out = append(out, it.Source)
		}
	}
	slices.Sort(out)
	return out
}

// counted returns the units of which articles that are no copies of one another give different counts in sentences
// about the same.
func (c *corpus) counted(sources []string) []timeline.Disagreement {
	byUnit := map[string][]claim{}
	for _, s := range sources {
		for _, n := range c.count[s] {
			byUnit[n.Unit] = append(byUnit[n.Unit], claim{s, n})
		}
	}
	var out []timeline.Disagreement
	for _, unit := range sortedKeys(byUnit) {
		values := map[float64][]string{}
		for _, a := range byUnit[unit] {
			if !slices.ContainsFunc(byUnit[unit], func(b claim) bool { return c.sameThing(a, b) }) {
				continue
			}
			if !slices.Contains(values[a.Value], a.source) {
				values[a.Value] = append(values[a.Value], a.source)
			}
		}
		if d, ok := disagreement(unit, values); ok {
			out = append(out, d)
		}
	}
	return out
}

// sharedStems is how many words two sentences must share, their unit aside, to count the same thing.
const sharedStems = 3

// sameThing reports whether two articles count the same thing, to another number.
func (c *corpus) sameThing(a, b claim) bool {
	if a.source == b.source || a.Value == b.Value || c.texts.group[a.source] == c.texts.group[b.source] {
		return false
	}
	n := 0
	for _, w := range a.Words {
		if _, ok := slices.BinarySearch(b.Words, w); ok && w != event.StemOf(a.Unit) {
			n++
		}
	}
	return n >= sharedStems
}

// thousands writes 50000 as 50,000.
func thousands(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		return whole + "." + rest
	}
	return whole
}

// about says for a reader what is counted.
func about(unit string) string {
	switch unit {
	case "dollar", "euro", "pound":
		return "amount in " + unit + "s"
	case "percent":
		return "share in per cent"
	}
	return "number of " + plural(unit, 2)
}

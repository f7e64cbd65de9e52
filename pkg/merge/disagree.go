package merge

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"timeline/pkg/timeline"
)

// disagreements lists the quantities for which the sources of an event give different values, with who gives which.
func (c *corpus) disagreements(cl *cluster) []timeline.Disagreement {
	out := []timeline.Disagreement{}
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
	return out
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
	if sorted[0] > 20*sorted[len(sorted)-1] {
		return timeline.Disagreement{}, false // parts and wholes, not two counts of one thing
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

func plural(unit string, v float64) string {
	if v == 1 || unit == "people" || unit == "percent" || strings.HasSuffix(unit, "s") {
		return unit
	}
	return unit + "s"
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

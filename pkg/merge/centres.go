package merge

import (
	"cmp"
	"math"
	"slices"

	"timeline/pkg/date"
)

// attach gives mentions with coarser dates to the event of a day that they contain, when one stands out. What remains
// is clustered among equals. Terms have numbers below terms.
func attach(clusters []*cluster, coarse []*item, terms int) []*cluster {
	x := newCentres(clusters, terms)
	to := make([]int, len(coarse))
	eachWith(len(coarse), func(own *search, n int) { to[n] = x.find(coarse[n], own) })
	var rest []*item
	for n, it := range coarse {
		if to[n] >= 0 {
			clusters[to[n]].absorb(newCluster(it))
		} else if !it.Weak {
			rest = append(rest, it)
		}
	}
	return append(clusters, joinCoarse(rest)...)
}

// centres finds the clusters of days, which are in the order of their days, that have a term.
type centres struct {
	clusters []*cluster
	days     []date.Day
	spans    []span   // by term
	holders  []holder // those of a term lie side by side, in the order of the clusters
	common   []float64
}

// holder is a cluster that has a term, with its weight in the cluster's centre.
type holder struct {
	cluster int32
	weight  float32
}

// newCentres indexes clusters. Terms have numbers below terms.
func newCentres(clusters []*cluster, terms int) *centres {
	x := &centres{
		clusters: clusters, days: make([]date.Day, len(clusters)), spans: make([]span, terms), common: make([]float64, len(clusters)),
	}
	total := 0
	for i, c := range clusters {
		x.days[i] = c.first
		total += len(c.centre)
		for _, t := range c.centre {
			x.spans[t.id].n++
		}
	}
	at := int32(0)
	for id := range x.spans {
		s := &x.spans[id]
		s.from, at, s.n = at, at+s.n, 0
	}
	x.holders = make([]holder, total)
	for i, c := range clusters {
		for _, t := range c.centre {
			s := &x.spans[t.id]
			x.holders[s.from+s.n] = holder{int32(i), t.weight}
			s.n++
		}
	}
	each(len(clusters), func(i int) { x.common[i] = math.Sqrt(x.squaresOfCommon(clusters[i].centre)) })
	return x
}

// isCommon reports whether a term is in too many clusters to lead to one.
func (x *centres) isCommon(id int32) bool { return x.spans[id].n > 4*longPosting }

func (x *centres) squaresOfCommon(v vector) float64 {
	squares := 0.0
	for _, t := range v {
		if x.isCommon(t.id) {
			squares += float64(t.weight) * float64(t.weight)
		}
	}
	return squares
}

// search is what find works with: for the clusters that were met, what their likeness is by the terms that lead to them.
type search struct {
	shared  []float64 // by cluster
	met     []int32
	leading vector
	words   spread  // of the mention
	common  float64 // the length of what the mention has of common terms
	light   float64 // and of those that lead to no cluster, as they are too little to be alike by
}

// find returns the cluster that a mention with a coarser date tells of, -1 for none; of those that are as likely, the first.
// Most clusters that share a term with it are far from alike, and need no comparison: the terms that led to them say so, with
// the most that the others can add.
func (x *centres) find(it *item, s *search) int {
	least := leastCoarse(it)
	x.divide(it, s, least)
	x.meet(it, s)
	best, score := -1, 0.0
	for _, n := range s.met {
		i := int(n)
		most := s.shared[i] + s.common*x.common[i] + s.light + 1e-6 // the sums are not taken in the same order
		s.shared[i] = 0
		c := x.clusters[i]
		if most < least || most < score || c.tells(it) {
			continue
		}
		s.words.take(it.terms)
		d := s.words.dot(c.centre)
		if d < score || d == score && i > best || d < least || d < needCoarse(it, c) {
			continue
		}
		if c.sameKind(it) && (!it.isDay() || c.near(it)) && !c.opposes(it) {
			best, score = i, d
		}
	}
	return best
}

// divide parts the terms of a mention into those that lead to clusters and the others, which together are less than the least
// likeness that is asked for.
func (x *centres) divide(it *item, s *search, least float64) {
	common, light := x.squaresOfCommon(it.terms), 0.0
	s.leading = s.leading[:0]
	for _, t := range it.terms {
		if x.spans[t.id].n > 0 && !x.isCommon(t.id) {
			s.leading = append(s.leading, t)
		}
	}
	slices.SortFunc(s.leading, func(a, b term) int { return cmp.Or(cmp.Compare(b.weight, a.weight), int(a.id-b.id)) })
	for n := len(s.leading) - 1; n >= 0; n-- {
		more := light + float64(s.leading[n].weight)*float64(s.leading[n].weight)
		if common+more >= least*least*0.999 {
			break
		}
		s.leading, light = s.leading[:n], more
	}
	s.common, s.light = math.Sqrt(common), math.Sqrt(light)
}

// meet finds the clusters of the days of a mention to which its terms lead.
func (x *centres) meet(it *item, s *search) {
	if len(s.shared) < len(x.clusters) {
		s.shared = make([]float64, len(x.clusters))
	}
	s.met = s.met[:0]
	first, last := room(it)
	from, _ := slices.BinarySearch(x.days, first)
	to, _ := slices.BinarySearch(x.days, last+1)
	for _, t := range s.leading {
		list := x.holders[x.spans[t.id].from:][:x.spans[t.id].n]
		k, _ := slices.BinarySearchFunc(list, int32(from), func(h holder, i int32) int { return int(h.cluster - i) })
		for _, h := range list[k:] {
			if int(h.cluster) >= to {
				break
			}
			if s.shared[h.cluster] == 0 {
				s.met = append(s.met, h.cluster)
			}
			s.shared[h.cluster] += float64(t.weight) * float64(h.weight)
		}
	}
}

// room returns the days for which the coarser date of a mention leaves room.
func room(it *item) (first, last date.Day) {
	first, last = it.first, it.last
	if it.Headline { // the day of publication or the one before it
		first--
	}
	if it.Date.Doubt()&date.Approximate != 0 {
		first, last = first-2, last+2
	}
	return first, last
}

// leastCoarse is the least that needCoarse asks of a mention, whatever the event.
func leastCoarse(it *item) float64 {
	switch {
	case it.isDay():
		return alikeWeak
	case it.last-it.first > 200:
		return alikeYear
	case it.last-it.first > 10:
		return alikeMonth
	case it.Headline:
		return alikeOpening
	}
	return alikeCoarse
}

// needCoarse returns how alike a mention with a coarser date and an event must be.
func needCoarse(it *item, c *cluster) float64 {
	if it.isDay() { // too little by itself
		return max(alikeWeak, c.alike)
	}
	if !c.isNewsOf(it) {
		return leastCoarse(it) + otherNews
	}
	return leastCoarse(it)
}

// isNewsOf reports whether some article that tells of the cluster tells the same news as the article of a mention.
func (c *cluster) isNewsOf(it *item) bool {
	return slices.ContainsFunc(c.items, func(o *item) bool { return o.doc == it.doc || dot(o.gist, it.gist) >= sameNews })
}

// sameKind reports whether a mention with the date of a month or more, as "seven years ago", tells of the same kind of event
// as the cluster: the same place and people are not enough then.
func (c *cluster) sameKind(it *item) bool {
	if it.last-it.first <= 10 {
		return true
	}
	return slices.ContainsFunc(c.items, func(o *item) bool {
		return o.Trigger == it.Trigger || slices.ContainsFunc(o.Classes, func(k string) bool { return slices.Contains(it.Classes, k) })
	})
}

// near reports whether a mention that is too little by itself is more like one of the cluster's than two of its day must be.
func (c *cluster) near(it *item) bool {
	return slices.ContainsFunc(c.items, func(o *item) bool { return alike(it, o) >= need(it, o, c.alike)+weakMore })
}

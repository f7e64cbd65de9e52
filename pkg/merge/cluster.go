package merge

import (
	"cmp"
	"math"
	"slices"

	"timeline/pkg/date"
	"timeline/pkg/event"
)

// How alike two mentions must be, as the cosine of their weighted terms, to tell one event.
const (
	alikeDay      = 0.14 // two sentences of different articles about the same day
	alikeOwn      = 0.10 // below it, what their articles are about says nothing of two sentences
	gistWeight    = 0.6  // what the likeness of their articles adds
	captionMore   = 0.15 // how much more of a picture's caption is asked
	wholeSlack    = 0.05 // how much less alike two groups may be as wholes
	crowd         = 6    // articles that may tell of a day before its sentences must be more alike
	crowdStep     = 0.05 // how much more for every doubling
	alikeSame     = 0.55 // two sentences of one article
	alikeSentence = 0.80 // two clauses of one sentence
	alikeThrough  = 0.30 // two sentences of one article that those of others bring together
	alikeCoarse   = 0.36 // a coarser date that contains the day
	alikeMonth    = 0.40 // a month or so
	alikeYear     = 0.45 // a year or more
	alikeWeak     = 0.15 // what is too little to be an event by itself, and a day's event: by their own words alone
	weakMore      = 0.05 // how much more than of two events is asked of it, with what their articles tell
	alikeOpening  = 0.18 // the opening of an article without words of time
	alikeLead     = 0.22 // the same, and another sentence of its article
)

// cluster is an event in the making.
type cluster struct {
	items       []*item
	sum         vector // of the items' terms
	centre      vector // sum, of length 1
	first, last date.Day
	alike       float64  // how alike the mentions of its day must be
	dead        bool     // merged into another
	title       string   // given by an editor, or ""
	anchors     []*item  // of the events that an editor has joined, in his order: the first keeps its ID, the others' lead to it
	corrections []string // that shaped it

	// What assembling finds out once.
	voices int        // independent sources
	shown  string     // the title that readers see
	when   date.Value // the finest date that the mentions support
	dated  string     // the correction that set it, or ""
}

func newCluster(it *item) *cluster {
	return &cluster{items: []*item{it}, sum: it.terms, centre: it.terms, first: it.first, last: it.last}
}

func (c *cluster) absorb(d *cluster) {
	c.items = append(c.items, d.items...)
	c.sum = add(c.sum, d.sum)
	c.centre = slices.Clone(c.sum).normalise()
	d.dead = true
}

// tells reports whether the sentence of a mention already tells the cluster's event with another time: its own is then
// that of another event.
func (c *cluster) tells(it *item) bool {
	return slices.ContainsFunc(c.items, func(o *item) bool { return o.doc == it.doc && o.Quote == it.Quote })
}

// pair is two mentions that may be one event.
type pair struct {
	a, b int // indexes, a < b
	sim  float64
}

// clusterDays joins the mentions of the same day that are alike, most alike first. Two clusters join when they are
// alike as wholes too, so that a chain of weak likenesses does not gather a day into one event.
func clusterDays(items []*item) []*cluster {
	byDay := map[date.Day][]*item{}
	var days []date.Day
	for _, it := range items {
		if byDay[it.first] == nil {
			days = append(days, it.first)
		}
		byDay[it.first] = append(byDay[it.first], it)
	}
	slices.Sort(days)
	joined := make([][]*cluster, len(days))
	eachWith(len(days), func(x *termIndex, i int) { joined[i] = join(byDay[days[i]], alikeOn(byDay[days[i]]), x) })
	return slices.Concat(joined...)
}

// alikeOn returns how alike the mentions of one day must be: the more articles tell of the day, the more things
// happened on it.
func alikeOn(items []*item) float64 {
	var articles tellings
	for _, it := range items {
		articles.add(it.doc)
	}
	return alikeDay + crowdStep*math.Max(0, math.Floor(math.Log2(float64(articles.n)/crowd)))
}

// join clusters mentions whose times are compatible with one another. It works with x, which is then free again.
func join(items []*item, threshold float64, x *termIndex) []*cluster {
	if len(items) == 1 {
		c := newCluster(items[0])
		c.alike = threshold
		return []*cluster{c}
	}
	parts := make([]*cluster, len(items))
	for i, it := range items {
		parts[i] = newCluster(it)
		parts[i].alike = threshold
	}
	of := make([]int, len(items))
	for i := range of {
		of[i] = i
	}
	root := func(i int) int {
		for of[i] != i {
			of[i] = of[of[i]]
			i = of[i]
		}
		return i
	}
	for _, p := range pairs(items, threshold, x) {
		a, b := root(p.a), root(p.b)
		if a == b || !mayJoin(parts[a], parts[b], threshold) {
			continue
		}
		a, b = min(a, b), max(a, b)
		parts[a].absorb(parts[b])
		of[b] = a
	}
	return slices.DeleteFunc(parts, func(c *cluster) bool { return c.dead })
}

func mayJoin(a, b *cluster, threshold float64) bool {
	if opposed(a, b) {
		return false
	}
	if len(a.items) == 1 && len(b.items) == 1 {
		return true
	}
	return !toldTwice(a, b) && dot(a.centre, b.centre) >= threshold-wholeSlack
}

// opposed reports whether one of two groups tells an act that undoes or contradicts one of the other: a bridge that is
// closed and one that is opened again are two events, however alike their sentences.
func opposed(a, b *cluster) bool {
	for _, x := range a.items {
		for _, y := range b.items {
			if event.Opposite(x.Trigger, y.Trigger) {
				return true
			}
		}
	}
	return false
}

// toldTwice reports whether joining would bring two sentences of one article together that are not alike: an article
// that dates two sentences tells two events, unless the one repeats the other. Less is asked of them than to be joined
// by themselves: an article that tells a story in two sentences should not part those that tell it in one.
func toldTwice(a, b *cluster) bool {
	for _, x := range a.items {
		for _, y := range b.items {
			if x.doc != y.doc || x.Headline || y.Headline {
				continue
			}
			least := alikeThrough
			if x.Quote == y.Quote {
				least = alikeSentence
			}
			if dot(x.terms, y.terms) < least {
				return true
			}
		}
	}
	return false
}

// longPosting is the number of mentions of a day beyond which a term is too common there to bring two together.
const longPosting = 48

// pairs returns the pairs of mentions that are alike enough, most alike first. Candidates share a term that is not
// common among the mentions, so that the work stays near linear.
func pairs(items []*item, threshold float64, x *termIndex) []pair {
	x.fill(items)
	defer x.clear()
	var out []pair
	seen := make([]int, len(items)) // 1 + the last item that met this one
	for a, it := range items {
		for _, t := range it.terms {
			p := x.places(t.id)
			if len(p) > longPosting {
				continue
			}
			k, _ := slices.BinarySearch(p, int32(a+1))
			for _, n := range p[k:] {
				b := int(n)
				if seen[b] == a+1 {
					continue
				}
				seen[b] = a + 1
				if sim := alike(it, items[b]); sim >= need(it, items[b], threshold) {
					out = append(out, pair{a, b, sim})
				}
			}
		}
	}
	slices.SortFunc(out, func(p, q pair) int {
		return cmp.Or(cmp.Compare(q.sim, p.sim), cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b))
	})
	return out
}

// need returns how alike two mentions must be.
func need(a, b *item, threshold float64) float64 {
	switch {
	case a.doc == b.doc && a.Quote == b.Quote:
		return alikeSentence
	case a.doc == b.doc:
		return max(alikeSame, threshold)
	case a.Caption != b.Caption:
		return threshold + captionMore
	}
	return threshold
}

// alike says how alike two mentions are: by their own words, and by the news that their articles tell.
func alike(a, b *item) float64 {
	if a.doc == b.doc {
		return dot(a.terms, b.terms)
	}
	own := dot(a.terms, b.terms)
	if own < alikeOwn {
		return own
	}
	return own + gistWeight*dot(a.gist, b.gist)
}

// attach gives mentions with coarser dates to the event of a day that they contain, when one stands out. What remains
// is clustered among equals.
func attach(clusters []*cluster, coarse []*item) []*cluster {
	x := newCentres(clusters)
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
	index    [][]holder // by term
	common   []float64  // by cluster: the length of what its centre has of common terms
}

// holder is a cluster that has a term, with its weight in the cluster's centre.
type holder struct {
	cluster int32
	weight  float32
}

func newCentres(clusters []*cluster) *centres {
	x := &centres{clusters: clusters, days: make([]date.Day, len(clusters)), common: make([]float64, len(clusters))}
	for i, c := range clusters {
		x.days[i] = c.first
		for _, t := range c.centre {
			if n := int(t.id) + 1; n > len(x.index) {
				x.index = append(x.index, make([][]holder, n-len(x.index))...)
			}
			x.index[t.id] = append(x.index[t.id], holder{int32(i), t.weight})
		}
	}
	for i, c := range clusters {
		x.common[i] = x.lengthOfCommon(c.centre)
	}
	return x
}

// isCommon reports whether a term is in too many clusters to lead to one.
func (x *centres) isCommon(id int32) bool {
	return int(id) < len(x.index) && len(x.index[id]) > 4*longPosting
}

func (x *centres) lengthOfCommon(v vector) float64 {
	squares := 0.0
	for _, t := range v {
		if x.isCommon(t.id) {
			squares += float64(t.weight) * float64(t.weight)
		}
	}
	return math.Sqrt(squares)
}

// search is what find works with: for the clusters that share a term with the mention, in the order in which they were met,
// what their likeness is by the terms that are not common.
type search struct {
	shared []float64 // by cluster
	met    []int32
}

// find returns the cluster that a mention with a coarser date tells of, -1 for none. Most clusters that share a term with
// it are far from alike, and need no comparison: the terms that are not common say so, with the most that the common ones
// can add to them.
func (x *centres) find(it *item, s *search) int {
	x.meet(it, s)
	common, least := x.lengthOfCommon(it.terms), leastAlike
	if it.isDay() {
		least = alikeWeak
	}
	best, score := -1, 0.0
	for _, i := range s.met {
		most := s.shared[i] + common*x.common[i] + 1e-6 // the sums are not taken in the same order
		s.shared[i] = 0
		c := x.clusters[i]
		if most < least || most <= score || c.tells(it) {
			continue
		}
		if d := dot(it.terms, c.centre); d > score && d >= needCoarse(it, c) && c.sameKind(it) && (!it.isDay() || c.near(it)) {
			best, score = int(i), d
		}
	}
	return best
}

// meet finds the clusters of the days of a mention that share a term with it.
func (x *centres) meet(it *item, s *search) {
	if len(s.shared) < len(x.clusters) {
		s.shared = make([]float64, len(x.clusters))
	}
	s.met = s.met[:0]
	first, last := room(it)
	from, _ := slices.BinarySearch(x.days, first)
	to, _ := slices.BinarySearch(x.days, last+1)
	for _, t := range it.terms {
		if int(t.id) >= len(x.index) || x.isCommon(t.id) {
			continue
		}
		list := x.index[t.id]
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

// leastAlike is the least that needCoarse asks for of a mention with a coarser date.
const leastAlike = min(alikeYear, alikeMonth, alikeLead, alikeOpening, alikeCoarse)

// needCoarse returns how alike a mention with a coarser date and an event must be.
func needCoarse(it *item, c *cluster) float64 {
	switch {
	case it.isDay(): // too little by itself
		return max(alikeWeak, c.alike)
	case it.last-it.first > 200:
		return alikeYear
	case it.last-it.first > 10:
		return alikeMonth
	case it.Headline && slices.ContainsFunc(c.items, func(o *item) bool { return o.Source == it.Source }):
		return alikeLead
	case it.Headline:
		return alikeOpening
	}
	return alikeCoarse
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

// joinCoarse clusters mentions with the same coarse date.
func joinCoarse(items []*item) []*cluster {
	byDate := map[date.Value][]*item{}
	var dates []date.Value
	for _, it := range items {
		k := it.Date.Plain()
		if byDate[k] == nil {
			dates = append(dates, k)
		}
		byDate[k] = append(byDate[k], it)
	}
	slices.SortStableFunc(dates, date.Compare)
	joined := make([][]*cluster, len(dates))
	eachWith(len(dates), func(x *termIndex, i int) { joined[i] = join(byDate[dates[i]], alikeCoarse, x) })
	return slices.Concat(joined...)
}

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
	eachWith(len(days), func(x *termIndex, i int) {
		threshold := alikeOn(byDay[days[i]])
		joined[i] = join(byDay[days[i]], threshold, alikeOwn+threshold-alikeDay, x)
	})
	return slices.Concat(joined...)
}

// alikeOn returns how alike the mentions of one day must be, by their own words too: the more articles tell of the day, the
// more things happened on it.
func alikeOn(items []*item) float64 {
	var articles tellings
	for _, it := range items {
		articles.add(it.doc)
	}
	return alikeDay + crowdStep*math.Max(0, math.Floor(math.Log2(float64(articles.n)/crowd)))
}

// join clusters mentions whose times are compatible with one another. Where their own words are less alike than own, the
// news that their articles tell does not count. It works with x, which is then free again.
func join(items []*item, threshold, own float64, x *termIndex) []*cluster {
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
	for _, p := range pairs(items, threshold, own, x) {
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

// pairs returns the pairs of mentions that are alike enough, most alike first. Candidates share a term that is not
// common among the mentions, so that the work stays near linear.
func pairs(items []*item, threshold, own float64, x *termIndex) []pair {
	x.fill(items)
	defer x.clear()
	var out []pair
	for a, it := range items {
		x.meet(a, it)
		for _, b := range x.met {
			other := items[b]
			sim := x.own(a, int(b), items, own)
			if sim >= own {
				sim = withGists(sim, it, other)
			}
			if sim >= need(it, other, threshold) {
				out = append(out, pair{a, int(b), sim})
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
func alike(a, b *item) float64 { return withGists(dot(a.terms, b.terms), a, b) }

// withGists is alike for two mentions that are alike by their own words so much.
func withGists(own float64, a, b *item) float64 {
	if a.doc == b.doc || own < alikeOwn {
		return own
	}
	return own + gistWeight*dot(a.gist, b.gist)
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
	eachWith(len(dates), func(x *termIndex, i int) { joined[i] = join(byDate[dates[i]], alikeCoarse, alikeOwn, x) })
	return slices.Concat(joined...)
}

package merge

import (
	"cmp"
	"slices"

	"timeline/pkg/date"
	"timeline/pkg/event"
)

// How alike two mentions must be, as the cosine of their weighted terms, to tell one event. What is asked was weighed with
// some six hundred events that readers had judged sentence by sentence.
const (
	alikeDay      = 0.14 // two sentences of different articles about the same day, when few things happened on it
	alikeOwn      = 0.10 // below it, what their articles are about says nothing of two sentences
	gistWeight    = 0.6  // what the likeness of their articles adds
	captionMore   = 0.15 // how much more of a picture's caption is asked
	alikeGroups   = 0.09 // two groups as wholes
	alikeSame     = 0.55 // two sentences of one article
	alikeSentence = 0.80 // two clauses of one sentence
	alikeThrough  = 0.30 // two sentences of one article that those of others bring together
	alikeCoarse   = 0.42 // a coarser date that contains the day
	alikeMonth    = 0.46 // a month or so
	alikeYear     = 0.50 // a year or more
	otherNews     = 0.10 // how much more is asked of a coarser date where no article of the event is about its article's news
	sameNews      = 0.04 // how alike articles are that have some news in common
	alikeWeak     = 0.15 // what is too little to be an event by itself, and a day's event: by their own words alone
	weakMore      = 0.05 // how much more than of two events is asked of it, with what their articles tell
	alikeOpening  = 0.34 // the opening of an article without words of time
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

// join clusters mentions whose times are compatible with one another: by their pairs, the likest first. Two clusters join when
// they are alike as wholes too, so that a chain of weak likenesses does not gather all of them into one event.
func join(items []*item, threshold float64, likest []pair) []*cluster {
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
	for _, p := range likest {
		a, b := root(p.a), root(p.b)
		if a == b || !mayJoin(parts[a], parts[b]) {
			continue
		}
		a, b = min(a, b), max(a, b)
		parts[a].absorb(parts[b])
		of[b] = a
	}
	return slices.DeleteFunc(parts, func(c *cluster) bool { return c.dead })
}

func mayJoin(a, b *cluster) bool {
	if opposed(a, b) {
		return false
	}
	if len(a.items) == 1 && len(b.items) == 1 {
		return true
	}
	return !toldTwice(a, b) && dot(a.centre, b.centre) >= alikeGroups
}

// opposed reports whether one of two groups tells an act that undoes or contradicts one of the other, or is of another hour: a
// bridge that is closed and one that is opened again are two events, however alike their sentences.
func opposed(a, b *cluster) bool { return slices.ContainsFunc(b.items, a.opposes) }

func (c *cluster) opposes(it *item) bool {
	return slices.ContainsFunc(c.items, func(o *item) bool { return event.Opposite(o.Trigger, it.Trigger) || hoursApart(o, it) })
}

// otherHours is how many hours apart two clock times of a day are that cannot be those of one event, told by two sources.
const otherHours = 4

// hoursApart reports whether two mentions are of different hours of their day. Times in zones of their own are not compared: a
// zone may have been mistaken.
func hoursApart(a, b *item) bool {
	if a.Date.Grain() != date.Time || b.Date.Grain() != date.Time {
		return false
	}
	x, y := a.Date.From.Clock, b.Date.From.Clock
	return !x.HasZone && !y.HasZone && max(x.Hour, y.Hour)-min(x.Hour, y.Hour) >= otherHours
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
// common among the mentions, so that the work stays near linear. It works with x, which is then free again.
func pairs(items []*item, threshold float64, x *termIndex) []pair {
	x.fill(items)
	defer x.clear()
	var out []pair
	for a, it := range items {
		x.meet(a, it)
		for _, b := range x.met {
			other := items[b]
			sim := x.withGists(x.own(a, int(b), items, alikeOwn), it, other)
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
func alike(a, b *item) float64 {
	own := dot(a.terms, b.terms)
	if !newsCounts(own, a, b) {
		return own
	}
	return own + gistWeight*dot(a.gist, b.gist)
}

// newsCounts reports whether the news that their articles tell says something of two mentions that are alike by their own
// words so much.
func newsCounts(own float64, a, b *item) bool { return a.doc != b.doc && own >= alikeOwn }

// withGists is alike for two mentions that are alike by their own words so much.
func (x *termIndex) withGists(own float64, a, b *item) float64 {
	if !newsCounts(own, a, b) {
		return own
	}
	x.gist.take(a.gist)
	return own + gistWeight*x.gist.dot(b.gist)
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
	events := make([][]*cluster, len(dates))
	eachWith(len(dates), func(x *termIndex, i int) {
		list := byDate[dates[i]]
		events[i] = join(list, alikeCoarse, pairs(list, alikeCoarse, x))
	})
	return slices.Concat(events...)
}

package merge

import (
	"slices"
	"sync"

	"timeline/pkg/date"
	"timeline/pkg/event"
	"timeline/pkg/source"
)

// corpus is all that is known before events are made: the mentions in their own order, with their terms.
type corpus struct {
	docs  map[string]*source.Document
	items []*item
	vocab *vocabulary
	names *people
	texts *copies
	days  map[date.Day]*daily
	named map[string][]event.NamedDay // article -> the days that it names
	count map[string][]event.Count    // article -> the large numbers that it gives
}

func newCorpus(in Input) *corpus {
	c := &corpus{docs: map[string]*source.Document{}, count: map[string][]event.Count{}, named: map[string][]event.NamedDay{}}
	for _, d := range in.Documents {
		c.docs[d.ID] = d
	}
	var g *gists
	var wait sync.WaitGroup
	all := articles(in)
	wait.Go(func() { g = newGists(all) })
	wait.Go(func() { c.texts = newCopies(all) })
	mentions := c.mentions(in.Mentions)
	wait.Go(func() { c.names = newPeople(mentions) })
	c.addItems(mentions)
	settleRepeats(c.items)
	wait.Wait()
	for i, it := range c.items { // which come article by article
		if i > 0 && c.items[i-1].doc == it.doc {
			it.gist = c.items[i-1].gist
		} else {
			it.gist = g.vectors[it.Source]
		}
	}
	return c
}

// mentions returns the mentions that make events, and notes what their articles name and count.
func (c *corpus) mentions(all []*event.Mention) []*event.Mention {
	mentions := make([]*event.Mention, 0, len(all))
	var d *source.Document
	for i, m := range all {
		if i == 0 || all[i-1].Source != m.Source { // mostly, they come article by article
			d = c.docs[m.Source]
		}
		if d != nil && !m.Date.IsZero() && max(m.Quote.End, m.Time.End) <= len(d.Text) {
			mentions = append(mentions, m)
			if len(m.Days) > 0 {
				c.named[m.Source] = append(c.named[m.Source], m.Days...)
			}
			if len(m.Counts) > 0 {
				c.count[m.Source] = append(c.count[m.Source], m.Counts...)
			}
		}
	}
	return mentions
}

// addItems numbers and weighs the terms of the mentions, and puts them in their order.
func (c *corpus) addItems(mentions []*event.Mention) {
	since := c.byPublication()
	vocab, terms := newVocabulary(mentions)
	c.vocab, c.items = vocab, make([]*item, len(mentions))
	made := make([]item, len(mentions))
	each(len(mentions), func(i int) {
		m := mentions[i]
		first, last := m.Date.Bounds()
		c.items[i] = &made[i]
		made[i] = item{Mention: m, doc: c.docs[m.Source], first: first, last: last, since: since[m.Source], terms: vocab.vector(terms[i])}
	})
	putInOrder(c.items)
	for i, it := range c.items {
		it.place = i
	}
}

// putInOrder sorts mentions, those of one article first, which mostly come together: often that is all.
func putInOrder(items []*item) {
	for from, to := 0, 0; from < len(items); from = to {
		for to < len(items) && items[to].doc == items[from].doc {
			to++
		}
		slices.SortFunc(items[from:to], order)
	}
	if !slices.IsSortedFunc(items, order) {
		slices.SortFunc(items, order)
	}
}

// byPublication returns the places of the articles in the order of their publication.
func (c *corpus) byPublication() map[string]int {
	ids := sortedKeys(c.docs)
	slices.SortStableFunc(ids, func(a, b string) int { return date.Compare(c.docs[a].Published, c.docs[b].Published) })
	places := make(map[string]int, len(ids))
	for i, id := range ids {
		places[id] = i
		if i > 0 && date.Compare(c.docs[ids[i-1]].Published, c.docs[id].Published) == 0 {
			places[id] = places[ids[i-1]]
		}
	}
	return places
}

// clusters groups the mentions into events: first those of one day, then the coarser ones around them, then what is printed
// again.
func (c *corpus) clusters() []*cluster {
	var days, coarse, reprints []*item
	for _, it := range c.items {
		if it.printed != nil {
			reprints = append(reprints, it)
		} else if it.isDay() && !it.Weak {
			days = append(days, it)
		} else {
			coarse = append(coarse, it)
		}
	}
	return addReprints(attach(clusterDays(days, c.vocab.weights), coarse, len(c.vocab.words)), reprints)
}

// date returns the finest date that the mentions of an event support, and whether a correction set it.
func (c *cluster) date() (date.Value, string) {
	best := c.items[0]
	for _, it := range c.items {
		if it.CorrectionID != "" {
			return it.Date, it.CorrectionID
		}
		if finer(it, best) {
			best = it
		}
	}
	v := best.Date
	if v.Grain() == date.Time {
		return date.OfDay(best.first), ""
	}
	return v, ""
}

// finer reports whether a has the better date: a shorter time, then the surer one, then the first in order.
func finer(a, b *item) bool {
	la, lb := a.last-a.first, b.last-b.first
	if a.Headline != b.Headline {
		return b.Headline && la <= lb
	}
	if la != lb {
		return la < lb
	}
	da, db := a.Date.Doubt(), b.Date.Doubt()
	if da != db {
		return da < db
	}
	return false
}

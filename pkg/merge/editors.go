package merge

import (
	"slices"

	"timeline/pkg/text"
)

// byEditors does what editors say: sentences that tell an event of their own leave, events that are one are joined.
func (c *corpus) byEditors(clusters []*cluster, in Input) []*cluster {
	if len(in.Apart)+len(in.Same) == 0 {
		return clusters
	}
	for _, a := range in.Apart {
		clusters = c.part(clusters, a)
	}
	for _, s := range in.Same {
		clusters = c.unite(clusters, s)
	}
	return clusters
}

// find returns the cluster that an ID or alias names, or nil.
func (c *corpus) find(clusters []*cluster, id string) *cluster {
	for _, cl := range clusters {
		slices.SortFunc(cl.items, order)
	}
	for i, x := range c.identify(clusters) {
		if x.id == id || slices.Contains(x.aliases, id) {
			return clusters[i]
		}
	}
	return nil
}

// part takes the sentences of a quote out of their event.
func (c *corpus) part(clusters []*cluster, a Apart) []*cluster {
	cl := c.find(clusters, a.Event)
	if cl == nil {
		return clusters
	}
	var stay, leave []*item
	for _, it := range cl.items {
		if (a.Source == "" || a.Source == it.Source) && text.Fold(it.Quote.Of(it.doc.Text)) == text.Fold(a.Quote) {
			leave = append(leave, it)
		} else {
			stay = append(stay, it)
		}
	}
	if len(leave) == 0 || len(stay) == 0 {
		return clusters
	}
	own := gather(leave)
	own.title, own.corrections = a.Title, []string{a.Correction}
	if !a.Date.IsZero() {
		m := *leave[0].Mention
		m.Date, m.CorrectionID = a.Date, a.Correction
		leave[0].Mention = &m
		leave[0].first, leave[0].last = a.Date.Bounds()
	}
	rest := gather(stay)
	rest.corrections = append(slices.Clone(cl.corrections), a.Correction)
	i := slices.Index(clusters, cl)
	clusters[i] = rest
	return append(clusters, own)
}

// unite joins the events that an editor says are one.
func (c *corpus) unite(clusters []*cluster, s Same) []*cluster {
	var first *cluster
	joined := false
	for _, id := range s.Events {
		cl := c.find(clusters, id)
		switch {
		case cl == nil || cl == first:
		case first == nil:
			first = cl
			first.anchors = append(first.anchors, anchorsOf(cl).items[0])
		default:
			first.anchors = append(first.anchors, anchorsOf(cl).items[0])
			first.corrections = append(first.corrections, cl.corrections...)
			first.absorb(cl)
			joined = true
		}
	}
	if !joined {
		return clusters
	}
	first.corrections = append(first.corrections, s.Correction)
	return slices.DeleteFunc(clusters, func(c *cluster) bool { return c.dead })
}

func gather(items []*item) *cluster {
	cl := newCluster(items[0])
	for _, it := range items[1:] {
		cl.absorb(newCluster(it))
	}
	return cl
}

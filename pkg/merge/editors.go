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
	known := c.known(clusters)
	for _, a := range in.Apart {
		clusters = known.part(clusters, a)
	}
	for _, s := range in.Same {
		known.unite(s)
	}
	return slices.DeleteFunc(clusters, func(c *cluster) bool { return c.dead })
}

// known finds events by the IDs and aliases that they have before editors regroup them. What an editor has done to an event
// by then is followed: one that was joined to another is the other, one that lost sentences is what remains.
type known struct {
	byID map[string]*cluster
	now  map[*cluster]*cluster // what became of it
}

func (c *corpus) known(clusters []*cluster) known {
	k := known{map[string]*cluster{}, map[*cluster]*cluster{}}
	for _, cl := range clusters {
		slices.SortFunc(cl.items, inOrder)
	}
	ids := c.identify(clusters)
	for i, x := range ids {
		for _, alias := range x.aliases {
			k.byID[alias] = clusters[i]
		}
	}
	for i, x := range ids {
		k.byID[x.id] = clusters[i]
	}
	return k
}

// find returns the cluster of an event, or nil.
func (k known) find(id string) *cluster {
	cl := k.byID[id]
	for k.now[cl] != nil {
		cl = k.now[cl]
	}
	return cl
}

// part takes the sentences of a quote out of their event.
func (k known) part(clusters []*cluster, a Apart) []*cluster {
	cl := k.find(a.Event)
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
	clusters[slices.Index(clusters, cl)] = rest
	k.now[cl] = rest
	return append(clusters, own)
}

// unite joins the events that an editor says are one.
func (k known) unite(s Same) {
	var first *cluster
	joined := false
	for _, id := range s.Events {
		cl := k.find(id)
		switch {
		case cl == nil || cl == first:
		case first == nil:
			first = cl
			first.anchors = append(first.anchors, anchorsOf(cl).items[0])
		default:
			first.anchors = append(first.anchors, anchorsOf(cl).items[0])
			first.corrections = append(first.corrections, cl.corrections...)
			first.absorb(cl)
			k.now[cl] = first
			joined = true
		}
	}
	if joined {
		first.corrections = append(first.corrections, s.Correction)
	}
}

func gather(items []*item) *cluster {
	cl := newCluster(items[0])
	for _, it := range items[1:] {
		cl.absorb(newCluster(it))
	}
	return cl
}

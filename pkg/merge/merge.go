// Package merge decides which mentions of different articles tell the same event, and what is known of it then.
//
// Merging is cautious: two mentions are one event when their times are compatible and their participants, places and
// words agree. Mentions are compared through an index on days and words, never all with all, and in an order of their
// own, so that the result depends neither on the order of the files nor on the number of jobs.
//
// A build calls it in two passes:
//
//	first pass    Extract every document; Published(in) finds publication dates for those that state none
//	between       set Document.Published (source.FromInferred) on copies of these documents, Extract them again
//	second pass   Events(in)
package merge

import (
	"timeline/pkg/date"
	"timeline/pkg/event"
	"timeline/pkg/source"
	"timeline/pkg/timeline"
)

// Input is what the articles say, in any order, and what editors say of it.
type Input struct {
	Documents []*source.Document
	Mentions  []*event.Mention
	Undated   []event.Undated // read by Published only
	Digests   []event.Digest  // of Documents, in their order; without them they are made
	Same      []Same
	Apart     []Apart
}

// Same is an editor's word that events are one. The merged event keeps the first ID; the others become its aliases.
type Same struct {
	Events     []string // IDs or aliases
	Correction string
}

// Apart is an editor's word that a sentence tells an event of its own: its mentions leave the event they are in.
type Apart struct {
	Event      string // ID or alias
	Source     string // "" for any
	Quote      string // exact words of the sentence, white space aside
	Date       date.Value
	Title      string
	Correction string
}

// Inference is a publication date that follows from other articles.
type Inference struct {
	Source string // the article without a date
	Date   date.Value
	Why    string   // for a reader: from which article, and why
	From   []string // the articles it follows from, best first
}

// Events returns the events that the mentions tell, in the order of timeline.json. An event whose Corrections name a
// correction of the input was changed by it; a correction that no event names found nothing to do.
//
// When an article is added, every address still leads to an event, and an event keeps its sources, but for one case: a
// sentence at the border of two events goes over to the other when that has become the likelier, as a rule because the
// new article tells of one of them. What editors say holds through all of it: Same and Apart come after the likeness.
func Events(in Input) []timeline.Event {
	c := newCorpus(in)
	clusters := c.clusters()
	clusters = c.byEditors(clusters, in)
	events := c.assemble(clusters)
	timeline.Sort(events)
	timeline.MarkKey(events)
	return events
}

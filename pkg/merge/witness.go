package merge

import (
	"slices"
	"strings"

	"timeline/pkg/event"
	"timeline/pkg/source"
)

const (
	stillNews  = 3   // days for which what happened is news
	alikeLater = 0.2 // two articles of different papers of which one looks back or ahead, to count as the same story
	fewShared  = 10  // of so many phrases, two articles of one paper share one
)

// testifies reports whether a dated report can say when an article with a report like it was published. What looks
// back on the day or ahead to it is told for weeks: it has to be news itself, or another paper's story that is alike as a
// whole. And a paper prints its own paragraphs again and again, so that of two articles of one paper only the same story
// told twice says something, and only by a day that it names: "today" stands in what is printed every day.
func (p *reports) testifies(it *item, ref relative, w *item) bool {
	published, known := p.gists.dates[w.Source]
	alike := p.gists.alike(it.Source, w.Source)
	fresh := w.Status != event.Expected && published >= w.first-1 && published <= w.first+stillNews
	if p.independent(it.doc, w.doc) {
		return fresh || !known && w.Status != event.Expected || alike >= alikeLater
	}
	return fresh && known && (ref.kind == onWeekday || ref.kind == onDate) && alike >= alikeInCrowd
}

// told makes the day on which a paper told a story the likeliest for the same story told again by it.
func (p *reports) told(v vote, it, w *item) vote {
	if published, known := p.gists.dates[w.Source]; known && !p.independent(it.doc, w.doc) {
		v.best = min(max(published, v.from), v.to)
	}
	return v
}

// independent reports whether two articles are of different papers. Where one does not say of which it is, whole phrases
// that they share make them one paper's, unless they are few in articles that are otherwise not alike: both may quote a
// statement.
func (p *reports) independent(a, b *source.Document) bool {
	if a.Publisher != "" && b.Publisher != "" {
		return !strings.EqualFold(a.Publisher, b.Publisher)
	}
	shared := 0
	for _, h := range p.phrases[a.ID] {
		if _, found := slices.BinarySearch(p.phrases[b.ID], h); found {
			shared++
		}
	}
	few := shared*fewShared < min(len(p.phrases[a.ID]), len(p.phrases[b.ID]))
	return shared == 0 || few && p.gists.alike(a.ID, b.ID) < alikeWhole
}

// silenced takes the weight of articles of the same paper: that they are alike says that they share paragraphs.
func (p *reports) silenced(d *source.Document, votes []vote) []vote {
	for i, v := range votes {
		if !p.independent(d, p.docs[v.article]) {
			votes[i].weight = 0
		}
	}
	return votes
}

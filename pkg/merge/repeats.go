package merge

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/source"
	"timeline/pkg/text"
	"timeline/pkg/timex"
)

// A sentence that is printed again word for word some days later, as the background of a later story, in a page that is
// updated, or as a teaser beside every article of a week, tells nothing new: its "today" is that of the first printing.
const (
	reprintDays  = 3  // at most, from one printing to the next; what returns each week is told of each week
	reprintWords = 6  // at least; shorter sentences are alike by chance
	teaserPages  = 3  // articles, at least, that open with a teaser
	teaserDays   = 14 // at least, from the first to the last
)

// printing is what two mentions have in common when the one is printed again as the other: the sentence, with the same
// words of time in it, read in the same way.
type printing struct {
	sentence, title string
	opening         bool // of the article, without words of time
	from, length    int  // of the words of time in the sentence
}

// settleRepeats gives the sentences that are printed again the date of their first printing.
func settleRepeats(items []*item) {
	printings := map[printing][]*item{}
	for _, it := range likely(items) {
		p := it.printing()
		printings[p] = append(printings[p], it)
	}
	for p, list := range printings {
		if len(list) > 1 && len(strings.Fields(p.sentence)) >= reprintWords {
			settlePrintings(list)
		}
		if p.opening && isTeaser(list) {
			for _, it := range list {
				it.teaser = true
			}
		}
	}
}

// likely returns the mentions that may be printings of one sentence, by their titles, as nearly all are printed once.
func likely(items []*item) []*item {
	seed, titles := maphash.MakeSeed(), newRepetitions(len(items))
	hashes := make([]uint64, len(items)) // 0: its date counts from nothing
	for i, it := range items {
		if it.countsFromPublication() {
			hashes[i] = maphash.String(seed, it.Title) | 1
			titles.add(hashes[i])
		}
	}
	var out []*item
	for i, it := range items {
		if hashes[i] != 0 && titles.again.has(hashes[i]) {
			out = append(out, it)
		}
	}
	return out
}

// countsFromPublication reports whether the date of a mention would be another one in another day's paper.
func (it *item) countsFromPublication() bool {
	published := it.doc.Published
	return (it.Headline || it.Time.Anchor.Kind == timex.AnchorDCT) && it.CorrectionID == "" &&
		published.Grain() == date.DayGrain && it.doc.PublishedFrom != source.FromInferred
}

func (it *item) printing() printing {
	p := printing{sentence: text.Fold(it.Quote.Of(it.doc.Text)), title: it.Title, opening: it.Headline}
	if !it.Headline {
		p.from, p.length = it.Time.Start-it.Quote.Start, it.Time.Len()
	}
	return p
}

// settlePrintings dates the printings of one sentence, each by the one of the last day before it, which has the date of the
// first by then.
func settlePrintings(list []*item) {
	slices.SortStableFunc(list, func(a, b *item) int { return cmp.Or(a.published()-b.published(), inOrder(a, b)) })
	var before *item // the last of an earlier day
	for i, it := range list {
		if i > 0 && list[i-1].published() < it.published() {
			before = list[i-1]
		}
		if before != nil && it.published()-before.published() <= reprintDays {
			it.takeDate(before)
		}
	}
}

// isTeaser reports whether mentions that open articles, without words of time, say nothing of any of them: what stands at the
// top of a site's pages for weeks is other news, of some other day.
func isTeaser(list []*item) bool {
	first, last := list[0].published(), list[0].published()
	for _, it := range list {
		first, last = min(first, it.published()), max(last, it.published())
	}
	return len(list) >= teaserPages && last-first >= teaserDays
}

// published returns the day of the mention's article.
func (it *item) published() int {
	day, _ := it.doc.Published.Bounds()
	return int(day)
}

// stated is the date that a mention has by itself, of which IDs are made.
func (it *item) stated() date.Value { return cmp.Or(it.own, it.Time.Date, it.Date) }

// takeDate dates a mention like the first printing of its sentence.
func (it *item) takeDate(before *item) {
	first := cmp.Or(before.printed, before)
	if it.Date == first.Date {
		return
	}
	m, own := *it.Mention, it.Time.Span
	m.Date, m.Time, m.Time.Span = first.Date, first.Time, own
	m.Time.Anchor.From = "the day on which “" + nameOf(first.doc) + "” printed the sentence first"
	m.Time.Steps = append(slices.Clone(first.Time.Steps), timex.Step{
		What: "anchor", Detail: "the same sentence was printed on " + first.doc.Published.String() + " already", Value: first.Time.Value,
	})
	it.own = it.stated()
	it.Mention, it.printed, it.first, it.last = &m, first, first.first, first.last
}

// addReprints puts what is printed again into the events of the first printings. What has none any more, as the first
// printing alone was too little for an event, makes one with its like.
func addReprints(clusters []*cluster, reprints []*item) []*cluster {
	if len(reprints) == 0 {
		return clusters
	}
	of := make(map[*item]*cluster, len(reprints))
	for _, it := range reprints {
		of[it.printed] = nil
	}
	for _, cl := range clusters {
		for _, it := range cl.items {
			if _, asked := of[it]; asked {
				of[it] = cl
			}
		}
	}
	for _, it := range reprints {
		if cl := of[it.printed]; cl != nil {
			cl.items = append(cl.items, it) // its words are those of the first printing
		} else if !it.Weak {
			of[it.printed] = newCluster(it)
			clusters = append(clusters, of[it.printed])
		}
	}
	return clusters
}

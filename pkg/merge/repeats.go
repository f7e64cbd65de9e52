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
	reprintDays  = 3 // at most, from one printing to the next; what returns each week is told of each week
	reprintWords = 6 // at least; shorter sentences are alike by chance
)

// settleRepeats gives the sentences that are printed again the date of their first printing.
func settleRepeats(items []*item) {
	seed := maphash.MakeSeed() // it says what to compare; what comes of it is the same for every seed
	byWords := map[uint64][]*item{}
	for _, it := range items {
		if it.countsFromPublication() {
			h := maphash.String(seed, it.Quote.Of(it.doc.Text))
			byWords[h] = append(byWords[h], it)
		}
	}
	for _, group := range byWords {
		if len(group) > 1 {
			settlePrintings(group)
		}
	}
}

// countsFromPublication reports whether the date of a mention would be another one in another day's paper.
func (it *item) countsFromPublication() bool {
	published := it.doc.Published
	return (it.Headline || it.Time.Anchor.Kind == timex.AnchorDCT) && it.CorrectionID == "" &&
		published.Grain() == date.DayGrain && it.doc.PublishedFrom != source.FromInferred
}

// settlePrintings looks through mentions whose sentences have one hash.
func settlePrintings(group []*item) {
	slices.SortStableFunc(group, func(a, b *item) int {
		return cmp.Or(a.published()-b.published(), order(a, b))
	})
	for i, it := range group {
		for _, before := range slices.Backward(group[:i]) {
			if it.reprints(before) {
				it.takeDate(before)
				break
			}
		}
	}
}

// published returns the day of the mention's article.
func (it *item) published() int {
	day, _ := it.doc.Published.Bounds()
	return int(day)
}

// reprints reports whether a sentence is that of an earlier article, with the same words of time.
func (it *item) reprints(before *item) bool {
	gap := it.published() - before.published()
	return gap > 0 && gap <= reprintDays && it.Headline == before.Headline && it.Title == before.Title &&
		(it.Headline || it.Time.Start-it.Quote.Start == before.Time.Start-before.Quote.Start && it.Time.Len() == before.Time.Len()) &&
		text.Fold(it.Quote.Of(it.doc.Text)) == text.Fold(before.Quote.Of(before.doc.Text)) &&
		len(strings.Fields(it.Quote.Of(it.doc.Text))) >= reprintWords
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

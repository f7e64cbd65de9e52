package merge

import (
	"hash/fnv"

	"timeline/pkg/date"
	"timeline/pkg/event"
	"timeline/pkg/source"
	"timeline/pkg/timex"
)

// This file dates a sentence that several articles print word for word as the first of them does. Pages carry on what was
// written days before, teasers and background alike: its "Saturday" is that of the day when it was first printed.

// leastReprint is how many bytes a sentence has that is printed again, and not by chance the same.
const leastReprint = 60

// printed is one sentence with one expression of time, wherever it is printed.
type printed struct {
	sentence   uint64
	expression string
	title      string
}

// asFirstPrinted gives the mentions of sentences that were printed before, by an article of an earlier day, the date that the
// first printing has. A mention without a date of publication, or with a date that an editor set, keeps its own.
func asFirstPrinted(mentions []*event.Mention, docs map[string]*source.Document) {
	first := map[printed]*event.Mention{}
	keys := make([]printed, len(mentions))
	for i, m := range mentions {
		if !moves(m, docs[m.Source]) {
			continue
		}
		d := docs[m.Source]
		h := fnv.New64a()
		_, _ = h.Write([]byte(m.Quote.Of(d.Text)))
		keys[i] = printed{h.Sum64(), m.Time.Of(d.Text), m.Title}
		if old := first[keys[i]]; old == nil || printedBefore(m, old, docs) {
			first[keys[i]] = m
		}
	}
	for i, m := range mentions {
		old := first[keys[i]]
		if old == nil || old == m || old.Date == m.Date || !published(docs[old.Source]).before(published(docs[m.Source])) {
			continue
		}
		own := *m
		own.Date, own.Time.Date, own.Time.Value, own.Status = old.Date, old.Date, old.Time.Value, old.Status
		own.Time.Anchor = old.Time.Anchor
		own.Time.Anchor.From = "the day when this sentence was first printed, by " + old.Source
		own.Time.Steps = append(own.Time.Steps[:len(own.Time.Steps):len(own.Time.Steps)], timex.Step{
			What: "reprint", Detail: "the same sentence was printed before, by " + old.Source, Value: old.Time.Value,
		})
		mentions[i] = &own
	}
}

// moves reports whether the date of a mention would be another in an article of another day.
func moves(m *event.Mention, d *source.Document) bool {
	return m.CorrectionID == "" && !d.Published.IsZero() && m.Quote.Len() >= leastReprint && m.Time.Anchor.Kind != timex.AnchorNone
}

// day is a day of publication.
type day date.Day

func published(d *source.Document) day {
	first, _ := d.Published.Bounds()
	return day(first)
}

func (a day) before(b day) bool { return a < b }

// printedBefore reports whether a was printed before b: on an earlier day, or by the article with the lesser name.
func printedBefore(a, b *event.Mention, docs map[string]*source.Document) bool {
	if p, q := published(docs[a.Source]), published(docs[b.Source]); p != q {
		return p.before(q)
	}
	return a.Source < b.Source
}

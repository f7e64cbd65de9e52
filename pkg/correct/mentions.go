package correct

import (
	"fmt"
	"slices"

	"timeline/pkg/event"
	"timeline/pkg/source"
	"timeline/pkg/text"
)

// Sources applies corrections of publication dates. It returns the documents in their order; those that change are
// copies.
func (r *Run) Sources(docs []*source.Document) []*source.Document {
	out := slices.Clone(docs)
	at := map[string]int{}
	var ids []string
	for i, d := range docs {
		at[d.ID] = i
		ids = append(ids, d.ID)
	}
	wanted := map[int]map[*Correction]string{}
	for _, c := range r.set.corrections {
		if c.Source == "" {
			continue
		}
		i, ok := at[c.Source]
		switch {
		case !ok:
			r.stale(c, didYouMean(NearIDs(c.Source, ids)), "there is no source %q", c.Source)
		case !c.Published.IsZero():
			if wanted[i] == nil {
				wanted[i] = map[*Correction]string{}
			}
			wanted[i][c] = c.Published.String()
		}
	}
	for i := range out {
		if values := wanted[i]; len(values) > 0 && r.agree("publication date of "+out[i].ID, values) {
			out[i] = r.published(out[i], values)
		}
	}
	return out
}

func (r *Run) published(doc *source.Document, values map[*Correction]string) *source.Document {
	changed := *doc
	for _, c := range r.set.corrections {
		if _, ok := values[c]; !ok {
			continue
		}
		r.change(c, "published", doc.Published.String(), c.Published.String())
		if changed.Published != c.Published {
			changed.Published = c.Published
			changed.PublishedFrom = source.FromFrontMatter
			changed.PublishedWhy = fmt.Sprintf("the editors' correction %s", c.ID)
			changed.Hash = doc.Hash + "+" + c.Published.String()
		}
	}
	return &changed
}

func didYouMean(names []string) string {
	switch len(names) {
	case 0:
		return "timeline.json of the last build lists what there is; delete the correction if its target is gone for good"
	case 1:
		return fmt.Sprintf("did you mean %s?", names[0])
	}
	hint := "did you mean " + names[0]
	for _, n := range names[1:] {
		hint += " or " + n
	}
	return hint + "?"
}

// place is one statement of an event in one article.
type place struct {
	source string
	time   text.Span
	quote  text.Span
}

// Mentions applies the corrections that date or hide a quoted sentence. An expression that could not be placed on the
// calendar becomes the date of an event when a correction gives it one.
func (r *Run) Mentions(docs []*source.Document, x event.Collection) event.Collection {
	byID := map[string]*source.Document{}
	for _, d := range docs {
		byID[d.ID] = d
	}
	dates, hides := map[place]map[*Correction]string{}, map[place]bool{}
	for _, c := range r.set.corrections {
		if !c.OnSentence() || byID[c.Source] == nil {
			continue
		}
		for _, p := range r.places(c, byID[c.Source], x) {
			if dates[p] == nil {
				dates[p] = map[*Correction]string{}
			}
			dates[p][c] = "hidden"
			if c.Hide {
				hides[p] = true
				continue
			}
			dates[p][c] = c.Date.String()
		}
	}
	for p, values := range dates {
		if !r.agree("date of the sentence", values) {
			delete(dates, p)
			delete(hides, p)
		}
	}
	return r.rewrite(x, byID, dates, hides)
}

// places returns the mentions that a correction's quote means: those whose expression of time, or whole sentence, lies
// in the quote. For a date, it may also be a part of the sentence that leaves the expression out.
func (r *Run) places(c *Correction, doc *source.Document, x event.Collection) []place {
	spans := fold(doc.Text).find(doc.Text, c.Quote)
	if len(spans) == 0 {
		hint := didYouMean(nil)
		if near := nearest(doc.Text, c.Quote); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		r.stale(c, hint, "the words are not in source %s", doc.ID)
		return nil
	}
	var inside, stated, around []place
	consider := func(m *event.Mention) {
		if m.Source != doc.ID {
			return
		}
		p := place{doc.ID, m.Time.Span, m.Quote}
		for _, s := range spans {
			switch {
			case m.Time.Len() > 0 && s.Contains(m.Time.Span) || s.Contains(m.Quote):
				inside = append(inside, p)
				return
			case s.Overlaps(m.Quote):
				around = append(around, p)
				if covers(s, m.Clause) {
					stated = append(stated, p)
				}
				return
			}
		}
	}
	for _, m := range x.Mentions {
		consider(m)
	}
	for i := range x.Undated {
		consider(&x.Undated[i].Mention)
	}
	if c.Hide {
		if len(inside) == 0 {
			inside = stated
		}
		// Words that tell no event are hidden already, and the rest of their sentence is not meant.
		return inside
	}
	if len(inside) == 0 {
		inside = around
	}
	return r.oneTime(c, doc, inside)
}

// covers reports whether a quote says most of what a clause says, or the other way round.
func covers(quote, clause text.Span) bool {
	both := text.Span{Start: max(quote.Start, clause.Start), End: min(quote.End, clause.End)}
	return both.Start < both.End && 2*both.Len() > min(quote.Len(), clause.Len())
}

// oneTime refuses a date for words that hold several expressions of time, and words that tell no event.
func (r *Run) oneTime(c *Correction, doc *source.Document, found []place) []place {
	if len(found) == 0 {
		r.stale(c, "to tell an event that was not found there, use add: with evidence:", "no event was found in these words of source %s", doc.ID)
		return nil
	}
	first := found[0]
	for _, p := range found[1:] {
		if p.time != first.time && p.quote == first.quote {
			r.stale(c, fmt.Sprintf("quote fewer words, with only one of %q and %q", first.time.Of(doc.Text), p.time.Of(doc.Text)),
				"the quote has more than one date")
			return nil
		}
	}
	return found
}

// rewrite returns the mentions with dates and hides applied, in the same order.
func (r *Run) rewrite(x event.Collection, docs map[string]*source.Document, dates map[place]map[*Correction]string, hides map[place]bool) event.Collection {
	if len(dates) == 0 {
		return x
	}
	var out event.Collection
	for _, m := range x.Mentions {
		p := place{m.Source, m.Time.Span, m.Quote}
		if dates[p] == nil {
			out.Mentions = append(out.Mentions, m)
		} else if m, keep := r.rewriteOne(*m, docs[m.Source], dates[p], hides[p]); keep {
			out.Mentions = append(out.Mentions, &m)
		}
	}
	for _, u := range x.Undated {
		p := place{u.Source, u.Time.Span, u.Quote}
		m, keep := r.rewriteOne(u.Mention, docs[u.Source], dates[p], hides[p])
		switch {
		case !keep:
		case !m.Date.IsZero():
			out.Mentions = append(out.Mentions, &m)
		default:
			out.Undated = append(out.Undated, u)
		}
	}
	return out
}

func (r *Run) rewriteOne(m event.Mention, doc *source.Document, values map[*Correction]string, hidden bool) (event.Mention, bool) {
	for _, c := range r.set.corrections {
		if _, ok := values[c]; !ok {
			continue
		}
		if hidden {
			r.change(c, "hide", text.Fold(m.Quote.Of(doc.Text)), "")
			continue
		}
		r.change(c, "date", m.Time.Date.String(), c.Date.String())
		if m.Date != c.Date {
			m.Date, m.CorrectionID = c.Date, c.ID
		}
	}
	return m, !hidden
}

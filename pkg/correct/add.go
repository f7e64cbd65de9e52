package correct

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"timeline/pkg/date"
	"timeline/pkg/source"
	"timeline/pkg/timeline"

	"golang.org/x/text/unicode/norm"
)

// additions adds the events that corrections bring. One that the articles tell by now, with the same date and the
// same words, is superseded; what several corrections add in the same words is one event.
func (r *Run) additions(events []timeline.Event, docs []*source.Document) []timeline.Event {
	if !slices.ContainsFunc(r.set.corrections, func(c *Correction) bool { return c.Add != nil }) {
		return events
	}
	byID := map[string]*source.Document{}
	var ids []string
	for _, d := range docs {
		byID[d.ID] = d
		ids = append(ids, d.ID)
	}
	f := newFinder(events)
	first := map[string]int{} // by what is added: the event
	for _, c := range r.set.corrections {
		if c.Add == nil || r.told(c, f) {
			continue
		}
		e, ok := r.added(c, byID, ids)
		if !ok {
			continue
		}
		what := fmt.Sprintf("%+v", *c.Add)
		if at, again := first[what]; again {
			r.outcomes[c.ID].event = events[at].ID
			r.change(c, "add", "", e.Title)
			r.note(&events[at], c)
			continue
		}
		first[what] = len(events)
		for n, id := 2, e.ID; slices.ContainsFunc(events, func(o timeline.Event) bool { return o.ID == e.ID }); n++ {
			e.ID = id + "-" + strconv.Itoa(n)
		}
		e.URL = "events/" + e.ID + "/"
		r.outcomes[c.ID].event = e.ID
		r.change(c, "add", "", e.Title)
		events = append(events, e)
	}
	return events
}

func (r *Run) told(c *Correction, f *finder) bool {
	for i := range f.quoted(c.Add.Evidence) {
		if f.events[i].Date == c.Add.Date {
			r.outcomes[c.ID].event = f.events[i].ID
			return true
		}
	}
	return false
}

func (r *Run) added(c *Correction, docs map[string]*source.Document, ids []string) (timeline.Event, bool) {
	a := c.Add
	e := timeline.Event{
		ID: addedID(a), Title: a.Title, Summary: a.Summary, Salience: 0.5, Confidence: 1, Status: "reported",
		People: []string{}, Places: []string{}, Organizations: []string{}, Evidence: []timeline.Evidence{},
		Disagreements: []timeline.Disagreement{}, Corrections: []string{c.ID}, Aliases: []string{},
	}
	e.SetDate(a.Date)
	cited := map[string]bool{}
	list := slices.Clone(a.Evidence)
	for _, id := range a.Sources {
		if !slices.ContainsFunc(list, func(q Quoted) bool { return q.Source == id }) {
			list = append(list, Quoted{Source: id})
		}
	}
	for _, q := range list {
		doc := docs[q.Source]
		if doc == nil {
			r.stale(c, didYouMean(NearIDs(q.Source, ids)), "there is no source %q", q.Source)
			return e, false
		}
		v, ok := r.cite(c, doc, q.Quote)
		if !ok {
			return e, false
		}
		e.Evidence = append(e.Evidence, v)
		cited[q.Source] = true
	}
	e.IndependentSources = len(cited)
	return e, true
}

// cite makes evidence of an editor's quote, or of an article that is cited as a whole.
func (r *Run) cite(c *Correction, doc *source.Document, quote string) (timeline.Evidence, bool) {
	v := timeline.Evidence{
		Source: doc.ID, Date: c.Add.Date, Rule: "correction", URL: doc.URL,
		TIMEX3: timeline.TIMEX3{Type: "DATE", Value: c.Add.Date.String()},
		Why:    "The editors added this event and give its date.",
	}
	if quote == "" {
		return v, true
	}
	spans := fold(doc.Text).find(doc.Text, quote)
	if len(spans) == 0 {
		hint := didYouMean(nil)
		if near := nearest(doc.Text, quote); near != "" {
			hint = "did you mean " + strconv.Quote(near) + "?"
		}
		r.stale(c, hint, "the words are not in source %s", doc.ID)
		return v, false
	}
	file := doc.FileSpan(spans[0])
	v.Quote = strings.Join(strings.Fields(spans[0].Of(doc.Text)), " ")
	v.QuoteSpan, v.Span = [2]int{file.Start, file.End}, [2]int{file.Start, file.Start}
	return v, true
}

// addedID names an added event by its day and the first words of its title, as the merge names those that it finds.
func addedID(a *Addition) string {
	first, last := a.Date.Bounds()
	if first == date.OpenStart {
		first = last
	}
	words := strings.FieldsFunc(strings.ToLower(norm.NFD.String(a.Title)), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && !unicode.Is(unicode.Mn, r)
	})
	for i, w := range words {
		words[i] = strings.Map(func(r rune) rune {
			if r > unicode.MaxASCII {
				return -1 // the mark of a letter
			}
			return r
		}, w)
	}
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
	if len(words) == 0 {
		words = []string{"event"}
	}
	return first.String() + "-" + strings.Join(words[:min(6, len(words))], "-")
}

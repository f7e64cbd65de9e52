package pipeline

import (
	"slices"

	"timeline/pkg/date"
	"timeline/pkg/event"
	"timeline/pkg/source"
	spans "timeline/pkg/text"
	"timeline/pkg/timeline"
)

// timeline puts together what the site and the exports show.
func (p *project) timeline(events []timeline.Event, docs []*source.Document, undated []event.Undated, corrections []timeline.Correction) *timeline.Timeline {
	if events == nil {
		events = []timeline.Event{}
	}
	told := map[string][]string{}
	for i := range events {
		e := &events[i]
		for _, id := range sourcesOf(e) {
			told[id] = append(told[id], e.ID)
		}
	}
	return &timeline.Timeline{
		Version: 1, Title: p.title(), Description: p.config.Description, Language: p.config.Language, AsOf: asOf(docs),
		Events: events, Sources: sources(docs, told), Undated: undatedOf(docs, undated), Corrections: corrections,
	}
}

func (p *project) title() string {
	if p.config.Title != "" {
		return p.config.Title
	}
	return "Timeline"
}

// sourcesOf returns the sources that an event's evidence cites, each once, in the order of the evidence.
func sourcesOf(e *timeline.Event) []string {
	var ids []string
	for i := range e.Evidence {
		if id := e.Evidence[i].Source; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// asOf is the last day that an article was published on: the timeline's own clock.
func asOf(docs []*source.Document) string {
	latest := date.OpenStart
	for _, d := range docs {
		if _, last := d.Published.Bounds(); last != date.OpenEnd {
			latest = max(latest, last)
		}
	}
	if latest == date.OpenStart {
		return ""
	}
	return latest.String()
}

func sources(docs []*source.Document, told map[string][]string) []timeline.Source {
	list := make([]timeline.Source, 0, len(docs))
	for _, d := range docs {
		events := told[d.ID]
		if events == nil {
			events = []string{}
		}
		list = append(list, timeline.Source{
			ID: d.ID, File: d.File, Line: d.Line, Kind: string(d.Kind), Title: d.Title, Publisher: d.Publisher, Author: d.Author,
			URL: d.URL, Published: d.Published, PublishedFrom: string(d.PublishedFrom), PublishedWhy: d.PublishedWhy,
			Language: d.Language, License: d.License, Events: events,
		})
	}
	return list
}

// undatedOf lists what could not be placed on the calendar: each expression once, in the order of the articles.
func undatedOf(docs []*source.Document, undated []event.Undated) []timeline.Undated {
	byID := map[string]*source.Document{}
	for _, d := range docs {
		byID[d.ID] = d
	}
	list := []timeline.Undated{}
	type place struct {
		source string
		spans.Span
	}
	seen := map[place]bool{}
	for _, u := range undated {
		d := byID[u.Source]
		if d == nil || seen[place{u.Source, u.Time.Span}] {
			continue
		}
		seen[place{u.Source, u.Time.Span}] = true
		list = append(list, timeline.Undated{
			Source: u.Source, Quote: spans.Fold(u.Quote.Of(d.Text)), Expression: spans.Fold(u.Time.Of(d.Text)), Why: u.Why,
		})
	}
	return list
}

package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"

	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/source"
	"timeline/pkg/text"
	"timeline/pkg/timeline"
)

// model is the timeline as the templates see it: cleaned, counted, linked. It is built once and only read afterwards.
type model struct {
	Title, Description string
	Lang               string
	AsOf               string
	Version            string
	BaseURL            string // with a slash at its end, or ""

	Events      []*event
	Sources     []*src
	Undated     []undated
	Corrections []*correction
	Disputed    []*event
	Facets      []facet
	Periods     []*period
	Pages       []*mdPage

	words     *words
	config    timeline.Config
	eventByID map[string]*event
	srcByID   map[string]*src
	corrByID  map[string]*correction
	md        goldmark.Markdown
	asOfISO   string
	over      Overrides
	frame     timeline.Digest // of what all pages share
	custom    bool            // the project has templates of its own
	lexicon   *Lexicon
	jobs      int
}

// event is one event as the pages show it. Path is the folder of its page, with a slash at its end.
type event struct {
	*timeline.Event
	Title, Summary string
	Path           string
	Anchor         string
	When           string
	Weekday        string
	Datetime       string // for <time>, "" when HTML cannot write the date
	Look           string // classes that draw grain and doubt
	Certainty      string // high, medium, low
	Lang           string // of its words; "": that of the page
	Status         string
	Facets         string // tokens for the filters
	Sources        []*src // each once, in the order of the evidence
	cites          []cite // of the evidence, piece by piece
	Corrections    []*correction
	Prev, Next     *event
	first, last    date.Day // of its date
	year, month    int      // where it stands in the hierarchy; month 0 for a date coarser than a month
	order          int
	page           string
	home           string // the list page that holds it
	sum            timeline.Digest
}

// src is one source. N is its number in citations, from 1, in the order of publication.
type src struct {
	*timeline.Source
	N                int
	Title, Publisher string
	Author           string
	Path             string
	Address          string // of the article, checked
	Lang             string // of its words; "": that of the page
	Published        string // in words, "" when unknown
	Digest           bool
	Quotes           []*quote // by place in the text
	Events           []*event // in time order
	doc              *source.Document
	cited            []citation // in time order
	sum              timeline.Digest
}

// Name is what a short reference calls the source.
func (s *src) Name() string {
	if s.Publisher != "" {
		return s.Publisher
	}
	return s.Title
}

// quote is one sentence of a source with the events it supports.
type quote struct {
	Anchor string // of the sentence on the source's page
	Text   string
	Events []*event
	first  citation
}

// cite is where a piece of evidence is from: nowhere when the timeline does not hold its source.
type cite struct {
	source *src
	quote  *quote // on the source's page
}

// citation is the i-th piece of evidence of an event, and the n-th that is from its source.
type citation struct {
	event *event
	i, n  int
	at    [2]int // in the source's text
}

func (c *citation) quote() string { return c.event.Evidence[c.i].Quote }

type undated struct {
	Source     *src
	Quote      string
	Expression string
	Why        string
}

// correction is an editor's correction; Note is made from Markdown when the page is rendered.
type correction struct {
	*timeline.Correction
	Anchor  string
	Heading string // the id in words
	Page    string // of the overview that shows it
	Event   *event
	By      string
	On      string
	Reason  string
	Outcome string
	Changes []change
	note    string
}

// reworded reports whether the words of the event are an editor's, who need not write in the language of the sources.
func (c *correction) reworded() bool {
	return slices.ContainsFunc(c.Changes, func(ch change) bool {
		return ch.Field == "title" || ch.Field == "summary" || ch.Field == "add" || ch.Field == "split"
	})
}

// change is one line of a correction: dates are in words, with the written form beside them.
type change struct {
	Field, Before, After string
}

// newModel prepares the timeline. Whatever it refers to and does not hold is left out of the pages and reported.
func newModel(in Input, w *words) (*model, diag.List) {
	tl := in.Timeline
	m := &model{
		Title: clean(cmp.Or(tl.Title, in.Config.Title, w.text("timeline"))), Description: clean(cmp.Or(tl.Description, in.Config.Description)),
		Lang: w.lang, AsOf: asOf(tl.AsOf, w), asOfISO: clean(tl.AsOf), over: in.Templates, Version: in.Version, BaseURL: baseURL(in.Config.BaseURL),
		words: w, config: in.Config, jobs: in.Jobs, lexicon: in.Lexicon,
		srcByID: map[string]*src{}, corrByID: map[string]*correction{}, md: newMarkdown(),
	}
	var problems diag.List
	m.addSources(in)
	m.addEvents(tl)
	m.addCorrections(tl)
	for i := range tl.Events {
		m.link(m.Events[i], &problems)
	}
	parallel(m.jobs, len(m.Sources), func(i int) { m.Sources[i].addQuotes() })
	m.addUndated(tl)
	m.addFacets()
	m.addPeriods()
	m.addPages(in.Pages)
	m.addSums(in.Sums)
	return m, problems
}

func asOf(s string, w *words) string {
	v, err := date.Parse(s)
	if err != nil {
		return ""
	}
	return v.Words(w.lang)
}

func baseURL(s string) string {
	if s = webAddress(s); s != "" && !strings.HasSuffix(s, "/") {
		s += "/"
	}
	return s
}

func (m *model) addSources(in Input) {
	docs := make(map[string]*source.Document, len(in.Documents))
	for _, d := range in.Documents {
		docs[d.ID] = d
	}
	for i := range in.Timeline.Sources {
		s := &in.Timeline.Sources[i]
		v := &src{
			Source: s, Publisher: clean(s.Publisher), Author: clean(s.Author), Title: clean(cmp.Or(s.Title, s.ID)),
			Path: "sources/" + slug(s.ID) + "/", Address: webAddress(s.URL), Lang: m.foreign(s.Language),
			Digest: s.Kind == string(source.Digest), doc: docs[s.ID],
		}
		if !s.Published.IsZero() {
			v.Published = s.Published.Words(m.Lang)
		}
		m.Sources = append(m.Sources, v)
		m.srcByID[s.ID] = v
	}
	slices.SortStableFunc(m.Sources, func(a, b *src) int {
		return cmp.Or(date.Compare(a.Source.Published, b.Source.Published), cmp.Compare(a.ID, b.ID))
	})
	for i, s := range m.Sources {
		s.N = i + 1
	}
}

func (m *model) addEvents(tl *timeline.Timeline) {
	m.Events = make([]*event, len(tl.Events))
	events := make([]event, len(tl.Events))
	m.eventByID = make(map[string]*event, len(tl.Events))
	parallel(m.jobs, len(tl.Events), func(i int) {
		events[i] = m.newEvent(&tl.Events[i], i)
		m.Events[i] = &events[i]
	})
	for i, v := range m.Events {
		e := v.Event
		if i > 0 {
			v.Prev, m.Events[i-1].Next = m.Events[i-1], v
		}
		m.eventByID[e.ID] = v
		if v.Status == "disputed" || len(e.Disagreements) > 0 {
			m.Disputed = append(m.Disputed, v)
		}
	}
}

func (m *model) newEvent(e *timeline.Event, order int) event {
	name := slug(e.ID)
	v := event{
		Event: e, Title: clean(cmp.Or(e.Title, e.Summary, e.ID)), page: "events/" + name + "/index.html", Anchor: "e-" + name,
		When: e.Date.Words(m.Lang), Datetime: datetime(e.Date), Look: look(e.Date), Certainty: certainty(e.Confidence),
		Status: cmp.Or(e.Status, "reported"), order: order, cites: make([]cite, len(e.Evidence)),
	}
	v.Path = strings.TrimSuffix(v.page, "index.html")
	v.Sources = make([]*src, 0, len(e.Evidence))
	for i := range v.cites {
		s := m.srcByID[e.Evidence[i].Source]
		if v.cites[i].source = s; s != nil && !slices.Contains(v.Sources, s) {
			v.Sources = append(v.Sources, s)
		}
	}
	v.first, v.last = e.Date.Bounds()
	if s := clean(text.Fold(e.Summary)); !sameWords(s, v.Title) {
		v.Summary = s
	}
	if g := e.Date.Grain(); (g == date.DayGrain || g == date.Time) && e.Date.Doubt() == 0 {
		v.Weekday = m.words.weekdays[v.first.Weekday()]
	}
	v.year, v.month = place(e.Date)
	return v
}

// sameWords reports whether a summary says no more than the title.
func sameWords(summary, title string) bool {
	return strings.EqualFold(strings.TrimRight(summary, ". "), strings.TrimRight(title, ". "))
}

func (m *model) addCorrections(tl *timeline.Timeline) {
	for i := range tl.Corrections {
		c := &tl.Corrections[i]
		v := &correction{
			Correction: c, Anchor: slug(c.ID), Heading: upperFirst(strings.ReplaceAll(clean(c.ID), "-", " ")), Event: m.eventByID[c.Event], By: clean(c.By), Reason: clean(c.Reason),
			On: c.On, Outcome: c.Outcome, note: c.Note,
		}
		if d, err := date.Parse(c.On); err == nil {
			v.On = d.Words(m.Lang)
		}
		for _, ch := range c.Changes {
			v.Changes = append(v.Changes, m.change(ch))
		}
		m.Corrections = append(m.Corrections, v)
		m.corrByID[c.ID] = v
	}
	slices.SortStableFunc(m.Corrections, func(a, b *correction) int {
		return cmp.Or(cmp.Compare(b.Correction.On, a.Correction.On), cmp.Compare(a.ID, b.ID))
	})
	for i, c := range m.Corrections {
		c.Page = overviewPath("corrections", i/perOverview)
	}
}

func (m *model) change(c timeline.Change) change {
	v := change{Field: clean(c.Field), Before: clean(c.Before), After: clean(c.After)}
	if c.Field == "date" || c.Field == "published" {
		v.Before, v.After = m.dateWords(v.Before), m.dateWords(v.After)
	}
	return v
}

func (m *model) dateWords(s string) string {
	if v, err := date.Parse(s); err == nil && s != "" {
		return v.Words(m.Lang)
	}
	return s
}

// link joins an event to its sources and corrections.
func (m *model) link(e *event, problems *diag.List) {
	for i := range e.cites {
		s := e.cites[i].source
		if s == nil {
			problems.Add(diag.Problem{
				Position: diag.Position{File: "timeline.json"}, Severity: diag.Warning,
				Message: "event " + e.ID + " quotes the source " + strconv.Quote(e.Evidence[i].Source) + ", which the timeline does not hold",
			})
			continue
		}
		s.cited = append(s.cited, citation{e, i, len(s.cited), e.Evidence[i].QuoteSpan})
	}
	for _, s := range e.Sources {
		s.Events = append(s.Events, e)
	}
	for _, id := range e.Event.Corrections {
		if c := m.corrByID[id]; c != nil {
			e.Corrections = append(e.Corrections, c)
		}
	}
	if len(e.Sources) > 0 && !slices.ContainsFunc(e.Corrections, (*correction).reworded) {
		e.Lang = e.Sources[0].Lang
	}
}

// foreign returns the language of an article's words where it is not that of the pages: screen readers change their voice
// for it (WCAG 3.1.2).
func (m *model) foreign(language string) string {
	base, _, _ := strings.Cut(strings.ToLower(clean(language)), "-")
	if base == m.Lang {
		return ""
	}
	return base
}

// Reasons is the language of the reasons, which are in English, "" on English pages.
func (m *model) Reasons() string { return m.foreign("en") }

// addQuotes finds the sentences that are cited of a source, by their place in the text. Of several with one place, that comes
// first which is cited first.
func (s *src) addQuotes() {
	slices.SortFunc(s.cited, func(a, b citation) int {
		if c := slices.Compare(a.at[:], b.at[:]); c != 0 {
			return c
		}
		return cmp.Or(strings.Compare(a.quote(), b.quote()), a.n-b.n)
	})
	quotes, events := make([]quote, 0, len(s.cited)), make([]*event, 0, len(s.cited)) // room for all, so that none moves
	for i, c := range s.cited {
		if i == 0 || c.at != s.cited[i-1].at || c.quote() != s.cited[i-1].quote() {
			quotes = append(quotes, quote{Text: clean(c.quote()), first: c})
			s.Quotes = append(s.Quotes, &quotes[len(quotes)-1])
			events = events[len(events):]
		}
		q := &quotes[len(quotes)-1]
		if n := len(events); n == 0 || events[n-1] != c.event {
			events = append(events, c.event)
		}
		q.Events = slices.Clip(events)
		c.event.cites[c.i].quote = q
	}
	slices.SortFunc(s.Quotes, func(a, b *quote) int {
		return cmp.Or(slices.Compare(a.first.at[:], b.first.at[:]), a.first.n-b.first.n)
	})
	for i, q := range s.Quotes {
		q.Anchor = "q" + strconv.Itoa(i+1)
	}
}

func (m *model) addUndated(tl *timeline.Timeline) {
	for _, u := range tl.Undated {
		if s := m.srcByID[u.Source]; s != nil {
			m.Undated = append(m.Undated, undated{Source: s, Quote: clean(u.Quote), Expression: clean(u.Expression), Why: clean(u.Why)})
		}
	}
	slices.SortStableFunc(m.Undated, func(a, b undated) int { return cmp.Compare(a.Source.N, b.Source.N) })
}

func certainty(confidence float64) string {
	switch {
	case confidence >= 0.8:
		return "high"
	case confidence >= 0.5:
		return "medium"
	}
	return "low"
}

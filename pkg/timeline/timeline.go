// Package timeline is the domain: events with their evidence, and the order, salience and selection of a timeline.
// Its JSON form is the contract of public/timeline.json, version 1.
package timeline

import (
	"timeline/pkg/date"
	"timeline/pkg/timex"
)

// Timeline is everything that the site and the exports show.
type Timeline struct {
	Version     int          `json:"version"` // 1
	Title       string       `json:"title"`
	Description string       `json:"description,omitempty"`
	Language    string       `json:"language"`
	AsOf        string       `json:"as_of"` // the latest publication date among the sources: no clock reaches the output
	Events      []Event      `json:"events"`
	Sources     []Source     `json:"sources"`
	Undated     []Undated    `json:"undated"`
	Corrections []Correction `json:"corrections"`
}

// Event is one thing that happened, or is expected, with everyone who says so.
type Event struct {
	ID    string     `json:"id"`
	URL   string     `json:"url"` // relative to public/: events/ID/
	Date  date.Value `json:"date"`
	Start *string    `json:"start"` // ISO day, inclusive; null when open
	End   *string    `json:"end"`
	Grain string     `json:"grain"`

	Title      string  `json:"title"`
	Summary    string  `json:"summary"`
	Salience   float64 `json:"salience"`   // 0..1, 1 most important
	Confidence float64 `json:"confidence"` // 0..1
	Key        bool    `json:"key"`
	Status     string  `json:"status"` // reported, expected, disputed

	People        []string `json:"people"`
	Places        []string `json:"places"`
	Organizations []string `json:"organizations"`

	Evidence           []Evidence     `json:"evidence"`
	IndependentSources int            `json:"independent_sources"`
	Merged             []string       `json:"merged,omitempty"` // why the reports are one event, a reason a line
	Disagreements      []Disagreement `json:"disagreements"`
	Corrections        []string       `json:"corrections"`    // ids
	Aliases            []string       `json:"aliases"`        // earlier ids, which still lead here
	Text               string         `json:"text,omitempty"` // editors' Markdown from content/events

	// Unclear: one article alone tells it, with a title that does not stand by itself. It is published only where an editor has
	// something to say of it.
	Unclear bool `json:"-"`
}

// Evidence is one sentence of one source that tells the event.
type Evidence struct {
	Source      string       `json:"source"`
	Quote       string       `json:"quote"`
	QuoteSpan   [2]int       `json:"quote_span"` // bytes of the source's file; for .jsonl, of its text
	Expression  string       `json:"expression"` // "" for a headline dated by its article
	Span        [2]int       `json:"span"`
	TIMEX3      TIMEX3       `json:"timex3"`
	Date        date.Value   `json:"date"`
	Anchor      Anchor       `json:"anchor"`
	Rule        string       `json:"rule"`
	Why         string       `json:"why"` // one sentence that a reader understands
	URL         string       `json:"url"` // to the exact sentence where that is possible
	Steps       []timex.Step `json:"steps,omitempty"`
	Attribution string       `json:"attribution,omitempty"`
}

// TIMEX3 holds the attributes of the expression (TimeML 1.2.1).
type TIMEX3 struct {
	Type  string `json:"type"`
	Value string `json:"value"`
	Mod   string `json:"mod,omitempty"`
}

// Anchor is what the expression was measured from.
type Anchor struct {
	Kind string     `json:"kind"`
	Date date.Value `json:"date"`
	From string     `json:"from"`
}

// Disagreement lists what the sources claim differently about one event.
type Disagreement struct {
	About  string  `json:"about"` // "number of troops", "date"
	Claims []Claim `json:"claims"`
}

// Claim is one value and the sources that give it.
type Claim struct {
	Value   string   `json:"value"`
	Sources []string `json:"sources"`
}

// Source is an article as the timeline cites it.
type Source struct {
	ID            string     `json:"id"`
	File          string     `json:"file"`
	Line          int        `json:"line,omitempty"` // of a .jsonl file
	Kind          string     `json:"kind"`
	Title         string     `json:"title"`
	Publisher     string     `json:"publisher"`
	Author        string     `json:"author"`
	URL           string     `json:"url"`
	Published     date.Value `json:"published"`
	PublishedFrom string     `json:"published_from"`
	PublishedWhy  string     `json:"published_why"`
	Language      string     `json:"language"`
	License       string     `json:"license,omitempty"`
	Events        []string   `json:"events"`
}

// Undated is an expression that could not be placed on the calendar.
type Undated struct {
	Source     string `json:"source"`
	Quote      string `json:"quote"`
	Expression string `json:"expression"`
	Why        string `json:"why"`
}

// Correction is an editor's correction and what it did.
type Correction struct {
	ID      string   `json:"id"`      // the file's name without its ending
	Outcome string   `json:"outcome"` // applied, superseded, stale, conflict
	By      string   `json:"by"`
	On      string   `json:"on"`
	Reason  string   `json:"reason"`
	Event   string   `json:"event"` // the event it shows on, "" for none
	Changes []Change `json:"changes"`
	Note    string   `json:"note,omitempty"` // the public note, Markdown
}

// Change is one thing that a correction altered.
type Change struct {
	Field  string `json:"field"` // date, title, …
	Before string `json:"before"`
	After  string `json:"after"`
}

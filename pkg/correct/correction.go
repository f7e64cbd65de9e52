// Package correct applies what editors put right. A correction is a Markdown file under content/corrections: front
// matter that says what to change, and a note that readers see.
//
//	---
//	event: 2014-02-22-yanukovych-removed
//	evidence:
//	  - source: agency-2014-02-23
//	    quote: Parliament voted on Saturday to remove him.
//	by: A. Editor
//	on: 2014-06-01
//	reason: The article counts from the wrong Saturday.
//	date: 2014-02-22
//	---
//	We first gave 1 March as the date of the vote.
//
// It acts on an event, or on a quoted sentence of a source, or on a source, or adds an event:
//
//	event: ID                  date, title, summary, hide, pin, merge: [IDs], split: [{quote, date, title}]
//	source: ID, quote: "…"     the same; date and hide then act on that sentence before reports are merged
//	source: ID                 published
//	add: {title, date, …}      a new event, with sources: [IDs], evidence: [{source, quote}], or editorial: true
//
// Targets are found by evidence. The ID of an event may change when articles come and go; the quotes under evidence,
// which `timeline correct` writes, find the event again. A quote is compared with white space folded, so an edited
// article keeps its corrections as long as the words are there.
//
// Every correction of a build ends as applied, as superseded (the extractor says the same by now), as stale (its
// target is gone: an error), or in conflict with another (an error that names both, and neither is applied). Neither
// the names nor the order of the files matter.
package correct

import (
	"path"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/front"
)

// Correction is one file, checked on its own.
type Correction struct {
	ID   string // the file's name without its ending
	File string
	At   diag.Position // of the target, for problems that show only later

	Event    string   // the event, or
	Source   string   // the source, and
	Quote    string   // the sentence in it
	Evidence []Quoted // where the event is found again when its ID has changed

	By, Reason string
	On         date.Value
	Note       string // Markdown

	Date, Published date.Value
	Title, Summary  string
	Hide, Pin       bool
	Merge           []string
	Split           []Part
	Add             *Addition
}

// OnSentence reports whether the correction dates or hides a sentence of an article, before reports are merged.
func (c *Correction) OnSentence() bool { return c.Quote != "" && (!c.Date.IsZero() || c.Hide) }

// Quoted is a sentence of a source.
type Quoted struct {
	Source string `yaml:"source"` // the article's ID: its file's name without the ending
	Quote  string `yaml:"quote"`  // exact words of the sentence
}

// Part is a sentence that tells an event of its own, with what to say of it.
type Part struct {
	Quote string
	Date  date.Value // zero: as extracted
	Title string     // "": as extracted
}

// Addition is an event that no article was found to tell.
type Addition struct {
	Title, Summary string
	Date           date.Value
	Sources        []string
	Evidence       []Quoted
	Editorial      bool // the editors answer for it alone
}

// FrontMatter is the front matter as it is written. Dates are read afterwards: a person may type them in many ways.
// The comments on its fields become the descriptions of docs/schemas/correction.schema.json, so they are written for
// editors.
type FrontMatter struct {
	Event     string          `yaml:"event"`     // the event to correct: the last part of its page's address
	Source    string          `yaml:"source"`    // or the article to correct: its file's name without the ending
	Quote     string          `yaml:"quote"`     // exact words of the sentence of that article
	Evidence  []Quoted        `yaml:"evidence"`  // sentences that find the event again when its ID has changed; timeline correct writes them
	By        string          `yaml:"by"`        // who answers for the correction
	On        string          `yaml:"on"`        // the day of the correction: 2014-06-01
	Reason    string          `yaml:"reason"`    // why, in a sentence for readers
	Date      string          `yaml:"date"`      // the right date: 2014-03-28, 2014-03, "about 21 March 2014", 2014-03-20/2014-03-21
	Title     string          `yaml:"title"`     // the right title
	Summary   string          `yaml:"summary"`   // a summary for readers
	Hide      bool            `yaml:"hide"`      // true: do not show the event; with a quote, do not read the sentence
	Merge     []string        `yaml:"merge"`     // the IDs of other events that are the same one
	Split     []SplitMatter   `yaml:"split"`     // sentences that tell events of their own
	Published string          `yaml:"published"` // the right day of publication of the source
	Pin       bool            `yaml:"pin"`       // true: make it a key event
	Add       *AdditionMatter `yaml:"add"`       // an event that no article was found to tell
}

// SplitMatter is a sentence that tells an event of its own, as it is written.
type SplitMatter struct {
	Quote string `yaml:"quote"` // exact words of the sentence
	Date  string `yaml:"date"`  // the date of its event; as extracted when left out
	Title string `yaml:"title"` // the title of its event; as extracted when left out
}

// AdditionMatter is a new event, as it is written.
type AdditionMatter struct {
	Title     string   `yaml:"title"`     // a short headline
	Date      string   `yaml:"date"`      // when it happened: 2014-03-28, 2014-03, 2014-03-20/2014-03-21
	Summary   string   `yaml:"summary"`   // what happened, in a sentence or two
	Sources   []string `yaml:"sources"`   // the IDs of articles that tell it
	Evidence  []Quoted `yaml:"evidence"`  // sentences that tell it
	Editorial bool     `yaml:"editorial"` // true: no article tells it, and the editors answer for it alone
}

// maxFile bounds a correction file: a note of a hundred pages.
const maxFile = 1 << 18

// Parse reads one correction file. It returns nil when the file says too little to act on; the problems say why.
func Parse(file string, data []byte) (*Correction, diag.List) {
	r := reader{file: file}
	at := diag.Position{File: file, Line: 1, Column: 1}
	switch {
	case len(data) > maxFile:
		r.problem(at, "a correction is a short note; was an article saved here by mistake?", "the file is larger than %d KB", maxFile>>10)
		return nil, r.problems
	case r.notText(data):
		return nil, r.problems
	}
	head, body, _, ok := front.Split(data)
	if !ok {
		r.missingHead(data, at)
		return nil, r.problems
	}
	var m FrontMatter
	r.tree, r.problems = front.Read(file, head, front.HeadLine, &m)
	c := r.correction(m)
	c.ID = strings.TrimSuffix(path.Base(file), path.Ext(file))
	c.File, c.Note = file, strings.TrimSpace(strings.ReplaceAll(string(body), "\r\n", "\n"))
	r.check(c)
	r.problems.Sort()
	if r.problems.Err() != nil {
		return nil, r.problems
	}
	return c, r.problems
}

// Package site turns a timeline into a tree of static pages.
//
// Every page is complete without JavaScript, asks nothing of another host, and links to its neighbours with relative
// addresses that end in a file name, so that the tree works under any path and straight from a disk:
//
//	index.html                  the timeline, or its key moments and its years when it is long
//	years/2014/index.html       a year, when the timeline is split; years/2014/03/index.html a month
//	events/ID/index.html        one event with its evidence
//	sources/ID/index.html       one source with the sentences that are quoted from it
//	corrections/, disputed/, undated/, about/ and one folder for each page of content/pages
//	embed/ID.html               one event as a card for other sites, without scripts
//	assets/                     one style sheet, one script, an icon, the search index in shards
//
// The pages are html/template files; each of them, and each asset, can be replaced on its own (Input.Templates).
package site

import (
	"timeline/pkg/source"
	"timeline/pkg/timeline"
)

// Input is all that the pages are made from. Nothing else reaches them: no clock, no network, no environment.
type Input struct {
	Timeline *timeline.Timeline
	Config   timeline.Config

	// Documents are the articles behind Timeline.Sources, in any order. The text of a digest and of an article with
	// "publish: full" is shown on its source's page; an absent document only leaves the text out.
	Documents []*source.Document

	Pages     []Page
	Templates Overrides // nil: the built-in templates
	Version   string    // of the generator, for the footer; "" leaves it out
	Jobs      int       // pages rendered at once; 0 or less: as many as there are processors

	Sums    []timeline.Digest // of the events (timeline.Event.Digest); nil: they are taken
	Lexicon *Lexicon          // what the plan before this one has found out; nil: nothing
}

// Page is one file of content/pages.
type Page struct {
	ID    string // the file's name without its ending: about, methods, …
	File  string // for messages
	Title string // "" takes the first heading of the body, or the ID
	Body  string // Markdown
}

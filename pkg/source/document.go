// Package source loads articles: Markdown, plain text, HTML and JSON Lines under content/sources. It tells prose from
// titles, bylines, datelines, captions and boilerplate, and finds the publication date (the DCT) and says from what.
package source

import (
	"timeline/pkg/date"
	"timeline/pkg/text"
)

// Document is one article, ready for tagging. It is plain data and is not changed after loading.
type Document struct {
	ID   string // unique in a project: the file's name without its ending, or the id of a .jsonl line
	File string // slash-separated path below the content folder's parent, e.g. content/sources/a.md
	Line int    // for a line of a .jsonl file, its number from 1; otherwise 0

	Title     string
	Publisher string
	Author    string
	URL       string // http or https, checked; "" when absent or unsafe
	Language  string // BCP 47, e.g. "en"; stated or detected
	License   string
	Tags      []string
	Kind      Kind
	Publish   Publish

	Published     date.Value // day or time; zero when unknown
	PublishedFrom DateSource
	PublishedWhy  string // for a reader: `the line "March 28, 2014" under the headline`
	Updated       date.Value

	// Text is the article with its markup taken off: blocks in reading order, separated by blank lines.
	Text   string
	Blocks []Block
	Hash   string // hex SHA-256 of everything that reading the article depends on

	offsets  offsets   // places in Text and in the file that correspond
	elements []element // what has marks around it in the file
}

// Kind says whose words the text is.
type Kind string

// An Article is the publisher's words. A Digest is the editors' own summary of the article at the URL.
const (
	Article Kind = "article"
	Digest  Kind = "digest"
)

// Publish says how much of the text the site may show.
type Publish string

// Excerpt shows the quoted sentences only; Full shows the text.
const (
	Excerpt Publish = "excerpt"
	Full    Publish = "full"
)

// DateSource says what the publication date was read from, as in timeline.json.
type DateSource string

// The sources of a publication date, best first.
const (
	FromFrontMatter DateSource = "front matter"
	FromMetadata    DateSource = "metadata"
	FromText        DateSource = "text"
	FromURL         DateSource = "url"
	FromInferred    DateSource = "inferred"
	FromUnknown     DateSource = "unknown"
)

// Role is the part that a block plays in an article.
type Role uint8

// The roles. Only Prose, Heading, ListItem, Quote and Title state events.
const (
	Prose Role = iota
	Title      // the headline, where it stands in the text
	Subtitle
	Byline
	Dateline // a line with a date or place of writing only: a masthead, "March 28, 2014"
	Heading
	ListItem
	Quote   // a block quotation
	Caption // of a picture
	TableRow
	Boilerplate // menus, pleas, "most popular", browser warnings
)

var roleNames = [...]string{"prose", "title", "subtitle", "byline", "dateline", "heading", "list item", "quote", "caption", "table row", "boilerplate"}

func (r Role) String() string { return roleNames[r] }

// Block is a paragraph or line of an article with one role. Blocks do not overlap and are in the order of Text.
type Block struct {
	text.Span // in Text
	Role      Role

	// Dateline is the place, date and agency that a paragraph starts with, such as "KIEV, Nov 25 (Reuters) - ", in
	// Text and with the white space after it: words that belong in no quote. It is empty when there is none.
	Dateline text.Span
}

// Package event finds the sentences of an article that state an event, and for each its trigger, participants, places
// and time.
package event

import (
	"timeline/pkg/date"
	"timeline/pkg/text"
	"timeline/pkg/timex"
)

// Status says whether what a sentence tells has happened.
type Status string

// The statuses of an event, as in timeline.json. Disputed is given only after the merge.
const (
	Reported Status = "reported"
	Expected Status = "expected"
	Disputed Status = "disputed"
)

// Mention is one statement of an event in one article.
type Mention struct {
	Source   string        // the article's ID
	Quote    text.Span     // the sentence, in Document.Text
	Time     timex.Mention // the expression that dates it; its span is in Document.Text
	Headline bool          // stated by the headline or the lead of a dated article, without words of time

	Clause       text.Span // the part of the sentence that states the event
	Trigger      string    // lemma of the word that names the event: "call", "annex"
	Title        string    // the clause as a title: short, without date and attribution
	Plain        string    // the title with its pronoun, where what that stands for is named, else "": IDs are made of it
	Summary      string    // the sentence without its words of time and attribution
	Around       bool      // the title is that of the clause around the noun that the expression dates
	Weak         bool      // too little by itself to be an event: it only adds to one that others tell
	Vague        bool      // the title does not stand by itself: its article alone says who or what it is about
	Bare         bool      // the title is a noun phrase: it has no finite verb
	Caption      bool      // stands under a picture
	Lead         bool      // stands in the headline or the first sentence
	Status       Status
	Denied       bool
	Attribution  string // who says so: "the White House"; "" when the article itself does
	People       []string
	Places       []string
	Orgs         []string
	Words        []string // stems of the clause's content words, sorted: what the merge compares
	Context      []string // stems of the whole sentence's content words, sorted
	Classes      []string // kinds of events that the clause's words name: "vote", "seize"; sorted
	Numbers      []Number
	Counts       []Count    // of the whole article; only its first mention has them
	Days         []NamedDay // that the whole article names; only its first mention has them
	Position     float64    // 0 at the start of the article's prose, 1 at its end
	Confidence   float64
	Date         date.Value // Time.Date, or what a correction says
	CorrectionID string     // the correction that fixed Date, or ""
}

// NamedDay is a day that an article names.
type NamedDay struct {
	Day    date.Day
	Digits bool // with its number: not "Friday"
}

// Number is a quantity with what it counts: 50,000 troops.
type Number struct {
	Value float64
	Unit  string // the noun counted, singular, lower-case
	text.Span
}

// Undated is the mention of an event whose expression could not be placed on the calendar, with the reason. Its Date is
// zero.
type Undated struct {
	Mention
	Why string
}

// Collection is what several articles say of events. Its mentions are those of their extractions, which nobody changes: they
// are large, and many.
type Collection struct {
	Mentions []*Mention
	Undated  []Undated
}

// Collect returns what extractions hold, in their order.
func Collect(extractions []Extraction) Collection {
	mentions, undated := 0, 0
	for i := range extractions {
		mentions, undated = mentions+len(extractions[i].Mentions), undated+len(extractions[i].Undated)
	}
	c := Collection{make([]*Mention, 0, mentions), make([]Undated, 0, undated)}
	for i := range extractions {
		x := &extractions[i]
		for k := range x.Mentions {
			c.Mentions = append(c.Mentions, &x.Mentions[k])
		}
		c.Undated = append(c.Undated, x.Undated...)
	}
	return c
}

// Extraction is all that one article says of events. It is plain data: it can be stored and read back.
type Extraction struct {
	Mentions []Mention
	Undated  []Undated
	Digest   Digest // of the article
}

package event

import (
	"slices"
	"strings"

	"timeline/pkg/text"
	"timeline/pkg/timex"
)

// This file reads the first sentence of a dated article as news of its day.

// poorLead reports whether the first sentence of an article does not tell what happened on the day of it: how things are, what
// somebody thinks, what was before, or a line without an end.
func (x *extractor) poorLead(r *reading, c clause, e *Mention) bool {
	f := r.finiteAt(c)
	t := r.tenseOf(f)
	first := r.low(r.firstWord())
	switch {
	case f < 0, t != pastTense && t != perfectTense, t == pastTense && len(e.Classes) == 0, t == perfectTense && r.summedUp(c, f):
		return true
	case (strings.HasSuffix(first, "ing") || participle(first)) && prepositions[r.low(r.firstWord()+1)] && !isEventNoun(first):
		return true // "Sitting in a dark hall, she …": a scene
	case !r.milestone(c) && !r.tellsAct(c):
		return true // "the crisis has intensified the debate"
	case leadless[first], IsPronoun(first), len(x.told) > 1:
		return true
	case !r.ends(), r.runOns() > 0, x.talky(e.Quote.Start):
		return true
	}
	return r.stative(c, f) || r.habitual(f) || r.possible(c)
}

// tellsAct reports whether the verb of a clause is one of saying, promising or asking.
func (r *reading) tellsAct(c clause) bool {
	w := r.low(c.verb)
	return speech[w] || acts[w] || promises[w] || tellings[w]
}

// summedUp reports whether a clause in the perfect tells what has gone on for long, or become of something, and not what was done:
// "have been pushing for", "six months of war have left the port in ruins".
func (r *reading) summedUp(c clause, f int) bool {
	if r.low(f+1) == "been" {
		return strings.HasSuffix(r.low(c.verb), "ing")
	}
	next := r.low(c.verb + 1)
	if w := r.low(r.firstWord()); becomings[r.low(c.verb)] || r.low(c.verb) == "made" && (next == "it" || next == "clear") || w == "most" || w == "almost" {
		return true
	}
	return slices.ContainsFunc(c.words, func(i int) bool {
		w := r.low(i)
		return i < f && (w == "days" || w == "weeks" || w == "months" || w == "years" || w == "decades")
	})
}

// becomings are participles of verbs that sum up what has become of something.
var becomings = set(`provided left served kept maintained become seen raised prompted disrupted exposed turned brought put grown risen fallen spread secured succeeded complicated cast`)

// leadless are words with which no first sentence of a report of the day begins.
var leadless = set(`before by from since if although though here this that these those it there`)

// ends reports whether a sentence ends with a mark.
func (r *reading) ends() bool {
	i := len(r.toks) - 1
	for i > 0 && (r.low(i) == "\"" || r.low(i) == "”" || r.low(i) == "’" || r.low(i) == ")" || r.low(i) == "'") {
		i--
	}
	if i < 0 {
		return false
	}
	switch r.low(i) {
	case ".", "!", "?", "…":
		return true
	}
	return strings.HasSuffix(r.low(i), ".")
}

// runOns counts the sentences that are run into a sentence: one that goes on in another, a list of points without stops.
func (r *reading) runOns() int {
	n := 0
	for i := range r.toks {
		if r.timed[i] == 0 && r.runOn(i) {
			n++
		}
	}
	return n
}

// namesOtherDay reports whether one of the expressions is not of the day of publication: what stands with it may not be, either.
func (x *extractor) namesOtherDay(r *reading) bool {
	published, last := x.doc.Published.Bounds()
	for i, m := range r.times {
		from, to := m.Date.Bounds()
		if m.Date.IsZero() || m.Type != timex.Date && m.Type != timex.Time || to >= published && last >= from {
			continue
		}
		if a, b := r.tokensOf(i); a < 0 || !r.belongsElsewhere(m, a, b) {
			return true
		}
	}
	return false
}

// shortItem is how many bytes of text are a short piece of news, which is about what its first sentence tells.
const shortItem = 1200

// soonAfter is how far after the first sentence of a longer article, in bytes, its day must be named.
const soonAfter = 600

// confirmed reports whether a lead that ends at end is news of the day of publication: of a short item, or of an article that goes
// on with that day, and not with another one. What is longer, and says nothing of the day, may be a portrait, a comment or an
// analysis; a paper of the morning goes on with "yesterday".
func (x *extractor) confirmed(end int) bool {
	if x.last-x.first <= shortItem {
		return true
	}
	rest := x.doc.Text[end:min(len(x.doc.Text), end+creditNear)]
	if strings.HasPrefix(strings.TrimLeft(rest, " \n"), "(") {
		return false // the credit of a picture
	}
	published, last := x.doc.Published.Bounds()
	from, _ := slices.BinarySearchFunc(x.times, end, func(m timex.Mention, at int) int { return m.Start - at })
	for _, m := range x.times[from:] {
		if m.Start > end+soonAfter {
			return false
		}
		first, to := m.Date.Bounds()
		if m.Date.IsZero() || m.Type != timex.Date && m.Type != timex.Time || first != to || published-first > weekDays || first-published > weekDays {
			continue
		}
		return first == published && first == last
	}
	return false
}

const (
	creditNear = 8 // bytes between a caption and its credit
	weekDays   = 7
)

// undatedLead makes the lead of a dated article an event of its day.
func (x *extractor) undatedLead(r *reading, span text.Span) {
	c, ok := r.whole()
	if !ok || c.denied || c.hypothetical || r.noEvent(c, -1) || modals[r.finiteOf(c)] {
		return // "the council will be asked": nothing of that day
	}
	e := x.build(r, c, span, true)
	e.Weak = e.Weak || x.poorLead(r, c, &e) || !x.confirmed(span.End)
	day := x.doc.Published
	e.Headline, e.Date = true, day.Plain()
	e.Weak = e.Weak || x.slight(r, c, &e, timex.Mention{}, -1)
	e.Time = timex.Mention{
		Span: text.Span{Start: span.Start, End: span.Start}, Type: timex.Date, Value: day.String(), Raw: day.String(), Date: day,
		Anchor: timex.Anchor{Kind: timex.AnchorDCT, Date: day, From: dctFrom(x.doc)}, Rule: "lead", Confidence: 0.6,
	}
	e.Confidence *= 0.6
	if e.Title != "" {
		x.out.Mentions = append(x.out.Mentions, e)
	}
}

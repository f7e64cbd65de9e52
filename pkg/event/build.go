package event

import (
	"cmp"
	"slices"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/text"
)

// This file makes the mention of a clause, and says when it is too little to stand alone.

// build makes the mention of a clause, all but its time.
func (x *extractor) build(r *reading, c clause, span text.Span, lead bool) Mention {
	e := Mention{
		Source: x.doc.ID, Quote: span, Status: c.status, Attribution: c.attribution, Lead: lead, Confidence: 1,
		Summary: r.summary(c.own),
	}
	plain := r.titleOf(c, c.words)
	shown := plain
	e.Title = r.render(plain)
	if r.stand = x.explain(r, c, shown); len(r.stand) > 0 {
		shown = r.explained(c, shown)
		e.Plain, e.Title = e.Title, r.render(shown)
	}
	e.Vague, e.Bare = r.vague(c, shown), r.verbIn(shown) < 0
	known := r.stand
	r.stand = nil
	if len(c.words) > 0 {
		e.Clause = text.Span{Start: r.toks[slices.Min(c.words)].Start, End: r.toks[slices.Max(c.words)].End}
	}
	if c.verb >= 0 && c.verb < len(r.toks) {
		e.Trigger = Stem(r.low(c.verb))
	}
	e.People = within(x.found, e.Clause, person)
	e.Places = within(x.found, e.Clause, place)
	e.Orgs = within(x.found, e.Clause, organization)
	for _, s := range known {
		e.People = union(e.People, within(x.found, s.span, person))
	}
	timed := func(t token) bool { i := r.at(t); return i >= 0 && r.timed[i] != 0 }
	e.Words = contentWords(r.pick(append(slices.Clone(c.core), c.words...)), timed)
	e.Context = contentWords(r.toks, timed)
	e.Classes = classesOf(e.Words)
	e.Weak = r.weak(c, e, plain)
	if k := r.segmentOf(c.verb); e.Weak && c.nominal && !c.apart && !r.datesNoun(c) && r.segs[k].verb >= 0 {
		// "deal" alone says nothing: its clause does, with its words of time
		if around := r.clauseAt(k, c.verb); !r.noEvent(around, -1) && r.mayStandAround(r.segs[k].verb) && !r.longGone(c) && !r.forAnother(c, k) && !r.stative(around, r.segs[k].verb) {
			shown = r.titleWords(around.words, -1)
			e.Title, e.Weak, e.Around, e.Vague, e.Bare = r.render(shown), false, true, r.vague(around, shown), false
		}
	}
	if !e.Weak && r.leads(c) {
		shown = r.titleWords(r.clauseAt(r.segmentOf(c.verb), -1).words, c.own)
		e.Title, e.Vague = r.render(shown), r.vague(c, shown)
	}
	if around, ok := r.meanwhile(c); ok && !e.Weak && !e.Around {
		if shown = r.titleWords(around.words, c.own); len(shown) > 3 && !r.vague(around, shown) {
			e.Title, e.Around, e.Vague, e.Bare = r.render(shown), true, false, false
		}
	}
	e.Numbers = r.numbers(tokensFrom(0, len(r.toks)))
	if x.last > x.first {
		e.Position = min(1, max(0, float64(span.Start-x.first)/float64(x.last-x.first)))
	}
	return e
}

// leads reports whether a noun with a day of its own is the subject of a clause that tells what came of it then: "Friday's talks
// in Porto | ended the strike".
func (r *reading) leads(c clause) bool {
	if !c.nominal || c.apart || c.own == 0 || !isEventNoun(r.low(c.verb)) || r.times[c.own-1].Date.Grain() >= date.Week {
		return false
	}
	k := r.segmentOf(c.verb)
	s := r.segs[k]
	if s.verb <= c.verb || s.open != openStart || c.words[0] > s.from+3 || r.tenseOf(s.verb) != pastTense || speech[r.low(s.verb)] || r.ownTimeBut(k, c.own) {
		return false
	}
	around := r.clauseAt(k, -1)
	return !r.noEvent(around, -1) && !r.stative(around, s.verb)
}

// meanwhile returns the clause that tells what happened during what a noun names, of which the noun alone would tell little: "Guards shot a
// docker | during a visit of the mayor on Friday".
func (r *reading) meanwhile(c clause) (clause, bool) {
	if !c.nominal || c.apart || len(c.words) == 0 {
		return clause{}, false
	}
	first := slices.Min(c.words)
	for first > 0 && (r.timed[first-1] != 0 || determiners[r.low(first-1)] || r.toks[first-1].poss) {
		first--
	}
	k := r.segmentOf(c.verb)
	if r.low(first-1) != "during" || r.segs[k].open == openRel {
		return clause{}, false
	}
	if k = r.verbSegment(k); k < 0 || r.tenseOf(r.segs[k].verb) != pastTense || r.ownTimeBut(k, c.own) {
		return clause{}, false
	}
	around := r.clauseAt(k, c.verb)
	if len(around.words) == 0 || r.noEvent(around, -1) || r.stative(around, r.segs[k].verb) || r.verbIn(around.words) <= 0 {
		return clause{}, false
	}
	return around, true
}

// ownTimeBut reports whether an expression of time other than own stands in segment k.
func (r *reading) ownTimeBut(k, own int) bool {
	for i := r.segs[k].from; i < r.segs[k].to; i++ {
		if r.timed[i] != 0 && r.timed[i] != own {
			return true
		}
	}
	return false
}

// mayStandAround reports whether the clause with the finite verb at f can tell what a noun in it is about: not how things are
// now.
func (r *reading) mayStandAround(f int) bool {
	return r.tenseOf(f) != presentTense || r.low(f) == "has" || r.low(f) == "have"
}

// longGone reports whether a clause's expression gives a month or a year to the object of the verb around it: "the debate that preceded the
// 2003 war" says nothing of when the debate was.
func (r *reading) longGone(c clause) bool {
	m := r.times[c.own-1]
	f := r.segs[r.segmentOf(c.verb)].verb
	if m.Date.IsZero() || m.Date.Interval || m.Date.Grain() < date.Month || c.verb < f {
		return false
	}
	for i := c.verb - 1; i > f; i-- {
		switch r.low(i) {
		case "in", "during", "with", "by", "after", "at":
			return false // "were lost in the 1948 war"
		}
		if prepositions[r.low(i)] || r.low(i) == "to" {
			break
		}
	}
	return true
}

// forAnother reports whether the day of a noun is not that of the clause in segment k around it: what somebody left or asked for, or what was
// said before it: "was flying to Porto for a Sunday meeting", "had said they would not be at Tuesday's march".
func (r *reading) forAnother(c clause, k int) bool {
	f := r.segs[k].verb
	if c.words[0] <= f {
		return false
	}
	i := c.words[0] - 1
	for i > f && (r.timed[i] != 0 || determiners[r.low(i)] || r.toks[i].kind == punct) {
		i--
	}
	switch r.low(i) {
	case "for":
		return r.progressive(f)
	case "at", "of", "about", "on", "to":
		return r.low(f) == "had" && r.perfect(f)
	}
	return false // "had been hurt in Sunday's fighting": then
}

// datesNoun reports whether a clause's expression can only date its noun: "the statement of April 17".
func (r *reading) datesNoun(c clause) bool {
	a, _ := r.tokensOf(c.own - 1)
	return a > 0 && r.low(a-1) == "of"
}

// union returns the strings of two sorted lists, sorted, without repeats.
func union(a, b []string) []string {
	if len(b) == 0 {
		return a
	}
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// weak reports whether a title says too little to stand alone: "Deal", "He said". P is its words before others stand for some.
func (r *reading) weak(c clause, e Mention, p phrase) bool {
	if r.broken(c, p) {
		return true
	}
	words := strings.Fields(cmp.Or(e.Plain, e.Title))
	named := c.nominal && len(words) == 2 && (c.apart || c.words[0] > 0 && r.toks[c.words[0]].caps) // "Minsk agreements"
	if len(words) < 2 || len(words) == 2 && (c.nominal && !isCapital(words[1][0]) && !named && !asidePart(words[1]) || IsPronoun(strings.ToLower(words[0]))) {
		return true
	}
	if last := len(words) - 1; speech[strings.ToLower(words[last])] && !c.nominal && (last < 4 || r.verbIn(c.words) >= last-1) {
		return true
	}
	if len(c.words) > 0 && !c.nominal && r.verbIn(c.words) == 0 && !e.Lead {
		return true // nobody does it
	}
	if !c.nominal && r.tellsNothing(c) {
		return true
	}
	return len(words) == 3 && IsPronoun(strings.ToLower(words[0])) && speech[strings.ToLower(words[1])]
}

// tellings are verbs that need what was told, not only whom: "NATO told Moscow".
var tellings = set(`told tell tells informed assured reminded notified`)

// tellsNothing reports whether a clause says that somebody was told, but not what.
func (r *reading) tellsNothing(c clause) bool {
	v := slices.Index(c.words, c.verb)
	if v < 0 || !tellings[r.low(c.verb)] || r.toks[c.words[0]].kind == punct {
		return false
	}
	for _, i := range c.words[v+1:] {
		switch w := r.low(i); {
		case r.fin[i], w == "that", w == "to", w == "of", w == "about", w == "how", w == "what", w == "why", w == "“", w == "\"", strings.HasSuffix(w, "ing"):
			return false
		}
	}
	return !slices.ContainsFunc(c.words[:v], func(i int) bool { return speech[r.low(i)] })
}

func (r *reading) pick(p phrase) []token {
	toks := make([]token, 0, len(p))
	for _, i := range p {
		toks = append(toks, r.toks[i])
	}
	return toks
}

// at returns the index of a token of the sentence.
func (r *reading) at(t token) int {
	i, ok := slices.BinarySearchFunc(r.toks, t.Start, func(u token, at int) int { return u.Start - at })
	if !ok {
		return -1
	}
	return i
}

package event

import (
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/timex"
)

// This file asks more of what one voice alone tells: analyses, figures and remarks are weak mentions, which
// only add to an event that others tell.

// slight reports whether a clause, dated by the expression m at token a, tells too little to be an event by itself.
func (x *extractor) slight(r *reading, c clause, e *Mention, m timex.Mention, a int) bool {
	if r.conditional(c) || r.programme(c, m, a) || r.talkOf(c, a) || r.commented(c) {
		return true
	}
	if c.nominal {
		return r.nameOnly(c) || r.describedNoun(c) || r.presentDay(c, a)
	}
	f := r.finiteAt(c)
	if f < 0 {
		return false
	}
	until := r.low(a-1) == "until" || r.low(a-1) == "till"
	switch {
	case until && r.belonged(f):
		return false // "was part of the county until 1954": then it changed hands
	case until && r.stative(c, f): // "was the mayor until 1999"
		return true
	case r.low(a-1) == "even": // "even today, crews sign up"
		return true
	case r.low(a-1) == "of" && r.low(a-2) == "as" && (r.low(f) == "had" || r.tenseOf(f) == perfectTense): // "as of Monday, crews had counted 90 ships"
		return true
	case r.notDone(c, f) && !until, r.singledOut(c), among(images, r.low(c.verb)):
		return true
	case r.supposed(f, e.Date), r.willBe(c, f), r.stirs(c), r.inMood(c, f), r.goingOn(c, f, e.Date):
		return true
	}
	return r.lacksMilestone(c, e.Date) || r.figure(c, f, m, e.Date) || x.remark(r, c, e) || r.opinion(c)
}

// belonged reports whether a clause says whose a place was: "was part of the county", "belonged to the crown".
func (r *reading) belonged(f int) bool {
	return r.low(f) == "belonged" || isBe(r.low(f)) && (r.low(f+1) == "part" || r.low(f+2) == "part")
}

// among reports whether a list of stems has a verb, be its stem made from its base form or from an irregular past.
func among(list map[string]bool, w string) bool {
	s := Stem(w)
	return list[s] || list[strings.TrimSuffix(s, "e")] || list[s+"e"]
}

// kinds returns the kinds of events that a verb names, be it in its base form or an irregular past.
func kinds(w string) []string {
	s := stem(w)
	for _, k := range [...]string{s, strings.TrimSuffix(s, "e"), s + "e"} {
		if c := classes[k]; c != nil {
			return c
		}
	}
	return nil
}

// notDone reports whether a clause tells what was not done: "no vote was held", "did not veto the plan", "declined to comment". What will
// not be done was decided, and who pleaded not guilty did so.
func (r *reading) notDone(c clause, f int) bool {
	switch r.low(c.words[0]) {
	case "no", "neither", "nobody", "none", "nothing":
		return true
	}
	w, next := r.low(f), r.low(f+1)
	switch {
	case speech[r.low(c.verb)]:
		return false
	case (r.low(c.verb) == "declined" || r.low(c.verb) == "refused") && next == "to":
		return silences[r.low(c.verb+2)]
	case next == "not":
		return auxiliaries[w] && r.low(f+2) != "only" && r.low(f+2) != "guilty"
	}
	stem, short := strings.CutSuffix(w, "n't")
	return short && stem != "wo" && !modals[stem]
}

// silences are verbs for what somebody refuses who only says nothing.
var silences = set(`comment give elaborate say discuss provide specify disclose confirm answer respond identify name reveal`)

// conditional reports whether a sentence begins with a condition, and the clause is no report of what was said.
func (r *reading) conditional(c clause) bool {
	w := r.low(r.firstWord())
	return (w == "if" || w == "unless") && !speech[r.low(c.verb)]
}

// supposed reports whether a clause tells what is only thought likely: "is widely expected to resign", "the port would grow next
// year", "which crews hope to open".
func (r *reading) supposed(f int, v date.Value) bool {
	next := r.low(f + 1)
	switch w := r.low(f); {
	case next == "widely":
		return expecting[r.low(f+2)]
	case w == "would":
		return next == "have" || coarse(v)
	default:
		return w == "hope" || w == "hopes"
	}
}

// expecting are participles for what is thought of something.
var expecting = set(`expected scheduled supposed believed seen viewed regarded considered`)

// programme reports whether an hour opens a line that tells no past: the entry of a programme or of a guide, "9 a.m. – Take a stroll".
func (r *reading) programme(c clause, m timex.Mention, a int) bool {
	if a != 0 || m.Type != timex.Time || r.toks[0].kind != number || c.status == Expected {
		return false
	}
	t := r.tenseOf(r.finiteAt(c))
	return t != pastTense && t != perfectTense
}

// talkOf reports whether the expression at a stands in a quotation that tells what is or will be: "“Today everyone is leaving,” said a docker".
func (r *reading) talkOf(c clause, a int) bool {
	if c.nominal || speech[r.low(c.verb)] || !r.inQuotation(a) {
		return false
	}
	t := r.tenseOf(r.finiteAt(c))
	return t == presentTense || t == modalTense
}

// inQuotation reports whether the token at i stands in a quotation, which may have begun before the sentence.
func (r *reading) inQuotation(i int) bool {
	in, first := false, true
	for j := range i {
		if w := r.low(j); w != "“" && w != "”" && w != "\"" {
			continue
		}
		in = !in
		if first = first && j > 0 && r.toks[j-1].End == r.toks[j].Start; first {
			in = false // it closes what was open
		}
		first = false
	}
	return in
}

// commented reports whether a clause tells what an analyst or the like, who is named after it, sees coming: "“…,” said Ana Reis, an
// economist".
func (r *reading) commented(c clause) bool {
	k := len(r.segs) - 1
	for k > 0 && !(r.segs[k].verb >= 0 && r.speechSegment(k)) {
		k--
	}
	if t := r.tenseOf(r.finiteAt(c)); k == 0 || c.verb >= r.segs[k].from || t != presentTense && t != modalTense {
		return false
	}
	for i := r.segs[k].from; i < len(r.toks); i++ {
		if commentators[r.low(i)] {
			return true
		}
	}
	return false
}

// describedNoun reports whether a clause is a noun with a participle of nothing that happens once: "152 towns surveyed in May".
func (r *reading) describedNoun(c clause) bool {
	return c.verb > 0 && participle(r.low(c.verb)) && !isEventNoun(r.low(c.verb)) && !r.milestone(c)
}

// presentDay reports whether a noun has "today's" before it, at a, and is a name: "today's Green Movement" is that of our time.
func (r *reading) presentDay(c clause, a int) bool {
	return r.low(a) == "today" && r.toks[a].poss && c.verb > a && r.toks[c.verb].caps
}

// nameOnly reports whether a noun phrase that a time stands with names no event: "the Green Party of 2011", "today's port".
func (r *reading) nameOnly(c clause) bool {
	for _, i := range c.words {
		w := r.low(i)
		if isEventNoun(w) || r.fin[i] || participle(w) || presentVerbs[w] || len(w) > 3 && kinds(w) != nil {
			return false
		}
	}
	return true
}

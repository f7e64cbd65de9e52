package event

// This file tells events from what is no event although a sentence gives it a time: opinions and readers' voices,
// states, conditions, and the times of a live report.

// voices are the subjects of readers' comments and quoted talk, not of reports.
var voices = set(`i we you i'm i've i'd i'll we're we've we'd we'll you're you've you'd my our your me us im lets let's`)

// doubtful are modal verbs that make a past date hypothetical: what could have been.
var doubtful = set(`could might may should must can`)

// noEvent reports whether a clause states no event.
func (r *reading) noEvent(c clause, a int) bool {
	if r.clockLike(a) {
		return true
	}
	if len(c.words) == 0 || r.commanded(c) {
		return len(c.words) > 0
	}
	if r.addressed(c) {
		return true
	}
	if w := r.low(c.verb); w == "dated" || w == "titled" || w == "entitled" {
		return true // "the letter was dated March 5"
	}
	if c.nominal {
		return false
	}
	verb := r.verbIn(c.words)
	for k, i := range c.words {
		if k >= 6 || verb >= 0 && k >= verb {
			break
		}
		if voices[r.low(i)] && !(r.low(i) == "us" && r.toks[i].caps) {
			return true // the subject speaks of itself
		}
	}
	return r.speaksOfItself(c) || verb >= 0 && r.isState(c, verb)
}

// commanded reports whether a line tells its reader what to do: "Join the crews in Porto on Saturday".
func (r *reading) commanded(c clause) bool {
	i := c.words[0]
	if i != 0 && i != r.firstWord() {
		return false
	}
	if r.low(i) == "let" && r.toks[i].poss {
		return true
	}
	next := r.low(i + 1)
	goesOn := determiners[next] || pronouns[next] || prepositions[next] && next != "of" && next != "by"
	return commands[r.low(i)] && (!c.nominal || goesOn)
}

// addressed reports whether a clause is said to its readers, "let's go back to 1999", or told as what the writer thinks: "I
// had hoped that he would go".
func (r *reading) addressed(c clause) bool {
	if r.unquoted(c.words, func(i int) bool { return r.low(i) == "let" && r.toks[i].poss }) {
		return true
	}
	k := r.segmentOf(c.verb)
	if c.nominal || k == 0 || r.segs[k].open != openThat {
		return false
	}
	before := tokensFrom(r.segs[k-1].from, r.segs[k-1].to)
	return r.unquoted(before, func(i int) bool { return voices[r.low(i)] && r.low(i) != "us" })
}

// unquoted reports whether a token of a phrase, outside the quotations in it, is what is looked for.
func (r *reading) unquoted(p phrase, is func(int) bool) bool {
	quoted := len(p) > 0 && r.quoted(p[0])
	for _, i := range p {
		if w := r.low(i); w == "“" || w == "”" || w == "\"" {
			quoted = !quoted
		} else if !quoted && is(i) {
			return true
		}
	}
	return false
}

// speaksOfItself reports whether a clause has one of the voices anywhere outside quotations and what somebody else says.
func (r *reading) speaksOfItself(c clause) bool {
	quoted := false
	for _, i := range c.words {
		switch w := r.low(i); {
		case w == "“" || w == "”" || w == "\"":
			quoted = !quoted
		case r.fin[i] && (speech[w] || attitudes[w]):
			return false
		case !quoted && w == "let" && r.toks[i].poss, !quoted && voices[w] && !(w == "us" && r.toks[i].caps) && !(w == "i" && r.toks[i].poss):
			return true
		}
	}
	return false
}

// commands are verbs with which a line speaks to its reader.
var commands = set(`go come see watch read click join follow stay tune visit check look listen note remember imagine consider meet welcome thanks please dear hello subscribe sign-up send share download find`)

// finiteOf returns the finite verb of a clause, "" when it has none.
func (r *reading) finiteOf(c clause) string {
	if v := r.verbIn(c.words); v >= 0 {
		return r.low(c.words[v])
	}
	return ""
}

// aside reports whether a clause is only a part of its sentence, which has no verb of its own: a caption such as "A man
// where the ship ran aground on Friday" shows a later day.
func (r *reading) aside(c clause) bool {
	if c.nominal || c.verb < 0 || r.segs[0].verb >= 0 {
		return false
	}
	s := r.segs[r.segmentOf(c.verb)]
	return s.open == openSub || s.open == openRel || s.open == openIf
}

// pose reports whether a line under a picture tells in the present what somebody does in it, which names no kind of event:
// "People warm themselves at a fire".
func (r *reading) pose(c clause) bool {
	return c.verb >= 0 && classes[Stem(r.low(c.verb))] == nil && r.tenseOf(r.finiteAt(c)) == presentTense
}

// chatter reports whether a sentence is talk of readers, not a report: with handles, echoed messages or heaps of marks.
func (r *reading) chatter() bool {
	if w := r.low(0); w == "retweet" || w == "rt" || w == "reply" {
		return true
	}
	for i := 1; i < len(r.toks); i++ {
		switch w, before := r.low(i), r.low(i-1); {
		case w == "retweet", w == "@" && before == "rt", w == "reply" && before == "|":
			return true
		case before == "@" && r.toks[i-1].End == r.toks[i].Start:
			return true // a handle
		case (w == "?" || w == "!") && (before == "?" || before == "!"):
			return true
		}
	}
	return false
}

// clockLike reports whether the expression at a is the bare number that opens an entry of a live report: "1327 Rescuers
// pulled …".
func (r *reading) clockLike(a int) bool {
	if a > 0 || r.toks[0].kind != number || r.toks[0].Len() != 4 || len(r.toks) < 2 {
		return false
	}
	next := r.toks[1]
	if a < 0 {
		return r.timed[0] == 0 && next.caps
	}
	return r.timed[1] != r.timed[0] && (next.low == ":" || next.low == "gmt" || next.caps || next.low == "-" || next.low == "–")
}

// isState reports whether a clause says how something is, not what happened: "CPAC is the second day of …", "it was a
// matter of time". A passive ("was removed") and a noun that names an event keep it.
func (r *reading) isState(c clause, verb int) bool {
	i := c.words[verb]
	w := r.low(i)
	be := isBe(w) || w == "isn't" || w == "aren't" || w == "'s"
	if !be {
		return false
	}
	if (w == "is" || w == "are") && r.low(c.words[0]) == "there" && verb <= 1 && c.status != Expected {
		return !r.eventAhead(i+1) || r.low(i+1) == "breaking"
	}
	if r.passive(i) {
		return false
	}
	present := w == "is" || w == "are" || w == "isn't" || w == "aren't" || w == "'s"
	if points := verb <= 2 && pointers[r.low(c.words[0])]; !present && !points || c.status == Expected {
		return false
	}
	for _, j := range c.words[verb:] {
		if isEventNoun(r.low(j)) || classes[stem(r.low(j))] != nil {
			return present
		}
	}
	return true
}

// pointers are subjects that name nothing themselves: "it was a matter of time".
var pointers = set(`it this that these those he she they there here what`)

func isBe(w string) bool { return w == "is" || w == "are" || w == "was" || w == "were" }

// passive reports whether a participle or an -ing form follows the verb at i: "was removed", "are leaving".
func (r *reading) passive(i int) bool {
	for j := i + 1; j < len(r.toks) && j < i+4; j++ {
		w := r.low(j)
		if r.timed[j] != 0 || isAdverb(w) || w == "not" || w == "been" || w == "being" {
			continue
		}
		return participle(w) || len(w) > 4 && w[len(w)-3:] == "ing" || w == "to" || w == "due" || w == "set" || w == "dead"
	}
	return false
}

func participle(w string) bool {
	return irregularPast[w] != "" || len(w) > 3 && w[len(w)-2:] == "ed" && !notPast[w]
}

// counterfactual reports whether a sentence, or what is quoted in it, tells what would have been: "Had the mayor stayed, he
// would have won".
func (r *reading) counterfactual() bool {
	supposed := false
	for i := range r.toks {
		switch w := r.low(i); w {
		case "had", "were", "should":
			supposed = supposed || i == r.firstWord() || r.toks[i].caps && (r.low(i-1) == "\"" || r.low(i-1) == "“")
		case "would", "could", "might", "may":
			if supposed && r.fin[i] {
				return true
			}
		}
	}
	return false
}

// sides are words for where somebody stands in a picture.
var sides = set(`left right centre center l r`)

// shownAside reports whether a sentence points at a picture: "Ada Marlow (left) with the mayor", "Marlow, far right, holds".
func (r *reading) shownAside() bool {
	for i := 1; i+1 < len(r.toks); i++ {
		before, after := r.low(i-1), r.low(i+1)
		opened := before == "(" || before == "," || before == "far"
		if sides[r.low(i)] && opened && (after == ")" || after == ",") {
			return true
		}
	}
	return false
}

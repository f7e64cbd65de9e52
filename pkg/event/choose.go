package event

// clause is what one expression of time dates.
type clause struct {
	words        phrase // in the order of a title
	core         phrase // the words of the event itself, for comparing
	verb         int    // token of the verb or noun that names the event, or -1
	attribution  string
	status       Status
	denied       bool // called off: it did not and will not happen
	hypothetical bool // what could be, or would be if
	condition    bool // what follows an "if"
	act          bool // expected only as what somebody refused or asked to do
	when         bool // the clause says what happened at the time: "until Sunday, when …"
	nominal      bool // named by a noun: "the annexation of 2014"
	apart        bool // the noun has a time of its own, which is not that of the clause around it
	from         int  // the segment's first token, to see what governs the expression
	own          int  // 1 + index of the expression, as in reading.timed; 0 for none
}

// choose finds the clause that the expression at tokens [a, b) dates.
func (r *reading) choose(a, b int) (c clause, ok bool) {
	defer func() { c.own = r.timed[a] }()
	if c, ok := r.whenClause(a, b); ok {
		return c, true
	}
	c, ok, no := r.nominal(a, b)
	if ok || no {
		return c, ok
	}
	k := r.segmentOf(a)
	if s := r.segs[k]; s.verb < 0 && r.low(s.from-1) == "(" {
		if h := r.lastEventNoun(s.from, a); h >= 0 {
			p := tokensFrom(s.from, a) // "(the breaking up of a rally on November 30)"
			return clause{words: p, core: p, verb: h, status: Reported, nominal: true, from: s.from}, true
		}
	}
	if k > 0 && r.low(r.segs[k].from) == "according" {
		for k > 0 && (r.segs[k].verb < 0 || r.low(r.segs[k].from) == "according") {
			k--
		}
	}
	if k = r.verbSegment(k); k < 0 {
		return r.verbless(a, b)
	}
	if k > 0 && r.segs[k].open == openSub && r.startsWithVerb(r.segs[k]) && r.segs[k-1].verb >= 0 {
		k-- // "were missing when counted on Friday"
	}
	if m := r.framed(k); m >= 0 {
		c := r.clauseAt(m, a)
		if last := c.words[len(c.words)-1]; m < k && last+1 == r.segs[k-1].to && r.low(r.segs[k-1].to) != "," {
			c.words = append(c.words, tokensFrom(last+1, r.segs[k].to)...)
		}
		return c, true
	}
	return r.clauseAt(k, a), true
}

// framed returns the segment that tells what happened while what segment k tells was going on, at the same time: "a bomb went
// off | as worshippers were leaving", "they fired at a plane | that was landing"; -1 when segment k is no such frame.
func (r *reading) framed(k int) int {
	s := r.segs[k]
	by := r.low(s.from - 1)
	going := (r.low(s.verb) == "was" || r.low(s.verb) == "were") && r.progressive(s.verb)
	joins := s.open == openSub && (by == "as" || by == "while" || by == "when")
	if !joins && !(s.open == openRel && going) {
		return -1
	}
	m := r.governing(k)
	if m < 0 || r.tenseOf(r.segs[m].verb) != pastTense || r.ownTime(m) {
		return -1
	}
	c := r.clauseAt(m, -1)
	switch w := r.low(c.verb); {
	case len(c.words) == 0, w == "come", w == "came", speech[w] && s.open != openRel:
		return -1
	case !going && !grave[Stem(w)]:
		return -1
	case r.progressive(r.segs[m].verb), r.isState(c, max(0, r.verbIn(c.words))), r.stative(c, r.segs[m].verb):
		return -1 // it is itself a frame
	}
	return m
}

// governing returns the clause that segment k stands under: the one before it, or after it where it opens the sentence; -1 when
// there is none.
func (r *reading) governing(k int) int {
	for j := k - 1; j >= 0; j-- {
		if s := r.segs[j]; s.verb >= 0 {
			if s.open == openSub || s.open == openRel || s.open == openIf || s.open == openBreak && r.segs[k].open != openSub {
				return -1
			}
			return j
		}
		if r.segs[j].open == openBreak {
			return -1
		}
	}
	for j := k + 1; j < len(r.segs) && r.segs[k].from <= 1; j++ {
		if s := r.segs[j]; s.verb >= 0 {
			if s.open == openComma && !r.startsWithVerb(s) {
				return j
			}
			return -1
		}
	}
	return -1
}

// grave are verbs, as stems, of what a sentence is about whatever went on beside it.
var grave = stems(`kill die explode shoot bomb attack crash collapse arrest seize capture resign flee sign storm assassinate execute behead sink sentence declare invade defect`)

// whenClause finds what is told of an expression right after it: "until Sunday, when police and dockers fought", "the ground
// given up on Tuesday, when three crews left".
func (r *reading) whenClause(a, b int) (clause, bool) {
	k := r.segmentOf(a)
	n := k + 1
	if n >= len(r.segs) || b != r.segs[k].to || r.low(r.segs[n].from-1) != "when" || r.segs[n].verb < 0 {
		return clause{}, false
	}
	c := r.clauseAt(n, a)
	c.when = true
	return c, true
}

// whole returns the sentence's main clause, for sentences dated by their article.
func (r *reading) whole() (clause, bool) {
	first := -1
	for k, s := range r.segs {
		if s.verb < 0 || s.open == openSub || s.open == openRel || s.open == openIf {
			continue
		}
		if first < 0 {
			first = k
			if r.tenseOf(s.verb) != presentTense {
				break
			}
		} else if s.open == openBreak && r.low(s.from-1) == ":" && r.tenseOf(s.verb) == pastTense {
			first = k // "Things move fast: the council voted …"
			break
		}
	}
	if first < 0 {
		return clause{}, false
	}
	return r.clauseAt(first, -1), true
}

// verbSegment returns the segment with the verb that an expression in segment k belongs to, or -1.
func (r *reading) verbSegment(k int) int {
	if r.segs[k].verb >= 0 {
		return k
	}
	sentenceInitial := true
	for j := range k {
		sentenceInitial = sentenceInitial && r.segs[j].verb < 0
	}
	right := func() int {
		for j := k + 1; j < len(r.segs) && j < k+9; j++ {
			if s := r.segs[j]; s.verb >= 0 && s.open != openRel && s.open != openSub && s.open != openIf && !r.onlySays(j) {
				return j
			}
		}
		return -1
	}
	if opens := r.segs[k].open == openAnd && r.onlyTime(r.segs[k]) && k+1 < len(r.segs) && r.segs[k+1].open == openComma; sentenceInitial || opens {
		if j := right(); j >= 0 {
			return j
		}
	}
	for j := k - 1; j >= 0; j-- {
		if r.segs[j].verb >= 0 {
			return j
		}
	}
	return right()
}

// namesSpeaker reports whether segment k, with a verb of saying, ends the sentence with who said what stands before it: "The port
// was shut, | the mayor said".
func (r *reading) namesSpeaker(k int) bool {
	s := r.segs[k]
	if r.afterQuote(k) && r.complement(k) < 0 {
		return true
	}
	if k == 0 || s.open != openComma || k+1 < len(r.segs)-1 || !r.saysWhole(k) {
		return false
	}
	if k == 1 && r.onlyTime(r.segs[0]) || r.complement(k) >= 0 {
		return false // what is said comes after it
	}
	return !r.startsWithVerb(s) || speech[r.low(s.verb)] && r.low(s.verb) != "told"
}

// clauseAt reads the clause of segment k. The expression stands at token a, or nowhere (-1) for a sentence that its
// article dates.
func (r *reading) clauseAt(k, a int) clause {
	s := r.segs[k]
	c := clause{verb: r.mainVerb(s), status: Reported, from: s.from}
	says := speech[r.low(s.verb)] || speech[r.low(c.verb)] || r.quotes(c.verb, k)
	switch {
	case says && r.namesSpeaker(k):
		return r.trailingSpeech(k, a, c)
	case says && r.low(s.verb) == "quoted" && k > 0 && s.open == openComma && r.saysWhole(k):
		c.words = tokensFrom(0, s.from-1)
		c.core, c.attribution = c.words, r.speakerOf(k) // "…, agencies quoted the mayor, head of the port, as saying"
		return c
	case says && a < 0 && r.complement(k) >= 0:
		inner := r.clauseAt(r.complement(k), a)
		inner.attribution = r.words(s.from, s.verb)
		return inner
	}
	c.core = tokensFrom(r.listStart(k), s.to)
	c.words = r.wholeClause(append(r.subject(k), c.core...), k)
	if s.open == openSub && s.from == 1 && k == 0 && prepositions[r.low(0)] && (len(r.segs) == 1 || r.segs[1].open == openRel) {
		c.words = tokensFrom(0, s.to) // "After a night of fights crews pulled back": the sentence's own verb
	}
	if v, who := r.saidOf(k); s.open == openRel && v > 0 && len(who) > 0 {
		c.attribution = r.words(s.from, s.verb)
		c.verb = r.mainVerb(segment{from: v, to: s.to, verb: v})
		c.core = tokensFrom(v, s.to)
		c.words = append(who, c.core...)
		r.modality(&c, s, a)
		return c
	}
	if s.open == openRel && r.low(s.from) != "" && !r.startsWithVerb(s) {
		c.words = r.withObject(c, k)
	} else if j := r.complement(k); j >= 0 {
		for ; j >= 0; j = r.complement(j) {
			c.words = r.withComplement(c.words, j)
			c.core = append(c.core, tokensFrom(r.segs[j].from, r.segs[j].to)...)
			if n := j + 1; n < len(r.segs) && r.segs[n].verb >= 0 && r.complement(j) != n && r.hanging(c.words) {
				c.words = append(c.words, tokensFrom(r.segs[j].to, r.segs[n].to)...) // "said that, left unchecked, he would …"
			}
		}
	}
	if says && r.complement(k) < 0 {
		c.words = r.withSaid(c.words, k)
	}
	if naming[r.low(c.verb)] {
		c.words = r.withNames(c.words, k)
	}
	if s.open == openThat {
		c.attribution = r.speaker(k)
		c.words = r.withSpeaker(c.words, k)
	} else if last := len(r.segs) - 1; last > k && r.speechSegment(last) && r.segs[last].open == openComma {
		c.attribution = r.speakerOf(last)
	}
	r.modality(&c, s, a)
	return c
}

// naming are verbs whose object goes on after a comma: "named its speaker, Ana Reis, acting president".
var naming = set(`named appointed elected nominated approved made chose chosen picked installed confirmed`)

// withNames adds the stretches between commas that follow the object of a verb of naming.
func (r *reading) withNames(p phrase, k int) phrase {
	for n := k + 1; n < len(r.segs) && n <= k+2; n++ {
		s := r.segs[n]
		if s.open != openComma || s.verb >= 0 || r.timed[s.from] != 0 || r.speechSegment(n) || s.from == 0 || p[len(p)-1] != s.from-2 {
			break
		}
		p = append(p, tokensFrom(s.from-1, s.to)...)
	}
	return p
}

// mainVerb returns the verb that names what happens: past auxiliaries, "to" and adverbs.
func (r *reading) mainVerb(s segment) int {
	i := s.verb
	for i+1 < s.to {
		w := r.low(i)
		if !auxiliaries[w] && !modals[w] && w != "to" && !isAdverb(w) && r.timed[i] == 0 && w != "n't" {
			break
		}
		if determiners[r.low(i+1)] && auxiliaries[w] {
			break // "was the first": no other verb
		}
		i++
	}
	return i
}

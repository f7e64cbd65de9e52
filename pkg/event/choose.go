package event

import (
	"slices"
	"strings"
	"unicode"

	"timeline/pkg/date"
	"timeline/pkg/text"
	"timeline/pkg/timex"
)

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
	c, ok, no := r.nominal(a, b)
	if ok || no {
		return c, ok
	}
	k := r.segmentOf(a)
	if n := k + 1; n < len(r.segs) && b == r.segs[k].to && r.low(r.segs[n].from-1) == "when" && r.segs[n].verb >= 0 {
		c := r.clauseAt(n, a) // "until Sunday, when police and dockers fought"
		c.when = true
		return c, true
	}
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
	return r.clauseAt(k, a), true
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

// nominal finds an event that a noun names: "Moscow's 2014 annexation of Crimea", "Sunday's referendum", "since his
// election in February 2010". No reports that the expression belongs to a noun that names no event: "the constitution
// of 2004".
func (r *reading) nominal(a, b int) (_ clause, ok, no bool) {
	coarse := r.times[r.timed[a]-1].Date.Grain() >= date.Month
	switch {
	case r.attributive(a, b):
		for h := b; h < len(r.toks) && h < b+5 && r.toks[h].kind == word && !prepositions[r.low(h)] && !r.fin[h]; h++ {
			if isEventNoun(r.low(h)) && !(h+1 < len(r.toks) && isEventNoun(r.low(h+1))) {
				c := r.nounClause(h)
				c.apart = coarse && (apartFrom[r.low(a-1)] || apartFrom[r.low(a-2)])
				return c, true, false
			}
		}
		named := r.times[r.timed[a]-1].Raw
		weekday := strings.HasPrefix(named, "XXXX-WXX") || strings.HasPrefix(named, "P0D") || strings.HasPrefix(named, "-P1D")
		return clause{}, false, coarse || r.times[r.timed[a]-1].Type == timex.Time && !r.toks[b-1].poss && r.low(a) == "the" || r.low(a-1) == "the" && r.toks[b].caps || !weekday && !strings.ContainsAny(r.toks[a].low, "0123456789") && b == a+1
	case r.low(a-1) == "of" && a > 1 && !partsOfTime[r.low(a-2)] && r.toks[a-2].kind == word && r.timed[a-2] == 0 && !prepositions[r.low(a-2)]:
		nowadays := r.low(a) == "today"
		if isEventNoun(r.low(a-2)) && !nowadays || !coarse && !nowadays && !r.fin[a-2] && !determiners[r.low(a-2)] {
			return r.nounClause(a - 2), true, false
		}
		return clause{}, false, coarse || nowadays
	}
	if c, ok := r.participial(a); ok {
		return c, true, false
	}
	if c, ok := r.participleAside(a); ok {
		return c, true, false
	}
	if h := r.nounTimed(a, b); h >= 0 {
		c := r.nounClause(h)
		c.apart = true
		return c, true, false
	}
	// "after the election in February": the nearest noun after a preposition of time.
	seg := r.segs[r.segmentOf(a)]
	for i := a - 1; i >= seg.from && i >= a-12; i-- {
		if r.fin[i] {
			return clause{}, false, false
		}
		switch r.low(i) {
		case "since", "after", "following", "before", "until", "during":
			h := r.lastEventNoun(i+1, a)
			if h < 0 {
				return clause{}, false, coarse && (r.low(i) == "since" && r.superlative() || r.low(i) == "before" && i+1 < a)
			}
			c := r.nounClause(h)
			c.apart = r.low(i) != "during"
			if seg.verb >= 0 && modals[r.low(seg.verb)] && r.low(i) != "since" {
				c.status = Expected // "will be signed after the election in May"
			}
			return c, true, false
		}
	}
	return clause{}, false, false
}

// apartFrom are words after which a noun has another time than the clause: "well before last year's crisis".
var apartFrom = set(`before after since until following`)

// participialWords is how far from its time a participle may stand.
const participialWords = 6

// participial finds what a noun and a participle right before an expression tell: "mourned the miners killed in Porto on
// January 13". The sentence has another verb before them.
func (r *reading) participial(a int) (clause, bool) {
	seg := r.segs[r.segmentOf(a)]
	near := participialWords
	if seg.verb < 0 || determiners[r.low(a-1)] {
		return clause{}, false
	}
	if c, ok := r.participialSubject(seg, a); ok {
		return c, true
	}
	from := seg.verb + 1
	if w := r.low(seg.verb); seg.verb > a {
		from = seg.from // "The pact reached in Porto on May 3 was kept"
	} else if !auxiliaries[w] && participle(w) {
		near = 2 // the time may be that of what was done
	}
	for i := a - 1; i > from && i >= a-near; i-- {
		w := r.low(i)
		if r.toks[i].kind == punct || coordinators[w] || auxiliaries[w] || modals[w] {
			break
		}
		next := r.low(i + 1)
		if !participle(w) || r.toks[i].caps || base[w] || w == "left" && amounts[r.low(i-1)] || !prepositions[next] && r.timed[i+1] == 0 || !r.nounEnds(i-1) {
			continue
		}
		p := r.phraseBefore(i, from)
		if len(p) == 0 || placing[r.low(p[0]-1)] || placing[r.low(p[0]-2)] && determiners[r.low(p[0]-1)] {
			break
		}
		p = append(p, tokensFrom(i, a)...)
		return clause{words: p, core: p, verb: i, status: Reported, nominal: true, from: p[0]}, true
	}
	return clause{}, false
}

// participialSubject finds a participle with its time and its agent inside the subject of a verb that comes later: "a group
// of sailors held since May 3 by pirates were released".
func (r *reading) participialSubject(seg segment, a int) (clause, bool) {
	i, b := a-2, a
	for b < seg.verb && r.timed[b] == r.timed[a] {
		b++
	}
	if seg.verb < a || !prepositions[r.low(a-1)] || r.low(b) != "by" || i <= seg.from || !participle(r.low(i)) || r.toks[i].caps || r.fin[i] || !r.nounEnds(i-1) {
		return clause{}, false
	}
	p := r.longPhrase(i, seg.from)
	if len(p) == 0 {
		return clause{}, false
	}
	p = append(p, tokensFrom(i, seg.verb)...)
	return clause{words: p, core: p, verb: i, status: Reported, nominal: true, from: p[0]}, true
}

// placing are prepositions after which a noun says where, so that a participle may speak of what comes before them.
var placing = set(`in at from near into outside inside across`)

// nounEnds reports whether the word at i can be the noun that a participle after it speaks of.
func (r *reading) nounEnds(i int) bool {
	if i < 0 {
		return false
	}
	t := r.toks[i]
	return t.kind == word && !t.poss && r.timed[i] == 0 && !r.fin[i] && !determiners[t.low] && !prepositions[t.low] && !pronouns[t.low] && !auxiliaries[t.low] && !modals[t.low] &&
		!isAdverb(t.low) && !coordinators[t.low] && !subordinate[t.low] && t.low != "to" && !participle(t.low) && t.low != "as"
}

// phraseBefore returns the noun phrase that ends before i, at most six words of it, back to its determiner.
func (r *reading) phraseBefore(i, limit int) phrase {
	from := i
	for from > limit && i-from < 6 {
		t := r.toks[from-1]
		if t.kind == punct || r.fin[from-1] || prepositions[t.low] || coordinators[t.low] || r.timed[from-1] != 0 || t.low == "to" || t.low == "that" {
			break
		}
		from--
		if determiners[t.low] {
			break
		}
	}
	if from < i && determiners[r.low(from)] {
		from++
	}
	return tokensFrom(from, i)
}

// partsOfTime are nouns that "of" ties to an expression of time without making an event of them: "by the end of Thursday".
var partsOfTime = set(`end start beginning middle rest eve half hours day days night morning afternoon evening week month course close evening weekend dawn`)

// superlative reports whether the sentence measures something against all since a time: "the most troops since 2015".
func (r *reading) superlative() bool {
	return slices.ContainsFunc(r.toks, func(t token) bool {
		return t.low == "most" || t.low == "worst" || t.low == "first" || t.low == "best" || len(t.low) > 5 && strings.HasSuffix(t.low, "est") && t.low != "protest" && t.low != "request" && t.low != "arrest" && t.low != "interest"
	})
}

func (r *reading) lastEventNoun(from, to int) int {
	for i := from; i < to; i++ {
		if isEventNoun(r.low(i)) && !isEventNoun(r.low(i+1)) {
			return i
		}
	}
	return -1
}

// nounClause is the noun phrase around the event noun at h: from its determiner or possessor to the end of the
// phrases that "of", "in", "on" and "with" tie to it.
func (r *reading) nounClause(h int) clause {
	seg := r.segs[r.segmentOf(h)]
	from := h
	passed := false // the expression itself
	for from > seg.from && h-from < 8 {
		p := r.toks[from-1]
		if r.timed[from-1] != 0 {
			passed = true
			from--
			continue
		}
		if p.kind == punct || prepositions[p.low] && (p.low != "of" || passed) || r.fin[from-1] || coordinators[p.low] || relatives[p.low] || subordinate[p.low] || speech[p.low] || p.low == "that" || p.low == "to" {
			break
		}
		from--
		if determiners[p.low] && !passed {
			break // a noun phrase starts at its determiner
		}
	}
	if from > 0 && r.low(from-1) == "to" && from < h && r.verbAfterTo(from-1) {
		from++ // "to film | explosions"
	}
	to := h + 1
	for to < seg.to && to < h+16 {
		t := r.toks[to]
		if r.timed[to] != 0 {
			to++
			continue
		}
		if to == h+1 && determiners[t.low] || t.low == "to" && r.timed[to-1] != 0 && r.verbAfterTo(to) || t.kind == punct && t.low != "-" && t.low != "’" || r.fin[to] || relatives[t.low] || t.low == "that" || subordinate[t.low] && !prepositions[t.low] {
			break
		}
		to++
	}
	p := tokensFrom(from, to)
	for len(p) > 1 && (determiners[r.low(p[0])] && p[0] != h || r.low(p[0]) == "of") {
		p = p[1:]
	}
	return clause{words: p, core: p, verb: h, status: Reported, nominal: true, from: from}
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
	if sentenceInitial {
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

// onlySays reports whether segment j is a "he said" between commas: what is said goes on after it.
func (r *reading) onlySays(j int) bool {
	s := r.segs[j]
	return s.verb >= 0 && (speech[r.low(s.verb)] || s.to-s.verb <= 2) && s.open == openComma && s.to-s.from < 6 && r.complement(j) < 0 && j+1 < len(r.segs) && r.segs[j+1].open == openComma
}

// verbless reads a line without a verb: a headline, a caption, a note. It is an event when a noun names one.
func (r *reading) verbless(a, b int) (clause, bool) {
	h := -1
	for i, t := range r.toks {
		if t.kind == word && r.timed[i] == 0 && (isEventNoun(t.low) || classes[stem(t.low)] != nil) {
			h = i
			break
		}
	}
	if h < 0 || len(r.toks)-(b-a) < 3 {
		return clause{}, false
	}
	all := tokensFrom(0, len(r.toks))
	return clause{words: all, core: all, verb: h, status: Reported, nominal: true}, true
}

// clauseAt reads the clause of segment k. The expression stands at token a, or nowhere (-1) for a sentence that its
// article dates.
func (r *reading) clauseAt(k, a int) clause {
	s := r.segs[k]
	c := clause{verb: r.mainVerb(s), status: Reported, from: s.from}
	says := speech[r.low(s.verb)] || speech[r.low(c.verb)]
	switch {
	case says && k > 0 && s.open == openComma && r.saysWhole(k) && !(k == 1 && r.onlyTime(r.segs[0])) && k+1 >= len(r.segs)-1 && r.complement(k) < 0 && (!r.startsWithVerb(s) || speech[r.low(s.verb)] && r.low(s.verb) != "told"):
		return r.trailingSpeech(k, a, c)
	case says && a < 0 && r.complement(k) >= 0:
		inner := r.clauseAt(r.complement(k), a)
		inner.attribution = r.words(s.from, s.verb)
		return inner
	}
	c.core = tokensFrom(r.listStart(k), s.to)
	c.words = append(r.subject(k), c.core...)
	if s.open == openRel && r.low(s.from) != "" && !r.startsWithVerb(s) {
		c.words = append(r.trimTail(c.words), r.relativeObject(k)...)
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
	} else if last := len(r.segs) - 1; last > k && r.speechSegment(last) && r.segs[last].open == openComma {
		c.attribution = r.speakerOf(last)
	}
	r.modality(&c, s, a)
	return c
}

// saysWhole reports whether what stands before segment k can be what somebody says: a clause of its own, or a quotation, and
// not only what leads in, as in "In a speech in Porto, …" or "Asked about the mill, …".
func (r *reading) saysWhole(k int) bool {
	if w := r.low(0); (w == "“" || w == "\"") && k < len(r.segs) {
		return true
	}
	return slices.ContainsFunc(r.segs[:k], func(s segment) bool {
		return s.verb >= 0 && s.open != openSub && s.open != openIf && s.open != openRel
	})
}

// otherMain reports whether a clause of its own comes after segment k.
func (r *reading) otherMain(k int) bool {
	return slices.ContainsFunc(r.segs[k+1:], func(s segment) bool {
		return s.verb >= 0 && s.open == openComma
	})
}

// listStart returns where the subject of segment k starts when it is a list: "the leaders of France, Germany and Russia".
func (r *reading) listStart(k int) int {
	s := r.segs[k]
	hasAnd := false
	for i := s.from; i < s.verb; i++ {
		hasAnd = hasAnd || r.low(i) == "and" || r.low(i) == "or"
	}
	if !hasAnd || r.startsWithVerb(s) {
		return s.from
	}
	from := s.from
	for j := k; j > 0 && r.segs[j].open == openComma; j-- {
		p := r.segs[j-1]
		first := r.low(p.from)
		if p.verb >= 0 || p.to-p.from > 6 || prepositions[first] || r.timed[p.from] != 0 || r.toks[p.from].kind == number {
			break
		}
		from = p.from
		if determiners[first] {
			break
		}
	}
	return from
}

// withSaid adds the segments that bring a verb to what somebody says, when it has none in the segment of the saying: "said
// three of those who fled were hurt".
func (r *reading) withSaid(p phrase, k int) phrase {
	s := r.segs[k]
	first := s.verb + 1
	for first < s.to && (r.timed[first] != 0 || beforeTime[r.low(first)] || r.low(first) == "that") {
		first++
	}
	if first >= s.to || prepositions[r.low(first)] || r.toks[first].kind == punct || r.timed[s.to-1] != 0 || tellings[r.low(s.verb)] && !r.hanging(p) {
		return p
	}
	for i := first; i < s.to; i++ {
		if r.fin[i] {
			return p
		}
	}
	for n := k + 1; n < len(r.segs) && n <= k+3; n++ {
		if next := r.segs[n]; next.verb >= 0 && next.open != openRel && next.open != openSub && next.open != openIf && r.startsWithVerb(next) && !r.reduced(next.verb) {
			return append(p, tokensFrom(s.to, next.to)...)
		}
	}
	return p
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

func (r *reading) startsWithVerb(s segment) bool {
	for i := s.from; i < s.to; i++ {
		if r.fin[i] {
			return true
		}
		if r.timed[i] == 0 && !isAdverb(r.low(i)) && !beforeTime[r.low(i)] {
			return false
		}
	}
	return false
}

// subject returns the words of the subject that segment k shares with what stands before it; none when it has its own.
func (r *reading) subject(k int) phrase {
	s := r.segs[k]
	if !r.startsWithVerb(s) {
		return nil
	}
	if s.open == openRel {
		return r.antecedent(k)
	}
	waits := r.waitingSubject(k)
	for j := r.beforeAside(k) - 1; j >= 0; j = r.beforeAside(j) - 1 {
		p := r.segs[j]
		if p.verb >= 0 {
			if p.open == openRel && s.open != openAnd || p.open == openThat && r.low(s.from-2) == "," || j > waits && waits >= 0 {
				continue
			}
			if r.startsWithVerb(p) {
				return r.subject(j)
			}
			return tokensFrom(p.from, p.verb)
		}
		if p.open == openRel || p.open == openSub || p.to == p.from || j > waits && waits >= 0 {
			continue
		}
		from := r.afterTime(p)
		if from == p.to || prepositions[r.low(from)] || r.toks[from].kind == number || from == p.from && isApposition(r, j) || j > 0 && r.describes(p) {
			continue
		}
		return tokensFrom(from, p.to)
	}
	return nil
}

// waitingSubject returns the segment with the subject that still waits for its verb at segment k, after a comma, since a
// subordinate clause with a verb of its own came between, or -1: "The strike, | in which | ships, cranes and lorries
// stood still, | ended".
func (r *reading) waitingSubject(k int) int {
	if r.segs[k].open != openComma {
		return -1
	}
	between := false
	for j := k - 1; j >= 0; j-- {
		p := r.segs[j]
		switch below := p.open == openSub || p.open == openRel || p.open == openIf; {
		case below && p.verb >= 0 && (r.low(p.from-2) == "," || relatives[r.low(p.from-1)] && r.low(p.from-3) == ","):
			between = true
		case below, p.open == openThat:
			return -1
		case p.verb >= 0 || p.open == openAnd:
			if between || p.open != openComma {
				return -1
			}
		case between:
			from := r.afterTime(p)
			if from == p.to || prepositions[r.low(from)] || r.toks[from].kind == number || from == p.from && isApposition(r, j) || j > 0 && r.describes(p) {
				continue
			}
			if slices.ContainsFunc(r.toks[p.from:p.to], func(t token) bool { return participle(t.low) && !t.caps }) {
				return -1 // it may have its verb
			}
			return j
		}
	}
	return -1
}

// beforeAside returns k, or the segment that opens the aside which ends right before segment k: "Three owners -- the
// Marlows, the Reises and a bank -- | sold", "a mill (built of stone) | burned".
func (r *reading) beforeAside(k int) int {
	if k == 0 || r.segs[k].open != openBreak {
		return k
	}
	mark := r.low(r.segs[k].from - 1)
	var opener string
	switch mark {
	case ")":
		opener = "("
	case "--", "—", "–", "-":
		opener = mark
	default:
		return k
	}
	for j := k - 1; j > 0; j-- {
		if r.low(r.segs[j].from-1) == opener {
			return j
		}
	}
	return k
}

// describes reports whether a segment without a finite verb says more of the noun before it: "facing a strike", "led by
// his brother", "formerly a mill".
func (r *reading) describes(s segment) bool {
	t := r.toks[s.from]
	if t.caps || t.kind != word {
		return false
	}
	return strings.HasSuffix(t.low, "ing") && len(t.low) > 5 && !isEventNoun(t.low) || participle(t.low) || participleOnly[t.low] || isAdverb(t.low)
}

// afterTime returns where a segment goes on after the expression of time that opens it: "On that day | the port".
func (r *reading) afterTime(s segment) int {
	i := s.from
	for i < s.to && (prepositions[r.low(i)] || beforeTime[r.low(i)]) {
		i++
	}
	if i == s.to || r.timed[i] == 0 {
		return s.from
	}
	for i < s.to && r.timed[i] != 0 {
		i++
	}
	return i
}

// isApposition reports whether segment j only explains the name before it: "the head of the party".
func isApposition(r *reading, j int) bool {
	s := r.segs[j]
	w := r.low(s.from)
	if j > 0 && s.to-s.from == 1 && s.open == openComma && strings.Contains(w, "-") {
		return true // "John Marlow, D-Ohio, said"
	}
	return j > 0 && s.open == openComma && r.segs[j-1].verb < 0 && !r.onlyTime(r.segs[j-1]) && (w == "a" || w == "an" || w == "the" || !r.toks[s.from].caps)
}

// onlyTime reports whether a segment says nothing but when: "Also Sunday".
func (r *reading) onlyTime(s segment) bool {
	for i := s.from; i < s.to; i++ {
		if w := r.low(i); r.timed[i] == 0 && !isAdverb(w) && !beforeTime[w] && !leadIns[w] && !prepositions[w] {
			return false
		}
	}
	return true
}

// relativeObject returns what is done something to in the relative segment k, which has a subject of its own: "It was a
// plan that | Reis gave to Campos".
func (r *reading) relativeObject(k int) phrase {
	if k > 0 {
		if p := r.segs[k-1]; p.verb >= 0 && isBe(r.low(p.verb)) && determiners[r.low(p.verb+1)] && p.verb+1 < p.to {
			return tokensFrom(p.verb+1, p.to)
		}
	}
	return r.antecedent(k)
}

// antecedent returns the noun phrase that the relative segment k speaks of.
func (r *reading) antecedent(k int) phrase {
	if k == 0 {
		return nil
	}
	p := r.segs[k-1]
	if p.verb >= 0 && isBe(r.low(p.verb)) && p.verb+1 < p.to && (r.low(p.verb+1) == "a" || r.low(p.verb+1) == "an") && p.open != openRel {
		if r.startsWithVerb(p) {
			return r.subject(k - 1)
		}
		return tokensFrom(p.from, p.verb) // "Reis is a lawyer who ran the bank"
	}
	if w := r.low(p.from); (w == "a" || w == "an") && p.verb < 0 && p.open == openComma && k > 1 {
		if name := r.lastName(r.segs[k-2]); len(name) > 0 {
			return name // an apposition: "Trans-Dniester, a sliver of land that …"
		}
	}
	from := p.to
	short := r.low(r.segs[k].from-1) == "who" // the nearest person, not the whole phrase
	for from > p.from {
		t := r.toks[from-1]
		if short && t.low == "of" && from > p.from+1 && !r.person(from-2) && r.toks[from].caps {
			break // "at the request of | Speaker Ana Reis, who"
		}
		if t.kind == punct && t.low != "’" || prepositions[t.low] && t.low != "of" && (short && !(placing[t.low] && from > p.from+1 && r.person(from-2)) || !tieNouns[t.low]) || r.fin[from-1] || coordinators[t.low] || r.timed[from-1] != 0 || t.low == "to" && (short || r.verbAfterTo(from-1)) || t.low != "to" && afterAuxiliary(t.low) {
			break
		}
		from--
		if further := short && from > p.from+1 && placing[r.low(from-1)] && r.person(from-2); !further && (determiners[t.low] || numberWords[t.low] > 0) {
			break // a noun phrase starts at its determiner
		}
	}
	if from > p.from && r.low(from-1) == "to" && r.verbAfterTo(from-1) {
		from++ // the infinitive itself
	}
	for from < p.to && prepositions[r.low(from)] {
		from++
	}
	return tokensFrom(from, p.to)
}

// person reports whether the noun at i is one for people: "the volunteers" in "the volunteers from this region who …".
func (r *reading) person(i int) bool {
	w := r.low(i)
	return roles[w] || peoples[w] || !r.toks[i].caps && (strings.HasSuffix(w, "ers") || strings.HasSuffix(w, "ors") || strings.HasSuffix(w, "ists") || strings.HasSuffix(w, "ees") || roles[singular(w)])
}

// verbAfterTo reports whether the "to" at i opens an infinitive: no determiner or name follows.
func (r *reading) verbAfterTo(i int) bool {
	return i+1 < len(r.toks) && !determiners[r.low(i+1)] && !r.toks[i+1].caps
}

// tieNouns are prepositions that tie one noun to another.
var tieNouns = set(`of for in on with from at to between`)

// lastName returns the capitals at the end of a segment.
func (r *reading) lastName(s segment) phrase {
	from := s.to
	for from > s.from && (r.toks[from-1].caps || inName[r.low(from-1)] && from < s.to) {
		from--
	}
	for from < s.to && !r.toks[from].caps {
		from++
	}
	return tokensFrom(from, s.to)
}

// complement returns the segment that says what the verb of segment k reports, or -1.
func (r *reading) complement(k int) int {
	if k+1 < len(r.segs) && r.segs[k+1].open == openThat && r.segs[k+1].verb >= 0 {
		return k + 1
	}
	return -1
}

// withComplement joins "Ban said" and "Putin assured him" with the "that" between them, if there is one.
func (r *reading) withComplement(p phrase, j int) phrase {
	s := r.segs[j]
	if s.from > 0 && r.low(s.from-1) == "that" {
		p = append(p, s.from-1)
	}
	return append(p, tokensFrom(s.from, s.to)...)
}

// trailingSpeech reads a sentence that ends with who said it, when the expression dates the saying: "Russia will buy
// bonds, Putin said Tuesday" is "Putin said Russia will buy bonds".
func (r *reading) trailingSpeech(k, a int, c clause) clause {
	s := r.segs[k]
	said := tokensFrom(0, max(0, s.from-1))
	if w := r.low(s.from); (w == "”" || w == "\"") && s.from+1 <= s.verb {
		said = append(said, s.from) // “It is over,” she said
		s.from++
	}
	var speaker phrase
	if name, before := r.speakerBefore(k); len(name) > 0 {
		speaker, said = append(name, s.verb), tokensFrom(0, before)
	} else if r.startsWithVerb(s) {
		speaker = append(tokensFrom(s.verb+1, r.nameEnd(s.verb+1, s.to)), s.verb)
	} else {
		speaker = tokensFrom(s.from, s.verb+1)
		if r.low(s.verb) == "told" {
			speaker = tokensFrom(s.from, r.nameEnd(s.verb+1, s.to)) // whom, too
		}
	}
	c.core = append(slices.Clone(speaker), said...)
	c.words = c.core
	c.attribution = ""
	if a >= 0 && r.tellsPast(said) && r.length(r.withoutTimes(c.words, 0)) > titleLength {
		c.words, c.attribution = said, r.speakerOf(k)
	}
	if a < 0 {
		c.words, c.core = said, said
		c.attribution = r.speakerOf(k)
	}
	return c
}

// speakerBefore returns the name that stands before the verb of saying that opens segment k, with an apposition between
// them, and where what is said ends: "…,” Ana Reis, head of the port, | said on Friday".
func (r *reading) speakerBefore(k int) (name phrase, said int) {
	s := r.segs[k]
	if !r.startsWithVerb(s) || s.verb+1 < s.to && r.nameEnd(s.verb+1, s.to) > s.verb+1 && !isAdverb(r.low(s.verb+1)) {
		return nil, 0
	}
	for j := k - 1; j > 0; j-- {
		p := r.segs[j]
		if p.verb >= 0 || p.open != openComma {
			return nil, 0
		}
		from := p.from
		if w := r.low(from); w == "”" || w == "\"" {
			from++
		}
		if from < p.to && r.toks[from].caps && !isApposition(r, j) && (from > p.from || !r.toks[from].poss) {
			return tokensFrom(from, p.to), from
		}
	}
	return nil, 0
}

// tellsPast reports whether the first verb of what somebody says, in no quotation, is in the past or the perfect.
func (r *reading) tellsPast(said phrase) bool {
	v := r.verbIn(said)
	if v <= 0 || r.low(said[0]) == "“" || r.low(said[0]) == "\"" {
		return false
	}
	w := r.low(said[v])
	return w == "had" || w == "was" || w == "were" || (w == "has" || w == "have") && r.passive(said[v]) || !auxiliaries[w] && !modals[w] && participle(w)
}

// nameEnd returns the end of the noun phrase at i.
func (r *reading) nameEnd(i, limit int) int {
	for ; i < limit; i++ {
		if t := r.toks[i]; t.kind == punct || prepositions[t.low] && t.low != "of" || r.timed[i] != 0 || relatives[t.low] {
			break
		}
	}
	return i
}

// speaker returns who says what the openThat segment k tells.
func (r *reading) speaker(k int) string {
	for j := k - 1; j >= 0; j-- {
		if s := r.segs[j]; s.verb >= 0 && speech[r.low(s.verb)] {
			return r.speakerOf(j)
		}
	}
	return ""
}

// speakerOf returns the speaker named in the speech segment k.
func (r *reading) speakerOf(k int) string {
	s := r.segs[k]
	switch {
	case r.low(s.from) == "according":
		return r.words(s.from+2, r.nameEnd(s.from+2, s.to))
	case s.verb >= 0 && !r.startsWithVerb(s):
		return r.words(s.from, s.verb)
	case s.verb >= 0:
		return r.words(s.verb+1, r.nameEnd(s.verb+1, s.to))
	}
	return ""
}

// words returns the text of tokens [from, to), without times.
func (r *reading) words(from, to int) string {
	p := r.withoutTimes(tokensFrom(max(0, from), max(from, to)), 0)
	p = r.trimTail(p)
	if len(p) == 0 || len(p) > 12 {
		return ""
	}
	var b strings.Builder
	for k, i := range p {
		if k > 0 && (p[k-1] != i-1 || r.toks[i-1].End < r.toks[i].Start) {
			b.WriteByte(' ')
		}
		b.WriteString(r.toks[i].Span.Of(r.s))
	}
	said := text.Fold(b.String())
	if !strings.ContainsFunc(said, unicode.IsLetter) {
		return "" // a quotation mark
	}
	return said
}

// modality decides whether the clause tells what happened, what is expected, or what was called off.
func (r *reading) modality(c *clause, s segment, a int) {
	head := r.low(s.verb)
	if s.open == openIf || modals[head] || (head == "has" || head == "have") && r.low(s.verb+1) == "to" {
		c.status = Expected
	}
	c.hypothetical = s.open == openIf || doubtful[head]
	c.condition = s.open == openIf && r.low(s.from-1) != "whether"
	if (head == "is" || head == "are" || head == "was" || head == "were") && s.verb+1 < s.to && (r.low(s.verb+1) == "to" || r.low(s.verb+1) == "due" || r.low(s.verb+1) == "set" || r.low(s.verb+1) == "going") {
		c.status = Expected
	}
	lead := a < 0
	if lead {
		a = s.to
	}
	for i := s.verb; i >= 0 && i < min(a, s.to); i++ {
		w := r.low(i)
		if !plans[w] && !calledOff[w] || lead && (acts[w] || promises[w]) {
			continue
		}
		to := r.toBetween(i+1, min(a, s.to))
		switch {
		case calledOff[w] && to > 0 && r.anyPlan(i+1, to):
			c.denied = true
		case plans[w] && to > 0 && to-i <= 6 && w != "agreed":
			c.act = c.status != Expected && acts[w]
			c.status = Expected
		}
	}
}

// acts are done when their time is past, whatever became of what they are about: "refused to sign on Friday".
var acts = set(`refuse refused refuses decline declined fail failed try tried tries ask asked asks urge urged urges call called demand demanded demands`)

// promises have been made when an article opens with them.
var promises = set(`vow vows vowed promise promises promised threaten threatens threatened agree agrees agreed pledge pledged pledges propose proposed proposes offer offered offers seek seeks sought`)

// toBetween returns the place of a "to" with a verb in [from, limit), or -1.
func (r *reading) toBetween(from, limit int) int {
	for i := from; i < limit; i++ {
		if r.low(i) == "to" && i+1 < limit && r.toks[i+1].kind == word && !determiners[r.low(i+1)] && !r.toks[i+1].caps {
			return i
		}
	}
	return -1
}

func (r *reading) anyPlan(from, limit int) bool {
	for i := from; i < limit; i++ {
		if w := r.low(i); w == "plan" || w == "plans" || w == "participation" || w == "preparations" {
			return true
		}
	}
	return false
}

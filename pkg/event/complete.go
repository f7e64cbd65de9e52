package event

// This file adds to the words of a clause what its title needs from the clauses around it: which one is meant, how many
// died, and where.

// completed returns the words of a clause with those: nothing is added to a noun.
func (r *reading) completed(p phrase, own int) phrase {
	if len(p) == 0 || r.verbIn(p) < 0 {
		return p
	}
	p = r.withPutIn(p)
	p = r.withToll(r.withRestrictive(r.withSaidVerb(r.withLateVerb(r.withList(r.withNoun(p))))))
	return r.withOpening(r.withQuotation(r.withRest(p, own)))
}

// withPutIn adds what a quotation goes on with after a word in brackets: "said that they | (will) come back".
func (r *reading) withPutIn(p phrase) phrase {
	for range 3 {
		last := p[len(p)-1]
		if last+1 >= len(r.toks) || r.putIn(last+1) == 0 {
			break
		}
		end := r.segs[r.segmentOf(min(r.putIn(last+1)+1, len(r.toks)-1))].to
		p = append(p[:len(p):len(p)], tokensFrom(last+1, end)...)
	}
	return p
}

// withNoun adds the second of two adjectives with the noun of both: "put up scattered, | last-ditch resistance".
func (r *reading) withNoun(p phrase) phrase {
	last := p[len(p)-1]
	k := r.segmentOf(last) + 1
	if last+1 != r.segs[k-1].to || k >= len(r.segs) || r.low(last+1) != "," || r.segs[k].verb >= 0 || !r.betweenAdjectives(last+1) {
		return p
	}
	return append(p[:len(p):len(p)], tokensFrom(last+1, r.segs[k].to)...)
}

// withList adds the rest of a list with which a clause ends: "mount a land, | sea and air attack", "in Porto, | Braga and Faro".
func (r *reading) withList(p phrase) phrase {
	last := p[len(p)-1]
	k := r.segmentOf(last) + 1
	if last+1 != r.segs[k-1].to || k >= len(r.segs) || r.low(last+1) != "," || r.toks[last].kind != word || r.fin[last] {
		return p
	}
	for n := k; n < len(r.segs) && n < k+4; n++ {
		s := r.segs[n]
		if s.open != openComma && !(s.open == openAnd && r.low(s.from-2) == "," && r.low(s.from-1) == "and" && s.to-s.from < 4) || !r.inList(s, r.toks[last].caps) {
			break
		}
		ends := s.open == openAnd
		for i := s.from; i < s.to; i++ {
			ends = ends || r.low(i) == "and" || r.low(i) == "or"
		}
		if ends {
			q := append(p[:len(p):len(p)], tokensFrom(last+1, s.to)...)
			if r.length(r.withoutTimes(q, 0)) > titleLengths.room {
				break
			}
			return q
		}
	}
	return p
}

// inList reports whether a segment can be a member of a list after a name, or after another noun.
func (r *reading) inList(s segment, name bool) bool {
	t := r.toks[s.from]
	w := t.low
	switch {
	case s.verb >= 0 || s.to-s.from > 8, t.kind != word && t.kind != number, t.caps != name, r.timed[s.from] != 0:
		return false
	case prepositions[w], subordinate[w], determiners[w], pronouns[w], isAdverb(w), gerund(w), participle(w), exampling[w], leadIns[w], speech[w], loose[w]:
		return false
	}
	return true
}

// loose are words that open what is said of a whole clause.
var loose = set(`due effective almost according sometimes apparently perhaps often`)

// withLateVerb adds the verb of a last clause that an aside holds back: "prices rose after Porto, once an ally, | shut its port".
func (r *reading) withLateVerb(p phrase) phrase {
	last := p[len(p)-1]
	k := r.segmentOf(last) + 1
	if last+1 != r.segs[k-1].to || k+1 >= len(r.segs) || r.low(last+1) != "," || r.segs[k].verb >= 0 {
		return p
	}
	if r.segs[k+1].open != openComma || !r.startsWithVerb(r.segs[k+1]) {
		return p
	}
	if r.low(last) == "and" {
		return append(p[:len(p):len(p)], tokensFrom(r.segs[k+1].from, r.segs[k+1].to)...) // "spoke of pay and, in part, | blamed the owners"
	}
	for j := len(p) - 2; j > 0 && !r.fin[p[j]] && r.toks[p[j]].kind != punct && r.timed[p[j]] == 0; j-- {
		if w := r.low(p[j]); subordinate[w] && w != "so" && w != "as" && j+5 > len(p) && r.onlyDescribes(k) {
			return append(p[:len(p):len(p)], tokensFrom(r.segs[k+1].from, r.segs[k+1].to)...)
		}
	}
	return p
}

// onlyDescribes reports whether segment k, without a verb, says what the noun before it is, or names it: "Porto, | once an ally,".
func (r *reading) onlyDescribes(k int) bool {
	s := r.segs[k]
	return r.describes(s) || isApposition(r, k) || len(r.lastName(s)) == s.to-s.from
}

// withSaidVerb adds the verb of what somebody says, where a phrase ends before it: "warned that the toll, | a tax, | was too high",
// "said most of the oil | and gas had gone".
func (r *reading) withSaidVerb(p phrase) phrase {
	last := p[len(p)-1]
	k := r.segmentOf(last) + 1
	if last+1 != r.segs[k-1].to || k >= len(r.segs) || !r.awaitsVerb(p) {
		return p
	}
	s := r.segs[k]
	switch {
	case s.from == last+1 && s.verb >= 0 && r.startsWithVerb(s), s.open == openAnd && s.verb >= 0 && !r.startsWithVerb(s):
		return append(p[:len(p):len(p)], tokensFrom(last+1, s.to)...)
	case k+1 < len(r.segs) && r.low(last+1) == "," && s.verb < 0 && r.segs[k+1].open == openComma && r.startsWithVerb(r.segs[k+1]):
		return append(p[:len(p):len(p)], tokensFrom(r.segs[k+1].from, r.segs[k+1].to)...)
	}
	return p
}

// awaitsVerb reports whether a phrase ends in the subject of what somebody says: no verb comes after that of saying.
func (r *reading) awaitsVerb(p phrase) bool {
	that := false
	for k := len(p) - 1; k > 0; k-- {
		w := r.low(p[k])
		switch {
		case w == "“" || w == "”" || w == "\"":
			return false
		case w == "that":
			that = k+1 < len(p)
		case r.fin[p[k]]:
			next := k + 1
			for next < len(p) && (r.timed[p[next]] != 0 || r.tiedToTime(p[next])) {
				next++
			}
			return (that || sayings[w]) && (speech[w] || attitudes[w]) && next < len(p) && !prepositions[r.low(p[next])] && r.low(p[next]) != "so"
		}
	}
	return false
}

// sayings are verbs of which only a clause or a quotation is the object.
var sayings = set(`said says say thought think thinks believes believe believed argued insisted noted`)

// withRestrictive adds the clause, without a comma before it, that says what the last word of a phrase means: "the monastery |
// where he had lived", "dropped their demand | that the mayor leave", "made clear | he would go".
func (r *reading) withRestrictive(p phrase) phrase {
	q := p
	for range 2 {
		k, ok := r.restricts(q[len(q)-1])
		if !ok {
			break
		}
		q = append(q[:len(q):len(q)], tokensFrom(q[len(q)-1]+1, r.segs[k].to)...)
		if r.length(r.withoutTimes(q, 0)) > titleLengths.room {
			break
		}
		if tail := len(r.trimTail(q)); r.onlyMarks(q[tail:]) && !r.saidBefore(q[len(p):]) {
			p = q // it does not end in "that the mayor said"
		}
	}
	return p
}

// restricts returns the segment that goes on with the last word of a clause, and whether there is one.
func (r *reading) restricts(last int) (k int, ok bool) {
	k = r.segmentOf(last) + 1
	if last+1 != r.segs[k-1].to || k >= len(r.segs) || r.segs[k].verb < 0 || r.toks[last+1].kind == punct || coordinators[r.low(last+1)] || r.ownTime(k) {
		return 0, false
	}
	s := r.segs[k]
	by := r.low(s.from - 1)
	switch {
	case s.from == last+1 && s.open == openRel && !(subjects[r.low(s.from)] || r.gapAfter(s.from)), s.open != openThat && r.timed[last] != 0 && !r.staysInTitle(last, 0) && !r.toks[last].caps && r.toks[last].kind != number,
		r.low(s.to) == "," && (r.low(s.to+1) == "\"" || r.low(s.to+1) == "“"):
		return 0, false
	}
	if s.open == openComma && r.reduced(s.verb) && s.verb == s.from && r.segs[k-1].open != openRel {
		return k, true // "hurt by stones | thrown across the fence"
	}
	return k, s.open == openRel || s.open == openThat || s.open == openIf && by == "whether" || s.open == openSub && (by == "where" || relatives[by])
}

// ownTime reports whether an expression of time stands in segment k.
func (r *reading) ownTime(k int) bool {
	for i := r.segs[k].from; i < r.segs[k].to; i++ {
		if r.timed[i] != 0 {
			return true
		}
	}
	return false
}

// withToll adds the participle after a comma that tells how many were hurt: "…, killing at least 70".
func (r *reading) withToll(p phrase) phrase {
	last := p[len(p)-1]
	k := r.segmentOf(last) + 1
	if k >= len(r.segs) || r.segs[k-1].open == openRel || r.segs[k].open != openComma || r.segs[k].from != last+2 || !tolling[r.low(last+2)] || r.ownTime(k) {
		return p
	}
	s := r.segs[k]
	for i := s.from + 1; i < s.to && i < s.from+6; i++ {
		if numberLike(r.toks[i]) || amounts[r.low(i)] {
			return append(p[:len(p):len(p)], tokensFrom(s.from-1, s.to)...)
		}
	}
	return p
}

// tolling are participles that tell what an attack did to people.
var tolling = set(`killing wounding injuring leaving`)

// withOpening adds the place that opens the sentence, before a comma, when the phrase is of the clause after it: "In Porto, |
// the fighting went on in the city centre".
func (r *reading) withOpening(p phrase) phrase {
	first := 0
	for first < len(r.toks) && (leadIns[r.low(first)] || r.low(first) == "," || coordinators[r.low(first)]) {
		first++
	}
	end := r.openingEnd(first)
	if end < 0 || p[0] <= end {
		return p
	}
	from := end + 1
	if w := r.low(from); w == "where" || relatives[w] {
		if from = r.segs[r.segmentOf(from+1)].to; r.low(from) != "," {
			return p
		}
		from++
	}
	if from > p[0] || !r.bridges(from, p[0]) {
		return p
	}
	q := append(tokensFrom(first, end+1), p...)
	if r.length(r.withoutTimes(q, 0)) > titleLengths.room {
		return p
	}
	return q
}

// openingEnd returns the comma that ends the place at first, or -1: "In Porto,", "In the port city of Braga,".
func (r *reading) openingEnd(first int) int {
	if !opensPlace[r.low(first)] {
		return -1
	}
	placed, named := false, false
	for i := first + 1; i < len(r.toks) && i < first+9; i++ {
		switch t := r.toks[i]; {
		case t.low == "," && named && (placed || r.toks[first+1].caps):
			return i
		case t.kind != word || r.timed[i] != 0 || r.fin[i] || t.poss && !t.caps:
			return -1
		case t.caps:
			named = true
		case localities[t.low]:
			placed = true
		}
	}
	return -1
}

// bridges reports whether nothing stands between the place that opens a sentence and the clause at to but times and who says
// so: "In Porto, | two sources said | the fighting went on".
func (r *reading) bridges(from, to int) bool {
	verbs := 0
	for i := from; i < to; i++ {
		w := r.low(i)
		if r.fin[i] {
			verbs++
			if !speech[w] {
				return false
			}
		}
		if r.timed[i] != 0 || w == "that" || w == "“" || w == "\"" {
			continue
		}
		if r.toks[i].kind == punct || relatives[w] || coordinators[w] || subordinate[w] && !r.tiedToTime(i) || i > from+10 {
			return false
		}
	}
	return verbs == 1 || verbs == 0 && r.onlyTime(segment{from: from, to: to})
}

var (
	// opensPlace are prepositions with which a place opens a sentence.
	opensPlace = set(`in at near outside across around`)
	// localities are nouns of places that a name follows.
	localities = set(`city town village province suburb port capital district region area neighbourhood neighborhood island state square county valley`)
)

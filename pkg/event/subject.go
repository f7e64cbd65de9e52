package event

import (
	"slices"
	"strings"
)

// This file finds who or what a segment's verb speaks of, where the segment does not say so itself.

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
		if said := p.verb + 1; p.verb >= 0 && speech[r.low(p.verb)] && said < p.to && r.complement(j-1) < 0 && numberLike(r.toks[said]) {
			return said // "Reis said | six boats, two ferries and a tug were seized"
		}
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

func (r *reading) startsWithVerb(s segment) bool {
	first := s.from
	if s.open == openRel && beforeTime[r.low(first)] {
		first = max(first, r.timeEnd(s)) // "protesters, who by the end of Friday held the pier"
	}
	for i := first; i < s.to; i++ {
		if r.fin[i] {
			return true
		}
		if r.timed[i] == 0 && !isAdverb(r.low(i)) && !beforeTime[r.low(i)] {
			return false
		}
	}
	return false
}

// timeEnd returns where a segment goes on after the "by the end of Friday" that opens it, or its start.
func (r *reading) timeEnd(s segment) int {
	for i := s.from + 1; i < s.to && i < s.from+5 && !r.fin[i]; i++ {
		if r.timed[i] != 0 {
			_, end := r.expression(i)
			for end+1 < s.to && coordinators[r.low(end)] && r.timed[end+1] != 0 {
				_, end = r.expression(end + 1)
			}
			return end
		}
	}
	return s.from
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
	for j := r.beforeAside(r.listTail(k)) - 1; j >= 0; j = r.beforeAside(j) - 1 {
		p := r.segs[j]
		if p.verb >= 0 {
			if r.inRelative(j) && s.open != openAnd || p.open == openThat && r.low(s.from-2) == "," || j > waits && waits >= 0 {
				continue
			}
			if s.open == openComma && r.saysNoun(p, s) {
				return tokensFrom(p.verb+1, p.to)
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
		if r.placeAside(p, j) {
			continue // "Police in Athens, Greece, | closed the road"
		}
		if r.noSubject(j, from) || r.afterDescription(j) && !r.onlyTime(r.segs[j-1]) {
			continue // of "Reis, born in the capital, Braga, in 1960", the first
		}
		return tokensFrom(from, p.to)
	}
	return nil
}

// inRelative reports whether segment j is a relative clause, or what one says: "dockers, | who complained | that the pay was late,".
func (r *reading) inRelative(j int) bool {
	for j > 0 && r.segs[j].open == openThat {
		j--
	}
	return r.segs[j].open == openRel
}

// noSubject reports whether what segment j, without a verb, has from a token on is no subject: nothing at all, where or how many, an
// apposition, or what describes the noun before it.
func (r *reading) noSubject(j, from int) bool {
	p := r.segs[j]
	switch {
	case from+2 < p.to && r.low(from) == "at" && (r.low(from+1) == "least" || r.low(from+1) == "most") && numberLike(r.toks[from+2]):
		return false
	case from == p.to, prepositions[r.low(from)], r.toks[from].kind == number:
		return true
	case from == p.from && isApposition(r, j):
		return true
	}
	return j > 0 && r.describes(p)
}

// afterDescription reports whether the segment before j is one without a verb that describes a noun: "Reis, born in the capital, |
// Braga".
func (r *reading) afterDescription(j int) bool {
	return j > 1 && r.segs[j-1].verb < 0 && r.describes(r.segs[j-1])
}

// setOff reports whether the subordinate clause in segment j stands behind a comma, or goes on with what does: ", who", ", in which".
func (r *reading) setOff(j int) bool {
	from := r.segs[j].from
	return r.low(from-2) == "," || relatives[r.low(from-1)] && r.low(from-3) == "," || r.afterDescription(j)
}

// saysNoun reports whether what stands after the verb of saying of segment p is what the auxiliary of segment s, behind an
// aside, speaks of: "the army claimed | fifty people, women and children, were killed", "Reis said | the bodies, mostly of
// men, had been found".
func (r *reading) saysNoun(p, s segment) bool {
	said := p.verb + 1
	if !speech[r.low(p.verb)] || said >= p.to {
		return false
	}
	return numberLike(r.toks[said]) || (determiners[r.low(said)] || countWords[r.low(said)]) && auxiliaries[r.low(s.verb)]
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
		case below && p.verb >= 0 && r.setOff(j):
			between = true
		case below, p.open == openThat:
			return -1
		case p.verb >= 0 || p.open == openAnd:
			if between || p.open != openComma {
				return -1
			}
		case between:
			from := r.afterTime(p)
			if r.noSubject(j, from) {
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
	if j == 0 || s.open != openComma {
		return false
	}
	w := r.low(s.from)
	if s.to-s.from == 1 && strings.Contains(w, "-") || len(w) > 2 && w[1] == '-' {
		return true // "John Marlow, D-Ohio, said"
	}
	return r.segs[j-1].verb < 0 && !r.onlyTime(r.segs[j-1]) && (article(w) || !r.toks[s.from].caps)
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

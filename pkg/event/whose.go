package event

// This file finds the whole of a clause where commas and conjunctions hide a part of it: a subject behind asides, a list of which only the
// tail stands beside the verb, the first of two verbs or of two amounts, and the denial above a clause.

// wholeClause returns the words of the clause in segment k, given as they stand there with what its subject was found to be.
func (r *reading) wholeClause(words phrase, k int) phrase {
	s := r.segs[k]
	switch {
	case s.open == openThat && k > 0 && r.denies(k-1):
		g := r.segs[k-1]
		return r.withComplement(append(r.subject(k-1), tokensFrom(g.from, g.to)...), k)
	case s.open == openAnd && k > 0 && r.sharesPair(k):
		p := r.segs[k-1]
		return append(r.subject(k-1), tokensFrom(p.from, s.to)...)
	}
	if j := r.behindAside(k); j >= 0 {
		from := s.from
		if r.placeAside(segment{from: s.from, to: s.verb}, k) {
			from = s.verb
		}
		return append(tokensFrom(r.afterTime(r.segs[j]), r.segs[j].to), tokensFrom(from, s.to)...)
	}
	return words
}

// denies reports whether segment k says that what depends on it is not so, or hardly: "has denied", "it is not likely".
func (r *reading) denies(k int) bool {
	s := r.segs[k]
	if s.verb < 0 {
		return false
	}
	for i := max(s.from, s.to-5); i < s.to; i++ {
		w := r.low(i)
		switch {
		case denials[w], w == "likely" && r.low(i-1) == "not", w == "true" && (r.low(i-1) == "not" || r.low(i-1) == "n't"):
			return true
		case (w == "evidence" || w == "sign" || w == "proof" || w == "indication") && r.low(i-1) == "no":
			return true
		}
	}
	return false
}

// denials are words that say of what follows them that it is not so, or that nobody knows.
var denials = set(`denied denies deny denying doubt doubts doubted unlikely impossible untrue disputed disputes refuted refutes rejected dismissed`)

// sharesPair reports whether segment k is the second of two verbs of which the first says too little by itself, or the second amount of two:
// "crews danced | and sang", "two were killed | and six were hurt".
func (r *reading) sharesPair(k int) bool {
	p, s := r.segs[k-1], r.segs[k]
	if p.verb < 0 || p.to != s.from-1 || speech[r.low(p.verb)] || speech[r.low(s.verb)] || r.ownTime(k-1) || r.tenseOf(p.verb) != r.tenseOf(s.verb) {
		return false
	}
	if r.startsWithVerb(s) {
		return p.to-p.verb <= 2 && p.open != openRel && r.low(p.from-1) != "-" && !auxiliaries[r.low(p.verb)]
	}
	for i := s.from; i < s.verb; i++ {
		if w := r.low(i); !numberLike(r.toks[i]) && !amounts[w] && !countWords[w] {
			return false
		}
	}
	return true
}

// countWords stand beside numbers, or for them.
var countWords = set(`at least more than about another others some around nearly almost over many dozens scores hundreds thousands`)

// behindAside returns the segment that opens the subject of segment k, which begins inside it: after a description, "A ferry, built in Porto, |
// carrying 20 crates sank", or in the name of where it is, "The fair in Braga, | Portugal opens"; -1 when there is none.
func (r *reading) behindAside(k int) int {
	s := r.segs[k]
	if s.open != openComma || s.verb <= s.from || speech[r.low(s.verb)] {
		return -1
	}
	first := r.low(s.from)
	inside := prepositions[first] && r.timed[s.from+1] == 0 && !beginsSetting[first] || gerund(first) && !r.toks[s.from].caps
	for i := s.from; i < s.verb && inside && !gerund(first); i++ {
		inside = i == s.from || r.toks[i].kind != punct && !pronouns[r.low(i)]
	}
	named := r.placeAside(segment{from: s.from, to: s.verb}, k)
	if !inside && !named {
		return -1
	}
	for j := k - 1; j >= 0; j-- {
		p := r.segs[j]
		if p.verb >= 0 || p.open == openRel || p.open == openSub || p.open == openIf {
			return -1
		}
		if p.open == openStart || p.open == openBreak && !r.inBrackets(j) {
			if r.opensSubject(r.afterTime(p), p.to) {
				return j
			}
			return -1
		}
	}
	return -1
}

// beginsSetting are prepositions that open where or when, before a subject of their own, rather than go on with a noun.
var beginsSetting = set(`in at on during after before despite under amid as since near outside inside across until over within about`)

// inBrackets reports whether segment j stands in brackets.
func (r *reading) inBrackets(j int) bool {
	w := r.low(r.segs[j].from - 1)
	return w == "(" || w == "["
}

// placeAside reports whether the words of a segment, which stands before segment k or opens it, are the name of a place that says where the
// place right before them is: "in Braga, | Portugal".
func (r *reading) placeAside(s segment, k int) bool {
	if k == 0 || s.to-s.from > 3 || s.to <= s.from || r.low(s.from-1) != "," || !r.capitalised(s.from) || r.kindAt(s.to-1) != place {
		return false
	}
	i := s.from - 2
	if i >= 0 && settlements[r.low(i)] {
		return true // "in another town, Braga"
	}
	if i < 0 || !r.capitalised(i) || r.kindAt(i) != place {
		return false
	}
	for i >= 0 && r.capitalised(i) {
		i--
	}
	return i > r.segs[k-1].from && placing[r.low(i)]
}

// opensSubject reports whether the tokens [from, to) can be a subject: they open neither with where or when nor with what somebody does.
func (r *reading) opensSubject(from, to int) bool {
	if to-from < 2 {
		return false
	}
	w := r.low(from)
	t := r.toks[from]
	return t.kind == word && r.timed[from] == 0 && !prepositions[w] && !subordinate[w] && !leadIns[w] && !isAdverb(w) && !gerund(w) && !pronouns[w] && !participle(w)
}

// listTail returns the first of the segments before segment k that list examples of the noun before them, or k: "Ministers of the group, |
// including Spain, | France and Italy, | agreed".
func (r *reading) listTail(k int) int {
	for j := k - 1; j > 0 && r.segs[j].verb < 0 && r.segs[j].open == openComma; j-- {
		if w := r.low(r.segs[j].from); exampling[w] || w == "such" && r.low(r.segs[j].from+1) == "as" {
			return j
		}
	}
	return k
}

// exampling are words that open examples.
var exampling = set(`including especially notably particularly`)

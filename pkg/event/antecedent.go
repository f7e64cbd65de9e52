package event

import (
	"slices"
	"strings"
)

// This file finds the noun that a relative clause speaks of.

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

// withObject adds to the words of the relative segment k, after its verb, what that is done to: "the plain that | the army
// captured from the rebels". Nothing is added to a verb that has an object, or needs none.
func (r *reading) withObject(c clause, k int) phrase {
	by := r.low(r.segs[k].from - 1)
	first := r.prev(r.segs[k].from - 1)
	said := by == "that" && first >= 0 && (speech[r.low(first)] || adding[r.low(first)])
	if by == "whose" || by == "what" || said || r.isPassive(r.segs[k].verb, c.verb) {
		return c.words
	}
	at := r.gapIn(c)
	object := r.relativeObject(k)
	if at < 0 || len(object) == 0 {
		return c.words
	}
	return slices.Concat(c.words[:at], object, r.withoutLast(c.words[at:]))
}

// gapIn returns the place in the words of a clause where its verb, or the infinitive that completes it, lacks an object, or
// -1: "are expected to endorse |", "captured | from the rebels", "set up |".
func (r *reading) gapIn(c clause) int {
	at := slices.Index(c.words, c.verb) + 1
	if at == 0 {
		return -1
	}
	for k := at; k+1 < len(c.words); k++ {
		if i := c.words[k]; r.low(i) == "to" && r.verbAfterTo(i) && r.timed[i+1] == 0 {
			n := k + 2
			if n < len(c.words) && leaving[r.low(c.words[n])] {
				n++
			}
			if n == len(c.words) || r.endsVerb(c.words[n]) {
				return n
			}
			if w := r.low(c.verb); willing[w] || plans[w] || w == "attempt" || w == "try" || w == "had" || w == "have" || r.low(i-1) == "yet" {
				return -1
			}
			break
		}
	}
	if at < len(c.words) && c.words[at] == c.verb+1 && leaving[r.low(c.verb+1)] {
		at++
	}
	if at < len(c.words) && !r.opensGap(c.words[at]) {
		return -1
	}
	return at
}

// endsVerb reports whether the word at i can only follow an infinitive that is whole, or lacks its object.
func (r *reading) endsVerb(i int) bool {
	if r.timed[i] != 0 {
		_, end := r.expression(i)
		return end >= len(r.toks) || r.opensGap(end)
	}
	w := r.low(i)
	return r.toks[i].kind == punct || r.tiedToTime(i) || w == "to" || w == "by" || w == "from" || w == "as"
}

// leaving are particles that stay with their verb before an object.
var leaving = set(`up down off out over away back`)

// adding are forms of verbs of saying and thinking with a "that" of their own, which speech does not have.
var adding = set(`adding stating noting saying indicating claiming insisting arguing suggesting warning reporting showing meaning believing confirm think`)

// isPassive reports whether the verb at v, whose finite part is at f, tells what is done to its subject.
func (r *reading) isPassive(f, v int) bool {
	if v <= f || strings.HasSuffix(r.low(v), "ing") {
		return false
	}
	for i := f; i < v; i++ {
		if w := r.low(i); isBe(w) || w == "be" || w == "been" || w == "being" {
			return r.low(v) != "expected" && r.low(v) != "due" && r.low(v) != "set"
		}
	}
	return false
}

// saidOf reads a relative clause with a verb of saying put into it, "which | diplomats say | has been amended": it returns
// where its own verb stands and what it speaks of.
func (r *reading) saidOf(k int) (verb int, subject phrase) {
	s := r.segs[k]
	i := s.verb + 1
	for i < s.to && r.timed[i] != 0 {
		i++
	}
	if i >= s.to || !r.fin[i] || !speech[r.low(s.verb)] || r.startsWithVerb(s) {
		return -1, nil
	}
	return i, r.antecedent(k)
}

// opensGap reports whether the word at i can follow a verb whose object stands before it.
func (r *reading) opensGap(i int) bool {
	w := r.low(i)
	return r.timed[i] != 0 || r.toks[i].kind == punct || prepositions[w] || w == "to" || isAdverb(w) || coordinators[w] || subordinate[w]
}

// withoutLast takes the mark off the end of a phrase.
func (r *reading) withoutLast(p phrase) phrase {
	for len(p) > 0 && r.toks[p[len(p)-1]].kind == punct && !closing[r.low(p[len(p)-1])] {
		p = p[:len(p)-1]
	}
	return p
}

// antecedent returns the noun phrase that the relative segment k speaks of.
func (r *reading) antecedent(k int) phrase {
	if k == 0 {
		return nil
	}
	p := r.segs[k-1]
	if p.verb >= 0 && isBe(r.low(p.verb)) && p.verb+1 < p.to && indefinite(r.low(p.verb+1)) && p.open != openRel {
		if r.startsWithVerb(p) {
			return r.subject(k - 1)
		}
		return tokensFrom(p.from, p.verb) // "Reis is a lawyer who ran the bank"
	}
	if indefinite(r.low(p.from)) && p.verb < 0 && p.open == openComma && k > 1 {
		if name := r.lastName(r.segs[k-2]); len(name) > 0 {
			return name // an apposition: "Trans-Dniester, a sliver of land that …"
		}
	}
	from := p.to
	short := r.low(r.segs[k].from-1) == "who" // the nearest person, not the whole phrase
	for from > p.from {
		t := r.toks[from-1]
		if short && from > p.from+1 && r.ofPerson(from-1) {
			break // "at the request of | Speaker Ana Reis, who"
		}
		if r.outsideNoun(from-1, p.from, short) {
			break
		}
		from--
		if further := short && r.saysWhence(from-1, p.from); !further && (determiners[t.low] || numberWords[t.low] > 0) {
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

// outsideNoun reports whether the word at i, in a segment from limit on, is no part of the noun phrase that ends after it. Nearest
// asks for the last person in it, not for the whole.
func (r *reading) outsideNoun(i, limit int, nearest bool) bool {
	t := r.toks[i]
	switch {
	case t.kind == punct && t.low != "’", r.fin[i], r.timed[i] != 0:
		return true
	case prepositions[t.low] && t.low != "of" && (!tieNouns[t.low] || nearest && !r.saysWhence(i, limit)):
		return true
	case coordinators[t.low] && !r.oneNoun(i, limit):
		return true
	case t.low == "to":
		return nearest || r.verbAfterTo(i)
	}
	return afterAuxiliary(t.low)
}

// saysWhence reports whether the preposition at i, after the limit, brings in where one person comes from or is: "a Scot | from Glasgow",
// "a young docker | in Porto". A place is nobody.
func (r *reading) saysWhence(i, limit int) bool {
	if i <= limit || !placing[r.low(i)] {
		return false
	}
	return r.oneFrom(i-1) || r.low(i) == "in" && i+1 < len(r.toks) && r.toks[i+1].caps && r.toks[i-1].kind == word && !r.fin[i-1] && !participle(r.low(i-1))
}

// ofPerson reports whether the word at i is an "of" between a thing and the person whose it is: "the request of | Speaker Ana Reis".
func (r *reading) ofPerson(i int) bool {
	if r.low(i) != "of" || r.person(i-1) {
		return false
	}
	return r.toks[i+1].caps || r.low(i+1) == "former" || titles[r.low(i+1)]
}

// oneNoun reports whether the "and" at i stands inside a noun phrase with one determiner: "the trade and transit deal", but not
// "between the guards and dockers".
func (r *reading) oneNoun(i, limit int) bool {
	if r.low(i) != "and" || determiners[r.low(i+1)] || r.toks[i+1].caps {
		return false
	}
	for j := i - 1; j >= limit && j > i-4; j-- {
		t := r.toks[j]
		if article(t.low) {
			return j < i-1 && (j == limit || r.low(j-1) != "between")
		}
		if t.kind != word || t.caps || r.fin[j] || prepositions[t.low] || r.timed[j] != 0 {
			return false
		}
	}
	return false
}

// oneFrom reports whether the noun at i is one for people, or of one that "a" brings in: "a Scot | from Glasgow who …".
func (r *reading) oneFrom(i int) bool {
	return r.person(i) || i > 0 && indefinite(r.low(i-1))
}

// person reports whether the noun at i is one for people: "the volunteers" in "the volunteers from this region who …".
func (r *reading) person(i int) bool {
	w := r.low(i)
	return roles[w] || peoples[w] || !r.toks[i].caps && (personsEnding(w) || roles[singular(w)])
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

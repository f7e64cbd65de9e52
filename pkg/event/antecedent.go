package event

import "strings"

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

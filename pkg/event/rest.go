package event

import (
	"slices"
	"strings"
)

// This file adds to a short title what its sentence goes on with: "Crews danced | as the bells rang", and to any title the
// condition without which it would not be true: "would not leave | until they were paid".

const (
	shortTitle = 60 // runes: of what is no longer than this, the rest of the sentence tells more
	restLength = 120
)

// withRest adds to the words of a clause the clauses that its sentence goes on with, while the title is short. Whole clauses are
// added, without a time of their own.
func (r *reading) withRest(p phrase, own int) phrase {
	for {
		last := p[len(p)-1]
		k := r.segmentOf(last) + 1
		if last+1 != r.segs[k-1].to || k >= len(r.segs) || r.low(last) == "that" || r.segs[k-1].verb < 0 && r.verbIn(p) < 0 {
			return p
		}
		from := last + 1
		if n := k + 1; n < len(r.segs) && r.low(last+1) == "," && r.segs[k].verb < 0 && r.segs[n].open == openSub && isApposition(r, k) && !r.describes(r.segs[k]) {
			from, k = r.segs[k].to, n // "had left Porto, his home, | when the bridge fell"
		}
		long := r.length(r.trimTail(r.withoutTimes(p, own)))
		half := r.firstOfTwo(p)
		if !half && !r.conditions(k) && (long > shortTitle || !r.goesOnIn(k)) || r.otherTime(k, own) {
			return p
		}
		q := append(p[:len(p):len(p)], tokensFrom(from, r.segs[k].to)...)
		most := restLength
		if half || r.conditions(k) {
			most = titleMost
		}
		if r.length(r.withoutTimes(q, own)) > most || r.hanging(q) || r.stopsShort(q) {
			return p
		}
		p = q
	}
}

// firstOfTwo reports whether a phrase has a "not only" that a "but" right after it answers.
func (r *reading) firstOfTwo(p phrase) bool {
	only := false
	for n := 1; n < len(p); n++ {
		only = only || r.low(p[n]) == "only" && r.low(p[n-1]) == "not"
	}
	from := p[len(p)-1]
	return only && (r.low(from) == "but" || r.low(from) == "also" || r.low(from+1) == "but" || r.low(from+2) == "but")
}

// conditions reports whether segment k says until or unless what the clause before it holds.
func (r *reading) conditions(k int) bool {
	s := r.segs[k]
	by := r.low(s.from - 1)
	return s.verb >= 0 && (s.open == openSub || s.open == openIf) && (by == "until" || by == "unless" || by == "if")
}

// goesOnIn reports whether segment k goes on with what the clause before it tells: what happened beside it or came of it, or what else its
// subject did.
func (r *reading) goesOnIn(k int) bool {
	s := r.segs[k]
	if r.speechSegment(k) || s.verb >= 0 && (speech[r.low(s.verb)] || modals[r.low(s.verb)]) {
		return false
	}
	switch s.open {
	case openSub:
		return s.verb >= 0 && sideClauses[r.low(s.from-1)] && !r.startsWithVerb(s)
	case openComma:
		w := r.low(s.from)
		return s.verb != s.from && gerund(w) && w != "including" && s.to-s.from > 2
	case openAnd:
		before := r.segs[k-1]
		if before.verb >= 0 && before.open != openStart && before.open != openComma && r.suffers(before.verb) && !auxiliaries[r.low(s.verb)] {
			return false // "the way the rally was broken up | and asked the crews": somebody else
		}
		return s.verb >= 0 && r.low(s.from-1) == "and" && r.startsWithVerb(s) && r.tenseOf(s.verb) == pastTense
	}
	return false
}

// suffers reports whether the finite verb at f tells what is done to its subject: "was broken up", "had been closed".
func (r *reading) suffers(f int) bool {
	w := r.low(f)
	return (isBe(w) || r.low(f+1) == "been") && r.passive(f)
}

// sideClauses are conjunctions that open what happened beside the main clause, or why.
var sideClauses = set(`when while as after before because where until`)

// otherTime reports whether an expression of time stands in segment k that is not the title's own, nor a stretch.
func (r *reading) otherTime(k, own int) bool {
	for i := r.segs[k].from; i < r.segs[k].to; i++ {
		if t := r.timed[i]; t != 0 && t != own && !r.staysInTitle(i, own) {
			return true
		}
	}
	return false
}

// stopsShort reports whether a phrase ends in a verb that needs what comes after it: "carrying banners reading | "Port for all"".
func (r *reading) stopsShort(p phrase) bool {
	p = r.trimTail(p)
	last := p[len(p)-1]
	if w := r.low(last); gerund(w) || speech[w] {
		return !gerundNouns[w] && last+1 < len(r.toks) && r.low(last+1) != "."
	}
	next := r.low(last + 1)
	if w := r.low(last); next == "," && (adjectival(w) || strings.Contains(w, "-")) {
		return true // "a one-week, sharp fall"
	}
	return next == ":" || next == "\"" || next == "“"
}

// withQuotation adds what is quoted right after the verb of saying with which a phrase ends, or after whom it was told: "Crews chanted,
// | “No more”". Of what is too long for a title, as much as a comma or a stop ends.
func (r *reading) withQuotation(p phrase) phrase {
	if !r.endsSaying(p) {
		return p
	}
	from := p[len(p)-1] + 1
	for from < len(r.toks) && (r.timed[from] != 0 || r.tiedToTime(from)) {
		from++
	}
	mark := r.low(from)
	if mark == "," || mark == ":" {
		from++
	}
	end := min(len(r.toks), from+titleMost/2)
	switch w := r.low(from); {
	case w == "\"" || w == "“":
		if n := slices.IndexFunc(r.toks[from+1:end], func(t token) bool { return t.low == "\"" || t.low == "”" }); n >= 0 {
			end = from + n + 2
		}
	case mark != ":" || from >= end || end < len(r.toks) || r.length(p)+r.length(tokensFrom(from, end)) > titleMost:
		return p
	}
	q := append(p[:len(p):len(p)], tokensFrom(from, end)...)
	for n := len(q); n > len(p)+3; n-- {
		if n < len(q) && (!(r.toks[q[n]].kind == punct && pauses[r.low(q[n])] || r.low(q[n]) == ".") || r.betweenAdjectives(q[n])) {
			continue
		}
		if r.length(r.trimTail(q[:n])) <= titleMost {
			return q[:n]
		}
	}
	return p
}

// endsSaying reports whether the last finite verb of a phrase is one of saying, and nothing but whom it was told, or when, comes after it.
func (r *reading) endsSaying(p phrase) bool {
	for k := len(p) - 1; k > 0 && k > len(p)-9; k-- {
		i := p[k]
		w := r.low(i)
		said := speech[w] || quoting[w] || tellings[w]
		switch {
		case said && (r.fin[i] || gerund(w)):
			return k+1 == len(p) || tellings[w] || r.timed[p[k+1]] != 0 || r.tiedToTime(p[k+1])
		case r.fin[i], r.toks[i].kind == punct:
			return false
		}
	}
	return false
}

package event

import (
	"slices"
	"strings"
)

// This file takes off a title what it can do without: asides, ranks, manners, and the loose words at its head and tail.

// withoutAsides leaves out what stands in parentheses or brackets, and an age between commas.
func (r *reading) withoutAsides(p phrase) phrase {
	out := make(phrase, 0, len(p))
	depth, skip := 0, 0
	for k, i := range p {
		if skip > 0 {
			skip--
			continue
		}
		switch w := r.low(i); {
		case r.putIn(i) > 0:
		case r.closesPutIn(i):
		case w == "(" || w == "[":
			depth++
		case w == ")" || w == "]":
			depth = max(0, depth-1)
		case depth > 0:
		case w == "," && k+2 < len(p) && r.toks[p[k+1]].kind == number && r.toks[p[k+1]].Len() == 2 && r.low(p[k+2]) == ",":
			skip = 2 // an age: "Campos, 66, resigned"
		default:
			out = append(out, i)
		}
	}
	if depth > 0 && len(out) < 3 {
		return p
	}
	return out
}

// putIn returns where the brackets at i close, when they hold a word or two that somebody put into a quotation so that it reads on, or 0: "they
// | (will) | come".
func (r *reading) putIn(i int) int {
	if w := r.low(i); w != "(" && w != "[" || !r.quoted(i) {
		return 0
	}
	for j := i + 2; j < i+4 && j < len(r.toks); j++ {
		if w := r.low(j); w == ")" || w == "]" {
			return j
		}
	}
	return 0
}

// closesPutIn reports whether the bracket at i closes what is put into a quotation.
func (r *reading) closesPutIn(i int) bool {
	for j := i - 3; j < i; j++ {
		if j >= 0 && r.putIn(j) == i {
			return true
		}
	}
	return false
}

// withoutRelatives leaves out relative clauses between commas, when the phrase goes on after them.
func (r *reading) withoutRelatives(p phrase) phrase {
	for k, s := range r.segs {
		if s.open != openRel || k+1 >= len(r.segs) || s.from < 2 || r.low(s.from-2) != "," || r.low(s.to) != "," {
			continue
		}
		if !slices.Contains(p, s.to+1) || !slices.Contains(p, s.from-3) {
			continue
		}
		p = slices.DeleteFunc(slices.Clone(p), func(i int) bool { return i >= s.from-2 && i <= s.to })
	}
	return p
}

// withoutManner leaves out how something was said, between who was told and what: "told Kerry in a phone call that …".
func (r *reading) withoutManner(p phrase) phrase {
	verb := r.verbIn(p)
	if verb < 0 || !speech[r.low(p[verb])] && !attitudes[r.low(p[verb])] {
		return p
	}
	that := slices.IndexFunc(p, func(i int) bool { return r.low(i) == "that" })
	from := -1
	for k := verb + 1; k < that; k++ {
		if prepositions[r.low(p[k])] && r.low(p[k]) != "of" {
			from = k
			break
		}
	}
	if from < 0 || r.verbIn(p[verb+1:that]) >= 0 || slices.ContainsFunc(p[from:that], r.notManner) {
		return p
	}
	if !speech[r.low(p[verb])] && r.segs[r.segmentOf(p[that]+1)].open != openThat {
		return p
	}
	return slices.Concat(p[:from], p[that:])
}

// notManner reports whether the word at i tells more than how something was said: a verb, an aside, or what is to be done.
func (r *reading) notManner(i int) bool {
	return r.fin[i] || r.low(i) == "," || r.low(i) == "to" && r.verbAfterTo(i)
}

// withoutRanks leaves out what stands before a person's name, where nothing of it is left: "Russian President" Vladimir
// Putin, and not "ministry spokesman" Ivan Petrov.
func (r *reading) withoutRanks(p phrase) phrase {
	long := r.length(p) > titleLengths.room
	out := make(phrase, 0, len(p))
	for k := 0; k < len(p); k++ {
		n := k
		for n < len(p) && (r.rank[p[n]] || n > k && r.low(p[n]) == "." && p[n] == p[n-1]+1) {
			n++
		}
		if n > k && !r.ranked(p[k]-1, long && n > k+1) {
			k = n - 1
			continue
		}
		out = append(out, p[k])
	}
	return out
}

// ranked reports whether the word at i, before a rank, belongs to it: "the" president, "party" leader, and a genitive, as
// "Spain's", when that may not stand before the name alone.
func (r *reading) ranked(i int, genitive bool) bool {
	if i < 0 || r.toks[i].kind == punct || genitive && r.toks[i].poss {
		return false
	}
	w := r.low(i)
	return r.nounEnds(i) || determiners[w] || r.toks[i].poss || w == "of" && r.toks[max(0, i-1)].caps || adjectival(w)
}

// fillers are adverbs that say nothing in a title.
var fillers = set(`also reportedly meanwhile however apparently then thus therefore`)

// trimHead leaves out conjunctions, adverbs and marks before the first word that tells something.
func (r *reading) trimHead(p phrase) phrase {
	for len(p) > 1 {
		n := r.looseHeads(p)
		if n == 0 {
			break
		}
		p = p[n:]
	}
	if len(p) > 4 && (r.low(p[0]) == "in" || r.low(p[0]) == "during") && r.low(p[1]) == "the" && (partOfDay[r.low(p[2])] || r.low(p[2]) == "day") {
		p = p[3:]
	}
	out := make(phrase, 0, len(p))
	for k, i := range p {
		if fillers[r.low(i)] && k+1 < len(p) || r.soFar(i) {
			continue
		}
		if n := len(out); r.low(i) == "," && n > 0 && k > 1 && fillers[r.low(p[k-1])] && r.low(out[n-1]) == "," {
			out = out[:n-1] // "the port, meanwhile, closed"
			continue
		}
		out = append(out, i)
	}
	return r.withoutLooseMarks(out)
}

// headMarks are marks that belong to the word after them.
var headMarks = set(`$ € £ “ " #`)

// looseHeads returns how many words at the head of a title tie it to the sentence before, and tell nothing: "In addition,", "Minutes later",
// "As a result".
func (r *reading) looseHeads(p phrase) int {
	if r.looseHead(p) {
		return 1
	}
	for _, ties := range tyingHeads {
		if len(p) < len(ties)+3 {
			continue
		}
		same := true
		for k, w := range ties {
			same = same && r.low(p[k]) == w
		}
		if next := r.low(p[len(ties)]); same && (next == "," || determiners[next] || pronouns[next] || r.toks[p[len(ties)]].caps || r.toks[p[len(ties)]].kind == number) {
			return len(ties)
		}
	}
	if later := r.low(p[1]); len(p) > 4 && (later == "later" || later == "earlier") && unitsLater[r.low(p[0])] {
		return 2
	}
	return 0
}

// unitsLater are the units with which a sentence counts from the one before.
var unitsLater = set(`seconds moments minutes hours days weeks months years`)

// tyingHeads are phrases that tie a sentence to the one before.
var tyingHeads = [...][]string{{"in", "addition"}, {"in", "response"}, {"as", "a", "result"}, {"for", "example"}, {"for", "instance"}, {"in", "fact"}, {"of", "course"}, {"at", "the", "same", "time"},
	{"on", "the", "other", "hand"}, {"by", "contrast"}, {"in", "contrast"}, {"in", "turn"}, {"now"}, {"first", "of", "all"}, {"in", "the", "meantime"}, {"in", "another", "development"}, {"after", "that"}}

// looseHead reports whether a title can do without its first word, with which nothing is told yet.
func (r *reading) looseHead(p phrase) bool {
	t := r.toks[p[0]]
	w, next := t.low, r.low(p[1])
	switch {
	case w == "s" && !t.caps:
		return true // an apostrophe is lost: "yesterday s meeting"
	case t.kind == punct && !headMarks[w], coordinators[w], t.kind == number && r.strayNumber(p[0]):
		return true
	case w == "so":
		return next == "," || !t.caps // "So many left"
	case w == "that":
		return !t.caps
	case w == "as":
		return !t.caps && next != "many" && next != "much" && next != "few"
	}
	return leadIns[w]
}

// strayNumber reports whether the number at i, before a word with a capital, is the end of an index above the sentence, "Index: +196.89 | Ana
// Reis spoke", or the year of a stamp, "15 May 12 | 22:17 GMT".
func (r *reading) strayNumber(i int) bool {
	if i == 0 || !r.capitalised(i+1) && (i+1 >= len(r.toks) || r.timed[i+1] == 0) {
		return false
	}
	if r.timed[i-1] != 0 && r.timed[i+1] != 0 {
		return true
	}
	return strings.Contains(r.toks[i].Of(r.s), ".") && (r.low(i-1) == "+" || r.low(i-1) == "-" || r.low(i-1) == ":")
}

// soFar reports whether the token at i is of a "so far", which goes with the time of which it counts, or a "too" that only
// joins a sentence to the one before.
func (r *reading) soFar(i int) bool {
	next := r.low(i + 1)
	switch r.low(i) {
	case "so":
		return next == "far" && r.low(i+2) != "as"
	case "far":
		return (r.low(i-1) == "so" || r.low(i-1) == "thus") && next != "as"
	case "too":
		return i+1 >= len(r.toks) || r.toks[i+1].kind == punct || i > 0 && r.fin[i-1] && r.timed[i+1] != 0
	}
	return false
}

// withoutLooseMarks leaves out commas that follow one another or an open quotation, once words between them are gone.
func (r *reading) withoutLooseMarks(p phrase) phrase {
	out := make(phrase, 0, len(p))
	for k, i := range p {
		w := r.low(i)
		if (w == "," || w == ";" || w == ":") && (r.afterOpen(out) || k+1 < len(p) && closingMark(r.low(p[k+1]))) {
			continue
		}
		out = append(out, i)
	}
	return out
}

// afterOpen reports whether a phrase is empty or ends in a mark that closes nothing, so that no comma can follow.
func (r *reading) afterOpen(p phrase) bool {
	if len(p) == 0 {
		return true
	}
	last := p[len(p)-1]
	return r.toks[last].kind == punct && (!closing[r.low(last)] || r.opensWord(last))
}

func closingMark(w string) bool { return w == "." || w == "," || w == ";" || w == "!" || w == "?" }

// verbIn returns the place in the phrase of its first finite verb, or -1.
func (r *reading) verbIn(p phrase) int {
	return slices.IndexFunc(p, func(i int) bool { return r.fin[i] })
}

// dangling are words that cannot end a title.
var dangling = set(`approximately roughly shortly little the a an this these those his her its their our my your of in on at by to for from with without within into onto over under about against between among amid during through
	across along around near since until till after before as like than and but or nor yet so if unless while because although though when where whether who which whose that
	is are was were be been being am has have had will would may might could should shall must can not very more most some any each every no via per towards toward upon including
	earlier later early late just only also still ahead even both either neither such what how why other another several many few mr mrs ms dr`)

// trimTail leaves out marks and words that cannot end a title.
func (r *reading) trimTail(p phrase) phrase {
	for n := len(p); n > 1; n = len(p) {
		t := r.toks[p[n-1]]
		switch {
		case n > 2 && (t.low == "”" || t.low == "\"") && closingMark(r.low(p[n-2])):
			p = append(slices.Clone(p[:n-2]), p[n-1])
		case t.low == "more" && n > 2 && r.low(p[n-2]) == "no":
			return p // "will sail no more"
		case r.particle(p) || t.low == "her" && n > 3 && (r.endsClause(p[n-1]+1) || r.timed[p[n-1]+1] != 0):
			return p
		case r.gerundCut(p), r.asCut(p), r.purposeCut(p):
			p = p[:n-2]
		case t.kind == punct && !tailMarks[t.low], t.kind == word && dangling[t.low] && !(t.low == "us" && t.caps):
			p = p[:n-1]
		default:
			return p
		}
	}
	return p
}

// tailMarks are marks that can end a title.
var tailMarks = set(`” " % ’`)

// gerundCut reports whether a phrase ends with an -ing form whose object is cut off: "resigned after hearing | that …".
func (r *reading) gerundCut(p phrase) bool {
	n := len(p)
	if n < 5 || !strings.HasSuffix(r.low(p[n-1]), "ing") {
		return false
	}
	if w := r.low(p[n-2]); w != "after" && w != "before" && w != "by" {
		return false
	}
	next := p[n-1] + 1
	return next < len(r.toks) && r.toks[next].kind == word && r.timed[next] == 0
}

// asCut reports whether a phrase ends with the first half of a pair: "as recently | as", "in case | of".
func (r *reading) asCut(p phrase) bool {
	n := len(p)
	if n < 4 {
		return false
	}
	w, before := r.low(p[n-1]), r.low(p[n-2])
	return w == "case" && before == "in" || unfinished[w] && before == "as"
}

// purposes are nouns that, after "in", say nothing without what follows them.
var purposes = set(`attempt effort bid order sight exchange terms`)

// purposeCut reports whether a phrase ends with a purpose that is cut off: "in order | to", "in an attempt | to", "within sight | of".
func (r *reading) purposeCut(p phrase) bool {
	n := len(p)
	if n < 6 || !purposes[r.low(p[n-1])] {
		return false
	}
	before := r.low(p[n-2])
	return before == "in" || before == "within" || indefinite(before) && r.low(p[n-3]) == "in"
}

// unfinished are words whose "as" another one answers.
var unfinished = set(`recently soon far long late early much many part well close few high low`)

// particle reports whether a phrase ends with the particle of its verb, where the sentence does too: "goes on".
func (r *reading) particle(p phrase) bool {
	n := len(p)
	if n < 3 || !particles[r.low(p[n-1])] || p[n-2] != p[n-1]-1 || !r.fin[p[n-2]] {
		return false
	}
	next := p[n-1] + 1
	return r.endsClause(next) || r.timed[next] != 0 && (r.goesOn(p[n-1]) || !r.tiesTime(p[n-1])) || slices.ContainsFunc(r.segs, func(s segment) bool { return s.to == next })
}

// endsClause reports whether nothing of a clause comes at i: a mark stands there, or the sentence is over.
func (r *reading) endsClause(i int) bool { return i >= len(r.toks) || r.toks[i].kind == punct }

var particles = set(`on in out up down off over back away`)

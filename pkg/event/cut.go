package event

import (
	"slices"
	"strings"
)

// This file shortens a title. A title is cut only where what follows adds to a whole sentence: before a clause of time or
// reason, before what a comma sets apart, before a place. Where there is no such place it stays as long as it is, up to
// titleMost.

// cut says how little a title loses that ends there.
type cut uint8

const (
	noCut      cut = iota
	lastResort     // inside a quotation, which is closed there
	anyCut         // before a preposition, an infinitive, "and": what follows may be needed
	nearCut        // before a place or a circumstance of what is whole without it
	fullCut        // before a clause, or what a comma sets apart
)

// cutAt says how well a phrase can end before p[k].
func (r *reading) cutAt(p phrase, k int) cut {
	i := p[k]
	t := r.toks[i]
	w := t.low
	next := ""
	if k+1 < len(p) {
		next = r.low(p[k+1])
	}
	switch {
	case t.kind == punct && pauses[w]:
		if w == "," && r.betweenAdjectives(i) {
			return noCut
		}
		if w == "," && r.listComma(p, k) {
			return anyCut
		}
		return fullCut
	case w == "of" || w == "than":
		return noCut
	case w == "until" || w == "unless" || w == "if":
		if r.clauseAhead(i + 1) {
			return anyCut // without it the title would say something else
		}
		return anyCut
	case relatives[w], w == "where" || w == "whether":
		return anyCut // it says which
	case w == "so" || w == "once":
		return noCut
	case settings[w] && strings.HasSuffix(next, "ing") && len(next) > 5, clauseOnly[w]:
		return fullCut
	case subordinate[w] && r.clauseAhead(i+1):
		return fullCut
	case settings[w]:
		return nearCut
	case prepositions[w], coordinators[w], w == "to":
		return anyCut
	case (gerund(w) || participle(w) && !r.fin[i]) && !t.caps && r.tellsOfNoun(p, k):
		return anyCut
	}
	return noCut
}

// pauses are marks between the parts of a sentence.
var pauses = set(`, ; : — – --`)

// tellsOfNoun reports whether the -ing form at p[k] stands between the noun of which it tells and an object or a place: "ships | carrying
// the grain", "crowds | waiting in the port".
func (r *reading) tellsOfNoun(p phrase, k int) bool {
	if k == 0 || k+1 == len(p) || !r.nounEnds(p[k-1]) || adjectival(r.low(p[k-1])) {
		return false
	}
	next := r.toks[p[k+1]]
	return determiners[next.low] || prepositions[next.low] || next.caps
}

// betweenAdjectives reports whether the comma at i stands between two adjectives of one noun: "scattered, last-ditch
// resistance".
func (r *reading) betweenAdjectives(i int) bool {
	if i == 0 || i+2 >= len(r.toks) || r.toks[i+2].kind != word || prepositions[r.low(i+2)] || r.fin[i+2] {
		return false
	}
	if indefinite(r.low(i-2)) && !r.toks[i-1].caps && r.nounWord(i+1) && !r.toks[i+1].caps && !r.fin[i+1] && r.nounEnds(i+2) {
		return true // "a stubborn, rambling speech"
	}
	if r.fin[i-1] || !adjectival(r.low(i-1)) && !r.participleAlone(i-1) {
		return false
	}
	next := r.low(i + 1)
	qualifies := strings.HasSuffix(next, "ed") && !r.fin[i+1] && r.nounEnds(i+2)
	return qualifies || adjectival(next) || strings.Contains(next, "-")
}

// participleAlone reports whether a participle stands at i that neither a noun nor an auxiliary comes before: "the scattered", and not
// "ships scattered", "were scattered".
func (r *reading) participleAlone(i int) bool {
	return participle(r.low(i)) && !r.toks[i].caps && !r.nounEnds(i-1) && !auxiliaries[r.low(i-1)]
}

// listComma reports whether the comma at p[k] stands in a list: "in Porto, Braga and Faro".
func (r *reading) listComma(p phrase, k int) bool {
	for j := k + 1; j < len(p) && j < k+12; j++ {
		w := r.low(p[j])
		if w == "and" || w == "or" {
			return !(j == k+1) && !r.verbNext(p[j]+1)
		}
		if r.fin[p[j]] || relatives[w] || j == k+1 && (prepositions[w] || subordinate[w] || strings.HasSuffix(w, "ing")) {
			return false
		}
	}
	return false
}

// lengths bound a shortened phrase, in runes.
type lengths struct {
	least int // what a cut must leave
	well  int // what it must leave of what need not be cut
	good  int // what is no longer than this is not cut
	room  int // of what would lose something if it were cut
	most  int
}

var (
	titleLengths   = lengths{least: 30, well: 50, good: titleLength, room: 120, most: titleMost}
	summaryLengths = lengths{least: 180, well: 180, good: summaryLength, room: summaryLength, most: summaryLength + 45}
)

// shorten cuts a phrase at the last good place. The verb and what follows it stay. What has no good place may be longer.
func (r *reading) shorten(p phrase, to lengths) phrase {
	p = r.trimTail(p)
	n := r.length(p)
	if n <= to.good {
		return p
	}
	cuts := r.cuts(p)
	for _, t := range []struct {
		least  cut
		most   int
		before bool // better than the whole, if that is no longer
	}{{fullCut, to.good, true}, {fullCut, to.room, false}, {nearCut, to.room, false}, {fullCut, to.most, false}, {nearCut, to.most, false}, {anyCut, to.room, false}, {anyCut, to.most, false},
		{lastResort, to.most, false}} {
		if n <= t.most && !t.before {
			return p
		}
		least := to.least
		if t.before {
			least = to.well
		} else if t.least < fullCut && n <= to.most {
			least = to.well + to.least/2
		}
		if best := r.lastCut(p, cuts, t.least, least, t.most); best > 0 {
			return p[:best]
		}
	}
	return p[:r.roughCut(p, to)]
}

// roughCut returns where a phrase that has no good place to end is cut: before a small word, or else where there is no more room.
func (r *reading) roughCut(p phrase, to lengths) int {
	room := len(p)
	for ; room > 1 && r.length(p[:room]) > to.most; room-- {
	}
	verb := r.verbIn(p)
	for k := room; k > verb+2 && k > 3 && r.length(p[:k]) > to.well; k-- {
		if k == len(p) || r.cutAt(p, k) <= lastResort || r.wordWaits(p[k-1]) || r.splitsName(p, k) || r.fin[p[k-1]] || r.infinitiveAt(p[k-1]) {
			continue
		}
		if !r.hanging(p[:k]) && !r.cutsSpeech(p, k) && !r.waitsForVerb(p, k) && !r.infinitiveAhead(p, k) {
			return k
		}
	}
	for k := room; k > 2; k-- {
		switch i := p[k-1]; {
		case adjectival(r.low(i)), strings.Contains(r.low(i), "-"):
			continue // its noun is lost
		case r.fin[i], participle(r.low(i)), r.toks[i].poss:
			return room
		}
		return k
	}
	return room
}

// lastCut returns the last place where a phrase can end that well, with at least and at most so many runes, or 0.
func (r *reading) lastCut(p phrase, cuts []cut, well cut, least, most int) int {
	for k := len(p) - 1; k > 2; k-- {
		if cuts[k] < well {
			continue
		}
		if n := r.length(r.trimTail(p[:k])); n <= most && n >= least {
			return k
		}
	}
	return 0
}

// cuts says for every place of a phrase how well it can end before it.
func (r *reading) cuts(p phrase) []cut {
	out := make([]cut, len(p))
	verb := r.verbIn(p)
	quotes := 0
	below := false // in the condition under which it holds
	for k := range p {
		w := r.low(p[k])
		inside := quotes%2 != 0 || below
		if w == "“" || w == "\"" || w == "”" {
			quotes++
		}
		if k <= verb+1 || k <= 2 {
			continue
		}
		q := r.cutAt(p, k)
		if q == noCut || r.wordWaits(p[k-1]) || r.splitsName(p, k) || r.leansOn(p, k) {
			continue
		}
		if r.hanging(p[:k]) || r.infinitiveAhead(p, k) || r.cutsSpeech(p, k) {
			continue
		}
		if q < fullCut && r.waitsForVerb(p, k) {
			continue
		}
		if out[k] = q; inside {
			out[k] = lastResort
		}
		below = below || w == "until" || w == "unless" || w == "if"
	}
	return out
}

// wordWaits reports whether the word at i cannot be the last one before a cut: "of", a number, a pronoun that is a subject.
func (r *reading) wordWaits(i int) bool {
	return r.low(i) == "of" || r.toks[i].kind == number || subjects[r.low(i)]
}

// waitsForVerb reports whether a cut before p[k] leaves a subordinate clause without its verb: "prices rose as supply
// disruptions | and the fear of more kept buyers edgy".
func (r *reading) waitsForVerb(p phrase, k int) bool {
	for j := k - 1; j > 0 && !r.fin[p[j]]; j-- {
		w := r.low(p[j])
		if subordinate[w] && w != "so" && !r.tiedToTime(p[j]) {
			return !strings.HasSuffix(r.low(p[j]+1), "ing") && (!prepositions[w] || w == "as") && r.verbIn(p[k:]) >= 0
		}
		if r.toks[p[j]].kind == punct {
			break
		}
	}
	return false
}

// cutsSpeech reports whether a cut before p[k] leaves a verb of saying without the verb of what is said.
func (r *reading) cutsSpeech(p phrase, k int) bool {
	v := r.verbIn(p)
	if v < 0 || !speech[r.low(p[v])] {
		return false
	}
	verb := func(i int) bool { return r.fin[i] }
	return !slices.ContainsFunc(p[min(v+1, k):k], verb) && slices.ContainsFunc(p[k:], verb)
}

// hanging reports whether a phrase ends in a clause that has not reached its verb, or before that of its main clause: "told
// Putin that a solution", "the woman who came to Porto".
func (r *reading) hanging(p phrase) bool {
	p = r.trimTail(p)
	if r.verbIn(p) < 0 {
		return false
	}
	waiting, last := 1, -1
	for k, i := range p {
		if n := r.segmentOf(i); n != last {
			if s := r.segs[n]; (s.open == openThat || s.verb >= 0 && (s.open == openRel || s.open == openSub || s.open == openIf)) && !slices.Contains(p[:k], s.from) {
				waiting++
			}
			last = n
		}
		switch {
		case r.fin[i]:
			if k == len(p)-1 {
				return true
			}
			waiting = max(0, waiting-1)
		case r.low(i) == "that" && k > 0 && k+1 < len(p) && r.saidBefore(p[:k]) && !r.verbBetween(i, r.segs[r.segmentOf(i)].to):
			waiting++ // "told the council that three of those | who"
		}
	}
	return waiting > 0
}

// saidBefore reports whether the last finite verb of a phrase is one of saying.
func (r *reading) saidBefore(p phrase) bool {
	for k := len(p) - 1; k >= 0; k-- {
		if r.fin[p[k]] {
			return speech[r.low(p[k])] || attitudes[r.low(p[k])]
		}
	}
	return false
}

// verbBetween reports whether a finite verb stands in [from, to).
func (r *reading) verbBetween(from, to int) bool {
	return slices.Contains(r.fin[from:to], true)
}

// splitsName reports whether a cut before p[k] would fall between two that "and" makes one phrase: names, "Spain and France", or adjectives.
func (r *reading) splitsName(p phrase, k int) bool {
	if k+1 >= len(p) || r.low(p[k]) != "and" {
		return false
	}
	if next := r.low(p[k+1]); k > 1 && determiners[r.low(p[k-2])] && (isAdverb(next) || adjectival(next)) {
		return true // "the old | and hotly contested town"
	}
	if !r.toks[p[k-1]].caps || !r.toks[p[k+1]].caps {
		return false
	}
	pair := k+2 < len(p) && r.toks[p[k+2]].kind == word && !r.toks[p[k+2]].caps && p[k+2] == p[k+1]+1 && !prepositions[r.low(p[k+2])] && !r.fin[p[k+2]]
	return r.verbIn(p) > k || pair // "Russian and Ukrainian officials"
}

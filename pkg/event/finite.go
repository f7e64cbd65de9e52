package event

import (
	"slices"
	"strings"
)

// This file tells which words of a sentence are finite verbs, without a tagger: by their form, and by what stands around them.

// finite reports whether a finite verb stands at i: an auxiliary, a past form that is no participle, or a common verb
// in the present after its subject.
func (r *reading) finite(i int) bool {
	t := r.toks[i]
	if t.kind != word || r.timed[i] != 0 || t.caps && i > 0 && !upper(t.Span.Of(r.s)) && !sentenceStart(r.toks, i) {
		return false
	}
	w := t.low
	switch {
	case modals[w] && w != "can":
		return true
	case w == "do" && i > 0 && i+1 < len(r.toks) && r.toks[i-1].caps && r.toks[i+1].caps:
		return false // "Castelo do Bode"
	case auxiliaries[w]:
		return w != "be" && w != "been" && w != "being" && w != "having" && w != "'s" && r.low(i-1) != "to" // "hopes to have"
	case i > 0 && r.toks[i-1].poss && r.timed[i-1] != 0:
		return false // "Friday's strikes"
	}
	p := r.prev(i)
	before := r.low(p)
	if before == "last" || before == "first" {
		before = r.low(r.prev(p)) // "was last seen"
	}
	if afterAuxiliary(before) || participleOnly[w] {
		return false // the auxiliary is the finite verb
	}
	switch {
	case pastOnly[w]:
		return before != "to" && !(participleToo[w] && (r.low(i+1) == "by" || determiners[before] && before != "that" || before == "in"))
	case irregularPast[w] != "":
		return r.subjectEnds(p) && r.objectStarts(i+1) && !r.nounNotPast(p, i)
	case regularPast(w) && !strings.Contains(w, "-"):
		return r.subjectEnds(p) && r.low(i+1) != "by" && !(before == "," && r.saysWhatItIs(i)) && !r.adjective(i)
	case presentVerbs[w]:
		return r.subjectEnds(p) && before != "," && !(r.fin[p] && speech[before]) && !r.objectOfGerund(p) && !r.objectOfInfinitive(p) && !r.nounNotPresent(p, i)
	}
	return false
}

// nounNotPast reports whether the irregular past form at i is a noun, p being the word before it: "a deep cut in prices", "a bid
// to buy the port".
func (r *reading) nounNotPast(p, i int) bool {
	if r.low(i) == "bid" && r.low(i+1) == "to" {
		return true
	}
	return p > 0 && base[r.low(i)] && article(r.low(p-1)) && !r.toks[p].caps
}

// saysWhatItIs reports whether the past form at i, after a comma, is a participle that speaks of the noun before it: "the bridge, closed
// in May", "the town, considered a gateway".
func (r *reading) saysWhatItIs(i int) bool {
	next := r.low(i + 1)
	return prepositions[next] || calling[r.low(i)] && determiners[next]
}

// objectOfGerund reports whether the word at p is an -ing form after a comma, so that a noun comes next: ", facing calls".
func (r *reading) objectOfGerund(p int) bool {
	return p > 0 && strings.HasSuffix(r.low(p), "ing") && r.low(p-1) == ","
}

// hasVerb reports whether the clause that goes on at i, with no mark or conjunction between, has its verb before: "has increased the number
// of its air | strikes on the port".
func (r *reading) hasVerb(i int) bool {
	if w := r.low(i); w == "says" || w == "tells" || w == "shows" {
		return false
	}
	for j := i - 1; j >= max(0, i-farWords); j-- {
		w := r.low(j)
		if r.toks[j].kind == punct || coordinators[w] || clauseOpeners[w] || subordinate[w] && !r.tiedToTime(j) {
			return false
		}
		if r.fin[j] {
			return !speech[w] && !attitudes[w] && !r.reduced(j)
		}
	}
	return false
}

// countsNoun reports whether a number stands before the word at i, a form in -s, so that it is what is counted: "101 direct | attacks".
func (r *reading) countsNoun(i int) bool {
	if !strings.HasSuffix(r.low(i), "s") {
		return false
	}
	for j := i - 1; j >= 0 && j > i-3 && r.toks[j].kind != punct && !r.fin[j] && r.timed[j] == 0; j-- {
		if t := r.toks[j]; t.kind == number || numberWords[t.low] > 1 {
			return true
		}
		if prepositions[r.low(j)] || r.plural(j) {
			return false
		}
	}
	return false
}

// objectOfInfinitive reports whether the word at p goes with an infinitive right before it, so that a noun comes next: "to discuss
// prevention | plans".
func (r *reading) objectOfInfinitive(p int) bool {
	for i := p; i > 1 && i > p-3 && r.toks[i].kind == word && !r.toks[i].caps && !grammatical[r.low(i)]; i-- {
		if r.low(i-1) == "to" && r.verbAfterTo(i-1) && i < p+1 && !r.plural(p) {
			return true
		}
	}
	return false
}

// nounNotPresent reports whether the word at i, which can be a verb in the present, is a noun, p being the word before it: "a new
// vote".
func (r *reading) nounNotPresent(p, i int) bool {
	if i > 0 && r.timed[i-1] != 0 {
		if a, _ := r.expression(i - 1); r.low(a) == "the" {
			return true // "lost in the dawn | storm"
		}
	}
	if r.countsNoun(i) || r.hasVerb(i) {
		return true
	}
	if p <= 0 || p != i-1 || strings.HasSuffix(r.low(i), "s") || r.toks[p].caps || r.plural(p) {
		return false
	}
	if i+2 >= len(r.toks) && r.low(p-1) == "and" {
		return true // "a land, sea and air | attack."
	}
	return determiners[r.low(p-1)] || r.toks[p-1].poss
}

// presentVerbsOf marks verbs in the present that stand where a clause has none yet, between a noun and a determiner: "the
// mandate allows the use of ships".
func (r *reading) presentVerbsOf() {
	waits := true
	for i, t := range r.toks {
		switch {
		case r.fin[i]:
			waits = false
		case t.kind == punct || clauseOpeners[t.low] || subordinate[t.low] || coordinators[t.low]:
			waits = true
		case waits && r.takesObject(i):
			r.fin[i] = true
			waits = false
		}
	}
}

// takesObject reports whether a form of the present stands at i between the noun that is its subject and the determiner of its
// object: "the mandate | allows | the use of ships".
func (r *reading) takesObject(i int) bool {
	t := r.toks[i]
	switch {
	case i == 0 || i+1 >= len(r.toks), t.kind != word || t.caps || !thirdPerson(t.low):
		return false
	case !objectsOf[r.low(i+1)], r.timed[i] != 0 || r.timed[i+1] != 0:
		return false
	case prepositions[t.low], determiners[t.low], pronouns[t.low]:
		return false // "across the port", "his the", "us the"
	}
	return r.nounEnds(i-1) && !numberLike(r.toks[i-1])
}

// objectsOf are words that open the object of a verb.
var objectsOf = set(`a an the his her its their another no`)

func numberLike(t token) bool { return t.kind == number || numberWords[t.low] > 0 }

// lateVerb marks the past form after a comma as the verb of a sentence that has no other: "The council, in a letter, called
// for a vote". It reports whether there is one.
func (r *reading) lateVerb() bool {
	for i, t := range r.toks {
		if t.low == "also" && i > 1 && r.plainBase(i+1) && !slices.Contains(r.fin, true) {
			r.fin[i+1] = true // "indicators in the city also | show a fall"
			return true
		}
		if i < 2 || t.kind != word || t.caps || r.timed[i] != 0 || !regularPast(t.low) {
			continue
		}
		if r.low(r.prev(i)) == "," && r.low(i+1) != "by" {
			r.fin[i] = true
			return true
		}
	}
	return false
}

// plainBase reports whether a verb in its base form stands before its object at i.
func (r *reading) plainBase(i int) bool {
	w := r.low(i)
	return i+1 < len(r.toks) && !r.toks[i].caps && r.timed[i] == 0 && !grammatical[w] && !participle(w) && !gerund(w) && !isAdverb(w) && (objectsOf[r.low(i+1)] || determiners[r.low(i+1)])
}

// calling are verbs whose participle, after a comma, says what the noun before it is: "the town, considered a gateway to …".
var calling = set(`considered called named dubbed deemed labelled labeled nicknamed`)

// adjective reports whether the participle at i qualifies the noun after it: "the largest industrialised countries
// expelled". A plain noun follows, and a verb of its own comes after that.
func (r *reading) adjective(i int) bool {
	if i+1 >= len(r.toks) {
		return false
	}
	switch next := r.toks[i+1]; {
	case next.kind != word, next.caps, r.timed[i+1] != 0:
		return false
	case determiners[next.low], prepositions[next.low], pronouns[next.low], coordinators[next.low]:
		return false
	case isAdverb(next.low), next.low == "to", next.low == "that":
		return false
	}
	for j := i + 2; j < len(r.toks) && j < i+10; j++ {
		t := r.toks[j]
		if t.kind == punct || coordinators[t.low] || clauseOpeners[t.low] || subordinate[t.low] {
			return false
		}
		if r.timed[j] == 0 && verbForm(t.low) {
			return true
		}
	}
	return false
}

// verbForm reports whether a word alone looks like the verb of a clause: "has", "will", "went", "closed".
func verbForm(w string) bool {
	return auxiliaries[w] && w != "be" || modals[w] || pastOnly[w] || len(w) > 4 && regularPast(w)
}

// base are irregular pasts that are nouns as well: "a deep cut in prices".
var base = set(`cut put set hit read shut cost split spread bet hurt burst cast bid broadcast`)

// participleOnly are irregular participles that are no past tense.
var participleOnly = set(`seen taken given done gone known shown written spoken broken chosen driven fallen forgotten hidden ridden risen shaken stolen sworn torn thrown worn withdrawn
	born begun sung sunk frozen grown flown drawn beaten bitten eaten forbidden slain overthrown overtaken retaken undertaken arisen awoken forgiven mistaken undone`)

// participleToo are past forms that are participles as well.
var participleToo = set(`felt fought left led held kept lost paid brought built bought caught dealt found got laid hung sold taught hit heard made met said sent shot struck won told thought understood taken`)

func afterAuxiliary(w string) bool {
	return w != "" && (auxiliaries[w] && w != "do" || modals[w] || w == "to")
}

// subjectEnds reports whether the word at p can end a subject: not a determiner, preposition or conjunction that
// makes what follows an adjective.
func (r *reading) subjectEnds(p int) bool {
	if p < 0 {
		return false
	}
	t := r.toks[p]
	if t.kind == punct {
		return endsAside[t.low]
	}
	switch t.low {
	case "this", "these", "those":
		return false
	case "that":
		return !t.poss
	}
	if t.poss || determiners[t.low] && !pronouns[t.low] && !amountPronouns[t.low] {
		return false
	}
	return !prepositions[t.low] && t.kind == word || t.kind == number || t.low == "and"
}

// endsAside are marks at the end of what stands between a subject and its verb.
var endsAside = set(`, ) ” " — – --`)

// amountPronouns are determiners that stand by themselves as well: "both said".
var amountPronouns = set(`all both many some`)

// objectStarts reports whether what stands at i can follow a verb: it tells "cut prices" from "the cut".
func (r *reading) objectStarts(i int) bool {
	if i >= len(r.toks) {
		return true
	}
	t := r.toks[i]
	return t.kind != word || determiners[t.low] || prepositions[t.low] || pronouns[t.low] || t.caps || r.timed[i] != 0 || isAdverb(t.low)
}

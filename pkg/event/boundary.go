package event

import (
	"slices"
	"strings"
)

// This file finds where one clause of a sentence ends and the next begins, and what opens it.

// boundary reports whether a new segment begins at i, where its own words begin, and what opens it.
func (r *reading) boundary(cur segment, i int) (next int, open opening, ok bool) {
	t := r.toks[i]
	if r.timed[i] != 0 || cur.verb < 0 && r.joinsTimes(i) {
		return 0, 0, false
	}
	if t.kind == punct {
		return r.mark(i)
	}
	if i > cur.from && r.runOn(i) {
		return i, openBreak, true
	}
	if i == cur.from && cur.open > openBreak {
		return 0, 0, false
	}
	first := i == cur.from
	switch w := t.low; {
	case relatives[w], prepositions[w] && relatives[r.low(i+1)]:
		if prepositions[w] {
			return i + 2, openSub, true
		}
		if w != "whose" {
			r.presentVerb(i + 1)
		}
		return i + 1, openRel, true
	case w == "if" || w == "unless" || w == "whether":
		return i + 1, openIf, true
	case clauseOnly[w], w == "where":
		return i + 1, openSub, true
	case subordinate[w] && !r.tiedToTime(i) && !(first && w == "so") && r.clauseAhead(i+1) && r.setting(i) < 0:
		return i + 1, openSub, true
	case w == "that" && !first && r.thatClause(i):
		if r.relativeThat(cur, i) {
			r.presentVerb(i + 1)
			return i + 1, openRel, true
		}
		return i + 1, openThat, true
	case cur.verb >= 0 && r.contact(i) && !r.afterSpeech(i):
		return i, openRel, true
	case (cur.open == openRel || cur.open == openSub && r.mainWaits(cur)) && cur.verb >= 0 && r.resumes(cur, i):
		return i, openComma, true
	case w == "but" && (r.low(i-1) == "all" || r.low(i-1) == "nothing" || r.low(i-1) == "anything"):
		return 0, 0, false // "all but seven"
	case coordinators[w] && first:
		return i + 1, openAnd, true
	case coordinators[w] && r.sharesAuxiliary(cur, i):
		return 0, 0, false // "was shot and killed"
	case coordinators[w] && len(r.segs) > 0 && r.verbNext(i+1), coordinators[w] && cur.verb >= 0 && (r.verbNext(i+1) || r.clauseAhead(i+1)):
		return i + 1, openAnd, true
	case cur.verb >= 0 && !first && w != "that" && r.saidWithoutThat(i):
		return i, openThat, true
	case cur.verb >= 0 && subjects[w] && i > 2 && r.timed[i-1] != 0 && r.beginsSaid(cur.verb, i):
		return i, openThat, true
	}
	return 0, 0, false
}

// joinsTimes reports whether the word at i is the "and" between two times: "raids Tuesday and Wednesday hit the mole".
func (r *reading) joinsTimes(i int) bool {
	return r.low(i) == "and" && i > 0 && i+1 < len(r.toks) && r.timed[i-1] != 0 && r.timed[i+1] != 0
}

// clauseOnly are conjunctions that are never prepositions: a clause follows them.
var clauseOnly = set(`when while because although though whereas`)

// sharesAuxiliary reports whether the participle after the conjunction at i goes with the auxiliary of the clause before: "was shot |
// and killed".
func (r *reading) sharesAuxiliary(cur segment, i int) bool {
	if cur.verb < 0 || !auxiliaries[r.low(cur.verb)] || i+1 >= len(r.toks) || !participle(r.low(i+1)) {
		return false
	}
	return !r.eachTimed(cur, i) && !r.activeAfterPassive(cur, i+1)
}

// saidWithoutThat reports whether what somebody says begins at i, right after the verb of saying: "said | the port was closed".
func (r *reading) saidWithoutThat(i int) bool {
	if !r.afterSpeech(i) || replies[r.low(i)] || media[r.low(i)] || r.tiedToTime(i) || !r.clauseAhead(i) {
		return false
	}
	return r.setting(i) < 0 && !r.bareAhead(i)
}

// media are nouns after the name of whom was told: "told Radio Porto | television in comments aired on Friday".
var media = set(`television tv radio newspaper magazine channel station agency network`)

// replies are words that are all of what is said: "said sorry for the way the rally was broken up".
var replies = set(`sorry yes no nothing so goodbye farewell thanks`)

// sentenceStarts are words that have a capital only at the start of a sentence.
var sentenceStarts = set(`a an he she it they there but some these those when while after the as in on at both more many several most all his her its their`)

// runOn reports whether a new sentence begins at i although no stop stands before it, as in the summaries that pages put
// above their reports: "Prices rise A baker holds bread".
func (r *reading) runOn(i int) bool {
	if i == 0 || i+1 >= len(r.toks) {
		return false
	}
	t, p, next := r.toks[i], r.toks[i-1], r.toks[i+1]
	if !r.capitalOfPlace(t) || next.kind != word || next.caps {
		return false
	}
	return r.timed[i-1] != 0 || p.kind == word && !p.caps && !prepositions[p.low] && !determiners[p.low]
}

// capitalOfPlace reports whether a word has a capital that only the start of a sentence gives it: "The", and not "IT".
func (r *reading) capitalOfPlace(t token) bool {
	return t.caps && sentenceStarts[t.low] && (t.Len() == 1 || !upper(t.Span.Of(r.s)))
}

// contact reports whether a relative clause without its pronoun begins at i: "a proposal | John Kerry had delivered".
func (r *reading) contact(i int) bool {
	if i == 0 || r.timed[i-1] != 0 || tellings[r.low(i-2)] {
		return false
	}
	t, p := r.toks[i], r.toks[i-1]
	starts := t.caps && t.kind == word || subjects[t.low] && t.low != "there" || determiners[t.low] && p.low == "way"
	return starts && r.contactNoun(i-1) && !(t.caps && standsBeforeName(p.low)) && r.clauseAhead(i) && r.verbFirst(i)
}

// verbFirst reports whether a finite verb comes after i before a conjunction opens another clause: not "key | cities in the east as the
// port entered".
func (r *reading) verbFirst(i int) bool {
	for i++; i < len(r.toks) && !r.fin[i]; i++ {
		if clauseOnly[r.low(i)] || r.low(i) == "as" && r.clauseAhead(i+1) {
			return false
		}
	}
	return true
}

// contactNoun reports whether the word at i can be the noun of which a relative clause without its pronoun speaks.
func (r *reading) contactNoun(i int) bool {
	t := r.toks[i]
	w := t.low
	switch {
	case t.kind != word, t.caps, t.poss, r.fin[i], r.infinitiveAt(i):
		return false
	case grammatical[w], w == "that", isAdverb(w):
		return false
	case strings.HasSuffix(w, "ing"), strings.HasSuffix(w, "ed"), adjectival(w), beforeName[w], compoundParticiple(w):
		return false // it qualifies a name: "visiting", "injured", "regional", "eastern"
	case titles[w], inName[w], numberWords[w] != 0:
		return false // it is part of one, or counts
	case speech[w], contentNouns[w]:
		return false // what it says follows: "claims | Reis had fled"
	}
	return true
}

// compoundParticiple reports whether a word ends in a participle after a hyphen: "war-hit", "rebel-held".
func compoundParticiple(w string) bool {
	i := strings.LastIndexByte(w, '-')
	return i > 0 && participle(w[i+1:])
}

// standsBeforeName reports whether a noun for one person can have that person's name after it: "mayor", "sister", "economist".
func standsBeforeName(w string) bool { return roles[w] || kin[w] || strings.HasSuffix(w, "ist") }

// infinitiveAt reports whether the word at i is the verb of a "to" or a modal before it: "voted to refer", "will visit".
func (r *reading) infinitiveAt(i int) bool {
	w := r.low(r.prev(i))
	return w == "to" || modals[w]
}

// kin are nouns of one person that a name follows.
var kin = set(`son daughter brother sister wife husband father mother cousin nephew friend writer author reporter correspondent lawyer`)

// beforeName are adjectives that stand before the names of places: "in eastern Poland".
var beforeName = set(`eastern western northern southern central north-eastern north-western south-eastern south-western northeastern northwestern southeastern southwestern neighbouring
	neighboring nearby mainland rural upper lower greater former modern rival fellow key major main`)

// contentNouns are nouns whose "that" says what they are about.
var contentNouns = set(`claim claims report reports news fact idea statement sign signs belief hope hopes fear fears warning warnings view evidence proof suggestion assurance
	assurances likelihood chance chances prospect risk guarantee promise rumour rumours allegation allegations concern concerns possibility conclusion announcement speculation accusation accusations`)

// relativeThat reports whether the "that" at i speaks of the noun before it, and does not open what somebody says.
func (r *reading) relativeThat(cur segment, i int) bool {
	p := r.prev(i)
	before := r.low(p)
	if p < 0 || speech[before] || contentNouns[before] || r.fin[p] || r.toks[p].kind != word || pronouns[before] {
		return false
	}
	if sayForms[before] && r.infinitiveAt(p) || participle(before) && haveForms[r.low(r.prev(p))] {
		return false // "is to announce that", "have concluded that"
	}
	if i+1 < len(r.toks) && r.fin[i+1] || r.gapAfter(i+1) {
		return true
	}
	for j := cur.from; j < p; j++ {
		if (r.fin[j] || j > cur.from && afterAuxiliary(r.low(j-1))) && (speech[r.low(j)] || attitudes[r.low(j)]) {
			return false // "told reporters that"
		}
	}
	return true
}

// sayForms are verbs of saying and thinking as they stand after "to".
var sayForms = set(`announce say warn argue conclude indicate admit confirm suggest show prove decide claim insist ensure believe think hope declare report note deny know see learn realise realize understand fear`)

// haveForms are the auxiliaries of the perfect.
var haveForms = set(`has have had having been`)

// gapAfter reports whether the clause at i has a verb that needs an object and none: "a vote that | they held in Porto".
func (r *reading) gapAfter(i int) bool {
	for j := i; j < len(r.toks) && j < i+8; j++ {
		if !r.fin[j] {
			continue
		}
		next := r.low(j + 1)
		return transitive[r.low(j)] && (j+1 >= len(r.toks) || r.timed[j+1] != 0 || prepositions[next] || r.toks[j+1].kind == punct)
	}
	return false
}

// transitive are past forms that hardly ever stand without an object.
var transitive = set(`held signed took made gave found sent brought built bought sold caught wrote issued launched produced published received approved reached seized captured released
	owned used discovered described delivered created received imposed rejected destroyed`)

// attitudes are verbs with what is thought or feared after them.
var attitudes = set(`agreed warned decided hoped feared knew assured convinced urged demanded ordered promised pledged vowed threatened suggested proposed complained accused
	found learned learnt heard felt made ensured denied predicted insisted reminded informed stressed emphasised emphasized reiterated ruled voted means meant so such`)

// presentVerb marks the word at i, right after a relative word, as that clause's verb when it is a verb in the present:
// "parties that look to the coast".
func (r *reading) presentVerb(i int) {
	if i+1 >= len(r.toks) || r.fin[i] {
		return
	}
	t, next := r.toks[i], r.toks[i+1]
	switch {
	case t.kind != word, t.caps, r.timed[i] != 0, r.fin[i+1]:
		return
	case determiners[t.low], pronouns[t.low], prepositions[t.low], isAdverb(t.low), clauseOpeners[t.low]:
		return
	}
	r.fin[i] = determiners[next.low] || prepositions[next.low] || next.caps || next.low == "themselves"
}

// resumes reports whether the verb at i goes on with the main clause after a relative one without a comma: "parties that
// look to Europe | will lead".
func (r *reading) resumes(cur segment, i int) bool {
	if !r.fin[i] || i < cur.verb+2 {
		return false
	}
	for j := cur.verb + 1; j < i; j++ {
		if w := r.low(j); coordinators[w] || subordinate[w] && !prepositions[w] || w == "that" || speech[w] {
			return false
		}
	}
	return !speech[r.low(cur.verb)]
}

// mainWaits reports whether what stands before a subordinate clause is a subject still without its verb: "No event since
// the storm broke | has cost as much".
func (r *reading) mainWaits(cur segment) bool {
	last := len(r.segs) - 1
	if last < 0 {
		return false
	}
	s := r.segs[last]
	return (last == 0 || s.open == openThat && r.low(cur.from-1) == "where") && s.verb < 0 && !prepositions[r.low(s.from)]
}

// mark reports whether the punctuation mark at i cuts the sentence.
func (r *reading) mark(i int) (int, opening, bool) {
	switch r.low(i) {
	case ",":
		if i > 0 && i+1 < len(r.toks) && r.timed[i-1] != 0 && r.timed[i-1] == r.timed[i+1] {
			return 0, 0, false
		}
		return i + 1, openComma, true
	case ";", ":", "—", "–", "--", "(", ")", "[", "]", "…", "*", "•", "|":
		return i + 1, openBreak, true
	case "-":
		if i > 0 && r.toks[i-1].End < r.toks[i].Start {
			return i + 1, openBreak, true
		}
	}
	return 0, 0, false
}

// clauseAhead reports whether a subject and a finite verb follow at i before the next cut.
func (r *reading) clauseAhead(i int) bool {
	for j := i; j < len(r.toks) && j < i+14; j++ {
		if r.timed[j] != 0 {
			continue
		}
		if t := r.toks[j]; t.kind == punct && strings.Contains(",;:()—–--", t.low) || j > i && r.beginsAnother(j) {
			return false
		}
		if r.fin[j] {
			return j > i
		}
	}
	return false
}

// beginsAnother reports whether the word at i begins another clause: "who", "but", "and they", "and has", not the "and" of a list.
func (r *reading) beginsAnother(i int) bool {
	w := r.low(i)
	if clauseOpeners[w] {
		return true
	}
	return coordinators[w] && (w != "and" || subjects[r.low(i+1)] || i+1 < len(r.toks) && r.fin[i+1])
}

// verbNext reports whether a finite verb follows at i, adverbs and times left aside.
func (r *reading) verbNext(i int) bool {
	for ; i < len(r.toks); i++ {
		if r.fin[i] {
			return true
		}
		w := r.low(i)
		// After "and" the verb's subject is the one before: "visited Moscow and signed".
		if strings.HasSuffix(w, "ed") && len(w) > 3 && !notPast[w] && !r.toks[i].caps || pastOnly[w] {
			next := r.low(i + 1)
			if determiners[next] || prepositions[next] && next != "by" || pronouns[next] || i+1 < len(r.toks) && r.toks[i+1].caps {
				r.fin[i] = true
				return true
			}
		}
		if r.timed[i] == 0 && !isAdverb(w) && w != "on" && w != "in" {
			return false
		}
	}
	return false
}

// setting returns the pronoun with which what somebody says begins, when the preposition at i, right after the verb of saying,
// opens only when and where that was: "said | after a meeting on Thursday | it was ready"; -1 when it is no such setting.
func (r *reading) setting(i int) int {
	if i == 0 || !r.fin[i-1] || !statement[r.low(i-1)] || !prepositions[r.low(i)] {
		return -1
	}
	for j := i + 2; j+1 < len(r.toks) && j < i+12; j++ {
		if subjects[r.low(j)] && r.timed[j-1] != 0 && (r.fin[j+1] || r.fin[min(j+2, len(r.toks)-1)]) {
			return j
		}
		if r.fin[j] || r.toks[j].kind == punct {
			break
		}
	}
	return -1
}

// beginsSaid reports whether the pronoun at i begins what the verb of saying at v reports.
func (r *reading) beginsSaid(v, i int) bool { return r.setting(v+1) == i }

// bareAhead reports whether the preposition at i opens that in which something is said, "in comments published on Monday",
// and takes the participle in it for none of the clause's verbs.
func (r *reading) bareAhead(i int) bool {
	if !prepositions[r.low(i)] {
		return false
	}
	for j := i + 2; j+1 < len(r.toks) && j < i+7 && r.toks[j].kind == word; j++ {
		if r.fin[j] {
			if bare[r.low(j)] && (r.timed[j+1] != 0 || r.tiedToTime(j+1)) {
				r.fin[j] = false
				return true
			}
			if r.reduced(j) && !slices.Contains(r.fin[j+1:], true) {
				r.fin[j] = false
				return true // "told a newspaper | in a letter directed to the owners"
			}
			return false
		}
	}
	return false
}

// thatClause reports whether the "that" at i opens a clause and is no determiner.
func (r *reading) thatClause(i int) bool {
	if before := r.low(i - 1); prepositions[before] && before != "in" && before != "except" && !(i+1 < len(r.toks) && r.fin[i+1]) {
		return false // "by that body's committee"
	}
	return i+1 < len(r.toks) && (r.fin[i+1] || r.clauseAhead(i+1) || speech[r.low(r.prev(i))])
}

// afterSpeech reports whether the word before i, times left aside, is a verb of saying.
func (r *reading) afterSpeech(i int) bool {
	if i > 0 && r.toks[i].caps && r.toks[i-1].caps && r.timed[i-1] == 0 {
		return false // inside a name
	}
	for words := 0; i > 0 && words < 4; {
		if i--; r.timed[i] != 0 || r.tiedToTime(i) {
			continue
		}
		w := r.low(i)
		if w == "told" || w == "tells" {
			return words > 0 // the first words after it are who was told
		}
		if words == 0 && (statement[w] && r.fin[i] || w == "says" || w == "reports") {
			return true
		}
		if words == 0 && vehicles[w] {
			return r.saidIn(i)
		}
		if !r.toks[i].caps && !toldOnes[w] {
			return false
		}
		words++
	}
	return false
}

// vehicles are nouns for that in which something is said.
var vehicles = set(`statement interview speech letter address conference briefing report message tweet email e-mail note broadcast television radio tv memo release post`)

// saidIn reports whether the noun at i ends what stands between a verb of saying and what is said: "said in a written
// statement | the port was closed".
func (r *reading) saidIn(i int) bool {
	for j := i - 1; j > 0 && j > i-6; j-- {
		w := r.low(j)
		if r.toks[j].kind == punct || r.fin[j] {
			return false
		}
		if w == "in" || w == "on" || w == "at" || w == "during" {
			p := j - 1
			for p > 0 && (r.timed[p] != 0 || r.tiedToTime(p)) {
				p--
			}
			return statement[r.low(p)] && r.fin[p] || r.low(p) == "says"
		}
	}
	return false
}

// toldOnes are those who are told in the news, beside names.
var toldOnes = set(`reporters journalists lawmakers parliament deputies him her them me us news the radio television`)

// tiedToTime reports whether the word at i ties the expression right after it to the sentence: "on Monday".
func (r *reading) tiedToTime(i int) bool {
	if i+1 >= len(r.timed) || r.timed[i+1] == 0 || !beforeTime[r.low(i)] {
		return false
	}
	if r.low(i) != "as" {
		return true
	}
	_, end := r.expression(i + 1)
	return end >= len(r.fin) || !r.fin[end] // not "as | midnight came"
}

// segmentOf returns the segment that holds a token.
func (r *reading) segmentOf(i int) int {
	for k, s := range r.segs {
		if i < s.to {
			return k
		}
	}
	return len(r.segs) - 1
}

// speechSegment reports whether a segment only says who says so: "the White House said in a statement".
func (r *reading) speechSegment(k int) bool {
	s := r.segs[k]
	if s.verb >= 0 && speech[r.low(s.verb)] {
		return true
	}
	w := r.low(s.from)
	return w == "according" || speech[w] && (s.verb < 0 || s.verb == s.from)
}

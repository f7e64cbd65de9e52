package event

import (
	"slices"
	"strings"
)

// This file tells whole phrases from broken ones: where a title may end, and what it needs to stand alone.

// leansOn reports whether the word before p[k] needs what follows it, so that the phrase cannot end between them.
func (r *reading) leansOn(p phrase, k int) bool {
	if q := r.trimTail(p[:k]); len(q) < k && !r.onlyMarks(p[len(q):k]) {
		return true // "struck a | heavily guarded port"
	}
	i, prev, next := p[k-1], r.low(p[k-1]), r.low(p[k])
	verb := r.fin[i] || (participle(prev) || strings.HasSuffix(prev, "ed") && len(prev) > 4) && !r.toks[i].caps || strings.HasSuffix(prev, "ing") && len(prev) > 5 && !isEventNoun(prev)
	switch {
	case r.infinitiveAt(i) && !r.toks[i].caps && (next == "to" || prepositions[next] && (!settings[next] || next == "in")):
		return true // "should engage | in", "pledged to continue | to pay"
	case next == "to" && r.verbAfterTo(p[k]):
		return verb || wantsTo[prev] || adjectival(prev) || r.wantsInfinitive(p[:k])
	case next == "to":
		return verb || wantsTo[prev] || leaning[prev]
	case next == "as":
		return verb || isAdverb(prev) || r.likens(p[:k])
	case next == "by" && verb && (participle(prev) || participleOnly[prev]):
		return true // "was boosted | by the owners"
	case prepositions[next]:
		return verb && !settings[next] || leaning[prev] || adjectival(prev) && next != "in" && next != "after"
	case coordinators[next]:
		return adjectival(prev) || r.pairs(p[:k])
	case strings.HasSuffix(next, "ing"):
		return verb || adjectival(prev)
	}
	return false
}

// withoutBare leaves out participles of which only the time was told: "in a statement released | Saturday", "the vote held |
// on May 3 was close".
func (r *reading) withoutBare(p phrase) phrase {
	return slices.DeleteFunc(slices.Clone(p), func(i int) bool {
		if !bare[r.low(i)] || r.fin[i] || i == 0 || i+1 >= len(r.toks) || r.timed[i+1] == 0 && !r.tiedToTime(i+1) || !r.nounEnds(i-1) {
			return false
		}
		k := slices.Index(p, i)
		if k == 0 || p[k-1] != i-1 || k+1 < len(p) && p[k+1] == i+1 {
			return false // its time is kept
		}
		if k+1 == len(p) {
			return true
		}
		t := r.toks[p[k+1]]
		return r.fin[p[k+1]] || t.kind == punct || t.caps || t.low == "of" || determiners[t.low] || pronouns[t.low]
	})
}

// bare are participles that say no more of their noun than that it took place.
var bare = set(`released issued held made published given signed broadcast aired announced delivered posted conducted obtained launched received reached struck written adopted passed approved agreed scheduled planned slated`)

// withoutSetting leaves out the "in a statement" before the subject of a phrase, once the time between them is gone.
func (r *reading) withoutSetting(p phrase) phrase {
	if len(p) < 4 || !prepositions[r.low(p[0])] || r.low(p[0]) == "of" {
		return p
	}
	for k := 2; k < len(p) && k < 9; k++ {
		i := p[k]
		if r.fin[p[k-1]] || r.toks[p[k-1]].kind == punct {
			return p
		}
		if i != p[k-1]+1 && r.timed[i-1] != 0 {
			said := slices.ContainsFunc(p[1:min(k, 4)], func(i int) bool { return vehicles[r.low(i)] })
			if t := r.toks[i]; said && (t.caps || determiners[t.low]) && !possessives[t.low] && r.verbIn(p[k:]) > 0 {
				return p[k:]
			}
			return p
		}
	}
	return p
}

// broken reports whether the title of a clause, with the words p, is a torn piece of its sentence: it has lost its verb or its subject, or begins
// inside a phrase: "Referring to the dam", "through the date".
func (r *reading) broken(c clause, p phrase) bool {
	if len(p) == 0 {
		return true
	}
	first := r.toks[p[0]]
	if c.nominal {
		return !first.caps && (prepositions[first.low] && r.timed[p[0]] == 0 || isAdverb(first.low))
	}
	verb := r.verbIn(p)
	if verb < 0 && r.verbIn(c.words) >= 0 && !auxiliaries[r.low(p[0]-1)] {
		return true
	}
	if !gerund(first.low) || first.low == "leading" || first.caps || p[0] == 0 || len(p) < 2 {
		return false
	}
	next := r.toks[p[1]]
	return prepositions[next.low] || determiners[next.low] || next.caps
}

// onlyMarks reports whether a phrase is nothing but punctuation and conjunctions.
func (r *reading) onlyMarks(p phrase) bool {
	for _, i := range p {
		if r.toks[i].kind != punct && !coordinators[r.low(i)] {
			return false
		}
	}
	return true
}

// likens reports whether a verb that goes on with "as" comes last in a phrase: "described the vote | as a farce".
func (r *reading) likens(p phrase) bool {
	for k := len(p) - 1; k > 0 && k > len(p)-8; k-- {
		if likening[r.low(p[k])] {
			return true
		}
		if r.fin[p[k]] {
			return false
		}
	}
	return false
}

// wantsInfinitive reports whether the last finite verb of a phrase is one that an infinitive completes, and none does yet:
// "decided in a special session | to send a ship".
func (r *reading) wantsInfinitive(p phrase) bool {
	for k := len(p) - 1; k >= 0; k-- {
		switch w := r.low(p[k]); {
		case w == "to" && r.verbAfterTo(p[k]), w == "that":
			return false
		case willing[w]:
			return true
		case r.fin[p[k]]:
			return false
		}
	}
	return false
}

// infinitiveAhead reports whether the infinitive that completes the last verb before p[k] comes after it: "asked the owners |
// of the port to leave".
func (r *reading) infinitiveAhead(p phrase, k int) bool {
	end := r.segs[r.segmentOf(p[k-1])].to
	for _, i := range p[k:] {
		if i >= end || r.fin[i] {
			return false
		}
		if r.low(i) == "to" && r.verbAfterTo(i) {
			return r.wantsInfinitive(p[:k])
		}
	}
	return false
}

// willing are verbs that an infinitive completes.
var willing = set(`decided agreed refused planned plans vowed promised tried began continued failed sought wants wanted expected asked urged ordered told forced allowed helped threatened offered hoped intends
	intended managed declined voted pledged demanded warned persuaded obliged appeared appears seemed seems used permitted enabled required invited encouraged pressed chose appealed called pressured
	authorised authorized instructed plan expects want hope hopes started prepared`)

// pairs reports whether a phrase ends in the first of two that "between" or "both" announces.
func (r *reading) pairs(p phrase) bool {
	for k := len(p) - 1; k > 0 && k > len(p)-7; k-- {
		switch r.low(p[k]) {
		case "between", "both", "either", "neither":
			return true
		}
	}
	return false
}

// adjectival reports whether a word has the ending of an adjective that a noun follows.
func adjectival(w string) bool {
	if len(w) < 5 || adjectiveNouns[w] {
		return false
	}
	for _, e := range []string{"ial", "nal", "cal", "tal", "ral", "ous", "ive", "tic", "ary", "ern", "ful", "less", "able", "ible", "ish", "ese"} {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return strings.Contains(w, "-") && (strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "old") || strings.HasSuffix(w, "wide"))
}

var (
	adjectiveNouns = set(`capital hospital official officials trial general criminal journal signal arsenal tribunal terminal festival arrival material rival proposal approval withdrawal removal refusal
		denial renewal appeal offensive representative executive initiative directive detective relative narrative incentive motive native critic traffic public republic topic mosque
		military secretary territory february january anniversary adversary diary library salary summary boundary concern pattern lantern table cable vegetable individual
		critical-list english british finish turkish spanish polish danish swedish irish vanish publish establish abolish arctic atlantic baltic pacific statistic music clinic panic fabric
		cabinet chemical chemicals missile numeral funeral mineral federal mutual pal deal goal coal steal veal`)

	// leaning are words that need the preposition after them.
	leaning = set(`appearance opposition access response answer reaction reference loyalty reliance dependence according due prior because instead regardless part opposed ready able unable close subject relative key
		rather such role end return damage contrast addition respect regard sight means lack series number majority amount range member members kind sort type side`)
	// wantsTo are nouns and adjectives that an infinitive completes.
	wantsTo = set(`plan plans effort efforts attempt attempts bid order orders decision right ability way need chance move authority permission promise threat request mandate offer deal call calls power desire
		readiness willingness opportunity refusal failure intention pledge vow agreement duty task mission able unable ready willing likely unlikely set due bound free eager reluctant supposed expected
		enough time means tool person man woman first last next hope hopes pressure proposal freedom capability reason determined prepared`)
	likening = set(`described describe describes describing regarded regards seen saw see dismissed dismissing condemned denounced hailed hailing serve served serving serves acted acting acts named appointed
		elected recognised recognized recognise recognize recognising recognizing treated viewed known used using use portrayed branded rejected installed praised quoted cited identified dressed posed posing`)
	// settings are prepositions that say where or when, after a verb that is whole without them.
	settings = set(`in during after before near amid following since until till outside inside by across along around throughout within despite while`)
)

package event

import (
	"slices"
	"strings"
)

// This file tells titles that stand by themselves from those that only their article explains: "He met the miners", "The
// letter was made public", "Reis signed", "Said to be near the port". An event that one article tells with such a title alone
// is not worth a line of its own.

// vague reports whether a title does not stand by itself: it points back to what was told before, names nobody and nothing
// that a reader of the timeline knows, has no subject, or stops before its verb has what it needs.
func (r *reading) vague(c clause, p phrase) bool {
	if len(p) == 0 {
		return true
	}
	v := r.verbIn(p)
	if slices.ContainsFunc(p, func(i int) bool { return r.low(i) == "*" || r.low(i) == "•" || r.low(i) == "|" }) {
		return true // points of a summary run together
	}
	return r.saysSo(p, v) || r.doubleGap(p) || r.pointsBack(p, v) || r.faceless(p, v) || r.headless(c, p, v) || r.stump(c, p, v) || r.saysLittle(c, p, v)
}

// saysSo reports whether a title tells that somebody says or does "so", which was told before.
func (r *reading) saysSo(p phrase, v int) bool {
	return v >= 0 && v+1 < len(p) && r.low(p[v+1]) == "so" && (v+2 == len(p) || prepositions[r.low(p[v+2])])
}

// doubleGap reports whether a title goes on with a second clause on what it has lost: "Reis signed and for which she was tried".
func (r *reading) doubleGap(p phrase) bool {
	for k := 2; k < len(p); k++ {
		if w := r.low(p[k]); (w == "which" || w == "whom") && prepositions[r.low(p[k-1])] && coordinators[r.low(p[k-2])] {
			return true
		}
	}
	return false
}

// littleWords is up to how many words a title without a name says too little.
const littleWords = 5

// saysLittle reports whether a short title has no name, no number and nothing after its verb: "Talks would continue", "A campaign began".
func (r *reading) saysLittle(c clause, p phrase, v int) bool {
	if v < 0 || len(p) > littleWords+1 || c.nominal || c.when {
		return false
	}
	for k, i := range p {
		t := r.toks[i]
		named := t.caps && (i > 0 || !r.plainFirst && !sentenceStarts[t.low] && !strings.HasSuffix(t.low, "s")) || r.kindAt(i) != other || r.replaced(i)
		if named || k == 0 && (countWords[t.low] || amountPointers[t.low]) && !r.amountAlone(p[:v]) || r.timed[i] == 0 && numberLike(t) && !r.amountAlone(p[:v]) || t.low == "\"" || t.low == "“" {
			return false
		}
	}
	if r.low(p[0]) == "the" && slices.ContainsFunc(p[1:v], func(i int) bool { return wellKnown[r.low(i)] || wellKnown[singular(r.low(i))] }) {
		return false // there is one of it
	}
	return !slices.ContainsFunc(p[:v], func(i int) bool { return prepositions[r.low(i)] && r.low(i) != "at" }) && !r.objectIn(p[v+1:])
}

// amountAlone reports whether a subject is an amount of what was told before: "at least 15", "all six".
func (r *reading) amountAlone(subject phrase) bool {
	return len(subject) > 0 && !slices.ContainsFunc(subject, func(i int) bool {
		return !numberLike(r.toks[i]) && !amounts[r.low(i)] && !countWords[r.low(i)] && r.low(i) != "all" && r.low(i) != "the"
	})
}

// objectIn reports whether a noun stands among the words after a verb: an object, or where it was.
func (r *reading) objectIn(p phrase) bool {
	return slices.ContainsFunc(p, func(i int) bool {
		w := r.low(i)
		return r.toks[i].kind == word && r.timed[i] == 0 && !grammatical[w] && !isAdverb(w) && !participle(w) && !r.infinitiveAt(i) && w != "place" && w != "due" && w != "set"
	})
}

// titleOf returns the words of a title, of one sentence where another begins inside it without a stop: of "Parts of Porto were
// closed The crews met in June" that with the clause's verb.
func (r *reading) titleOf(c clause, words phrase) phrase {
	p := r.titleWords(words, c.own)
	for k := 2; k+1 < len(p); k++ {
		if !r.startsAnew(p, k) {
			continue
		}
		if slices.Contains(p[k:], c.verb) && r.verbIn(p[k:]) > 0 {
			return p[k:]
		}
		if r.verbIn(p[:k]) > 0 {
			return r.trimTail(p[:k])
		}
	}
	return p
}

// startsAnew reports whether a sentence begins at p[k] although no stop stands before it.
func (r *reading) startsAnew(p phrase, k int) bool {
	t, before, next := r.toks[p[k]], r.toks[p[k-1]], r.toks[p[k+1]]
	if !r.capitalOfPlace(t) || p[k] == r.firstWord() || p[k-1] > p[k] || next.kind != word || next.caps {
		return false
	}
	return before.kind == word && !speech[before.low] && before.low != "that"
}

// pointsBack reports whether a title has a pronoun, or another word that points back, without what it stands for. v is the
// place of its first finite verb, or -1.
func (r *reading) pointsBack(p phrase, v int) bool {
	alone := len(p) < 2 || r.fin[p[1]] || participle(r.low(p[1]))
	if amountPointers[r.low(p[0])] && len(p) > 1 && r.fin[p[1]] {
		return true // "Many were hurt"
	}
	if w := r.low(p[0]); headPointers[w] && !r.replaced(p[0]) && (w != "one" && w != "another" || alone) {
		return true
	}
	quotes, verbs := 0, 0
	for k, i := range p {
		w := r.low(i)
		if i == 0 && r.opened {
			quotes++
		}
		switch {
		case w == "“" || w == "\"" && quotes == 0:
			quotes++
		case w == "”" || w == "\"":
			quotes = max(0, quotes-1)
		case r.fin[i]:
			verbs++
		case quotes > 0 || r.replaced(i) || i == 0 && r.toks[i].kind == punct:
		case r.pointer(p, k, v, verbs):
			return true
		}
	}
	return false
}

// tellsWho reports whether a title has the name of a person or a place, or a name stands for one of its words.
func (r *reading) tellsWho(p phrase) bool {
	return slices.ContainsFunc(p, func(i int) bool {
		return r.replaced(i) || r.toks[i].caps && (r.kindAt(i) == place || r.kindAt(i) == person)
	})
}

// replaced reports whether other words stand for the token at i.
func (r *reading) replaced(i int) bool {
	return slices.ContainsFunc(r.stand, func(s stands) bool { return s.token == i })
}

// headPointers are words that point back when a title starts with them.
var headPointers = set(`this these those that such others another what how why here one`)

// amountPointers are words for some of what was told before, when they are a subject by themselves.
var amountPointers = set(`many some most all both several few none neither either everything something nothing everyone everybody someone somebody nobody much more others`)

// pointer reports whether the word at p[k] points back, beyond the title. Verbs is how many finite verbs stand before it.
func (r *reading) pointer(p phrase, k, v, verbs int) bool {
	next := ""
	if k+1 < len(p) {
		next = r.low(p[k+1])
	}
	switch w := r.low(p[k]); w {
	case "it", "him", "them", "her":
		object := verbs == 1 && v >= 0 && k > v && (w != "her" || k+1 == len(p) || prepositions[next]) && r.verbIn(p[k+1:min(k+3, len(p))]) < 0
		return !r.mentioned(p[:k], w) || object && !r.mentioned(p[v+1:k], w)
	case "his", "its", "their":
		if k > 0 && k < v && owning[r.low(p[k-1])] {
			return !r.namedBetween(p, 0, k) // "questions about its future"
		}
		return !r.mentioned(p[:k], w)
	case "he", "she", "they", "we", "you", "i", "our", "my", "your":
		return !r.mentioned(p[:k], w)
	case "this", "these", "here":
		return true
	case "that", "such":
		return k > 0 && next != "as" && k+1 < len(p) && r.determines(p[k], p[k+1])
	case "those":
		return strings.HasSuffix(next, "s") // "those boats", not "those close to him"
	case "there":
		return k > 0 && !isBe(next) && !auxiliaries[next] && !modals[next] && !isBe(r.low(p[k-1])) && !r.namedBetween(p, v+1, k)
	case "so":
		return k > 0 && k+1 == len(p) && (speech[r.low(p[k-1])] || Stem(r.low(p[k-1])) == "do" || r.low(p[k-1]) == "did")
	case "same":
		return comparedNouns[next] && !slices.ContainsFunc(p[k:], func(i int) bool { return r.low(i) == "as" || r.low(i) == "that" })
	case "city", "town", "village", "suburb":
		says := k > 1 && k < v && prepositions[r.low(p[k-2])] // "the dam above the town was built": which dam
		return k > 0 && r.low(p[k-1]) == "the" && p[k-1] == p[k]-1 && r.endsNoun(p, k) && !says && !r.tellsWho(p)
	case "latter", "former":
		return k > 0 && r.low(p[k-1]) == "the" && (k+1 == len(p) || r.fin[p[k+1]])
	}
	return false
}

// determines reports whether the "that" or "such" at i stands before its noun, and opens no clause: "renewed that line".
func (r *reading) determines(i, next int) bool {
	s := r.segs[r.segmentOf(i)]
	before := r.low(i - 1)
	if !prepositions[before] && !r.fin[max(0, i-1)] && !r.infinitiveAt(i-1) || speech[before] || attitudes[before] || sayForms[before] {
		return false
	}
	if r.low(i) == "that" && r.plural(next) || r.toks[next].poss {
		return false
	}
	return i > s.from && i < s.to && next == i+1 && r.nounWord(next) && !r.fin[next] && !r.toks[next].caps && !r.clauseAhead(i+1)
}

// comparedNouns are nouns with which "the same" points back, unless it says as what: "at the same spot".
var comparedNouns = set(`spot place area thing reason`)

// endsNoun reports whether a noun phrase ends at p[k] and nothing after it says which place is meant: "the town was taken", and not
// "the town of Marlow", "the town near the border".
func (r *reading) endsNoun(p phrase, k int) bool {
	if k+1 == len(p) {
		return true
	}
	i := p[k+1]
	next := r.low(i)
	if prepositions[next] && next != "of" && next != "near" {
		return true
	}
	return r.fin[i] || r.toks[i].kind == punct || coordinators[next] || isAdverb(next)
}

// owning are prepositions after which a possessive does not speak of the noun before them.
var owning = set(`of about over within against for`)

// personPronouns are pronouns for one person.
var personPronouns = set(`he she him his her himself herself`)

// mentioned reports whether words can name what a pronoun after them stands for: a person for "he" and "she".
func (r *reading) mentioned(p phrase, pronoun string) bool {
	personal := personPronouns[pronoun]
	for _, i := range p {
		t := r.toks[i]
		switch {
		case r.replaced(i):
			return true
		case t.kind != word || pronouns[t.low] || r.fin[i] || prepositions[t.low] || determiners[t.low] || leadIns[t.low] || isAdverb(t.low):
		case t.caps && (i > 0 || !r.plainFirst) && !(personal && r.namesNoPerson(i)):
			return true
		case personal:
			if roles[t.low] || titles[t.low] || persons[t.low] || ofPersons(t.low) {
				return true
			}
		case !participle(t.low) && !auxiliaries[t.low]:
			return true
		}
	}
	return false
}

// namesNoPerson reports whether the word at i, with a capital, cannot be the name of one person: of a people, a place, an organisation,
// or a plural that opens the sentence.
func (r *reading) namesNoPerson(i int) bool {
	return peoples[r.low(i)] || r.namesThing(i) || i == 0 && r.plural(i) && r.kindAt(i) != person
}

// namesThing reports whether the word at i is, or is part of, the name of a place or an organisation.
func (r *reading) namesThing(i int) bool {
	kind := r.kindAt(i)
	return kind == place || kind == organization
}

// kindAt returns what the name is of that the word at i belongs to.
func (r *reading) kindAt(i int) entityKind {
	t := r.toks[i]
	n, _ := slices.BinarySearchFunc(r.found, t.End, func(f found, at int) int { return f.End - at })
	if n < len(r.found) && r.found[n].Start <= t.Start {
		return r.found[n].Kind
	}
	return other
}

// ofPersons reports whether a noun has the ending of those for one person: "defector", "economist", "graduate".
func ofPersons(w string) bool {
	for _, e := range []string{"ctor", "itor", "ator", "ist", "ian", "uate", "idate", "egate", "ee", "man", "eer"} {
		if strings.HasSuffix(w, e) && len(w) > len(e)+2 {
			return true
		}
	}
	return false
}

// persons are nouns for one person beside roles.
var persons = set(`person teenager teen toddler baby child patient inmate prisoner gunman bomber driver citizen player star hero rebel fighter migrant refugee founder author artist executive analyst expert tycoon
	billionaire economist cleric priest monk bishop tourist traveller traveler spy agent chief boss successor predecessor winner champion striker captain dissident blogger aide adviser advisor
	lawmaker deputy diplomat partner friend neighbour neighbor mum mom dad boyfriend girlfriend fiancee killer attacker hostage strongman ruler tyrant monarch heir lady gentleman guy old-timer`)

// namedBetween reports whether a name stands in p[from:to].
func (r *reading) namedBetween(p phrase, from, to int) bool {
	return from < to && slices.ContainsFunc(p[max(0, from):to], func(i int) bool { return r.replaced(i) || r.toks[i].caps && (i > 0 || !r.plainFirst) })
}

// faceless reports whether a title is about "the letter" or "the group" and nothing in it says which: "The letter was made
// public". What has an object or a place says more: "The fire broke out in the loft".
func (r *reading) faceless(p phrase, v int) bool {
	if r.low(p[0]) != "the" || v < 2 || r.replaced(p[0]) {
		return false
	}
	subject := p[:v]
	head := r.head(subject)
	for _, i := range subject[1:] {
		t := r.toks[i]
		if t.caps || r.replaced(i) || wellKnown[t.low] || wellKnown[singular(t.low)] {
			return false
		}
		if prepositions[t.low] && i > head || relatives[t.low] || t.low == "that" {
			return false // it says more of it
		}
	}
	if r.toks[head].kind == number || numberWords[r.low(head)] > 0 {
		return true
	}
	return !slices.ContainsFunc(p[v+1:], func(i int) bool {
		t := r.toks[i]
		if t.caps || t.kind == number || r.fin[i] || determiners[t.low] || t.low == "that" {
			return true
		}
		followed := i != p[len(p)-1] && (t.low != "to" || i < p[max(0, len(p)-2)])
		return prepositions[t.low] && followed
	})
}

// wellKnown are nouns of which a topic has one, or one at a time, so that "the" says which.
var wellKnown = set(`government president parliament army military police opposition minister premier king queen pope regime state country nation capital world war crisis uprising revolution revolt
	rebellion protest unrest conflict rebel insurgency economy election referendum constitution people public authority cabinet coup truce ceasefire cease-fire west east north south church navy
	chancellor monarch dictator leader ruler insurgent separatist protester demonstrator demonstration junta dollar euro pound yen ruble rouble lira stock index currency treasury senate congress
	assembly royal family border earthquake quake hurricane tsunami cholera epidemic disaster genocide air force forces security troops union alliance league mayor city fighting violence`)

// headless reports whether a title has lost its subject: "Shares the view of the board", "Saying the mill will close", "In an
// interview published".
func (r *reading) headless(c clause, p phrase, v int) bool {
	first := r.toks[p[0]]
	name := first.caps && (p[0] > 0 || !r.plainFirst && !sentenceStarts[first.low])
	if prepositions[first.low] && first.kind == word && v < 0 && !r.counts(p) {
		return true
	}
	if len(p) < 2 || first.kind != word || r.replaced(p[0]) {
		return false
	}
	next := r.toks[p[1]]
	opens := determiners[next.low] || possessives[next.low] || prepositions[next.low] || pronouns[next.low] || next.low == "to" || next.low == "what"
	switch {
	case name && p[0] > 0:
		return false
	case auxiliaries[first.low] || modals[first.low] || v == 0:
		return true
	case gerund(first.low) && !gerundNouns[first.low]:
		return v < 0 && !c.nominal || opens && next.low != "of"
	case speech[first.low] && v < 0 && first.low != "quoted" && first.low != "reported":
		return true
	case strings.HasSuffix(first.low, "s") && !strings.HasSuffix(first.low, "ss") && p[0] > 0 && !first.caps:
		return (determiners[next.low] || possessives[next.low]) && v < 0 || presentVerbs[first.low] && opens && !isEventNoun(first.low) && !speech[first.low]
	case participle(first.low) && !base[first.low] || first.low == "armed":
		return opens
	case first.low == "first" || first.low == "last":
		return participle(next.low) && v < 0
	}
	return false
}

// gerundNouns are nouns in -ing that name what happens.
var gerundNouns = set(`fighting shelling bombing shooting meeting hearing training briefing gathering hearing killing building wedding funding spending trading sailing housing opening reopening closing crossing
	landing looting rioting uprising flooding voting polling counting drilling smuggling sitting hacking warning mourning filming testing mining farming fishing shipping banking
	beijing evening morning lightning king wing ceiling feeling painting clearing ruling ending beginning negotiating posting policing rowing racing boxing cycling swimming`)

// counts reports whether a phrase starts with an amount: "About 200 dockers", "At least three ships".
func (r *reading) counts(p phrase) bool {
	for _, i := range p[1:min(len(p), 5)] {
		if numberLike(r.toks[i]) || amounts[r.low(i)] {
			return true
		}
	}
	return false
}

// stump reports whether a title stops before its verb has what it needs, or is a bare noun that says nothing by itself.
func (r *reading) stump(c clause, p phrase, v int) bool {
	last := p[len(p)-1]
	w := r.low(last)
	named := slices.ContainsFunc(p, func(i int) bool { return r.toks[i].caps && (i > 0 || !r.plainFirst) && r.toks[i].kind == word })
	if v < 0 {
		words := 0
		for _, i := range p {
			if r.toks[i].kind != punct {
				words++
			}
		}
		if participle(w) && !base[w] && words < 5 {
			return true
		}
		return !named && (words < 4 || c.nominal && words < 5)
	}
	if r.saysNothing(p, v) {
		return true
	}
	bare := r.active(p, v)
	switch {
	case r.fin[last]:
		return bare && (transitive[w] || speech[w] || attitudes[w] || wanting[w])
	case incomplete[w], wanting[w] && (bare || !planned[w]):
		return true
	case isAdverb(w) || w == "once":
		k := len(p) - 2
		return k >= 0 && r.fin[p[k]] && bare && (wanting[r.low(p[k])] || transitive[r.low(p[k])])
	case w == "him" || w == "them" || w == "her" || w == "it":
		k := len(p) - 2
		return k > 0 && moving[r.low(p[k])]
	}
	return false
}

// saysNothing reports whether a title tells when or where somebody said something, and not what: "Reis says after talks with the owners".
func (r *reading) saysNothing(p phrase, v int) bool {
	for k := len(p) - 1; k > v && !r.fin[p[v]]; k-- {
		if r.fin[p[k]] {
			v = k
		}
	}
	w := r.low(p[v])
	switch {
	case quoting[w] && w != "urged" && w != "promised" && w != "vowed" && w != "asked" && w != "joked" && w != "sang", tellings[w]:
		if !tellings[w] && v+1 < len(p) && !prepositions[r.low(p[v+1])] || slices.ContainsFunc(p[v+1:], func(i int) bool { return contentOpens[r.low(i)] || gerund(r.low(i)) }) {
			return false
		}
	case w != "said" && w != "says" || v+1 >= len(p) || !prepositions[r.low(p[v+1])]:
		return false
	}
	return !slices.ContainsFunc(p[v+1:], func(i int) bool {
		w := r.low(i)
		return r.fin[i] || w == "that" || w == "\"" || w == "“" || w == "no" || w == "yes"
	})
}

// contentOpens are words with which what somebody is told can open.
var contentOpens = set(`to of about how what why when where whether if against`)

// active reports whether the last finite verb of a title is no auxiliary.
func (r *reading) active(p phrase, v int) bool {
	for k := len(p) - 1; k >= v; k-- {
		if r.fin[p[k]] {
			return !auxiliaries[r.low(p[k])]
		}
	}
	return false
}

var (
	// wanting are verbs that say nothing without what follows them.
	wanting = set(`tried wanted needed sought attempted managed intended intends wants needs seemed appeared became becomes hoped aimed asked urged called forced allowed led made let kept coincide coincides coincided
		decided refused planned vowed promised offered agreed pledged failed threatened proposed included includes involved contained consisted belonged depended tends tended beginning sworn put brought`)
	// planned are those of them that say enough when nobody is said to have done it: "a strike is planned".
	planned = set(`planned offered pledged promised proposed agreed needed sought attempted vowed included brought called threatened refused decided made kept failed`)
	// incomplete are words at the end of a title that need more.
	incomplete = set(`ready able unable willing unwilling likely unlikely set aware responsible capable due determined eager committed related compared according subject close prone entitled accustomed
		linked tied keen bound poised`)
	// moving are verbs that say what somebody is brought to do.
	moving = set(`led made let forced asked urged caused allowed told helped prompted got wanted persuaded convinced enabled pushed drove`)
)

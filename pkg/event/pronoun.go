package event

import (
	"slices"
	"strings"

	"timeline/pkg/text"
)

// This file finds what a pronoun at the head of a title stands for: "He met the miners" is no title for those who have
// not read the sentence before. A pronoun is replaced when the subject of the clause before it, or of the sentence
// before, can only be meant: a person for "he" and "she", one thing or place for "it", several for "they". A sentence
// whose subject is itself a pronoun sends the search one sentence back, at most lookBackSentences.

// lookBackSentences is how many sentences before its own a pronoun may refer to.
const lookBackSentences = 3

// longSentence is how many bytes a sentence may have to be searched again for each pronoun after it.
const longSentence = 2000

// antecedentWords is how many words may stand for a pronoun.
const antecedentWords = 7

// stands is a word of a sentence with the words that stand for it.
type stands struct {
	token int
	words string
	span  text.Span // where they stand in the document
	drop  int       // a token that they make superfluous, as the "the" before a noun for which a name stands, or -1
}

// resolve finds the words for the pronoun that is the subject of a clause, if it is one.
func (x *extractor) resolve(r *reading, c clause) (stands, bool) {
	verb := r.verbIn(c.words)
	for k, i := range c.words {
		if k > 6 || verb >= 0 && k >= verb {
			break
		}
		w := r.low(i)
		if !refers[w] || r.toks[i].poss {
			continue
		}
		if r.quoted(i) || speech[r.low(i+1)] && r.low(i+2) == "," || w == "it" && r.emptyIt(c, verb) {
			return stands{}, false
		}
		if k > 1 && coordinators[r.low(c.words[k-1])] && r.mentioned(c.words[:k-1], w) {
			return stands{}, false // "Porto and its allies"
		}
		span, ok, ahead := x.mainSubject(r, w, i)
		if !ahead {
			span, ok = x.standsFor(r, w, i, lookBackSentences)
		}
		if !ok {
			return stands{}, false
		}
		words := x.fullName(span)
		if possessives[w] {
			if strings.Count(words, " ") > 3 || strings.Contains(words, " in ") || strings.Contains(words, " for ") {
				return stands{}, false
			}
			words += "’"
			if !strings.HasSuffix(words, "s’") {
				words += "s"
			}
		}
		return stands{i, words, span, -1}, true
	}
	return stands{}, false
}

var (
	possessives = set(`his her its their`)
	ofPeople    = set(`he she his her him`)
	refers      = set(`he she it they his her its their`)
)

// idle are verbs, as stems, whose "it" often stands for nothing: "it took days to reach them".
var idle = set(`take seem appear happen remain mean turn emerg rain snow be is wa becom cost matter help`)

// amountAt reports whether the words from i on are an amount without what is counted: "passed 5,400".
func (r *reading) amountAt(i int) bool {
	return i < len(r.toks) && r.toks[i].kind == number && (i+1 >= len(r.toks) || r.toks[i+1].kind != word || prepositions[r.low(i+1)] || r.timed[i+1] != 0)
}

// idles reports whether the verb at i may have an "it" that stands for nothing. With a name for its object, or in "it is
// leaving", it has none.
func (r *reading) idles(i int) bool {
	if i < 0 || i+1 >= len(r.toks) || !idle[Stem(r.low(i))] {
		return i < 0
	}
	next := r.toks[i+1]
	return !(next.caps && r.timed[i+1] == 0) && !(auxiliaries[r.low(i)] && strings.HasSuffix(next.low, "ing"))
}

// quoted reports whether the token at i stands inside a quotation that opens in its sentence.
func (r *reading) quoted(i int) bool {
	if r.inQuote == nil {
		r.inQuote = make([]bool, len(r.toks)+1)
		n := 0
		for j, t := range r.toks {
			r.inQuote[j] = n%2 != 0
			switch t.low {
			case "“", "\"":
				n++
			case "”":
				n--
			}
		}
		r.inQuote[len(r.toks)] = n%2 != 0
	}
	return i >= 0 && r.inQuote[min(i, len(r.toks))]
}

// emptyIt reports whether the "it" of a clause, whose first finite verb is at a place of its words or nowhere (-1), stands for nothing:
// "it rained", "it took two years".
func (r *reading) emptyIt(c clause, verb int) bool {
	return verb < 0 || r.idles(c.words[verb]) || r.idles(c.verb) || r.amountAt(c.verb+1)
}

// mainSubject returns what a pronoun in a clause that opens its sentence stands for ahead of the subject of the main clause: "After she left the
// port in 2006, | Ana Reis ran a bank". Ahead reports whether a person named after it leaves no other possibility.
func (x *extractor) mainSubject(r *reading, w string, i int) (span text.Span, ok, ahead bool) {
	own := r.segmentOf(i)
	if s := r.segs[own]; s.open != openSub || s.from > 1 || possessives[w] {
		return text.Span{}, false, false
	}
	if m := r.governing(own); m > own {
		if span, ok := x.agrees(r, r.nounPhrase(m), w); ok {
			return span, true, true
		}
	}
	rest := text.Span{Start: r.toks[i].End, End: r.toks[len(r.toks)-1].End}
	return text.Span{}, false, (w == "he" || w == "she") && len(within(x.found, rest, person)) > 0
}

// standsFor returns the noun phrase that the pronoun w at token i of a sentence refers to: the subject of the clause
// before it, or of the sentence before.
func (x *extractor) standsFor(r *reading, w string, i, back int) (text.Span, bool) {
	own := r.segmentOf(i)
	told := r.segs[own].open == openThat || r.low(r.segs[own].from) == "that" // "that … and that they would"
	for k := own - 1; k >= 0; k-- {
		s := r.segs[k]
		if s.verb < 0 || s.open == openRel || s.open == openThat && told || r.startsWithVerb(s) && k > 0 && r.segs[k-1].open != openRel && !isApposition(r, k-1) {
			continue
		}
		p := r.nounPhrase(k)
		if len(p) == 1 && refers[r.low(p[0])] || len(p) == 0 {
			continue // "he said he would"
		}
		if span, ok := x.agrees(r, p, w); ok || !x.passes(r, w, 0, i) {
			return span, ok
		}
		break
	}
	if back == 0 {
		return text.Span{}, false
	}
	return x.inSentenceBefore(r.toks[0].Start, w, back-1)
}

// inSentenceBefore looks for the antecedent in the sentence that ends before a place in the text.
func (x *extractor) inSentenceBefore(at int, w string, back int) (text.Span, bool) {
	n, _ := slices.BinarySearchFunc(x.told, at, func(s text.Span, at int) int { return s.Start - at })
	if n == 0 || x.told[n-1].Len() > longSentence {
		return text.Span{}, false
	}
	r := x.read(x.told[n-1], x.timesIn(x.told[n-1]))
	for k, s := range r.segs {
		if s.verb < 0 || s.open == openRel || s.open == openSub || s.open == openIf {
			continue
		}
		p := r.nounPhrase(k)
		if back > 0 && x.passes(r, w, 0, len(r.toks)) {
			return x.inSentenceBefore(r.toks[0].Start, w, back-1)
		}
		if len(p) == 1 && refers[r.low(p[0])] && back > 0 {
			if possessives[w] || r.low(p[0]) == w {
				return x.inSentenceBefore(r.toks[0].Start, r.low(p[0]), back-1)
			}
			return text.Span{}, false
		}
		if speech[r.low(s.verb)] && k+1 < len(r.segs) && r.segs[k+1].open == openThat && !r.mayAgree(p, w) {
			continue // "An agency says that dockers hold the port": they are not the agency
		}
		if !x.oneSpeaker(r, k) || r.others(p, w) || (w == "he" || w == "she") && len(within(x.found, x.told[n-1], person)) > 1 {
			return text.Span{}, false
		}
		return x.agrees(r, p, w)
	}
	return text.Span{}, false
}

// passes reports whether "he" or "she" cannot stand for anything between two words of a sentence, which names nobody: what
// it stands for was told before.
func (x *extractor) passes(r *reading, w string, from, to int) bool {
	if w != "he" && w != "she" && w != "his" && w != "her" || from >= to {
		return false
	}
	for _, t := range r.toks[from:to] {
		if x.tellsOfPerson(r, t) {
			return false
		}
	}
	return len(within(x.found, text.Span{Start: r.toks[from].Start, End: r.toks[to-1].End}, person)) == 0
}

// tellsOfPerson reports whether a word of a sentence is a noun for people, or may be a part of a person's name.
func (x *extractor) tellsOfPerson(r *reading, t token) bool {
	if roles[t.low] || titles[t.low] || ofPeople[t.low] {
		return true
	}
	if !t.caps || r.timed[r.at(t)] != 0 || t.Start == r.toks[0].Start && placing[r.low(1)] {
		return false
	}
	return x.mayBePerson(t)
}

// mayBePerson reports whether a word with a capital is, or may be, a part of a person's name.
func (x *extractor) mayBePerson(t token) bool {
	if x.plainWord(t) || determiners[t.low] || prepositions[t.low] || subordinate[t.low] {
		return false
	}
	return !slices.ContainsFunc(x.namesOver(t.Span), func(f found) bool {
		return f.Kind == place || f.Kind == organization || f.Kind == other && isEventNoun(lastWord(f.Name)) // "the Carnation Revolution"
	})
}

// lastWord returns the last word of a name, in lower case.
func lastWord(name string) string {
	return strings.ToLower(name[strings.LastIndexByte(name, ' ')+1:])
}

// mayAgree reports whether a noun phrase and a pronoun agree in number.
func (r *reading) mayAgree(p phrase, w string) bool {
	several := r.plural(r.head(p)) || r.joined(p)
	return several == (w == "they" || w == "their")
}

// others reports whether a sentence names several of something else after its subject, so that "they" may be those.
func (r *reading) others(subject phrase, w string) bool {
	if w != "they" && w != "their" || len(subject) == 0 {
		return false
	}
	for i := subject[len(subject)-1] + 1; i < len(r.toks); i++ {
		if t := r.toks[i]; t.kind == word && r.timed[i] == 0 && !r.fin[i] && !t.poss && (r.plural(i) && !measures[singular(t.low)] || numberWords[t.low] > 0) {
			return true
		}
	}
	return false
}

// oneSpeaker reports whether nobody but the subject of segment k is named as the one who says so.
func (x *extractor) oneSpeaker(r *reading, k int) bool {
	last := len(r.segs) - 1
	return last == k || !r.speechSegment(last) || r.speakerOf(last) == ""
}

// nounPhrase returns the subject of segment k without its times.
func (r *reading) nounPhrase(k int) phrase {
	s := r.segs[k]
	p := r.subject(k)
	if p == nil {
		p = tokensFrom(s.from, s.verb)
	}
	p = r.trimTail(r.trimHead(r.afterSetting(r.withoutAsides(r.withoutTimes(p, 0)))))
	for len(p) > 1 && isAdverb(r.low(p[len(p)-1])) {
		p = p[:len(p)-1]
	}
	return p
}

// afterSetting leaves out what says where or in what, before an expression of time that is left out already: "In a letter to
// the crews (on Friday) Reis".
func (r *reading) afterSetting(p phrase) phrase {
	if len(p) < 3 || !prepositions[r.low(p[0])] {
		return p
	}
	for k := len(p) - 1; k > 1; k-- {
		if p[k] != p[k-1]+1 && r.timed[p[k]-1] != 0 {
			if t := r.toks[p[k]]; t.caps || determiners[t.low] {
				return p[k:]
			}
			return p
		}
	}
	return p
}

// agrees reports whether a noun phrase can be what a pronoun stands for, and where it is.
func (x *extractor) agrees(r *reading, p phrase, w string) (text.Span, bool) {
	if len(p) == 0 || len(p) > antecedentWords || !slices.IsSorted(p) || p[len(p)-1]-p[0] != len(p)-1 {
		return text.Span{}, false
	}
	first := r.toks[p[0]]
	if pronouns[first.low] || voices[first.low] || possessives[first.low] || prepositions[first.low] || first.kind == punct || nobody[first.low] {
		return text.Span{}, false
	}
	span := text.Span{Start: first.Start, End: r.toks[p[len(p)-1]].End}
	people := within(x.found, span, person)
	head := r.head(p)
	switch {
	case r.toks[head].kind != word || r.toks[head].poss || leadIns[first.low]:
		return text.Span{}, false
	case w == "he" || w == "she" || w == "his" || w == "her":
		named := len(people) == 1 && x.personAt(x.startOfName(r.toks[head])) || len(people) == 0 && x.surnameAlone(r, p)
		return span, named || len(people) == 0 && roles[r.low(head)] && first.low == "the"
	case w == "they" || w == "their":
		return span, len(people) != 1 && (r.plural(head) && !x.isName(span) || r.joined(p))
	}
	one := roles[r.low(head)] || titles[r.low(head)] || persons[r.low(head)] || strings.HasSuffix(r.low(head), "ist") ||
		slices.ContainsFunc(p, func(i int) bool { return numberLike(r.toks[i]) || peoples[r.low(i)] || r.leadsOffice(i) }) || r.ofTwo(p)
	several := r.plural(head) && !x.isName(span)
	if len(p) == 1 && !x.isName(span) {
		return text.Span{}, false
	}
	return span, len(people) == 0 && !one && !several && !r.joined(p) && (r.toks[head].caps || determiners[first.low])
}

// nobody are words that open a noun phrase for which no pronoun stands, or those who speak of others.
var nobody = set(`no any every each none critics analysts experts observers economists many some`)

// ofTwo reports whether the thing that a phrase speaks of stands beside another one, which an "it" may mean as well: "a rally | in the dollar".
func (r *reading) ofTwo(p phrase) bool {
	return !r.toks[r.head(p)].caps && slices.ContainsFunc(p[1:], func(i int) bool { return besides[r.low(i)] })
}

// leadsOffice reports whether the word at i is the office of the person named after it: "Prime | Minister | Ana Reis".
func (r *reading) leadsOffice(i int) bool {
	return officeWords[r.low(i)] && !r.toks[i].poss && r.capitalised(i+1)
}

// officeWords are words for offices that stand right before names.
var officeWords = set(`minister president chancellor senator mayor ambassador governor premier`)

// besides are prepositions that put a second thing beside the first.
var besides = set(`in against by over with from`)

// isName reports whether a span is a name, or a word that can only be one: "Officials" at the head of a sentence is none.
func (x *extractor) isName(span text.Span) bool {
	return slices.ContainsFunc(x.namesOver(span), func(f found) bool { return f.Span == span })
}

// surnameAlone reports whether a phrase is one capitalised word that names no known place or organisation.
func (x *extractor) surnameAlone(r *reading, p phrase) bool {
	t := r.toks[p[0]]
	return len(p) == 1 && t.caps && len(t.low) > 2 && !r.plural(p[0]) && !stopWords[t.low] && !upper(t.Span.Of(r.s)) &&
		!slices.ContainsFunc(x.namesOver(t.Span), func(f found) bool { return f.Kind != other })
}

// head returns the noun that a noun phrase is about: the last word before its first preposition.
func (r *reading) head(p phrase) int {
	for k := 1; k < len(p); k++ {
		if prepositions[r.low(p[k])] {
			return p[k-1]
		}
	}
	return p[len(p)-1]
}

// joined reports whether a phrase is a list: "France and Germany".
func (r *reading) joined(p phrase) bool {
	return slices.ContainsFunc(p, func(i int) bool { return r.low(i) == "and" })
}

var peoples = set(`people police men women children troops`)

// plural reports whether the noun at i looks like one for several.
func (r *reading) plural(i int) bool {
	t := r.toks[i]
	return peoples[t.low] || (!t.caps || i == 0) && strings.HasSuffix(t.low, "s") && !strings.HasSuffix(t.low, "ss") && !strings.HasSuffix(t.low, "us") && !strings.HasSuffix(t.low, "is")
}

// roles are nouns for one person.
var roles = set(`president premier minister chancellor king queen prince princess pope emperor senator governor mayor ambassador envoy chairman chairwoman director spokesman spokeswoman
	secretary general colonel commander leader official officer judge lawyer prosecutor doctor nurse teacher student soldier pilot driver farmer worker singer actor actress writer
	journalist reporter professor man woman boy girl father mother brother sister son daughter wife husband widow victim suspect dictator speaker candidate witness resident activist`)

// namesOver returns the names that contain a span.
func (x *extractor) namesOver(span text.Span) []found {
	i, _ := slices.BinarySearchFunc(x.found, span.End, func(f found, at int) int { return f.Start - at })
	j := i
	for j > 0 && x.found[j-1].End >= span.End {
		j-- // names do not overlap: at most one
	}
	return slices.DeleteFunc(slices.Clone(x.found[j:i]), func(f found) bool { return !f.Contains(span) })
}

// startOfName returns where the name starts that holds a token, or the token's own start.
func (x *extractor) startOfName(t token) int {
	if over := x.namesOver(t.Span); len(over) > 0 {
		return over[0].Start
	}
	return t.Start
}

// fullName returns the words of a noun phrase as they stand, a person's surname made the full name that the article
// gives elsewhere.
func (x *extractor) fullName(span text.Span) string {
	s := span.Of(x.doc.Text)
	i, _ := slices.BinarySearchFunc(x.found, span.Start, func(f found, at int) int { return f.Start - at })
	if i < len(x.found) && x.found[i].Kind == person && x.found[i].Span == span && !x.found[i].Editor {
		s = x.found[i].Name
	}
	s = text.Fold(s)
	if low, rest, ok := strings.Cut(s, " "); ok && determiners[strings.ToLower(low)] {
		return strings.ToLower(low) + " " + rest
	}
	return s
}

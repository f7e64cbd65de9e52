package event

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"timeline/pkg/text"
	"timeline/pkg/timex"
)

// Lengths of what readers see, in runes.
const (
	titleLength   = 95  // of most titles
	titleMost     = 140 // of those that would break if they were cut
	summaryLength = 280
)

// phrase is a selection of a reading's tokens, in the order in which they are shown. Every word of a title is a word
// of its evidence.
type phrase []int

// span returns the tokens [from, to).
func tokensFrom(from, to int) phrase {
	p := make(phrase, 0, max(0, to-from))
	for i := from; i < to; i++ {
		p = append(p, i)
	}
	return p
}

// titleWords returns the words of a phrase that make a title: without those of time, what stands in parentheses and what
// leads in, cut where the sentence can be cut, with no punctuation at its end.
func (r *reading) titleWords(p phrase, own int) phrase {
	p = r.completed(p, own)
	p = r.withoutTimes(p, own)
	p = r.withoutAsides(p)
	p = r.withoutBare(p)
	p = r.withoutSetting(p)
	p = r.trimHead(p)
	p = r.trimTail(p)
	p = r.withoutAccording(p)
	if len(p) > 1 && slices.Contains(r.articles, p[0]) && r.verbIn(p) < 0 {
		p = p[1:] // a noun alone has none
	}
	if len(p) > 2 && auxiliaries[r.low(p[0])] && p[0] > 0 && r.timed[p[0]-1] != 0 && determiners[r.low(p[1])] {
		p = p[1:] // "January 15 was a day of mourning"
	}
	if r.length(p) > titleLength {
		p = r.withoutRelatives(p)
	}
	if r.length(p) > titleLength {
		p = r.withoutRanks(p)
	}
	if r.length(p) > titleLength {
		p = r.withoutManner(p)
	}
	p = r.shorten(p, titleLengths)
	return r.trimTail(p)
}

// withoutAccording leaves out who says so at the head of a phrase: "According to the army it happened".
func (r *reading) withoutAccording(p phrase) phrase {
	if len(p) < 5 || r.low(p[0]) != "according" || r.low(p[1]) != "to" {
		return p
	}
	for k := 3; k < len(p) && k < 9; k++ {
		w := r.low(p[k])
		if w == "," || subjects[w] || determiners[w] || numberWords[w] > 0 {
			rest := p[k:]
			if w == "," {
				rest = p[k+1:]
			}
			if v := r.verbIn(rest); v > 0 {
				return rest
			}
			break
		}
	}
	return p
}

// summary returns the sentence without its words of time and without who says so.
func (r *reading) summary(own int) string {
	p := r.withoutSource(tokensFrom(0, len(r.toks)))
	p = r.withoutTimes(p, own)
	p = r.trimHead(p)
	if r.length(p) > summaryLength {
		p = r.trimTail(r.shorten(p, summaryLengths))
	}
	for len(p) > 0 && r.toks[p[len(p)-1]].kind == punct && !closing[r.low(p[len(p)-1])] {
		p = p[:len(p)-1]
	}
	s := r.render(p)
	if s == "" {
		return ""
	}
	if last, _ := utf8.DecodeLastRuneInString(s); strings.ContainsRune(".!?”\"", last) {
		return s
	}
	return s + "."
}

var closing = set(`” " ) ' ’ . ! ?`)

// beforeTime are words that belong to a following expression of time.
var beforeTime = set(`on in at by since from until till of for during late early earlier later back just about around as over through throughout before after only within mid mid- the last this next past`)

// withoutTimes leaves out expressions of time with the words that tie them to the sentence, but for the own expression aside
// and for a year that is part of a name or of a noun phrase ("the 2015 peace deal").
func (r *reading) withoutTimes(p phrase, own int) phrase {
	drop := make([]bool, len(p))
	r.articles = nil
	inside := false // a quotation that the title shows as one
	for k := range p {
		i := p[k]
		if w := r.low(i); w == "“" || w == "”" || w == "\"" {
			inside = k > 0 && !r.closesQuote(i)
		} else if i == 0 && r.opened {
			inside = k > 0
		}
		if r.timed[i] == 0 || inside || r.staysInTitle(i, own) || r.compound(p, k) || r.needed(p, k) {
			continue
		}
		if r.yearOfNoun(i) {
			drop[k] = r.low(i) != "the"
			continue
		}
		drop[k] = true
		for j := k + 1; j < len(p) && j <= k+r.afterTimes(i); j++ {
			drop[j] = drop[j] || p[j] == p[j-1]+1
		}
		if r.toks[i].poss {
			if drop[k] = !r.heads(i); !drop[k] {
				r.articles = append(r.articles, i)
			}
			continue // "results of Sunday's poll"
		}
		j := k - 1
		for ; j >= 0 && p[j] == p[j+1]-1 && !drop[j] && r.tiesTime(p[j]) && !r.goesOn(p[j]); j-- {
			drop[j] = true
		}
		if j > 1 && j+1 < k && r.edgeOf(p, j) {
			drop[j-2], drop[j-1], drop[j] = true, true, true // "by the end of Thursday"
		}
	}
	for k := 1; k+1 < len(p); k++ { // "on May 3 and May 4"
		joins := coordinators[r.low(p[k])] || r.low(p[k]) == "into" || r.low(p[k]) == "to"
		drop[k] = drop[k] || drop[k-1] && drop[k+1] && joins && p[k+1] == p[k]+1
	}
	r.dropOtherHalf(p, drop, own)
	out := make(phrase, 0, len(p))
	for k, i := range p {
		if !drop[k] {
			out = append(out, i)
		}
	}
	return out
}

// afterTimes returns how many words after the token at i go with the expression of time that ends there: the "evening" of "Sunday evening",
// the "local time" of "8 a.m. local time", a comma between a verb and its object.
func (r *reading) afterTimes(i int) int {
	from, end := r.expression(i)
	switch {
	case end != i+1:
		return 0
	case partOfDay[r.low(end)]:
		return 1
	case r.low(end+1) == "time" && (r.low(end) == "local" || end < len(r.toks) && r.toks[end].caps):
		return 2
	case r.low(end) == "," && end+1 < len(r.toks) && possessives[r.low(end+1)]:
		for from > 0 && r.tiesTime(from-1) {
			from--
		}
		if from > 0 && (r.fin[from-1] || thirdPerson(r.low(from-1))) {
			return 1 // "extends | until May, | its guarantee"
		}
	}
	return 0
}

// needed reports whether the sentence cannot do without the expression of time at p[k]: it is a subject, "Friday was calm", what a verb or
// "of" wants, "spent Friday at sea", or the noun of an ordinal, "a second consecutive night".
func (r *reading) needed(p phrase, k int) bool {
	from, end := r.expression(p[k])
	n := k - (p[k] - from) - 1 // the place before it
	if n >= 0 && p[n] != from-1 || r.toks[end-1].poss {
		return false
	}
	before := r.low(from - 1)
	switch {
	case n < 0:
	case timeObject[before], before == "consecutive" || before == "straight" || before == "successive":
		return p[k] == from || timeObject[before]
	case before == "of" && n > 0 && timeUnits[r.low(from-2)] && p[n-1] == from-2:
		return !edges[r.low(from-2)] && (r.timed[from-2] == 0 || r.staysInTitle(from-2, r.timed[p[k]]))
	}
	if end < len(r.toks) && r.fin[end] && r.segs[r.segmentOf(from)].from == from && r.segmentOf(end) == r.segmentOf(from) {
		return subordinate[before] || n < 0 && !auxiliaries[r.low(end)]
	}
	return false
}

// timeObject are words before a time that is their object.
var timeObject = set(`spent spend spends spending tapped picked chose designated dated`)

// timeUnits are nouns of parts of a time, which "of" completes: "the first three months of 2008".
var timeUnits = set(`hours days weeks months years quarter quarters half`)

// dropOtherHalf marks what a second expression tells of another day after "and", without a verb of its own: "thirty died on
// Monday | and twelve on Tuesday".
func (r *reading) dropOtherHalf(p phrase, drop []bool, own int) {
	for k := 1; k+2 < len(p) && own > 0; k++ {
		if !coordinators[r.low(p[k])] || drop[k] || r.timed[p[k]-1] != own {
			continue
		}
		for n := k + 1; n < len(p) && n < k+8 && p[n] == p[n-1]+1 && !r.fin[p[n]] && r.toks[p[n]].kind != punct; n++ {
			if t := r.timed[p[n]]; t != 0 && t != own && drop[n] && (n+1 == len(p) || r.toks[p[n+1]].kind == punct) {
				for j := k; j <= n; j++ {
					drop[j] = true
				}
				break
			}
		}
	}
}

// edgeOf reports whether the noun at p[j] ties an expression to the sentence together with the words around it: "by the | end | of
// Thursday".
func (r *reading) edgeOf(p phrase, j int) bool {
	if p[j-2] != p[j]-2 || p[j+1] != p[j]+1 {
		return false
	}
	return beforeTime[r.low(p[j-2])] && r.low(p[j-1]) == "the" && edges[r.low(p[j])] && r.low(p[j+1]) == "of"
}

// yearOfNoun reports whether the token at i is of an expression with an article that ends in the year of the noun after it: "in
// the fiscal 2012 harbour bill".
func (r *reading) yearOfNoun(i int) bool {
	from, end := r.expression(i)
	if end-from < 2 || end >= len(r.toks) || r.low(from) != "the" || !r.plainYear(end-1, end) {
		return false
	}
	t := r.toks[end]
	if t.kind != word || t.caps || r.fin[end] || r.opensGap(end) {
		return false
	}
	return !determiners[t.low] && !auxiliaries[t.low] && !pronouns[t.low]
}

// heads reports whether the possessive time at i stands where its noun has no other determiner, so that an article has to
// be written in its place: "results of Sunday's poll" and not "the following day's poll".
func (r *reading) heads(i int) bool {
	if i+1 >= len(r.toks) || r.toks[i+1].kind == punct || r.fin[i+1] || r.timed[i+1] != 0 || prepositions[r.low(i+1)] {
		return false
	}
	a, _ := r.expression(i)
	return a == 0 || !(determiners[r.low(a-2)] && r.nounEnds(a-1)) && !determiners[r.low(a-1)] && !r.toks[a-1].poss && !determiners[r.low(a)]
}

// edges are nouns of the parts of a time.
var edges = set(`end start beginning middle close`)

var partOfDay = set(`morning afternoon evening night noon midnight`)

// goesOn reports whether the word at i belongs to the verb before it: "the strike went on".
func (r *reading) goesOn(i int) bool {
	return r.low(i) == "on" && (Stem(r.low(i-1)) == "go" || r.low(i-1) == "goes")
}

func (r *reading) tiesTime(i int) bool {
	w := r.low(i)
	if w == "in" && r.fin[max(0, i-1)] && i+1 < len(r.toks) && r.timed[i+1] != 0 && strings.HasPrefix(r.times[r.timed[i+1]-1].Raw, "XXXX-WXX") {
		return false // "reports streamed in | Tuesday"
	}
	if w == "back" && r.timed[i+1] != 0 && i > 0 && (r.fin[i-1] || r.infinitiveAt(i-1)) {
		return false // "pulled back | on Friday"
	}
	if w == "shortly" || w == "immediately" || w == "between" {
		return true
	}
	return beforeTime[w] && !(w == "the" && r.low(i+1) != "last")
}

// staysInTitle reports whether the timed token i is kept: durations, sets, and years that qualify a noun, unless the
// year is the event's own date.
func (r *reading) staysInTitle(i int, own int) bool {
	m := r.times[r.timed[i]-1]
	if m.Type == timex.Duration && r.timed[i] == own {
		return false // the event is dated by it: "will vote in ten days"
	}
	if m.Type == timex.Duration || m.Type == timex.Set || strings.HasSuffix(m.Value, "_REF") && m.Len() > 3 {
		return true // a stretch, or a vague word as in "recent bombing"
	}
	if own < 0 {
		return true
	}
	if first := slices.Index(r.timed, r.timed[i]); first > 0 && fixing[r.low(first-1)] {
		return true // "set May 25 for the election"
	}
	if r.timed[i] == own {
		return false
	}
	i, end := r.expression(i)
	return r.attributive(i, end) && (m.Type == timex.Time && r.low(i) == "the" || r.toks[end-1].kind == number && r.toks[end-1].Len() == 4 || r.toks[end].caps && r.namesWithTime(i, end))
}

// expression returns the tokens [from, end) of the expression of time that holds the token i.
func (r *reading) expression(i int) (from, end int) {
	from, end = i, i
	for from > 0 && r.timed[from-1] == r.timed[i] {
		from--
	}
	for end < len(r.toks) && r.timed[end] == r.timed[i] {
		end++
	}
	return from, end
}

// compound reports whether the expression of time at p[k] is the first half of a noun that is torn without it: "after Friday
// prayers", "an April vote" before a consonant.
func (r *reading) compound(p phrase, k int) bool {
	i, end := r.expression(p[k])
	n := k - (p[k] - i) - 1 // the place before it
	if n < 0 || p[n] != i-1 || end >= len(r.toks) || r.toks[end].kind != word || r.toks[end].caps || r.toks[end-1].poss {
		return false
	}
	before, next := r.low(i-1), r.low(end)
	if r.yearOfNoun(i) {
		return false
	}
	if r.low(i) == "the" && end-i > 1 && (before == "in" || before == "during") && r.nounWord(end) && !r.fin[end] {
		return !r.verbBetween(end, min(len(r.toks), end+4)) // "in the dawn attack"
	}
	switch {
	case before == "a" || before == "an":
		return (before == "an") != strings.ContainsRune("aeiou", rune(next[0])) && !r.fin[end]
	case apartFrom[before] || before == "during":
		return worship[next] || end-i == 1 && (isEventNoun(next) || timeUnits[next]) && !r.fin[end]
	case before == "in" && (end-i == 1 && eventNouns[next] || r.nounAfter(end)) && !r.fin[end]:
		return end+1 >= len(r.toks) || r.toks[end+1].kind == punct || !r.verbBetween(end, min(len(r.toks), end+4))
	}
	return worship[next] && !determiners[before]
}

// nounAfter reports whether a noun begins at i, after a time, with which it makes one phrase: "in overnight | fog", "in Friday | earnings
// reports". A plural alone may be the object of a verb before the time.
func (r *reading) nounAfter(i int) bool {
	if r.low(i) == "alone" {
		return true
	}
	if !r.nounWord(i) || gerund(r.low(i)) && !r.endsClause(i+1) {
		return false
	}
	return !strings.HasSuffix(r.low(i), "s") || i+1 < len(r.toks) && r.nounWord(i+1) && !r.fin[i+1]
}

// worship are nouns with the weekday on which they are held.
var worship = set(`prayers prayer sermon sermons mass services`)

// attributive reports whether the expression [i, end) qualifies the noun that follows it: "the 2015 peace deal",
// "Sunday's referendum".
func (r *reading) attributive(i, end int) bool {
	if end >= len(r.toks) || r.toks[end].kind != word || r.toks[end].Start-r.toks[end-1].End > 1 {
		return false
	}
	if r.toks[end-1].poss {
		return true
	}
	if i > 0 && (prepositions[r.low(i-1)] && r.low(i-1) != "of") && !r.plainYear(i, end) {
		return false
	}
	switch w := r.low(end); {
	case r.fin[end], grammatical[w], clauseOpeners[w]:
		return false
	case isAdverb(w), strings.HasSuffix(w, "ing"), w == "ago":
		return false
	}
	return !r.toks[end].caps || r.namesWithTime(i, end)
}

// namesWithTime reports whether the expression is part of a name or qualifies one: "the 2004 Orange Revolution",
// "the May 2 Group", and not "on Friday Obama".
func (r *reading) namesWithTime(i, end int) bool {
	return i > 0 && (r.plainYear(i, end) || r.low(i-1) == "the") && (determiners[r.low(i-1)] || r.toks[i-1].poss)
}

func (r *reading) plainYear(i, end int) bool {
	return end-i == 1 && r.toks[i].kind == number && r.toks[i].Len() == 4
}

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

// withoutSource leaves out who says so at the end of a sentence: ", the White House said in a statement".
func (r *reading) withoutSource(p phrase) phrase {
	k := len(r.segs) - 1
	for k > 0 && r.segs[k].verb < 0 && r.segs[k].to-r.segs[k].from < 5 && !r.speechSegment(k) {
		k--
	}
	if k <= 0 || !r.speechSegment(k) || r.segs[k].open != openComma || r.segs[k].to-r.segs[k].from > 16 {
		return p
	}
	cut := r.segs[k].from - 1
	return slices.DeleteFunc(slices.Clone(p), func(i int) bool { return i >= cut })
}

// length returns the runes of the phrase as it would be rendered, with the mark that closes a quotation which it breaks off.
func (r *reading) length(p phrase) int {
	n, marks := 0, 0
	for k, i := range p {
		if w := r.low(i); w == "\"" || w == "“" || w == "”" {
			marks++
		}
		if k > 0 && (p[k-1] != i-1 || r.toks[i-1].End < r.toks[i].Start) {
			n++
		}
		n += utf8.RuneCountInString(r.shown(i))
	}
	return n + marks%2
}

// render writes the phrase with the spacing of the sentence, a capital at its head, and without quotation marks that
// have lost their partner.
func (r *reading) render(p phrase) string {
	var b strings.Builder
	for k, i := range p {
		t := r.toks[i]
		if k > 0 && t.kind != punct && (p[k-1] != i-1 && !r.opensWord(p[k-1]) || p[k-1] == i-1 && r.toks[i-1].End < t.Start) {
			b.WriteByte(' ')
		} else if k > 0 && t.kind == punct && p[k-1] == i-1 && r.toks[i-1].End < t.Start {
			b.WriteByte(' ')
		} else if k > 0 && t.kind == punct && p[k-1] != i-1 && (!closing[t.low] && t.low != "," || r.opens(i)) {
			b.WriteByte(' ')
		}
		w := r.shown(i)
		if k > 0 && t.low != "i" && (i == r.firstWord() && r.plainFirst || (i == r.firstWord() || p[k-1] > i) && neverName(t.low)) {
			w = strings.ReplaceAll(w, t.Span.Of(r.s), t.low) // the sentence's first word, now inside
		}
		b.WriteString(w)
	}
	return capital(balanceQuotes(text.Fold(b.String())))
}

// neverName reports whether a word is no name even where it has a capital.
func neverName(w string) bool {
	return determiners[w] || pronouns[w] || prepositions[w] || numberWords[w] > 0
}

// firstWord returns the place of the sentence's first word: a quotation mark may stand before it.
func (r *reading) firstWord() int {
	if len(r.toks) > 1 && (r.low(0) == "“" || r.low(0) == "\"") {
		return 1
	}
	return 0
}

// shown returns a token as it is written in a title: a pronoun as what it stands for, the genitive of a time as an article.
func (r *reading) shown(i int) string {
	for n := range r.stand {
		if r.stand[n].token == i {
			return r.stand[n].words
		}
	}
	if slices.Contains(r.articles, i) {
		return "the"
	}
	if i == 0 && r.opened {
		return "\"" + r.toks[i].Span.Of(r.s)
	}
	return r.toks[i].Span.Of(r.s)
}

// opensWord reports whether a quotation mark opens: a word follows it at once, and none stands right before it.
func (r *reading) opensWord(i int) bool {
	return r.opens(i) && (i == 0 || r.toks[i-1].End < r.toks[i].Start)
}

// opens reports whether the mark at i stands right before a word: a quotation mark that opens.
func (r *reading) opens(i int) bool {
	return i+1 < len(r.toks) && r.toks[i+1].Start == r.toks[i].End && r.toks[i+1].kind != punct
}

// balanceQuotes closes a quotation that a title breaks off, and takes off marks that have lost their partner otherwise.
func balanceQuotes(s string) string {
	if strings.Count(s, `"`)%2 != 0 {
		i := strings.LastIndexByte(s, '"')
		if opens := i > 0 && s[i-1] == ' ' && strings.Count(s[i:], " ") > 0; opens {
			s += `"`
		} else {
			s = strings.ReplaceAll(s, `"`, "")
		}
	}
	if open, closed := strings.Count(s, "“"), strings.Count(s, "”"); open == closed+1 && strings.LastIndex(s, "“") > max(0, strings.LastIndex(s, "”")) && strings.Count(s[strings.LastIndex(s, "“"):], " ") > 1 {
		s += "”"
	} else if open != closed {
		s = strings.NewReplacer("“", "", "”", "").Replace(s)
	}
	if strings.Count(s, "‘") > 0 && strings.Count(s, "‘") > strings.Count(s, "’") {
		s = strings.ReplaceAll(s, "‘", "")
	}
	return text.Fold(s)
}

// capital gives the first letter of s a capital.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if unicode.IsLower(r) {
		return string(unicode.ToUpper(r)) + s[size:]
	}
	return s
}

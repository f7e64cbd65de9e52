package event

import (
	"slices"
	"strings"

	"timeline/pkg/text"
)

// This file puts names into titles for words that only the article explains: "there" for a place, "the marines" for "the Dutch
// marines", "the town" for its name, a surname for the full name. A word is replaced where the sentence or what stands before
// it leaves one possibility, and by words of the article alone.

// lookBackTokens is how far back the fuller form of a noun phrase is looked for.
const lookBackTokens = 500

// explain returns what is written for words of a title, and the people that it brings in.
func (x *extractor) explain(r *reading, c clause, shown phrase) (all []stands) {
	if who, ok := x.resolve(r, c); ok {
		all = append(all, who)
	}
	defer func(had []stands) { r.stand = had }(r.stand)
	v := r.verbIn(shown)
	for k, i := range shown {
		if r.stand = all; len(all) > 2 {
			break
		}
		if slices.ContainsFunc(all, func(s stands) bool { return s.token == i }) || r.quoted(i) {
			continue
		}
		if s, ok := x.explainWord(r, shown, k, v); ok {
			all = append(all, s)
		}
	}
	return all
}

// explained returns the words of a title in which others stand for some. They give way, the last first, where the title would be
// cut for them; what stands for its subject stays.
func (r *reading) explained(c clause, shown phrase) phrase {
	for {
		words := slices.DeleteFunc(slices.Clone(c.words), func(i int) bool {
			return slices.ContainsFunc(r.stand, func(s stands) bool { return s.drop == i })
		})
		p := r.titleOf(c, words)
		if n := len(r.stand) - 1; n < 0 || len(p)+len(c.words)-len(words) >= len(shown) || n == 0 && refers[r.low(r.stand[0].token)] {
			return p
		}
		r.stand = r.stand[:len(r.stand)-1]
	}
}

// explainWord returns what is written for the word at p[k]. V is the place of the title's first finite verb.
func (x *extractor) explainWord(r *reading, p phrase, k, v int) (stands, bool) {
	i := p[k]
	t := r.toks[i]
	switch t.low {
	case "he", "she", "his", "her", "him":
		object := t.low == "him" && r.pointer(p, k, v, 1)
		if !object && (r.mentioned(p[:k], t.low) || t.low != "his" && (k > 6 || v >= 0 && k > v)) {
			return stands{}, false
		}
		return x.onlyPerson(r, i)
	case "there":
		if k > 0 && r.pointer(p, k, v, 1) {
			return x.onlyPlace(r, i)
		}
	case "the":
		return x.fuller(r, p, k)
	}
	if t.caps && (i > 0 || !r.plainFirst) && !t.poss && k < 6 && (v < 0 || k < v) {
		return x.fullSurname(r, p, k)
	}
	return stands{}, false
}

// sentenceBefore returns the sentence before a reading's, if it is of a usual length.
func (x *extractor) sentenceBefore(r *reading) (text.Span, bool) {
	n, _ := slices.BinarySearchFunc(x.told, r.toks[0].Start, func(s text.Span, at int) int { return s.Start - at })
	if n == 0 || x.told[n-1].Len() > longSentence {
		return text.Span{}, false
	}
	return x.told[n-1], true
}

// onlyPerson returns the one person of whom the sentence before speaks, for a pronoun in a sentence that speaks of nobody else
// before it.
func (x *extractor) onlyPerson(r *reading, i int) (stands, bool) {
	w := r.low(i)
	own := text.Span{Start: r.toks[0].Start, End: r.toks[i].Start}
	span, ok := x.sentenceBefore(r)
	if !ok || w != "him" && w != "his" && !x.passes(r, w, 0, i) {
		return stands{}, false
	}
	people := within(x.found, span, person)
	if mine := within(x.found, own, person); len(people) == 2 && len(mine) == 1 && w == "him" {
		people = slices.DeleteFunc(people, func(name string) bool { return name == mine[0] })
	} else if len(mine) > 0 && (w != "him" || slices.Contains(people, mine[0])) {
		return stands{}, false
	}
	if len(people) != 1 {
		return stands{}, false
	}
	at := slices.IndexFunc(x.found, func(f found) bool { return f.Name == people[0] && f.Start >= span.Start && f.Kind == person })
	if at < 0 || !x.nobodyElse(span, x.found[at], w) {
		return stands{}, false
	}
	name := people[0]
	if possessives[w] {
		name = possessive(name)
	}
	return stands{token: i, words: name, span: x.found[at].Span, drop: -1}, true
}

func possessive(name string) string {
	if strings.HasSuffix(name, "s") {
		return name + "’"
	}
	return name + "’s"
}

// nobodyElse reports whether a sentence speaks of one person alone, and with no pronoun of the other sex.
func (x *extractor) nobodyElse(span text.Span, f found, w string) bool {
	toks := tokensIn(x.doc.Text, x.toks, span)
	other := "she her"
	if w == "she" || w == "her" {
		other = "he his him"
	}
	after := slices.IndexFunc(toks, func(t token) bool { return t.Start >= f.End })
	named := after >= 0 && (determiners[toks[after].low] || toks[after].low == "as") // "made Reis the new mayor"
	for n, t := range toks {
		switch {
		case t.Start >= f.Start && t.End <= f.End, t.kind != word:
		case strings.Contains(" "+other+" ", " "+t.low+" "):
			return false
		case roles[t.low] || persons[t.low] || titles[t.low]:
			if t.End < f.Start-30 || t.Start > f.End && !(named && n < after+4) { // no title before the name
				return false
			}
		case t.caps && n > 0 && x.mayBePerson(t) && !strings.Contains(f.Name, t.Span.Of(x.doc.Text)):
			return false
		}
	}
	return true
}

// onlyPlace returns "in" and the one place that the sentence names before a "there", or else the sentence before.
func (x *extractor) onlyPlace(r *reading, i int) (stands, bool) {
	spans := []text.Span{{Start: r.toks[0].Start, End: r.toks[i].Start}}
	if s, ok := x.sentenceBefore(r); ok {
		spans = append(spans, s)
	}
	for _, span := range spans {
		f, n := x.placeIn(span)
		if n == 0 {
			continue
		}
		toks := tokensIn(x.doc.Text, x.toks, span)
		at := slices.IndexFunc(toks, func(t token) bool { return t.Start == f.Start })
		if n > 1 || at < 1 || toks[at-1].low != "in" && toks[at-1].low != "at" {
			return stands{}, false
		}
		return stands{token: i, words: toks[at-1].low + " " + f.Of(x.doc.Text), span: f.Span, drop: -1}, true
	}
	return stands{}, false
}

// placeIn returns the place that a span names and how many it names; a country counts only where nothing smaller is named.
func (x *extractor) placeIn(span text.Span) (place_ found, n int) {
	at, _ := slices.BinarySearchFunc(x.found, span.Start, func(f found, at int) int { return f.Start - at })
	small := false
	for _, f := range x.found[at:] {
		if f.End > span.End {
			break
		}
		country := x.names.countries[f.Name]
		if f.Kind != place || country && small || x.names.demonym[strings.ToLower(f.Of(x.doc.Text))] != "" {
			continue
		}
		gap := ""
		if n > 0 && f.Start > place_.End {
			gap = x.doc.Text[place_.End:min(f.Start, place_.End+5)]
		}
		switch {
		case gap == ", " && n == 1: // "Sines, Portugal"
		case gap == " in " && n == 1: // "the Trade House in Sines"
			place_ = f
		case !country && !small:
			place_, n, small = f, 1, true
		case n == 0 || f.Name != place_.Name:
			place_, n = f, n+1
		}
	}
	return place_, n
}

// settlements are nouns of which a name says which.
var settlements = set(`city town village suburb`)

// fuller returns what is written for a noun phrase that starts with the "the" at p[k]: the name of a town, or what an earlier
// phrase with the same noun says more of it.
func (x *extractor) fuller(r *reading, p phrase, k int) (stands, bool) {
	head := k + 1
	for head < len(p) && p[head] == p[head-1]+1 && r.nounWord(p[head]) && !r.fin[p[head]] {
		head++
	}
	head--
	if head == k || head > k+3 || r.toks[p[head]].poss && head+1 < len(p) && !settlements[r.low(p[head])] {
		return stands{}, false
	}
	for _, i := range p[k+1 : head+1] {
		if r.toks[i].caps {
			return stands{}, false
		}
	}
	if r.furtherSaid(p, k, head) {
		return stands{}, false
	}
	if settlements[r.low(p[head])] {
		if head > k+1 {
			return stands{}, false
		}
		s, ok := x.town(r, p[k], p[head])
		return s, ok && !r.shows(p, s.words)
	}
	s, ok := x.earlier(r, p[k], p[head])
	return s, ok && !r.shows(p, x.nameOf(s.span, r.low(p[head])))
}

// furtherSaid reports whether what follows the noun at p[head], of a phrase that starts at p[k], says which one is meant: "the deal
// that", "the bridge in Porto".
func (r *reading) furtherSaid(p phrase, k, head int) bool {
	next := p[head] + 1
	if next >= len(r.toks) || r.timed[next] != 0 || r.toks[next].kind != word {
		return false
	}
	w := r.low(next)
	if w == "of" || w == "to" || clauseOpeners[w] {
		return true
	}
	if !prepositions[w] || r.fin[next-1] || head+1 >= len(p) || p[head+1] != next {
		return false
	}
	return k > 0 || w == "in" || w == "on" || w == "at" || w == "for"
}

// nameOf returns the last word of a span that is not the noun that it is about.
func (x *extractor) nameOf(span text.Span, noun string) string {
	toks := tokensIn(x.doc.Text, x.toks, span)
	if n := len(toks); n > 1 && toks[n-1].low == noun {
		toks = toks[:n-1]
	}
	return toks[len(toks)-1].low
}

// shows reports whether a title has a name already.
func (r *reading) shows(p phrase, name string) bool {
	name = lastWord(strings.TrimSuffix(strings.TrimSuffix(name, "’s"), "’"))
	return slices.ContainsFunc(p, func(i int) bool { return r.low(i) == name })
}

// nounWord reports whether the word at i can be part of a noun phrase after its determiner.
func (r *reading) nounWord(i int) bool {
	t := r.toks[i]
	return t.kind == word && r.timed[i] == 0 && !grammatical[t.low] && !clauseOpeners[t.low] && !isAdverb(t.low)
}

// town returns the name for "the town": of the one place that the sentence names before it, or the sentence before, or the
// headline.
func (x *extractor) town(r *reading, the, head int) (stands, bool) {
	spans := []text.Span{{Start: r.toks[0].Start, End: r.toks[the].Start}}
	if s, ok := x.sentenceBefore(r); ok {
		spans = append(spans, s)
	}
	for _, span := range append(spans, x.title) {
		f, n := x.placeIn(span)
		if n == 0 {
			continue
		}
		words := f.Of(x.doc.Text)
		if n > 1 || x.names.countries[f.Name] || upper(strings.ReplaceAll(words, ".", "")) || strings.Contains(words, " ") && placeHeads[lastWord(words)] {
			break
		}
		words = strings.TrimSuffix(strings.TrimSuffix(words, "'s"), "’s")
		if r.toks[head].poss {
			words = possessive(words)
		}
		return stands{token: head, words: words, span: f.Span, drop: the}, true
	}
	return stands{}, false
}

// earlier looks back for a phrase with the same noun and a name: "the Dutch marines", "Spain's foreign ministry", "the camp on
// Freedom Square". Another name with the same noun, or a new one without a name, leaves it open.
func (x *extractor) earlier(r *reading, the, head int) (stands, bool) {
	h := r.toks[head]
	from, ok := slices.BinarySearchFunc(x.toks, h.Start, func(t token, at int) int { return t.Start - at })
	if !ok || stopWords[h.low] || len(h.low) < 4 || directions[h.low] {
		return stands{}, false
	}
	var best stands
	key := ""
	for j := from - 1; j >= max(0, from-lookBackTokens); j-- {
		if x.toks[j].low != h.low || x.toks[j].poss || x.toks[j].caps && strings.HasSuffix(h.low, "s") {
			continue // "LONDON Dockers went on strike"
		}
		s, name := x.described(r, j, the, head)
		switch {
		case name == "new" && key == "":
			return stands{}, false
		case name == "" || name == "new" || name == key:
		case key != "":
			return stands{}, false
		default:
			best, key = s, name
		}
	}
	return best, key != ""
}

// directions are nouns for parts of any place.
var directions = set(`north south east west centre center middle interim outskirts suburbs`)

// described returns what the phrase around the noun at token j of the text says more than the one at [the, head] of a sentence,
// and by which name; "new" for the name of one that an indefinite article brings in.
func (x *extractor) described(r *reading, j, the, head int) (stands, string) {
	from := j
	for from > 0 && j-from < 4 && x.toks[from-1].kind == word && adjoins(x.doc.Text, x.toks[from-1], x.toks[from]) && premodifier(x.toks[from-1]) {
		from--
	}
	for n := 1; n < head-the; n++ { // the words between "the" and the noun are the same
		if j-n < from || x.toks[j-n].low != r.low(head-n) {
			return stands{}, ""
		}
	}
	extra := x.toks[from : j-(head-the-1)]
	for len(extra) > 0 && (!extra[0].caps || numberLike(extra[0]) || sentenceFirst(x.toks, j-(head-the-1)-len(extra)) && !x.knownName(extra[0])) {
		extra = extra[1:]
	}
	if len(extra) > 0 && slices.ContainsFunc(extra, func(t token) bool { return t.caps && !x.plainWord(t) }) {
		return x.prefixed(r, extra, j, the, head)
	}
	if s, name, ok := x.located(r, j, head); ok {
		return s, name
	}
	if from > 0 && (x.toks[from-1].low == "a" || x.toks[from-1].low == "an" || x.toks[from-1].low == "another") {
		return stands{}, "new"
	}
	return stands{}, ""
}

// knownName reports whether a token is, or is part of, a name of a known kind, or a nationality.
func (x *extractor) knownName(t token) bool {
	return x.names.demonym[t.low] != "" || slices.ContainsFunc(x.namesOver(t.Span), func(f found) bool { return f.Kind == place || f.Kind == person })
}

// prefixed returns what is written for the phrase at [the, head] so that it has the words that stand before its noun elsewhere,
// and the last of these.
func (x *extractor) prefixed(r *reading, extra []token, j, the, head int) (stands, string) {
	last := extra[len(extra)-1]
	owned := slices.ContainsFunc(extra, func(t token) bool { return t.poss })
	loose := slices.ContainsFunc(extra, func(t token) bool { return !t.caps })
	if owned && !last.poss || loose && !extra[0].poss && x.names.demonym[extra[0].low] == "" && !strings.Contains(extra[0].low, ".") {
		return stands{}, "" // "Police leave Porto square"
	}
	s := stands{token: head, span: text.Span{Start: extra[0].Start, End: x.toks[j].End}, drop: -1}
	if head > the+1 { // words between them stay
		s.token, s.span.End = the, last.End
	}
	s.words = text.Fold(s.span.Of(x.doc.Text))
	switch {
	case s.token == the && !owned:
		s.words = r.toks[the].Of(x.doc.Text) + " " + s.words
	case s.token == head && (owned || squares[r.low(head)] && x.toks[j].caps && !x.definite(extra[0])):
		s.drop = the // "Freedom Square"
	}
	if s.token == head && r.toks[head].poss {
		s.words = possessive(s.words)
	}
	return s, last.low
}

// squares are nouns in names that need no article.
var squares = set(`square street avenue boulevard park stadium airport`)

// definite reports whether a "the" stands before a token.
func (x *extractor) definite(t token) bool {
	n, _ := slices.BinarySearchFunc(x.toks, t.Start, func(t token, at int) int { return t.Start - at })
	return n > 0 && x.toks[n-1].low == "the"
}

// located returns the noun at token j of the text with the name that a preposition ties to it: "camp on Freedom Square".
func (x *extractor) located(r *reading, j, head int) (stands, string, bool) {
	to := j + 2
	if to >= len(x.toks) || x.toks[j+1].low != "of" && x.toks[j+1].low != "near" && x.toks[j+1].low != "in" && x.toks[j+1].low != "on" && x.toks[j+1].low != "at" {
		return stands{}, "", false
	}
	if x.toks[to].low == "the" {
		to++
	}
	end := to
	for end < len(x.toks) && end < to+4 && x.toks[end].caps && !notNames[x.toks[end].low] && (end == to || !x.toks[end-1].poss) {
		end++
	}
	if end == to || x.toks[end-1].poss || r.toks[head].poss || x.names.demonym[x.toks[end-1].low] != "" {
		return stands{}, "", false
	}
	span := text.Span{Start: x.toks[j].Start, End: x.toks[end-1].End}
	return stands{token: head, words: text.Fold(span.Of(x.doc.Text)), span: span, drop: -1}, x.toks[end-1].low, true
}

func adjoins(s string, a, b token) bool { return b.Start-a.End == 1 && s[a.End] == ' ' }

// premodifier reports whether a word can stand between a determiner and its noun.
func premodifier(t token) bool {
	switch w := t.low; {
	case grammatical[w], clauseOpeners[w], isAdverb(w), notNames[w]:
		return false
	case speech[w], irregularPast[w] != "", strings.HasSuffix(w, "ed"):
		return false // a verb
	}
	return t.caps || t.poss || !strings.HasSuffix(t.low, "s") // a plural is a noun by itself
}

// sentenceFirst reports whether the token at i has its capital from its place in the text.
func sentenceFirst(toks []token, i int) bool {
	return i == 0 || toks[i-1].kind == punct && strings.Contains(".!?:", toks[i-1].low) || toks[i].Start-toks[i-1].End > 1
}

// fullSurname returns the full name for a surname alone that the article gives before: "Monajed" is "Ausama Monajed".
func (x *extractor) fullSurname(r *reading, p phrase, k int) (stands, bool) {
	i := p[k]
	t := r.toks[i]
	if len(t.low) < 4 || r.plural(i) || upper(t.Of(r.s)) || x.names.demonym[t.low] != "" {
		return stands{}, false
	}
	if i > 0 && r.leadsName(i-1) || r.capitalised(i+1) || x.plainWord(t) {
		return stands{}, false // part of a longer name, or no name
	}
	if i+1 < len(r.toks) && r.timed[i+1] == 0 && r.nounWord(i+1) && !r.fin[i+1] && k+1 < len(p) && p[k+1] == i+1 {
		return stands{}, false // "Marlow loyalists"
	}
	if i > 0 && placing[r.low(i-1)] {
		return stands{}, false // "from Valencia"
	}
	if slices.ContainsFunc(x.namesOver(t.Span), func(f found) bool { return f.Span != t.Span || f.Kind == place || f.Kind == organization || f.Editor }) {
		return stands{}, false
	}
	full := ""
	for _, f := range x.found {
		if !f.hasSurname(t.low) {
			continue
		}
		if first, _, _ := strings.Cut(f.Name, " "); upper(first) || titles[strings.ToLower(first)] || x.lower()[strings.ToLower(first)] {
			continue
		}
		if full != "" && full != f.Name {
			return stands{}, false
		}
		if f.Start > t.Start && full == "" {
			return stands{}, false // named in full only later
		}
		full = f.Name
	}
	if full == "" || strings.HasPrefix(full, "The ") {
		return stands{}, false
	}
	return stands{token: i, words: full, span: t.Span, drop: -1}, true
}

// capitalised reports whether a word with a capital, and no time, stands at i.
func (r *reading) capitalised(i int) bool {
	return i >= 0 && i < len(r.toks) && r.toks[i].caps && r.timed[i] == 0
}

// leadsName reports whether the word at i belongs to a name after it: "Ana" Reis, "Dr" Reis, "J." Reis, "the" Reis group, Bank "of"
// Marlow.
func (r *reading) leadsName(i int) bool {
	w := r.low(i)
	return r.capitalised(i) || titles[w] || w == "the" || w == "." || inName[w] && i > 0 && r.toks[i-1].caps
}

// hasSurname reports whether a name can be that of a person, of two or three words, with the surname w at its end.
func (f found) hasSurname(w string) bool {
	n := len(f.Name) - len(w)
	if f.Editor || f.Kind != person && f.Kind != other {
		return false
	}
	if n < 2 || f.Name[n-1] != ' ' || !strings.EqualFold(f.Name[n:], w) {
		return false
	}
	return strings.Count(f.Name, " ") <= 2 && !strings.Contains(f.Name, " of ")
}

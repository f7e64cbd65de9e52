package event

import (
	"strconv"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/source"
	"timeline/pkg/text"
	"timeline/pkg/timex"
)

// This file doubts what a clause and its expression say together. An expression that the clause's own tense contradicts, or
// that stands with another noun or verb, dates something else: such a mention is not made, or is weak, so that it only adds
// to an event that others tell. No date is made from another by guessing.

// tense is that of a finite verb.
type tense uint8

const (
	noTense tense = iota
	pastTense
	presentTense
	perfectTense
	modalTense
)

// tenseOf returns the tense of the finite verb at f.
func (r *reading) tenseOf(f int) tense {
	if f < 0 || r.low(f-1) == "to" {
		return noTense
	}
	switch w := r.low(f); {
	case modals[w]:
		return modalTense
	case w == "has" || w == "have" || w == "hasn't" || w == "haven't":
		if r.perfect(f) {
			return perfectTense
		}
		return presentTense
	case present[w]:
		return presentTense
	case participle(w) || w == "was" || w == "were" || w == "had" || w == "did" || strings.HasSuffix(w, "n't"):
		return pastTense
	}
	return presentTense
}

// present are auxiliaries that are always in the present.
var present = set(`is are am isn't aren't do does don't doesn't`)

// comes are verbs whose participle is their base form.
var comes = set(`come become overcome run`)

// perfect reports whether a participle follows the "has" or "had" at f.
func (r *reading) perfect(f int) bool {
	for j := f + 1; j < len(r.toks) && j < f+5; j++ {
		switch w := r.low(j); {
		case w == "been" || participle(w) || comes[w]:
			return true
		case r.timed[j] != 0 || isAdverb(w):
		default:
			return false
		}
	}
	return false
}

// finiteAt returns the place of the finite verb of a clause that no noun names, or -1.
func (r *reading) finiteAt(c clause) int {
	if c.nominal || c.verb < 0 {
		return -1
	}
	return r.segs[r.segmentOf(c.verb)].verb
}

// misdated reports whether the expression at tokens [a, b) cannot be the time of the clause that was chosen for it.
func (x *extractor) misdated(r *reading, c clause, m timex.Mention, a, b int, role source.Role) bool {
	if r.belongsElsewhere(m, a, b) || x.around(m.Date) {
		return true
	}
	f := r.finiteAt(c)
	if f < 0 || m.Date.IsZero() || x.doc.Published.IsZero() || role != source.Prose && role != source.ListItem || c.status == Expected || r.entry(b) {
		return false
	}
	_, last := m.Date.Bounds()
	published, _ := x.doc.Published.Bounds()
	return last < published && r.tenseOf(f) == presentTense && !speech[r.low(c.verb)] && r.low(a-1) != "since"
}

// around reports whether a decade or century is that of the article: "in the 21st century" is now.
func (x *extractor) around(v date.Value) bool {
	if v.IsZero() || v.Interval || v.Grain() < date.Decade || x.doc.Published.IsZero() {
		return false
	}
	first, last := v.Bounds()
	published, _ := x.doc.Published.Bounds()
	return first <= published && published <= last
}

// entry reports whether the expression that ends before b stands at the head of an entry of a chronicle: "May 3 - The bridge
// opens".
func (r *reading) entry(b int) bool {
	if b > 4 || b >= len(r.toks) {
		return false
	}
	switch r.low(b) {
	case "-", "–", "—", "--", ":":
		return true
	}
	return false
}

// belongsElsewhere reports whether an expression measures something else than the time of an event: "her last day at
// school", "the second half of the loan", "the day before the bridge opened", "between 1000 and 2000 were hurt".
func (r *reading) belongsElsewhere(m timex.Mention, a, b int) bool {
	first, next, before := r.low(a), r.low(b), r.low(a-1)
	if s := r.s; m.Start > 0 && s[m.Start-1] == '-' && a > 0 && r.toks[a-1].kind != number {
		return true // "T-90S"
	}
	ordinal := first == "last" || first == "first" || first == "next" || first == "second" || first == "final"
	if ordinal && (possessives[before] || before == "my" || before == "our" || before == "your" || a > 0 && r.toks[a-1].poss && r.timed[a-1] == 0) {
		return true
	}
	if strings.HasSuffix(r.low(b-1), "half") && next == "of" && r.low(b+1) != "" && (b+1 >= len(r.toks) || r.timed[b+1] == 0) {
		return true
	}
	if w := r.low(b - 1); (w == "before" || w == "after") && b-a > 1 && (determiners[next] || pronouns[next] || b < len(r.toks) && r.toks[b].caps) {
		return true
	}
	if b == a+1 && r.toks[a].kind == number && r.toks[a].Len() == 4 && r.toks[a].low < earliestYear && before != "year" && r.low(b) != "ad" {
		return true
	}
	if r.low(a-1) == "and" && r.low(a-2) == "then" || b < len(r.toks) && sites[next] && r.toks[b].caps && m.Date.Grain() <= date.DayGrain {
		return true // "between then and May", "the 6 October Bridge"
	}
	if r.agedAt(a, b) || r.joinedYear(m, b) || r.namedSo(a, b) || r.low(b-2) == "or" && smallNumbers[r.low(b-1)] || next == "or" && b+1 < len(r.toks) && (r.low(b+1) == "so" || smallNumbers[r.low(b+1)] || r.toks[b+1].kind == number) {
		return true
	}
	if m.Type == timex.Time && b+1 < len(r.toks) && (next == "between" || next == "into") && r.timed[b+1] != 0 {
		return true // "overnight between 3 and 4 May"
	}
	least := date.Century
	if determiners[before] || determiners[first] && first != "the" {
		least = date.Decade // "a 1980s car"
	}
	return !m.Date.IsZero() && !m.Date.Interval && m.Date.Grain() >= least && !isEventNoun(next) && !isEventNoun(r.low(b+1)) && b < len(r.toks) && r.toks[b].kind == word && r.toks[b].Start-r.toks[b-1].End <= 1 &&
		!prepositions[next] && !coordinators[next] && !r.fin[b] && !subordinate[next] && !relatives[next] && !auxiliaries[next]
}

// sites are what is named after a famous day.
var sites = set(`bridge street square road avenue movement city governorate brigade brigades party stadium hospital university airport plaza boulevard group committee`)

// surnames are words for times that are names of people as well.
var surnames = set(`summer summers winter winters spring autumn easter`)

// namedSo reports whether the word at [a, b) is somebody's name: "Nick Easter", "Summer's salary".
func (r *reading) namedSo(a, b int) bool {
	if b != a+1 || !surnames[r.low(a)] || !r.toks[a].caps || a == r.firstWord() {
		return false
	}
	p := r.toks[a-1]
	return r.low(a) != "easter" && r.toks[a].poss || p.caps && p.kind == word && a-1 != r.firstWord() || p.kind == punct && p.low != ","
}

// agedAt reports whether the decade at [a, b) is that of a life: "Ana Reis, early 30s, was found".
func (r *reading) agedAt(a, b int) bool {
	w := r.low(b - 1)
	if len(w) != 3 || !strings.HasSuffix(w, "0s") {
		return false
	}
	for i := a - 1; i < b; i++ {
		if r.low(i) == "the" || r.low(i) == "'" || r.low(i) == "’" {
			return false
		}
	}
	return true
}

// joinedYear reports whether an expression without a year is joined to one that has it: "in July and August of last year".
func (r *reading) joinedYear(m timex.Mention, b int) bool {
	if w := r.low(b); w != "and" && w != "or" && w != "to" && w != "through" || b+1 >= len(r.toks) || r.timed[b+1] == 0 || !strings.HasPrefix(m.Raw, "XXXX-") {
		return false
	}
	n := r.times[r.timed[b+1]-1]
	end := min(len(r.s), n.End+16)
	return n.Date.From.Year != m.Date.From.Year || strings.HasPrefix(r.s[n.End:end], " of last year") || strings.HasPrefix(r.s[n.End:end], " last year")
}

// earliestYear is the first year that a plain number is taken for.
const earliestYear = "1200"

// contradicted reports whether a clause tells as past what its date says is to come: the date is that of another day, or of
// something else in the sentence.
func (x *extractor) contradicted(r *reading, c clause, v date.Value, a int) bool {
	if v.IsZero() || x.doc.Published.IsZero() || c.status != Reported || c.act {
		return false
	}
	f := r.finiteAt(c)
	if c.nominal && c.apart {
		f = r.segs[r.segmentOf(a)].verb // "who took up arms after the raid in February"
	}
	if t := r.tenseOf(f); t != pastTense && t != perfectTense || aims[r.low(a-1)] || promises[r.low(c.verb)] || plans[r.low(c.verb)] || fixes[Stem(r.low(c.verb))] || fixing[r.low(c.verb)] || fixing[r.low(a-1)] {
		return false
	}
	first, last := v.Bounds()
	_, published := x.doc.Published.Bounds()
	return first > published || v.Interval && first != date.OpenStart && last != date.OpenEnd && last > published+2
}

// aims are words before a day that something was set for.
var aims = set(`for until till by through to from before`)

// doubtful reports whether a mention says too little that is sure to be an event by itself.
func (x *extractor) doubtful(r *reading, c clause, m timex.Mention, a, b int) bool {
	if r.otherNoun(c, m, a, b) || r.compared(a) || r.runOns() > 1 || len(r.times) >= tableTimes {
		return true
	}
	if c.nominal {
		return false
	}
	f := r.finiteAt(c)
	if f < 0 {
		return false
	}
	first, last := m.Date.Bounds()
	published, publishedLast := x.doc.Published.Bounds()
	known := !m.Date.IsZero() && !x.doc.Published.IsZero()
	switch t := r.tenseOf(f); {
	case r.low(f+1) == "likely" || r.low(f+1) == "unlikely", known && last > published && (r.low(a-1) == "until" || r.low(a-1) == "till"), t == pastTense && r.low(a-1) == "since" && !c.when && !r.lasts(c):
		return true
	case r.possible(c), t == modalTense && supposing[r.low(r.firstWord())]:
		return true
	case t == presentTense && present[r.low(f)] && c.status != Expected && r.progressive(f):
		return true // "is feeding its neighbours today"
	case known && a-f > farWords && m.Date.Grain() >= date.Month:
		return true
	case t == presentTense && c.status != Expected && !news[r.low(f)] && !r.passive(f) && !((r.low(f) == "has" || r.low(f) == "have") && r.eventAhead(f+1)) && !speech[r.low(f)] && !speech[r.low(c.verb)]:
		return true // "does not seem", "depends"
	case t == perfectTense && known && last < published && first != date.OpenStart && !m.Date.Interval && r.low(a-1) != "since" && r.segmentOf(a) == r.segmentOf(f):
		return true // "dozens have been found, one on Friday"
	case t == modalTense && doubtful[r.low(f)]:
		return true
	case t == modalTense && known && last < published && publishedLast == published:
		return true // "would have", "would often"
	}
	until := m.Date.IsZero() || r.low(a-1) == "until" || r.low(a-1) == "till"
	return !until && r.stative(c, f) || r.habitual(f) || r.habitual(a-2) || r.habitual(c.verb) || r.gerundBetween(f, a)
}

// tableTimes is how many expressions make of a sentence a table or a life in dates.
const tableTimes = 7

// farWords is how many words after its verb a month or year hardly belongs to it any more.
const farWords = 15

// progressive reports whether a form in -ing follows the auxiliary at f.
func (r *reading) progressive(f int) bool {
	for j := f + 1; j < len(r.toks) && j < f+4; j++ {
		if w := r.low(j); r.timed[j] == 0 && !isAdverb(w) {
			return len(w) > 4 && strings.HasSuffix(w, "ing")
		}
	}
	return false
}

// news are verbs whose present tells news.
var news = presentVerbs

// supposing are words that begin what is only supposed.
var supposing = set(`assuming if unless should provided suppose supposing`)

// possible reports whether a clause says only what can be: "can qualify on Sunday".
func (r *reading) possible(c clause) bool {
	for k, i := range c.words {
		w := r.low(i)
		if k > 10 || speech[w] {
			return false
		}
		if w == "perhaps" || w == "maybe" || (w == "likely" || w == "unlikely") && k > 0 || w == "can" || w == "cannot" || w == "could" || w == "might" || w == "may" && !r.toks[i].caps {
			return true
		}
		if r.fin[i] && !auxiliaries[w] {
			return false
		}
	}
	return false
}

// otherNoun reports whether the expression at [a, b) stands with a noun that names no event, and not with the clause: "Ana
// Reis, the candidate of 2008, said", "a law passed by parliament in 2001, the mayor said".
func (r *reading) otherNoun(c clause, m timex.Mention, a, b int) bool {
	if !c.nominal && r.toks[b-1].poss {
		return true // "today's pain will pass"
	}
	switch w := r.low(a - 1); {
	case c.nominal:
	case (w == "after" || w == "before") && m.Type == timex.Date, w == "by" && c.status == Reported:
		return true // some time after or before it
	case w == "for" && m.Date.Grain() >= date.Month && r.nounEnds(a-2) && !isEventNoun(r.low(a-2)):
		return true // "a forecast for 2008"
	case b == a+1 && strings.Contains(r.low(a), "-") && b < len(r.toks) && r.toks[b].kind == word && !prepositions[r.low(b)] && !r.fin[b]:
		return true // "first-quarter profit"
	}
	if r.low(a-1) == "from" && !c.apart && (r.low(b-1) == "ago" || m.Date.Grain() >= date.Week) && r.nounEnds(a-2) {
		return true // "undo the laws from last month"
	}
	k := r.segmentOf(a)
	s := r.segs[k]
	if k == 0 && s.verb < 0 && !c.nominal && len(r.segs) > 1 && r.segs[1].verb >= 0 && r.segs[1].open == openComma && a > s.from+3 && (r.low(s.from) == "a" || r.low(s.from) == "an" || r.low(s.from) == "the") {
		return true // "A judge in Lisbon from 2001 to 2006, Marlow joined the bank"
	}
	if c.nominal || k == 0 || s.open != openComma || s.verb >= 0 || a == s.from {
		return false
	}
	t := r.toks[s.from]
	if t.kind != word || r.timed[s.from] != 0 || prepositions[t.low] || beforeTime[t.low] && !determiners[t.low] || coordinators[t.low] || subordinate[t.low] || isAdverb(t.low) {
		return false
	}
	for i := s.from; i < a; i++ {
		if coordinators[r.low(i)] {
			return false // the last of a list
		}
	}
	return !strings.HasSuffix(t.low, "ing")
}

// compared reports whether the expression at a is what something is measured against: "from 2.4 million a year ago", "than
// on Tuesday".
func (r *reading) compared(a int) bool {
	for i := a - 1; i >= 0 && i >= a-8; i-- {
		w := r.low(i)
		switch {
		case w == "compared" || w == "versus" || w == "than" && i+4 > a && (i+1 == a || r.toks[i+1].kind != number):
			return true
		case w == "from" && i+1 < a:
			for j := i + 1; j < a && j <= i+4; j++ {
				if r.low(j) == "to" || r.timed[j] != 0 {
					return false
				}
				if r.toks[j].kind == number || r.low(j) == "$" || r.low(j) == "€" || r.low(j) == "£" {
					return true
				}
			}
		}
		if r.fin[i] || r.toks[i].kind == punct && (w == "," || w == ";") {
			return false
		}
	}
	return false
}

// stems returns the stems of the words of a list.
func stems(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[Stem(w)] = true
	}
	return m
}

// statives are verbs, as stems, that tell how things are.
var statives = stems(`remain feel know knew want hope believe think fear live depend contain include consist belong exist mean resemble deserve love like hate worry tend need own
	involve require represent relate lack suffer matter prefer understand`)

// stative reports whether a clause tells how something is or was: "was a member of the council", "remained in hospital". A
// predicate that names something that happens keeps it an event.
func (r *reading) stative(c clause, f int) bool {
	w := r.low(f)
	i := f
	if (w == "has" || w == "have" || w == "had") && r.low(f+1) == "been" || modals[w] && r.low(f+1) == "be" {
		w, i = "was", f+1
	}
	switch {
	case seeming[r.low(c.verb)] && r.low(c.verb+1) != "to" && r.low(c.verb+1) != "in",
		w == "looked" && looks[r.low(f+1)], r.low(f-1) == "it" && (w == "was" || w == "is") && r.low(f+2) == "to",
		w == "used" && r.low(f+1) == "to", r.low(f-1) == "what" && f-1 > 0 && prepositions[r.low(f-2)]:
		return true
	case f > 0 && r.timed[f-1] != 0 && r.segs[r.segmentOf(f)].from == 0 && r.timed[0] == r.timed[f-1]:
		return false // "May 3 was a day of mourning"
	case w == "is" || w == "are" || w == "was" || w == "were" || w == "wasn't" || w == "weren't":
		return !r.passive(i) && !r.eventAhead(i+1)
	case (w == "has" || w == "have" || w == "had") && !r.perfect(i):
		return r.low(i+1) != "to" && !r.eventAhead(i+1)
	case w == "has" || w == "have":
		return c.verb >= 0 && (r.low(c.verb) == "become" || statives[Stem(r.low(c.verb))]) // "has become the centre of the trade"
	}
	return c.verb >= 0 && statives[Stem(r.low(c.verb))]
}

// outcomes are nouns that name an event after "was" or "had".
var outcomes = set(`success victory defeat win loss setback breakthrough turnout arrival departure handover record`)

// seeming are verbs that say how something was taken.
var seeming = set(`seem seemed seems`)

// looks are words with which "looked" says how something seemed.
var looks = set(`ever like set more increasingly as less likely good bad poised ready`)

// predicate is how many words after "was" are looked at for what it says.
const predicate = 7

// eventAhead reports whether a word from i on, in its segment, names something that happens.
func (r *reading) eventAhead(i int) bool {
	end := min(len(r.toks), i+predicate)
	for ; i < end; i++ {
		w := r.low(i)
		if r.toks[i].kind == punct && w != "\"" && w != "“" {
			return false
		}
		if r.timed[i] == 0 && (eventNouns[w] || outcomes[w] || w == "first" && r.low(i+1) == "to" || len(w) > 3 && classes[stem(w)] != nil) {
			return true
		}
	}
	return false
}

// habits are words of what goes on again and again.
var habits = set(`usually often typically always normally sometimes frequently generally rarely seldom mostly traditionally`)

// habitual reports whether the clause with the finite verb at f tells of what goes on again and again.
func (r *reading) habitual(f int) bool {
	for i := max(0, f-2); i < len(r.toks) && i <= f+2; i++ {
		if habits[r.low(i)] {
			return true
		}
	}
	return false
}

// gerunds are words before a verb in -ing that has its own time.
var gerunds = set(`after before since while when without by for despite from`)

// gerundBetween reports whether a verb in -ing after a preposition stands between the clause's verb and its time: "has
// struggled since taking the port in May". The time may be that of either.
func (r *reading) gerundBetween(f, a int) bool {
	for i := f + 1; i+1 < a; i++ {
		next := r.low(i + 1)
		if !gerunds[r.low(i)] || len(next) < 5 || !strings.HasSuffix(next, "ing") || eventNouns[next] || r.timed[i+1] != 0 || r.toks[i+1].caps || i+2 >= a {
			continue
		}
		if t := r.toks[i+2]; t.caps || determiners[t.low] || pronouns[t.low] || t.kind == number || t.low == "to" {
			return true
		}
	}
	return false
}

// poorLead reports whether the first sentence of an article does not tell what happened on the day of it: how things are, what
// somebody thinks, what was before, or a line without an end.
func (x *extractor) poorLead(r *reading, c clause, e *Mention) bool {
	f := r.finiteAt(c)
	t := r.tenseOf(f)
	first := r.low(r.firstWord())
	switch {
	case f < 0, t != pastTense && t != perfectTense, t == pastTense && len(e.Classes) == 0:
		return true
	case leadless[first], IsPronoun(first), len(x.told) > 1:
		return true
	case !r.ends(), r.runOns() > 0, x.talky(e.Quote.Start):
		return true
	}
	return r.stative(c, f) || r.habitual(f) || r.possible(c)
}

// leadless are words with which no first sentence of a report of the day begins.
var leadless = set(`before by from since if although though here this that these those it there`)

// counterfactual reports whether a sentence tells what would have been: "Had the mayor stayed, he would have won".
func (r *reading) counterfactual() bool {
	w := r.low(r.firstWord())
	if w != "had" && w != "were" && w != "should" {
		return false
	}
	for i := range r.toks {
		if u := r.low(i); r.fin[i] && (u == "would" || u == "could" || u == "might" || u == "may") {
			return true
		}
	}
	return false
}

// shownAside reports whether a sentence points at a picture: "Ada Marlow (left) with the mayor", "Marlow, far right, holds".
func (r *reading) shownAside() bool {
	for i := 1; i+1 < len(r.toks); i++ {
		w, before, after := r.low(i), r.low(i-1), r.low(i+1)
		side := w == "left" || w == "right" || w == "centre" || w == "center" || w == "l" || w == "r"
		if side && (before == "(" && after == ")" || (before == "," || before == "far" || before == "(") && (after == "," || after == ")")) {
			return true
		}
	}
	return false
}

// ends reports whether a sentence ends with a mark.
func (r *reading) ends() bool {
	i := len(r.toks) - 1
	for i > 0 && (r.low(i) == "\"" || r.low(i) == "”" || r.low(i) == "’" || r.low(i) == ")" || r.low(i) == "'") {
		i--
	}
	if i < 0 {
		return false
	}
	switch r.low(i) {
	case ".", "!", "?", "…":
		return true
	}
	return strings.HasSuffix(r.low(i), ".")
}

// runOns counts the sentences that are run into a sentence: one that goes on in another, a list of points without stops.
func (r *reading) runOns() int {
	n := 0
	for i := range r.toks {
		if r.timed[i] == 0 && r.runOn(i) {
			n++
		}
	}
	return n
}

// afterUpdate takes off the head of a sentence that pages run together with it: "3 May 2012 Last updated at 13:17 GMT". What
// stands under a stamp of its own, "updated: Tue Apr 03 2012 21:15:00", is of another day than the article, and is left out
// whole.
func (x *extractor) afterUpdate(span text.Span, times []timex.Mention) (text.Span, []timex.Mention) {
	if span, times = x.afterStamp(span, times); len(times) == 0 {
		return span, times
	}
	for i, m := range times {
		head := strings.TrimRight(x.doc.Text[span.Start:m.Start], " ")
		if len(head) > 200 {
			break
		}
		switch {
		case strings.HasSuffix(head, "updated:"):
			return text.Span{}, nil
		case strings.HasSuffix(strings.ToLower(head), "updated at") && len(head) < 60:
			j := i + 1
			for end := m.End; j < len(times) && times[j].Start-end < 8; j++ {
				end = times[j].End
			}
			span.Start = times[j-1].End
			rest := x.doc.Text[span.Start:span.End]
			rest = strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(rest, " ,"), "GMT"), " ,")
			span.Start = span.End - len(rest)
			return span, times[j:]
		}
	}
	return span, times
}

// afterStamp takes off a full date at the head of a sentence that a page has run together with it: "Ana Reis | 10:57 UK time,
// Friday, 22 January 2010 The town has …".
func (x *extractor) afterStamp(span text.Span, times []timex.Mention) (text.Span, []timex.Mention) {
	s := x.doc.Text
	for i, m := range times {
		if m.Start-span.Start > 60 || m.End+2 >= span.End {
			break
		}
		head := tokensIn(s, x.toks, text.Span{Start: span.Start, End: m.Start})
		plain := len(head) > 0 && head[len(head)-1].kind == punct
		for _, t := range head {
			if t.kind == word && !t.caps && t.low != "time" && t.low != "at" && t.low != "by" {
				return span, times
			}
		}
		year := !m.Date.IsZero() && m.Date.Grain() <= date.DayGrain && strings.Contains(m.Of(s), strconv.Itoa(m.Date.From.Year))
		rest := strings.TrimLeft(s[m.End:span.End], " ;,")
		if _, after, ok := strings.Cut(rest, " "); ok && strings.HasPrefix(rest, "Page ") {
			_, rest, _ = strings.Cut(after, " ")
		}
		if year && (len(head) == 0 || plain) && rest != "" && len(rest) < span.End-m.End && isCapital(rest[0]) {
			span.Start = span.End - len(rest)
			return span, times[i+1:]
		}
	}
	return span, times
}

package timex

import "strings"

// tense is what the words around an expression say about when its event happens.
type tense int8

const (
	noTense tense = iota
	pastTense
	futureTense
	presentTense
	plannedTense // what is agreed to do or set for a day is to come
	plansTense   // what is planned is to come, the planning is not
)

// preposition is the kind of word that stands before an expression.
type preposition int8

const (
	noPreposition preposition = iota
	onPreposition
	inPreposition
	byPreposition
	untilPreposition
	sincePreposition
	fromPreposition
	toPreposition
	beforePreposition
	afterPreposition
	betweenPreposition
	duringPreposition
	ofPreposition
	atPreposition
	andJoiner
	throughPreposition
	forPreposition
	withinPreposition
	asPreposition
)

// cues are the classes of words that are read around an expression.
type cues struct {
	tense, preposition, clause classID
	suffixes, adverbSuffixes   []string // of verbs in the past, of adverbs
	nounSuffixes, verbSuffixes []string // of nouns, and of verbs that end like them
	adverb                     classID  // adverbs without such a suffix
	notPast                    classID  // words that look like verbs in the past
	toward, that, stative      classID
	starting                   classID // what stands before the day that something goes on from
	planned                    classID // auxiliaries that say that what is to come is so still (1), or not (2)
	possessive, about, within  classID
	modal                      classID
	auxiliary                  classID // "be" of "to be published"
	article                    classID
	infinitive, nounStart      classID          // the mark of infinitives, and words that make it a preposition
	planMark                   classID          // what follows a plan: "to", "for"
	contracted                 classID          // verbs that have another tense before an apostrophe: won't
	perfect                    classID          // with which a participle is past: "have been killed"
	entry                      classID          // marks behind the date of an entry in a chronicle
	calling                    classID          // verbs that set a day for something
	postponing                 classID          // words of what is put off until a day
	scheduling, scheduled      classID          // verbs, and what stands behind them when they tell a plan: "takes effect"
	moving                     classID          // verbs of what gets another day: "was moved to October"
	ahead                      classID          // "ahead of" what is to come
	urging                     classID          // verbs whose infinitive is what somebody else shall do
	appointed                  classID          // what a day stands after that something is called for
	done                       classID          // verbs whose infinitive was done
	joints                     map[string]joint // what joins two expressions
}

func newCues(l *lexicon) cues {
	c := cues{tense: l.classes["tense"], preposition: l.classes["preposition"], clause: l.classes["clause"],
		notPast: l.classes["not-past"], possessive: l.classes["='s"], article: l.classes["article"], toward: l.classes["toward"], that: l.classes["that"], stative: l.classes["stative"], planned: l.classes["planned"], starting: l.classes["starting"], auxiliary: l.classes["auxiliary"], modal: l.classes["modal"], about: l.classes["loosely"], within: l.classes["within"], joints: map[string]joint{},
		adverb: l.classes["verb-adverb"], ahead: l.classes["ahead"], postponing: l.classes["postponing"], moving: l.classes["moving"], scheduling: l.classes["scheduling"], scheduled: l.classes["scheduled-noun"], entry: l.classes["entry"], calling: l.classes["calling"], contracted: l.classes["contracted"], perfect: l.classes["perfect"], urging: l.classes["urging"], infinitive: l.classes["infinitive"], nounStart: l.classes["noun-start"], done: l.classes["done"],
		planMark: l.classes["plan-mark"], appointed: l.classes["appointed"]}
	for class, into := range map[string]*[]string{"past-suffix": &c.suffixes, "adverb-suffix": &c.adverbSuffixes, "noun-suffix": &c.nounSuffixes, "verb-suffix": &c.verbSuffixes} {
		for _, w := range l.of(class) {
			*into = append(*into, w.text)
		}
	}
	for _, w := range l.of("joint") {
		c.joints[w.text] = joint(w.value)
	}
	return c
}

// joint is how two expressions are joined.
type joint int32

const (
	joinsNothing joint = iota
	joinsRange         // "May to August", "1939-45"
	joinsPair          // "May and August"
)

// joint returns how the text between two expressions joins them.
func (c *cues) joint(between string) joint {
	return c.joints[strings.ToLower(strings.TrimSpace(between))]
}

// reach is how many tokens are looked at on each side of an expression.
const reach = 24

// tenseAround returns the tense of the verb nearest before tokens [from, to), or else after them, without leaving the
// clause.
func (x *lexer) tenseAround(c *cues, from, to int) tense {
	if to < len(x.toks) && from > 0 && !x.has(x.toks[from-1].sig, c.article) {
		switch t := x.tenseOf(c, to); t {
		case pastTense, futureTense: // "leaders on Monday expelled", "the summit in June would be"
			return t
		}
	}
	for i := from - 1; i >= 0 && i >= from-reach; i-- {
		if x.has(x.toks[i].sig, c.clause) {
			break
		}
		t := x.tenseOf(c, i)
		if t == noTense && x.infinitive(c, i) {
			return x.intent(c, i)
		}
		switch t {
		case plansTense:
			return futureTense
		case plannedTense:
			if x.leads(c, i, from) {
				return futureTense
			}
			return pastTense
		case noTense:
		default:
			return x.chain(c, i, t)
		}
	}
	for i := to; i < len(x.toks) && i < to+reach; i++ {
		if t := x.tenseOf(c, i); t == plansTense && !hasSuffix(x.s[x.toks[i].start:x.toks[i].end], c.suffixes) {
			return futureTense // "On Tuesday, the club plans to vote", not "planned"
		} else if t >= plannedTense {
			return pastTense
		} else if t != noTense {
			return t
		}
	}
	return noTense
}

// appoints reports whether something is called for the day at tokens [from, to): "elections for May 25", "set May 25
// for the vote".
func (x *lexer) appoints(c *cues, from, to int) bool {
	if from == 0 {
		return false
	}
	if x.has(x.toks[from-1].sig, c.appointed) {
		return true
	}
	return to < len(x.toks) && x.has(x.toks[to].sig, c.appointed) && x.has(x.toks[from-1].sig, c.calling)
}

// leads reports whether what token i plans is said before token end: "agreed to meet", "set for".
func (x *lexer) leads(c *cues, i, end int) bool {
	for k := i + 1; k <= i+3 && k < end; k++ {
		if x.has(x.toks[k].sig, c.planMark) {
			return true
		}
	}
	return false
}

// chain looks further back for the auxiliary that a participle belongs to: "will be held" is future.
func (x *lexer) chain(c *cues, i int, t tense) tense {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if x.has(x.toks[k].sig, c.clause) {
			break
		}
		if v := x.tenseOf(c, k); v == futureTense || v == plannedTense && x.leads(c, k, i) {
			if v == futureTense && x.has(x.toks[k+1].sig, c.perfect) && x.valueOf(k, c.planned) != 1 {
				return pastTense // "should have been held", but "will have been held"
			}
			return futureTense
		}
		if k == i-2 && x.infinitive(c, k) && x.has(x.toks[k+1].sig, c.auxiliary) {
			return x.intent(c, k) // "to be published"
		}
		if k >= i-2 && x.valueIs(k, c.tense, presentTense) && t == pastTense {
			if x.has(x.toks[k].sig, c.perfect) {
				return pastTense // "have been killed"
			}
			return presentTense // "is heard"
		}
		if x.has(x.toks[k].sig, c.modal) && t == pastTense && x.has(x.toks[k+1].sig, c.auxiliary) {
			return presentTense // "could be held"
		}
	}
	return t
}

// valueIs reports whether token i has a value in a class.
func (x *lexer) valueIs(i int, class classID, want tense) bool {
	v, ok := x.value(x.toks[i].lex, class)
	return ok && tense(v) == want
}

// infinitive reports whether token i is the mark of an infinitive: "to" before a word that no noun phrase begins with.
func (x *lexer) infinitive(c *cues, i int) bool {
	if c.infinitive == 0 || i+1 >= len(x.toks) || !x.has(x.toks[i].sig, c.infinitive) {
		return false
	}
	next := &x.toks[i+1]
	if next.flags&isWord == 0 || next.flags&capital != 0 || x.has(next.sig, c.nounStart) {
		return false
	}
	word := x.s[next.start:next.end]
	return !hasSuffix(word, c.nounSuffixes) || hasSuffix(word, c.verbSuffixes)
}

// intent returns the tense of an infinitive: to come, unless what governs it says that it was done ("began to").
func (x *lexer) intent(c *cues, i int) tense {
	if i > 0 && x.has(x.toks[i-1].sig, c.done) {
		return x.chain(c, i-1, pastTense) // "began to", but "will be able to"
	}
	if k := x.beforeAdverb(c, i); k < 0 || x.tenseOf(c, k) != noTense || x.has(x.toks[i-1].sig, c.urging) || x.has(x.toks[i+1].sig, c.auxiliary) {
		return futureTense
	}
	for k := i - 2; k >= 0 && k >= i-8; k-- { // "used gas to disperse them": the purpose of what was done
		switch {
		case x.has(x.toks[k].sig, c.clause) || x.has(x.toks[k].sig, c.urging):
			return futureTense
		case x.tenseOf(c, k) == pastTense:
			return x.chain(c, k, pastTense)
		case x.tenseOf(c, k) != noTense:
			return futureTense
		}
	}
	return futureTense
}

func (x *lexer) tenseOf(c *cues, i int) tense {
	t := &x.toks[i]
	if t.flags&spaced == 0 && i > 1 && x.toks[i-1].lex == x.punct['-'] && x.toks[i-1].flags&spaced == 0 {
		return noTense // colour-coded
	}
	if v, ok := x.value(t.lex, c.contracted); ok && i+1 < len(x.toks) && x.toks[i+1].flags&(isWord|spaced) == 0 {
		return tense(v)
	}
	if v, ok := x.value(t.lex, c.tense); ok {
		if i > 0 && t.flags&capital != 0 && x.triggers[t.sig] && x.named[t.sig] {
			return noTense // May
		}
		if v := tense(v); v == futureTense || v >= plannedTense {
			if k := x.beforeAdverb(c, i); k >= 0 && x.valueOf(k, c.preposition) == int32(asPreposition) {
				return noTense // "as planned"
			}
		}
		return tense(v)
	}
	if x.has(t.sig, c.scheduling) && i+1 < len(x.toks) && x.has(x.toks[i+1].sig, c.scheduled) {
		return futureTense
	}
	if t.flags&isWord == 0 || t.flags&capital != 0 && i > 0 || x.has(t.sig, c.notPast) || !hasSuffix(x.s[t.start:t.end], c.suffixes) {
		return noTense
	}
	if k := x.beforeAdverb(c, i); k >= 0 && x.has(x.toks[k].sig, c.article) {
		return noTense // "a still unspecified date"
	}
	return pastTense
}

// beforeAdverb returns the token before i, an adverb there being passed over; -1 when there is none.
func (x *lexer) beforeAdverb(c *cues, i int) int {
	if i > 1 && (x.has(x.toks[i-1].sig, c.adverb) || hasSuffix(x.s[x.toks[i-1].start:x.toks[i-1].end], c.adverbSuffixes)) {
		return i - 2
	}
	return i - 1
}

// valueOf returns the value of token i in a class, 0 when it has none.
func (x *lexer) valueOf(i int, class classID) int32 {
	v, _ := x.value(x.toks[i].lex, class)
	return v
}

// hasSuffix reports whether a word of some length ends in one of the suffixes.
func hasSuffix(word string, suffixes []string) bool {
	for _, suffix := range suffixes {
		if len(word) > len(suffix)+2 && strings.HasSuffix(word, suffix) {
			return true
		}
	}
	return false
}

// prepositionBefore returns the preposition that stands before token i.
func (x *lexer) prepositionBefore(c *cues, i int) preposition {
	if i == 0 {
		return noPreposition
	}
	v, _ := x.value(x.toks[i-1].lex, c.preposition)
	return preposition(v)
}

package timex

import (
	"math"
	"slices"
	"strings"

	"timeline/pkg/text"
)

// candidate is a recognised expression with what the words around it say, before it is resolved.
type candidate struct {
	text.Span
	rule        int32
	m           *meaning
	tense       tense
	preposition preposition
	sentence    int32
	paragraph   int32
	next        *meaning // of the expression that it is joined to: "May to August 1950"
	ranged      bool     // begins a range that the next expression ends
	loose       bool     // words stand between a time of day and the next expression
	toward      int8     // of a length of time: before (-1) or after (1) what follows: "a week before that date"
	passed      bool     // a verb stands between such a length of time and this
	towardThat  bool     // what follows is "that"
	stative     bool     // a state lasted: "was quiet until Sunday"
	planned     bool     // what is to come is so still when it is written: "will be held on June 8"
	due         bool     // somebody shall do something by then: "urged them to leave by Friday", "must leave by Friday"
	entry       bool     // begins an entry of a chronicle: "February 24 - Militias take the city"
	early       bool     // stands within the first words of its sentence
}

// scanner recognises the expressions of texts. It is the scratch of one goroutine.
type scanner struct {
	lexer
	*grammar
	run    *runner
	derive derivation
	found  []candidate
	words  interner
	ends   []ending

	sentences, paragraphs int32 // that were read of the text
}

// ending is a place where rules may end.
type ending struct {
	at    int
	state int32
}

func newScanner(g *grammar) *scanner {
	a := newAutomaton(g)
	s := &scanner{lexer: lexer{lexicon: g.lex}, grammar: g, run: newRunner(a)}
	s.derive.a = a
	s.derive.known = map[string][]step{}
	s.words = interner{}
	return s
}

// recognise finds the expressions of a text in order; they do not overlap.
func (s *scanner) recognise(input string) []candidate {
	found, _ := s.recogniseSome(input, 0, math.MaxInt)
	return found
}

// recogniseSome is recognise from a place on, the beginning or where it ended before in the same text. It ends with a
// sentence as soon as it has found some number, and returns where.
func (s *scanner) recogniseSome(input string, from, some int) (found []candidate, end int) {
	s.derive.s = input
	s.derive.forget()
	if s.found = s.found[:0]; from == 0 {
		s.ancient, s.sentences, s.paragraphs = false, 0, 0
	}
	sentence, paragraph := s.sentences, s.paragraphs
	i := from
	for i < len(input) && len(s.found) < some {
		end, next, trigger := s.skim(input, i)
		if trigger {
			if s.run.full() {
				s.run.reset()
			}
			s.sentence(input, i, end)
			if s.numerals {
				s.joinNumerals()
			}
			s.derive.toks = s.toks
			s.match(sentence, paragraph)
		}
		if strings.Contains(input[max(i, next-4):next], "\n") {
			paragraph++
		}
		sentence++
		i = next
	}
	s.sentences, s.paragraphs = sentence, paragraph
	return s.found, i
}

// match finds the expressions of the sentence: at each token the longest that a rule and its guards accept.
func (s *scanner) match(sentence, paragraph int32) {
	counted := 0 // the token behind a length of time that is counted to or from something
	for i := s.next(0); i < len(s.toks); i = s.next(i) {
		c, end := s.longest(i)
		if end == 0 {
			i++
			continue
		}
		if c.m.kind == nothingMeaning {
			i = end
			continue
		}
		c.sentence, c.paragraph = sentence, paragraph
		c.early = i <= 2
		c.entry = i == 0 && end < len(s.toks) && s.lexicon.has(s.toks[end].sig, s.cues.entry) && s.toks[end].flags&spaced != 0
		c.preposition = s.prepositionBefore(&s.cues, i)
		c.tense = s.side(&c, i, end)
		s.look(&c, i, end)
		if counted > 0 {
			c.passed = s.verbIn(counted, i)
		}
		if counted = 0; c.toward != 0 {
			counted = end
		}
		if v, ok := s.value0(i-1, s.cues.about); ok && c.m.mod == modNone {
			c.m.mod = int8(v)
		}
		if v, ok := s.withinBefore(i); ok && c.m.outer == modNone {
			c.m.outer = int8(v)
		}
		s.ancient = s.ancient || c.m.bc
		s.found = append(s.found, c)
		i = end
	}
}

// next returns the first token from i on that may begin an expression: not a word that no pattern names, nor one that none
// begins with.
func (s *scanner) next(i int) int {
	begins := s.run.trans[firstState*s.run.width : (firstState+1)*s.run.width]
	for ; i < len(s.toks); i++ {
		if sig := s.toks[i].sig; sig != 0 && begins[sig] != deadState && !s.startsNothing(i) {
			break
		}
	}
	return i
}

// startsNothing reports whether tokens i and i+1 begin no expression together, nor i alone: so it is with most articles and
// prepositions. It may report false where there is none.
func (s *scanner) startsNothing(i int) bool {
	if i+1 == len(s.toks) {
		return false
	}
	first := s.run.trans[int(firstState)*s.run.width+int(s.toks[i].sig)]
	return first != unknownState && len(s.run.finds[first]) == 0 && s.run.trans[int(first)*s.run.width+int(s.toks[i+1].sig)] == deadState
}

// side returns the tense of what happens at the expression of tokens [from, end).
func (s *scanner) side(c *candidate, from, end int) tense {
	var t tense
	if c.asksTense() {
		t = s.tenseAround(&s.cues, from, end)
	}
	if c.m.has&hasDay != 0 && s.appoints(&s.cues, from, end) || c.m.kind == durationMeaning && t == pastTense && s.calls(from) {
		t = futureTense
	}
	if c.m.has&hasWeekday != 0 && s.fixes(from) || c.preposition == toPreposition && s.movesTo(from) || t != pastTense && s.starts(from) {
		t = futureTense // "is Friday"; "was moved to October"; "starting Monday", unless that is told of the past
	}
	if from > 0 && s.lexicon.has(s.toks[from-1].sig, s.cues.article) {
		if c.m.which == whichNone && (t != futureTense || c.m.has&hasDay != 0) {
			t = noTense // "the late-November trip": the verb is not about it
		}
		if before := s.prepositionBefore(&s.cues, from-1); before == fromPreposition || before == sincePreposition {
			t = pastTense // "since the March vote"
		}
	}
	if end < len(s.toks) && s.lexicon.has(s.toks[end].sig, s.cues.possessive) {
		t = pastTense // "Wednesday's ruling"
		_, ahead := s.value0(from-2, s.cues.ahead)
		if next := s.tenseAt(end + 1); ahead || next == futureTense || next >= plannedTense || s.tenseAt(end+2) == futureTense {
			t = futureTense // "Thursday's planned march", "ahead of Sunday's vote", "Sunday's vote will decide"
		}
	}
	return t
}

// fixes reports whether something is said to be on the weekday that token i begins: "the vote is Sunday", "kickoff is at 3 p.m.
// on Saturday".
func (s *scanner) fixes(i int) bool {
	if _, ok := s.value0(i-1, s.cues.preposition); ok {
		i--
	}
	return i > 0 && s.valueIs(i-1, s.cues.planned, 1) && s.tenseAt(i-1) == presentTense
}

// movesTo reports whether something is moved to the time that token i begins: "was moved from March to October".
func (s *scanner) movesTo(i int) bool {
	const near = 6 // tokens
	for k := i - 2; k >= 0 && k >= i-near; k-- {
		if s.lexicon.has(s.toks[k].sig, s.cues.moving) {
			return true
		}
	}
	return false
}

// starts reports whether something goes on from the day that token i begins: "starting Monday", "beginning on Monday".
func (s *scanner) starts(i int) bool {
	if p, _ := s.value0(i-1, s.cues.preposition); preposition(p) == onPreposition {
		i--
	}
	_, ok := s.value0(i-1, s.cues.starting)
	return ok
}

// asksTense reports whether the tense of the sentence bears on what the expression means.
func (c *candidate) asksTense() bool {
	switch c.m.kind {
	case pointMeaning:
		return c.m.has&hasYear == 0 || c.m.has&hasQuarter != 0
	case durationMeaning:
		return c.preposition == inPreposition
	}
	return false
}

// look reads what stands around a length of time or after "until" and "by".
func (s *scanner) look(c *candidate, from, end int) {
	if c.m.kind == durationMeaning {
		if v, ok := s.value0(end, s.cues.toward); ok {
			c.toward = int8(v)
			_, c.towardThat = s.value0(end+1, s.cues.that)
		}
	}
	c.planned = c.tense == futureTense && c.m.has&(hasMonth|hasDay) == hasMonth|hasDay && s.planned(from)
	if c.preposition == byPreposition {
		c.due = c.tense != pastTense || s.urged(from)
	}
	if c.preposition == untilPreposition {
		for k := from - 2; k >= 0 && k >= from-7 && !c.stative; k-- {
			if _, off := s.value0(k, s.cues.postponing); off {
				break // "was put off until Thursday"
			}
			_, c.stative = s.value0(k, s.cues.stative)
		}
	}
}

// planned reports whether the auxiliary nearest before token i says of what is to come that it is to come still: "will be
// held on June 8", not "would be held".
func (s *scanner) planned(i int) bool {
	for k := i - 1; k >= 0 && k >= i-reach/2; k-- {
		if v, ok := s.value0(k, s.cues.planned); ok {
			return v == 1
		}
	}
	return false
}

// urged reports whether the verb nearest before token i asks somebody to do something.
func (s *scanner) urged(i int) bool {
	for k := i - 2; k >= 0 && k >= i-reach/2; k-- {
		if s.lexicon.has(s.toks[k].sig, s.cues.urging) {
			return true
		}
		if s.tenseOf(&s.cues, k) != noTense {
			return false
		}
	}
	return false
}

// calls reports whether something is called for the time that token i begins: "called a vote in ten days".
func (s *scanner) calls(i int) bool {
	for k := i - 2; k >= 0 && k >= i-6; k-- {
		if s.lexicon.has(s.toks[k].sig, s.cues.calling) {
			return true
		}
		if s.tenseOf(&s.cues, k) != noTense {
			return false
		}
	}
	return false
}

// tenseAt is the tense of token i, of which there may be none.
func (s *scanner) tenseAt(i int) tense {
	if i >= len(s.toks) {
		return noTense
	}
	return s.tenseOf(&s.cues, i)
}

// verbIn reports whether a verb stands among tokens [from, to).
func (s *scanner) verbIn(from, to int) bool {
	for k := from; k < to; k++ {
		if s.tenseOf(&s.cues, k) != noTense {
			return true
		}
	}
	return false
}

// withinBefore returns the "earlier" or "later" that stands before token i: "earlier this week", "earlier in the week".
func (s *scanner) withinBefore(i int) (int32, bool) {
	if v, ok := s.value0(i-1, s.cues.within); ok {
		return v, true
	}
	if p, _ := s.value0(i-1, s.cues.preposition); preposition(p) == inPreposition {
		return s.value0(i-2, s.cues.within)
	}
	return 0, false
}

// value0 returns the value of token i in a class; there may be no such token.
func (s *scanner) value0(i int, class classID) (int32, bool) {
	if i < 0 || i >= len(s.toks) || class == 0 {
		return 0, false
	}
	return s.lexicon.value(s.toks[i].lex, class)
}

// longest returns the longest expression that begins at token i and the token behind it; 0 when there is none.
func (s *scanner) longest(i int) (c candidate, end int) {
	s.ends = s.ends[:0]
	st := int32(firstState)
	for at := i; at < len(s.toks); {
		if st = s.run.step(st, s.toks[at].sig); st == deadState {
			break
		}
		at++
		if len(s.run.finds[st]) > 0 {
			s.ends = append(s.ends, ending{at, st})
		}
	}
	for _, e := range slices.Backward(s.ends) {
		for _, rule := range s.run.finds[e.state] {
			if !s.allowed(s.rules[rule], i, e.at) {
				continue
			}
			if m := s.derive.meaning(rule, i, e.at); m != nil && m.possible() && s.rules[rule].means(m) {
				span := text.Span{Start: int(s.toks[i].start), End: int(s.toks[e.at-1].end)}
				return candidate{Span: span, rule: rule, m: m}, e.at
			}
		}
	}
	return candidate{}, 0
}

// allowed reports whether the guards of a rule let it match tokens [from, to).
func (s *scanner) allowed(p *production, from, to int) bool {
	for i := range p.guards {
		g := &p.guards[i]
		at := from + g.offset
		switch {
		case g.offset == lastOffset:
			at = to - 1
		case g.offset > 0:
			at = to + g.offset - 1
		}
		if s.holds(g, at) != g.only {
			return false
		}
	}
	return true
}

// holds reports whether the token at i has one of the classes or shapes of a guard.
func (s *scanner) holds(g *guard, i int) bool {
	if i < 0 || i >= len(s.toks) {
		return slices.Contains(g.shapes, startShape) && i < 0 || slices.Contains(g.shapes, endShape) && i >= len(s.toks)
	}
	t := &s.toks[i]
	for _, c := range g.classes {
		if s.lexicon.has(t.sig, c) {
			return true
		}
	}
	for _, shape := range g.shapes {
		if s.shaped(shape, i) {
			return true
		}
	}
	return false
}

func (s *scanner) shaped(shape guardShape, i int) bool {
	t := &s.toks[i]
	switch shape {
	case capitalShape:
		return t.flags&capital != 0
	case titleShape: // Like This, not LIKE THIS
		return t.flags&(capital|shouted) == capital
	case nameShape: // Like This in the middle of a sentence
		return i > 0 && t.flags&(capital|shouted) == capital && s.toks[i-1].flags&isWord != 0
	case opensShape: // a single word that begins its sentence or quotation
		return t.flags&capital != 0 && (i == 0 || s.toks[i-1].flags&isWord == 0)
	case lowerShape:
		return t.flags&isWord != 0 && t.flags&capital == 0
	case tightShape: // no white space before it
		return t.flags&spaced == 0
	case digitsShape:
		return kinds[s.s[t.start]] == digitKind
	case wordShape:
		return t.flags&isWord != 0
	case stopShape: // an abbreviation with its full stop
		return s.s[t.end-1] == '.'
	case lineShape: // begins a line
		return t.flags&newLine != 0
	case startShape:
		return i == 0
	}
	return false
}

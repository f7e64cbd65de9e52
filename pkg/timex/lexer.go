package timex

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word, a number or a mark.
type token struct {
	start, end int32
	num        int32 // of a number: its whole part
	sig        sigID
	lex        uint16
	flags      tokenFlags
}

type tokenFlags uint8

const (
	spaced  tokenFlags = 1 << iota // white space stands before it
	newLine                        // a line begins with it
	capital                        // its first letter is a capital
	shouted                        // all its letters are capitals
	isWord                         // made of letters
)

// shape is the form of a number.
type shape uint8

const (
	plainInt   shape = iota // 25000, or of another length than those below
	bigInt                  // 14,000
	decimal                 // 2.5
	upTo12                  // 1 to 12
	upTo31                  // 13 to 31
	twoDigits               // 32 to 99
	zeroDigits              // 00 to 09
	threeDigit              // 480
	yearDigits              // 1900 to 2099
	oldYear                 // 1000 to 1899 and 2100 to 2199: a year where the words around it say so
	fourDigits              // 0930, 2200 to 9999
	nth                     // 21st
	decadesOf               // 1990s, 90s
	isoDate                 // 2014-03-28, with or without a time
	slashDate               // 22/2/2014
	slashPair               // 1/2, 22/2
	clockTime               // 14:26
	spokenInt               // two, twenty-five
	spokenBig               // two hundred
	spokenYear              // nineteen ninety-seven
	longYear                // two thousand and four: a year where the words around it say so
	spokenNth               // second, twenty-first
	shapeCount
)

// shapeClasses are the classes of numbers that patterns may name.
var shapeClasses = []string{"int", "big", "dec", "d31", "d12", "d0", "over12", "hour", "yy", "yyy", "yyyy", "modern", "oldyear", "hhmm", "nth", "nth31", "decades",
	"iso", "slash", "pair", "clock", "spoken", "hundreds", "longyear"}

func (l *lexicon) shapeClassesOf(s shape) []classID {
	names := map[shape]string{
		plainInt: "int", bigInt: "big", decimal: "dec", upTo12: "int d31 d12 hour", upTo31: "int d31 over12 hour", twoDigits: "int yy", zeroDigits: "yy int d0",
		threeDigit: "int yyy", yearDigits: "int yyyy hhmm modern", oldYear: "int yyyy hhmm oldyear", fourDigits: "int hhmm", nth: "nth", decadesOf: "decades",
		isoDate: "iso", slashDate: "slash", slashPair: "pair", clockTime: "clock", spokenInt: "int spoken", spokenBig: "int spoken hundreds",
		spokenYear: "yyyy spoken modern", longYear: "yyyy int spoken hundreds longyear", spokenNth: "nth spoken",
	}[s]
	var set []classID
	for name := range strings.FieldsSeq(names) {
		set = append(set, l.class(name))
	}
	return set
}

type charKind uint8

const (
	markKind charKind = iota
	letterKind
	digitKind
	spaceKind
	highKind // first byte of a rune beyond ASCII
	stopKind // may end a sentence
)

var kinds = func() (t [256]charKind) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
			t[c] = letterKind
		case c >= '0' && c <= '9':
			t[c] = digitKind
		case c == ' ', c == '\t', c == '\r', c == '\n', c == '\f', c == '\v':
			t[c] = spaceKind
		case c >= 0x80:
			t[c] = highKind
		case c == '.', c == '!', c == '?':
			t[c] = stopKind
		}
	}
	return t
}()

// lexer cuts a text into the tokens of one sentence at a time. Its buffer is used again for each.
type lexer struct {
	*lexicon
	s        string // ends with the sentence at hand
	toks     []token
	numerals bool // the sentence holds numbers in words
	ancient  bool // years before Christ were told: a number of three digits may be a year
	flags    tokenFlags
}

// sentence reads the tokens of the sentence s[i:end].
func (x *lexer) sentence(s string, i, end int) {
	x.toks, x.numerals, x.flags = x.toks[:0], false, spaced|newLine
	s = s[:end]
	x.s = s
	for i < len(s) {
		switch kinds[s[i]] {
		case spaceKind:
			x.flags |= spaced
			if s[i] == '\n' {
				x.flags |= newLine
			}
			i++
		case letterKind:
			i = x.scanWord(i)
		case digitKind:
			i = x.scanNumber(i)
		case highKind:
			i = x.high(i)
		default:
			i = x.scanMark(i)
		}
	}
}

// push adds a token and forgets the flags that stood before it. The fields are written one by one into their place:
// a token that is made elsewhere and copied makes the processor wait for its halves.
func (x *lexer) push(start, end int, lex uint16, sig sigID, flags tokenFlags) *token {
	x.toks = append(x.toks, token{})
	t := &x.toks[len(x.toks)-1]
	t.start, t.end, t.num = int32(start), int32(end), 0
	t.lex, t.sig, t.flags = lex, sig, flags|x.flags
	x.flags = 0
	if sig != 0 && x.numeralSig[sig] {
		x.numerals = true
	}
	return t
}

func (x *lexer) mark(start, end int, lex uint16) { x.push(start, end, lex, x.lexemes[lex].sig, 0) }

// scanMark reads an ASCII mark. The 's of "year's" is one token, as is a double hyphen.
func (x *lexer) scanMark(i int) int {
	s := x.s
	if s[i] == '\'' && i+1 < len(s) && folded(s[i+1]) == 's' && (i+2 == len(s) || kinds[s[i+2]] != letterKind) {
		x.mark(i, i+2, x.words["'s"])
		return i + 2
	}
	if s[i] == '-' && i+1 < len(s) && s[i+1] == '-' {
		x.mark(i, i+2, x.words["--"])
		return i + 2
	}
	x.mark(i, i+1, x.punct[s[i]])
	return i + 1
}

// scanWord reads a word: letters, and digits after them (G8).
func (x *lexer) scanWord(i int) int {
	s, start := x.s, i
	var key wordKey
	if i+8 <= len(s) {
		if w := load8(s, i); notLetters(w) != 0 {
			var width int
			key, width = cutKey(w, notLetters(w))
			i += width >> 3
		}
	}
	if i == start || wordBytes[s[i]] {
		for i < len(s) && wordBytes[s[i]] {
			i++
		}
		key = keyOf(s[start:i])
	}
	if i < len(s) && s[i] >= 0x80 && !isPunctuation(s[i:]) {
		return x.foreign(start, i)
	}
	if i == start+1 && i+1 < len(s) && s[i] == '.' && kinds[s[i+1]] == letterKind {
		return x.initialism(start)
	}
	var lex uint16
	if x.known.has(key) {
		lex = x.find(s[start:i], key)
	}
	if lex == 0 && kinds[s[i-1]] == digitKind {
		i = x.beforeNumber(start, i)
		lex = x.find(s[start:i], keyOf(s[start:i]))
	}
	x.word(start, i, lex, isShouted(s[start:i]))
	if i < len(s) && s[i] == '.' {
		return x.takeStop(i)
	}
	return i
}

// beforeNumber returns where the letters of the word s[start:end] end, when they are a word that may stand on a number
// without a space (FY2014), and end otherwise.
func (x *lexer) beforeNumber(start, end int) int {
	i := skipLetters(x.s, start)
	if _, ok := x.lookup(x.s[start:i], "before-number"); ok {
		return i
	}
	return end
}

// isShouted reports whether a word of ASCII letters and digits is capital letters alone.
func isShouted(word string) bool {
	for i := range len(word) {
		if word[i] < 'A' || word[i] > 'Z' {
			return false
		}
	}
	return true
}

// wordBytes are the bytes that words are made of.
var wordBytes = func() (t [256]bool) {
	for c := range t {
		t[c] = kinds[c] == letterKind || kinds[c] == digitKind
	}
	return t
}()

func (x *lexer) word(start, end int, lex uint16, upper bool) {
	flags := isWord
	if c := x.s[start]; c >= 'A' && c <= 'Z' {
		flags |= capital
		if upper {
			flags |= shouted
		}
	}
	x.push(start, end, lex, x.lexemes[lex].sig, flags)
}

// takeStop lets an abbreviation have the full stop that follows it.
func (x *lexer) takeStop(i int) int {
	last := &x.toks[len(x.toks)-1]
	if i < len(x.s) && x.s[i] == '.' && x.lexemes[last.lex].stop {
		// The stop of the last word of a text ends its sentence.
		if i+1 < len(x.s) {
			last.end = int32(i + 1)
			return i + 1
		}
	}
	return i
}

// initialism reads "a.m." or "U.S.": single letters with full stops.
func (x *lexer) initialism(start int) int {
	s, i := x.s, start
	for i+1 < len(s) && kinds[s[i]] == letterKind && s[i+1] == '.' && i-start < 12 {
		i += 2
	}
	if i < len(s) && kinds[s[i]] == letterKind && (i+1 == len(s) || kinds[s[i+1]] != letterKind) {
		x.word(start, i+1, x.find(s[start:i+1], keyOf(s[start:i+1])), false) // "a.m" without its last stop
		return i + 1
	}
	x.word(start, i, x.find(s[start:i-1], keyOf(s[start:i-1])), false)
	return i
}

// foreign reads a word with letters beyond ASCII; i is behind its ASCII beginning.
func (x *lexer) foreign(start, i int) int {
	s := x.s
	for i < len(s) {
		if s[i] < 0x80 {
			if kinds[s[i]] != letterKind && kinds[s[i]] != digitKind {
				break
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != utf8.RuneError {
			break
		}
		i += size
	}
	if i-start > 64 {
		x.word(start, i, 0, false)
		return i
	}
	var buf [256]byte
	key := buf[:0]
	for _, r := range s[start:i] {
		key = utf8.AppendRune(key, unicode.ToLower(r))
	}
	x.word(start, i, x.words[string(key)], false)
	return x.takeStop(i)
}

// isPunctuation reports whether a rune beyond ASCII begins s that is not part of a word.
func isPunctuation(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r != utf8.RuneError && !unicode.IsLetter(r) && !unicode.IsMark(r)
}

// high reads what begins with a byte beyond ASCII: a word, a space, a dash or quotation mark, or another mark.
func (x *lexer) high(i int) int {
	r, size := utf8.DecodeRuneInString(x.s[i:])
	if unicode.IsLetter(r) || r == utf8.RuneError {
		return x.foreign(i, i+size)
	}
	if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
		x.flags |= spaced
		return i + size
	}
	lex := uint16(0)
	switch r {
	case '–', '‐', '‑', '‒':
		lex = x.punct['-']
	case '—':
		lex = x.words["--"]
	case '“', '”', '«', '»':
		lex = x.punct['"']
	case '½':
		lex = x.words["½"]
	case '’', '‘':
		rest := x.s[i+size:]
		if len(rest) > 0 && folded(rest[0]) == 's' && (len(rest) == 1 || kinds[rest[1]] != letterKind) {
			x.mark(i, i+size+1, x.words["'s"])
			return i + size + 1
		}
		lex = x.punct['\'']
	}
	x.mark(i, i+size, lex)
	return i + size
}

package timex

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// classID names a class of tokens: a class of the language's lexicon ("month"), a literal word of a pattern ("=ago"),
// or a shape of number ("d31"). The zero class is no class.
type classID uint16

// sigID names a set of classes. All tokens with the same classes share one, so that it can be the alphabet of the
// automaton. The zero signature has no classes.
type sigID uint16

// classValue is what a word means in a class: may is the month 5 and a modal verb.
type classValue struct {
	class classID
	value int32
}

// lexeme is one word of the lexicon in lower case.
type lexeme struct {
	text   string
	sig    sigID
	stop   bool // takes a full stop after it: "feb."
	values []classValue
}

// lexicon holds the words of a language and the shapes of numbers. It does not change after loading.
type lexicon struct {
	classes  map[string]classID
	literals map[string]classID // the classes of words that patterns name, by the words
	names    []string           // of classes
	words    map[string]uint16
	lexemes  []lexeme // lexemes[0] stands for every unknown word

	sigs     [][]classID // sorted classes of each signature
	sigIndex map[string]sigID
	members  []uint64 // a bit for each class of each signature, stride numbers for a signature
	stride   int
	triggers []bool // by signature: holds a class that an expression of time can be recognised by
	// numeralSig says of a signature that it holds a word of a number.
	numeralSig []bool
	// named says of a signature that its triggers are names, which begin with a capital letter.
	named  []bool
	behind [][]wordKey // of a signature: its triggers are some only behind one of these words; nil for behind any
	known  wordSet     // words of ASCII letters and digits
	likely wordSet     // those of them that are triggers
	// foreignTriggers says that there are triggers with letters beyond ASCII: every sentence with such letters is then
	// looked at.
	foreignTriggers bool
	trigger         map[classID]bool
	after           map[classID][]wordKey // of a class: the words that it is a trigger behind, nil for any
	upper           map[classID]bool      // classes whose words begin with a capital letter

	table [tableSize]entry // open addressing over lexemes
	punct [128]uint16      // lexeme of each ASCII mark
	shape [shapeCount]sigID

	card, cardJoiner, ordinal classID // numbers in words
}

// entry is a word in the table; without a lexeme it is empty.
type entry struct {
	key wordKey
	lex uint16
}

// The table is far from full, so that a word that is not in it is known to be none at the first look, and small enough
// to stay near the processor.
const (
	tableBits = 12
	tableSize = 1 << tableBits
	tableMask = tableSize - 1
)

func newLexicon() *lexicon {
	l := &lexicon{
		classes:  make(map[string]classID, 1<<10),
		literals: make(map[string]classID, 1<<10),
		names:    []string{""},
		words:    make(map[string]uint16, 1<<11),
		lexemes:  make([]lexeme, 1, 1<<10),
		sigs:     [][]classID{nil},
		sigIndex: map[string]sigID{"": 0},
		trigger:  map[classID]bool{},
		after:    map[classID][]wordKey{},
		upper:    map[classID]bool{},
	}
	for _, name := range shapeClasses {
		l.class(name)
	}
	return l
}

// class returns the class of a name, making it when it is new.
func (l *lexicon) class(name string) classID {
	id, ok := l.classes[name]
	if !ok {
		id = classID(len(l.names))
		l.classes[name] = id
		l.names = append(l.names, name)
	}
	return id
}

// word returns the lexeme of a word in lower case, making it when it is new.
func (l *lexicon) word(text string) *lexeme {
	stop := false
	if bare, ok := strings.CutSuffix(text, "."); ok && bare != "" {
		text, stop = bare, !strings.Contains(bare, ".")
	}
	i, ok := l.words[text]
	if !ok {
		i = uint16(len(l.lexemes))
		l.words[text] = i
		l.lexemes = append(l.lexemes, lexeme{text: text})
	}
	lex := &l.lexemes[i]
	lex.stop = lex.stop || stop
	return lex
}

// literal returns the class of one word, which patterns name by writing the word.
func (l *lexicon) literal(text string) classID {
	if class, ok := l.literals[text]; ok {
		return class
	}
	class := l.class("=" + strings.TrimSuffix(text, "."))
	l.literals[text] = class
	lex := l.word(text)
	if !slices.ContainsFunc(lex.values, func(v classValue) bool { return v.class == class }) {
		lex.values = append(lex.values, classValue{class, 0})
	}
	return class
}

// read adds a file of words:
//
//	class month trigger capital
//	january jan. = 1
//
// A class marked trigger is one that an expression can be recognised by: a sentence without any is not looked at
// further. The words of one marked capital begin with a capital letter. "trigger behind the this" is a trigger only where one
// of the words named stands before it, or a number for "behind 0".
// A word that ends in a full stop may be written with one. Values are numbers or the symbols of [symbols].
func (l *lexicon) read(file, data string) error {
	var class classID
	for n, line := range lines(data) {
		head, rest, _ := strings.Cut(line, " ")
		if head == "class" {
			fields := strings.Fields(rest)
			class = l.class(fields[0])
			if slices.Contains(fields[1:], "trigger") {
				l.trigger[class] = true
			}
			if slices.Contains(fields[1:], "capital") {
				l.upper[class] = true
			}
			if i := slices.Index(fields, "behind"); i > 0 {
				for _, w := range fields[i+1:] {
					l.after[class] = append(l.after[class], keyOf(w))
				}
			}
			continue
		}
		words, number, hasValue := strings.Cut(line, " = ")
		value, err := int32(1), error(nil)
		if hasValue {
			value, err = symbolValue(strings.TrimSpace(number))
		}
		if err != nil || class == 0 {
			return fmt.Errorf("%s:%d: not a word of a class: %q (%w)", file, n, line, err)
		}
		for w := range strings.FieldsSeq(words) {
			lex := l.word(w)
			lex.values = append(lex.values, classValue{class, value})
		}
	}
	return nil
}

// lines yields the lines of a data file with their numbers from 1, without comments and blank lines.
func lines(data string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		n := 0
		for line := range strings.Lines(data) {
			n++
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' {
				continue
			}
			if !yield(n, line) {
				return
			}
		}
	}
}

// symbolValue reads a number or a symbol.
func symbolValue(s string) (int32, error) {
	if v, ok := symbols[s]; ok {
		return v, nil
	}
	n, err := strconv.ParseInt(s, 10, 32)
	return int32(n), err
}

// seal computes the signatures and the table once all words are known.
func (l *lexicon) seal() {
	l.card, l.cardJoiner, l.ordinal = l.classes["card"], l.classes["card-joiner"], l.classes["ordinal"]
	for i := range l.lexemes {
		lex := &l.lexemes[i]
		var set []classID
		for _, v := range lex.values {
			set = append(set, v.class)
			switch v.class {
			case l.card:
				set = append(set, l.classes["int"], l.classes["spoken"])
			case l.ordinal:
				set = append(set, l.classes["nth"], l.classes["spoken"])
			}
		}
		if len(lex.text) > 1 && kinds[lex.text[0]] == digitKind && strings.Contains(lex.text, "/") { // 9/11
			set = append(set, l.classes["pair"])
		}
		lex.sig = l.signature(set)
		if i > 0 {
			l.insert(uint16(i))
		}
	}
	for i := range l.shape {
		l.shape[i] = l.signature(l.shapeClassesOf(shape(i)))
	}
	l.stride = len(l.names)/64 + 1
	l.members = make([]uint64, len(l.sigs)*l.stride)
	for sig, set := range l.sigs {
		for _, c := range set {
			l.members[sig*l.stride+int(c>>6)] |= 1 << (c & 63)
		}
	}
	l.triggers = make([]bool, len(l.sigs))
	for sig, set := range l.sigs {
		l.triggers[sig] = slices.ContainsFunc(set, func(c classID) bool { return l.trigger[c] })
	}
	l.named = make([]bool, len(l.sigs))
	for sig, set := range l.sigs {
		l.named[sig] = !slices.ContainsFunc(set, func(c classID) bool { return l.trigger[c] && !l.upper[c] })
	}
	l.behind = make([][]wordKey, len(l.sigs))
	for sig, set := range l.sigs {
		l.behind[sig] = l.behindAll(set)
	}
	l.numeralSig = make([]bool, len(l.sigs))
	for sig := range l.sigs {
		l.numeralSig[sig] = l.has(sigID(sig), l.card) || l.has(sigID(sig), l.ordinal)
	}
	for i := range l.lexemes {
		if l.triggers[l.lexemes[i].sig] {
			l.likely.add(keyOf(l.lexemes[i].text))
			l.foreignTriggers = l.foreignTriggers || isForeign(l.lexemes[i].text)
		}
	}
}

// behindAll returns the words that the triggers among classes must stand behind, nil when one of them may stand anywhere.
func (l *lexicon) behindAll(set []classID) (all []wordKey) {
	for _, c := range set {
		if l.trigger[c] && l.after[c] == nil {
			return nil
		}
		if l.trigger[c] {
			all = append(all, l.after[c]...)
		}
	}
	return all
}

// signature returns the signature of a set of classes.
func (l *lexicon) signature(set []classID) sigID {
	set = slices.Compact(slices.Sorted(slices.Values(set)))
	key := make([]byte, 0, 2*len(set))
	for _, c := range set {
		key = append(key, byte(c), byte(c>>8))
	}
	id, ok := l.sigIndex[string(key)]
	if !ok {
		id = sigID(len(l.sigs))
		l.sigIndex[string(key)] = id
		l.sigs = append(l.sigs, set)
	}
	return id
}

func (l *lexicon) insert(i uint16) {
	text := l.lexemes[i].text
	if len(text) == 1 && text[0] < 128 && kinds[text[0]] != letterKind {
		l.punct[text[0]] = i
		return
	}
	key := keyOf(text)
	l.known.add(key)
	at := key.slot()
	for l.table[at].lex != 0 {
		at = (at + 1) & tableMask
	}
	l.table[at] = entry{key, i}
}

func isForeign(word string) bool {
	return strings.ContainsFunc(word, func(r rune) bool { return r >= 0x80 && unicode.IsLetter(r) })
}

// find returns the lexeme of a word of the text whose key is known, or 0. Letters match in either case; only ASCII
// is folded here, see [lexer.foreign] for the rest.
func (l *lexicon) find(word string, key wordKey) uint16 {
	at := key.slot()
	for {
		e := &l.table[at]
		if e.lex == 0 || e.key == key && (len(word) < 8 || equalFold(l.lexemes[e.lex].text, word)) {
			return e.lex
		}
		at = (at + 1) & tableMask
	}
}

func equalFold(lower, word string) bool {
	if len(lower) != len(word) {
		return false
	}
	for i := range len(word) {
		if folded(word[i]) != lower[i] {
			return false
		}
	}
	return true
}

// folded returns a letter in lower case.
func folded(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// wordValue is a word with its value in a class.
type wordValue struct {
	text  string
	value int32
}

// of returns the words of a class in the order in which they came.
func (l *lexicon) of(class string) []wordValue {
	id, ok := l.classes[class]
	if !ok {
		return nil
	}
	var words []wordValue
	for i := range l.lexemes {
		if v, ok := l.value(uint16(i), id); ok {
			words = append(words, wordValue{l.lexemes[i].text, v})
		}
	}
	return words
}

// value returns what a lexeme means in a class.
func (l *lexicon) value(lex uint16, class classID) (int32, bool) {
	if l.members != nil && !l.has(l.lexemes[lex].sig, class) {
		return 0, false // most words are looked up in classes that they are not in
	}
	for _, v := range l.lexemes[lex].values {
		if v.class == class {
			return v.value, true
		}
	}
	return 0, false
}

// has reports whether a signature holds a class.
func (l *lexicon) has(sig sigID, class classID) bool {
	return class != 0 && l.members[int(sig)*l.stride+int(class>>6)]>>(class&63)&1 != 0
}

package timex

import (
	"slices"
	"unicode/utf8"

	"timeline/pkg/text"
)

// longestSentence bounds a sentence: a line of ten megabytes without a full stop is read in pieces of this many bytes.
const longestSentence = 1 << 14

// lastLook is how far before the end of such a piece it is read word by word again, so that it ends behind one.
const lastLook = 1 << 6

// skim finds the end of the sentence that begins at i and where the next one begins, and whether it holds a word or
// number that an expression of time can be recognised by. It is what most of a text gets, so it does no more than
// hash the words.
func (x *lexer) skim(s string, i int) (end, next int, trigger bool) {
	limit := min(len(s), i+longestSentence)
	for i < limit {
		if trigger { // only the end of the sentence is left to find
			for i < limit-lastLook && !endsSentence[s[i]] {
				i++
			}
		}
		switch c := s[i]; kinds[c] {
		case letterKind:
			start := i
			var key wordKey
			if i+8 <= len(s) {
				w := load8(s, i)
				if stop := notLetters(w); stop != 0 {
					var width int
					key, width = cutKey(w, stop)
					i += width >> 3
				} else {
					key = wordKey(w | smallBits)
					i = skipLetters(s, i+8)
				}
			} else {
				i = skipLetters(s, i)
				key = keyOf(s[start:i])
			}
			if x.likely.has(key) {
				trigger = trigger || x.triggersAt(s, start, i, key)
			}
			if i < len(s) && s[i] == ' ' {
				i++ // what follows most words, without another turn of the switch
			} else if i == start+1 && i+1 < len(s) {
				trigger = trigger || kinds[s[i]] == digitKind || s[i] == '.' && x.skimInitialism(s, start) // Q1, a.m.
			}
		case spaceKind, stopKind, highKind:
			end, next := skimEnd(s, i)
			if next > 0 {
				return end, next, trigger
			}
			trigger = trigger || c >= 0x80 && (x.foreignTriggers || i+5 <= len(s) && allDigits(s[i+3:i+5])) // ’98
			i = max(end, i+1)
		default:
			var found bool
			i, found = x.skimNumber(s, i)
			trigger = trigger || found
		}
	}
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return i, i, trigger
}

// skimEnd looks at a space, a full stop or a byte beyond ASCII: where the sentence ends there and the next one begins,
// or else where to go on, with next 0.
func skimEnd(s string, i int) (end, next int) {
	switch c := s[i]; {
	case kinds[c] == spaceKind && c != '\n', kinds[c] == stopKind && i+1 < len(s) && wordBytes[s[i+1]]: // 2.5, U.S.
		return i + 1, 0
	}
	return text.SentenceEnd(s, i)
}

// endsSentence are the bytes that a sentence may end at, and those beyond ASCII.
var endsSentence = func() (t [256]bool) {
	for c := range t {
		t[c] = c == '\n' || kinds[c] == stopKind || kinds[c] == highKind
	}
	return t
}()

// triggersAt reports whether the word s[start:end] with a key is a trigger. A name must begin with a capital letter: "may" is
// none. Some common words are triggers only behind others: "while" is none, "long while" is.
func (x *lexer) triggersAt(s string, start, end int, key wordKey) bool {
	sig := x.lexemes[x.find(s[start:end], key)].sig
	if !x.triggers[sig] || x.named[sig] && s[start] > 'Z' {
		return false
	}
	return x.behind[sig] == nil || slices.Contains(x.behind[sig], keyBefore(s, start))
}

// keyBefore returns the key of the word before the one that begins at i, that of "0" for a number.
func keyBefore(s string, i int) wordKey {
	const farthest = 32
	from := max(0, i-farthest)
	for i > from && kinds[s[i-1]] != letterKind && kinds[s[i-1]] != digitKind {
		i--
	}
	if i > from && kinds[s[i-1]] == digitKind {
		return '0'
	}
	end := i
	for i > from && kinds[s[i-1]] == letterKind {
		i--
	}
	return keyOf(s[i:end])
}

// skipLetters returns where the ASCII letters that begin at i end.
func skipLetters(s string, i int) int {
	for i < len(s) && kinds[s[i]] == letterKind {
		i++
	}
	return i
}

// skimNumber steps over a number or a mark and reports whether it may be a date or time.
func (x *lexer) skimNumber(s string, from int) (end int, trigger bool) {
	if s[from] == '\'' {
		return from + 1, from+2 < len(s) && allDigits(s[from+1:from+3]) // '98
	}
	if kinds[s[from]] != digitKind {
		return from + 1, false
	}
	i := from
	for i < len(s) && kinds[s[i]] == digitKind {
		i++
	}
	switch i - from {
	case 4:
		trigger = s[from] <= '2'
	case 3:
		trigger = x.ancient || i < len(s) && folded(s[i]) == 's'
	case 1, 2:
		trigger = i < len(s) && (s[i] == ':' || s[i] == '/' || s[i] == '\'' || kinds[s[i]] == letterKind) // 10:30, 1/2, 60's, 25th
	}
	return i, trigger
}

// skimInitialism reports whether "a.m", "p.m", "b.c" begins at i, where three bytes are.
func (x *lexer) skimInitialism(s string, i int) bool {
	key := keyOf(s[i : i+3])
	return x.likely.has(key) && x.triggersAt(s, i, i+3, key)
}

package timex

import (
	"unicode/utf8"

	"timeline/pkg/text"
)

// longestSentence bounds a sentence: a line of ten megabytes without a full stop is read in pieces of this many bytes.
const longestSentence = 1 << 14

// skim finds the end of the sentence that begins at i and where the next one begins, and whether it holds a word or
// number that an expression of time can be recognised by. It is what most of a text gets, so it does no more than
// hash the words.
//
//nolint:gocognit // one switch over the kinds of bytes, and the hottest loop of all: calls would cost more than reading it
func (x *lexer) skim(s string, i int) (end, next int, trigger bool) {
	limit := min(len(s), i+longestSentence)
	for i < limit {
		switch c := s[i]; kinds[c] {
		case letterKind:
			start, h := i, uint32(0)
			for ; i < len(s); i++ {
				f := letters[s[i]]
				if f == 0 {
					break
				}
				h = hashStep(h, f)
			}
			if bit := h * 0x9E3779B1 >> 16; x.likely[bit>>6]&(1<<(bit&63)) != 0 {
				trigger = trigger || x.triggersAt(s[start:i], h)
			}
			if i < len(s) && s[i] == ' ' {
				i++ // what follows most words, without another turn of the switch
			} else if i == start+1 && i+1 < len(s) {
				trigger = trigger || kinds[s[i]] == digitKind || s[i] == '.' && x.skimInitialism(s, start) // Q1, a.m.
			}
		case digitKind:
			from := i
			for i < len(s) && kinds[s[i]] == digitKind {
				i++
			}
			trigger = trigger || x.skimNumber(s, from, i)
		case spaceKind:
			if c == '\n' {
				if end, next := text.SentenceEnd(s, i); next > 0 {
					return end, next, trigger
				}
			}
			i++
		case stopKind:
			if i+1 < len(s) && wordBytes[s[i+1]] != 0 { // 2.5, U.S.
				i++
				continue
			}
			end, next := text.SentenceEnd(s, i)
			if next > 0 {
				return end, next, trigger
			}
			i = end
		case highKind:
			end, next := text.SentenceEnd(s, i) // after an ellipsis
			if next > 0 {
				return end, next, trigger
			}
			trigger = trigger || x.foreignTriggers || i+5 <= len(s) && allDigits(s[i+3:i+5]) // ’98
			i = max(end, i+1)
		default:
			if c == '\'' && i+2 < len(s) && allDigits(s[i+1:i+3]) {
				trigger = true // '98
			}
			i++
		}
	}
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return i, i, trigger
}

// triggersAt reports whether a word with a hash is a trigger. A name must begin with a capital letter: "may" is none.
func (x *lexer) triggersAt(word string, h uint32) bool {
	sig := x.lexemes[x.find(word, h)].sig
	return x.triggers[sig] && (!x.named[sig] || word[0] <= 'Z')
}

// letters are the ASCII letters made small, and 0 for other bytes.
var letters = func() (t [256]byte) {
	for c := range t {
		if kinds[c] == letterKind {
			t[c] = folded(byte(c))
		}
	}
	return t
}()

// skimNumber reports whether the digits s[from:i] may be a date or time.
func (x *lexer) skimNumber(s string, from, i int) bool {
	switch i - from {
	case 4:
		return s[from] <= '2'
	case 3:
		return x.ancient || i < len(s) && folded(s[i]) == 's'
	case 1, 2:
		return i < len(s) && (s[i] == ':' || s[i] == '/' || letters[s[i]] != 0) // 10:30, 1/2, 25th
	}
	return false
}

// skimInitialism reports whether "a.m", "p.m", "b.c" begins at i, where three bytes are.
func (x *lexer) skimInitialism(s string, i int) bool {
	h := hashStep(hashStep(uint32(letters[s[i]]), '.'), letters[s[i+2]])
	bit := h * 0x9E3779B1 >> 16
	return x.likely[bit>>6]&(1<<(bit&63)) != 0
}

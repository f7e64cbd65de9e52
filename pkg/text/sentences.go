package text

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed abbreviations.txt
var abbreviationList string

var abbreviations = readAbbreviations(abbreviationList)

func readAbbreviations(list string) map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(list) {
		if word := strings.TrimSpace(line); word != "" && word[0] != '#' {
			set[word] = true
		}
	}
	return set
}

// longestListed is the length of the longest word in the list.
var longestListed = func() (n int) {
	for word := range abbreviations {
		n = max(n, len(word))
	}
	return n
}()

// longestAbbreviation bounds the word that is looked up before a full stop, so that a line without spaces stays linear.
const longestAbbreviation = 16

// Sentences returns the sentences of a text in order, without the white space around them. A sentence ends at a full
// stop, question or exclamation mark (with the quotes and brackets that close after it) when white space and something
// that can begin a sentence follow, and at a blank line. Every byte that is not white space belongs to exactly one
// sentence. The work is linear in the length of the text.
func Sentences(s string) []Span {
	var spans []Span
	start := 0
	for i := 0; i < len(s); {
		end, next := SentenceEnd(s, i)
		if next == 0 {
			i = end
			continue
		}
		spans = appendTrimmed(spans, s, start, end)
		start, i = next, next
	}
	return appendTrimmed(spans, s, start, len(s))
}

// SentenceEnd looks at the byte at i. When a sentence ends there it returns its end and where the next one begins;
// otherwise next is 0 and end is where to look next. It is for readers that walk the text themselves: [Sentences]
// is a loop over it.
func SentenceEnd(s string, i int) (end, next int) {
	switch c := s[i]; {
	case c == '\n':
		return i + 1, blankLine(s, i)
	case c == '.' || c == '!' || c == '?':
		return terminator(s, i)
	case c == 0xE2 && strings.HasPrefix(s[i:], "…"):
		return terminator(s, i+2)
	}
	return i + 1, 0
}

// blankLine returns where the text goes on after the blank line that begins at the line feed at i, or 0 when the next
// line is not blank.
func blankLine(s string, i int) (next int) {
	feeds := 0
	for i < len(s) && isSpace(s[i]) {
		if s[i] == '\n' {
			feeds++
		}
		i++
	}
	if feeds < 2 {
		return 0
	}
	return i
}

// terminator looks at the mark at i. It returns the end of the marks and closing quotes that begin there, and where
// the next sentence begins, or 0 when the sentence goes on.
func terminator(s string, i int) (end, next int) {
	end = i + 1
	for end < len(s) && !isSpace(s[end]) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !strings.ContainsRune(".!?…'\"’”»)]", r) {
			break
		}
		end += size
	}
	if end == len(s) || !isSpace(s[end]) {
		return end, 0
	}
	next = end
	for next < len(s) && isSpace(s[next]) {
		next++
	}
	if next == len(s) || !beginsSentence(s[next:]) {
		return end, 0
	}
	if s[i] == '.' && end == i+1 && isAbbreviation(s[:i], s[next:]) {
		return end, 0
	}
	return end, next
}

// beginsSentence reports whether a sentence can begin with s: a capital letter, a digit, an opening quote, a dash or
// a letter of a script without capitals.
func beginsSentence(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLower(r) && !strings.ContainsRune(",;:)]", r)
}

// isAbbreviation reports whether the full stop after s belongs to its last word: an abbreviation (some only before a number), an initial ("J"), or
// an initialism ("U.S", "p.m") that is not followed by a word which usually begins a sentence.
func isAbbreviation(s, after string) bool {
	word := s[lastWord(s):]
	first, size := utf8.DecodeRuneInString(word)
	switch {
	case size == len(word) && unicode.IsUpper(first):
		return true
	case strings.Contains(word, "."):
		opener := after[:nextWord(after)]
		return isInitialism(word) && !listed("+", opener)
	}
	return mayBeListed(word) && (listed("", word) || len(after) > 0 && '0' <= after[0] && after[0] <= '9' && listed("9", word))
}

// mayBeListed reports whether a word has the length and the last letter of one in the list, as most words do not.
func mayBeListed(word string) bool {
	if len(word) == 0 || len(word) >= len(listedEnds) {
		return false
	}
	last := word[len(word)-1]
	return last >= utf8.RuneSelf || listedEnds[len(word)][last|0x20]
}

// listedEnds are the last letters of the words in the list, in lower case, by the lengths of the words.
var listedEnds = func() (ends [longestAbbreviation + 1][256]bool) {
	for word := range abbreviations {
		if word = strings.TrimLeft(word, "+9"); word != "" && len(word) < len(ends) {
			ends[len(word)][word[len(word)-1]|0x20] = true
		}
	}
	return ends
}()

// listed looks up a word in the list of abbreviations without allocating.
func listed(mark, word string) bool {
	if len(word) > longestListed {
		return false
	}
	var buf [4 * longestAbbreviation]byte
	key := append(buf[:0], mark...)
	for i := 0; i < len(word); {
		if c := word[i]; c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			key = append(key, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(word[i:])
		key = utf8.AppendRune(key, unicode.ToLower(r))
		i += size
	}
	return abbreviations[string(key)]
}

// lastWord returns where the last word of s begins, at most longestAbbreviation bytes from its end.
func lastWord(s string) int {
	from := len(s)
	for from > 0 && len(s)-from <= longestAbbreviation {
		if c := s[from-1] | 0x20; 'a' <= c && c <= 'z' {
			from--
			continue
		}
		r, size := utf8.DecodeLastRuneInString(s[:from])
		if r != '.' && !unicode.IsLetter(r) {
			break
		}
		from -= size
	}
	return from
}

// nextWord returns where the word that s begins with ends, at most after longestAbbreviation bytes.
func nextWord(s string) int {
	for i, r := range s {
		if !unicode.IsLetter(r) || i > longestAbbreviation {
			return i
		}
	}
	return len(s)
}

// isInitialism reports whether a word is single letters with full stops between them.
func isInitialism(word string) bool {
	for part := range strings.SplitSeq(word, ".") {
		if utf8.RuneCountInString(part) != 1 {
			return false
		}
	}
	return true
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v'
}

func appendTrimmed(spans []Span, s string, start, end int) []Span {
	for start < end && isSpace(s[start]) {
		start++
	}
	for start < end && isSpace(s[end-1]) {
		end--
	}
	if start == end {
		return spans
	}
	return append(spans, Span{start, end})
}

package event

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"timeline/pkg/text"
)

// token is a word, a number or a punctuation mark of a text.
type token struct {
	text.Span
	low  string // lower-case, apostrophes made plain, a possessive ending taken off
	kind kind
	caps bool // starts with a capital letter
	poss bool // had a possessive ending: "Moscow's", "leaders'"
}

type kind uint8

const (
	word kind = iota
	number
	punct
)

// tokens splits the span of a text. A word keeps its inner hyphens, apostrophes and dots ("U.S.", "Ki-moon"); a
// number keeps its separators and an ordinal or per cent ending.
func tokens(s string, span text.Span) []token {
	toks := make([]token, 0, span.Len()/5+1)
	for i := span.Start; i < span.End; {
		if s[i] == ' ' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:span.End])
		switch {
		case unicode.IsSpace(r):
			i += size
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			end := wordEnd(s, i, span.End)
			toks = append(toks, wordToken(s, text.Span{Start: i, End: end}, r))
			i = end
		default:
			end := i + size
			if r == '-' && end < span.End && s[end] == '-' {
				end++ // "--" is a dash
			}
			toks = append(toks, token{Span: text.Span{Start: i, End: end}, low: s[i:end], kind: punct})
			i = end
		}
	}
	return toks
}

// tokensIn returns the tokens of a span of a text, of which all are the tokens.
func tokensIn(s string, all []token, span text.Span) []token {
	from := sort.Search(len(all), func(i int) bool { return all[i].Start >= span.Start })
	to := from + sort.Search(len(all)-from, func(i int) bool { return all[from+i].Start >= span.End })
	if from > 0 && all[from-1].End > span.Start || to > from && all[to-1].End > span.End {
		return tokens(s, span) // a word goes on over its edge
	}
	return all[from:to:to]
}

func wordEnd(s string, i, limit int) int {
	for i < limit {
		if c := s[i]; isASCIILetter(c) || '0' <= c && c <= '9' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:limit])
		if r < utf8.RuneSelf && strings.IndexByte("'-,:/.&", byte(r)) < 0 {
			return i // no mark that joins
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			i += size
			continue
		}
		if !joins(s, i, limit, r, size) {
			return i
		}
		i += size
	}
	return i
}

// joins reports whether the mark r at i holds the parts of a word together: an apostrophe, hyphen or decimal separator
// between letters or digits, or the dot of an initialism.
func joins(s string, i, limit int, r rune, size int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+size : limit])
	switch r {
	case '\'', '’':
		return unicode.IsLetter(before) && unicode.IsLetter(after)
	case '-', '‑':
		return (unicode.IsLetter(before) || unicode.IsDigit(before)) && (unicode.IsLetter(after) || unicode.IsDigit(after))
	case '&':
		return unicode.IsUpper(before) && unicode.IsUpper(after) // "S&P"
	case ',', ':', '/':
		return unicode.IsDigit(before) && unicode.IsDigit(after)
	case '.':
		if unicode.IsDigit(before) && unicode.IsDigit(after) {
			return true
		}
		return initialismDot(s, i, limit)
	}
	return false
}

// initialismDot reports whether the dot at i belongs to an initialism: "U.S.", "a.m.".
func initialismDot(s string, i, limit int) bool {
	single := i >= 1 && isASCIILetter(s[i-1]) && (i == 1 || !isASCIILetter(s[i-2]))
	if !single {
		return false
	}
	if i+1 < limit && isASCIILetter(s[i+1]) && (i+2 >= limit || !isASCIILetter(s[i+2])) {
		return true
	}
	return i >= 2 && s[i-2] == '.'
}

func isASCIILetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func wordToken(s string, span text.Span, first rune) token {
	t := token{Span: span, caps: unicode.IsUpper(first)}
	t.low = strings.ToLower(span.Of(s))
	if strings.Contains(t.low, "’") {
		t.low = strings.ReplaceAll(t.low, "’", "'")
	}
	if unicode.IsDigit(first) {
		t.kind = number
	}
	if base, ok := strings.CutSuffix(t.low, "'s"); ok {
		t.low, t.poss = base, true
	}
	return t
}

// Stem returns the stem of a lower-case English word: the plural and the commonest verb endings taken off, and
// irregular pasts brought to their lemma, so that "signs", "signed" and "signing" meet.
func Stem(w string) string {
	if l, ok := irregularPast[w]; ok {
		return l
	}
	n := len(w)
	switch {
	case n > 5 && strings.HasSuffix(w, "ing"):
		return undouble(w[:n-3])
	case n > 4 && strings.HasSuffix(w, "ied"), n > 4 && strings.HasSuffix(w, "ies"):
		return w[:n-3] + "y"
	case n > 4 && strings.HasSuffix(w, "ed"):
		return undouble(w[:n-2])
	case n > 4 && (strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "shes") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "xes")):
		return w[:n-2]
	case n > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		w = w[:n-1]
	}
	return strings.TrimSuffix(w, "e")
}

// undouble takes off the doubled consonant before an ending ("stopp-ed") and a final e.
func undouble(w string) string {
	n := len(w)
	if n > 2 && w[n-1] == w[n-2] && !strings.ContainsRune("lsz", rune(w[n-1])) {
		return w[:n-1]
	}
	return strings.TrimSuffix(w, "e")
}

// contentWords returns the stems of the content words among tokens, sorted, without repeats. Skip says which tokens
// do not count.
func contentWords(toks []token, skip func(token) bool) []string {
	words := make([]string, 0, len(toks))
	for _, t := range toks {
		if t.kind == punct || stopWords[t.low] || skip != nil && skip(t) {
			continue
		}
		if t.kind == word && len(t.low) < 3 && t.low != "un" && t.low != "eu" && t.low != "us" && t.low != "g8" && t.low != "g7" {
			continue
		}
		words = append(words, stem(t.low))
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// stem returns the stem of a word in the form in which articles are compared.
func stem(w string) string { return spell(Stem(w)) }

// spell brings the spellings of transliterated and transatlantic words together: "Yanukovich" and "Yanukovych",
// "Gaddafi", "Gadhafi" and "Kadafi" keep one form each as far as letters allow.
func spell(w string) string {
	if len(w) < 3 {
		return w
	}
	var b []byte // what is kept, from the first letter on that is not kept as it is
	for i := range len(w) {
		c, kept := spellLetter(w, i)
		last := byte(0)
		switch {
		case len(b) > 0:
			last = b[len(b)-1]
		case b == nil && i > 0:
			last = w[i-1]
		}
		kept = kept && !(last == c && c >= 'a' && c <= 'z' && c != 's' && c != 'e' && c != 'o')
		if b == nil && (!kept || c != w[i]) {
			b = append(make([]byte, 0, len(w)), w[:i]...)
		}
		if b != nil && kept {
			b = append(b, c)
		}
	}
	if b != nil {
		w = string(b)
	}
	if l := len(w); l > 4 && strings.HasSuffix(w, "ii") {
		w = w[:l-1]
	}
	return w
}

// spellLetter returns what is written for the letter at i, and whether anything is.
func spellLetter(w string, i int) (c byte, kept bool) {
	switch c = w[i]; {
	case c == '.' || c == '\'', c == 'h' && i > 0 && strings.IndexByte("kgd", w[i-1]) >= 0:
		return c, false
	case c == 'y' && i > 0 && i < len(w)-1:
		return 'i', true
	}
	return c, true
}

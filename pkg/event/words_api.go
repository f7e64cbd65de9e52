package event

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"timeline/pkg/source"
	"timeline/pkg/text"
)

// IsPronoun reports whether a lower-case word is a pronoun or another word that points back: a title that starts with
// one cannot stand alone.
func IsPronoun(w string) bool {
	return pronouns[w] || w == "his" || w == "her" || w == "its" || w == "their" || w == "our" || w == "my" || w == "i"
}

// IsStatement reports whether a lemma is a verb of saying.
func IsStatement(lemma string) bool { return statementLemmas[lemma] }

var statementLemmas = set(`say tell announc report add stat claim confirm declar insist not argu acknowledg admit writ believ estimat show`)

// IsStopWord reports whether a lower-case word carries no content.
func IsStopWord(w string) bool { return stopWords[w] }

// WordsFor finds the first word of a text for each stem, in lower case as it stands there, and puts it into the place of the
// stem in words, where that is still empty.
func WordsFor(s string, stems, words []string) {
	var first initials
	for i, stemmed := range stems {
		if words[i] == "" && stemmed != "" {
			first.add(initialsOf[stemmed[0]])
		}
	}
	for next := 0; next < len(s); {
		from := next
		r, size := utf8.DecodeRuneInString(s[from:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			next += size
			continue
		}
		next = wordEnd(s, from, len(s))
		if !first.mayBegin(s[from]) {
			continue
		}
		low := wordToken(s, text.Span{Start: from, End: next}, r).low
		w, left := stem(low), false
		for i, stemmed := range stems {
			if words[i] == "" && w == stemmed {
				words[i] = low
			}
			left = left || words[i] == ""
		}
		if !left {
			return
		}
	}
}

// initials is a set of bytes with which words begin, in lower case.
type initials [4]uint64

func (s *initials) put(c byte) { s[c/64] |= 1 << (c % 64) }

func (s *initials) add(o initials) {
	for i := range s {
		s[i] |= o[i]
	}
}

// mayBegin reports whether a word that begins with a byte, in either case, may be one of those.
func (s *initials) mayBegin(c byte) bool {
	if c >= utf8.RuneSelf {
		return true
	}
	if 'A' <= c && c <= 'Z' {
		c |= 0x20
	}
	return s[c/64]&(1<<(c%64)) != 0
}

// initialsOf is with what the words begin whose stems begin with a byte: with the same, but for irregular verbs.
var initialsOf = func() (of [256]initials) {
	for c := range of {
		of[c].put(byte(c))
	}
	for word, lemma := range irregularPast {
		of[lemma[0]].put(word[0])
	}
	return of
}()

// PersonKey returns a key that is the same for the spellings and forms of one person's name: the start of the given
// name and the surname. A surname alone has the key of the surname.
func PersonKey(name string) string {
	low := strings.ToLower(name)
	i := strings.LastIndexByte(low, ' ')
	if i < 0 {
		return spell(low)
	}
	given := spell(strings.ReplaceAll(low[:i], ".", ""))
	return given[:min(3, len(given))] + " " + spell(low[i+1:])
}

// shingles returns hashes of the sequences of n words among tokens, one in sample of them, chosen by their hash.
func shingles(toks []token, n int, sample uint64) []uint64 {
	words := make([]uint64, 0, len(toks))
	for _, t := range toks {
		if t.kind == punct {
			continue
		}
		h := fnv.New64a()
		h.Write([]byte(t.low))
		words = append(words, h.Sum64())
	}
	var out []uint64
	for i := 0; i+n <= len(words); i++ {
		var h uint64 = 14695981039346656037
		for _, w := range words[i : i+n] {
			h = (h ^ w) * 1099511628211
		}
		if h>>7%sample == 0 {
			out = append(out, h)
		}
	}
	return out
}

// gistBytes is how much of an article's beginning tells its news.
const gistBytes = 2000

// classGist is the weight of a kind of event in a gist.
const classGist = 0.6

// A Term is a word of an article's gist with its weight: names and numbers tell one story from another.
type Term struct {
	Word   string
	Weight float64
}

// gist returns the stems of the content words of an article's title and beginning, sorted by word, without repeats. all
// are the tokens of its text.
func gist(doc *source.Document, all []token) []Term {
	var toks []token
	toks = append(toks, tokens(doc.Title, text.Span{End: len(doc.Title)})...)
	left := gistBytes
	for _, b := range doc.Blocks {
		if left <= 0 {
			break
		}
		switch b.Role {
		case source.Prose, source.ListItem, source.Title, source.Subtitle, source.Caption:
			toks = append(toks, tokensIn(doc.Text, all, b.Span)...)
			left -= b.Len()
		}
	}
	weights := make(map[string]float64, len(toks)/2)
	for i, t := range toks {
		w, weight := gistTerm(t, i == 0 || toks[i-1].kind == punct)
		if w != "" {
			weights[w] = max(weights[w], weight)
		}
		for _, c := range classes[w] {
			weights["#"+c] = classGist // another word for the same kind of event
		}
	}
	out := make([]Term, 0, len(weights))
	for w, weight := range weights {
		out = append(out, Term{w, weight})
	}
	slices.SortFunc(out, func(a, b Term) int { return strings.Compare(a.Word, b.Word) })
	return out
}

// gistTerm returns what a token adds to a gist. Years, days and times add nothing: they are what is looked for.
func gistTerm(t token, opens bool) (string, float64) {
	switch {
	case t.kind == punct || stopWords[t.low]:
		return "", 0
	case t.kind == number:
		if len(t.low) < 2 || strings.Contains(t.low, ":") || len(t.low) == 4 && (t.low[:2] == "20" || t.low[:2] == "19") {
			return "", 0
		}
		return t.low, 1.2
	case len(t.low) < 2 || len(t.low) < 3 && !t.caps:
		return "", 0
	case t.caps && !opens:
		return stem(t.low), 1.5
	}
	return stem(t.low), 1
}

// StemOf returns the stem under which a word is compared.
func StemOf(w string) string { return stem(strings.ToLower(w)) }

package event

import (
	"hash/fnv"
	"slices"
	"strings"

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

// Shingles returns hashes of the sequences of n words in a text, one in sample of them, chosen by their hash.
func Shingles(s string, n int, sample uint64) []uint64 {
	toks := tokens(s, text.Span{End: len(s)})
	var words []uint64
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
const gistBytes = 900

// Gist returns the stems of the content words of an article's title and beginning, sorted.
func Gist(doc *source.Document) []string {
	skip := func(t token) bool { return t.kind == number }
	words := contentWords(tokens(doc.Title, text.Span{End: len(doc.Title)}), skip)
	left := gistBytes
	for _, b := range doc.Blocks {
		if left <= 0 {
			break
		}
		if b.Role == source.Prose || b.Role == source.ListItem || b.Role == source.Title || b.Role == source.Subtitle {
			words = append(words, contentWords(tokens(doc.Text, b.Span), skip)...)
			left -= b.Len()
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

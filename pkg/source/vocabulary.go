package source

import (
	"embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// The words that tell the parts of a page apart are data: words/LANGUAGE.txt explains its sections. Pages mix
// languages (an English article under a Russian menu), so that all of them are looked for in every article.
//
//go:embed words/*.txt
var wordFiles embed.FS

// vocabulary is the words of all languages together, ready for look-up.
type vocabulary struct {
	lines      map[string]bool     // plain
	starts     []string            // lower case
	phrases    map[string][]string // plain, by first word
	notices    map[string][]string // plain, by first word
	terms      map[string]bool
	imperative map[string][]string // plain, by first word
	persons    map[string]bool
	talk       map[string]bool
	chat       map[string]bool
	agencies   map[string]bool // plain
	credits    [256][]string   // lower case, by first byte
	bylines    map[string]bool
	labels     map[string]bool
	reporting  map[string][]string    // plain, by first word
	authors    map[string][]string    // plain, by first word
	places     map[string]bool        // as written
	stop       map[string]languageSet // the languages that each word is one of the small words of
	marked     map[string]marks

	creditStart   pairSet // the first two bytes of credits
	longestCredit int
}

// vocabularyLanguages are those with a file of words.
var vocabularyLanguages = []string{english: "en", russian: "ru", ukrainian: "uk"}

const (
	english = iota
	russian
	ukrainian
)

// languageSet has the bit of each of its languages set.
type languageSet uint8

var words = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{
		lines: map[string]bool{}, phrases: map[string][]string{}, notices: map[string][]string{}, terms: map[string]bool{}, imperative: map[string][]string{},
		persons: map[string]bool{}, talk: map[string]bool{}, chat: map[string]bool{}, agencies: map[string]bool{}, bylines: map[string]bool{}, labels: map[string]bool{},
		reporting: map[string][]string{}, authors: map[string][]string{}, places: map[string]bool{}, stop: map[string]languageSet{},
		marked: map[string]marks{},
	}
	for _, lang := range vocabularyLanguages {
		v.load(lang)
	}
	v.mark()
	data, _ := wordFiles.ReadFile("words/places.txt")
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			v.places[line] = true
		}
	}
	return v
})

func (v *vocabulary) load(lang string) {
	data, err := wordFiles.ReadFile("words/" + lang + ".txt")
	if err != nil {
		panic(err) // the file is compiled in
	}
	section := ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			section = strings.Trim(line, "[]")
		default:
			v.add(lang, section, line)
		}
	}
}

func (v *vocabulary) add(lang, section, entry string) {
	lower, simple := strings.ToLower(entry), plain(entry)
	switch section {
	case "line":
		v.lines[simple] = true
	case "start":
		v.starts = append(v.starts, lower)
	case "phrase":
		addByFirst(v.phrases, simple)
	case "notice":
		addByFirst(v.notices, simple)
	case "term":
		v.terms[simple] = true
	case "imperative":
		addByFirst(v.imperative, simple)
	case "person":
		v.persons[simple] = true
	case "talk":
		v.talk[simple] = true
	case "chat":
		v.chat[simple] = true
	case "agency":
		v.agencies[simple] = true
	case "credit":
		v.credits[lower[0]] = append(v.credits[lower[0]], lower)
	case "byline":
		v.bylines[lower] = true
	case "label":
		v.labels[lower] = true
	case "reporting":
		addByFirst(v.reporting, simple)
	case "credits":
		addByFirst(v.authors, simple)
	case "stop":
		v.stop[lower] |= 1 << slices.Index(vocabularyLanguages, lang)
	default:
		panic("source: no such section of words: " + section)
	}
}

// marks say which lists a word, or a phrase that begins with it, is in: what all words of a text lack together need not
// be looked for in each of them.
type marks uint8

const (
	termMark marks = 1 << iota
	personMark
	noticeMark
	phraseMark
	reportingMark
)

// mark fills in what follows from the lists.
func (v *vocabulary) mark() {
	for m, list := range map[marks]map[string]bool{termMark: v.terms, personMark: v.persons} {
		for w := range list {
			v.marked[w] |= m
		}
	}
	for m, list := range map[marks]map[string][]string{noticeMark: v.notices, phraseMark: v.phrases, reportingMark: v.reporting} {
		for w := range list {
			v.marked[w] |= m
		}
	}
	for _, c := range slices.Concat(v.credits[:]...) {
		v.creditStart.add(c[0], c[1])
		v.longestCredit = max(v.longestCredit, len(c))
	}
}

// marksOf returns the marks of all words of a plain text together.
func (v *vocabulary) marksOf(plain string) (all marks) {
	for plain != "" {
		var w string
		w, plain, _ = strings.Cut(plain, " ")
		all |= v.marked[w]
		if bare, ok := strings.CutSuffix(w, "'s"); ok {
			all |= v.marked[bare] & termMark
		}
	}
	return all
}

func addByFirst(m map[string][]string, phrase string) {
	first, _, _ := strings.Cut(phrase, " ")
	m[first] = append(m[first], phrase)
}

// plain returns text in lower case with a space for everything but letters, digits, "&" and apostrophes within
// words, which become straight ones.
func plain(s string) string {
	b := make([]byte, 0, len(s)+8)
	space := true
	for i := 0; i < len(s); {
		if c := plainBytes[s[i]]; c != 0 {
			b = append(b, c)
			space = false
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		r = unicode.ToLower(r)
		i += size
		switch {
		case (r == '\'' || r == '’') && !space:
			b = append(b, '\'')
		case r < utf8.RuneSelf && plainBytes[r] != 0: // the sign of kelvin is a k
			b = append(b, byte(r))
			space = false
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b = utf8.AppendRune(b, r)
			space = false
		case !space:
			b = append(b, ' ')
			space = true
		}
	}
	return strings.TrimRight(string(b), " '")
}

// plainBytes are the letters, digits and "&" of ASCII, as plain writes them; 0 stands for anything else.
var plainBytes = func() (set [256]byte) {
	for c := range byte(utf8.RuneSelf) {
		switch lower := c | 0x20; {
		case 'a' <= lower && lower <= 'z' && (c == lower || c+0x20 == lower):
			set[c] = lower
		case '0' <= c && c <= '9' || c == '&':
			set[c] = c
		}
	}
	return set
}()

// startsWith reports whether plain text starts with one of the phrases.
func startsWith(text string, phrases map[string][]string) bool {
	word, _, _ := strings.Cut(text, " ")
	for _, p := range phrases[word] {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	return false
}

// countPhrases returns how many of the phrases are in plain text, at the starts of words.
func countPhrases(text string, phrases map[string][]string) (n int) {
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[at:], ' '); i >= 0 {
			end = at + i
		}
		for _, p := range phrases[text[at:end]] {
			if rest := text[at:]; strings.HasPrefix(rest, p) && (len(rest) == len(p) || rest[len(p)] == ' ' || rest[len(p)] == '\'') {
				n++
				break
			}
		}
		at = end + 1
	}
	return n
}

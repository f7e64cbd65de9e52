package source

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
	"golang.org/x/text/language"
)

// languageTag returns the canonical form of a BCP 47 tag.
func languageTag(s string) (string, bool) {
	tag, err := language.Parse(strings.ReplaceAll(s, "_", "-"))
	if err != nil || tag == language.Und {
		return "", false
	}
	return tag.String(), true
}

// detectSample bounds the text that the language is detected from.
const detectSample = 8000

// detectLanguage finds the language of an article that does not state it: by the letters that only one of them has
// and by the commonest words for Russian, Ukrainian and English, by trigrams for all others. The same text always
// gives the same language; a text without words is taken as English.
func (d *draft) detectLanguage() {
	if d.Language == "" {
		d.Language = languageOf(d.Text)
	}
}

func languageOf(s string) string {
	if len(s) > detectSample {
		s = strings.ToValidUTF8(s[:detectSample], "")
	}
	var counts [3]int
	tokens, letters, cyrillic := 0, 0, 0
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if 'a' <= r|0x20 && r|0x20 <= 'z' {
				letters++
			}
			continue
		case !unicode.IsLetter(r):
			continue
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		}
		letters++
		switch unicode.ToLower(r) {
		case 'ы', 'э', 'ъ', 'ё':
			counts[russian]++
		case 'і', 'ї', 'є', 'ґ':
			counts[ukrainian]++
		}
	}
	v, rest := words(), plain(s)
	for rest != "" {
		var w string
		w, rest, _ = strings.Cut(rest, " ")
		tokens++
		for set := v.stop[w]; set != 0; set &= set - 1 {
			counts[bits.TrailingZeros8(uint8(set))]++
		}
	}
	switch {
	case letters == 0:
		return "en"
	case cyrillic*2 > letters && counts[russian]+counts[ukrainian] > 0 && counts[ukrainian] > counts[russian]:
		return "uk"
	case cyrillic*2 > letters && counts[russian] > 0:
		return "ru"
	case cyrillic*2 <= letters && counts[english]*100 >= tokens*8:
		return "en"
	}
	if info := whatlanggo.Detect(s); info.IsReliable() && info.Lang.Iso6391() != "" {
		return info.Lang.Iso6391()
	}
	return "en"
}

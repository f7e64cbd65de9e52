package correct

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"timeline/pkg/diag"
	"timeline/pkg/text"
)

// folded is a text in the form in which quotes are compared: runs of white space are one space, and the quotation
// marks and dashes that keyboards lack are those that they have. at holds, for every byte, where it came from.
type folded struct {
	text string
	at   []int
}

func fold(s string) folded {
	f := folded{at: make([]int, 0, len(s)+1)}
	var b strings.Builder
	space := false
	for i, r := range s {
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			f.at = append(f.at, i-1)
			space = false
		}
		n := b.Len()
		b.WriteRune(plain(r))
		for range b.Len() - n {
			f.at = append(f.at, i)
		}
	}
	f.text = b.String()
	return f
}

// plain returns the character that a keyboard has for a typographic one.
func plain(r rune) rune {
	switch r {
	case '‘', '’', 'ʼ', '‛':
		return '\''
	case '“', '”', '„', '«', '»':
		return '"'
	case '‐', '‑', '–', '—', '−':
		return '-'
	}
	return r
}

// find returns where a quote stands in the text that was folded: every place, in order, none overlapping.
func (f folded) find(original, quote string) []text.Span {
	q := fold(quote).text
	var spans []text.Span
	for from := 0; q != ""; {
		i := strings.Index(f.text[from:], q)
		if i < 0 {
			break
		}
		start, end := from+i, from+i+len(q)
		last := f.at[end-1]
		_, size := utf8.DecodeRuneInString(original[last:])
		spans = append(spans, text.Span{Start: f.at[start], End: last + size})
		from = end
	}
	return spans
}

// same reports whether one quote is a part of the other.
func same(a, b string) bool {
	a, b = fold(a).text, fold(b).text
	return a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a))
}

// nearest returns the sentence of a text that shares most words with a quote; "" when none shares a third of them.
func nearest(body, quote string) string {
	want := wordSet(quote)
	best, score := "", 0.0
	for _, span := range text.Sentences(body) {
		sentence := span.Of(body)
		shared := 0
		for w := range wordSet(sentence) {
			if want[w] {
				shared++
			}
		}
		if s := float64(shared) / float64(max(1, len(want))); s > score {
			best, score = sentence, s
		}
	}
	if score < 1.0/3 {
		return ""
	}
	return text.Fold(best)
}

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		set[w] = true
	}
	return set
}

// NearIDs returns the IDs that a person may have meant, at most three: those spelt nearly so; or else those that share
// most of its parts; or else, since the IDs of events start with a day, those of that month that are nearest to it.
func NearIDs(id string, known []string) []string {
	if near := diag.Nearest(id, known); len(near) > 0 {
		return near
	}
	parts := wordSet(id)
	type candidate struct {
		id            string
		shared, start int
	}
	var list []candidate
	for _, k := range known {
		c := candidate{id: k, start: commonStart(k, id)}
		for p := range wordSet(k) {
			if parts[p] {
				c.shared++
			}
		}
		if 2*c.shared >= len(parts) && c.shared > 0 || c.start >= len("2014-02-") {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(b.start, a.start), cmp.Compare(a.id, b.id))
	})
	var near []string
	for _, c := range list[:min(3, len(list))] {
		near = append(near, c.id)
	}
	return near
}

// commonStart returns how many bytes two texts start with in common.
func commonStart(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

package site

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"timeline/pkg/source"
	"timeline/pkg/text"
)

// sourceView is the page of one source.
type sourceView struct {
	*src
	Blocks []block  // the text, when it may be shown
	Rest   []*quote // quotes that stand in no block of it
	Why    string   // how the publication date is known
	From   string
}

// block is a paragraph of a shown text, in pieces: plain, or a quoted sentence.
type block struct {
	Role   string
	Pieces []piece
}

type piece struct {
	Text  string
	Quote *quote
}

func (m *model) sourcePage(s *src) task {
	return task{path: s.Path + "index.html", key: m.sourceKey(s), render: func(*renderer) (page, error) {
		v := &sourceView{src: s, Rest: s.Quotes, Why: clean(s.PublishedWhy), From: s.PublishedFrom}
		if s.doc != nil && (s.Digest || s.doc.Publish == source.Full) {
			v.Blocks, v.Rest = showText(s.doc, s.Quotes)
		}
		return page{
			Template: "source.html", Kind: "sources", Title: s.Title, Body: v, JSONLD: m.sourceData(s),
			Description: m.words.text("reports_of", s.Name(), s.Title) + " " + m.words.count("events", len(s.Events)),
		}, nil
	}}
}

// showText cuts a document's blocks at the quotes and returns the quotes that it does not hold.
func showText(doc *source.Document, quotes []*quote) (blocks []block, rest []*quote) {
	placed := map[*quote]bool{}
	for _, b := range doc.Blocks {
		role, shown := shownRole(b.Role)
		if !shown {
			continue
		}
		blocks = append(blocks, block{Role: role, Pieces: pieces(clean(text.Fold(b.Of(doc.Text))), quotes, placed)})
	}
	for _, q := range quotes {
		if !placed[q] {
			rest = append(rest, q)
		}
	}
	return blocks, rest
}

// shownRole returns the element for a block. The headline is the page's own; boilerplate and bylines are left out.
func shownRole(r source.Role) (string, bool) {
	switch r {
	case source.Prose, source.Caption, source.TableRow, source.Subtitle, source.Dateline:
		return "p", true
	case source.Heading:
		return "h", true
	case source.ListItem:
		return "li", true
	case source.Quote:
		return "q", true
	}
	return "", false
}

// pieces cuts a block at the quotes that stand in it, in the order of the text. A quote that overlaps an earlier one or
// was placed already is left for the list below the text.
func pieces(s string, quotes []*quote, placed map[*quote]bool) []piece {
	const patience = 16 // quotes that may stand elsewhere before the search in this block ends
	var out []piece
	at, misses := 0, 0
	for _, q := range quotes {
		words := text.Fold(q.Text)
		if placed[q] || words == "" {
			continue
		}
		i := indexWords(s, at, words) - at
		if i < 0 {
			if misses++; misses == patience {
				break
			}
			continue
		}
		if i > 0 {
			out = append(out, piece{Text: s[at : at+i]})
		}
		out = append(out, piece{Text: words, Quote: q})
		placed[q] = true
		at += i + len(words)
	}
	if at < len(s) {
		out = append(out, piece{Text: s[at:]})
	}
	return out
}

// indexWords returns the first place of words in s from a place on where they neither begin nor end inside a word, or -1.
func indexWords(s string, from int, words string) int {
	for {
		i := strings.Index(s[from:], words)
		if i < 0 {
			return -1
		}
		if i += from; wordEdge(s, i, i+len(words)) {
			return i
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		from = i + size
	}
}

// wordEdge reports whether s[i:j] does not begin or end inside a word.
func wordEdge(s string, i, j int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[j:])
	first, _ := utf8.DecodeRuneInString(s[i:])
	last, _ := utf8.DecodeLastRuneInString(s[:j])
	return !(unicode.IsLetter(before) && unicode.IsLetter(first)) && !(unicode.IsLetter(after) && unicode.IsLetter(last))
}

package source

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"timeline/pkg/text"
)

// readPlain reads plain text: paragraphs between blank lines. Within a paragraph the lines of a hard-wrapped text
// are joined, and lines that stand for themselves (a byline, a list, a menu) become blocks of their own. The text of
// many pages comes with inline Markdown links, of which the words are kept.
func (d *draft) readPlain(s string, at int) {
	d.near = map[int]bool{}
	var lines []plainLine
	for offset := 0; offset < len(s); {
		end := len(s)
		if i := strings.IndexAny(s[offset:], "\r\n"); i >= 0 {
			end = offset + i
		}
		raw := s[offset:end]
		trimmed := strings.TrimSpace(raw)
		if trimmed == "" {
			d.paragraph(lines)
			lines = lines[:0]
		} else {
			start := offset + strings.Index(raw, trimmed)
			lines = append(lines, plainLine{trimmed, at + start})
		}
		offset = end + 1
		if end+1 < len(s) && s[end:end+2] == "\r\n" {
			offset++
		}
	}
	d.paragraph(lines)
	d.end()
}

// plainLine is a line without the white space around it, and where it starts.
type plainLine struct {
	text string
	at   int
}

// paragraph adds the lines between two blank lines.
func (d *draft) paragraph(lines []plainLine) {
	width := wrapWidth(lines)
	for i, l := range lines {
		if i > 0 && continues(lines[i-1].text, l.text, width) {
			d.lineBreak(lines[i-1].at+len(lines[i-1].text), l.at)
			d.line(l)
			continue
		}
		d.begin(Prose)
		d.line(l)
		if i > 0 && d.started {
			d.near[d.blocks[len(d.blocks)-1].Start] = true
		}
	}
	d.end()
}

// Hard-wrapped text is at most maxWrap characters wide, and a line that was wrapped is at least minWrap long.
// Sentences go on in lower case after lines of up to longest.
const minWrap, maxWrap, longest = 30, 100, 160

// wrapWidth returns the width that a paragraph was wrapped at, 0 when its lines do not look wrapped: a wrapped
// paragraph has three lines or more of nearly the same length.
func wrapWidth(lines []plainLine) int {
	width := 0
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(l.text))
	}
	full := 0
	for _, l := range lines {
		if utf8.RuneCountInString(l.text)*5 >= width*4 {
			full++
		}
	}
	if width > maxWrap || width < minWrap || full < 3 {
		return 0
	}
	return width
}

// continues reports whether a line goes on with the sentence of the line before it, in a paragraph that is wrapped at
// a width.
func continues(before, line string, width int) bool {
	length := utf8.RuneCountInString(before)
	if bullet().MatchString(line) || length < minWrap || length > longest {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(line)
	ended := strings.ContainsRune(`.!?…:"”»)]`, last)
	if unicode.IsLower(first) && !ended || unicode.IsDigit(first) && monthAtEnd().MatchString(before) {
		return true
	}
	word, _, _ := strings.Cut(line, " ")
	full := (length+1+utf8.RuneCountInString(word))*100 > width*92
	if width == 0 || length > maxWrap || ended && !full || !ended && length*10 < width*6 {
		return false
	}
	for _, l := range []string{before, line} {
		if f := newFeatures(l); f.byline || f.dateline || f.furnish || f.caption {
			return false
		}
	}
	return true
}

var (
	monthAtEnd = text.Pattern(`(?i)\b` + monthNames + `\.?$`)
	bullet     = text.Pattern(`^(?:[*•·▪–—+-]|\d{1,2}[.)])\s`)
	inlineLink = text.Pattern(`!?\[([^\[\]\n]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+"[^"\n]*")?\)`)
)

// line adds the words of a line. Links give their words, pictures nothing unless they are all there is.
func (d *draft) line(l plainLine) {
	if loc := bullet().FindStringIndex(l.text); loc != nil && d.role == Prose && !d.started {
		d.role = ListItem
		l = plainLine{l.text[loc[1]:], l.at + loc[1]}
	}
	at := 0
	var links [][]int
	if strings.Contains(l.text, "](") {
		links = inlineLink().FindAllStringSubmatchIndex(l.text, -1)
	}
	for _, m := range links {
		d.write(l.text[at:m[0]], l.at+at)
		picture := l.text[m[0]] == '!'
		switch {
		case picture && m[0] == 0 && m[1] == len(l.text):
			d.role = Caption
			d.write(l.text[m[2]:m[3]], l.at+m[2])
		case picture:
			d.gap(l.at+m[0], l.at+m[1])
		default:
			d.link(l.text[m[2]:m[3]], l.at+m[2], text.Span{Start: l.at + m[0], End: l.at + m[1]})
		}
		at = m[1]
	}
	d.write(l.text[at:], l.at+at)
}

// link adds the words of a link, which stands in the file with its marks at whole.
func (d *draft) link(words string, at int, whole text.Span) {
	before := len(d.text)
	if !d.started {
		before = -1
	}
	d.write(words, at)
	if e, ok := d.elementSince(before); ok {
		e.File = whole
		d.wrapped = append(d.wrapped, e)
	}
}

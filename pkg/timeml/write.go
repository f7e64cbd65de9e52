package timeml

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"timeline/pkg/date"
	"timeline/pkg/text"
	"timeline/pkg/timex"
)

// place is a point between two bytes of the content of <TEXT>: before pieces[piece], or inside it.
type place struct{ piece, offset int }

// insert is a TIMEX3 start tag (mention >= 0) or an end tag to be written at a place.
type insert struct {
	at      place
	mention int
}

// With returns the document with the TIMEX3 elements inside <TEXT> replaced by the mentions, whose spans are in Text.
// All other bytes stay as they are, but for a mention inside a CDATA section, which is closed and opened around its tags.
// The result is well-formed when the document is: a mention that would cross another element is widened over the
// tags beside it when that is enough, and otherwise keeps its longest part within one element.
//
// A mention where the document had one keeps its id, so that links to it stay true; others get ids that are free.
func (d *Document) With(mentions []timex.Mention) []byte {
	mentions = inOrder(mentions, len(d.Text))
	ids := d.ids(mentions)
	anchors := anchorIDs(mentions, ids, d.dctID)
	var inserts []insert
	from := 0
	for i := range mentions {
		var start, end place
		var ok bool
		if start, end, from, ok = d.fit(mentions[i].Span, from); ok {
			inserts = append(inserts, insert{start, i}, insert{end, -1})
		}
	}
	return d.render(inserts, func(b []byte, i int) []byte { return appendTag(b, &mentions[i], ids[i], anchors[i]) })
}

func (d *Document) render(inserts []insert, tag func([]byte, int) []byte) []byte {
	if len(d.pieces) == 0 {
		return []byte(d.raw)
	}
	b := make([]byte, 0, len(d.raw)+len(inserts)*40)
	b = append(b, d.raw[:d.pieces[0].raw]...)
	for i, p := range d.pieces {
		at := 0
		for len(inserts) > 0 && inserts[0].at.piece == i {
			offset := inserts[0].at.offset
			b = append(b, d.raw[p.raw+at:p.raw+offset]...)
			b = appendInsert(b, inserts[0], p.inCDATA, tag)
			at, inserts = offset, inserts[1:]
		}
		if p.kind != oldTag {
			b = append(b, d.raw[p.raw+at:p.rawEnd]...)
		}
	}
	for _, in := range inserts {
		b = appendInsert(b, in, false, tag)
	}
	return append(b, d.raw[d.pieces[len(d.pieces)-1].rawEnd:]...)
}

func appendInsert(b []byte, in insert, inCDATA bool, tag func([]byte, int) []byte) []byte {
	if inCDATA {
		b = append(b, "]]>"...)
	}
	if in.mention >= 0 {
		b = tag(b, in.mention)
	} else {
		b = append(b, "</TIMEX3>"...)
	}
	if inCDATA {
		b = append(b, "<![CDATA["...)
	}
	return b
}

// fit finds the places for the tags of a span, looking from a piece on; it returns the piece from which the search for
// the next span can go on.
func (d *Document) fit(span text.Span, from int) (start, end place, next int, ok bool) {
	first := from
	for d.pieces[first].textEnd <= span.Start {
		first++
	}
	last := first
	for d.pieces[last].textEnd < span.End {
		last++
	}
	opens, closes := unmatched(d.pieces, first, last)
	start = d.before(span.Start, first)
	end = d.after(span.End, last)
	moved, ok1 := d.widenStart(start, len(closes))
	until, ok2 := d.widenEnd(end, len(opens))
	if ok1 && ok2 {
		return d.outOfCDATA(moved, true), d.outOfCDATA(until, false), last, true
	}
	part := d.longestPart(span, last, append(closes, opens...))
	if part.Len() == 0 {
		return place{}, place{}, last, false
	}
	start, end, _, ok = d.fit(part, first)
	return start, end, last, ok
}

func (d *Document) before(offset, i int) place { return place{i, offset - d.pieces[i].text} }

func (d *Document) after(offset, i int) place {
	if offset == d.pieces[i].textEnd {
		return place{i + 1, 0}
	}
	return place{i, offset - d.pieces[i].text}
}

// unmatched returns the start and end tags among the pieces that have no partner there. All of closes come before
// all of opens.
func unmatched(pieces []piece, first, last int) (opens, closes []int) {
	for i := first; i <= last; i++ {
		switch pieces[i].kind {
		case openTag:
			opens = append(opens, i)
		case closeTag:
			if n := len(opens); n > 0 {
				opens = opens[:n-1]
			} else {
				closes = append(closes, i)
			}
		}
	}
	return opens, closes
}

// widenStart moves a place back over n start tags, with no text between.
func (d *Document) widenStart(at place, n int) (place, bool) {
	if n == 0 {
		return at, true
	}
	for i := at.piece - 1; i >= 0 && at.offset == 0; i-- {
		p := d.pieces[i]
		if p.kind == closeTag || p.textEnd > p.text {
			break
		}
		if p.kind == openTag {
			if n--; n == 0 {
				return place{i, 0}, true
			}
		}
	}
	return at, false
}

// widenEnd moves a place on over n end tags, with no text between.
func (d *Document) widenEnd(at place, n int) (place, bool) {
	if n == 0 {
		return at, true
	}
	for i := at.piece; i < len(d.pieces) && at.offset == 0; i++ {
		p := d.pieces[i]
		if p.kind == openTag || p.textEnd > p.text {
			break
		}
		if p.kind == closeTag {
			if n--; n == 0 {
				return place{i + 1, 0}, true
			}
		}
	}
	return at, false
}

// outOfCDATA moves a place at the very edge of a CDATA section out of it, so that the section need not be cut.
func (d *Document) outOfCDATA(at place, isStart bool) place {
	if at.offset != 0 {
		return at
	}
	if i := at.piece - 1; isStart && i >= 0 && d.pieces[i].kind == cdataOpen {
		return place{i, 0}
	}
	if i := at.piece; !isStart && i < len(d.pieces) && d.pieces[i].kind == cdataClose {
		return place{i + 1, 0}
	}
	return at
}

// longestPart cuts a span at tags and returns the longest part, without white space at its ends.
func (d *Document) longestPart(span text.Span, last int, cuts []int) text.Span {
	var best text.Span
	from := span.Start
	for _, cut := range append(cuts, last+1) {
		to := span.End
		if cut <= last {
			to = d.pieces[cut].text
		}
		if part := trim(d.Text, text.Span{Start: from, End: to}); part.Len() > best.Len() {
			best = part
		}
		from = to
	}
	return best
}

func trim(s string, span text.Span) text.Span {
	words := strings.TrimLeft(span.Of(s), " \t\r\n")
	span.Start = span.End - len(words)
	span.End = span.Start + len(strings.TrimRight(words, " \t\r\n"))
	return span
}

// ids gives each mention the id of the expression that the document had there, or a new one.
func (d *Document) ids(mentions []timex.Mention) []string {
	ids := make([]string, len(mentions))
	used := map[string]bool{"": true, d.dctID: true}
	next, g := d.lastID+1, 0
	for i := range mentions {
		for g < len(d.Gold) && d.Gold[g].Start < mentions[i].End && (d.Gold[g].End <= mentions[i].Start || used[d.Gold[g].ID]) {
			g++
		}
		if g < len(d.Gold) && d.Gold[g].Overlaps(mentions[i].Span) && !used[d.Gold[g].ID] {
			ids[i] = d.Gold[g].ID
			used[ids[i]] = true
			g++
			continue
		}
		ids[i] = "t" + strconv.Itoa(next)
		next++
	}
	return ids
}

// inOrder returns the mentions by place, without those that are empty, outside the text or overlap an earlier one.
func inOrder(mentions []timex.Mention, length int) []timex.Mention {
	good := true
	end := 0
	for i := range mentions {
		s := mentions[i].Span
		good = good && s.Start >= end && s.End > s.Start && s.End <= length
		end = s.End
	}
	if good {
		return mentions
	}
	sorted := slices.Clone(mentions)
	slices.SortStableFunc(sorted, func(a, b timex.Mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	end = 0
	return slices.DeleteFunc(sorted, func(m timex.Mention) bool {
		bad := m.Start < end || m.End <= m.Start || m.End > length
		if !bad {
			end = m.End
		}
		return bad
	})
}

// anchorIDs returns for each mention the id of what it was measured from, or "".
func anchorIDs(mentions []timex.Mention, ids []string, dctID string) []string {
	anchors := make([]string, len(mentions))
	var bySpan map[text.Span]string
	for i := range mentions {
		switch mentions[i].Anchor.Kind {
		case timex.AnchorDCT:
			anchors[i] = dctID
		case timex.AnchorReference, timex.AnchorEvent:
			if bySpan == nil {
				bySpan = make(map[text.Span]string, len(mentions))
				for j := range mentions {
					bySpan[mentions[j].Span] = ids[j]
				}
			}
			if id := bySpan[mentions[i].Anchor.Span]; id != ids[i] {
				anchors[i] = id
			}
		}
	}
	return anchors
}

func appendTag(b []byte, m *timex.Mention, id, anchor string) []byte {
	b = appendAttribute(append(b, "<TIMEX3"...), "tid", id)
	b = appendAttribute(b, "type", string(m.Type))
	b = appendAttribute(b, "value", cmp.Or(m.Value, m.Raw))
	for _, a := range [...][2]string{{"mod", m.Mod}, {"quant", m.Quant}, {"freq", m.Freq}, {"anchorTimeID", anchor}} {
		if a[1] != "" {
			b = appendAttribute(b, a[0], a[1])
		}
	}
	return append(b, '>')
}

func appendAttribute(b []byte, name, value string) []byte {
	b = append(append(append(b, ' '), name...), `="`...)
	return append(appendEscaped(b, value), '"')
}

// AppendHead appends the beginning of a new document up to and with <TEXT>.
func AppendHead(b []byte, id string, dct date.Value) []byte {
	b = append(b, `<?xml version="1.0" encoding="UTF-8"?>
<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">

<DOCID>`...)
	b = appendEscaped(b, id)
	kind := "DATE"
	if dct.Grain() == date.Time {
		kind = "TIME"
	}
	b = append(b, "</DOCID>\n\n<DCT><TIMEX3 tid=\"t0\" type=\""+kind+"\""...)
	b = appendAttribute(b, "value", dct.String())
	b = append(b, ` temporalFunction="false" functionInDocument="CREATION_TIME">`...)
	b = appendEscaped(b, dct.String())
	return append(b, "</TIMEX3></DCT>\n\n<TEXT>"...)
}

// AppendText appends text with its mentions, whose spans are in s, and returns the first free id number after them.
// The text reads back from any XML parser as it was, but that characters which XML cannot hold become U+FFFD.
func AppendText(b []byte, s string, mentions []timex.Mention, firstID int) ([]byte, int) {
	mentions = inOrder(mentions, len(s))
	ids := make([]string, len(mentions))
	for i := range ids {
		ids[i] = "t" + strconv.Itoa(firstID+i)
	}
	anchors := anchorIDs(mentions, ids, "t0")
	at := 0
	for i := range mentions {
		m := &mentions[i]
		b = appendEscaped(b, s[at:m.Start])
		b = appendTag(b, m, ids[i], anchors[i])
		b = appendEscaped(b, m.Of(s))
		b = append(b, "</TIMEX3>"...)
		at = m.End
	}
	return appendEscaped(b, s[at:]), firstID + len(mentions)
}

// AppendTail appends the end of a new document.
func AppendTail(b []byte) []byte { return append(b, "</TEXT>\n\n</TimeML>\n"...) }

// appendEscaped appends s as XML text or attribute value.
func appendEscaped(b []byte, s string) []byte {
	plain := 0
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf && escapes[c] == "" {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r >= utf8.RuneSelf && (r != utf8.RuneError || size > 1) && allowed(r) {
			i += size
			continue
		}
		b = append(b, s[plain:i]...)
		if r < utf8.RuneSelf {
			b = append(b, escapes[r]...)
		} else {
			b = append(b, "\uFFFD"...)
		}
		i += size
		plain = i
	}
	return append(b, s[plain:]...)
}

// escapes holds what is written for the ASCII characters that cannot stand as they are.
var escapes = func() (table [utf8.RuneSelf]string) {
	for c := range table {
		if !allowed(rune(c)) {
			table[c] = "\uFFFD"
		}
	}
	table['&'], table['<'], table['>'], table['"'], table['\r'] = "&amp;", "&lt;", "&gt;", "&quot;", "&#13;"
	return table
}()

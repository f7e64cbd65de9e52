// Package timeml reads and writes TimeML 1.2.1 documents without touching what is not ours.
//
// A TimeML document holds an article with its temporal expressions marked inside <TEXT>:
//
//	<TimeML>
//	<DOCID>wire-0412</DOCID>
//	<DCT><TIMEX3 tid="t0" type="DATE" value="2014-03-28" functionInDocument="CREATION_TIME">2014-03-28</TIMEX3></DCT>
//	<TEXT>The envoy <EVENT eid="e1" class="OCCURRENCE">left</EVENT>
//	<TIMEX3 tid="t1" type="DATE" value="2014-03-21">last Friday</TIMEX3>.</TEXT>
//	</TimeML>
//
// [Parse] gives its text without markup, its date and the expressions already marked. [Document.With] writes the
// same document back with other expressions: the TIMEX3 tags inside <TEXT> are replaced, every other byte is kept,
// and so is the nesting of the elements. [AppendHead], [AppendText] and [AppendTail] write a new document around
// plain text, in pieces of any size.
package timeml

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/text"
)

// Document is a TimeML document. It is not changed after parsing.
type Document struct {
	ID   string     // the content of <DOCID>
	DCT  date.Value // the document creation time; zero when it has none that is a date
	Text string     // the characters of <TEXT>, as an XML parser gives them: without tags, references resolved
	Gold []TIMEX3   // the expressions marked inside <TEXT>, in the order of their start tags

	raw    string
	pieces []piece // of the content of <TEXT>
	dctID  string  // tid of the DCT
	lastID int     // the highest number among all ids of the form tN
}

// TIMEX3 is one marked expression (TimeML 1.2.1, 2.2.2).
type TIMEX3 struct {
	text.Span // in Document.Text; empty for an implicit expression, <TIMEX3 …/>
	ID        string
	Type      string
	Value     string
	Mod       string
	Quant     string
	Freq      string
}

// piece is a part of the content of <TEXT> that stands for Text[text:textEnd], which is empty for markup.
type piece struct {
	kind          pieceKind
	inCDATA       bool
	text, textEnd int
	raw, rawEnd   int
}

type pieceKind uint8

const (
	literal   pieceKind = iota // the same bytes in the text
	reference                  // &amp; or a line break: other bytes in the text
	openTag
	closeTag
	oldTag // a TIMEX3 tag: left out when the document is written
	cdataOpen
	cdataClose
	other // empty elements, comments, processing instructions
)

// Parse reads a TimeML document in UTF-8. It is lenient where the text can still be read without doubt: an entity that XML
// does not define stays as it is written. An error is a [diag.Problem] with its position in file.
func Parse(file string, data []byte) (*Document, error) {
	d := &Document{raw: string(data)}
	if at := invalidUTF8(d.raw); at >= 0 {
		return nil, diag.Problem{Position: diag.At(file, d.raw, at), Message: "the file is not UTF-8",
			Hint: "convert it: iconv -f ISO-8859-1 -t UTF-8"}
	}
	p := parser{doc: d, textAt: -1}
	if at, message := p.run(); message != "" {
		return nil, diag.Problem{Position: diag.At(file, d.raw, at), Message: message}
	}
	if !p.textDone {
		return nil, diag.Problem{Position: diag.Position{File: file}, Message: "there is no <TEXT> element",
			Hint: "a TimeML document has its article inside <TEXT>"}
	}
	d.Text = p.text.String()
	return d, nil
}

func invalidUTF8(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i, r := range s {
		if _, size := utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && size == 1 {
			return i
		}
	}
	return -1
}

// parser follows the elements of a document. Only the first <TEXT> is the article.
type parser struct {
	doc      *Document
	stack    []string // names of the open elements
	textAt   int      // the depth of <TEXT> in the stack while inside it, else -1
	textDone bool
	text     strings.Builder
	marks    []int // the open TIMEX3 elements of the text, as indexes of Gold
	content  int   // where the content of the innermost element without children begins
	created  bool  // the DCT was given as a creation time, not only by its place
}

// run reads the whole document. It returns the place and the message of the first mistake.
func (p *parser) run() (at int, message string) {
	s := p.doc.raw
	for at < len(s) {
		t, message := next(s, at)
		if message != "" {
			return at, message
		}
		if message := p.token(t); message != "" {
			return at, message
		}
		at = t.end
	}
	if n := len(p.stack); n > 0 {
		return len(s), "the element <" + shorten(p.stack[n-1]) + "> is not closed"
	}
	return 0, ""
}

func (p *parser) token(t token) (message string) {
	switch t.kind {
	case startToken:
		p.open(t)
	case emptyToken:
		if t.name == "TIMEX3" {
			p.timex(t)
			p.closeTimex()
		}
		p.keepTag(t, other)
	case endToken:
		return p.close(t)
	case charToken:
		if p.textAt >= 0 {
			p.chars(t.start, t.end, false)
		}
	case cdataToken:
		if p.textAt >= 0 {
			p.keep(cdataOpen, t.start, t.start+len("<![CDATA["), "")
			p.chars(t.start+len("<![CDATA["), t.end-len("]]>"), true)
			p.keep(cdataClose, t.end-len("]]>"), t.end, "")
		}
	case otherToken:
		p.keepTag(t, other)
	}
	return ""
}

func (p *parser) open(t token) {
	p.keepTag(t, openTag)
	p.stack = append(p.stack, t.name)
	p.content = t.end
	switch {
	case t.name == "TIMEX3":
		p.timex(t)
	case t.name == "TEXT" && p.textAt < 0 && !p.textDone:
		p.textAt = len(p.stack)
	}
}

func (p *parser) close(t token) (message string) {
	n := len(p.stack)
	switch {
	case n == 0:
		return "</" + shorten(t.name) + "> closes nothing"
	case p.stack[n-1] != t.name:
		return "</" + shorten(t.name) + "> where </" + shorten(p.stack[n-1]) + "> is expected"
	}
	if n == p.textAt {
		p.textAt, p.textDone = -1, true
	}
	p.stack = p.stack[:n-1]
	switch t.name {
	case "TIMEX3":
		p.closeTimex()
	case "DOCID":
		if p.doc.ID == "" && p.content <= t.start {
			p.doc.ID = strings.TrimSpace(unescape(p.doc.raw[p.content:t.start]))
		}
	}
	p.content = t.end
	p.keepTag(t, closeTag)
	return ""
}

// extended returns a day in the basic format of ISO 8601, 20130322 or 20130322T1030, in the extended one, without its time.
func extended(value string) string {
	day, _, _ := strings.Cut(value, "T")
	if len(day) != 8 || strings.Trim(day, "0123456789") != "" {
		return value
	}
	return day[:4] + "-" + day[4:6] + "-" + day[6:]
}

// timex reads a TIMEX3 start tag. The DCT is the expression that says it is the creation time, else the first one
// inside <DCT> or that says it is the time of publication.
func (p *parser) timex(t token) {
	a := attributes(p.doc.raw[t.start:t.end])
	if n, ok := idNumber(a["tid"]); ok {
		p.doc.lastID = max(p.doc.lastID, n)
	}
	says := a["functionInDocument"] == "CREATION_TIME"
	published := a["functionInDocument"] == "PUBLICATION_TIME" || p.inside("DCT")
	if !p.created && (says || p.doc.dctID == "" && published) {
		p.created = says
		p.doc.DCT, _ = date.FromTIMEX3(extended(strings.TrimSpace(a["value"])), "")
		p.doc.dctID = a["tid"]
	}
	if p.textAt < 0 {
		return
	}
	p.marks = append(p.marks, len(p.doc.Gold))
	p.doc.Gold = append(p.doc.Gold, TIMEX3{
		Span: text.Span{Start: p.text.Len(), End: p.text.Len()},
		ID:   a["tid"], Type: a["type"], Value: a["value"], Mod: a["mod"], Quant: a["quant"], Freq: a["freq"],
	})
}

func (p *parser) closeTimex() {
	if n := len(p.marks); n > 0 {
		p.doc.Gold[p.marks[n-1]].End = p.text.Len()
		p.marks = p.marks[:n-1]
	}
}

// inside looks only at the last few elements, so that deep nesting stays linear.
func (p *parser) inside(name string) bool {
	for _, open := range p.stack[max(0, len(p.stack)-8):] {
		if open == name {
			return true
		}
	}
	return false
}

func (p *parser) keepTag(t token, kind pieceKind) {
	if p.textAt < 0 {
		return
	}
	if t.name == "TIMEX3" {
		kind = oldTag
	}
	p.keep(kind, t.start, t.end, "")
}

func (p *parser) keep(kind pieceKind, raw, rawEnd int, shown string) {
	at := p.text.Len()
	p.text.WriteString(shown)
	if n := len(p.doc.pieces); kind == literal && n > 0 && p.doc.pieces[n-1].kind == literal {
		p.doc.pieces[n-1].textEnd, p.doc.pieces[n-1].rawEnd = p.text.Len(), rawEnd
		return
	}
	p.doc.pieces = append(p.doc.pieces, piece{kind, false, at, p.text.Len(), raw, rawEnd})
}

// chars adds raw[from:to] to the text. References and line breaks become what they stand for (XML 1.0, 2.11 and 4.1).
func (p *parser) chars(from, to int, inCDATA bool) {
	first := len(p.doc.pieces)
	s := p.doc.raw
	for from < to {
		n := plainRun(s[from:to], inCDATA)
		if n > 0 {
			p.keep(literal, from, from+n, s[from:from+n])
		} else if shown, size := special(s[from:to]); size > 0 {
			n = size
			p.keep(reference, from, from+n, shown)
		} else {
			n = 1 // an ampersand that begins no reference
			p.keep(literal, from, from+n, s[from:from+n])
		}
		from += n
	}
	for i := first; i < len(p.doc.pieces); i++ {
		p.doc.pieces[i].inCDATA = inCDATA
	}
}

func plainRun(s string, inCDATA bool) int {
	stops := "&\r"
	if inCDATA {
		stops = "\r"
	}
	if i := strings.IndexAny(s, stops); i >= 0 {
		return i
	}
	return len(s)
}

// idNumber reads the number of an id such as t12.
func idNumber(id string) (int, bool) {
	digits, ok := strings.CutPrefix(id, "t")
	if !ok || len(digits) > 9 {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil && n >= 0
}

func shorten(name string) string {
	const limit = 40
	if len(name) <= limit {
		return name
	}
	return strings.ToValidUTF8(name[:limit], "") + "…"
}

package source

import (
	"bytes"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"

	"timeline/pkg/diag"
	"timeline/pkg/text"
)

// markdown is CommonMark with tables and struck-out text. It is set up once and is safe for concurrent use.
var markdown = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))

// readMarkdown takes the prose from the syntax tree of the body: the words of links and emphasis, of headings, lists,
// quotations and tables. Raw HTML is left out.
func (d *draft) readMarkdown(at int) {
	body := []byte(d.src[at:])
	if p, ok := tooComplex(d.file, d.src, at); ok {
		d.problems.Add(p)
		return
	}
	m := markdownReader{draft: d, body: body, at: at}
	m.blocks(markdown.Parser().Parse(gtext.NewReader(body)), Prose)
	d.end()
}

// Limits beyond which the parser's time grows with the square of the text. No article comes near them.
const (
	maxMarkers = 32   // containers that one line opens: "> > - "
	maxLinks   = 500  // "](" in one paragraph
	maxMarks   = 5000 // emphasis marks in one paragraph
)

var containers = text.Pattern(`^(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))+`)

// tooComplex refuses Markdown that is made to be slow.
func tooComplex(file, src string, at int) (diag.Problem, bool) {
	links, marks := 0, 0
	for offset := at; offset < len(src); {
		end := len(src)
		if i := strings.IndexByte(src[offset:], '\n'); i >= 0 {
			end = offset + i + 1
		}
		line := src[offset:end]
		if strings.TrimSpace(line) == "" {
			links, marks = 0, 0
		}
		opened := containers().FindString(line)
		links += strings.Count(line, "](")
		marks += strings.Count(line, "*") + strings.Count(line, "_") + strings.Count(line, "[")
		message := ""
		switch {
		case strings.Count(opened, ">")+len(strings.Fields(opened)) > 2*maxMarkers:
			message = "nested too deeply"
		case links > maxLinks || marks > maxMarks:
			message = "too many links or marks in one paragraph"
		}
		if message != "" {
			return diag.Problem{Position: diag.At(file, src, offset), Message: message,
				Hint: "put blank lines between paragraphs, or save the article as .txt"}, true
		}
		offset = end
	}
	return diag.Problem{}, false
}

type markdownReader struct {
	*draft
	body []byte
	at   int // where the body starts in the file

	unread string // the raw HTML element, a script or a style, whose content is no text; "" for none
}

// blocks adds the children of a node that holds blocks; role is what a paragraph in it is.
func (m *markdownReader) blocks(parent ast.Node, role Role) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			m.leaf(n, Heading)
		case *ast.Paragraph, *ast.TextBlock:
			m.paragraph(n, role)
		case *ast.Blockquote:
			m.blocks(n, Quote)
		case *ast.List:
			m.blocks(n, ListItem)
		case *ast.ListItem:
			m.blocks(n, ListItem)
		case *ast.CodeBlock: // people indent paragraphs, too
			m.lines(n, role)
		case *ast.FencedCodeBlock:
			m.lines(n, Boilerplate)
		case *east.Table:
			m.table(n)
		}
	}
}

// paragraph adds a paragraph; a picture that stands alone gives its description as a caption.
func (m *markdownReader) paragraph(n ast.Node, role Role) {
	if image, ok := n.FirstChild().(*ast.Image); ok && n.ChildCount() == 1 {
		m.leaf(image, Caption)
		return
	}
	m.leaf(n, role)
}

func (m *markdownReader) leaf(n ast.Node, role Role) {
	m.begin(role)
	m.inline(n)
	m.end()
	m.unread = ""
}

func (m *markdownReader) table(t *east.Table) {
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		m.begin(TableRow)
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			m.inline(cell)
			m.gap(m.fileEnd, m.fileEnd+1)
		}
		m.end()
	}
}

// lines adds the lines of a code block, without reading marks in them.
func (m *markdownReader) lines(n ast.Node, role Role) {
	m.begin(role)
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		if len(bytes.TrimSpace(line.Value(m.body))) == 0 {
			m.begin(role)
			continue
		}
		m.write(string(m.body[line.Start:line.Stop]), m.at+line.Start)
	}
	m.end()
}

// inline adds the words of a node's children.
func (m *markdownReader) inline(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		m.inlineNode(n)
	}
}

func (m *markdownReader) inlineNode(n ast.Node) {
	if _, raw := n.(*ast.RawHTML); m.unread != "" && !raw {
		return
	}
	switch n := n.(type) {
	case *ast.Text:
		m.words(n)
	case *ast.CodeSpan:
		m.marked(n, m.code)
	case *ast.AutoLink:
		m.marked(n, m.autoLink)
	case *ast.Image:
		m.gap(m.fileEnd, m.fileEnd+1)
	case *ast.RawHTML:
		m.rawHTML(string(bytes.ToLower(n.Segments.Value(m.body))))
	default:
		m.marked(n, m.inline)
	}
}

// rawHTML passes over a tag: a line break is white space, a script is passed over with its content.
func (m *markdownReader) rawHTML(tag string) {
	if strings.HasPrefix(tag, "<br") {
		m.gap(m.fileEnd, m.fileEnd+1)
	}
	for _, name := range []string{"script", "style"} {
		switch {
		case m.unread == "" && strings.HasPrefix(tag, "<"+name):
			m.unread = name
		case m.unread == name && strings.HasPrefix(tag, "</"+name):
			m.unread = ""
		}
	}
}

// seen returns how far the body has been read.
func (m *markdownReader) seen() int { return max(0, m.fileEnd-m.at) }

// marked adds the words of an element that has marks around it, and remembers where the marks are.
func (m *markdownReader) marked(n ast.Node, add func(ast.Node)) {
	before := len(m.text)
	if !m.started {
		before = -1
	}
	add(n)
	e, ok := m.elementSince(before)
	if !ok {
		return
	}
	switch n.Kind() {
	case ast.KindEmphasis:
		e.widen(m.src, "*_", n.(*ast.Emphasis).Level)
	case east.KindStrikethrough:
		e.widen(m.src, "~", 2)
	case ast.KindCodeSpan:
		e.widen(m.src, " ", 1)
		e.widen(m.src, "`", len(m.src))
	case ast.KindAutoLink:
		e.widen(m.src, "<>", 1)
	case ast.KindLink:
		e.File.Start -= strings.Count(m.src[max(0, e.File.Start-1):e.File.Start], "[")
		e.File.End += linkTail(m.src[e.File.End:])
	}
	m.wrapped = append(m.wrapped, e)
}

func (m *markdownReader) autoLink(n ast.Node) {
	label := n.(*ast.AutoLink).Label(m.body)
	if i := bytes.Index(m.body[m.seen():], label); i >= 0 {
		m.write(string(label), m.at+m.seen()+i)
	}
}

func (m *markdownReader) code(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			m.write(string(t.Segment.Value(m.body)), m.at+t.Segment.Start)
		}
	}
}

// linkTail returns the length of what follows the words of a link: "](address)", "][name]" or "]".
func linkTail(s string) int {
	if !strings.HasPrefix(s, "]") {
		return 0
	}
	if i := strings.IndexByte(s, ']'); strings.HasPrefix(s, "][") && strings.IndexByte(s[i+1:], ']') > 0 {
		return 2 + strings.IndexByte(s[1:], ']')
	}
	if !strings.HasPrefix(s, "](") {
		return 1
	}
	depth := 0
	for i := 1; i < min(len(s), 4096); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 1
}

// escaped finds what stands for another character: a backslash before punctuation, an entity (CommonMark 2.4, 2.5).
var escaped = text.Pattern("\\\\[!-/:-@\\[-`{-~]|&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")

func (m *markdownReader) words(n *ast.Text) {
	segment := n.Segment
	raw, at := string(m.body[segment.Start:segment.Stop]), m.at+segment.Start
	m.unescape(raw, at, escaped())
	if n.SoftLineBreak() || n.HardLineBreak() {
		m.lineBreak(m.at+segment.Stop, m.at+segment.Stop+1)
	}
}

// unescape adds text in which some characters are written in another way.
func (d *draft) unescape(raw string, at int, special *regexp.Regexp) {
	from := 0
	for _, loc := range special.FindAllStringIndex(raw, -1) {
		token := raw[loc[0]:loc[1]]
		meaning := html.UnescapeString(token)
		if token[0] == '\\' {
			meaning = token[1:]
		}
		if meaning == token {
			continue // not an entity after all
		}
		d.write(raw[from:loc[0]], at+from)
		d.atom(meaning, at+loc[0], at+loc[1])
		from = loc[1]
	}
	d.write(raw[from:], at+from)
}

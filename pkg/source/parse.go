package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"timeline/pkg/diag"
)

// version stands for the rules of this package in every Hash: raise it when the same file is read differently.
const version = "source/4"

// maxFile bounds a file that holds one article, and a line of a .jsonl file.
const maxFile = 16 << 20

// Parse reads the articles of one file: one for .md, .txt and .html, one a line for .jsonl. It is a function of its
// arguments alone and may be called from many goroutines. An article with an error is left out; one with warnings is
// returned.
func Parse(file string, data []byte) ([]Document, diag.List) { return ParsePage(file, data, "") }

// ParsePage is Parse for a file that was fetched from an address, which the article gets when it does not say its own:
// a page's date may stand in it.
func ParsePage(file string, data []byte, address string) ([]Document, diag.List) {
	var problems diag.List
	at := diag.Position{File: file, Line: 1, Column: 1}
	kind := Format(file)
	switch {
	case kind == "":
		problems.Add(diag.Problem{Position: diag.Position{File: file}, Message: "not an article: the name ends in " + path.Ext(file),
			Hint: "articles are .md, .txt, .html or .jsonl files"})
	case len(bytes.TrimSpace(bytes.TrimPrefix(data, bom))) == 0:
		problems.Add(diag.Problem{Position: at, Message: "the file is empty", Hint: "put the article's text into it, or delete it"})
	case kind == "jsonl":
		return parseLines(file, data)
	case len(data) > maxFile:
		problems.Add(diag.Problem{Position: at, Message: fmt.Sprintf("the file has %d MB; an article has at most %d", len(data)>>20, maxFile>>20),
			Hint: "give each article a file of its own, or use a .jsonl file with one article a line"})
	default:
		problems = checkText(file, string(data))
		if problems.Count(diag.Error) == 0 {
			return parseOne(file, kind, data, address, problems)
		}
	}
	return nil, problems
}

var bom = []byte("\ufeff")

// Format returns the kind of article that a file name stands for, "md", "txt", "html" or "jsonl", or "".
func Format(file string) string {
	switch strings.ToLower(path.Ext(file)) {
	case ".md", ".markdown":
		return "md"
	case ".txt":
		return "txt"
	case ".html", ".htm":
		return "html"
	case ".jsonl", ".ndjson":
		return "jsonl"
	}
	return ""
}

// checkText refuses what is not text in UTF-8.
func checkText(file, s string) diag.List {
	var problems diag.List
	if !utf8.ValidString(s) {
		problems.Add(diag.Problem{Position: diag.At(file, s, invalidAt(s)), Message: "not UTF-8",
			Hint: fmt.Sprintf("save the file as UTF-8, for example with: iconv -f %s -t UTF-8", firstOf(declaredCharset(s), likelyCharset(s)))})
		return problems
	}
	if i := strings.IndexByte(s, 0); i >= 0 {
		problems.Add(diag.Problem{Position: diag.At(file, s, i), Message: "a NUL character: this is not a text file",
			Hint: "save the article as UTF-8 text"})
		return problems
	}
	if i, ok := printable(s); !ok {
		r, _ := utf8.DecodeRuneInString(s[i:])
		problems.Add(diag.Problem{Position: diag.At(file, s, i), Severity: diag.Warning,
			Message: fmt.Sprintf("a control character (U+%04X), read as a space", r), Hint: "delete it"})
	}
	return problems
}

// invalidAt returns where the first byte that is not UTF-8 stands.
func invalidAt(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return i
			}
		}
	}
	return len(s)
}

// likelyCharset guesses what a file that is not UTF-8 was written in, for a hint only.
func likelyCharset(s string) string {
	switch {
	case strings.HasPrefix(s, "\xff\xfe"), strings.HasPrefix(s, "\xfe\xff"):
		return "UTF-16"
	case strings.Count(s[:min(len(s), 4096)], "\x00") > 0:
		return "UTF-16LE"
	}
	high := 0
	sample := s[:min(len(s), 4096)]
	for i := range len(sample) {
		if sample[i] >= 0xc0 {
			high++
		}
	}
	if high > len(sample)/4 { // most letters are beyond ASCII: Cyrillic
		return "WINDOWS-1251"
	}
	return "WINDOWS-1252"
}

// draft is an article while it is read.
type draft struct {
	Document
	builder
	file     string // what positions name
	src      string // the bytes that spans point into
	page     pageMeta
	near     map[int]bool // starts of blocks, in Text, that no blank line stands before
	problems diag.List
	harmless int // how many of the errors only cost the article its link or its stated language
}

// refused reports whether an error leaves the article unfit to be read: what it says might not be what was meant.
func (d *draft) refused() bool { return d.problems.Count(diag.Error) > d.harmless }

// parseOne reads a file that holds one article.
func parseOne(file, kind string, data []byte, address string, problems diag.List) ([]Document, diag.List) {
	d := draft{file: file, src: string(data), problems: problems}
	d.ID = IDOf(file)
	d.File = file
	if p, ok := checkID(d.ID); !ok {
		p.Position = diag.Position{File: file}
		p.Hint = "rename the file: letters a to z, digits, and . _ - between them"
		d.problems.Add(p)
		return nil, d.problems
	}
	bodyAt := 0
	if kind != "html" {
		bodyAt = d.frontMatter(data)
	}
	switch kind {
	case "md":
		d.readMarkdown(bodyAt)
	case "txt":
		d.readPlain(d.src[bodyAt:], bodyAt)
	case "html":
		d.readHTML()
	}
	d.end()
	if d.URL == "" {
		d.URL = webAddress(address)
	}
	return d.finish(hash(file+"\x00"+address, data))
}

// finish gives the blocks their roles and the article its date and language.
func (d *draft) finish(hash string) ([]Document, diag.List) {
	d.Text, d.Blocks = string(d.text), d.blocks
	d.Document.offsets, d.Document.elements = newOffsets(d.builder.offsets), d.wrapped
	d.Hash = hash
	d.detectLanguage()
	d.assignRoles()
	if Format(d.file) == "html" {
		d.listsAboveTitle()
		d.Author = firstOf(d.Author, d.bylineAuthor())
	}
	d.findPublished()
	if !d.refused() && !d.hasProse() {
		d.problems.Add(diag.Problem{Position: diag.Position{File: d.file, Line: max(1, d.Line), Column: 1}, Severity: diag.Warning,
			Message: "no sentence of an article in it", Hint: "is the article's text missing?"})
	}
	refused := d.refused()
	d.problems.Sort()
	if refused {
		return nil, d.problems
	}
	return []Document{d.Document}, d.problems
}

func (d *draft) hasProse() bool {
	for _, b := range d.Blocks {
		if b.Role == Prose || b.Role == ListItem || b.Role == Quote {
			return true
		}
	}
	return false
}

func hash(file string, data []byte) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00", version, file)
	h.Write(data)
	return hex.EncodeToString(h.Sum(nil))
}

// words returns the text of a block.
func (d *draft) words(b Block) string { return b.Span.Of(d.Text) }

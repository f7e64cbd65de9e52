package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/source"
	"timeline/pkg/timeml"
	"timeline/pkg/timex"

	"github.com/spf13/afero"
)

// The sizes of what is read at once: a part of a long text, and the longest document of a kind that must be whole.
const (
	partSize  = 512 << 10
	wholeSize = 64 << 20
)

// part is a text to tag, or a part of one that is long.
type part struct {
	file     string // as the user named it; "-" is standard input
	id       string // and line: of an article in a .jsonl file
	line     int
	text     string
	dct      date.Value
	dctFrom  string
	sections []timex.Section

	number int      // from 1 when the text has several parts, otherwise 0
	at     textSpot // where the part begins in the text
	cursor textSpot // how far the part was printed by lines
	last   bool     // the last part

	tml      *timeml.Document // set for a TimeML document
	document *source.Document // set when text is an article taken out of its file
	out      string           // the name of the output file
}

// textSpot is a place in a text: a byte, and its line and column from 0, the column in runes.
type textSpot struct{ offset, line, column int }

// after returns the spot behind s.
func (at textSpot) after(s string) textSpot {
	at.offset += len(s)
	if i := strings.LastIndexByte(s, '\n'); i >= 0 {
		at.line += strings.Count(s, "\n")
		at.column = 0
		s = s[i+1:]
	}
	at.column += utf8.RuneCountInString(s)
	return at
}

// tagInput is one file to tag.
type tagInput struct {
	path string // "" is standard input
	name string // as the user named it
	out  string // the name of its output below --out
}

var knownEndings = []string{".tml", ".txt", ".md", ".html", ".htm", ".jsonl"}

// tagInputs finds the files that the arguments name, those of a folder in order.
func (a *app) tagInputs(args []string, out string) ([]tagInput, error) {
	var inputs []tagInput
	for _, arg := range args {
		if arg == "-" {
			inputs = append(inputs, tagInput{name: "-", out: "stdin"})
			continue
		}
		found, err := a.tagFiles(arg, out)
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, found...)
	}
	if len(args) == 0 {
		inputs = []tagInput{{name: "-", out: "stdin"}}
		if a.isTerminal(a.stdin) {
			a.say("reading from the keyboard; Ctrl-D ends the text")
		}
	}
	if out == "" {
		return inputs, nil
	}
	return inputs, checkOutputs(inputs, out)
}

// tagFiles lists the texts that an argument names, without those that an earlier run wrote to out.
func (a *app) tagFiles(arg, out string) ([]tagInput, error) {
	root := a.path(arg)
	info, err := a.fs.Stat(root)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usagef("there is no file or folder %s", root)
	} else if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []tagInput{{root, arg, filepath.Base(root)}}, nil
	}
	var inputs []tagInput
	err = afero.Walk(a.fs, root, func(path string, info fs.FileInfo, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(info.Name(), ".") && path != root
		switch {
		case info.IsDir() && (hidden || path == out):
			return filepath.SkipDir
		case !hidden && info.Mode().IsRegular() && slices.Contains(knownEndings, strings.ToLower(filepath.Ext(path))):
			rel, err := filepath.Rel(root, path)
			inputs = append(inputs, tagInput{path, filepath.Join(arg, rel), rel})
			return err
		}
		return nil
	})
	if err == nil && len(inputs) == 0 {
		err = usagef("there is no text in %s: %s", root, strings.Join(knownEndings, ", "))
	}
	return inputs, err
}

// checkOutputs refuses to write over an input, or two results into one file.
func checkOutputs(inputs []tagInput, out string) error {
	from := map[string]string{}
	for _, in := range inputs {
		path := filepath.Join(out, in.out)
		if other, ok := from[path]; ok {
			return usagef("%s and %s would both be written to %s", other, in.name, path)
		}
		from[path] = in.name
	}
	for _, in := range inputs {
		if _, ok := from[in.path]; ok {
			return usagef("--out %s would write over %s", out, in.name)
		}
	}
	return nil
}

// produce reads the inputs and emits a task for each text or part.
func (t *tagging) produce(inputs []tagInput, emit emitter) error {
	for _, in := range inputs {
		if err := t.read(in, emit); err != nil {
			return err
		}
	}
	return nil
}

func (t *tagging) read(in tagInput, emit emitter) error {
	r := t.stdin
	if in.path != "" {
		f, err := t.fs.Open(in.path)
		if err != nil {
			return err
		}
		defer f.Close()
		r = f
	}
	s := &splitter{r: io.TeeReader(r, t.seen)}
	first, err := s.next()
	if err != nil {
		return err
	}
	switch ending := strings.ToLower(filepath.Ext(in.path)); {
	case ending == ".tml", in.path == "" && looksLikeTimeML(first):
		return t.whole(in, first, s, t.readTimeMLPart, emit)
	case ending == ".md", ending == ".html", ending == ".htm":
		return t.whole(in, first, s, t.readArticle, emit)
	case ending == ".jsonl":
		return t.readLines(in, first, s, emit)
	}
	return t.readPlain(in, first, s, emit)
}

func looksLikeTimeML(s string) bool {
	s = strings.TrimLeft(strings.TrimPrefix(s, "\uFEFF"), " \t\r\n")
	return strings.HasPrefix(s, "<?xml") || strings.HasPrefix(s, "<TimeML")
}

// whole reads the rest of a document that must be read as one, and emits its parts.
func (t *tagging) whole(in tagInput, first string, s *splitter, parse func(tagInput, string) (*part, diag.List), emit emitter) error {
	content, err := s.rest(first, wholeSize)
	if errors.Is(err, errTooLong) {
		p := diag.Problem{Position: diag.Position{File: in.name}, Message: "the document is longer than 64 MB",
			Hint: "split it, or give it as plain text, which may have any size"}
		return emit(func(yield func(tagged) error) error { return yield(tagged{problems: diag.List{p}}) })
	} else if err != nil {
		return err
	}
	return emit(func(yield func(tagged) error) error {
		p, problems := parse(in, content)
		if len(problems) > 0 {
			if err := yield(tagged{problems: problems}); err != nil {
				return err
			}
		}
		if p == nil {
			return nil
		}
		p.file, p.out, p.last = in.name, in.out, true
		return t.run(p, yield)
	})
}

func (t *tagging) readTimeMLPart(in tagInput, content string) (*part, diag.List) {
	d, err := timeml.Parse(in.name, []byte(content))
	if err != nil {
		var p diag.Problem
		errors.As(err, &p)
		return nil, diag.List{p}
	}
	p := &part{tml: d, text: d.Text, dct: d.DCT, dctFrom: inputOf(d).DCTFrom}
	t.fillDCT(p)
	return p, nil
}

// fillDCT gives a part the DCT of --dct when it has none of its own.
func (t *tagging) fillDCT(p *part) {
	if p.dct.IsZero() {
		p.dct, p.dctFrom = t.dct, "--dct"
	}
}

func (t *tagging) readArticle(in tagInput, content string) (*part, diag.List) {
	docs, problems := source.Parse(filepath.ToSlash(in.name), []byte(content))
	if len(docs) == 0 {
		return nil, problems
	}
	return t.article(&docs[0]), problems
}

// article returns an article taken out of its file as a part. A date that is only read out of its text or address gives
// way to --dct.
func (t *tagging) article(d *source.Document) *part {
	p := &part{document: d, text: d.Text, dct: d.Published, dctFrom: "publication date (" + string(d.PublishedFrom) + ")", sections: sectionsOf(d)}
	if !t.dct.IsZero() && d.PublishedFrom != source.FromFrontMatter && d.PublishedFrom != source.FromMetadata {
		p.dct, p.dctFrom = t.dct, "--dct"
	}
	return p
}

// sectionsOf says which blocks of an article are written in another way than prose.
func sectionsOf(d *source.Document) []timex.Section {
	kinds := map[source.Role]timex.SectionKind{
		source.Title: timex.HeadingSection, source.Heading: timex.HeadingSection, source.ListItem: timex.ListSection,
		source.Quote: timex.QuoteSection, source.Caption: timex.CaptionSection, source.TableRow: timex.TableSection,
		source.Dateline: timex.DatelineSection, source.Byline: timex.DatelineSection,
	}
	var sections []timex.Section
	for _, b := range d.Blocks {
		if kind, ok := kinds[b.Role]; ok {
			sections = append(sections, timex.Section{Span: b.Span, Kind: kind})
		}
	}
	return sections
}

// readLines emits the articles of a .jsonl file, a batch of lines at a time.
func (t *tagging) readLines(in tagInput, batch string, s *splitter, emit emitter) error {
	line := 0
	var err error
	for batch != "" {
		for !strings.HasSuffix(batch, "\n") && !s.done && len(batch) < wholeSize {
			var more string
			if more, err = s.next(); err != nil {
				return err
			}
			batch += more
		}
		lines, first, last := batch, line, s.done
		if err := emit(func(yield func(tagged) error) error { return t.tagLines(in, lines, first, last, yield) }); err != nil {
			return err
		}
		line += strings.Count(batch, "\n")
		if batch, err = s.next(); err != nil {
			return err
		}
	}
	return nil
}

// tagLines tags the articles of some lines. What it holds back is bounded by enough.
func (t *tagging) tagLines(in tagInput, lines string, line int, last bool, yield func(tagged) error) error {
	var done tagged
	held := 0
	for content := range strings.Lines(lines) {
		line++
		if strings.TrimSpace(content) == "" {
			continue
		}
		for _, p := range t.articlesOf(in, content, line, &done.problems) {
			p.out, p.last = in.out, false
			if t.timeml {
				p.out, p.last = cmp.Or(source.Slug(p.id), fmt.Sprintf("line-%d", line))+".tml", true
			}
			err := t.run(p, func(r tagged) error {
				done.outputs = append(done.outputs, r.outputs...)
				done.problems.Add(r.problems...)
				if held += len(r.outputs[0].data); held < enough {
					return nil
				}
				full := done
				done, held = tagged{}, 0
				return yield(full)
			})
			if err != nil {
				return err
			}
		}
	}
	if !t.timeml {
		done.outputs = append(done.outputs, output{name: in.out, last: last})
	}
	return yield(done)
}

// enough is how many bytes of results are worth handing on.
const enough = 1 << 20

// articlesOf returns the article of a line, whose text is tagged as it is. A line that is not plainly an article with a
// text and a date is read as a project would read it, which says what is wrong or finds the date.
func (t *tagging) articlesOf(in tagInput, content string, line int, problems *diag.List) []*part {
	var a struct{ ID, Text, Published string }
	err := json.Unmarshal([]byte(content), &a)
	p := &part{file: in.name, id: cmp.Or(a.ID, fmt.Sprintf("line-%d", line)), line: line, text: a.Text, last: true}
	p.dct, p.dctFrom = t.dct, "--dct"
	if a.Published != "" && err == nil {
		p.dctFrom = "published"
		if p.dct, err = date.Parse(a.Published); err != nil {
			p.dct, err = date.ParseTyped(a.Published)
		}
	}
	if err == nil && a.Text != "" && !p.dct.IsZero() {
		return []*part{p}
	}
	docs, found := source.Parse("line.jsonl", withID(content, line))
	for i := range found {
		found[i].File, found[i].Line = in.name, line
	}
	problems.Add(found...)
	var parts []*part
	for i := range docs {
		p := t.article(&docs[i])
		p.file, p.id, p.line, p.last = in.name, docs[i].ID, line, true
		parts = append(parts, p)
	}
	return parts
}

// withID gives the article on a line an id when it has none: only a project needs its own.
func withID(content string, line int) []byte {
	var article map[string]json.RawMessage
	if strings.Contains(content, `"id"`) || json.Unmarshal([]byte(content), &article) != nil || article == nil {
		return []byte(content)
	}
	article["id"] = fmt.Appendf(nil, `"line-%d"`, line)
	out, err := json.Marshal(article)
	if err != nil {
		return []byte(content)
	}
	return out
}

// readPlain emits a plain text, in parts when it is long.
func (t *tagging) readPlain(in tagInput, content string, s *splitter, emit emitter) error {
	p := part{file: in.name, out: in.out, dct: t.dct, dctFrom: "--dct"}
	if s.done && t.dct.IsZero() {
		t.findDCT(&p, in, content)
	}
	for {
		p.text, p.last = content, s.done
		if !p.last || p.number > 0 {
			p.number++
		}
		now := p
		if err := emit(func(yield func(tagged) error) error { return t.run(&now, yield) }); err != nil || p.last {
			return err
		}
		p.at = p.at.after(content)
		var err error
		if content, err = s.next(); err != nil {
			return err
		}
	}
}

// findDCT looks for the day that a short text says it was written on.
func (t *tagging) findDCT(p *part, in tagInput, content string) {
	docs, _ := source.Parse(cmp.Or(filepath.ToSlash(in.path), "stdin.txt"), []byte(content))
	if len(docs) == 1 && !docs[0].Published.IsZero() {
		p.dct, p.dctFrom = docs[0].Published, "publication date ("+string(docs[0].PublishedFrom)+")"
	}
}

var errTooLong = errors.New("too long")

// splitter cuts what it reads into parts of at most about partSize, at the ends of paragraphs, lines or words where there
// are any.
type splitter struct {
	r    io.Reader
	buf  []byte
	n    int  // bytes of buf that are read, but not returned
	done bool // everything was returned
}

// next returns the next part, "" at the end.
func (s *splitter) next() (string, error) {
	if s.done {
		return "", nil
	}
	if s.buf == nil {
		s.buf = make([]byte, partSize+1)
	}
	for s.n < len(s.buf) {
		m, err := s.r.Read(s.buf[s.n:])
		s.n += m
		if errors.Is(err, io.EOF) {
			s.done = true
			return string(s.buf[:s.n]), nil
		} else if err != nil {
			return "", err
		}
	}
	cut := cutPlace(s.buf)
	part := string(s.buf[:cut])
	s.n = copy(s.buf, s.buf[cut:])
	return part, nil
}

// cutPlace returns the best place to cut in the second half.
func cutPlace(b []byte) int {
	half := len(b) / 2
	tail := b[half:]
	for i := len(tail); i > 0; { // a blank line; a search for two bytes would look at each
		i = bytes.LastIndexByte(tail[:i], '\n')
		if i > 0 && tail[i-1] == '\n' {
			return half + i + 1
		}
	}
	for _, end := range []string{"\n", ". ", " "} {
		if i := bytes.LastIndex(tail, []byte(end)); i >= 0 {
			return half + i + len(end)
		}
	}
	cut := len(b)
	for i := 1; i <= utf8.UTFMax && i <= len(tail); i++ {
		if utf8.RuneStart(b[len(b)-i]) {
			if !utf8.FullRune(b[len(b)-i:]) {
				cut = len(b) - i
			}
			break
		}
	}
	return cut
}

// rest returns the first part with everything that follows it.
func (s *splitter) rest(first string, limit int64) (string, error) {
	if s.done {
		return first, nil
	}
	var b strings.Builder
	b.WriteString(first)
	b.Write(s.buf[:s.n])
	s.done = true
	n, err := io.Copy(&b, io.LimitReader(s.r, limit))
	if err == nil && n == limit {
		err = errTooLong
	}
	return b.String(), err
}

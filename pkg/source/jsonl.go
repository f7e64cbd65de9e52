package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"timeline/pkg/diag"
)

// lineKeys are the keys of a line of a .jsonl file.
var lineKeys = []string{"id", "url", "title", "publisher", "author", "published", "updated", "language", "license", "kind", "publish", "tags", "text"}

// parseLines reads a .jsonl file. A bad line is one problem, and the others are read.
func parseLines(file string, data []byte) ([]Document, diag.List) {
	var docs []Document
	var problems diag.List
	data = bytes.TrimPrefix(data, bom)
	number := 0
	for line := range bytes.Lines(data) {
		number++
		line = bytes.TrimRight(line, "\r\n")
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		found, p := parseLine(file, number, line)
		docs = append(docs, found...)
		problems.Add(p...)
	}
	problems.Sort()
	return docs, problems
}

// lineReader reads one line of a .jsonl file.
type lineReader struct {
	file     string
	number   int
	line     []byte
	problems diag.List
	places   map[string]int // where the values are, by key
}

func (r *lineReader) at(offset int) diag.Position {
	offset = max(0, min(offset, len(r.line)))
	return diag.Position{File: r.file, Line: r.number, Column: utf8.RuneCount(r.line[:offset]) + 1}
}

func (r *lineReader) problem(offset int, hint, format string, args ...any) {
	r.problems.Add(diag.Problem{Position: r.at(offset), Message: fmt.Sprintf(format, args...), Hint: hint})
}

func parseLine(file string, number int, line []byte) ([]Document, diag.List) {
	r := lineReader{file: file, number: number, line: line, places: map[string]int{}}
	switch {
	case len(line) > maxFile:
		r.problem(0, "one article a line", "the line has %d MB; an article has at most %d", len(line)>>20, maxFile>>20)
	case !utf8.Valid(line):
		r.problem(invalidAt(string(line)), "save the file as UTF-8", "not UTF-8")
	default:
		return r.read()
	}
	return nil, r.problems
}

func (r *lineReader) read() ([]Document, diag.List) {
	values, ok := r.object()
	if !ok {
		return nil, r.problems
	}
	text := values["text"]
	d := draft{file: r.file, src: text, problems: r.problems}
	d.ID, d.File, d.Line = values["id"], r.file, r.number
	place := func(key string) diag.Position { return r.at(r.places[key]) }
	if p, ok := checkID(d.ID); !ok {
		p.Position = place("id")
		if d.ID == "" {
			p.Message, p.Hint = "the line has no id", `give each article an "id" of its own, such as "reuters-2014-03-28-call"`
		}
		d.problems.Add(p)
	}
	if strings.TrimSpace(text) == "" {
		d.problems.Add(diag.Problem{Position: place("text"), Message: "the article has no text", Hint: `put the article into "text"`})
	}
	if i := strings.IndexByte(text, 0); i >= 0 {
		d.problems.Add(diag.Problem{Position: place("text"), Message: "a NUL character in the text", Hint: "delete it"})
	}
	d.apply(FrontMatter{
		Title: values["title"], Publisher: values["publisher"], Author: values["author"], URL: values["url"],
		Published: values["published"], Updated: values["updated"], Language: values["language"], License: values["license"],
		Kind: values["kind"], Publish: values["publish"], Tags: splitTags(values["tags"]),
	}, place)
	if d.refused() {
		return nil, d.problems
	}
	d.readPlain(text, 0)
	d.end()
	return d.finish(hash(r.file, r.line))
}

// tagSeparator stands between tags while they travel as one value; JSON text from a checked line cannot hold it.
const tagSeparator = "\x00"

func splitTags(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, tagSeparator)
}

// object reads the keys and values of the line's object.
func (r *lineReader) object() (map[string]string, bool) {
	dec := json.NewDecoder(bytes.NewReader(r.line))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		r.problem(0, `write {"id": "…", "text": "…"}`, "not a JSON object")
		return nil, false
	}
	values := map[string]string{}
	for dec.More() {
		t, err := dec.Token()
		key, isText := t.(string)
		if err != nil || !isText {
			return nil, r.broken(dec, err)
		}
		keyEnd := int(dec.InputOffset())
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return nil, r.broken(dec, err)
		}
		r.value(values, key, raw, keyEnd, int(dec.InputOffset())-len(raw))
	}
	if _, err := dec.Token(); err != nil {
		return nil, r.broken(dec, err)
	}
	if rest := bytes.TrimSpace(r.line[dec.InputOffset():]); len(rest) > 0 {
		r.problem(int(dec.InputOffset()), "one article a line", "something follows the article")
		return nil, false
	}
	return values, len(r.problems) == 0
}

// broken reports a mistake of syntax; it always returns false.
func (r *lineReader) broken(dec *json.Decoder, err error) bool {
	at := int(dec.InputOffset())
	message := "the line ends too early"
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
		message = syntax.Error()
		at = int(syntax.Offset) - 1
	}
	r.problem(at, "check quotation marks, commas and brackets; line breaks inside text are written \\n", "broken JSON: %s", message)
	return false
}

// value checks and keeps one value. An empty one counts as absent.
func (r *lineReader) value(values map[string]string, key string, raw json.RawMessage, keyEnd, at int) {
	keyAt := max(0, keyEnd-len(key)-2)
	_, repeated := r.places[key]
	switch {
	case !slices.Contains(lineKeys, key):
		hint := "the keys are " + strings.Join(lineKeys, ", ")
		if near := diag.Nearest(key, lineKeys); len(near) > 0 {
			hint = "did you mean " + strings.Join(near, " or ") + "?"
		}
		r.problem(keyAt, hint, "unknown key %q", key)
		return
	case repeated:
		r.problem(keyAt, "keep one of them", "the key %q comes twice", key)
		return
	}
	r.places[key] = at
	if string(raw) == "null" {
		return
	}
	var s string
	var list []string
	switch {
	case key == "tags" && json.Unmarshal(raw, &list) == nil:
		s = strings.Join(list, tagSeparator)
	case key == "tags":
		r.problem(at, `write "tags": ["one", "another"]`, "tags should be a list of texts")
	case json.Unmarshal(raw, &s) != nil:
		r.problem(at, fmt.Sprintf(`write "%s": "…"`, key), "%s should be text", key)
	}
	values[key] = s
}

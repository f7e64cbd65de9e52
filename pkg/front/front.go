// Package front reads the YAML that editors write: front matter at the head of a file, and whole YAML files. It is
// strict and says every mistake at once, each at its own place:
//
//	---
//	titel: A headline
//	published: [2014-03-28]
//	---
//
//	a.md:2:1: unknown key "titel"
//	    hint: did you mean title?
//	a.md:3:12: published should be text, not a list
//	    hint: write published: text
//
// Only the part of YAML that a person writes by hand is read: mappings, lists, text, numbers, true and false. Anchors,
// aliases, tags and several documents in one file are refused, so that a small file cannot unfold into a huge one.
package front

import (
	"bytes"
	"fmt"
	"reflect"

	"timeline/pkg/diag"
)

// HeadLine is the line of a file that its front matter starts on, after the line "---".
const HeadLine = 2

// Limits of what is read. A person's front matter is a few hundred bytes, a project's settings a few thousand; the
// parser's time grows with the square of the entries and of the nesting.
const (
	maxBytes       = 256 << 10
	maxLines       = 8000
	maxNesting     = 32
	maxColumn      = 200 // of the first character of a line: deeper nesting than that by indentation
	maxBroken      = 20  // problems of syntax that are looked for in one text
	largeText      = 16 << 10
	maxBrokenLarge = 4   // the same in a large one
	maxProblems    = 100 // of one file: what follows is more of the same
)

var (
	byteOrderMark = []byte("\ufeff")
	fence         = []byte("---")
)

// Split divides a file into its front matter, without the lines "---" around it, and its body. The body starts at
// bodyOffset. When there is no front matter, ok is false and the body is all of the file but its byte order mark.
//
// Front matter starts on the first line. A rule of dashes over prose is not front matter: some line has to look like
// "key:" before the closing "---".
func Split(data []byte) (head, body []byte, bodyOffset int, ok bool) {
	start := 0
	if bytes.HasPrefix(data, byteOrderMark) {
		start = len(byteOrderMark)
	}
	line, next := lineAt(data, start)
	if !bytes.Equal(line, fence) {
		return nil, data[start:], start, false
	}
	from := next
	for keyed := false; next < len(data); {
		at := next
		line, next = lineAt(data, at)
		if bytes.Equal(line, fence) || bytes.Equal(line, []byte("...")) {
			if !keyed {
				break
			}
			return data[from:at], data[next:], next, true
		}
		keyed = keyed || looksLikeKey(line)
	}
	return nil, data[start:], start, false
}

// Unclosed reports whether a file starts as front matter does, with "---" and a key, but never closes it.
func Unclosed(data []byte) bool {
	if _, _, _, ok := Split(data); ok {
		return false
	}
	data = bytes.TrimPrefix(data, byteOrderMark)
	line, next := lineAt(data, 0)
	if !bytes.Equal(line, fence) {
		return false
	}
	for next < len(data) {
		line, next = lineAt(data, next)
		if len(line) > 0 && line[0] != '#' { // a comment may come first
			return looksLikeKey(line)
		}
	}
	return false
}

// lineAt returns the line that starts at an offset, without white space at its end, and where the next one starts.
func lineAt(data []byte, at int) (line []byte, next int) {
	next = len(data)
	if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
		next = at + i + 1
	}
	return bytes.TrimRight(data[at:next], " \t\r\n"), next
}

// looksLikeKey reports whether a line starts with "key:".
func looksLikeKey(line []byte) bool {
	key, rest, found := bytes.Cut(line, []byte(":"))
	if !found || len(key) == 0 || len(rest) > 0 && rest[0] != ' ' && rest[0] != '\t' {
		return false
	}
	for i, c := range key {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_'
		if !letter && (i == 0 || c != '-' && (c < '0' || c > '9')) {
			return false
		}
	}
	return true
}

// Decode reads YAML that starts on a line of a file (HeadLine for front matter, 1 for a whole file) into a struct,
// whose fields are named by their yaml tags. All problems are returned; what is right is decoded all the same.
func Decode(file string, yaml []byte, line int, into any) diag.List {
	_, problems := Read(file, yaml, line, into)
	return problems
}

// Read is Decode that also returns the places of the keys and values, for problems that only the caller can see.
func Read(file string, yaml []byte, line int, into any) (*Tree, diag.List) {
	target := reflect.ValueOf(into)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		panic(fmt.Sprintf("front: cannot decode into %T", into)) // a mistake in the program, not in the file
	}
	tree, problems := parse(file, yaml, line)
	if tree.root != nil {
		d := decoder{tree: tree}
		d.value(tree.root, target.Elem(), "")
		problems.Add(d.problems...)
	}
	problems.Sort()
	return tree, problems[:min(len(problems), maxProblems)]
}

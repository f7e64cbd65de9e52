package front

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"timeline/pkg/diag"
)

// Tree is a YAML text with the places of its keys and values.
type Tree struct {
	file string
	line int // of the file, where the text starts
	root ast.Node
}

// Has reports whether there is a value at a path of keys and, in lists, indexes from 0.
func (t *Tree) Has(path ...string) bool {
	_, value := t.find(path)
	return value != nil
}

// Key returns the place of the key at a path, or of the nearest one above it.
func (t *Tree) Key(path ...string) diag.Position {
	key, _ := t.find(path)
	return t.at(key)
}

// Value returns the place of the value at a path, or of the nearest thing above it.
func (t *Tree) Value(path ...string) diag.Position {
	key, value := t.find(path)
	if value == nil {
		return t.at(key)
	}
	return t.at(value)
}

// find returns the key and the value at a path; the value is nil when there is none, and the key is then the last
// one that was found.
func (t *Tree) find(path []string) (key, value ast.Node) {
	key, value = t.root, t.root
	for _, name := range path {
		switch node := value.(type) {
		case *ast.SequenceNode:
			i, err := strconv.Atoi(name)
			if err != nil || i < 0 || i >= len(node.Values) {
				return key, nil
			}
			key, value = node.Values[i], node.Values[i]
		default:
			entry := entryNamed(value, name)
			if entry == nil {
				return key, nil
			}
			key, value = entry.Key, entry.Value
		}
	}
	return key, value
}

func entryNamed(n ast.Node, name string) *ast.MappingValueNode {
	for _, e := range entries(n) {
		if text, _ := scalar(e.Key); text == name {
			return e
		}
	}
	return nil
}

// entries returns the entries of a mapping.
func entries(n ast.Node) []*ast.MappingValueNode {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

// at returns the place in the file of a node.
func (t *Tree) at(n ast.Node) diag.Position {
	if n == nil {
		return diag.Position{File: t.file, Line: t.line, Column: 1}
	}
	if entry, ok := n.(*ast.MappingValueNode); ok {
		n = entry.Key
	}
	if mapping, ok := n.(*ast.MappingNode); ok && !mapping.IsFlowStyle && len(mapping.Values) > 0 {
		n = mapping.Values[0].Key
	}
	return t.atToken(n.GetToken())
}

func (t *Tree) atToken(tk *token.Token) diag.Position {
	if tk == nil || tk.Position == nil {
		return diag.Position{File: t.file, Line: t.line, Column: 1}
	}
	return diag.Position{File: t.file, Line: t.line + tk.Position.Line - 1, Column: max(1, tk.Position.Column)}
}

// parse reads the text. Where it is broken, the entry at fault is reported and left out and the rest is read again,
// so that one mistake does not hide the others.
func parse(file string, text []byte, line int) (*Tree, diag.List) {
	t := &Tree{file: file, line: line}
	var problems diag.List
	text = bytes.TrimPrefix(text, byteOrderMark)
	if p, ok := t.refuse(text); ok {
		problems.Add(p)
		return t, problems
	}
	attempts := maxBroken
	if len(text) > largeText {
		attempts = maxBrokenLarge
	}
	for range attempts {
		root, err := parseYAML(text)
		if err == nil {
			t.root = root
			break
		}
		p := t.syntaxProblem(text, err)
		problems.Add(p)
		rest := withoutEntry(text, p.Line-line)
		if len(bytes.TrimSpace(rest)) == 0 {
			break
		}
		text = rest
	}
	return t, problems
}

// parseYAML returns the root of the one document in a text, nil when the text holds nothing.
func parseYAML(text []byte) (root ast.Node, err error) {
	defer func() {
		// The library has panicked on hostile input; such a file is broken YAML like any other.
		if r := recover(); r != nil {
			root, err = nil, errors.New("this is not YAML")
		}
	}()
	f, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, err
	}
	for _, doc := range f.Docs {
		if doc.Body == nil {
			continue
		}
		if root != nil {
			return nil, &yaml.SyntaxError{Message: "a second document starts here", Token: doc.Body.GetToken()}
		}
		root = doc.Body
	}
	return root, nil
}

// refuse looks for what is not worth parsing: the parser takes time that grows with the square of the nesting.
func (t *Tree) refuse(text []byte) (diag.Problem, bool) {
	problem := func(line, column int, message, hint string) (diag.Problem, bool) {
		at := diag.Position{File: t.file, Line: t.line + line, Column: column}
		return diag.Problem{Position: at, Message: message, Hint: hint}, true
	}
	if len(text) > maxBytes {
		return problem(0, 1, fmt.Sprintf("more than %d KB of YAML", maxBytes>>10), "front matter is a few lines; the text goes below it")
	}
	if lines := bytes.Count(text, []byte("\n")); lines > maxLines {
		return problem(0, 1, fmt.Sprintf("%d lines of YAML", lines), fmt.Sprintf("at most %d lines are read", maxLines))
	}
	depth, number := 0, 0
	for line := range bytes.Lines(text) {
		if !utf8.Valid(line) {
			valid := bytes.ToValidUTF8(line, []byte("\x00"))
			return problem(number, utf8.RuneCount(valid[:bytes.IndexByte(valid, 0)])+1, "not UTF-8", "save the file as UTF-8")
		}
		if column := lead(line) + 1; column > maxColumn {
			return problem(number, column, "nested too deeply", "use less indentation")
		}
		for i, c := range line {
			switch c {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(0, depth-1)
			case 0:
				return problem(number, i+1, "a NUL character", "save the file as plain UTF-8 text")
			}
			if depth > maxNesting {
				return problem(number, i+1, "nested too deeply", "put text that has brackets in it in quotation marks")
			}
		}
		if dashes(line) > maxNesting {
			return problem(number, 1, "nested too deeply", "put text that has dashes in it in quotation marks")
		}
		number++
	}
	return diag.Problem{}, false
}

// lead returns the length of the white space that a line starts with; 0 for an empty line.
func lead(line []byte) int {
	rest := bytes.TrimLeft(line, " \t")
	if len(bytes.TrimSpace(rest)) == 0 {
		return 0
	}
	return len(line) - len(rest)
}

// dashes counts the list markers that a line starts with: "- - - a" nests three lists.
func dashes(line []byte) (n int) {
	for {
		rest, ok := bytes.CutPrefix(bytes.TrimLeft(line, " "), []byte("- "))
		if !ok {
			return n
		}
		line = rest
		n++
	}
}

// syntaxProblem says what is broken, with a hint for the mistakes that people make most.
func (t *Tree) syntaxProblem(text []byte, err error) diag.Problem {
	p := diag.Problem{Position: t.at(nil)}
	var broken *yaml.SyntaxError
	if errors.As(err, &broken) {
		p.Position = t.atToken(broken.Token)
		p.Message = "broken YAML: " + strings.ToLower(broken.Message) // its Error prints the source around it
	} else {
		p.Message = "broken YAML: " + err.Error()
	}
	if strings.Contains(p.Message, "must be specified") { // the next entry is where the parser sees that one is open
		if n, column, ok := openBracket(text, p.Line-t.line); ok {
			p.Line, p.Column = t.line+n, column
		}
	}
	p.Hint = syntaxHint(p.Message, line(text, p.Line-t.line), line(text, p.Line-t.line+1))
	return p
}

// openBracket returns the last line before one, counted from 0, that has more brackets open than closed, and the
// column of the first of them.
func openBracket(text []byte, before int) (number, column int, ok bool) {
	n := 0
	for l := range bytes.Lines(text) {
		if n >= before {
			break
		}
		if bytes.Count(l, []byte("["))+bytes.Count(l, []byte("{")) > bytes.Count(l, []byte("]"))+bytes.Count(l, []byte("}")) {
			number, column, ok = n, utf8.RuneCount(l[:bytes.IndexAny(l, "[{")])+1, true
		}
		n++
	}
	return number, column, ok
}

// syntaxHint says what to do about a broken line.
func syntaxHint(message, line, next string) string {
	body := strings.TrimLeft(line, " ")
	switch {
	case strings.Contains(message, "second document"):
		return "remove the line --- in the middle"
	case strings.HasPrefix(next, " ") && strings.Contains(next, ":") && len(next)-len(strings.TrimLeft(next, " ")) > len(line)-len(body):
		return "start the next line as far to the left as this one"
	}
	key, value, found := strings.Cut(body, ":")
	value = strings.TrimSpace(value)
	switch {
	case strings.HasPrefix(body, "\t"):
		return "indent with spaces, not with tabs"
	case !found && body != "":
		return "each line is key: value"
	case value != "" && strings.ContainsAny(value[:1], "\"'") && strings.Count(value, value[:1])%2 != 0:
		return "the quotation mark is not closed"
	case value != "" && strings.ContainsAny(value[:1], "[{") && !strings.ContainsAny(value, "]}"):
		return "the bracket is not closed"
	case found && value != "" && !strings.ContainsAny(value[:1], `"'`):
		quoted := strings.ReplaceAll(strings.ReplaceAll(value, `\`, `\\`), `"`, `\"`)
		return fmt.Sprintf(`put the text in quotation marks: %s: "%s"`, key, quoted)
	}
	return "each line is key: value, indented with spaces"
}

// line returns a line of a text, counted from 0.
func line(text []byte, n int) string {
	for l := range bytes.Lines(text) {
		if n == 0 {
			return strings.TrimRight(string(l), "\r\n")
		}
		n--
	}
	return ""
}

// withoutEntry blanks the top-level entry that a line, counted from 0, belongs to. Lines keep their numbers.
func withoutEntry(text []byte, bad int) []byte {
	var lines [][]byte
	for l := range bytes.Lines(text) {
		lines = append(lines, l)
	}
	bad = max(0, min(bad, len(lines)-1))
	from, to := bad, bad+1
	for from > 0 && !startsEntry(lines[from]) {
		from--
	}
	for to < len(lines) && !startsEntry(lines[to]) {
		to++
	}
	for i := from; i < to; i++ {
		lines[i] = []byte("\n")
	}
	return bytes.Join(lines, nil)
}

func startsEntry(line []byte) bool { return looksLikeKey(bytes.TrimRight(line, " \t\r\n")) }

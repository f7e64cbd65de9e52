// Package diag reports problems to the person who must act on them: where, what is wrong, and what to do next.
//
// A problem prints as
//
//	content/sources/a.md:3:12: no such date 2014-02-30
//	    hint: February 2014 has 28 days
//
// Problems are collected in a [List], so that one run shows them all, in the order of their positions.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Position is a place in a file. Line and Column count from 1, Column in runes; 0 means not known.
type Position struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// String returns file:line:col, leaving out what is not known.
func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// At returns the position of the byte at offset in the text of file. An offset outside the text is moved to its end.
func At(file, content string, offset int) Position {
	before := content[:max(0, min(offset, len(content)))]
	line := strings.Count(before, "\n") + 1
	column := len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
	return Position{File: file, Line: line, Column: column}
}

// Severity says how much a problem matters.
type Severity int

// An Error makes a command end with exit code 1. A Warning is a likely mistake that does not stop anything.
// A Note is something that an editor may want to look at.
const (
	Error Severity = iota
	Warning
	Note
)

func (s Severity) String() string { return [...]string{"error", "warning", "note"}[s] }

// MarshalText makes a Severity a word in JSON.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Problem is one thing that is wrong or deserves a look.
type Problem struct {
	Position
	Severity Severity `json:"severity"`
	Message  string   `json:"message"`           // lower case, no full stop
	Hint     string   `json:"hint,omitempty"`    // the next step
	Command  string   `json:"command,omitempty"` // a command that would settle it
}

// Error returns the problem on one line, without its hint. Control characters are shown as escapes, so that
// hostile text cannot drive the reader's terminal.
func (p Problem) Error() string {
	message := Printable(p.Message)
	if p.Severity != Error {
		message = p.Severity.String() + ": " + message
	}
	if at := Printable(p.Position.String()); at != "" {
		return at + ": " + message
	}
	return message
}

// String returns the problem with its hint and its command on lines of their own.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.Error())
	if p.Hint != "" {
		b.WriteString("\n    hint: " + Printable(p.Hint))
	}
	if p.Command != "" {
		b.WriteString("\n    run: " + Printable(p.Command))
	}
	return b.String()
}

// List collects the problems of a run. The zero List is empty and ready to use.
type List []Problem

// Add appends problems.
func (l *List) Add(p ...Problem) { *l = append(*l, p...) }

// Errorf adds an error without a hint.
func (l *List) Errorf(at Position, format string, args ...any) {
	l.Add(Problem{Position: at, Message: fmt.Sprintf(format, args...)})
}

// Sort orders the problems by file, line, column, severity and message, and drops repeats.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Message, b.Message), cmp.Compare(a.Hint, b.Hint))
	})
	*l = slices.Compact(*l)
}

// Count returns the number of problems of a severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, p := range l {
		if p.Severity == s {
			n++
		}
	}
	return n
}

// Err returns the list as an error, or nil when it holds no error.
func (l List) Err() error {
	if l.Count(Error) == 0 {
		return nil
	}
	return l
}

// Error returns the errors of the list, one a line.
func (l List) Error() string {
	var lines []string
	for _, p := range l {
		if p.Severity == Error {
			lines = append(lines, p.Error())
		}
	}
	return strings.Join(lines, "\n")
}

// Printable returns s with every control and formatting character but the tab and the line break shown as an
// escape, so that text from outside cannot move the cursor, recolour the terminal or reverse its words.
func Printable(s string) string {
	hidden := func(r rune) bool {
		return r != '\t' && r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar)
	}
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if hidden(r) {
			fmt.Fprintf(&b, "\\u%04x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Nearest returns the candidates that a person may have meant by name, best first, at most three: those within
// an edit distance of a third of the name's length, rounded up. It returns nil when none is near.
func Nearest(name string, candidates []string) []string {
	type near struct {
		name     string
		distance int
	}
	var found []near
	limit := max(1, (len(name)+2)/3)
	for _, c := range candidates {
		if abs(len(c)-len(name)) > limit {
			continue
		}
		if d := distance(strings.ToLower(name), strings.ToLower(c)); d <= limit {
			found = append(found, near{c, d})
		}
	}
	slices.SortFunc(found, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.name, b.name))
	})
	var names []string
	for _, f := range found[:min(3, len(found))] {
		names = append(names, f.name)
	}
	return names
}

// distance is the Levenshtein distance in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

func abs(n int) int { return max(n, -n) }

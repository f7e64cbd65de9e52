package main

import (
	"fmt"
	"io"

	"timeline/pkg/diag"
)

// A style is an SGR parameter (ECMA-48, 8.3.117).
type style string

// The few styles of the tool.
const (
	bold   style = "1"
	dim    style = "2"
	red    style = "31"
	green  style = "32"
	yellow style = "33"
	cyan   style = "36"
)

// paint returns s in a style when what is written to the stream may be coloured. s is made printable: only our own
// escapes reach the terminal.
func (a *app) paint(stream io.Writer, st style, s string) string {
	s = diag.Printable(s)
	if !a.colored(stream) {
		return s
	}
	return "\x1b[" + string(st) + "m" + s + "\x1b[0m"
}

func (a *app) colored(stream io.Writer) bool {
	switch a.color {
	case "always":
		return true
	case "never":
		return false
	}
	return !a.noColor && a.isTerminal(stream)
}

// printProblems prints problems to standard error in their order. Notes are left to `timeline check`.
func (a *app) printProblems(l diag.List) {
	for _, p := range l {
		if p.Severity != diag.Note {
			a.printProblem(p)
		}
	}
}

func (a *app) printProblem(p diag.Problem) { a.writeProblem(a.stderr, p) }

// writeProblem writes `file:line:col: what`, then its hint and its command on lines of their own. A problem without a
// place is the command's own.
func (a *app) writeProblem(w io.Writer, p diag.Problem) {
	at := p.Position.String()
	if at == "" {
		at = "timeline"
	}
	fmt.Fprint(w, a.paint(w, bold, at+":"), " ")
	switch p.Severity {
	case diag.Error:
		fmt.Fprintln(w, a.paint(w, red, p.Message))
	case diag.Warning:
		fmt.Fprintln(w, a.paint(w, yellow, "warning: ")+diag.Printable(p.Message))
	default:
		fmt.Fprintln(w, diag.Printable(p.Message))
	}
	if p.Hint != "" {
		fmt.Fprintln(w, a.paint(w, dim, "    hint: "+p.Hint))
	}
	if p.Command != "" {
		fmt.Fprintln(w, a.paint(w, dim, "    run: ")+a.paint(w, cyan, p.Command))
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"timeline/pkg/diag"

	"github.com/spf13/afero"
	"github.com/spf13/cobra"
)

// The exit codes, which scripts rely on.
const (
	exitDone        = 0 // done, warnings included
	exitContent     = 1 // errors found in what the editors wrote
	exitUsage       = 2 // a wrong flag or argument
	exitEnvironment = 3 // disk, permission, network
)

// app is the world that a command runs in. Tests give it files in memory and buffers for streams.
type app struct {
	fs             afero.Fs
	stdin          io.Reader
	stdout, stderr io.Writer
	terminal       func(stream any) bool                      // nil: nothing is a terminal
	noColor        bool                                       // the environment asks for no colour (https://no-color.org)
	now            func() time.Time                           // for the day of a new correction and for how long a build took: never for output
	editor         string                                     // who signs corrections unless --by says otherwise
	wait           func(context.Context, time.Duration) error // between requests to a host; nil waits for real
	collectLate    func()                                     // tells the collector that the process ends soon; nil: it does not
	program        func() string                              // identifies the code that runs, so that a cache of other code is not used

	// The flags that every command takes.
	dir   string
	quiet bool
	color string

	started bool // flags and arguments were understood, and the command runs
}

// errContent says that the content has errors, which were printed already.
var errContent = errors.New("errors in the content")

// usageError is a mistake in flags or arguments that shows only when a command looks at them.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// main runs the command line args (without the program's name) and returns the exit code.
func (a *app) main(ctx context.Context, args []string) int {
	root := newRoot(a)
	root.SetArgs(args)
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	command, err := root.ExecuteContextC(ctx)
	code := a.exitCode(err)
	if err == nil || errors.Is(err, errContent) {
		return code
	}
	p := diag.Problem{Message: err.Error()}
	var h hinted
	if errors.As(err, &h) {
		p.Hint = h.hint
	}
	if code == exitUsage && p.Hint == "" {
		p.Hint = fmt.Sprintf("%s --help shows what it takes", command.CommandPath())
	}
	a.printProblem(p)
	return code
}

func (a *app) exitCode(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errContent):
		return exitContent
	case !a.started || errors.As(err, &usage):
		return exitUsage
	}
	return exitEnvironment
}

// path returns a path of the command line as seen from the project folder.
func (a *app) path(p string) string {
	if filepath.IsAbs(p) {
		return filepath.Clean(p)
	}
	return filepath.Join(a.dir, p)
}

// say prints a line of good news to standard error unless --quiet; it is not a result that a script would read.
func (a *app) say(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintln(a.stderr, diag.Printable(fmt.Sprintf(format, args...)))
	}
}

// isTerminal reports whether a stream shows on a person's screen.
func (a *app) isTerminal(stream any) bool { return a.terminal != nil && a.terminal(stream) }

// before checks the global flags once a command's own flags and arguments are understood.
func (a *app) before(*cobra.Command, []string) error {
	switch a.color {
	case "auto", "always", "never":
	default:
		return usagef("--color is auto, always or never, not %q", a.color)
	}
	a.started = true
	return nil
}

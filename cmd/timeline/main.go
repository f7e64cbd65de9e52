// Command timeline turns a folder of news articles into a timeline site in which every date leads back to a sentence.
//
// Run it without arguments for help.
package main

import (
	"cmp"
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // the same time zones on every machine

	"github.com/spf13/afero"
	"golang.org/x/term"
)

// main is the only place that knows of the process: its arguments, streams, clock, environment and signals.
func main() { os.Exit(run()) }

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // whoever asks a second time does not wait for what is under way
	a := &app{
		fs:          afero.NewOsFs(),
		stdin:       os.Stdin,
		stdout:      os.Stdout,
		stderr:      os.Stderr,
		terminal:    func(f any) bool { file, ok := f.(*os.File); return ok && term.IsTerminal(int(file.Fd())) },
		noColor:     os.Getenv("NO_COLOR") != "",
		now:         time.Now,
		program:     program,
		collectLate: collectLate,
		editor:      cmp.Or(os.Getenv("GIT_AUTHOR_NAME"), os.Getenv("USER")),
	}
	return a.main(ctx, os.Args[1:])
}

package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"timeline/pkg/diag"
	"timeline/pkg/pipeline"
	"timeline/pkg/source"
	"timeline/pkg/timeline"
)

// addBar shows on a terminal how far a long run is. The zero value shows nothing.
type addBar struct{ bar *progressbar.ProgressBar }

func (a *adding) progressOf(total int) addBar {
	if a.quiet || !a.isTerminal(a.stderr) {
		return addBar{}
	}
	return addBar{progressbar.NewOptions(total, progressbar.OptionSetWriter(a.stderr), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetWidth(20), progressbar.OptionThrottle(60*time.Millisecond), progressbar.OptionEnableColorCodes(false),
		progressbar.OptionShowCount())}
}

func (b addBar) show(done, total int, arg string) {
	if b.bar == nil || total < 2 {
		return
	}
	const most = 40
	if r := []rune(diag.Printable(arg)); len(r) > most {
		arg = string(r[:most-1]) + "…"
	}
	b.bar.ChangeMax(total)
	b.bar.Describe(diag.Printable(arg))
	_ = b.bar.Set(done) // a bar that cannot be drawn does no harm
}

// clear takes the bar away, so that something else can be printed.
func (b addBar) clear() {
	if b.bar != nil {
		_ = b.bar.Clear()
	}
}

func (b addBar) done() {
	if b.bar != nil {
		_ = b.bar.Finish()
	}
}

func (a *adding) fail(p diag.Problem) {
	a.failures = append(a.failures, p)
	a.printProblem(p)
}

func (a *adding) isHere(t task, twin *source.Document, why string) {
	a.here++
	fmt.Fprintf(a.stdout, "%s is here already: %s (%s).\n", diag.Printable(t.arg), diag.Printable(twin.File), why)
}

// describe says what was found out about an article, and how.
func (a *adding) describe(doc *source.Document) {
	line := func(key, value, how string) {
		if how != "" {
			how = " (" + how + ")"
		}
		fmt.Fprintf(a.stdout, "  %-10s %s%s\n", key, shown(value), diag.Printable(how))
	}
	line("title", doc.Title, "")
	line("publisher", doc.Publisher, "")
	if doc.Author != "" {
		line("author", doc.Author, "")
	}
	line("language", doc.Language, "")
	if doc.Published.IsZero() {
		line("published", "", "write published: at the head of the file if you know")
		return
	}
	line("published", doc.Published.String(), doc.PublishedWhy)
}

// finish shows the events that the new articles tell, and sums up.
func (a *adding) finish(ctx context.Context) error {
	interrupted := ctx.Err() != nil
	if len(a.added) > 0 && !interrupted {
		r, err := pipeline.Read(ctx, a.options)
		if err != nil {
			return explainError(err)
		}
		if !a.dryRun {
			a.saveCache(a.options)
		}
		for _, id := range a.added {
			a.newEvents(r.Timeline.Events, id)
		}
	}
	if a.several || interrupted {
		a.sumUp()
	}
	if interrupted {
		return hinted{fmt.Errorf("interrupted after %s", count(len(a.added), "article")), "the same command goes on where this one ended"}
	}
	return nil
}

func (a *adding) sumUp() {
	if a.quiet {
		return
	}
	verb := "Added"
	if a.dryRun {
		verb = "Would add"
	}
	fmt.Fprintf(a.stdout, "\n%s %s; %d here already; %d failed.\n", verb, count(len(a.added), "article"), a.here, len(a.failures))
	for _, p := range a.failures {
		fmt.Fprintf(a.stdout, "  %s: %s\n", diag.Printable(p.File), diag.Printable(p.Message))
	}
	if len(a.failures) > 0 {
		fmt.Fprintln(a.stdout, "The same command tries these again, and leaves out what is here.")
	}
}

// newEvents lists the events that an article tells now that it is there.
func (a *adding) newEvents(events []timeline.Event, id string) {
	var lines []string
	for _, e := range events {
		quoted, others := 0, 0
		for _, v := range e.Evidence {
			if v.Source == id {
				quoted++
			} else {
				others++
			}
		}
		word := a.paint(a.stdout, green, "new  ")
		if others > 0 {
			word = a.paint(a.stdout, cyan, "joins")
		}
		if quoted > 0 {
			lines = append(lines, fmt.Sprintf("  %s %s %s\n", word, e.Date.Words("en"), diag.Printable(e.Title)))
		}
	}
	switch {
	case a.several:
		fmt.Fprintf(a.stdout, "%s tells %s:\n", id, count(len(lines), "event"))
	case len(lines) == 0:
		fmt.Fprintln(a.stdout, "  No event with a date was found in it.")
	}
	fmt.Fprint(a.stdout, strings.Join(lines, ""))
}

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"timeline/pkg/diag"
	"timeline/pkg/pipeline"
)

const checkHelp = `List all that build would complain about, and what an editor should look at: articles that say no date, dates that
were inferred, sources that disagree, merges that are not sure, articles that contradict their own date, corrections
that do nothing any more. Errors come first; each has its place, a hint, and a command that would settle it.

Nothing is written. The exit code is 1 when there are errors.`

func newCheck(a *app) *cobra.Command {
	var f projectFlags
	var format string
	c := &cobra.Command{
		Use:     "check",
		Short:   "List errors, and what an editor should look at",
		Long:    checkHelp,
		Example: "  timeline check\n  timeline check --format json | jq '.problems[].message'",
		GroupID: groupEdit,
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.check(c.Context(), f, format) },
	}
	f.registerSite(c)
	c.Flags().StringVar(&format, "format", "text", "text, or json for other programs")
	return c
}

func (a *app) check(ctx context.Context, f projectFlags, format string) error {
	if format != "text" && format != "json" {
		return usagef("--format is text or json, not %q", format)
	}
	a.shortLived()
	o, err := a.options(f)
	if err != nil {
		return err
	}
	done := a.progress(&o)
	r, err := pipeline.Check(ctx, o)
	done()
	if err != nil {
		return explainError(err)
	}
	problems := append(r.Problems, r.Review()...)
	problems = pipeline.Urgent(problems)
	if format == "json" {
		err = writeJSON(a.stdout, checkReport{
			Errors: problems.Count(diag.Error), Warnings: problems.Count(diag.Warning), Notes: problems.Count(diag.Note),
			Stats: r.Stats, Problems: append(diag.List{}, problems...),
		})
	} else {
		err = a.listProblems(problems)
	}
	if err != nil {
		return err
	}
	return failOn(problems)
}

// checkReport is what `timeline check --format json` prints.
type checkReport struct {
	Errors   int            `json:"errors"`
	Warnings int            `json:"warnings"`
	Notes    int            `json:"notes"`
	Stats    pipeline.Stats `json:"stats"`
	Problems diag.List      `json:"problems"`
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// listProblems prints the editor's list to standard output: it is the result.
func (a *app) listProblems(l diag.List) error {
	for _, p := range l {
		a.writeProblem(a.stdout, p)
	}
	if a.quiet {
		return nil
	}
	if len(l) == 0 {
		_, err := fmt.Fprintln(a.stdout, "Nothing to do.")
		return err
	}
	_, err := fmt.Fprintf(a.stdout, "\n%s, %s, %s.\n", count(l.Count(diag.Error), "error"), count(l.Count(diag.Warning), "warning"),
		count(l.Count(diag.Note), "thing to look at", "things to look at"))
	return err
}

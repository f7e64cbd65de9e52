package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"timeline/pkg/diag"
	"timeline/pkg/pipeline"
)

const buildHelp = `Make the site: content/ -> public/.

The site is made beside the old one and takes its place in one step: interrupted at any moment, public/ is the old
site or the new one. What is wrong with the content is printed, and the rest is built all the same (exit code 1);
with --strict, errors leave public/ as it is. A folder that is not a timeline's output is never replaced; files at its
top that start with a dot, and CNAME, are kept.`

func newBuild(a *app) *cobra.Command {
	var f projectFlags
	c := &cobra.Command{
		Use:     "build",
		Short:   "Make the site: content/ -> public/",
		Long:    buildHelp,
		Example: "  timeline build\n  timeline build -C my-timeline --base-url https://example.org/timeline/\n  timeline build --strict --public /var/www/timeline",
		GroupID: groupMake,
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.build(c.Context(), f) },
	}
	f.registerSite(c)
	c.Flags().StringVar(&f.public, "public", "public", "the folder for the site")
	c.Flags().BoolVar(&f.strict, "strict", false, "publish nothing when the content has errors")
	return c
}

func (a *app) build(ctx context.Context, f projectFlags) error {
	start := a.now()
	a.shortLived()
	o, err := a.options(f)
	if err != nil {
		return err
	}
	done := a.progress(&o)
	r, err := pipeline.Run(ctx, o)
	done()
	if err != nil {
		return explainError(err)
	}
	a.saveCache(o)
	a.printProblems(r.Problems)
	if !a.quiet {
		a.summary(r, o.Public, a.now().Sub(start))
	}
	return failOn(r.Problems)
}

// summary says what a build did, for the person who waits for it.
func (a *app) summary(r *pipeline.Result, public string, took time.Duration) {
	line := func(format string, args ...any) { fmt.Fprintf(a.stdout, format+"\n", args...) }
	s := r.Stats
	line("Read %s%s.", count(s.Sources, "source"), dated(s.Published))
	line("Found %s%s.", count(s.Events, "event"), ifAny(s.Merged, ", %d of them told by several sources"))
	if s.Undated > 0 {
		line("%s could not be placed on the calendar.", count(s.Undated, "expression of time", "expressions of time"))
	}
	if len(r.Timeline.Corrections) > 0 {
		line("Corrections: %s.", corrections(s.Corrections))
	}
	if problems := problemCount(r.Problems); problems != "" {
		line("%s. `timeline check` lists them and what else deserves a look.", problems)
	}
	if !r.Published {
		line("%s is left as it was: --strict publishes nothing with errors.", a.paint(a.stdout, bold, public+"/"))
		return
	}
	line("Wrote %s in %s. Open %s", count(s.Files, "file"), seconds(took), a.paint(a.stdout, bold, filepath.Join(public, "index.html")))
}

// count writes a number with its noun: "1 source", "2 sources".
func count(n int, one string, many ...string) string {
	switch {
	case n == 1:
		return "1 " + one
	case len(many) > 0:
		return fmt.Sprintf("%d %s", n, many[0])
	}
	return fmt.Sprintf("%d %ss", n, one)
}

func ifAny(n int, format string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(format, n)
}

// dated says where the publication dates come from, best first.
func dated(published map[string]int) string {
	var parts []string
	for _, from := range []struct{ key, words string }{
		{"front matter", "%d dated by their front matter"}, {"metadata", "%d by the page's metadata"}, {"text", "%d by their text"},
		{"url", "%d by their address"}, {"inferred", "%d by other articles"}, {"unknown", "%d without a date"},
	} {
		if n := published[from.key]; n > 0 {
			parts = append(parts, fmt.Sprintf(from.words, n))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}

func corrections(outcomes map[string]int) string {
	var parts []string
	for _, o := range []string{"applied", "superseded", "stale", "conflict"} {
		if n := outcomes[o]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, strings.Replace(o, "conflict", "in conflict", 1)))
		}
	}
	return strings.Join(parts, ", ")
}

func problemCount(l diag.List) string {
	var parts []string
	if n := l.Count(diag.Error); n > 0 {
		parts = append(parts, count(n, "error"))
	}
	if n := l.Count(diag.Warning); n > 0 {
		parts = append(parts, count(n, "warning"))
	}
	return strings.Join(parts, " and ")
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }

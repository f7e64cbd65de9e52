package main

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"runtime"
	"sort"
	"strings"

	"timeline/pkg/diag"
	"timeline/pkg/eval"
	"timeline/pkg/timeml"
	"timeline/pkg/timex"

	"github.com/spf13/afero"
	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"
)

const evalHelp = `Compares the expressions of time in a folder of TimeML documents (.tml) with the gold ones and prints the
scores of TempEval-3, in percent: strict (the same words), relaxed (some of the words), type and value.

GOLD is a folder or a file with gold annotations. SYSTEM is a folder with documents of the same names; without it,
timeline tags the documents itself. A gold document without a partner counts as one in which nothing was found.`

// evalFlags are the flags of one run of eval.
type evalFlags struct {
	byRule, errors bool
	format, lang   string
}

func newEval(a *app) *cobra.Command {
	var flags evalFlags
	c := &cobra.Command{
		Use:     "eval GOLD [SYSTEM]",
		Short:   "Score expressions of time against gold annotations",
		Long:    evalHelp,
		Example: "  timeline eval --by-rule gold/\n  timeline tag --format timeml --out ours/ gold/ && timeline eval --errors gold/ ours/",
		GroupID: groupMeasure,
		Args:    cobra.RangeArgs(1, 2),
		RunE:    func(c *cobra.Command, args []string) error { return a.eval(c.Context(), flags, args) },
	}
	c.Flags().BoolVar(&flags.byRule, "by-rule", false, "show what became of each rule's expressions (without SYSTEM)")
	c.Flags().BoolVar(&flags.errors, "errors", false, "list every missed, spurious or wrong expression")
	c.Flags().StringVar(&flags.format, "format", "text", "text or json")
	c.Flags().StringVar(&flags.lang, "lang", "en", "the language of the documents")
	return c
}

func (a *app) eval(ctx context.Context, flags evalFlags, args []string) error {
	if flags.format != "text" && flags.format != "json" {
		return usagef("--format is text or json, not %q", flags.format)
	}
	if flags.byRule && len(args) == 2 {
		return usagef("--by-rule needs our own tagger: leave out SYSTEM, whose files do not say which rule found what")
	}
	tagger, err := timex.New(flags.lang)
	if err != nil {
		return usageError{err}
	}
	names, dir, err := a.timemlFiles(a.path(args[0]))
	if err != nil {
		return err
	}
	e := evaluator{app: a, tagger: tagger, gold: dir}
	if len(args) == 2 {
		e.system = a.path(args[1])
	}
	report, err := e.run(ctx, names)
	if err != nil {
		return err
	}
	show := eval.Show{Errors: flags.errors, ByRule: flags.byRule}
	if flags.format == "json" {
		return report.WriteJSON(a.stdout, show)
	}
	return report.WriteText(a.stdout, show)
}

// timemlFiles returns the names of the TimeML documents of a folder in order, or of the one file that path is, and the
// folder.
func (a *app) timemlFiles(path string) (names []string, dir string, err error) {
	info, err := a.fs.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", usagef("there is no file or folder %s", path)
	} else if err != nil {
		return nil, "", err
	}
	if !info.IsDir() {
		return []string{filepath.Base(path)}, filepath.Dir(path), nil
	}
	entries, err := afero.ReadDir(a.fs, path)
	if err != nil {
		return nil, "", err
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".tml") && !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	if len(names) == 0 {
		return nil, "", usagef("there is no .tml file in %s", path)
	}
	sort.Strings(names)
	return names, path, nil
}

// evaluator compares the documents of two folders, or of one with what the tagger finds in it.
type evaluator struct {
	*app
	tagger       *timex.Tagger
	gold, system string // folders; system "" is our own tagger
}

func (e *evaluator) run(ctx context.Context, names []string) (eval.Report, error) {
	documents := make([]eval.Document, len(names))
	problems := make([]error, len(names))
	group, _ := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		group.Go(func() error {
			documents[i], problems[i] = e.compare(name)
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return eval.Report{}, err
	}
	bad := false
	for i, err := range problems {
		var p diag.Problem
		switch {
		case err == nil:
		case errors.As(err, &p):
			bad = bad || p.Severity == diag.Error
			e.printProblem(p)
		default:
			return eval.Report{}, problems[i]
		}
	}
	if bad {
		return eval.Report{}, errContent
	}
	return eval.Report{Documents: documents}, nil
}

// compare returns a warning together with the document when the system has none of that name.
func (e *evaluator) compare(name string) (eval.Document, error) {
	path := filepath.Join(e.gold, name)
	gold, err := e.readTimeML(path)
	if err != nil {
		return eval.Document{}, err
	}
	if e.system == "" {
		return eval.Compare(name, eval.Gold(gold), eval.Ours(gold.Text, e.tagger.Tag(inputOf(gold))))
	}
	other := filepath.Join(e.system, name)
	system, err := e.readTimeML(other)
	if errors.Is(err, fs.ErrNotExist) {
		missing := diag.Problem{Position: diag.Position{File: other}, Severity: diag.Warning, Message: "the document is missing; nothing counts as found in it"}
		d, err := eval.Compare(name, eval.Gold(gold), eval.Marked{Text: gold.Text})
		return d, errors.Join(err, missing)
	} else if err != nil {
		return eval.Document{}, err
	}
	d, err := eval.Compare(name, eval.Gold(gold), eval.Gold(system))
	if err != nil {
		return d, diag.Problem{Position: diag.Position{File: other}, Message: err.Error(), Hint: "SYSTEM must hold the same texts as GOLD, but for white space"}
	}
	return d, nil
}

func (a *app) readTimeML(path string) (*timeml.Document, error) {
	data, err := afero.ReadFile(a.fs, path)
	if err != nil {
		return nil, err
	}
	return timeml.Parse(path, data)
}

// inputOf returns what the tagger is told of a TimeML document: its text and its DCT, none of its annotations.
func inputOf(d *timeml.Document) timex.Input {
	return timex.Input{Text: d.Text, DCT: d.DCT, DCTFrom: "DCT of the TimeML document"}
}

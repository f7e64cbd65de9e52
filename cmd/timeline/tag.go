package main

import (
	"context"
	"errors"
	"io"
	"runtime"
	"runtime/debug"
	"time"
	"unicode/utf8"

	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/text"
	"timeline/pkg/timex"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
)

const tagHelp = `Finds the expressions of time in texts and resolves them to TIMEX3 values.

PATH is a file or a folder, - or nothing is standard input. Plain text (.txt, standard input, files of no known kind)
is tagged as it is, and read in parts when it is long, so that it may have any size. Of .md and .html the article is
tagged, without its markup. A .jsonl file holds an article a line, in "text". A .tml file is TimeML: its DCT is used, its
TIMEX3 tags inside <TEXT> are replaced by ours, and every other byte is kept.

The DCT is what relative expressions are measured from: what the document states beside its text (TimeML, front
matter, "published"), else --dct, else a date found in its text.

  text    a line for each expression: file:line:column: words, type, value, rule
  timeml  a TimeML document for each text
  json    JSON Lines: {"file", "dct", "mentions": [{"type", "value", "text", "span": [from, to], "rule", "confidence", …}]}
          Spans are bytes of the file; for .tml of its text without tags, for .jsonl of the article's text, and then
          "id" and "line" say which. A long text gives several lines with "part" 1, 2, ….
          "mod", "quant", "freq", "raw" (where it differs from the value), "date" (EDTF) and "anchor" stand where there is one.

Without --out the results go to standard output in the order of the inputs; with it, each input's to a file of the
same name in that folder. As TimeML, the articles of a .jsonl become files named by their ids.`

// tagFlags are the flags of one run of tag.
type tagFlags struct {
	dct, lang, format, out string
}

func newTag(a *app) *cobra.Command {
	var flags tagFlags
	c := &cobra.Command{
		Use:     "tag [PATH…]",
		Short:   "Tag texts with TIMEX3",
		Long:    tagHelp,
		Example: "  echo \"Kerry met Lavrov last Friday.\" | timeline tag --dct 2014-03-28\n  timeline tag --format json articles/ | jq .mentions[].value",
		GroupID: groupMeasure,
		RunE:    func(c *cobra.Command, args []string) error { return a.tag(c.Context(), flags, args) },
	}
	c.Flags().StringVar(&flags.dct, "dct", "", "the day that the texts were written on, if they do not say")
	c.Flags().StringVar(&flags.lang, "lang", "en", "the language of the texts")
	c.Flags().StringVar(&flags.format, "format", "text", "text, timeml or json")
	c.Flags().StringVar(&flags.out, "out", "", "write a file for each input into this folder")
	return c
}

func (a *app) tag(ctx context.Context, flags tagFlags, args []string) error {
	// Little is alive at any time, so that collecting less often costs a little memory and saves time.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	t, err := a.newTagging(flags)
	if err != nil {
		return err
	}
	inputs, err := a.tagInputs(args, t.out)
	if err != nil {
		return err
	}
	seen, done := a.tagProgress(t.out != "")
	defer done()
	t.seen = seen
	w := &tagWriter{app: a, dir: t.out, done: map[string]bool{}, warned: map[diag.Problem]bool{}}
	err = inOrder(ctx, runtime.GOMAXPROCS(0), func(emit emitter) error {
		return t.produce(inputs, emit)
	}, w.write)
	if err := errors.Join(err, w.close()); err != nil {
		return err
	}
	if w.failed {
		return errContent
	}
	return nil
}

// tagging is what all texts of one run share. It is not changed while they are tagged.
type tagging struct {
	*app
	tagger *timex.Tagger
	dct    date.Value
	format func([]byte, *part, timex.Batch) []byte
	timeml bool
	out    string    // folder; "" is standard output
	seen   io.Writer // is given what was read, to show how far we are
}

// tagProgress returns a writer that shows on the terminal how much was written to it, when the results do not show there.
func (a *app) tagProgress(toFiles bool) (seen io.Writer, done func()) {
	if a.quiet || !a.isTerminal(a.stderr) || a.isTerminal(a.stdout) && !toFiles {
		return io.Discard, func() {}
	}
	bar := progressbar.NewOptions64(-1, progressbar.OptionSetWriter(a.stderr), progressbar.OptionClearOnFinish(), progressbar.OptionShowBytes(true),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetDescription("tagging"), progressbar.OptionEnableColorCodes(false))
	return bar, func() { _ = bar.Finish() } // a bar that cannot be drawn does no harm
}

func (a *app) newTagging(flags tagFlags) (*tagging, error) {
	t := &tagging{app: a, timeml: flags.format == "timeml"}
	switch flags.format {
	case "text":
		t.format = t.appendLines
	case "json":
		t.format = appendJSON
	case "timeml":
		t.format = appendTimeML
	default:
		return nil, usagef("--format is text, timeml or json, not %q", flags.format)
	}
	if flags.out != "" {
		t.out = a.path(flags.out)
	}
	var err error
	if flags.dct != "" {
		if t.dct, err = date.ParseTyped(flags.dct); err != nil {
			return nil, usagef("--dct: %v", err)
		}
	}
	if t.tagger, err = timex.New(flags.lang); err != nil {
		return nil, usageError{err}
	}
	return t, nil
}

// run tags a part of a text and writes it in the format, as much at a time as a batch of expressions makes.
func (t *tagging) run(p *part, yield func(tagged) error) error {
	in := timex.Input{Text: p.text, DCT: p.dct, DCTFrom: p.dctFrom, Sections: p.sections, Terse: true}
	batches := t.tagger.Batches(in)
	if p.tml != nil && t.timeml { // the document is written as a whole
		batches = func(yield func(timex.Batch) bool) {
			yield(timex.Batch{Span: text.Span{End: len(p.text)}, Mentions: t.tagger.Tag(in)})
		}
	}
	for batch := range batches {
		last := batch.End == len(p.text)
		done := tagged{outputs: []output{{p.out, t.format(nil, p, batch), p.last && last}}}
		if last {
			p.warn(&done.problems)
		}
		if err := yield(done); err != nil {
			return err
		}
	}
	return nil
}

// warn adds what is wrong with a text.
func (p *part) warn(problems *diag.List) {
	if p.document == nil && p.tml == nil && !utf8.ValidString(p.text) {
		problems.Add(diag.Problem{Position: diag.Position{File: p.file}, Severity: diag.Warning,
			Message: "the text is not UTF-8 throughout; what is not is left untagged", Hint: "convert it: iconv -f WINDOWS-1252 -t UTF-8"})
	}
}

// emitter takes the work on a text or a part of one.
type emitter = func(job[tagged]) error

// tagged is what came of a part: what to write, and the problems there were.
type tagged struct {
	outputs  []output
	problems diag.List
}

// output is a piece of an output file.
type output struct {
	name string // of the file
	data []byte
	last bool // the last piece of the file
}

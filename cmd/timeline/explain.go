package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"timeline/pkg/correct"
	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/pipeline"
	"timeline/pkg/source"
	"timeline/pkg/timeline"
	"timeline/pkg/timex"
)

const explainHelp = `Show the whole derivation of an event's date, or of the dates in a sentence: the words, the rule that read them, what
they were measured from, each step of the arithmetic, and the value with its confidence. For an event, also why its
reports were merged, which corrections act on it, and the command that would change it.`

// explainFlags are the flags of one explanation.
type explainFlags struct{ dct, lang, format string }

func newExplain(a *app) *cobra.Command {
	var p projectFlags
	var f explainFlags
	c := &cobra.Command{
		Use:   "explain EVENT-ID | --dct DATE \"a sentence\"",
		Short: "Show how a date was reached, step by step",
		Long:  explainHelp,
		Example: "  timeline explain 2014-03-28-vladimir-putin-called-barack\n" +
			"  timeline explain --dct 2014-03-28 \"He had met the ministers two weeks earlier.\"",
		GroupID: groupEdit,
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if f.format != "text" && f.format != "json" {
				return usagef("--format is text or json, not %q", f.format)
			}
			if f.dct != "" || strings.Contains(args[0], " ") {
				return a.explainSentence(f, args[0])
			}
			return a.explainEvent(c.Context(), p, f, args[0])
		},
	}
	p.register(c)
	c.Flags().StringVar(&f.dct, "dct", "", "the day that the sentence was written on")
	c.Flags().StringVar(&f.lang, "lang", "en", "the language of the sentence")
	c.Flags().StringVar(&f.format, "format", "text", "text, or json for other programs")
	return c
}

func (a *app) explainSentence(f explainFlags, sentence string) error {
	in := timex.Input{Text: sentence}
	if f.dct != "" {
		v, err := date.ParseTyped(f.dct)
		if err != nil {
			return typedError("dct", err)
		}
		in.DCT, in.DCTFrom = v, "--dct"
	}
	tagger, err := timex.New(f.lang)
	if err != nil {
		return usagef("--lang: %w", err)
	}
	mentions := tagger.Tag(in)
	if f.format == "json" {
		return writeJSON(a.stdout, sentenceReport{Sentence: sentence, DCT: in.DCT, Mentions: explained(sentence, mentions)})
	}
	if len(mentions) == 0 {
		fmt.Fprintln(a.stdout, "No expression of time was found.")
	}
	for i, m := range explained(sentence, mentions) {
		if i > 0 {
			fmt.Fprintln(a.stdout)
		}
		a.explainMention(m)
	}
	return nil
}

// sentenceReport is what `timeline explain --dct … --format json` prints.
type sentenceReport struct {
	Sentence string          `json:"sentence"`
	DCT      date.Value      `json:"dct"`
	Mentions []mentionReport `json:"mentions"`
}

// mentionReport is one expression of time with its derivation.
type mentionReport struct {
	Text       string       `json:"text"`
	Span       [2]int       `json:"span"`
	Type       timex.Type   `json:"type"`
	Value      string       `json:"value"`
	Raw        string       `json:"raw"`
	Mod        string       `json:"mod,omitempty"`
	Date       date.Value   `json:"date"`
	Anchor     timex.Anchor `json:"anchor"`
	Rule       string       `json:"rule"`
	Steps      []timex.Step `json:"steps"`
	Confidence float64      `json:"confidence"`
	Unresolved string       `json:"unresolved,omitempty"`
}

func explained(sentence string, mentions []timex.Mention) []mentionReport {
	list := []mentionReport{}
	for _, m := range mentions {
		steps := m.Steps
		if steps == nil {
			steps = []timex.Step{}
		}
		list = append(list, mentionReport{
			Text: m.Of(sentence), Span: [2]int{m.Start, m.End}, Type: m.Type, Value: m.Value, Raw: m.Raw, Mod: m.Mod, Date: m.Date,
			Anchor: m.Anchor, Rule: m.Rule, Steps: steps, Confidence: m.Confidence, Unresolved: m.Unresolved,
		})
	}
	return list
}

func (a *app) explainMention(m mentionReport) {
	w := a.stdout
	fmt.Fprintf(w, "%s  %s %s", a.paint(w, bold, fmt.Sprintf("%q", m.Text)), m.Type, diag.Printable(orNone(m.Value)))
	if m.Mod != "" {
		fmt.Fprintf(w, " %s", m.Mod)
	}
	if !m.Date.IsZero() {
		fmt.Fprintf(w, "  %s", a.paint(w, green, m.Date.Words("en")))
	}
	fmt.Fprintf(w, "\n  rule %s, confidence %.2f\n", diag.Printable(m.Rule), m.Confidence)
	a.derivation(w, "  ", timeline.Anchor{Kind: string(m.Anchor.Kind), Date: m.Anchor.Date, From: m.Anchor.From}, m.Steps)
	if m.Unresolved != "" {
		fmt.Fprintf(w, "  no value: %s\n", diag.Printable(m.Unresolved))
	}
}

// derivation prints what an expression was measured from, and the steps.
func (a *app) derivation(w io.Writer, indent string, anchor timeline.Anchor, steps []timex.Step) {
	if anchor.Kind != "" {
		fmt.Fprintf(w, "%smeasured from %s, %s\n", indent, anchor.Date, diag.Printable(anchor.From))
	}
	for _, s := range steps {
		fmt.Fprintf(w, "%s  %-10s %s", indent, diag.Printable(s.What), diag.Printable(s.Detail))
		if s.Value != "" {
			fmt.Fprintf(w, " %s", a.paint(w, dim, "-> "+s.Value))
		}
		fmt.Fprintln(w)
	}
}

func orNone(s string) string {
	if s == "" {
		return "(no value)"
	}
	return s
}

// eventReport is what `timeline explain EVENT-ID --format json` prints.
type eventReport struct {
	Event       timeline.Event        `json:"event"`
	Sources     []timeline.Source     `json:"sources"`
	Corrections []timeline.Correction `json:"corrections"`
	Commands    []string              `json:"commands"` // what would change it
	Stub        string                `json:"stub"`     // a correction file to start from
}

func (a *app) explainEvent(ctx context.Context, p projectFlags, f explainFlags, id string) error {
	r, err := a.read(ctx, p)
	if err != nil {
		return err
	}
	i := findEvent(r.Timeline, id)
	if i < 0 {
		return noEvent(r.Timeline, id)
	}
	report := a.reportEvent(r, r.Timeline.Events[i])
	if f.format == "json" {
		return writeJSON(a.stdout, report)
	}
	a.printEvent(report)
	return nil
}

func (a *app) reportEvent(r *pipeline.Result, e timeline.Event) eventReport {
	report := eventReport{Event: e, Sources: []timeline.Source{}, Corrections: []timeline.Correction{}}
	for _, s := range r.Timeline.Sources {
		if slices.ContainsFunc(e.Evidence, func(v timeline.Evidence) bool { return v.Source == s.ID }) {
			report.Sources = append(report.Sources, s)
		}
	}
	published := map[string]bool{} // the corrections of the days from which its dates are counted
	for _, c := range r.Set.All() {
		published[c.ID] = !c.Published.IsZero() && slices.ContainsFunc(e.Evidence, func(v timeline.Evidence) bool { return v.Source == c.Source })
	}
	for _, c := range r.Timeline.Corrections {
		if slices.Contains(e.Corrections, c.ID) || c.Event == e.ID || published[c.ID] {
			report.Corrections = append(report.Corrections, c)
		}
	}
	report.Commands = commandsFor(e)
	on, _ := date.Parse(a.now().Format("2006-01-02"))
	stub := &correct.Correction{Event: e.ID, By: a.editor, On: on, Reason: "why, for readers", Date: e.Date}
	if err := aim(stub, r.Timeline); err == nil {
		report.Stub = stubOf(stub, e)
	}
	return report
}

// stubOf is the file of a correction with every kind of change to an event; all but one are comments.
func stubOf(c *correct.Correction, e timeline.Event) string {
	head := strings.TrimSuffix(string(c.Format()), "---\n")
	return head + "# or, instead of the date or with it:\n" +
		"# title: " + e.Title + "\n" +
		"# summary: what readers need to know\n" +
		"# pin: true # make it a key event\n" +
		"# merge: [the ID of another event that is the same]\n" +
		"# split: [{quote: \"words of a sentence that tells another event\"}]\n" +
		"# or alone:\n" +
		"# hide: true\n---\n"
}

// commandsFor lists the commands that change something of an event: the event itself, the reading of each of its
// sentences, and the days from which they are counted.
func commandsFor(e timeline.Event) []string {
	of := "timeline correct " + diag.Shell(e.ID)
	const reason = " --reason '…'"
	list := []string{
		of + " --date " + e.Date.String() + reason, of + " --title " + diag.Shell(e.Title) + reason, of + " --summary '…'" + reason,
		of + " --hide" + reason, of + " --pin" + reason, of + " --merge OTHER-EVENT-ID" + reason,
	}
	var sources []string
	for _, v := range e.Evidence {
		if v.Quote == "" {
			continue
		}
		if len(e.Evidence) > 1 {
			list = append(list, of+" --split "+diag.Shell(v.Quote)+reason)
		}
		list = append(list, "timeline correct --source "+diag.Shell(v.Source)+" --quote "+diag.Shell(v.Quote)+" --date "+v.Date.String()+reason)
		if !slices.Contains(sources, v.Source) {
			sources = append(sources, v.Source)
		}
	}
	for _, id := range sources {
		list = append(list, source.CorrectPublished(id, source.SomeDay))
	}
	return list
}

func (a *app) printEvent(r eventReport) {
	w, e := a.stdout, r.Event
	line := func(format string, args ...any) { fmt.Fprintln(w, diag.Printable(fmt.Sprintf(format, args...))) }
	fmt.Fprintln(w, a.paint(w, bold, e.Title))
	line("%s (%s, grain %s), %s, confidence %.2f, salience %.2f", e.Date.Words("en"), e.Date, e.Grain, e.Status, e.Confidence, e.Salience)
	line("id %s%s", e.ID, ifWords(", formerly ", e.Aliases))
	for _, v := range e.Evidence {
		a.printEvidence(r, v)
	}
	if len(e.Merged) > 0 {
		fmt.Fprintln(w, a.paint(w, bold, "\nWhy these reports are one event"))
	}
	for _, reason := range e.Merged {
		line("  %s", reason)
	}
	for _, d := range e.Disagreements {
		fmt.Fprintln(w, a.paint(w, bold, "\nThe sources disagree about the "+d.About))
		for _, c := range d.Claims {
			line("  %s: %s", c.Value, strings.Join(c.Sources, ", "))
		}
	}
	for _, c := range r.Corrections {
		fmt.Fprintln(w, a.paint(w, bold, fmt.Sprintf("\nCorrection %s (%s)", c.ID, c.Outcome)))
		line("  %s, %s: %s", shown(c.By), shown(c.On), c.Reason)
		for _, ch := range c.Changes {
			line("  %s: %s -> %s", ch.Field, shown(ch.Before), shown(ch.After))
		}
	}
	fmt.Fprintln(w, a.paint(w, bold, "\nTo change it"))
	for _, command := range r.Commands {
		line("  %s", command)
	}
	line("or write content/corrections/%s.md:\n\n%s", e.ID, r.Stub)
}

func (a *app) printEvidence(r eventReport, v timeline.Evidence) {
	w := a.stdout
	where := v.Source
	for _, s := range r.Sources {
		if s.ID == v.Source {
			where = fmt.Sprintf("%s: %s, published %s (%s)", s.File, s.Publisher, orUnknown(s.Published), s.PublishedFrom)
		}
	}
	fmt.Fprintf(w, "\n%s\n", a.paint(w, cyan, where))
	if v.Quote != "" {
		fmt.Fprintf(w, "  “%s”\n", diag.Printable(v.Quote))
	}
	fmt.Fprintf(w, "  %s %s", a.paint(w, bold, fmt.Sprintf("%q", v.Expression)), a.paint(w, green, v.Date.Words("en")))
	fmt.Fprintf(w, " (%s), rule %s\n", v.Date, diag.Printable(v.Rule))
	a.derivation(w, "  ", v.Anchor, v.Steps)
	if v.Why != "" {
		fmt.Fprintf(w, "  %s\n", diag.Printable(v.Why))
	}
}

func orUnknown(v date.Value) string {
	if v.IsZero() {
		return "on an unknown day"
	}
	return v.String()
}

func ifWords(before string, list []string) string {
	if len(list) == 0 {
		return ""
	}
	return before + strings.Join(list, ", ")
}

package pipeline

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"timeline/pkg/correct"
	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/event"
	"timeline/pkg/source"
	spans "timeline/pkg/text"
	"timeline/pkg/timeline"
)

// doubtful is the share of words in common below which reports of one event deserve a look.
const doubtful = 0.5

// Review returns what is not wrong but deserves an editor's look, as notes, sorted: articles without a date or with
// an inferred one, articles that contradict their own date, the same article or event twice, disagreements, and merges
// that are not sure. Each has the command that settles it; … and YYYY-MM-DD in a command are for the editor to fill in.
func (r *Result) Review() diag.List {
	v := reviewer{Result: r, docs: map[string]*source.Document{}, files: map[string]string{}}
	for _, d := range r.Documents {
		v.docs[d.ID] = d
	}
	v.told = map[[2]string][]*event.Mention{}
	for _, m := range v.Mentions {
		if d := v.docs[m.Source]; d != nil {
			key := [2]string{m.Source, spans.Fold(m.Quote.Of(d.Text))}
			v.told[key] = append(v.told[key], m)
		}
	}
	v.dates()
	v.future()
	v.twice()
	v.alike()
	for _, e := range r.Timeline.Events {
		v.event(e)
	}
	v.notes.Sort()
	return v.notes
}

type reviewer struct {
	*Result
	docs  map[string]*source.Document
	files map[string]string              // what was read of the content, for line numbers
	told  map[[2]string][]*event.Mention // by source and sentence
	notes diag.List
}

func (v *reviewer) note(at diag.Position, command, hint, format string, args ...any) {
	v.notes.Add(diag.Problem{Position: at, Severity: diag.Note, Message: fmt.Sprintf(format, args...), Hint: hint, Command: command})
}

// at returns the place of a byte of an article's file, or the line of a .jsonl file.
func (v *reviewer) at(d *source.Document, offset int) diag.Position {
	if d.Line > 0 {
		return position(d)
	}
	content, ok := v.files[d.File]
	if !ok {
		data, err := afero.ReadFile(v.fs, d.File)
		if err == nil {
			content = string(data)
		}
		v.files[d.File] = content
	}
	return diag.At(d.File, content, offset)
}

// dates asks for the publication dates that nothing states.
func (v *reviewer) dates() {
	waiting := map[string][]string{}
	for _, u := range v.Timeline.Undated {
		waiting[u.Source] = append(waiting[u.Source], u.Expression)
	}
	for _, d := range v.Documents {
		switch {
		case d.PublishedFrom == source.FromInferred:
			day := d.Published.String()
			v.note(position(d), source.CorrectPublished(d.ID, day), "confirm it, or correct it: "+strings.Replace(dateHint(d), sampleDay, day, 1),
				"the publication date %s is inferred: %s", d.Published, d.PublishedWhy)
		case d.Published.IsZero():
			v.note(position(d), source.CorrectPublished(d.ID, source.SomeDay), dateHint(d), "when was it published? Nothing says so%s", depends(waiting[d.ID]))
		case len(waiting[d.ID]) > 0:
			u := v.firstUndated(d.ID)
			v.note(position(d), correctSentence(d.ID, u.Quote), "say when it was, if you know; an article that is vague itself may stay so",
				"not placed on the calendar: %s", quoteSome(waiting[d.ID]))
		}
	}
}

func (v *reviewer) firstUndated(id string) timeline.Undated {
	return v.Timeline.Undated[slices.IndexFunc(v.Timeline.Undated, func(u timeline.Undated) bool { return u.Source == id })]
}

// correctSentence returns the command that dates a sentence.
func correctSentence(id, quote string) string {
	return fmt.Sprintf("timeline correct --source %s --quote %s --date %s --reason '…'", diag.Shell(id), diag.Shell(quote), source.SomeDay)
}

// sampleDay stands for a day that the editor has to find out.
const sampleDay = "2014-03-28"

func dateHint(d *source.Document) string {
	if d.Line > 0 {
		return `add "published": "` + sampleDay + `" to the line`
	}
	switch path.Ext(d.File) {
	case ".md", ".txt":
		return "write published: " + sampleDay + " into the front matter at the head of the file"
	}
	return "a correction can say it"
}

func depends(expressions []string) string {
	if len(expressions) == 0 {
		return ""
	}
	return ", and these depend on it: " + quoteSome(expressions)
}

// quoteSome quotes the first few of a list and counts the rest.
func quoteSome(list []string) string {
	const most = 4
	var quoted []string
	for _, s := range list {
		if q := fmt.Sprintf("%q", s); !slices.Contains(quoted, q) {
			quoted = append(quoted, q)
		}
	}
	if n := len(quoted) - most; n > 0 {
		return strings.Join(quoted[:most], ", ") + fmt.Sprintf(" and %d more", n)
	}
	return strings.Join(quoted, ", ")
}

// future finds articles that report as done what lies after their own date: the date is wrong, or the reading is.
func (v *reviewer) future() {
	for _, m := range v.Mentions {
		d := v.docs[m.Source]
		if m.CorrectionID != "" || d.Published.IsZero() || m.Status != event.Reported && !toldAsDone(m, d) {
			continue
		}
		first, _ := m.Date.Bounds()
		if _, last := d.Published.Bounds(); first == date.OpenStart || first <= last {
			continue
		}
		file := d.FileSpan(m.Time.Span)
		v.note(v.at(d, file.Start), correctSentence(d.ID, spans.Fold(m.Quote.Of(d.Text))),
			fmt.Sprintf("or the publication date (from %s) is wrong: %s", d.PublishedFrom, source.CorrectPublished(d.ID, source.SomeDay)),
			"it was published %s, but reports %s as past (%q)", d.Published, m.Date, spans.Fold(m.Time.Of(d.Text)))
	}
}

// toldAsDone reports whether a clause puts its trigger into the past: what is said of it is not what is to come, even
// where its date is. It knows the forms in -ed and the irregular verbs that news uses most.
func toldAsDone(m *event.Mention, d *source.Document) bool {
	done := false
	for _, w := range strings.Fields(strings.ToLower(m.Clause.Of(d.Text))) {
		w = strings.Trim(w, ".,;:!?\"'’“”()")
		if toCome[w] {
			return false
		}
		done = done || w == "was" || w == "were" || irregular[w] || strings.HasSuffix(w, "ed") && strings.HasPrefix(w, m.Trigger[:min(3, len(m.Trigger))])
	}
	return done
}

var (
	toCome = wordsOf("will would shall should may might could can to plans planned expected scheduled due set if unless hopes wants intends says " +
		"proposed called announced ordered agreed promised offered invited asked set fixed moved postponed delayed extended booked vowed pledged threatened")
	irregular = wordsOf("began broke came fell found fought gave held hit kept led left lost made met ran sank sent shot sold spoke struck took told went won wrote")
)

func wordsOf(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// twice finds articles that are there twice: at one URL, or mostly in the same sentences.
func (v *reviewer) twice() {
	byURL := map[string]*source.Document{}
	bySentence := map[string][]int{}
	counts := make([]int, len(v.Documents))
	for i, d := range v.Documents {
		if first := byURL[d.URL]; d.URL != "" && first != nil {
			v.note(position(d), remove(d), "delete one of them", "%s has the same url", position(first))
			continue
		}
		byURL[d.URL] = d
		list := sentences(d)
		counts[i] = len(list)
		for _, s := range list {
			bySentence[s] = append(bySentence[s], i)
		}
	}
	shared := map[[2]int]int{}
	for _, in := range bySentence {
		if len(in) > 20 {
			continue // a set phrase
		}
		for i, a := range in {
			for _, b := range in[i+1:] {
				shared[[2]int{a, b}]++
			}
		}
	}
	for pair, n := range shared {
		a, b := v.Documents[pair[0]], v.Documents[pair[1]]
		if mostly(n, counts[pair[0]], counts[pair[1]]) {
			v.note(position(b), remove(b), "delete one of them; two prints of one report are not two sources", "mostly the same words as %s", position(a))
		}
	}
}

// remove returns the command that takes an article away.
func remove(d *source.Document) string {
	if d.Line > 0 {
		return fmt.Sprintf("sed -i %dd %s", d.Line, diag.Shell(d.File))
	}
	return "rm " + diag.Shell(d.File)
}

// alike finds events that may be one: of one day, or of days that follow each other, as where two papers date one event
// differently.
func (v *reviewer) alike() {
	byDay := map[date.Day][]int{}
	words := make([]map[string]bool, len(v.Timeline.Events))
	for i, e := range v.Timeline.Events {
		words[i] = longWords(e.Title)
		day, last := e.Date.Bounds()
		if len(e.Corrections) > 0 || len(e.Evidence) == 0 || v.docs[e.Evidence[0].Source] == nil {
			continue // an editor has looked at it
		}
		for _, j := range byDay[day] {
			if other := &v.Timeline.Events[j]; e.Date.String() == other.Date.String() && mostlyShared(words[i], words[j]) {
				v.mayBeOne(other, &e, "may be one event")
			}
		}
		if day == last {
			for _, j := range byDay[day-1] {
				if other := &v.Timeline.Events[j]; other.Grain == e.Grain && nearlyAll(words[i], words[j]) && !shareSource(other, &e) {
					v.mayBeOne(other, &e, "may be one event that the sources date differently")
				}
			}
		}
		byDay[day] = append(byDay[day], i)
	}
}

func (v *reviewer) mayBeOne(a, b *timeline.Event, what string) {
	first := b.Evidence[0]
	v.note(v.at(v.docs[first.Source], first.QuoteSpan[0]),
		fmt.Sprintf("timeline correct %s --merge %s --reason '…'", diag.Shell(a.ID), diag.Shell(b.ID)),
		"if they are two events, a summary of one says how: --summary '…'",
		"%s and %s %s: %q, %q", a.ID, b.ID, what, a.Title, b.Title)
}

// shareSource reports whether one article tells both events: then it tells them apart.
func shareSource(a, b *timeline.Event) bool {
	tellers := sourcesOf(a)
	return slices.ContainsFunc(sourcesOf(b), func(id string) bool { return slices.Contains(tellers, id) })
}

// nearlyAll reports whether two titles share four of their longer words at least, and nearly all of either.
func nearlyAll(x, y map[string]bool) bool {
	n := sharedWords(x, y)
	return n >= 4 && 10*n >= 8*max(len(x), len(y))
}

func sharedWords(x, y map[string]bool) int {
	shared := 0
	for w := range x {
		if y[w] {
			shared++
		}
	}
	return shared
}

// mostlyShared reports whether two titles share most of their longer words, and three at least.
func mostlyShared(x, y map[string]bool) bool {
	n := sharedWords(x, y)
	return n >= 3 && 10*n >= 7*min(len(x), len(y))
}

func longWords(title string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(strings.ToLower(title)) {
		if w = strings.Trim(w, ".,;:!?\"'’“”()"); len(w) > 3 {
			set[w] = true
		}
	}
	return set
}

// sentences returns the different sentences of an article's prose that are long enough to tell it from others.
func sentences(d *source.Document) []string {
	var list []string
	for _, b := range d.Blocks {
		if b.Role != source.Prose {
			continue
		}
		for _, s := range spans.Sentences(b.Of(d.Text)) {
			if s.Len() > 40 {
				list = append(list, spans.Fold(s.Of(b.Of(d.Text))))
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// event finds what is not settled about an event.
func (v *reviewer) event(e timeline.Event) {
	if len(e.Evidence) == 0 {
		return
	}
	seen := len(e.Corrections) > 0 // by an editor
	first := e.Evidence[0]
	d := v.docs[first.Source]
	if d == nil {
		return
	}
	at := v.at(d, first.QuoteSpan[0])
	for _, g := range e.Disagreements {
		if seen && (g.About != "date" || v.corrects(&e, "date", "summary")) {
			continue
		}
		var claims []string
		for _, c := range g.Claims {
			claims = append(claims, fmt.Sprintf("%s (%s)", c.Value, strings.Join(c.Sources, ", ")))
		}
		command := fmt.Sprintf("timeline correct %s --summary '…' --reason '…'", diag.Shell(e.ID))
		hint := "readers see all claims; say in a summary what is known"
		if g.About == "date" {
			command = fmt.Sprintf("timeline correct %s --date %s --reason '…'", diag.Shell(e.ID), source.SomeDay)
			hint = "readers see all claims; say which day is right, or in a summary (--summary '…') why nobody knows"
		}
		v.note(at, command, hint, "the sources of %s disagree about the %s: %s", e.ID, g.About, strings.Join(claims, "; "))
	}
	if seen {
		return
	}
	if odd := v.odd(e); odd != nil {
		v.note(at, fmt.Sprintf("timeline correct %s --split %s --reason '…'", diag.Shell(e.ID), diag.Shell(odd.Quote)),
			"timeline explain "+e.ID+" shows all that they say; if it is one event, a summary settles it, too: --summary '…'",
			"%s is told by %d sources, but it is not sure that %s means the same: %q", e.ID, len(sourcesOf(&e)), odd.Source, odd.Quote)
	}
}

// corrects reports whether a correction of an event changes one of the fields.
func (v *reviewer) corrects(e *timeline.Event, fields ...string) bool {
	return slices.ContainsFunc(v.Timeline.Corrections, func(c timeline.Correction) bool {
		return slices.Contains(e.Corrections, c.ID) &&
			slices.ContainsFunc(c.Changes, func(ch timeline.Change) bool { return slices.Contains(fields, ch.Field) })
	})
}

// odd returns the evidence of an event that may be of another one: no other source's names the event with a word like
// its own, and they share less than half of their longer words. It is nil when there is none.
func (v *reviewer) odd(e timeline.Event) *timeline.Evidence {
	for i := range e.Evidence {
		alone, others := true, false
		for j := range e.Evidence {
			if e.Evidence[i].Source == e.Evidence[j].Source {
				continue
			}
			others = true
			alone = alone && !v.sameAct(&e.Evidence[i], &e.Evidence[j]) && wordsShared(e.Evidence[i].Quote, e.Evidence[j].Quote) < doubtful
		}
		if alone && others && e.Evidence[i].Quote != "" {
			return &e.Evidence[i]
		}
	}
	return nil
}

// sameAct reports whether two sentences name an event with one word, or with words of one class.
func (v *reviewer) sameAct(a, b *timeline.Evidence) bool {
	for _, x := range v.told[[2]string{a.Source, a.Quote}] {
		for _, y := range v.told[[2]string{b.Source, b.Quote}] {
			if x.Trigger == y.Trigger || slices.ContainsFunc(x.Classes, func(c string) bool { return slices.Contains(y.Classes, c) }) {
				return true
			}
		}
	}
	return false
}

// wordsShared is the part of the longer words of the shorter of two texts that is in the other.
func wordsShared(a, b string) float64 {
	x, y := longWords(a), longWords(b)
	return float64(sharedWords(x, y)) / float64(max(1, min(len(x), len(y))))
}

// settled leaves out the warnings about an article's date that an editor has answered with a correction of it.
func settled(problems diag.List, set *correct.Set) diag.List {
	answered := map[string]bool{}
	for _, c := range set.All() {
		if c.Source != "" && !c.Published.IsZero() {
			answered[strings.TrimSuffix(source.CorrectPublished(c.Source, ""), " --reason '…'")] = true
		}
	}
	if len(answered) == 0 {
		return problems
	}
	return slices.DeleteFunc(problems, func(p diag.Problem) bool {
		command, _, _ := strings.Cut(p.Command, " --published ")
		return p.Severity == diag.Warning && p.Command != "" && answered[command+" --published "]
	})
}

// Urgent orders problems for an editor: errors, warnings, notes; each by position.
func Urgent(l diag.List) diag.List {
	sorted := slices.Clone(l)
	sorted.Sort()
	slices.SortStableFunc(sorted, func(a, b diag.Problem) int { return cmp.Compare(a.Severity, b.Severity) })
	return sorted
}

// mostly reports whether n shared sentences are most of the shorter of two articles.
func mostly(n, a, b int) bool { return n >= 3 && 10*n >= 7*min(a, b) }

package pipeline

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/event"
	"timeline/pkg/source"
	spans "timeline/pkg/text"
	"timeline/pkg/timeline"
)

// doubtful is the confidence below which a merge of several sources deserves a look.
const doubtful = 0.5

// Review returns what is not wrong but deserves an editor's look, as notes, sorted: articles without a date or with
// an inferred one, articles that contradict their own date, the same article twice, disagreements, and merges that
// are not sure. Each says what would settle it.
func (r *Result) Review() diag.List {
	v := reviewer{Result: r, docs: map[string]*source.Document{}, files: map[string]string{}}
	for _, d := range r.Documents {
		v.docs[d.ID] = d
	}
	v.dates()
	v.future()
	v.twice()
	for _, e := range r.Timeline.Events {
		v.event(e)
	}
	v.notes.Sort()
	return v.notes
}

type reviewer struct {
	*Result
	docs  map[string]*source.Document
	files map[string]string // what was read of the content, for line numbers
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
		command := fmt.Sprintf("timeline correct --source %s --published YYYY-MM-DD --reason \"…\"", d.ID)
		switch {
		case d.PublishedFrom == source.FromInferred:
			v.note(position(d), strings.Replace(command, "YYYY-MM-DD", d.Published.String(), 1), "confirm it, or correct it: "+strings.Replace(dateHint(d), sampleDay, d.Published.String(), 1),
				"the publication date %s is inferred: %s", d.Published, d.PublishedWhy)
		case d.Published.IsZero():
			v.note(position(d), command, dateHint(d), "when was it published? Nothing says so%s", depends(waiting[d.ID]))
		case len(waiting[d.ID]) > 0:
			v.note(position(d), "", "nothing, if the article is vague itself", "not placed on the calendar: %s", quoteSome(waiting[d.ID]))
		}
	}
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
		if m.Status != event.Reported || m.CorrectionID != "" || d.Published.IsZero() {
			continue
		}
		first, _ := m.Date.Bounds()
		if _, last := d.Published.Bounds(); first == date.OpenStart || first <= last {
			continue
		}
		file := d.FileSpan(m.Time.Span)
		v.note(v.at(d, file.Start), fmt.Sprintf("timeline explain --dct %s %q", d.Published, spans.Fold(m.Quote.Of(d.Text))),
			fmt.Sprintf("check the publication date (from %s), or correct the date of the sentence", d.PublishedFrom),
			"it was published %s, but reports %s as past (%q)", d.Published, m.Date, spans.Fold(m.Time.Of(d.Text)))
	}
}

// twice finds articles that are there twice: at one URL, or mostly in the same sentences.
func (v *reviewer) twice() {
	byURL := map[string]*source.Document{}
	bySentence := map[string][]int{}
	for i, d := range v.Documents {
		if first := byURL[d.URL]; d.URL != "" && first != nil {
			v.note(position(d), "", "delete one of them", "%s has the same url", position(first))
			continue
		}
		byURL[d.URL] = d
		for _, s := range sentences(d) {
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
		if mostly(n, len(sentences(a)), len(sentences(b))) {
			v.note(position(b), "", "delete one of them; two prints of one report are not two sources", "mostly the same words as %s", position(a))
		}
	}
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
	if len(e.Evidence) == 0 || len(e.Corrections) > 0 {
		return // an editor has looked at it
	}
	first := e.Evidence[0]
	d := v.docs[first.Source]
	if d == nil {
		return
	}
	at := v.at(d, first.QuoteSpan[0])
	for _, g := range e.Disagreements {
		var claims []string
		for _, c := range g.Claims {
			claims = append(claims, fmt.Sprintf("%s (%s)", c.Value, strings.Join(c.Sources, ", ")))
		}
		v.note(at, "timeline explain "+e.ID, "readers see all claims; correct the event if one of them is a mistake",
			"the sources of %s disagree about the %s: %s", e.ID, g.About, strings.Join(claims, "; "))
	}
	if len(sourcesOf(e)) > 1 && e.Confidence < doubtful {
		v.note(at, "timeline explain "+e.ID, "if they tell different events: timeline correct "+e.ID+" --split \"words of one of them\"",
			"%s is told by %d sources, but it is not sure that they mean one event (confidence %.2f)", e.ID, len(sourcesOf(e)), e.Confidence)
	}
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

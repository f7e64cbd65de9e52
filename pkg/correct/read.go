package correct

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/front"
	"timeline/pkg/text"
)

// reader turns front matter into a correction and collects what is wrong with it.
type reader struct {
	file     string
	tree     *front.Tree
	problems diag.List
}

func (r *reader) problem(at diag.Position, hint, format string, args ...any) {
	r.problems.Add(diag.Problem{Position: at, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// look adds a note: something that an editor may want to add.
func (r *reader) look(at diag.Position, hint, message string) {
	r.problems.Add(diag.Problem{Position: at, Severity: diag.Note, Message: message, Hint: hint})
}

// notText reports bytes that are not UTF-8, at the first of them.
func (r *reader) notText(data []byte) bool {
	if utf8.Valid(data) {
		return false
	}
	valid := 0
	for valid < len(data) {
		c, n := utf8.DecodeRune(data[valid:])
		if c == utf8.RuneError && n < 2 {
			break
		}
		valid += n
	}
	r.problem(diag.At(r.file, string(data), valid), "save the file as UTF-8", "not UTF-8 text")
	return true
}

func (r *reader) missingHead(data []byte, at diag.Position) {
	switch {
	case len(strings.TrimSpace(string(data))) == 0:
		r.problem(at, "`timeline correct EVENT-ID` writes one to start from, or delete the file", "the file is empty")
	case front.Unclosed(data):
		r.problem(at, "close the front matter with a line of three dashes", "the front matter never ends")
	default:
		r.problem(at, "a correction starts with a line of three dashes, its keys, and three dashes again", "no front matter")
	}
}

func (r *reader) correction(m FrontMatter) *Correction {
	c := &Correction{
		Event: strings.TrimSpace(m.Event), Source: strings.TrimSpace(m.Source), Quote: text.Fold(m.Quote),
		Evidence: r.quoted(m.Evidence, "evidence"),
		By:       text.Fold(m.By), Reason: text.Fold(m.Reason), On: r.date(m.On, "on"),
		Date: r.date(m.Date, "date"), Published: r.date(m.Published, "published"),
		Title: text.Fold(m.Title), Summary: text.Fold(m.Summary),
		Hide: m.Hide, Pin: m.Pin,
	}
	for _, id := range m.Merge {
		if id = strings.TrimSpace(id); id != "" && !slices.Contains(c.Merge, id) {
			c.Merge = append(c.Merge, id)
		}
	}
	for i, p := range m.Split {
		at := strconv.Itoa(i)
		if text.Fold(p.Quote) == "" {
			r.problem(r.tree.Value("split", at), "copy the words of the sentence that tells another event", "a part of a split needs a quote")
		}
		c.Split = append(c.Split, Part{Quote: text.Fold(p.Quote), Date: r.date(p.Date, "split", at, "date"), Title: text.Fold(p.Title)})
	}
	if m.Add != nil {
		c.Add = r.addition(*m.Add)
	}
	c.At = r.target()
	return c
}

func (r *reader) addition(m AdditionMatter) *Addition {
	a := &Addition{
		Title: text.Fold(m.Title), Summary: text.Fold(m.Summary), Date: r.date(m.Date, "add", "date"),
		Sources: m.Sources, Evidence: r.quoted(m.Evidence, "add", "evidence"), Editorial: m.Editorial,
	}
	at := r.tree.Key("add")
	if a.Title == "" {
		r.problem(at, "write title: and a short headline under add:", "an added event needs a title")
	}
	if m.Date == "" {
		r.problem(at, "write date: 2014-03-28 under add:", "an added event needs a date")
	}
	if len(a.Sources)+len(a.Evidence) == 0 && !a.Editorial {
		r.problem(at, "name sources: [IDs] or evidence: [{source, quote}]; if only the editors answer for it, editorial: true",
			"an added event needs a source")
	}
	return a
}

func (r *reader) quoted(list []Quoted, path ...string) []Quoted {
	var out []Quoted
	for i, q := range list {
		q = Quoted{Source: strings.TrimSpace(q.Source), Quote: text.Fold(q.Quote)}
		if q.Source == "" || q.Quote == "" {
			r.problem(r.tree.Value(append(slices.Clone(path), strconv.Itoa(i))...), "write source: ID and quote: the exact words", "evidence needs a source and a quote")
			continue
		}
		out = append(out, q)
	}
	return out
}

// date reads a typed date; "" is no date.
func (r *reader) date(typed string, path ...string) date.Value {
	if strings.TrimSpace(typed) == "" {
		return date.Value{}
	}
	v, err := date.ParseTyped(typed)
	if err != nil {
		hint := ""
		var input *date.InputError
		if errors.As(err, &input) {
			hint = input.Hint
		}
		r.problem(r.tree.Value(path...), hint, "%s: %s", path[len(path)-1], err)
	}
	return v
}

// target returns the place of what the correction names.
func (r *reader) target() diag.Position {
	for _, key := range []string{"event", "quote", "source", "add"} {
		if r.tree.Has(key) {
			if key == "add" {
				return r.tree.Key(key)
			}
			return r.tree.Value(key)
		}
	}
	return diag.Position{File: r.file, Line: 1, Column: 1}
}

// check reports what makes no sense together.
func (r *reader) check(c *Correction) {
	switch {
	case c.Event == "" && c.Source == "" && c.Add == nil:
		r.problem(c.At, "name event: ID, or source: ID with quote: \"exact words\", or add: a new event", "the correction does not say what it corrects")
	case c.Event != "" && c.Source != "":
		r.problem(r.tree.Key("source"), "keep event: alone; quotes that find it again go under evidence:", "a correction names an event or a source, not both")
	case c.Add != nil && (c.Event != "" || c.Source != ""):
		r.problem(r.tree.Key("add"), "put the new event into a file of its own", "a correction adds an event or changes one, not both")
	case c.Quote != "" && c.Source == "":
		r.problem(r.tree.Key("quote"), "write source: and the ID of the article that has the words", "a quote needs its source")
	case len(c.actions()) == 0 && r.problems.Err() == nil:
		r.problem(c.At, "add one of: "+strings.Join(actionNames, ", "), "the correction changes nothing")
	default:
		r.checkActions(c)
	}
	r.checkNote(c)
}

func (r *reader) checkActions(c *Correction) {
	onSource := c.Source != "" && c.Quote == ""
	for _, action := range c.actions() {
		switch {
		case action == "published" && c.Source == "":
			r.problem(r.tree.Key(action), "write source: and the article's ID instead of event:", "published belongs to a source")
		case action == "published" && c.Quote != "":
			r.problem(r.tree.Key("quote"), "leave the quote out", "published belongs to the whole source")
		case action != "published" && onSource:
			r.problem(r.tree.Key(action), "write quote: and the exact words of the sentence", "%s on a source needs a quote", action)
		case action != "hide" && c.Hide:
			r.problem(r.tree.Key(action), "hide it, or correct it", "%s makes no sense for something hidden", action)
		}
	}
}

func (r *reader) checkNote(c *Correction) {
	at := diag.Position{File: r.file, Line: 1, Column: 1}
	if c.Reason == "" && c.Note == "" {
		r.look(at, "write reason: and a sentence", "readers are not told why")
	}
	if c.By == "" {
		r.look(at, "write by: and who answers for it", "the correction is not signed")
	}
	if c.On.IsZero() && !r.tree.Has("on") {
		r.look(at, "write on: and the day, such as 2014-06-01", "the correction has no day")
	}
}

// actionNames are the keys that change something.
var actionNames = []string{"date", "title", "summary", "hide", "pin", "merge", "split", "published", "add"}

// actions returns the keys with which a correction changes something, in the order of actionNames.
func (c *Correction) actions() []string {
	set := []bool{!c.Date.IsZero(), c.Title != "", c.Summary != "", c.Hide, c.Pin, len(c.Merge) > 0, len(c.Split) > 0,
		!c.Published.IsZero(), c.Add != nil}
	var names []string
	for i, on := range set {
		if on {
			names = append(names, actionNames[i])
		}
	}
	return names
}

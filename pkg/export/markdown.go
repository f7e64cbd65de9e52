package export

import (
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/timeline"
)

// markdown is timeline.md: a timeline to read, in CommonMark, with headings for years and months, each event with its
// date in words, its quotes and links to their sources. Texts are escaped so that nothing in them is markup.
func (v *view) markdown() Form {
	f := newForm("timeline.md", len(v.Events))
	head := markdown{view: v}
	head.line("# " + mdText(v.Title))
	if v.Description != "" {
		head.line(mdText(v.Description))
	}
	if asOf, err := date.Parse(v.AsOf); err == nil && !asOf.IsZero() {
		head.line(v.labels().asOf + " " + mdText(asOf.Words(v.lang)))
	}
	f.text(string(head.b))
	var year, month string
	for i := range v.Events {
		e := &v.Events[i]
		above := markdown{view: v, year: year, month: month}
		if i == 0 || !sameMonth(e.Date, v.Events[i-1].Date) {
			above.headings(e.Date)
		}
		year, month = above.year, above.month
		key := v.keys[i]
		if len(above.b) > 0 {
			key = keyOf(append(key[:], above.b...))
		}
		f.add(key, func(b []byte) ([]byte, error) {
			m := markdown{view: v, b: append(b, above.b...)}
			m.event(e)
			return m.b, nil
		})
	}
	f.add(timeline.DigestOf("undated", v.frame, v.Undated, v.sums.Sources), func(b []byte) ([]byte, error) {
		m := markdown{view: v, b: b}
		m.undated()
		return m.b, nil
	})
	f.add(timeline.DigestOf("corrections", v.frame, v.Timeline.Corrections), func(b []byte) ([]byte, error) {
		m := markdown{view: v, b: b}
		m.corrections()
		return m.b, nil
	})
	return f
}

// sameMonth reports whether two dates begin with days of one month, so that they stand under the same headings.
func sameMonth(a, b date.Value) bool {
	day := func(d date.Date) bool { return d.Grain == date.DayGrain || d.Grain == date.Time }
	return day(a.From) && day(b.From) && a.From.Year == b.From.Year && a.From.Sub == b.From.Sub
}

// markdown writes blocks, each with an empty line after it.
type markdown struct {
	*view
	b           []byte
	year, month string // the headings that stand
}

// write writes words that follow each other.
func (m *markdown) write(words ...string) {
	m.b = appendAll(m.b, words...)
}

// line writes words that end a block.
func (m *markdown) line(words ...string) {
	m.write(words...)
	m.b = append(m.b, "\n\n"...)
}

func (m *markdown) event(e *timeline.Event) {
	title := mdText(e.Title)
	if u := m.eventLink(e); u != "" {
		title = "[" + title + "](" + mdAddress(u) + ")"
	}
	m.line("**", mdText(capital(m.dateWords(e))), "** — ", title)
	if s := plain(e.Summary); s != "" && s != plain(e.Title) && !quoted(e, s) {
		m.line(mdText(s))
	}
	for i := range e.Evidence {
		ev := &e.Evidence[i]
		m.write("> ", mdText(ev.Quote), "\n>\n> —")
		m.credits(ev)
		m.line()
	}
	for _, d := range e.Disagreements {
		m.disagreement(d)
	}
	for _, id := range e.Corrections {
		if c := m.view.corrections[id]; c != nil {
			m.line("*" + mdText(capital(m.labels().corrected)+" "+onWords(c.On, m.lang)+": "+c.Reason) + "*")
		}
	}
}

// quoted reports whether the words are those of a quote.
func quoted(e *timeline.Event, words string) bool {
	for i := range e.Evidence {
		if plain(e.Evidence[i].Quote) == words {
			return true
		}
	}
	return false
}

// headings opens the year and the month of a date, when they are others than before. A date that spans several years or
// months stands under the first one.
func (m *markdown) headings(d date.Value) {
	from := d.From
	if d.Interval && from.Grain == date.None {
		from = d.To
	}
	if from.Grain == date.None {
		return
	}
	if from.Grain == date.Decade || from.Grain == date.Century {
		from.Doubt = 0
		m.heading(date.Value{From: from}.Words(m.lang), "")
		return
	}
	first, _ := from.Bounds()
	year, month, _ := first.Civil()
	words := ""
	if from.Grain <= date.Month {
		words = date.OfMonth(year, month).Words(m.lang)
	}
	m.heading(date.OfYear(year).Words(m.lang), words)
}

func (m *markdown) heading(year, month string) {
	if year != m.year {
		m.line("## " + mdText(capital(year)))
		m.year, m.month = year, ""
	}
	if month != "" && month != m.month {
		m.line("### " + mdText(capital(month)))
		m.month = month
	}
}

func (m *markdown) disagreement(d timeline.Disagreement) {
	m.line(mdText(m.labels().disagree + " " + d.About + ":"))
	for _, c := range d.Claims {
		var names []string
		for _, id := range c.Sources {
			names = append(names, m.creditWords(&timeline.Evidence{Source: id}))
		}
		m.write("- " + mdText(c.Value+" ("+strings.Join(names, "; ")+")") + "\n")
	}
	m.write("\n")
}

func (m *markdown) undated() {
	if len(m.Undated) == 0 {
		return
	}
	m.line("## " + m.labels().undated)
	for _, u := range m.Undated {
		m.write("> ", mdText(u.Quote), "\n>\n> —")
		m.credits(&timeline.Evidence{Source: u.Source})
		m.line(mdText(": “" + plain(u.Expression) + "”, " + plain(u.Why)))
	}
}

// corrections lists what was put right, the corrections without an effect aside.
func (m *markdown) corrections() {
	open := false
	for i := range m.Timeline.Corrections {
		c := &m.Timeline.Corrections[i]
		if c.Outcome == "stale" || c.Outcome == "conflict" {
			continue
		}
		if !open {
			m.line("## " + m.labels().corrections)
			open = true
		}
		words := onWords(c.On, m.lang)
		if c.By != "" {
			words += ", " + c.By
		}
		m.write("- " + mdText(words+": "+c.Reason) + "\n")
		for _, ch := range c.Changes {
			m.write("  - " + mdText(ch.Field+": "+ch.Before+" → "+ch.After) + "\n")
		}
	}
	if open {
		m.write("\n")
	}
}

// onWords writes a day that an editor gave in words.
func onWords(on, lang string) string {
	if v, err := date.Parse(on); err == nil && !v.IsZero() {
		return v.Words(lang)
	}
	return plain(on)
}

// credits names the article that a quote is from.
func (m *markdown) credits(ev *timeline.Evidence) {
	for _, l := range m.credit(ev) {
		if l.link == "" {
			m.write(" ", mdText(l.words))
		} else {
			m.write(" [", mdText(l.words), "](", mdAddress(l.link), ")")
		}
	}
}

// mdAddress writes an address as a link's destination, in which entities count (CommonMark 2.5).
func mdAddress(link string) string { return "<" + strings.ReplaceAll(link, "&", "&amp;") + ">" }

// mdText writes a text so that CommonMark, with the extensions in common use, shows its characters and nothing else:
// punctuation that could be markup gets a backslash (CommonMark 2.4), and so does what would make an address a link.
func mdText(s string) string {
	s = plain(s)
	var b []byte
	done := 0
	for i := range len(s) {
		if mdMarkup(s, i) {
			b = append(append(b, s[done:i]...), '\\')
			done = i
		}
	}
	if done == 0 && b == nil {
		return s
	}
	return string(append(b, s[done:]...))
}

func mdMarkup(s string, i int) bool {
	switch c := s[i]; c {
	case '\\', '`', '*', '_', '[', ']', '<', '>', '&', '~', '|', '$', '@', '^':
		return true
	case '#', '-', '+', '=':
		return i == 0
	case '!':
		return i+1 < len(s) && s[i+1] == '['
	case ':':
		return i+1 < len(s) && (s[i+1] == '/' || s[i+1] == ':') || i > 0 && s[i-1] == ':'
	case '.', ')':
		return numbered(s, i) || c == '.' && i >= 3 && strings.EqualFold(s[i-3:i], "www")
	}
	return false
}

// numbered reports whether all before i is digits, which would begin a list.
func numbered(s string, i int) bool {
	if i == 0 || i > 9 {
		return false
	}
	for _, c := range []byte(s[:i]) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

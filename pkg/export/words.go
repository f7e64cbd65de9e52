package export

import (
	"cmp"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"timeline/pkg/date"
	"timeline/pkg/timeline"
)

// labels are the few words of our own that stand in feeds, calendars and Markdown.
type labels struct {
	expected, disputed string
	digestOf           string // followed by the article
	asOf               string // followed by a date
	corrections        string
	undated            string
	corrected          string // followed by a date
	disagree           string // followed by what about
}

var languages = map[string]labels{
	"en": {
		expected: "expected", disputed: "disputed", digestOf: "from our digest of", asOf: "As of",
		corrections: "Corrections", undated: "Not dated", corrected: "corrected",
		disagree: "The sources disagree on",
	},
	"uk": {
		expected: "очікується", disputed: "є розбіжності", digestOf: "з нашого огляду:", asOf: "Станом на",
		corrections: "Виправлення", undated: "Без дати", corrected: "виправлено",
		disagree: "Джерела розходяться щодо:",
	},
	"ru": {
		expected: "ожидается", disputed: "есть расхождения", digestOf: "из нашего обзора:", asOf: "По состоянию на",
		corrections: "Исправления", undated: "Без даты", corrected: "исправлено",
		disagree: "Источники расходятся:",
	},
}

func (v *view) labels() labels {
	if l, ok := languages[v.lang]; ok {
		return l
	}
	return languages["en"]
}

// dateWords returns the date of an event at its true grain, with its status where it has not simply happened.
func (v *view) dateWords(e *timeline.Event) string {
	s := e.Date.Words(v.lang)
	switch e.Status {
	case "expected":
		s += " (" + v.labels().expected + ")"
	case "disputed":
		s += " (" + v.labels().disputed + ")"
	}
	return s
}

// linked are words with the address that they lead to, "" for none.
type linked struct{ words, link string }

// credit names the article that a quote is from and leads to the sentence. The words of a digest are ours, not the
// publisher's: it says so, and leads to the digest and to the article.
func (v *view) credit(ev *timeline.Evidence) []linked {
	s := v.sources[ev.Source]
	switch {
	case s == nil:
		return []linked{{plain(ev.Source), v.link(ev.URL)}}
	case s.Kind == "digest":
		return []linked{{v.labels().digestOf, v.link("sources/" + url.PathEscape(s.ID) + "/")}, {v.cite(s), v.link(s.URL)}}
	}
	return []linked{{v.cite(s), cmp.Or(v.link(ev.URL), v.link(s.URL))}}
}

// creditWords is the credit without its links.
func (v *view) creditWords(ev *timeline.Evidence) string {
	s := v.sources[ev.Source]
	switch {
	case s == nil:
		return plain(ev.Source)
	case s.Kind == "digest":
		return v.labels().digestOf + " " + v.cite(s)
	}
	return v.cite(s)
}

// cite names an article: publisher, title, date. Each is named many times, by every form.
func (v *view) cite(s *timeline.Source) string {
	if words, ok := v.cites.Load(s); ok {
		return words.(string)
	}
	words := v.named(s)
	v.cites.Store(s, words)
	return words
}

func (v *view) named(s *timeline.Source) string {
	var parts []string
	for _, p := range []string{plain(s.Publisher), plain(s.Title)} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 {
		parts = []string{plain(s.ID)}
	}
	if !s.Published.IsZero() {
		parts = append(parts, s.Published.Words(v.lang))
	}
	return strings.Join(parts, ", ")
}

// updated returns the last day on which something of an event came to be known: its articles' publication and its
// corrections; the epoch when nothing is known.
func (v *view) updated(e *timeline.Event) date.Day {
	day, known := date.Day(0), false
	later := func(d date.Day, ok bool) {
		if ok && (!known || d > day) {
			day, known = d, true
		}
	}
	for i := range e.Evidence {
		if s := v.sources[e.Evidence[i].Source]; s != nil {
			first, _ := s.Published.Bounds()
			later(first, !s.Published.IsZero() && first != date.OpenStart)
		}
	}
	for _, id := range e.Corrections {
		if c := v.corrections[id]; c != nil {
			later(dayOf(c.On))
		}
	}
	return day
}

// capital returns s with its first letter as at the start of a sentence.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

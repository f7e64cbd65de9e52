package site

import (
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// object is a JSON object. Its fields are written in the order of their names, whatever order they are set in.
type object struct{ fields []field }

// field is a name with its value: a text unless value is another object, a list of objects or texts, or true.
type field struct {
	name, text string
	value      any
}

// newObject returns an object of one of schema.org's types, with room for some fields.
func newObject(kind string, room int) *object {
	return &object{append(make([]field, 0, room+1), field{name: "@type", text: kind})}
}

// say sets a field to a text, be it empty.
func (o *object) say(name, text string) *object {
	o.fields = append(o.fields, field{name: name, text: text})
	return o
}

// set sets a field when there is something to say.
func (o *object) set(name, text string) *object {
	if text != "" {
		o.say(name, text)
	}
	return o
}

// put sets a field to another value than a text.
func (o *object) put(name string, value any) *object {
	o.fields = append(o.fields, field{name: name, value: value})
	return o
}

// list sets a field to a list of objects when it has any.
func (o *object) list(name string, list []*object) *object {
	if len(list) > 0 {
		o.put(name, list)
	}
	return o
}

// jsonLD writes schema.org data for a script element. Strings are written as encoding/json writes them, <, > and & as
// escapes, so that no text can end the element.
func jsonLD(o *object) template.JS {
	var room [2048]byte
	return template.JS(o.say("@context", "https://schema.org").append(room[:0]))
}

func (o *object) append(b []byte) []byte {
	slices.SortFunc(o.fields, func(a, b field) int { return strings.Compare(a.name, b.name) })
	b = append(b, '{')
	for i := range o.fields {
		f := &o.fields[i]
		b = append(appendQuoted(comma(b, i), f.name), ':')
		switch v := f.value.(type) {
		case nil:
			b = appendQuoted(b, f.text)
		case *object:
			b = v.append(b)
		case []*object:
			b = append(b, '[')
			for k, o := range v {
				b = o.append(comma(b, k))
			}
			b = append(b, ']')
		case []string:
			b = append(b, '[')
			for k, s := range v {
				b = appendQuoted(comma(b, k), s)
			}
			b = append(b, ']')
		case bool:
			b = strconv.AppendBool(b, v)
		}
	}
	return append(b, '}')
}

// comma stands before each thing of a list but the first.
func comma(b []byte, i int) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	return b
}

// appendQuoted appends a string as encoding/json writes it, which is asked only where it would escape something.
func appendQuoted(b []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return append(b, quoted(s)...)
		}
		if c < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError || r == '\u2028' || r == '\u2029' {
			return append(b, quoted(s)...)
		}
		i += size
	}
	return append(append(append(b, '"'), s...), '"')
}

func (m *model) absolute(path string) string {
	if m.BaseURL == "" {
		return ""
	}
	return m.BaseURL + pathEscape(strings.TrimSuffix(path, "index.html"))
}

// listData describes a list of events: a collection page, and for the index the data set that it shows.
func (m *model) listData(path string, l *listing) template.JS {
	if path != "index.html" {
		return jsonLD(newObject("CollectionPage", 5).say("name", l.Heading).say("inLanguage", m.Lang).set("description", l.Intro).set("url", m.absolute(path)))
	}
	o := &object{}
	o.put("@type", []string{"CollectionPage", "Dataset"}).say("name", l.Heading).say("inLanguage", m.Lang)
	o.set("description", cmp.Or(l.Intro, l.stripCaption())).set("url", m.absolute(path)).set("dateModified", m.asOfISO)
	return jsonLD(o)
}

// eventData describes an event, the page about it, the articles it rests on and the corrections made to it.
func (m *model) eventData(v *eventView) template.JS {
	ev := newObject("Event", 6).say("name", v.Title).set("description", v.Summary)
	if v.Start != nil {
		ev.say("startDate", *v.Start)
	}
	if v.End != nil {
		ev.say("endDate", *v.End)
	}
	if len(v.Places) > 0 {
		ev.put("location", newObject("Place", 1).say("name", clean(v.Places[0])))
	}
	var who, cites, fixes []*object
	for _, p := range v.People {
		who = append(who, newObject("Person", 1).say("name", clean(p)))
	}
	for _, o := range v.Organizations {
		who = append(who, newObject("Organization", 1).say("name", clean(o)))
	}
	for _, s := range v.Sources {
		cites = append(cites, m.article(s))
	}
	for _, c := range v.Corrections {
		fixes = append(fixes, c.data())
	}
	o := newObject("Article", 9).say("headline", v.Title).put("about", ev.list("about", who)).say("inLanguage", m.Lang).put("isAccessibleForFree", true)
	o.list("citation", cites).list("correction", fixes)
	return jsonLD(o.set("url", v.Permalink).set("image", m.absolute(cmp.Or(m.picture(v.event), cardFile))))
}

// data describes a correction as schema.org's CorrectionComment.
func (c *correction) data() *object {
	var what []string
	for _, ch := range c.Changes {
		what = append(what, ch.Field+": "+ch.Before+" → "+ch.After)
	}
	what = append(what, c.Reason)
	o := newObject("CorrectionComment", 3).say("text", strings.Join(what, ". ")).set("datePublished", c.Correction.On)
	if c.By != "" {
		o.put("author", newObject("Person", 1).say("name", c.By))
	}
	return o
}

func (m *model) article(s *src) *object {
	o := newObject("NewsArticle", 6).say("headline", s.Title)
	o.set("url", s.Address).set("datePublished", datetime(s.Source.Published)).set("inLanguage", s.Language)
	if s.Publisher != "" {
		o.put("publisher", newObject("Organization", 1).say("name", s.Publisher))
	}
	if s.Author != "" {
		o.put("author", newObject("Person", 1).say("name", s.Author))
	}
	return o
}

// sourceData describes a source: the article itself, or our digest as a page based on it.
func (m *model) sourceData(s *src) template.JS {
	about := "mainEntity"
	if s.Digest {
		about = "isBasedOn"
	}
	return jsonLD(newObject("WebPage", 3).say("name", s.Title).put(about, m.article(s)))
}

// pathEscape writes a path of ours as an address does.
func pathEscape(path string) string { return (&url.URL{Path: path}).EscapedPath() }

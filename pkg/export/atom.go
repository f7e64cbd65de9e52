package export

import (
	"cmp"
	"encoding/xml"
)

// atom is feed.xml: the events of which something came to be known last, as an Atom feed (RFC 4287).
func (v *view) atom(latest []int) Form { return v.eventForm("feed.xml", latest, v.atomFeed) }

// correctionsAtom is corrections.xml: the editors' corrections as an Atom feed.
func (v *view) correctionsAtom() Form {
	return v.correctionForm("corrections.xml", v.atomFeed)
}

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Language string      `xml:"xml:lang,attr,omitempty"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Author   string      `xml:"author>name"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"`
	Links      []atomLink     `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Summary    string         `xml:"summary,omitempty"`
	Content    atomContent    `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	HTML string `xml:",chardata"`
}

func (v *view) atomFeed(f feed) ([]byte, error) {
	out := atomFeed{
		Language: plain(v.Language), ID: f.id, Title: f.title, Subtitle: f.subtitle, Updated: stampOf(f.updated), Author: cmp.Or(plain(v.Title), f.title),
		Links: []atomLink{{"self", "application/atom+xml", f.self}, {"alternate", "text/html", f.home}},
	}
	for _, e := range f.entries {
		entry := atomEntry{ID: e.id, Title: e.title, Updated: stampOf(e.updated), Summary: e.summary, Content: atomContent{"html", e.html}}
		if e.link != "" {
			entry.Links = []atomLink{{"alternate", "text/html", e.link}}
		}
		for _, tag := range e.tags {
			entry.Categories = append(entry.Categories, atomCategory{tag})
		}
		out.Entries = append(out.Entries, entry)
	}
	data, err := xml.MarshalIndent(out, "", "  ")
	return append(append([]byte(xml.Header), data...), '\n'), err
}

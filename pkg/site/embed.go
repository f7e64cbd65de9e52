package site

import "strings"

// embedCard is one event as a card for another page's frame: no script, no search engine, one link to the event.
func (m *model) embedCard(e *event) task {
	return task{path: "embed/" + slug(e.ID) + ".html", key: m.cardKey(e), render: func(*renderer) (page, error) {
		return page{Template: "embed.html", Title: e.Title, Hidden: true, Body: e}, nil
	}}
}

// cardPath is the card of a folder: embed/years/2014.html for years/2014/.
func cardPath(folder string) string { return "embed/" + strings.TrimSuffix(folder, "/") + ".html" }

// cardView is the card of a year or a period: its key moments.
type cardView struct {
	Path, When string
	Count      int
	Events     []*event
}

func (m *model) listCard(folder, title, when string, events []*event) task {
	keys := m.keyMoments(events, 12)
	k := m.newKey("list card")
	k.str(title, when)
	k.num(len(events))
	k.items(keys)
	return task{path: cardPath(folder), key: m.key(k), render: func(*renderer) (page, error) {
		return page{Template: "embed-list.html", Title: title, Hidden: true, Body: cardView{folder, when, len(events), keys}}, nil
	}}
}

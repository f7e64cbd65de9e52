package site

// embedCard is one event as a card for another page's frame: no script, no search engine, one link to the event.
func (m *model) embedCard(e *event) task {
	return task{path: "embed/" + slug(e.ID) + ".html", render: func(*renderer) (page, error) {
		return page{Template: "embed.html", Title: e.Title, Hidden: true, Body: e}, nil
	}}
}

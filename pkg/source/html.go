package source

import "timeline/pkg/date"

// pageMeta is what the head of a page says of the article.
type pageMeta struct {
	published    date.Value
	publishedWhy string
}

func (d *draft) readHTML() { d.readPlain(d.src, 0) }

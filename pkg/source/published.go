package source

func (d *draft) findPublished() {
	if d.Published.IsZero() {
		d.PublishedFrom, d.PublishedWhy = FromUnknown, "nothing in the article says when it was published"
	}
}

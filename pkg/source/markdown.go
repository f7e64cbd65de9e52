package source

// readMarkdown is not ready: read as text.
func (d *draft) readMarkdown(at int) { d.readPlain(d.src[at:], at) }

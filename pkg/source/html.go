package source

type pageMeta struct{}

func (d *draft) readHTML() { d.readPlain(d.src, 0) }

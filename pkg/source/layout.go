package source

// Layout says where in the file the bytes of a document's Text stand. It is plain data that can be stored and read back;
// only a document understands it.
type Layout struct {
	Offsets  []offset
	Elements []element
}

// Layout returns the document's layout.
func (d *Document) Layout() Layout { return Layout{d.offsets, d.elements} }

// SetLayout gives a document that was stored its layout back.
func (d *Document) SetLayout(l Layout) { d.offsets, d.elements = l.Offsets, l.Elements }

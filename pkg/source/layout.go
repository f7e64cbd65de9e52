package source

import (
	"encoding/binary"
	"sort"
)

// Layout says where in the file the bytes of a document's Text stand. It is plain data that can be stored and read back;
// only a document understands it.
type Layout struct {
	Offsets  offsets
	Elements []element
}

// offsets is a list of offsets in their order, offsetSize bytes each: as there are hundreds in an article, of which few are ever
// asked for, they are read where they are stored.
type offsets string

// offsetSize is the bytes of an offset: its numbers, four bytes each.
const offsetSize = 12

func newOffsets(list []offset) offsets {
	b := make([]byte, 0, offsetSize*len(list))
	for _, o := range list {
		b = binary.LittleEndian.AppendUint32(b, uint32(o.Text))
		b = binary.LittleEndian.AppendUint32(b, uint32(o.File))
		b = binary.LittleEndian.AppendUint32(b, uint32(o.Width))
	}
	return offsets(b)
}

// number returns the number in four bytes.
func (l offsets) number(at int) int {
	s := l[at : at+4]
	return int(uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24)
}

// around returns the last offset that is not behind a place in Text, the first for a place before it. There is one.
func (l offsets) around(at int) offset {
	i := sort.Search(len(l)/offsetSize, func(i int) bool { return l.number(i*offsetSize) > at }) - 1
	from := max(0, i) * offsetSize
	return offset{l.number(from), l.number(from + 4), l.number(from + 8)}
}

// Layout returns the document's layout.
func (d *Document) Layout() Layout { return Layout{d.offsets, d.elements} }

// SetLayout gives a document that was stored its layout back.
func (d *Document) SetLayout(l Layout) { d.offsets, d.elements = l.Offsets, l.Elements }

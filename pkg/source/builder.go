package source

import (
	"sort"
	"unicode"
	"unicode/utf8"

	"timeline/pkg/text"
)

// offset says where a stretch of Text, up to the next offset, stands in the file. With a Width of 0 the two are the
// same, byte for byte; otherwise the whole stretch stands for Width bytes of the file: an entity, an escape, the end
// of a line.
type offset struct {
	Text, File, Width int
}

// FileSpan returns the bytes of the article's file (for a .jsonl line, of its text) that a span of Text was read
// from. The bytes there, with Markdown or HTML markup taken off and white space folded, are the words of the span.
func (d *Document) FileSpan(s text.Span) text.Span {
	if len(d.offsets) == 0 {
		return text.Span{}
	}
	s.Start = max(0, min(s.Start, len(d.Text)))
	s.End = max(s.Start, min(s.End, len(d.Text)))
	from, _ := d.place(s.Start)
	if s.End == s.Start {
		return text.Span{Start: from, End: from}
	}
	_, to := d.place(s.End - 1)
	return text.Span{Start: from, End: to}
}

// place returns the bytes of the file that the byte of Text at an offset comes from.
func (d *Document) place(at int) (from, to int) {
	i := sort.Search(len(d.offsets), func(i int) bool { return d.offsets[i].Text > at }) - 1
	o := d.offsets[max(0, i)]
	if o.Width > 0 {
		return o.File, o.File + o.Width
	}
	from = o.File + at - o.Text
	return from, from + 1
}

// builder puts an article's text together, block by block, and remembers where in the file each byte comes from.
// White space is folded on the way.
type builder struct {
	text    []byte
	offsets []offset
	blocks  []Block

	role    Role
	started bool // the block has text
	space   text.Span
	spaced  bool // white space, in the file at space, waits to be written
	fileEnd int  // where in the file the text so far ends
}

// begin starts a block and ends the one before.
func (b *builder) begin(role Role) {
	b.end()
	b.role = role
}

// end ends the block. A block without text leaves no trace.
func (b *builder) end() {
	if b.started {
		b.blocks[len(b.blocks)-1].End = len(b.text)
	}
	b.started, b.spaced, b.role = false, false, Prose
}

// write adds a piece of the file as it stands there.
func (b *builder) write(s string, file int) {
	for len(s) > 0 {
		n, space := run(s)
		if space {
			b.gap(file, file+n)
		} else {
			b.open(file)
			if b.mustPlace(file) {
				b.offsets = append(b.offsets, offset{Text: len(b.text), File: file})
			}
			b.text = append(b.text, s[:n]...)
			b.fileEnd = file + n
		}
		s, file = s[n:], file+n
	}
}

// run returns the length of the white space, or of the words, that s starts with. Control characters count as white
// space: nothing else could be shown for them.
func run(s string) (n int, space bool) {
	for i, r := range s {
		is := unicode.IsSpace(r) || unicode.IsControl(r)
		if i == 0 {
			space = is
		}
		if is != space {
			return i, space
		}
	}
	return len(s), space
}

// mustPlace reports whether text from the file's byte at file does not simply continue what was written last.
func (b *builder) mustPlace(file int) bool {
	if len(b.offsets) == 0 {
		return true
	}
	last := b.offsets[len(b.offsets)-1]
	return last.Width > 0 || last.File+len(b.text)-last.Text != file
}

// atom adds text that stands for the bytes from..to of the file without being the same: what an entity or an escape
// means.
func (b *builder) atom(s string, from, to int) {
	if n, space := run(s); space && n == len(s) {
		b.gap(from, to)
		return
	}
	b.open(from)
	b.offsets = append(b.offsets, offset{Text: len(b.text), File: from, Width: to - from})
	b.text = append(b.text, s...)
	b.fileEnd = to
}

// gap adds white space.
func (b *builder) gap(from, to int) {
	if !b.spaced {
		b.space = text.Span{Start: from, End: to}
	}
	b.space.End = to
	b.spaced = true
}

// open writes what has to stand before the next word, at file: a blank line before a new block, a space within one.
func (b *builder) open(file int) {
	switch {
	case !b.started:
		if len(b.text) > 0 {
			b.offsets = append(b.offsets, offset{Text: len(b.text), File: b.fileEnd, Width: max(1, file-b.fileEnd)})
			b.text = append(b.text, "\n\n"...)
		}
		b.blocks = append(b.blocks, Block{Span: text.Span{Start: len(b.text), End: len(b.text)}, Role: b.role})
		b.started = true
	case b.spaced:
		if b.space.Len() != 1 || b.mustPlace(b.space.Start) {
			b.offsets = append(b.offsets, offset{Text: len(b.text), File: b.space.Start, Width: max(1, b.space.Len())})
		}
		b.text = append(b.text, ' ')
	}
	b.spaced = false
}

// cutBlock splits a block at an offset of Text that holds a space: the space becomes the end of the one and the rest
// the start of the other.
func cutBlock(b Block, at int) (Block, Block) {
	first, rest := b, b
	first.End, rest.Start = at, at+1
	return first, rest
}

// printable reports whether a text has no control characters beside white space, and where the first one is.
func printable(s string) (at int, ok bool) {
	for i, r := range s {
		if r == utf8.RuneError || unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' && r != '\f' && r != '\v' && r != 0x85 {
			return i, false
		}
	}
	return 0, true
}

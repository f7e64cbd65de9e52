package source

import (
	"sort"
	"strings"
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

// element is a stretch of Text that has Markdown marks around it: emphasis, a link. File is where it stands with its
// marks.
type element struct {
	Text, File text.Span
}

// widen takes up to n marks on each side into the element, the same number on both.
func (e *element) widen(src, marks string, n int) {
	for range n {
		if e.File.Start == 0 || e.File.End >= len(src) ||
			strings.IndexByte(marks, src[e.File.Start-1]) < 0 || strings.IndexByte(marks, src[e.File.End]) < 0 {
			return
		}
		e.File.Start--
		e.File.End++
	}
}

// FileSpan returns the bytes of the article's file (for a .jsonl line, of its text) that a span of Text was read
// from. The bytes there, with Markdown or HTML markup taken off and white space folded, are the words of the span.
// When the span starts or ends with a whole emphasised stretch or link, their marks are in the bytes as well.
func (d *Document) FileSpan(s text.Span) text.Span {
	if len(d.offsets) < offsetSize {
		return text.Span{}
	}
	s.Start = max(0, min(s.Start, len(d.Text)))
	s.End = max(s.Start, min(s.End, len(d.Text)))
	from, _ := d.offsets.around(s.Start).place(s.Start)
	if s.End == s.Start {
		return text.Span{Start: from, End: from}
	}
	_, to := d.offsets.around(s.End - 1).place(s.End - 1)
	file := text.Span{Start: from, End: to}
	first := sort.Search(len(d.elements), func(i int) bool { return d.elements[i].Text.End > s.Start })
	for _, e := range d.elements[first:] {
		if e.Text.End > s.End {
			break
		}
		if e.Text.Start == s.Start {
			file.Start = min(file.Start, e.File.Start)
		}
		if e.Text.End == s.End && e.Text.Start >= s.Start {
			file.End = max(file.End, e.File.End)
		}
	}
	return file
}

// place returns the bytes of the file that a byte of Text comes from, of the stretch that begins at the offset.
func (o offset) place(at int) (from, to int) {
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
	wrapped []element
	blocks  []Block

	role    Role
	started bool // the block has text
	space   text.Span
	spaced  bool  // white space, in the file at space, waits to be written
	broken  bool  // that white space holds the end of a line
	fileEnd int   // where in the file the text so far ends
	breaks  []int // where in text the spaces stand that were ends of lines
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
	b.started, b.spaced, b.broken, b.role = false, false, false, Prose
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
		is := r <= ' ' || r >= 0x7f && (unicode.IsSpace(r) || unicode.IsControl(r))
		if i == 0 {
			space = is
		}
		if is != space {
			return i, space
		}
	}
	return len(s), space
}

// elementSince returns the element that was written since Text had a length, -1 before the block's first word, with
// the marks of the elements inside it that start or end where it does.
func (b *builder) elementSince(before int) (element, bool) {
	if !b.started || len(b.text) == before {
		return element{}, false
	}
	e := element{Text: text.Span{Start: before, End: len(b.text)}}
	if before < 0 {
		e.Text.Start = b.blocks[len(b.blocks)-1].Start
	} else if b.text[before] == ' ' {
		e.Text.Start++ // the white space before the element was written with its first word
	}
	e.File.Start, _ = b.place(e.Text.Start)
	_, e.File.End = b.place(e.Text.End - 1)
	for i := len(b.wrapped) - 1; i >= 0 && b.wrapped[i].Text.Start >= e.Text.Start; i-- {
		inner := b.wrapped[i]
		if inner.Text.Start == e.Text.Start {
			e.File.Start = min(e.File.Start, inner.File.Start)
		}
		if inner.Text.End == e.Text.End {
			e.File.End = max(e.File.End, inner.File.End)
		}
	}
	return e, true
}

// place returns the bytes of the file that a byte of the text so far comes from.
func (b *builder) place(at int) (from, to int) {
	i := sort.Search(len(b.offsets), func(i int) bool { return b.offsets[i].Text > at }) - 1
	return b.offsets[max(0, i)].place(at)
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

// lineBreak adds the end of a line within a block.
func (b *builder) lineBreak(from, to int) {
	b.gap(from, to)
	b.broken = true
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
		if b.broken {
			b.breaks = append(b.breaks, len(b.text))
		}
		b.text = append(b.text, ' ')
	}
	b.spaced, b.broken = false, false
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

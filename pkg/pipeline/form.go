package pipeline

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"timeline/pkg/timeline"
)

// formBuffer is how many bytes of a form are held before they are written.
const formBuffer = 1 << 20

// writeForm writes a form in its pieces. Those that the file of the generation before holds are copied from there.
func (p *press) writeForm(o *output) (*record, error) {
	target := filepath.Join(p.stage, filepath.FromSlash(o.path))
	w := formWriter{known: map[timeline.Digest]stretch{}}
	if r := p.reusable(o); r != nil {
		old, err := p.Open(target)
		if err == nil {
			defer old.Close()
			w.old = old
			at := int64(0)
			for _, piece := range r.pieces {
				w.known[piece.key] = stretch{at, piece.length}
				at += int64(piece.length)
			}
		}
	}
	if p.before != nil {
		if err := p.makeWay(o.path); err != nil {
			return nil, err
		}
	}
	f, err := p.OpenFile(target, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	w.out = f
	r := &record{key: o.key}
	r.pieces, err = w.pieces(o)
	if err == nil && p.alone() {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	_, r.size, r.time = look(target)
	return r, nil
}

// reusable returns the record of the file before, if its pieces are where it says.
func (p *press) reusable(o *output) *record {
	if p.before == nil || p.before.program == "" || p.before.program != p.after.program {
		return nil
	}
	if r := p.before.files[o.path]; r != nil && r.whole && len(r.pieces) > 0 {
		return r
	}
	return nil
}

// stretch is a part of a file.
type stretch struct {
	at     int64
	length int
}

// formWriter writes pieces one after the other. A run of pieces that lie one after the other in the old file is copied at
// once.
type formWriter struct {
	out   io.Writer
	old   io.ReaderAt
	known map[timeline.Digest]stretch
	buf   []byte
	run   stretch // of the old file, to be copied after buf
}

func (w *formWriter) pieces(o *output) ([]piece, error) {
	list := make([]piece, len(o.form.Pieces))
	for i, p := range o.form.Pieces {
		list[i].key = p.Key
		s, ok := w.known[p.Key]
		if ok && p.Key != (timeline.Digest{}) {
			list[i].length = s.length
			if err := w.copy(s); err != nil {
				return nil, err
			}
			continue
		}
		if err := w.flushRun(); err != nil {
			return nil, err
		}
		before := len(w.buf)
		var err error
		if w.buf, err = p.Append(w.buf); err != nil {
			return nil, err
		}
		list[i].length = len(w.buf) - before
		if len(w.buf) > formBuffer {
			if err := w.flush(); err != nil {
				return nil, err
			}
		}
	}
	return list, w.flush()
}

// copy adds a stretch of the old file.
func (w *formWriter) copy(s stretch) error {
	if w.run.length > 0 && w.run.at+int64(w.run.length) == s.at {
		w.run.length += s.length
		return nil
	}
	if err := w.flushRun(); err != nil {
		return err
	}
	w.run = s
	return nil
}

// flushRun appends the run to what is to be written.
func (w *formWriter) flushRun() error {
	for w.run.length > 0 {
		if len(w.buf) > formBuffer {
			if err := w.write(); err != nil {
				return err
			}
		}
		n := min(w.run.length, formBuffer)
		from := len(w.buf)
		w.buf = append(w.buf, make([]byte, n)...)
		if _, err := w.old.ReadAt(w.buf[from:], w.run.at); err != nil {
			return err
		}
		w.run.at += int64(n)
		w.run.length -= n
	}
	return nil
}

func (w *formWriter) write() error {
	_, err := w.out.Write(w.buf)
	w.buf = w.buf[:0]
	return err
}

func (w *formWriter) flush() error {
	if err := w.flushRun(); err != nil {
		return err
	}
	return w.write()
}

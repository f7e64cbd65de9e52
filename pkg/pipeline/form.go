package pipeline

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/afero"

	"timeline/pkg/timeline"
)

// formBuffer is how many bytes of a form are held before they are written.
const formBuffer = 1 << 20

// writeForm writes the i-th output, a form in its pieces. Those that the file of the generation before holds are copied from there.
func (p *press) writeForm(i int, o *output) (*record, error) {
	target := filepath.Join(p.stage, filepath.FromSlash(o.path))
	var w formWriter
	if r := p.reusable(i); r != nil && len(r.pieces) > 0 {
		if old, err := p.Open(target); err == nil {
			defer old.Close()
			w.old, w.known = old, r.pieces
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
	r := &record{name: o.path, key: o.key}
	r.pieces, err = w.pieces(o)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if err := p.close(f); err != nil {
		return nil, err
	}
	_, r.size, r.time = look(target)
	return r, nil
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
	old   afero.File
	known []piece // of the old file, those that come at at and after it
	at    int64
	buf   []byte
	run   stretch // of the old file, to be copied after buf
}

// reach is how many pieces of the old file may be gone between two that stayed. A piece that is not found within it is made
// again.
const reach = 64

// find finds a piece in the old file, a little after the one found last: pieces keep their order from build to build.
func (w *formWriter) find(key timeline.Digest) (stretch, bool) {
	if key == (timeline.Digest{}) {
		return stretch{}, false
	}
	at := w.at
	for i, p := range w.known[:min(reach, len(w.known))] {
		if p.key == key {
			w.known, w.at = w.known[i+1:], at+int64(p.length)
			return stretch{at, p.length}, true
		}
		at += int64(p.length)
	}
	return stretch{}, false
}

func (w *formWriter) pieces(o *output) ([]piece, error) {
	list := make([]piece, len(o.form.Pieces))
	for i, p := range o.form.Pieces {
		list[i].key = p.Key
		if s, ok := w.find(p.Key); ok {
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

// flushRun takes the run over: a short one into what is to be written, a long one from file to file, which the system does
// by itself.
func (w *formWriter) flushRun() error {
	run := w.run
	w.run = stretch{}
	if run.length == 0 {
		return nil
	}
	if run.length > formBuffer/8 {
		if err := w.write(); err != nil {
			return err
		}
		if _, err := w.old.Seek(run.at, io.SeekStart); err != nil {
			return err
		}
		_, err := io.CopyN(w.out, w.old, int64(run.length))
		return err
	}
	from := len(w.buf)
	w.buf = slices.Grow(w.buf, run.length)[:from+run.length]
	_, err := w.old.ReadAt(w.buf[from:], run.at)
	return err
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

package export

import (
	"crypto/sha256"
	"encoding/binary"
	"math"

	"timeline/pkg/timeline"
)

// Form is a file of public/ in pieces: those of a long file are events, so that a build that altered a few of them need
// only write these anew.
type Form struct {
	Name   string // the file's name in public/
	Pieces []Piece
}

// Piece is a stretch of a file's bytes.
type Piece struct {
	// Key stands for everything that the bytes are made from, within one program and one form: equal keys, equal bytes. The
	// zero key stands for nothing: the bytes have to be made to know them.
	Key timeline.Digest

	// Append appends the bytes to b. It may be called at any time, from any goroutine.
	Append func(b []byte) ([]byte, error)
}

// Key stands for the whole file; it is zero when that of a piece is.
func (f *Form) Key() timeline.Digest {
	keys := make([]byte, 0, len(f.Pieces)*len(timeline.Digest{}))
	for i := range f.Pieces {
		if f.Pieces[i].Key == (timeline.Digest{}) {
			return timeline.Digest{}
		}
		keys = append(keys, f.Pieces[i].Key[:]...)
	}
	return keyOf(keys)
}

func keyOf(data []byte) timeline.Digest {
	sum := sha256.Sum256(data)
	return timeline.Digest(sum[:len(timeline.Digest{})])
}

// newForm returns a form without pieces, with room for so many and what stands before and after them.
func newForm(name string, pieces int) Form {
	return Form{Name: name, Pieces: make([]Piece, 0, pieces+8)}
}

func (f *Form) add(key timeline.Digest, app func(b []byte) ([]byte, error)) {
	f.Pieces = append(f.Pieces, Piece{key, app})
}

// whole adds bytes that are made at once, whatever they are made from.
func (f *Form) whole(data func() ([]byte, error)) {
	f.add(timeline.Digest{}, func(b []byte) ([]byte, error) {
		more, err := data()
		return append(b, more...), err
	})
}

// text adds bytes that are known.
func (f *Form) text(s string) {
	f.add(timeline.DigestOf(s), func(b []byte) ([]byte, error) { return append(b, s...), nil })
}

// Sums are digests of the timeline's parts. They are taken once for all forms.
type Sums struct {
	Events  []timeline.Digest // of each event but its salience
	Sources []timeline.Digest // of each source
}

// Forms returns every file that the timeline is exported to, the longest first. The same timeline gives the same bytes.
func Forms(tl *timeline.Timeline, cfg timeline.Config, sums Sums) []Form {
	v := newView(tl, cfg, sums)
	v.addKeys()
	latest := v.latest()
	return []Form{
		v.jsonForm(), v.timelineJS(), v.iCalendar(), v.markdown(), v.csv(),
		v.jsonFeed(latest), v.atom(latest), v.correctionsAtom(), v.correctionsJSON(), schemaForm(),
	}
}

// ranked returns the key of what shows the salience of an event, too.
func (v *view) ranked(key timeline.Digest, i int) timeline.Digest {
	var b [len(key) + 8]byte
	copy(b[:], key[:])
	binary.LittleEndian.PutUint64(b[len(key):], math.Float64bits(v.Events[i].Salience))
	return keyOf(b[:])
}

// addKeys takes what stands for each event and for what a form quotes with it of its sources and corrections, once for all
// forms.
func (v *view) addKeys() {
	v.keys = make([]timeline.Digest, len(v.Events))
	var b []byte
	for i := range v.Events {
		b = v.cited(b[:0], i)
		v.keys[i] = keyOf(b)
	}
}

// cited appends the digests of an event and of the sources and corrections that it names.
func (v *view) cited(b []byte, i int) []byte {
	e := &v.Events[i]
	b = append(b, v.frame[:]...)
	b = append(b, v.sums.Events[i][:]...)
	source := func(id string) {
		if k, ok := v.number[id]; ok {
			b = append(b, v.sums.Sources[k][:]...)
		}
	}
	for j := range e.Evidence {
		source(e.Evidence[j].Source)
	}
	for _, d := range e.Disagreements {
		for _, c := range d.Claims {
			for _, id := range c.Sources {
				source(id)
			}
		}
	}
	for _, id := range e.Corrections {
		if c := v.corrections[id]; c != nil {
			sum := timeline.DigestOf(*c)
			b = append(b, sum[:]...)
		}
	}
	return b
}

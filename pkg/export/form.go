package export

import (
	"crypto/sha256"

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
	// Key stands for everything that the bytes are made from, within one program: equal keys, equal bytes. The zero key
	// stands for nothing: the bytes have to be made to know them.
	Key timeline.Digest

	// Append appends the bytes to b. It may be called at any time, from any goroutine.
	Append func(b []byte) ([]byte, error)
}

// Key stands for the whole file; it is zero when that of a piece is.
func (f *Form) Key() timeline.Digest {
	h := sha256.New()
	for i := range f.Pieces {
		if f.Pieces[i].Key == (timeline.Digest{}) {
			return timeline.Digest{}
		}
		h.Write(f.Pieces[i].Key[:])
	}
	return timeline.Digest(h.Sum(nil)[:len(timeline.Digest{})])
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

// eventKey stands for an event and for what a form quotes with it of its sources and corrections.
func (v *view) eventKey(form string, i int, more ...any) timeline.Digest {
	b := append(make([]byte, 0, 64), v.keys[i][:]...)
	b = append(b, form...)
	if len(more) > 0 {
		sum := timeline.DigestOf(more...)
		b = append(b, sum[:]...)
	}
	sum := sha256.Sum256(b)
	return timeline.Digest(sum[:len(timeline.Digest{})])
}

// addKeys takes what all forms of an event have in common, once.
func (v *view) addKeys() {
	v.keys = make([]timeline.Digest, len(v.Events))
	for i := range v.Events {
		sum := sha256.Sum256(v.cited(i))
		v.keys[i] = timeline.Digest(sum[:len(timeline.Digest{})])
	}
}

// cited returns the digests of an event and of the sources and corrections that it names.
func (v *view) cited(i int) []byte {
	e := &v.Events[i]
	b := append(make([]byte, 0, 256), v.frame[:]...)
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

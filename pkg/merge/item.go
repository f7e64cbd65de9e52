package merge

import (
	"cmp"
	"math"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/event"
	"timeline/pkg/source"
)

// item is a mention on its way into an event.
type item struct {
	*event.Mention
	doc         *source.Document
	first, last date.Day   // bounds of its date
	terms       vector     // what it is about
	gist        vector     // what its article is about
	since       int        // the place of its article in the order of publication; the same for those of one date
	place       int        // its own in the order of the corpus
	printed     *item      // the first printing of its sentence, whose date it has taken; nil: it has its own
	own         date.Value // the date that it had before
	teaser      bool       // at the top of a site's pages for weeks: other news than theirs
	central     float64    // how like all the corpus its words are, 0 to 1
	weight      float64    // how well its sentence alone would tell the day
}

// order puts mentions in an order of their own, whatever the order of the files: by article, then by place in it.
func order(a, b *item) int {
	if a.doc != b.doc {
		if c := strings.Compare(a.Source, b.Source); c != 0 {
			return c
		}
	}
	if c := cmp.Or(
		cmp.Compare(a.Quote.Start, b.Quote.Start),
		cmp.Compare(a.Time.Start, b.Time.Start),
		cmp.Compare(a.Time.End, b.Time.End),
	); c != 0 {
		return c
	}
	return strings.Compare(a.Title, b.Title)
}

// inOrder is order for mentions of one corpus, which know their places in it.
func inOrder(a, b *item) int { return a.place - b.place }

// isDay reports whether the mention is dated to one day without doubt.
func (it *item) isDay() bool {
	return it.first == it.last && it.Date.Doubt()&date.Approximate == 0 && !it.Headline
}

// term is one thing that mentions can share: a word, a name, a kind of event.
type term struct {
	id     int32
	weight float32
}

// vector is a set of terms, sorted by id, of length 1.
type vector []term

func dot(a, b vector) float64 {
	var sum float64
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].id < b[j].id:
			i++
		case a[i].id > b[j].id:
			j++
		default:
			sum += float64(a[i].weight) * float64(b[j].weight)
			i, j = i+1, j+1
		}
	}
	return sum
}

// spread is a vector with a place for every term, which is multiplied with many others faster than two lists are compared.
// The zero value is the empty vector.
type spread struct {
	of      vector
	weights []float32 // by term, up to the last of the vector's
}

// take makes it another vector.
func (s *spread) take(v vector) {
	if len(v) == len(s.of) && (len(v) == 0 || &v[0] == &s.of[0]) {
		return
	}
	all := s.weights[:cap(s.weights)]
	for _, t := range s.of {
		all[t.id] = 0
	}
	n := 0
	if len(v) > 0 {
		n = int(v[len(v)-1].id) + 1
	}
	if n > len(all) {
		all = make([]float32, max(n, 2*len(all)))
	}
	s.of, s.weights = v, all[:n]
	for _, t := range v {
		s.weights[t.id] = t.weight
	}
}

// dot is dot for it and a vector, to the last bit.
func (s *spread) dot(v vector) float64 {
	var sum float64
	for _, t := range v {
		if int(t.id) >= len(s.weights) {
			break
		}
		sum += float64(s.weights[t.id]) * float64(t.weight)
	}
	return sum
}

func (v vector) normalise() vector {
	var sum float64
	for _, t := range v {
		sum += float64(t.weight) * float64(t.weight)
	}
	if sum == 0 {
		return v
	}
	n := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i].weight *= n
	}
	return v
}

// add returns the sum of two vectors.
func add(a, b vector) vector {
	out := make(vector, 0, len(a)+len(b))
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i].id < b[j].id:
			out = append(out, a[i])
			i++
		case a[i].id > b[j].id:
			out = append(out, b[j])
			j++
		default:
			out = append(out, term{a[i].id, a[i].weight + b[j].weight})
			i, j = i+1, j+1
		}
	}
	out = append(out, a[i:]...)
	return append(out, b[j:]...)
}

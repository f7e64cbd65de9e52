package merge

import (
	"cmp"
	"iter"
	"math"
	"slices"
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
	printed     *item      // the first printing of its sentence, whose date it has taken; nil: it has its own
	own         date.Value // the date that it had before
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

// vocabulary numbers the terms of a corpus and knows how many mentions use each.
type vocabulary struct {
	ids   map[string]int32
	words []string
	count []int32 // mentions that use the term
	total int

	weights []float64 // by term; see weight
}

// classPrefix marks a term that is a kind of event, not a word.
const classPrefix = "#"

// numbered is the terms of a mention by their numbers: those of its Context, in their order, then those of its Words that
// the Context has not, then its Classes.
type numbered []int32

// newVocabulary numbers the terms of mentions, and returns those of each.
func newVocabulary(mentions []*event.Mention) (*vocabulary, []numbered) {
	v := &vocabulary{ids: map[string]int32{}, total: len(mentions)}
	size := 0
	for _, m := range mentions {
		size += len(m.Context) + len(m.Words) + len(m.Classes)
	}
	all, of := make([]int32, 0, size), make([]numbered, len(mentions)) // the words of all mentions lie side by side
	for i, m := range mentions {
		from := len(all)
		for _, w := range m.Context {
			all = append(all, v.see(w))
		}
		for w := range missing(m.Words, m.Context) {
			all = append(all, v.see(w))
		}
		for _, c := range m.Classes {
			all = append(all, v.see(classPrefix+c))
		}
		of[i] = all[from:len(all):len(all)]
	}
	v.weights = make([]float64, len(v.words))
	for id := range v.weights {
		v.weights[id] = v.weighed(int32(id))
	}
	return v, of
}

// missing yields the words of a that b has not; both are sorted.
func missing(a, b []string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, w := range a {
			for len(b) > 0 && b[0] < w {
				b = b[1:]
			}
			if len(b) > 0 && b[0] == w {
				continue
			}
			if !yield(w) {
				return
			}
		}
	}
}

// see counts one more mention that uses a term, and returns its number.
func (v *vocabulary) see(w string) int32 {
	id, ok := v.ids[w]
	if !ok {
		id = int32(len(v.words))
		v.ids[w] = id
		v.words = append(v.words, w)
		v.count = append(v.count, 0)
	}
	v.count[id]++
	return id
}

// weight is the inverse document frequency of a term: what the whole corpus speaks of tells nothing about one event.
// It has no steps: with them, one more article would change the weight of a word by a step, and with it what is one
// event elsewhere.
func (v *vocabulary) weight(id int32) float64 { return v.weights[id] }

func (v *vocabulary) weighed(id int32) float64 {
	return math.Log(float64(v.total+20) / float64(v.count[id]))
}

// rarity is a steeper weight than weight, for whole articles (Robertson and Spärck Jones): in a project of a few
// articles, a word that most of them use tells nothing.
func (v *vocabulary) rarity(id int32) float64 {
	n := float64(v.count[id])
	return math.Log(1 + (float64(v.total)-n+0.5)/(n+0.5))
}

// Weights of the parts of a mention: its clause tells the event, the rest of the sentence its setting.
const (
	clauseWeight  = 1.0
	contextWeight = 0.4
	classWeight   = 0.9
)

// vector returns the terms of a mention, weighted.
func (v *vocabulary) vector(m *event.Mention, terms numbered) vector {
	out := make(vector, 0, len(terms))
	put := func(id int32, weight float64) { out = append(out, term{id, float32(weight * v.weight(id))}) }
	words := m.Words
	for i, w := range m.Context {
		for len(words) > 0 && words[0] < w {
			words = words[1:]
		}
		if len(words) > 0 && words[0] == w {
			put(terms[i], clauseWeight)
		} else {
			put(terms[i], contextWeight)
		}
	}
	more := len(terms) - len(m.Classes)
	for _, id := range terms[len(m.Context):more] {
		put(id, clauseWeight)
	}
	for _, id := range terms[more:] {
		put(id, classWeight)
	}
	slices.SortFunc(out, func(a, b term) int { return int(a.id) - int(b.id) })
	return out.normalise()
}

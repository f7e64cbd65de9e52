package merge

import (
	"hash/maphash"
	"iter"
	"math"
	"slices"

	"timeline/pkg/event"
)

// vocabulary numbers the terms of a corpus in the order of the alphabet, so that sorted terms have sorted numbers, and knows
// how many mentions use each.
type vocabulary struct {
	words []string // sorted
	count []int32  // mentions that use the term
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
	n := newNumbering()
	size := 0
	for _, m := range mentions {
		size += len(m.Context) + len(m.Words) + len(m.Classes)
	}
	all, of := make([]int32, 0, size), make([]numbered, len(mentions)) // the words of all mentions lie side by side
	for i, m := range mentions {
		from := len(all)
		for _, w := range m.Context {
			all = append(all, n.of(w))
		}
		for w := range missing(m.Words, m.Context) {
			all = append(all, n.of(w))
		}
		for _, c := range m.Classes {
			all = append(all, n.ofClass(c))
		}
		of[i] = all[from:len(all):len(all)]
	}
	v := n.vocabulary(all, len(mentions))
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

// numbering numbers words as they come. It is a table made for this, as a build looks up a million words.
type numbering struct {
	seed  maphash.Seed
	slots []slot // a power of two of them, at most half of them taken
	words []string

	classes map[string]int32 // the terms of kinds of events
}

// slot is the place of a word: its hash, and 1 + its number, 0 for none.
type slot struct {
	hash   uint64
	number int32
}

func newNumbering() *numbering {
	return &numbering{seed: maphash.MakeSeed(), slots: make([]slot, 1<<10), classes: map[string]int32{}}
}

// of returns the number of a word.
func (n *numbering) of(w string) int32 {
	hash := maphash.String(n.seed, w)
	s := n.find(hash, w)
	if s.number == 0 {
		n.words = append(n.words, w)
		*s = slot{hash, int32(len(n.words))}
		if 2*len(n.words) > len(n.slots) {
			n.grow()
		}
		return int32(len(n.words)) - 1
	}
	return s.number - 1
}

// ofClass returns the number of the term of a kind of event.
func (n *numbering) ofClass(class string) int32 {
	id, ok := n.classes[class]
	if !ok {
		id = n.of(classPrefix + class)
		n.classes[class] = id
	}
	return id
}

// find returns the slot in which a word is or would be.
func (n *numbering) find(hash uint64, w string) *slot {
	mask := uint64(len(n.slots) - 1)
	for at := hash & mask; ; at = (at + 1) & mask {
		if s := &n.slots[at]; s.number == 0 || s.hash == hash && n.words[s.number-1] == w {
			return s
		}
	}
}

func (n *numbering) grow() {
	old := n.slots
	n.slots = make([]slot, 2*len(old))
	for _, s := range old {
		if s.number != 0 {
			*n.find(s.hash, n.words[s.number-1]) = s
		}
	}
}

// vocabulary numbers the words anew, by the alphabet, and counts how often each is used. The uses get the new numbers.
func (n *numbering) vocabulary(uses []int32, total int) *vocabulary {
	v := &vocabulary{words: slices.Clone(n.words), count: make([]int32, len(n.words)), total: total}
	slices.Sort(v.words)
	now := make([]int32, len(v.words))
	for id, w := range v.words {
		now[n.of(w)] = int32(id)
	}
	for i, id := range uses {
		uses[i] = now[id]
		v.count[now[id]]++
	}
	return v
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
	put := func(id int32, weight float64) { // nearly in their order
		out = append(out, term{id, float32(weight * v.weight(id))})
		for i := len(out) - 1; i > 0 && out[i].id < out[i-1].id; i-- {
			out[i], out[i-1] = out[i-1], out[i]
		}
	}
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
	return out.normalise()
}

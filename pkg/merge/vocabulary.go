package merge

import (
	"cmp"
	"encoding/binary"
	"hash/maphash"
	"math"
	"math/bits"
	"slices"
	"strings"

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

// numbered is the terms of a mention by their numbers, nearly in their order, with the part of the mention that has each.
type numbered struct {
	ids   []int32
	parts []part
}

// part is a part of a mention.
type part uint8

const (
	inClause part = iota
	inContext
	inClasses
)

// partWeight is the weights of the parts of a mention: its clause tells the event, the rest of the sentence its setting.
var partWeight = [...]float64{inClause: 1, inContext: 0.4, inClasses: 0.9}

// newVocabulary numbers the terms of mentions, and returns those of each.
func newVocabulary(mentions []*event.Mention) (*vocabulary, []numbered) {
	size := 0
	for _, m := range mentions {
		size += len(m.Context) + len(m.Words) + len(m.Classes)
	}
	n := newNumbering(size)
	all, of := numbered{make([]int32, 0, size), make([]part, 0, size)}, make([]numbered, len(mentions)) // side by side
	for i, m := range mentions {
		from := len(all.ids)
		n.mention(m, &all)
		to := len(all.ids)
		of[i] = numbered{all.ids[from:to:to], all.parts[from:to:to]}
	}
	v := n.vocabulary(all.ids, len(mentions))
	v.weights = make([]float64, len(v.words))
	for id := range v.weights {
		v.weights[id] = v.weighed(int32(id))
	}
	return v, of
}

// mention adds the terms of a mention: the words of its clause and of the rest of its sentence, both of which are sorted, and
// its classes.
func (n *numbering) mention(m *event.Mention, to *numbered) {
	put := func(id int32, p part) { to.ids, to.parts = append(to.ids, id), append(to.parts, p) }
	words := m.Words
	for _, w := range m.Context {
		for len(words) > 0 && words[0] < w {
			put(n.of(words[0]), inClause)
			words = words[1:]
		}
		if len(words) > 0 && words[0] == w {
			put(n.of(w), inClause)
			words = words[1:]
		} else {
			put(n.of(w), inContext)
		}
	}
	for _, w := range words {
		put(n.of(w), inClause)
	}
	for _, c := range m.Classes {
		put(n.ofClass(c), inClasses)
	}
}

// numbering numbers words as they come. It is a table made for this, as a build looks up a million words.
type numbering struct {
	seed  maphash.Seed
	slots []slot // a power of two of them, at most half of them taken
	words []string

	classes map[string]int32 // the terms of kinds of events
}

// slot is the place of a word: some bits of its hash, and 1 + its number, 0 for none.
type slot struct{ hash, number uint32 }

// usesOfWord is how often a word of a large corpus is used, at least: there are longer texts than lists of words.
const usesOfWord = 16

// newNumbering returns a numbering for so many uses of words. It grows when there are more words among them than usual.
func newNumbering(uses int) *numbering {
	words := max(1<<9, uses/usesOfWord)
	return &numbering{
		seed: maphash.MakeSeed(), slots: make([]slot, 1<<bits.Len(uint(2*words-1))), words: make([]string, 0, words),
		classes: map[string]int32{},
	}
}

// of returns the number of a word.
func (n *numbering) of(w string) int32 {
	hash := uint32(maphash.String(n.seed, w))
	s := n.find(hash, w)
	if s.number == 0 {
		n.words = append(n.words, w)
		*s = slot{hash, uint32(len(n.words))}
		if 2*len(n.words) > len(n.slots) {
			n.grow()
		}
		return int32(len(n.words)) - 1
	}
	return int32(s.number) - 1
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
func (n *numbering) find(hash uint32, w string) *slot {
	mask := uint32(len(n.slots) - 1)
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
	v := &vocabulary{words: make([]string, len(n.words)), count: make([]int32, len(n.words)), total: total}
	now := make([]int32, len(n.words))
	for id, was := range alphabetical(n.words) {
		v.words[id], now[was] = n.words[was], int32(id)
	}
	for i, id := range uses {
		uses[i] = now[id]
		v.count[now[id]]++
	}
	return v
}

// alphabetical returns the places of words in the order of the alphabet.
func alphabetical(words []string) []int32 {
	type beginning struct {
		bytes uint64 // the first eight, which nearly always decide
		place int32
	}
	list := make([]beginning, len(words))
	for i, w := range words {
		var first [8]byte
		copy(first[:], w)
		list[i] = beginning{binary.BigEndian.Uint64(first[:]), int32(i)}
	}
	slices.SortFunc(list, func(a, b beginning) int {
		if a.bytes != b.bytes {
			return cmp.Compare(a.bytes, b.bytes)
		}
		return strings.Compare(words[a.place], words[b.place])
	})
	places := make([]int32, len(list))
	for i, b := range list {
		places[i] = b.place
	}
	return places
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

// vector returns the terms of a mention, weighted.
func (v *vocabulary) vector(terms numbered) vector {
	out := make(vector, 0, len(terms.ids))
	for n, id := range terms.ids {
		out = append(out, term{id, float32(partWeight[terms.parts[n]] * v.weight(id))})
		for i := len(out) - 1; i > 0 && out[i].id < out[i-1].id; i-- {
			out[i], out[i-1] = out[i-1], out[i]
		}
	}
	return out.normalise()
}

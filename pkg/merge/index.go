package merge

import (
	"math"
	"slices"
)

// termIndex finds the items that have a term. It is filled and cleared for one group of items after the other, so that a
// group takes time and memory for its own terms only. The zero value is empty.
type termIndex struct {
	spans []span  // by term
	used  []int32 // the terms that the items have
	list  []posting

	common []float64 // by item: the length of what it has of terms that are too common to bring two together
	shared []float64 // by item, while one looks for those like it: their likeness by the other terms
	met    []int32   // the items that share one of these

	words, gist spread // of the item that others are compared with
}

// span is where the items of a term lie.
type span struct{ from, n int32 }

// posting is an item that has a term, with its weight there. Those of a term lie side by side, in the order of the items.
type posting struct {
	item   int32
	weight float32
}

// longPosting is the number of mentions of a day beyond which a term is too common there to bring two together.
const longPosting = 48

func (x *termIndex) fill(items []*item) {
	total := 0
	for _, it := range items {
		total += len(it.terms)
		for _, t := range it.terms {
			if n := int(t.id) + 1; n > len(x.spans) {
				x.spans = append(x.spans, make([]span, n-len(x.spans))...)
			}
			if x.spans[t.id].n == 0 {
				x.used = append(x.used, t.id)
			}
			x.spans[t.id].n++
		}
	}
	if total > cap(x.list) {
		x.list = make([]posting, total)
	}
	x.list = x.list[:total]
	at := int32(0)
	for _, id := range x.used {
		s := &x.spans[id]
		s.from, at, s.n = at, at+s.n, 0
	}
	for i, it := range items {
		for _, t := range it.terms {
			s := &x.spans[t.id]
			x.list[s.from+s.n] = posting{int32(i), t.weight}
			s.n++
		}
	}
	x.measure(items)
}

// measure makes room for what meet finds, and finds out how much the common terms can add to it.
func (x *termIndex) measure(items []*item) {
	if len(x.shared) < len(items) {
		x.shared = make([]float64, len(items))
	}
	x.common = slices.Grow(x.common[:0], len(items))
	for _, it := range items {
		squares := 0.0
		for _, t := range it.terms {
			if x.spans[t.id].n > longPosting {
				squares += float64(t.weight) * float64(t.weight)
			}
		}
		x.common = append(x.common, math.Sqrt(squares))
	}
}

// meet finds the items after one that share a term with it that is not common.
func (x *termIndex) meet(a int, it *item) {
	x.met = x.met[:0]
	for _, t := range it.terms {
		s := x.spans[t.id]
		if s.n > longPosting {
			continue
		}
		list := x.list[s.from : s.from+s.n]
		k, _ := slices.BinarySearchFunc(list, int32(a+1), func(p posting, i int32) int { return int(p.item - i) })
		for _, p := range list[k:] {
			if x.shared[p.item] == 0 {
				x.met = append(x.met, p.item)
			}
			x.shared[p.item] += float64(t.weight) * float64(p.weight)
		}
	}
}

// own says how alike two items are by their own words, of which the second was met by the first, or
// returns something below the least likeness that is asked for. It forgets the meeting.
func (x *termIndex) own(a, b int, items []*item, least float64) float64 {
	sum := x.shared[b]
	x.shared[b] = 0
	if x.common[a] == 0 || x.common[b] == 0 || sum+x.common[a]*x.common[b] < least-1e-6 {
		return sum
	}
	x.words.take(items[a].terms)
	return x.words.dot(items[b].terms)
}

func (x *termIndex) clear() {
	for _, id := range x.used {
		x.spans[id] = span{}
	}
	x.used = x.used[:0]
}

package merge

import (
	"hash/fnv"
	"math/bits"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"timeline/pkg/event"
	"timeline/pkg/source"
)

// copies groups articles that are copies of one another, as papers print one wire story: they are one voice.
type copies struct {
	group map[string]string // article -> the first article of its group
}

// shingleCommon is the number of articles beyond which a sequence of words is a phrase of the trade, not a copy.
const shingleCommon = 12

// article is a document with its digest.
type article struct {
	*source.Document
	event.Digest
}

// articles returns the documents of the input in the order of their IDs.
func articles(in Input) []article {
	all := make([]article, len(in.Documents))
	for i, d := range in.Documents {
		all[i].Document = d
	}
	if len(in.Digests) == len(all) {
		for i := range all {
			all[i].Digest = in.Digests[i]
		}
	} else {
		each(len(all), func(i int) { all[i].Digest = event.NewDigest(all[i].Document) })
	}
	slices.SortFunc(all, func(a, b article) int { return compareStrings(a.ID, b.ID) })
	return all
}

// newCopies finds the copies among articles by the share of word sequences that two have in common (Broder 1997).
func newCopies(articles []article) *copies {
	size := make([]int, len(articles))
	index := newShingleIndex(articles)
	for i, a := range articles {
		size[i] = len(a.Shingles)
		for _, h := range a.Shingles {
			index.add(h, int32(i))
		}
	}
	shared := map[[2]int32]int{}
	for o := range index.owners {
		if len(o) > shingleCommon {
			continue
		}
		for x, a := range o {
			for _, b := range o[x+1:] {
				shared[[2]int32{a, b}]++
			}
		}
	}
	return &copies{group: groups(articles, shared, size)}
}

// shingleIndex finds the articles that have a sequence. There are hundreds of thousands of sequences, nearly all in one
// article alone: a table of numbers holds them, and lists none of its own.
type shingleIndex struct {
	slots  []int32 // 1 + the last place of a sequence in places
	places []shinglePlace
}

// shinglePlace is one sequence in one article; the places of the same sequence are chained.
type shinglePlace struct {
	hash     uint64
	article  int32
	previous int32 // 1 + the place before, 0 for none
}

func newShingleIndex(articles []article) *shingleIndex {
	n := 0
	for _, a := range articles {
		n += len(a.Shingles)
	}
	return &shingleIndex{slots: make([]int32, 1<<bits.Len(uint(2*n+1))), places: make([]shinglePlace, 0, n)}
}

// slot returns where a sequence is or would be. Its hash is a hash already.
func (x *shingleIndex) slot(hash uint64) *int32 {
	mask := uint64(len(x.slots) - 1)
	for at := hash >> 10 & mask; ; at = (at + 1) & mask {
		if p := x.slots[at]; p == 0 || x.places[p-1].hash == hash {
			return &x.slots[at]
		}
	}
}

func (x *shingleIndex) add(hash uint64, article int32) {
	s := x.slot(hash)
	x.places = append(x.places, shinglePlace{hash, article, *s})
	*s = int32(len(x.places))
}

// owners yields, for each sequence of several articles, those that have it, in their order; the list is not kept.
func (x *shingleIndex) owners(yield func([]int32) bool) {
	var list []int32
	for _, s := range x.slots {
		if s == 0 || x.places[s-1].previous == 0 {
			continue // in one article alone
		}
		list = list[:0]
		for p := s; p > 0; p = x.places[p-1].previous {
			list = append(list, x.places[p-1].article)
		}
		slices.Reverse(list)
		if !yield(list) {
			return
		}
	}
}

// each calls f with the numbers below n, on all cores.
func each(n int, f func(i int)) {
	eachWith(n, func(_ *struct{}, i int) { f(i) })
}

// eachWith is each with a value for every core, zero at first, which f may use for itself.
func eachWith[T any](n int, f func(own *T, i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	var wait sync.WaitGroup
	var next atomic.Int64
	for range workers {
		wait.Go(func() {
			own := new(T)
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(own, i)
			}
		})
	}
	wait.Wait()
}

// groups joins the articles that share at least four tenths of the shorter one's sequences.
func groups(docs []article, shared map[[2]int32]int, size []int) map[string]string {
	parent := make([]int32, len(docs))
	for i := range parent {
		parent[i] = int32(i)
	}
	find := func(i int32) int32 {
		for parent[i] != i {
			i = parent[i]
		}
		return i
	}
	for p, n := range shared {
		if n >= 3 && n*10 >= 4*min(size[p[0]], size[p[1]]) {
			a, b := find(p[0]), find(p[1])
			parent[max(a, b)] = min(a, b)
		}
	}
	out := map[string]string{}
	for i, d := range docs {
		out[d.ID] = docs[find(int32(i))].ID
	}
	return out
}

// voices counts the independent sources of an event: groups of copies once, and quotes that are the same words once.
func (c *corpus) voices(items []*item) int {
	if len(items) == 1 {
		return 1
	}
	voice := map[string]bool{}
	quotes := map[uint64]string{}
	for _, it := range items {
		g := c.texts.group[it.Source]
		h := fnv.New64a()
		for _, w := range it.Context {
			h.Write([]byte(w))
			h.Write([]byte{' '})
		}
		if first, ok := quotes[h.Sum64()]; ok {
			g = first
		} else {
			quotes[h.Sum64()] = g
		}
		voice[g] = true
	}
	return len(voice)
}

package merge

import (
	"cmp"
	"math/bits"
	"runtime"
	"slices"
	"strings"
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
	for i, a := range articles {
		size[i] = len(a.Shingles)
	}
	shared := map[[2]int32]int{}
	for list := repeats(articles); len(list) > 0; {
		n := 1
		for n < len(list) && list[n].hash == list[0].hash {
			n++
		}
		owners := list[:n]
		list = list[n:]
		if n > shingleCommon {
			continue
		}
		for x, a := range owners {
			for _, b := range owners[x+1:] {
				shared[[2]int32{a.article, b.article}]++
			}
		}
	}
	return &copies{group: groups(articles, shared, size)}
}

// owned is a sequence in one article.
type owned struct {
	hash    uint64
	article int32
}

// repeats returns the sequences of several articles, and a few others, those of one hash side by side.
func repeats(articles []article) []owned {
	again, n := seenAgain(articles)
	list := make([]owned, 0, n)
	for i, a := range articles {
		for _, h := range a.Shingles {
			if again.has(h) {
				list = append(list, owned{h, int32(i)})
			}
		}
	}
	return gathered(list)
}

// gathered returns a list in an order in which equal hashes are side by side: first by some bits of them, which makes parts
// that are quickly sorted.
func gathered(list []owned) []owned {
	const parts = 1 << 14
	part := func(o owned) uint64 { return o.hash >> 20 % parts }
	var ends [parts]int32
	for _, o := range list {
		ends[part(o)]++
	}
	sum := int32(0)
	for i, n := range ends {
		ends[i] = sum // where the part begins, and later ends
		sum += n
	}
	out := make([]owned, len(list))
	for _, o := range list {
		end := &ends[part(o)]
		out[*end] = o
		*end++
	}
	from := int32(0)
	for _, to := range ends {
		slices.SortFunc(out[from:to], func(a, b owned) int { return cmp.Or(cmp.Compare(a.hash, b.hash), int(a.article-b.article)) })
		from = to
	}
	return out
}

// shingleSet is a set of hashes by some of their bits: it has a few that nobody put there.
type shingleSet []uint64

func (s shingleSet) place(hash uint64) (word int, bit uint64) {
	n := int(hash >> 10 & uint64(len(s)*64-1))
	return n / 64, 1 << (n % 64)
}

func (s shingleSet) has(hash uint64) bool {
	word, bit := s.place(hash)
	return s[word]&bit != 0
}

// repetitions finds what is there more than once. Nearly all of hundreds of thousands are there once, and need no more than a
// bit.
type repetitions struct {
	once, again shingleSet
	n           int // how often something was there already
}

// newRepetitions makes room for so many.
func newRepetitions(n int) *repetitions {
	size := 1 << bits.Len(uint(n/8)) // eight bits or more for each
	return &repetitions{once: make(shingleSet, size), again: make(shingleSet, size)}
}

func (r *repetitions) add(hash uint64) {
	word, bit := r.once.place(hash)
	if r.once[word]&bit != 0 {
		r.again[word] |= bit
		r.n++
	}
	r.once[word] |= bit
}

// seenAgain returns the sequences that are there more than once, and how many they are at most with all repetitions.
func seenAgain(articles []article) (again shingleSet, most int) {
	n := 0
	for _, a := range articles {
		n += len(a.Shingles)
	}
	r := newRepetitions(n)
	for _, a := range articles {
		for _, h := range a.Shingles {
			r.add(h)
		}
	}
	return r.again, 2 * r.n // and the first of each
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
	voice := make(map[string]bool, len(items))
	quotes := make(map[string]string, len(items))
	for _, it := range items {
		g := c.texts.group[it.Source]
		words := strings.Join(it.Context, " ")
		if first, ok := quotes[words]; ok {
			g = first
		} else {
			quotes[words] = g
		}
		voice[g] = true
	}
	return len(voice)
}

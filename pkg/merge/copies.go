package merge

import (
	"hash/fnv"
	"runtime"
	"slices"
	"sync"

	"timeline/pkg/event"
	"timeline/pkg/source"
)

// copies groups articles that are copies of one another, as papers print one wire story: they are one voice.
type copies struct {
	group map[string]string // article -> the first article of its group
}

// shingleWords is the length of the word sequences that copies share; one in shingleSample is looked at.
const (
	shingleWords  = 6
	shingleSample = 8
	shingleCommon = 12 // a sequence in more articles than this is a phrase of the trade, not a copy
)

// newCopies finds the copies among documents by the share of word sequences that two have in common (Broder 1997).
func newCopies(docs []*source.Document) *copies {
	sorted := slices.Clone(docs)
	slices.SortFunc(sorted, func(a, b *source.Document) int { return compareStrings(a.ID, b.ID) })
	owners := map[uint64][]int32{}
	size := make([]int, len(sorted))
	hashes := each(sorted, func(d *source.Document) []uint64 { return event.Shingles(d.Text, shingleWords, shingleSample) })
	for i := range sorted {
		for _, h := range hashes[i] {
			owners[h] = append(owners[h], int32(i))
			size[i]++
		}
	}
	shared := map[[2]int32]int{}
	for _, o := range owners {
		if len(o) < 2 || len(o) > shingleCommon {
			continue
		}
		for x, a := range o {
			for _, b := range o[x+1:] {
				shared[[2]int32{a, b}]++
			}
		}
	}
	return &copies{group: groups(sorted, shared, size)}
}

// each applies f to all documents, on all cores; the results are in the order of the documents.
func each[T any](docs []*source.Document, f func(*source.Document) T) []T {
	out := make([]T, len(docs))
	workers := min(runtime.GOMAXPROCS(0), len(docs))
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for i := w; i < len(docs); i += workers {
				out[i] = f(docs[i])
			}
		})
	}
	wait.Wait()
	return out
}

// groups joins the articles that share at least four tenths of the shorter one's sequences.
func groups(docs []*source.Document, shared map[[2]int32]int, size []int) map[string]string {
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

package pipeline

import "timeline/pkg/source"

// Twins finds the article that is another one printed again: one report in mostly the same sentences. It is
// for many articles: finding takes time for the sentences of one article, however many there are. The zero value is
// empty.
type Twins struct {
	docs   []*source.Document
	counts []int            // of the sentences of each
	in     map[string][]int // by sentence: the articles that have it
}

// Add makes an article known.
func (t *Twins) Add(d *source.Document) {
	if t.in == nil {
		t.in = map[string][]int{}
	}
	list := sentences(d)
	for _, s := range list {
		t.in[s] = append(t.in[s], len(t.docs))
	}
	t.docs, t.counts = append(t.docs, d), append(t.counts, len(list))
}

// Find returns the article that shares most sentences with another, or nil when none is its twin.
func (t *Twins) Find(d *source.Document) *source.Document {
	list := sentences(d)
	shared := map[int]int{}
	for _, s := range list {
		for _, i := range t.in[s] {
			shared[i]++
		}
	}
	best := -1
	for i, n := range shared {
		if mostly(n, t.counts[i], len(list)) && (best < 0 || n > shared[best] || n == shared[best] && i < best) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	return t.docs[best]
}

package merge

// termIndex finds the items that have a term. It is filled and cleared for one group of items after the other, so that a
// group takes time and memory for its own terms only. The zero value is empty.
type termIndex struct {
	spans []span  // by term
	used  []int32 // the terms that the items have
	list  []int32 // the items of each term, in their order, side by side
}

// span is where the items of a term lie.
type span struct{ from, n int32 }

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
		x.list = make([]int32, total)
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
			x.list[s.from+s.n] = int32(i)
			s.n++
		}
	}
}

// places returns the items that have a term.
func (x *termIndex) places(id int32) []int32 {
	s := x.spans[id]
	return x.list[s.from : s.from+s.n]
}

func (x *termIndex) clear() {
	for _, id := range x.used {
		x.spans[id] = span{}
	}
	x.used = x.used[:0]
}

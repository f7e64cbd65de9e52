package merge

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"timeline/pkg/date"
	"timeline/pkg/event"
	"timeline/pkg/source"
)

// someItems returns mentions of random terms, few of which are rare, on days of one month.
func someItems(r *rand.Rand, n, terms int) []*item {
	items := make([]*item, n)
	for i := range items {
		v := vector{}
		for range 4 + r.IntN(16) {
			id := int32(r.IntN(1+r.IntN(terms))) % int32(terms)
			if !slices.ContainsFunc(v, func(t term) bool { return t.id == id }) {
				v = append(v, term{id, float32(0.3 + r.Float64()*float64(id)/float64(terms))})
			}
		}
		slices.SortFunc(v, func(a, b term) int { return int(a.id - b.id) })
		day := date.NewDay(2014, 3, 1+r.IntN(28))
		items[i] = &item{
			Mention: &event.Mention{Source: fmt.Sprint(i), Date: date.OfDay(day)}, doc: &source.Document{ID: fmt.Sprint(i)},
			terms: v.normalise(), first: day, last: day, place: i,
		}
	}
	return items
}

// TestPairs compares the index with all pairs, on days of few mentions and of many, where some terms are too common to lead.
func TestPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var x termIndex
	for _, n := range []int{2, 30, longPosting, 200} {
		items := someItems(r, n, 120)
		count := map[int32]int{}
		for _, it := range items {
			for _, u := range it.terms {
				count[u.id]++
			}
		}
		want := map[[2]int]float64{}
		for a, it := range items {
			for b := a + 1; b < n; b++ {
				meet := slices.ContainsFunc(it.terms, func(u term) bool {
					return count[u.id] <= longPosting && slices.ContainsFunc(items[b].terms, func(w term) bool { return w.id == u.id })
				})
				if sim := alike(it, items[b]); meet && sim >= need(it, items[b], alikeDay) {
					want[[2]int{a, b}] = sim
				}
			}
		}
		got := pairs(items, alikeDay, alikeOwn, &x)
		for i, p := range got {
			if want[[2]int{p.a, p.b}] != p.sim {
				t.Errorf("of %d: %d and %d are %v alike, want %v", n, p.a, p.b, p.sim, want[[2]int{p.a, p.b}])
			}
			if i > 0 && p.sim > got[i-1].sim {
				t.Error("the pairs are not in order")
			}
		}
		if len(got) != len(want) {
			t.Errorf("of %d: %d pairs, want %d", n, len(got), len(want))
		}
	}
}

// TestCentres compares the search for the event of a coarser date with all events.
func TestCentres(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const terms = 150
	var clusters []*cluster
	for _, it := range someItems(r, 600, terms) {
		clusters = append(clusters, newCluster(it))
	}
	slices.SortStableFunc(clusters, func(a, b *cluster) int { return int(a.first - b.first) })
	x := newCentres(clusters, terms)
	found := 0
	var s search
	for i, it := range someItems(r, 300, terms) {
		it.doc, it.Source = &source.Document{ID: "later"}, "later"
		it.Date, _ = date.Parse("2014-03~")
		if it.first, it.last = it.Date.Bounds(); i%2 == 0 {
			it.Date, _ = date.Parse("2014-W11")
			it.first, it.last = it.Date.Bounds()
		}
		want, score := -1, 0.0
		first, last := room(it)
		for n, c := range clusters {
			leads := slices.ContainsFunc(it.terms, func(u term) bool {
				return !x.isCommon(u.id) && slices.ContainsFunc(c.centre, func(w term) bool { return w.id == u.id })
			})
			if d := dot(it.terms, c.centre); leads && c.first >= first && c.first <= last && d > score && d >= needCoarse(it, c) && c.sameKind(it) {
				want, score = n, d
			}
		}
		if got := x.find(it, &s); got != want {
			t.Errorf("%d goes to %d, want %d", i, got, want)
		}
		if want >= 0 {
			found++
		}
	}
	if found == 0 || found == 300 {
		t.Errorf("%d of 300 found: nothing is tested", found)
	}
}

// TestVocabulary: numbers are in the order of the alphabet, and count the mentions.
func TestVocabulary(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	word := func() string { return fmt.Sprint("w", r.IntN(3000)) }
	var mentions []*event.Mention
	count := map[string]int32{}
	for range 500 {
		m := &event.Mention{Classes: []string{"vote", "seize"}[:r.IntN(3)]}
		for range 12 {
			m.Context = append(m.Context, word())
		}
		m.Words = append(slices.Clone(m.Context[:4]), word())
		for _, list := range []*[]string{&m.Words, &m.Context} {
			slices.Sort(*list)
			*list = slices.Compact(*list)
		}
		used := append(slices.Clone(m.Words), m.Context...)
		slices.Sort(used)
		for _, w := range slices.Compact(used) {
			count[w]++
		}
		for _, c := range m.Classes {
			count[classPrefix+c]++
		}
		mentions = append(mentions, m)
	}
	v, terms := newVocabulary(mentions)
	if !slices.IsSorted(v.words) || len(v.words) != len(count) {
		t.Fatalf("%d words, want %d, sorted", len(v.words), len(count))
	}
	for id, w := range v.words {
		if v.count[id] != count[w] {
			t.Errorf("%s is in %d mentions, want %d", w, v.count[id], count[w])
		}
	}
	for i, m := range mentions {
		if vec := v.vector(m, terms[i]); !slices.IsSortedFunc(vec, func(a, b term) int { return int(a.id - b.id) }) {
			t.Error("the terms of a mention are not sorted")
		}
	}
}

// TestRepeats: what several articles have is found, and lies together.
func TestRepeats(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	articles := make([]article, 50)
	owners := map[uint64]int{}
	for i := range articles {
		for range 200 {
			h := r.Uint64()
			if r.IntN(5) == 0 {
				h = uint64(r.IntN(300)) * 0x9E3779B97F4A7C15
			}
			articles[i].Shingles = append(articles[i].Shingles, h)
			owners[h]++
		}
	}
	got, seen := map[uint64]int{}, map[uint64]bool{}
	list := repeats(articles)
	for i, o := range list {
		if i > 0 && list[i-1].hash != o.hash && seen[o.hash] {
			t.Error("the articles of a sequence do not lie together")
		}
		seen[o.hash] = true
		got[o.hash]++
	}
	for h, n := range owners {
		if n > 1 && got[h] != n {
			t.Errorf("a sequence is in %d places, want %d", got[h], n)
		}
	}
}

// TestPairsOfACrowd has two sentences that share little, in articles about the same news: they tell one event on a quiet
// day, and not on one of which many articles tell.
func TestPairsOfACrowd(t *testing.T) {
	news := vector{{9, 1}}
	items := make([]*item, 2)
	for i := range items {
		terms := vector{{0, 0.4}, {int32(i + 1), float32(math.Sqrt(1 - 0.4*0.4))}} // 0.16 alike
		items[i] = &item{Mention: &event.Mention{}, doc: &source.Document{}, terms: terms, gist: news}
	}
	var x termIndex
	if got := pairs(items, alikeDay, alikeOwn, &x); len(got) != 1 {
		t.Errorf("on a quiet day: %v", got)
	}
	if got := pairs(items, alikeDay+2*crowdStep, alikeOwn+2*crowdStep, &x); len(got) != 0 {
		t.Errorf("on a crowded day: %v", got)
	}
}

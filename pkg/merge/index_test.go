package merge

import (
	"fmt"
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
		got := pairs(items, alikeDay, &x)
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

// TestSpread: a spread vector gives the same as two lists, to the last bit, whatever it was before.
func TestSpread(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	var s spread
	vectors := []vector{nil}
	for _, terms := range []int{40, 400, 90} {
		for _, it := range someItems(r, 20, terms) {
			vectors = append(vectors, it.terms)
		}
	}
	for _, a := range vectors {
		s.take(a)
		for _, b := range vectors {
			if got, want := s.dot(b), dot(a, b); got != want {
				t.Errorf("%v and %v: %v, want %v", a, b, got, want)
			}
		}
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
	for i := range mentions {
		if vec := v.vector(terms[i]); !slices.IsSortedFunc(vec, func(a, b term) int { return int(a.id - b.id) }) {
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

// TestJoinDay has two sentences of a day that share a little: they tell one event when the day has no others, not among those
// of many happenings, and again among those of one great event, which are much alike.
func TestJoinDay(t *testing.T) {
	pair := []vector{{{0, 0.45}, {1, 0.893}}, {{0, 0.45}, {2, 0.893}}} // 0.2 alike
	var others, great []vector
	for i := range int32(20) {
		others = append(others, vector{{10 + i, 1}})
		great = append(great, vector{{10, 0.7}, {11 + i, 0.714}}) // 0.49 alike
	}
	rare := slices.Repeat([]float64{6}, 40)
	for _, tt := range []struct {
		day     string
		rest    []vector
		weights []float64
		want    bool
	}{
		{"quiet", nil, rare, true},
		{"quiet, by a word that all the corpus uses", nil, slices.Repeat([]float64{2}, 40), false},
		{"of many happenings", others, rare, false},
		{"of one great event", great, rare, true},
	} {
		var items []*item
		for _, v := range slices.Concat(pair, tt.rest) {
			items = append(items, &item{Mention: &event.Mention{}, doc: &source.Document{}, terms: v})
		}
		joined := slices.ContainsFunc(joinDay(items, tt.weights, &termIndex{}), func(c *cluster) bool {
			return slices.Contains(c.items, items[0]) && slices.Contains(c.items, items[1])
		})
		if joined != tt.want {
			t.Errorf("on a day %s they are joined: %t, want %t", tt.day, joined, tt.want)
		}
	}
}

// TestPairsOfArticles counts the pairs of sentences of different articles.
func TestPairsOfArticles(t *testing.T) {
	a, b, c := &source.Document{}, &source.Document{}, &source.Document{}
	for _, tt := range []struct {
		docs []*source.Document
		want float64
	}{
		{nil, 0},
		{[]*source.Document{a, a, a}, 0},
		{[]*source.Document{a, b, c}, 3},
		{[]*source.Document{a, a, b, b, c}, 8},
	} {
		items := make([]*item, len(tt.docs))
		for i, d := range tt.docs {
			items[i] = &item{doc: d}
		}
		if got := pairsOfArticles(items); got != tt.want {
			t.Errorf("of %d sentences: %v, want %v", len(items), got, tt.want)
		}
	}
}

// TestHoursApart compares clock times of one day.
func TestHoursApart(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"2013-12-11T02:00", "2013-12-11T11:00", true},
		{"2013-12-11T11:00", "2013-12-11T09:30", false},
		{"2013-12-11T02:00Z", "2013-12-11T11:00", false},
		{"2013-12-11", "2013-12-11T11:00", false},
	} {
		a, b := mustParse(t, tt.a), mustParse(t, tt.b)
		if got := hoursApart(&item{Mention: &event.Mention{Date: a}}, &item{Mention: &event.Mention{Date: b}}); got != tt.want {
			t.Errorf("%s and %s: %t, want %t", tt.a, tt.b, got, tt.want)
		}
	}
}

func mustParse(t *testing.T, s string) date.Value {
	t.Helper()
	v, err := date.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

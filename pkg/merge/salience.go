package merge

import (
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"timeline/pkg/date"
	"timeline/pkg/event"
	"timeline/pkg/source"
)

// How salience is made. A day earns attention by the articles that name it, more by those that look back on it, and
// most by those that do so with its full date: what is still named by its date weeks later has become history. The days
// around it take some of it away, so that a steady stream does not drown its peaks. The events of a day share its
// attention, the more independent sources and the more central its words, the more. What other news on the same pages
// tells loses most of it.
const (
	lookBack     = 1.0 // an article published two days later or more
	lookBackDate = 4.0 // one that also writes the date out
	neighbours   = 5   // days on each side
	neighbourCut = 0.2

	sharpness     = 3.0   // how unequally the events of a day share its attention
	lengthWeight  = 0.002 // a rune away from the ideal length of a sentence
	idealLength   = 120
	laterWeight   = 0.15
	expectedMinus = 0.3

	aside    = 0.25 // this part of what several mentions tell may be beside what the corpus is about
	asideMin = 0.05 // what is left of the salience of an event that shares no word with the rest
)

// daily is what is known of the telling of one day: of all that articles name it for, the background too.
type daily struct {
	all, later, dated tellings
}

// tellings counts articles. The mentions come article by article.
type tellings struct {
	n    int
	last *source.Document
}

func (t *tellings) add(d *source.Document) {
	if t.last != d {
		t.n, t.last = t.n+1, d
	}
}

// weigh says for every mention how well its sentence would tell its day: how central its words are to the day and to
// the corpus, and whether the article looks back.
func (c *corpus) weigh() {
	c.days = map[date.Day]*daily{}
	byDay := map[date.Day][]*item{}
	terms := len(c.vocab.words)
	whole := &sum{}
	whole.reach(terms)
	for _, it := range c.items {
		whole.add(it.terms)
		if it.first == it.last {
			byDay[it.first] = append(byDay[it.first], it)
		}
	}
	for _, id := range sortedKeys(c.named) {
		for _, d := range c.named[id] {
			c.day(d.Day).see(c.docs[id], d)
		}
	}
	whole.measure()
	each(len(c.items), func(i int) {
		c.items[i].central = whole.likeness(c.items[i].terms)
		c.items[i].weight = c.items[i].central
	})
	days := slices.Collect(maps.Values(byDay)) // in any order: a day changes its own mentions alone
	eachWith(len(days), func(own *sum, i int) {
		own.reach(terms)
		for _, it := range days[i] {
			own.add(it.terms)
		}
		own.measure()
		for _, it := range days[i] {
			it.weight += own.likeness(it.terms)
		}
		own.clear()
	})
	each(len(c.items), func(i int) { c.items[i].settle() })
}

// settle adds to a weight what the sentence and its article alone say.
func (it *item) settle() {
	if it.lag() >= 1 {
		it.weight += laterWeight
	}
	if it.Status == event.Expected {
		it.weight -= expectedMinus
	}
	it.weight -= lengthWeight * math.Abs(float64(utf8.RuneCountInString(it.Summary)-idealLength))
	it.weight = math.Round(it.weight*1e6) / 1e6
}

// sum is the sum of many vectors, by term.
type sum struct {
	weights []float64
	used    []int32 // the terms that are not zero
	norm    float64
}

// reach makes room for so many terms.
func (s *sum) reach(terms int) {
	if len(s.weights) < terms {
		s.weights = make([]float64, terms)
	}
}

func (s *sum) add(v vector) {
	for _, t := range v {
		if s.weights[t.id] == 0 {
			s.used = append(s.used, t.id)
		}
		s.weights[t.id] += float64(t.weight)
	}
}

// measure finds the length of the sum; terms count in their order, so that it is the same whatever came first.
func (s *sum) measure() {
	slices.Sort(s.used)
	squares := 0.0
	for _, id := range s.used {
		squares += s.weights[id] * s.weights[id]
	}
	s.norm = math.Sqrt(squares)
}

// likeness is the cosine of a vector of length 1 and the sum.
func (s *sum) likeness(v vector) float64 {
	if s.norm == 0 {
		return 0
	}
	dot := 0.0
	for _, t := range v {
		dot += float64(t.weight) * s.weights[t.id]
	}
	return dot / s.norm
}

func (s *sum) clear() {
	for _, id := range s.used {
		s.weights[id] = 0
	}
	s.used = s.used[:0]
}

func (c *corpus) day(d date.Day) *daily {
	if c.days[d] == nil {
		c.days[d] = new(daily)
	}
	return c.days[d]
}

func (d *daily) see(doc *source.Document, n event.NamedDay) {
	d.all.add(doc)
	if lag(doc, n.Day) >= 2 {
		d.later.add(doc)
		if n.Digits {
			d.dated.add(doc)
		}
	}
}

// lag returns the days from the event to the article; 0 when the article has no date.
func lag(doc *source.Document, day date.Day) int {
	if doc.Published.IsZero() {
		return 0
	}
	published, _ := doc.Published.Bounds()
	return int(published - day)
}

// lag returns the days from the event to the article; 0 when the article has no date.
func (it *item) lag() int {
	if it.doc.Published.IsZero() {
		return 0
	}
	published, _ := it.doc.Published.Bounds()
	return int(published - it.last)
}

// attention returns what the telling of a day earns, its neighbours aside.
func (d *daily) attention() float64 {
	if d == nil {
		return 0
	}
	dated := lookBackDate * float64(d.dated.n)
	if d.all.n == 1 {
		dated /= 2 // one article's word for a day is not yet history
	}
	return float64(d.all.n) + lookBack*float64(d.later.n) + dated
}

// peak returns the attention of a day above that of the days around it.
func (c *corpus) peak(day date.Day) float64 {
	own := c.days[day].attention()
	around := 0.0
	for k := date.Day(1); k <= neighbours; k++ {
		around += c.days[day-k].attention() + c.days[day+k].attention()
	}
	return max(own-neighbourCut*around/(2*neighbours), 0.1*own) + 0.1
}

// salience gives every event its weight between 0 and 1.
func (c *corpus) salience(clusters []*cluster) []float64 {
	raw, standing := make([]float64, len(clusters)), make([]float64, len(clusters))
	each(len(clusters), func(i int) {
		raw[i], standing[i] = math.Exp(sharpness*c.share(clusters[i])), c.standing(clusters[i])
	})
	topic := topicality(clusters)
	total := map[date.Day]float64{}
	for i, cl := range clusters {
		if d, ok := cl.day(); ok {
			total[d] += raw[i]
		}
	}
	top := 0.0
	for i, cl := range clusters {
		if d, ok := cl.day(); ok {
			raw[i] *= c.peak(d) / total[d]
		} else {
			raw[i] = coarseAttention(cl)
		}
		raw[i] *= standing[i] * topic[i]
		top = max(top, raw[i])
	}
	for i := range raw {
		raw[i] = math.Round(raw[i]/top*1e6) / 1e6
	}
	return raw
}

// topicality says of every event how far it belongs to what the corpus is about, between asideMin and 1: it does as soon
// as one of its sentences is as central as most events of several mentions are.
func topicality(clusters []*cluster) []float64 {
	central := make([]float64, len(clusters))
	var several []float64
	for i, cl := range clusters {
		for _, it := range cl.items {
			central[i] = max(central[i], it.central)
		}
		if len(cl.items) > 1 {
			several = append(several, central[i])
		}
	}
	slices.Sort(several)
	usual := 0.0
	if len(several) > 0 {
		usual = several[int(aside*float64(len(several)))]
	}
	for i := range central {
		if central[i] >= usual {
			central[i] = 1
		} else {
			central[i] = max(asideMin, central[i]/usual)
		}
	}
	return central
}

// standing lowers what only one voice tells, and what nobody can understand by its title alone.
func (c *corpus) standing(cl *cluster) float64 {
	s := float64(1+min(cl.voices, 3)) / 4
	first, _, _ := strings.Cut(cl.shown, " ")
	if event.IsPronoun(strings.ToLower(first)) {
		s *= 0.6
	}
	return s
}

// share says how much of its day's attention an event deserves.
func (c *corpus) share(cl *cluster) float64 {
	best := math.Inf(-1)
	for _, it := range cl.items {
		best = max(best, it.weight)
	}
	return best + math.Log1p(float64(cl.voices))
}

// coarseAttention is the attention of an event that no source gives a day.
func coarseAttention(cl *cluster) float64 {
	sources := map[string]bool{}
	for _, it := range cl.items {
		sources[it.Source] = true
	}
	return 0.5 * float64(len(sources))
}

// day returns the day of the event, if it has one.
func (c *cluster) day() (date.Day, bool) {
	first, last := c.when.Bounds()
	return first, first == last
}

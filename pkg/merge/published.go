package merge

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"timeline/pkg/date"
	"timeline/pkg/event"
	"timeline/pkg/source"
)

// How much must speak for a publication date before it is stated.
const (
	alikeReport = 0.26 // a sentence without a date and one with a date, to count as the same event
	alikeGist   = 0.16 // two articles, to count as about the same news
	enough      = 0.42 // the weight of all that speaks for a day
	muchMore    = 1.5  // how much more must speak for it than for a day of another week
)

// Published infers publication dates of the documents that have none, from articles that tell the same event with a
// date: an article in which the leader called "Friday" was written within days of the Friday on which others say that
// he called. Documents for which the evidence is thin or contradictory are left out.
func Published(in Input) []Inference {
	if !slices.ContainsFunc(in.Documents, func(d *source.Document) bool { return d.Published.IsZero() }) {
		return nil
	}
	p := newReports(in)
	var out []Inference
	for _, d := range p.undatedDocs {
		if inf, ok := p.infer(d); ok {
			out = append(out, inf)
		}
	}
	return out
}

// reports is what is known about the events of a corpus in which some articles have no date.
type reports struct {
	docs        map[string]*source.Document
	undatedDocs []*source.Document // by ID
	days        []*item            // mentions with a day, in their order
	index       map[int32][]int    // term -> places in days
	open        map[string][]*item // article without a date -> its mentions without a date
	closed      map[string][]*item // article without a date -> its mentions with one
	vocab       *vocabulary
	gists       *gists
}

func newReports(in Input) *reports {
	p := &reports{docs: map[string]*source.Document{}, index: map[int32][]int{}, open: map[string][]*item{}, closed: map[string][]*item{}}
	for _, d := range in.Documents {
		p.docs[d.ID] = d
		if d.Published.IsZero() {
			p.undatedDocs = append(p.undatedDocs, d)
		}
	}
	slices.SortFunc(p.undatedDocs, func(a, b *source.Document) int { return strings.Compare(a.ID, b.ID) })
	all := make([]*event.Mention, 0, len(in.Mentions)+len(in.Undated))
	for i := range in.Mentions {
		all = append(all, &in.Mentions[i])
	}
	for i := range in.Undated {
		all = append(all, &in.Undated[i].Mention)
	}
	p.vocab = newVocabulary(all)
	for _, m := range all {
		p.sort(m)
	}
	slices.SortFunc(p.days, order)
	for i, it := range p.days {
		for _, t := range it.terms {
			p.index[t.id] = append(p.index[t.id], i)
		}
	}
	p.gists = newGists(in.Documents)
	return p
}

// sort files a mention under what it can tell.
func (p *reports) sort(m *event.Mention) {
	doc := p.docs[m.Source]
	if doc == nil {
		return
	}
	it := &item{Mention: m, doc: doc, terms: p.vocab.vector(m)}
	if m.Date.IsZero() {
		p.open[m.Source] = append(p.open[m.Source], it)
		return
	}
	it.first, it.last = m.Date.Bounds()
	if doc.Published.IsZero() {
		p.closed[m.Source] = append(p.closed[m.Source], it)
	}
	if it.first == it.last {
		p.days = append(p.days, it)
	}
}

// vote is one thing that speaks for a publication date.
type vote struct {
	from, to date.Day // the days of publication that it allows
	best     date.Day // the likeliest of them
	weight   float64
	witness  *item  // the dated report, or nil for an article about the same news
	claim    *item  // the report without a date
	article  string // the other article
}

// infer weighs what speaks for each day on which the article may have been published.
func (p *reports) infer(d *source.Document) (Inference, bool) {
	var votes []vote
	for _, it := range p.open[d.ID] {
		votes = append(votes, p.votesFor(it)...)
	}
	votes = append(votes, p.gists.votes(d)...)
	day, weight, ok := p.weigh(d, votes)
	if !ok || weight < enough {
		return Inference{}, false
	}
	return p.explain(d, day, votes), true
}

// votesFor finds reports of other articles that tell, with a day, what the mention tells without one.
func (p *reports) votesFor(it *item) []vote {
	ref := readRelative(it)
	if ref.kind == unclear || it.Status == event.Expected {
		return nil
	}
	best := map[date.Day]vote{}
	seen := map[int]bool{}
	for _, t := range it.terms {
		post := p.index[t.id]
		if len(post) > 400 {
			continue
		}
		for _, i := range post {
			w := p.days[i]
			if seen[i] || w.Source == it.Source || !ref.fits(w.first) {
				continue
			}
			seen[i] = true
			sim := dot(it.terms, w.terms)
			if sim < alikeReport {
				continue
			}
			v := ref.vote(w.first)
			v.weight, v.witness, v.claim, v.article = sim, w, it, w.Source
			if it.Lead {
				v.weight *= 1.3
			}
			if b, ok := best[w.first]; !ok || v.weight > b.weight || v.weight == b.weight && order(v.witness, b.witness) < 0 {
				best[w.first] = v
			}
		}
	}
	return byWeight(best)
}

func byWeight(m map[date.Day]vote) []vote {
	var out []vote
	for _, v := range m {
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b vote) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.best, b.best)) })
	return out
}

// weigh returns the day for which most speaks, and how much; not ok when a day of another week has nearly as much, or
// when the article itself speaks of later days.
func (p *reports) weigh(d *source.Document, votes []vote) (date.Day, float64, bool) {
	var days []date.Day
	for _, v := range votes {
		days = append(days, v.best, v.best+1)
	}
	slices.Sort(days)
	days = slices.Compact(days)
	score := func(day date.Day) float64 {
		sum := 0.0
		for _, v := range votes {
			sum += v.weight * v.fit(day)
		}
		return sum
	}
	best, top := date.Day(0), 0.0
	for _, day := range days {
		if s := score(day); s > top+1e-9 && !p.refutes(d, day) {
			best, top = day, s
		}
	}
	if top == 0 {
		return 0, 0, false
	}
	for _, day := range days {
		if (day < best-3 || day > best+3) && score(day)*muchMore > top {
			return 0, 0, false
		}
	}
	return best, top, true
}

// fit says how well a vote agrees with publication on a day.
func (v vote) fit(day date.Day) float64 {
	switch {
	case day < v.from || day > v.to:
		return 0
	case day == v.best:
		return 1
	case day == v.best+1:
		return 0.7
	}
	return 0.35
}

// refutes reports whether the article tells of something later as done.
func (p *reports) refutes(d *source.Document, day date.Day) bool {
	return slices.ContainsFunc(p.closed[d.ID], func(it *item) bool {
		return it.Status == event.Reported && it.first > day && it.first < day+3650 && it.Date.Grain() <= date.DayGrain
	})
}

// explain writes the inference down with its best witness.
func (p *reports) explain(d *source.Document, day date.Day, votes []vote) Inference {
	slices.SortStableFunc(votes, func(a, b vote) int { return cmp.Compare(b.weight*b.fit(day), a.weight*a.fit(day)) })
	inf := Inference{Source: d.ID, Date: date.OfDay(day)}
	for _, v := range votes {
		if v.fit(day) > 0 && !slices.Contains(inf.From, v.article) && len(inf.From) < 5 {
			inf.From = append(inf.From, v.article)
		}
	}
	v := votes[0]
	other := p.docs[v.article]
	name := other.Title
	if name == "" {
		name = other.ID
	}
	if v.witness == nil {
		inf.Why = fmt.Sprintf("it tells the same news as “%s”, published on %s", name, other.Published.Words("en"))
		return inf
	}
	inf.Why = fmt.Sprintf("“%s” here is %s in “%s”, which tells the same event", expression(v.claim), date.OfDay(v.witness.first).Words("en"), name)
	return inf
}

// relative is what an expression without a publication date says about it.
type relative struct {
	kind       relativeKind
	weekday    time.Weekday
	month, day int
}

type relativeKind uint8

const (
	unclear   relativeKind = iota
	onDay                  // "today": published that day
	dayBefore              // "yesterday"
	onWeekday              // "Friday": within the week before publication
	onDate                 // "Feb. 22": within the year before publication
)

var weekdays = map[string]time.Weekday{"1": time.Monday, "2": time.Tuesday, "3": time.Wednesday, "4": time.Thursday, "5": time.Friday, "6": time.Saturday, "7": time.Sunday}

// readRelative reads the value that the words alone give, and the few words that have none.
func readRelative(it *item) relative {
	raw := it.Time.Raw
	if len(raw) >= 9 && strings.HasPrefix(raw, "XXXX-WXX-") {
		if d, ok := weekdays[raw[9:10]]; ok {
			return relative{kind: onWeekday, weekday: d}
		}
	}
	if len(raw) >= 10 && strings.HasPrefix(raw, "XXXX-") {
		var m, d int
		if n, _ := fmt.Sscanf(raw[5:10], "%02d-%02d", &m, &d); n == 2 {
			return relative{kind: onDate, month: m, day: d}
		}
	}
	return readWords(strings.ToLower(expression(it)))
}

func readWords(x string) relative {
	switch {
	case strings.Contains(x, "yesterday") || x == "last night":
		return relative{kind: dayBefore}
	case x == "today" || strings.HasSuffix(x, "this morning") || x == "this afternoon" || x == "this evening" || x == "tonight" || x == "overnight" || strings.HasSuffix(x, " today"):
		return relative{kind: onDay}
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.Contains(x, strings.ToLower(d.String())) {
			return relative{kind: onWeekday, weekday: d}
		}
	}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		i := strings.Index(x, name[:3])
		if i < 0 {
			continue
		}
		var d int
		fields := strings.FieldsFunc(x, func(r rune) bool { return r < '0' || r > '9' })
		if len(fields) == 1 {
			if n, _ := fmt.Sscan(fields[0], &d); n == 1 && d >= 1 && d <= 31 {
				return relative{kind: onDate, month: int(m), day: d}
			}
		}
	}
	return relative{}
}

// fits reports whether the expression can mean the day.
func (r relative) fits(day date.Day) bool {
	switch r.kind {
	case onWeekday:
		return day.Weekday() == r.weekday
	case onDate:
		_, m, d := day.Civil()
		return m == r.month && d == r.day
	}
	return true
}

// vote returns the publication days that follow when the expression means the day.
func (r relative) vote(day date.Day) vote {
	switch r.kind {
	case onDay:
		return vote{from: day, to: day, best: day}
	case dayBefore:
		return vote{from: day + 1, to: day + 1, best: day + 1}
	case onWeekday:
		return vote{from: day, to: day + 6, best: day}
	}
	return vote{from: day, to: day + 300, best: day}
}

// gists compares whole articles by their first words.
type gists struct {
	vectors map[string]vector
	index   map[int32][]string
	docs    map[string]*source.Document
}

func newGists(docs []*source.Document) *gists {
	g := &gists{vectors: map[string]vector{}, index: map[int32][]string{}, docs: map[string]*source.Document{}}
	v := &vocabulary{ids: map[string]int32{}, total: len(docs)}
	sorted := slices.Clone(docs)
	slices.SortFunc(sorted, func(a, b *source.Document) int { return strings.Compare(a.ID, b.ID) })
	words := make([][]string, len(sorted))
	for i, d := range sorted {
		g.docs[d.ID] = d
		words[i] = event.Gist(d)
		for _, w := range words[i] {
			v.see(w)
		}
	}
	for i, d := range sorted {
		var vec vector
		for _, w := range words[i] {
			vec = append(vec, term{v.ids[w], float32(v.weight(v.ids[w]))})
		}
		slices.SortFunc(vec, func(a, b term) int { return cmp.Compare(a.id, b.id) })
		g.vectors[d.ID] = vec.normalise()
		if !d.Published.IsZero() {
			for _, t := range vec {
				g.index[t.id] = append(g.index[t.id], d.ID)
			}
		}
	}
	return g
}

// votes returns the dated articles that tell the same news, at most five.
func (g *gists) votes(d *source.Document) []vote {
	v := g.vectors[d.ID]
	seen := map[string]bool{}
	var out []vote
	for _, t := range v {
		post := g.index[t.id]
		if len(post) > 200 {
			continue
		}
		for _, id := range post {
			if seen[id] {
				continue
			}
			seen[id] = true
			if sim := dot(v, g.vectors[id]); sim >= alikeGist {
				day, _ := g.docs[id].Published.Bounds()
				out = append(out, vote{from: day - 1, to: day + 1, best: day, weight: math.Min(sim, 0.6), article: id})
			}
		}
	}
	slices.SortFunc(out, func(a, b vote) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), strings.Compare(a.article, b.article))
	})
	return out[:min(5, len(out))]
}

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
	alikeReport  = 0.20 // a sentence without a date and one with a date, to count as the same event
	alikeInStory = 0.15 // the same, in articles that tell the same story
	alikeGist    = 0.10 // two articles, to count as about the same news
	enough       = 0.25 // the weight of all that speaks for a day
	enoughAlone  = 0.4  // the same, where it is one article
	muchMore     = 1.5  // how much more must speak for it than for a day of another week

	// A likeness of sentences counts for more between articles that are alike as wholes.
	reportAlone = 0.2
	reportGist  = 4.0

	nameTheDay  = 2.5  // how much more it counts that an article about the same news is of a day that this one names
	sameWeekday = 0.04 // the article names the weekday of the candidate
	elsewhere   = 0.5  // how much articles about the same news count for a day when the witnesses are for another

	alikeWhole = 0.30 // two articles, to count as the same story told twice
	manyDays   = 1.5  // how much may speak for all days of other weeks together, as a share of what speaks for the day

	nearlyAsMuch  = 0.9 // what speaks for the day before or after, as a share of the same: then neither is stated
	muchMoreAlike = 0.1 // how much more alike an article of another day may be
	crowded       = 20  // articles published within a week of one, for a crowd
	alikeInCrowd  = 0.6 // two articles there, to count as the same story told twice
)

// Published infers publication dates of the documents that have none, from articles that tell the same event with a
// date: an article in which the leader called "Friday" was written within days of the Friday on which others say that
// he called. Documents for which the evidence is thin or contradictory are left out.
func Published(in Input) []Inference {
	if !hasUndated(in.Documents) {
		return nil
	}
	p := newReports(in)
	p.learnYears()
	var out []Inference
	for range rounds {
		found := p.round()
		if len(found) == 0 {
			break
		}
		out = append(out, found...)
		p.learn(found)
	}
	slices.SortFunc(out, func(a, b Inference) int { return strings.Compare(a.Source, b.Source) })
	return out
}

// hasUndated reports whether there is an article without a date.
func hasUndated(docs []*source.Document) bool {
	return slices.ContainsFunc(docs, func(d *source.Document) bool { return d.Published.IsZero() })
}

// rounds is how often what has been inferred may serve to infer more.
const rounds = 3

// round infers what can be inferred from what is known.
func (p *reports) round() []Inference {
	var out []Inference
	for _, d := range p.undatedDocs {
		if inf, ok := p.infer(d); ok {
			out = append(out, inf)
		}
	}
	return out
}

// learn makes the articles that now have a date witnesses for others.
func (p *reports) learn(found []Inference) {
	for _, inf := range found {
		day, _ := inf.Date.Bounds()
		p.undatedDocs = slices.DeleteFunc(p.undatedDocs, func(d *source.Document) bool { return d.ID == inf.Source })
		p.gists.date(inf.Source, day)
		for _, it := range p.open[inf.Source] {
			if ref := readRelative(it); it.Status == event.Reported {
				if on, ok := ref.before(day); ok {
					w := *it
					w.first, w.last = on, on
					p.days = append(p.days, &w)
				}
			}
		}
	}
	p.reindex()
}

// reports is what is known about the events of a corpus in which some articles have no date.
type reports struct {
	docs        map[string]*source.Document
	undatedDocs []*source.Document // by ID
	days        []*item            // mentions with a day, in their order
	index       map[int32][]int    // term -> places in days
	byDate      map[[2]int][]int   // month and day -> places in days
	open        map[string][]*item // article without a date -> its mentions without a date
	closed      map[string][]*item // article without a date -> its mentions with one
	gists       *gists
	phrases     map[string][]uint64 // article -> hashes of its word sequences, sorted
	dense       bool                // most articles were published in a crowd of others
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
	all := append(make([]*event.Mention, 0, len(in.Mentions)+len(in.Undated)), in.Mentions...)
	for i := range in.Undated {
		all = append(all, &in.Undated[i].Mention)
	}
	vocab, terms := newVocabulary(all)
	for i, m := range all {
		p.sort(m, vocab.vector(terms[i]))
	}
	p.reindex()
	read := articles(in)
	p.gists = newGists(read)
	p.gists.addIndex(read)
	p.phrases = make(map[string][]uint64, len(read))
	for _, a := range read {
		p.phrases[a.ID] = slices.Sorted(slices.Values(a.Shingles))
	}
	p.dense = p.gists.dense()
	return p
}

func (p *reports) reindex() {
	slices.SortFunc(p.days, order)
	p.index, p.byDate = map[int32][]int{}, map[[2]int][]int{}
	for i, it := range p.days {
		_, m, d := it.first.Civil()
		p.byDate[[2]int{m, d}] = append(p.byDate[[2]int{m, d}], i)
		for _, t := range it.terms {
			p.index[t.id] = append(p.index[t.id], i)
		}
	}
}

// sort files a mention under what it can tell.
func (p *reports) sort(m *event.Mention, terms vector) {
	doc := p.docs[m.Source]
	if doc == nil {
		return
	}
	it := &item{Mention: m, doc: doc, terms: terms}
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
	loose    bool     // no day among them is likelier than the others
	weight   float64
	witness  *item  // the dated report, or nil for an article about the same news
	claim    *item  // the report without a date
	article  string // the other article
}

// infer weighs what speaks for each day on which the article may have been published.
func (p *reports) infer(d *source.Document) (Inference, bool) {
	var votes []vote
	wanted := p.weekdays(d)
	for _, it := range p.open[d.ID] {
		votes = append(votes, p.votesFor(it, wanted)...)
	}
	votes = append(votes, p.supported(d, p.silenced(d, p.gists.votes(d)), wanted)...)
	c, ok := p.weigh(d, votes, wanted)
	if !ok || c.weight < enough || !p.distinct(d, c, votes) {
		return Inference{}, false
	}
	return p.explain(d, c.day, votes), true
}

// choice is the day for which most speaks.
type choice struct {
	day       date.Day
	weight    float64 // of what speaks for it
	elsewhere float64 // the sum of what speaks for days of other weeks
}

// distinct reports whether the choice stands out by more than chance. Where a story is told day after day, some article
// of some day always resembles the one without a date: there, only an article that is alike as a whole will do.
//
// Nor does it stand out when another day of the week has nearly as much, or when the article of another week is more
// alike, or much more where both are; and where most articles are published in a crowd, only the same story told twice
// says something.
func (p *reports) distinct(d *source.Document, c choice, votes []vote) bool {
	l := p.likeness(d, c.day, votes)
	crowd := p.dense || p.gists.crowd(c.day) > crowded
	thin := l.most < alikeWhole && l.other > l.most || c.weight < enoughAlone && alone(c.day, votes)
	switch {
	case thin && !p.names(d, c.day),
		l.other > l.most+muchMoreAlike,
		max(speaksFor(votes, c.day-1), speaksFor(votes, c.day+1)) > nearlyAsMuch*c.weight,
		crowd && l.strongest < alikeInCrowd:
		return false
	}
	return l.most >= alikeWhole || l.most >= alikeGist && c.elsewhere <= manyDays*c.weight
}

// likeness is how alike an article is to others.
type likeness struct {
	most      float64 // to those that speak for a day
	strongest float64 // to the one that speaks for it most
	other     float64 // to those that speak for other days
}

func (p *reports) likeness(d *source.Document, day date.Day, votes []vote) likeness {
	var l likeness
	top := 0.0
	for _, v := range votes {
		alike, fit := p.gists.alike(d.ID, v.article), v.fit(day)
		switch w := v.weight * fit; {
		case fit == 0:
			l.other = max(l.other, alike)
		case w > top:
			top, l.strongest = w, alike
			fallthrough
		case w > 0:
			l.most = max(l.most, alike)
		}
	}
	return l
}

// names reports whether an article names a day with its weekday: of seven years, they go together in one.
func (p *reports) names(d *source.Document, day date.Day) bool {
	return slices.ContainsFunc(p.open[d.ID], func(it *item) bool {
		weekday, ok := namedWeekday(it)
		ref := readRelative(it)
		return ok && ref.kind == onDate && ref.fits(day) && weekday == day.Weekday()
	})
}

// alone reports whether one article only speaks for a day.
func alone(day date.Day, votes []vote) bool {
	first := ""
	for _, v := range votes {
		if v.weight*v.fit(day) == 0 || v.article == first {
			continue
		}
		if first != "" {
			return false
		}
		first = v.article
	}
	return true
}

// crowd returns how many articles were published within a week of a day.
func (g *gists) crowd(day date.Day) int {
	n := 0
	for _, on := range g.dates {
		if on >= day-7 && on <= day+7 {
			n++
		}
	}
	return n
}

// dense reports whether most articles of a corpus were published in a crowd.
func (g *gists) dense() bool {
	days := make([]date.Day, 0, len(g.dates))
	for _, day := range g.dates {
		days = append(days, day)
	}
	slices.Sort(days)
	from, to, n := 0, 0, 0
	for _, day := range days {
		for days[from] < day-7 {
			from++
		}
		for to < len(days) && days[to] <= day+7 {
			to++
		}
		if to-from > crowded {
			n++
		}
	}
	return 2*n > len(days)
}

// supported makes more of an article about the same news when it was published about the day that this one names
// itself, without a year: "on Jan. 23".
func (p *reports) supported(d *source.Document, votes []vote, wanted map[time.Weekday]bool) []vote {
	if len(wanted) > 0 {
		return votes // what has a date there is not of the last week, whose days go by their names
	}
	for i, v := range votes {
		for _, it := range p.open[d.ID] {
			ref := readRelative(it)
			if ref.kind != onDate || it.Status != event.Reported {
				continue
			}
			if on, ok := ref.before(v.best + 3); ok && on >= v.best-4 {
				votes[i].weight, votes[i].to = v.weight*nameTheDay, max(v.to, on+1)
				votes[i].best = max(votes[i].best, on)
			}
		}
	}
	return votes
}

// votesFor finds reports of other articles that tell, with a day, what the mention tells without one. wanted is the days
// of the week that its article names.
func (p *reports) votesFor(it *item, wanted map[time.Weekday]bool) []vote {
	ref := readRelative(it)
	if ref.kind == unclear || it.Status == event.Expected {
		return nil
	}
	if _, named := namedWeekday(it); ref.kind == onDate && !named && len(wanted) > 0 {
		return nil // see supported
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
			sim, story := dot(it.terms, w.terms), p.gists.alike(it.Source, w.Source)
			if sim < alikeReport && (sim < alikeInStory || story < alikeWhole) || event.Opposite(it.Trigger, w.Trigger) || !p.testifies(it, ref, w) {
				continue
			}
			v := p.told(ref.vote(w.first), it, w)
			v.weight = sim * (reportAlone + reportGist*story)
			v.witness, v.claim, v.article = w, it, w.Source
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

// weigh returns the day for which most speaks; not ok when a day of another week has nearly as much. A day that the
// article itself rules out counts for nothing, neither as the day nor against another.
func (p *reports) weigh(d *source.Document, votes []vote, wanted map[time.Weekday]bool) (choice, bool) {
	days := slices.DeleteFunc(candidates(votes, wanted), func(day date.Day) bool { return p.refutes(d, day) })
	score := func(day date.Day) float64 {
		s := speaksFor(votes, day)
		if s > 0 && wanted[day.Weekday()] {
			s += sameWeekday
		}
		return s
	}
	var c choice
	for _, day := range days {
		if s := score(day); s > c.weight+1e-9 {
			c.day, c.weight = day, s
		}
	}
	if c.weight == 0 {
		return c, false
	}
	for _, day := range days {
		if day >= c.day-3 && day <= c.day+3 {
			continue
		}
		s := score(day)
		if s*muchMore > c.weight {
			return c, false
		}
		c.elsewhere += s
	}
	return c, true
}

// weekdays returns the days of the week that an article names without a date: mostly the day on which it was written.
func (p *reports) weekdays(d *source.Document) map[time.Weekday]bool {
	out := map[time.Weekday]bool{}
	for _, it := range p.open[d.ID] {
		if ref := readRelative(it); ref.kind == onWeekday && it.Status == event.Reported {
			out[ref.weekday] = true
		}
	}
	return out
}

// candidates returns the days of publication that votes speak for, sorted.
func candidates(votes []vote, wanted map[time.Weekday]bool) []date.Day {
	var days []date.Day
	for _, v := range votes {
		days = append(days, v.best, v.best+1)
		for d := v.from; d <= v.to && d <= v.from+14; d++ {
			if wanted[d.Weekday()] {
				days = append(days, d)
			}
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// speaksFor returns how much speaks for a day: of every report the best witness, and of the articles about the same
// news the best, with a little for the others; less of these when a report has a good witness, but none for this day.
func speaksFor(votes []vote, day date.Day) float64 {
	claims, strongest := map[*item]float64{}, map[*item]float64{}
	sum, best, others := 0.0, 0.0, 0.0
	for _, v := range votes {
		w := v.weight * v.fit(day)
		if v.claim == nil {
			others += w
			best = max(best, w)
			continue
		}
		strongest[v.claim] = max(strongest[v.claim], v.weight)
		if had := claims[v.claim]; w > had {
			sum += w - had
			claims[v.claim] = w
		}
	}
	news := best + 0.3*(others-best)
	for claim, w := range strongest {
		if w >= enough && claims[claim] == 0 {
			return sum + elsewhere*news
		}
	}
	return sum + news
}

// fit says how well a vote agrees with publication on a day.
func (v vote) fit(day date.Day) float64 {
	switch {
	case day < v.from || day > v.to:
		return 0
	case v.loose:
		return 0.5
	case day == v.best:
		return 1
	case day == v.best+1:
		return 0.7
	}
	return 0.35
}

// refutes reports whether the article tells of something later as done, of something earlier as to come, or names only
// days that were then long past without saying of which year.
func (p *reports) refutes(d *source.Document, day date.Day) bool {
	named, recent := 0, 0
	for _, it := range p.open[d.ID] {
		ref := readRelative(it)
		if ref.kind != onDate {
			continue
		}
		on, _ := ref.before(day)
		switch {
		case it.Status == event.Expected && day-on > 0 && day-on < halfYear:
			return true
		case it.Status == event.Reported && !ref.bound:
			named++
			if day-on < halfYear {
				recent++
			}
		}
	}
	if named > 0 && recent == 0 {
		return true
	}
	return slices.ContainsFunc(p.closed[d.ID], func(it *item) bool {
		return it.Status == event.Reported && it.first > day && it.first < day+3650
	})
}

const halfYear = 182

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
	name := nameOf(other)
	if v.witness == nil {
		inf.Why = fmt.Sprintf("it tells the same news as “%s”, published on %s", name, date.OfDay(p.gists.dates[other.ID]).Words("en"))
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
	bound      bool // the end or the start of something: "from Feb. 15", which may be to come
}

type relativeKind uint8

const (
	unclear    relativeKind = iota
	onDay                   // "today": published that day
	dayBefore               // "yesterday"
	onWeekday               // "Friday": within the week before publication
	onDate                  // "Feb. 22": mostly within weeks of publication
	weekBefore              // "last week"
	sameWeek                // "this week"
)

var weekdays = map[string]time.Weekday{"1": time.Monday, "2": time.Tuesday, "3": time.Wednesday, "4": time.Thursday, "5": time.Friday, "6": time.Saturday, "7": time.Sunday}

// readRelative reads what the words alone say of the day.
func readRelative(it *item) relative {
	raw := it.Time.Raw
	if countsFromText(it) || strings.Contains(strings.ToLower(expression(it)), "weekend") { // which annotators write as a day
		return relative{}
	}
	switch {
	case strings.HasPrefix(raw, "XXXX-WXX-") && len(raw) >= 10:
		if d, ok := weekdays[raw[9:10]]; ok {
			return relative{kind: onWeekday, weekday: d}
		}
	case strings.HasPrefix(raw, "XXXX-") && len(raw) >= 10:
		var m, d int
		if n, _ := fmt.Sscanf(raw[5:10], "%02d-%02d", &m, &d); n == 2 {
			return relative{kind: onDate, month: m, day: d, bound: isBound(it)}
		}
	case strings.HasPrefix(raw, "-P1D"):
		return relative{kind: dayBefore}
	case strings.HasPrefix(raw, "P0D"):
		return relative{kind: onDay}
	case raw == "-P1W":
		return relative{kind: weekBefore}
	case raw == "P0W":
		return relative{kind: sameWeek}
	}
	return relative{}
}

// countsFromText reports whether an expression counts from another one in the article, not from its publication: "the
// day before".
func countsFromText(it *item) bool {
	x := strings.ToLower(expression(it))
	return strings.HasSuffix(x, "before") || strings.HasSuffix(x, "after") || strings.HasSuffix(x, "earlier") || strings.HasSuffix(x, "later") || strings.HasPrefix(x, "that ") || strings.Contains(x, "previous") || strings.Contains(x, "following")
}

// isBound reports whether the word before an expression makes a bound of it.
func isBound(it *item) bool {
	switch wordBefore(it.doc, it.Mention) {
	case "from", "until", "till", "by", "before", "of":
		return true
	}
	return false
}

// wordBefore returns the word before the expression of a mention in its sentence, in lower case, or "".
func wordBefore(d *source.Document, m *event.Mention) string {
	words := strings.Fields(d.Text[m.Quote.Start:max(m.Quote.Start, m.Time.Start)])
	if len(words) == 0 {
		return ""
	}
	return strings.ToLower(words[len(words)-1])
}

// tellsWhen reports whether what happened on the day itself follows: "since Dec. 1, when it was occupied".
func tellsWhen(d *source.Document, m *event.Mention) bool {
	after := strings.TrimLeft(d.Text[m.Time.End:max(m.Time.End, m.Quote.End)], ", ")
	return strings.HasPrefix(after, "when ")
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
	case weekBefore:
		monday := day - date.Day((int(day.Weekday())+6)%7) + 7
		return vote{from: monday, to: monday + 6, best: monday + 2, loose: true}
	case sameWeek:
		sunday := day + date.Day((7-int(day.Weekday()))%7)
		return vote{from: day, to: sunday, best: day, loose: true}
	}
	return vote{from: day - 3, to: day + 21, best: day, loose: r.bound}
}

// before returns the day that the expression means in an article of a day.
func (r relative) before(published date.Day) (date.Day, bool) {
	switch r.kind {
	case onDay:
		return published, true
	case dayBefore:
		return published - 1, true
	case onWeekday:
		return published - date.Day((int(published.Weekday())-int(r.weekday)+7)%7), true
	case onDate:
		y, _, _ := published.Civil()
		for _, day := range []date.Day{date.NewDay(y, r.month, r.day), date.NewDay(y-1, r.month, r.day)} {
			if day <= published {
				return day, true
			}
		}
	}
	return 0, false
}

// gists compares whole articles by their first words.
type gists struct {
	vectors map[string]vector
	index   map[int32][]string
	dates   map[string]date.Day
}

func newGists(articles []article) *gists {
	g := &gists{vectors: make(map[string]vector, len(articles)), index: map[int32][]string{}, dates: map[string]date.Day{}}
	size := 0
	for i := range articles {
		size += len(articles[i].Gist)
	}
	words := newNumbering(size)
	ids := make([]int32, 0, size) // the words of all articles, side by side
	from := make([]int, len(articles))
	for i := range articles {
		from[i] = len(ids)
		for _, w := range articles[i].Gist {
			ids = append(ids, words.of(w.Word))
		}
	}
	v := words.vocabulary(ids, len(articles))
	rarity := make([]float64, len(v.words))
	for id := range rarity {
		rarity[id] = v.rarity(int32(id))
	}
	vectors := make([]vector, len(articles))
	each(len(articles), func(i int) {
		gist := articles[i].Gist
		vec := make(vector, len(gist))
		for j, w := range gist {
			id := ids[from[i]+j]
			vec[j] = term{id, float32(w.Weight * rarity[id])}
		}
		vectors[i] = vec.normalise()
	})
	for i, d := range articles {
		g.vectors[d.ID] = vectors[i]
	}
	return g
}

// addIndex finds the articles that have a date by their words.
func (g *gists) addIndex(articles []article) {
	for _, d := range articles {
		if !d.Published.IsZero() {
			day, _ := d.Published.Bounds()
			g.date(d.ID, day)
		}
	}
}

// date makes an article one whose date is known.
func (g *gists) date(id string, day date.Day) {
	g.dates[id] = day
	for _, t := range g.vectors[id] {
		g.index[t.id] = append(g.index[t.id], id)
	}
}

// alike says how alike two articles are as wholes.
func (g *gists) alike(a, b string) float64 { return dot(g.vectors[a], g.vectors[b]) }

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
			if seen[id] || id == d.ID {
				continue
			}
			seen[id] = true
			if sim := dot(v, g.vectors[id]); sim >= alikeGist {
				day := g.dates[id]
				out = append(out, vote{from: day - 1, to: day + 1, best: day, weight: math.Min(2*(sim-alikeGist), 0.6), article: id})
			}
		}
	}
	slices.SortFunc(out, func(a, b vote) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), strings.Compare(a.article, b.article))
	})
	return out[:min(5, len(out))]
}

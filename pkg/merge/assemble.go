package merge

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"sync"

	"timeline/pkg/date"
	"timeline/pkg/event"
	"timeline/pkg/text"
	"timeline/pkg/timeline"
)

func compareStrings(a, b string) int { return strings.Compare(a, b) }

// assemble makes the events of the clusters.
func (c *corpus) assemble(clusters []*cluster) []timeline.Event {
	each(len(clusters), func(i int) {
		cl := clusters[i]
		slices.SortFunc(cl.items, inOrder)
		cl.voices, cl.shown = c.voices(cl.items), c.title(cl)
		cl.when, cl.dated = cl.date()
	})
	var ids []identity
	var wait sync.WaitGroup
	wait.Go(func() { ids = c.identify(clusters) })
	c.weigh()
	weights := c.salience(clusters)
	wait.Wait()
	events := make([]timeline.Event, len(clusters))
	eachWith(len(clusters), func(own *uses, i int) {
		e := &events[i]
		*e = c.event(clusters[i], own)
		e.ID, e.Aliases = ids[i].id, ids[i].aliases
		e.URL = "events/" + e.ID + "/"
		e.Salience = weights[i]
	})
	c.otherCounts(clusters, events)
	return events
}

// event tells what a cluster knows.
func (c *corpus) event(cl *cluster, own *uses) timeline.Event {
	e := timeline.Event{Status: string(status(cl)), Corrections: []string{}, Disagreements: c.disagreements(cl)}
	e.SetDate(cl.when)
	if cl.dated != "" {
		e.Corrections = append(e.Corrections, cl.dated)
	}
	for _, id := range cl.corrections {
		if !slices.Contains(e.Corrections, id) {
			e.Corrections = append(e.Corrections, id)
		}
	}
	if len(e.Disagreements) > 0 && e.Status == string(event.Reported) {
		e.Status = string(event.Disputed) // by what its own sentences say
	}
	e.Title, e.Unclear = cl.shown, cl.unclear()
	e.Summary = c.summary(cl)
	e.Evidence = make([]timeline.Evidence, len(cl.items))
	var w wording
	for i, it := range cl.items {
		e.Evidence[i] = w.evidence(it)
	}
	people := tally(cl.items, func(it *item) []string { return c.names.canonical(it.People) })
	e.People = people.byFrequency()
	e.Places = tally(cl.items, func(it *item) []string { return it.Places }).byFrequency()
	e.Organizations = tally(cl.items, func(it *item) []string { return it.Orgs }).byFrequency()
	e.IndependentSources = cl.voices
	e.Confidence = confidence(cl, e.IndependentSources)
	e.Merged = c.reasons(cl, people, own)
	return e
}

// named is a name with how many reports have it.
type named struct {
	name string
	n    int
}

// names is a list of names, each once.
type names []named

// tally counts the names that reports have. They are few, so that a list is searched faster than a map is made.
func tally(items []*item, of func(*item) []string) names {
	var all names
	for _, it := range items {
		for _, name := range of(it) {
			i := slices.IndexFunc(all, func(o named) bool { return o.name == name })
			if i < 0 {
				i, all = len(all), append(all, named{name: name})
			}
			all[i].n++
		}
	}
	slices.SortFunc(all, func(a, b named) int { return cmp.Or(cmp.Compare(b.n, a.n), strings.Compare(a.name, b.name)) })
	return all
}

// byFrequency returns the names, the most frequent first, then by the alphabet.
func (l names) byFrequency() []string {
	out := make([]string, len(l))
	for i, n := range l {
		out[i] = n.name
	}
	return out
}

// status is reported when any source reports the event as a fact.
func status(cl *cluster) event.Status {
	for _, it := range cl.items {
		if it.Status == event.Reported {
			return event.Reported
		}
	}
	return event.Expected
}

// confidence grows with independent sources: each may be wrong by itself.
func confidence(cl *cluster, voices int) float64 {
	best := 0.0
	for _, it := range cl.items {
		best = max(best, it.Confidence)
	}
	wrong := (1 - min(best, 0.95)) * math.Pow(0.7, float64(voices-1))
	return math.Round((1-wrong)*100) / 100
}

// title returns the best title among those of the mentions.
func (c *corpus) title(cl *cluster) string {
	if cl.title != "" {
		return cl.title
	}
	best, most := cl.items[0], 0.0
	if len(cl.items) > 1 {
		most = titleScore(cl, best)
	}
	for _, it := range cl.items[1:] {
		if score := titleScore(cl, it); score > most || score == most && inOrder(it, best) < 0 {
			best, most = it, score
		}
	}
	return best.Title
}

// unclear reports whether one voice alone tells an event, with a title that does not stand by itself: what only "he" did, or
// "the letter", is not worth a line of its own. Nor is what only the tops of a site's pages tell.
func (c *cluster) unclear() bool {
	if c.title != "" || len(c.corrections) > 0 {
		return false
	}
	if !slices.ContainsFunc(c.items, func(it *item) bool { return !it.teaser || it.CorrectionID != "" }) {
		return true
	}
	if c.voices > 1 {
		return false
	}
	return !slices.ContainsFunc(c.items, func(it *item) bool { return !it.Vague || it.opens() || it.Headline || it.CorrectionID != "" })
}

// opens reports whether a mention opens its article with a whole clause about a thing, not about "him": nothing stands
// before it that could say more, and it is the news.
func (it *item) opens() bool {
	first, _, _ := strings.Cut(it.Title, " ")
	return it.Lead && !it.Bare && !event.IsPronoun(strings.ToLower(first))
}

// titleScore prefers titles that say what all say, at a good length, with a name for who did it.
func titleScore(cl *cluster, it *item) float64 {
	s := dot(it.terms, cl.centre)
	n := len(it.Title)
	switch {
	case n < 25:
		s -= 0.25
	case n < 40, n > 90:
		s -= 0.1
	}
	if strings.Contains(it.Title, " - ") || strings.HasPrefix(it.Title, "\"") {
		s -= 0.15 // lines run together, or words without their speaker
	}
	if strings.Contains(it.Title, " had ") || goesOn(it.Title) {
		s -= 0.1 // told in passing
	}
	if it.Bare {
		s -= 0.2
	}
	if it.Caption {
		s -= 0.1
	}
	if len(it.Places) == 0 && len(it.Orgs) == 0 && len(it.People) == 0 {
		s -= 0.1
	}
	first, rest, _ := strings.Cut(it.Title, " ")
	if event.IsPronoun(strings.ToLower(first)) {
		s -= 0.4
	}
	if pointsElsewhere(rest) {
		s -= 0.2
	}
	if it.Around {
		s -= 0.3
	}
	if it.Weak {
		s -= 0.4
	}
	if it.Vague {
		s -= 0.4
	}
	if first, _, _ := strings.Cut(it.Plain, " "); event.IsPronoun(strings.ToLower(first)) {
		s -= 0.05
	}
	if it.Attribution == "" && event.IsStatement(it.Trigger) {
		s -= 0.15
	}
	if it.Status == event.Expected {
		s -= 0.2
	}
	if !it.isDay() {
		s -= 0.1
	}
	return math.Round(s*1e6) / 1e6
}

// goesOn reports whether a title tells what was going on when something else happened: "A plane was landing".
func goesOn(title string) bool {
	for _, be := range []string{" was ", " were "} {
		if _, rest, found := strings.Cut(title, be); found {
			verb, _, _ := strings.Cut(rest, " ")
			return strings.HasSuffix(verb, "ing")
		}
	}
	return false
}

// pointsElsewhere reports whether words speak of what was named before them: "seized it", "signed this contract".
func pointsElsewhere(words string) bool {
	for w := range strings.FieldsSeq(words) {
		switch w {
		case "it", "them", "him", "her", "there", "this", "these", "those", "such":
			return true
		}
	}
	return false
}

// summary returns the sentence that says most of what all say.
func (c *corpus) summary(cl *cluster) string {
	best := slices.MaxFunc(cl.items, func(a, b *item) int {
		return cmp.Or(cmp.Compare(a.weight, b.weight), -inOrder(a, b))
	})
	return best.Summary
}

// reasons says why the reports are one event, a reason a line. people says how many of them name whom.
func (c *corpus) reasons(cl *cluster, people names, own *uses) []string {
	if len(cl.items) < 2 {
		return nil
	}
	out := []string{dateReason(cl)}
	var shared []string
	for _, p := range people {
		if p.n > 1 {
			shared = append(shared, p.name)
		}
	}
	if len(shared) > 0 {
		out = append(out, "the same people: "+strings.Join(shared[:min(4, len(shared))], ", "))
	}
	shown := shownAs(cl, c.sharedWords(cl.items, own))
	if len(shown) > 0 {
		out = append(out, "the same words: "+strings.Join(shown, ", "))
	}
	for _, id := range cl.corrections {
		out = append(out, "an editor says so: "+id)
	}
	return out
}

// shownAs returns stems as the articles write them, without those that they do not.
func shownAs(cl *cluster, stems []string) []string {
	words := make([]string, len(stems))
	for _, it := range cl.items {
		if !slices.Contains(words, "") {
			break
		}
		event.WordsFor(it.Quote.Of(it.doc.Text), stems, words)
	}
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}

func dateReason(cl *cluster) string {
	v := cl.when
	var exprs []string
	same := true
	for _, it := range cl.items {
		same = same && it.Date.Plain() == v.Plain()
		if x := expression(it); x != "" && !slices.Contains(exprs, "“"+x+"”") {
			exprs = append(exprs, "“"+x+"”")
		}
	}
	what := "the same date"
	if _, differ := dates(cl.items); differ {
		what = "dates that differ"
	} else if !same {
		what = "dates that agree"
	}
	if len(exprs) == 0 {
		return what
	}
	more := ""
	if len(exprs) > 5 {
		more = fmt.Sprintf(" and %d more", len(exprs)-5)
		exprs = exprs[:5]
	}
	return what + ": " + strings.Join(exprs, ", ") + more
}

// sharedWords returns the most telling words that most mentions share.
func (c *corpus) sharedWords(items []*item, own *uses) []string {
	type shared struct {
		word  string
		score float64
	}
	var all []shared
	for id, k := range own.of(items) {
		if w := c.vocab.words[id]; k*2 >= len(items) && k > 1 && !strings.HasPrefix(w, classPrefix) {
			all = append(all, shared{w, float64(k) * c.vocab.weight(id)})
		}
	}
	slices.SortFunc(all, func(a, b shared) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.word, b.word))
	})
	var out []string
	for _, s := range all[:min(5, len(all))] {
		out = append(out, s.word)
	}
	return out
}

// uses counts how many mentions use a term. The zero value has counted nothing.
type uses struct {
	count []int32 // by term
	terms []int32 // that are counted
}

// of yields the terms of mentions, with how many have each, and forgets them.
func (u *uses) of(items []*item) iter.Seq2[int32, int] {
	for _, it := range items {
		for _, t := range it.terms {
			if n := int(t.id) + 1; n > len(u.count) {
				u.count = append(u.count, make([]int32, n-len(u.count))...)
			}
			if u.count[t.id] == 0 {
				u.terms = append(u.terms, t.id)
			}
			u.count[t.id]++
		}
	}
	return func(yield func(int32, int) bool) {
		defer u.clear()
		for _, id := range u.terms {
			if !yield(id, int(u.count[id])) {
				return
			}
		}
	}
}

func (u *uses) clear() {
	for _, id := range u.terms {
		u.count[id] = 0
	}
	u.terms = u.terms[:0]
}

// expression returns the words that date the mention.
func expression(it *item) string {
	if it.Time.End > len(it.doc.Text) {
		return ""
	}
	return text.Fold(it.Time.Of(it.doc.Text))
}

// start returns the day that an event is filed under.
func start(v date.Value) string {
	first, last := v.Bounds()
	if first == date.OpenStart {
		first = last
	}
	if first == date.OpenEnd || first == date.OpenStart {
		return "undated"
	}
	return first.String()
}

package pipeline_test

import (
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"timeline/pkg/correct"
	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/pipeline"
	"timeline/pkg/timeline"
)

// kinds are the nine kinds of corrections, as `timeline correct` would write them for an event e of a timeline tl.
var kinds = map[string]func(random *rand.Rand, tl *timeline.Timeline, e timeline.Event, c *correct.Correction){
	"date": func(r *rand.Rand, _ *timeline.Timeline, _ timeline.Event, c *correct.Correction) { c.Date = someDay(r) },
	"title": func(r *rand.Rand, _ *timeline.Timeline, _ timeline.Event, c *correct.Correction) {
		c.Title = fmt.Sprint("Title ", r.IntN(3))
	},
	"summary": func(r *rand.Rand, _ *timeline.Timeline, _ timeline.Event, c *correct.Correction) {
		c.Summary = fmt.Sprint("Summary ", r.IntN(3))
	},
	"hide": func(_ *rand.Rand, _ *timeline.Timeline, _ timeline.Event, c *correct.Correction) { c.Hide = true },
	"pin":  func(_ *rand.Rand, _ *timeline.Timeline, _ timeline.Event, c *correct.Correction) { c.Pin = true },
	"merge": func(r *rand.Rand, tl *timeline.Timeline, e timeline.Event, c *correct.Correction) {
		other := tl.Events[r.IntN(len(tl.Events))]
		if other.ID == e.ID {
			c.Pin = true
			return
		}
		c.Merge = []string{other.ID}
		c.Evidence = append(c.Evidence, evidenceOf(other)...)
	},
	"split": func(r *rand.Rand, _ *timeline.Timeline, e timeline.Event, c *correct.Correction) {
		c.Split = []correct.Part{{Quote: e.Evidence[len(e.Evidence)-1].Quote, Title: fmt.Sprint("Part ", r.IntN(3))}}
	},
	"published": func(r *rand.Rand, _ *timeline.Timeline, e timeline.Event, c *correct.Correction) {
		*c = correct.Correction{By: c.By, On: c.On, Reason: c.Reason, Source: e.Evidence[0].Source, Published: someDay(r)}
	},
	"add": func(r *rand.Rand, _ *timeline.Timeline, e timeline.Event, c *correct.Correction) {
		*c = correct.Correction{By: c.By, On: c.On, Reason: c.Reason, Add: &correct.Addition{
			Title: fmt.Sprint("Added ", r.IntN(3)), Date: someDay(r), Sources: []string{e.Evidence[0].Source}}}
	},
	"date of a sentence": func(r *rand.Rand, _ *timeline.Timeline, e timeline.Event, c *correct.Correction) {
		v := e.Evidence[0]
		*c = correct.Correction{By: c.By, On: c.On, Reason: c.Reason, Source: v.Source, Quote: v.Quote, Date: someDay(r)}
	},
	"hide a sentence": func(_ *rand.Rand, _ *timeline.Timeline, e timeline.Event, c *correct.Correction) {
		v := e.Evidence[0]
		*c = correct.Correction{By: c.By, On: c.On, Reason: c.Reason, Source: v.Source, Quote: v.Quote, Hide: true}
	},
}

func someDay(r *rand.Rand) date.Value { return date.OfDay(date.NewDay(2014, 1+r.IntN(3), 1+r.IntN(5))) }

func evidenceOf(e timeline.Event) (list []correct.Quoted) {
	for _, v := range e.Evidence[:min(2, len(e.Evidence))] {
		list = append(list, correct.Quoted{Source: v.Source, Quote: v.Quote})
	}
	return list
}

// newsroom is a project under random edits.
type newsroom struct {
	t              *testing.T
	random         *rand.Rand
	cache          *pipeline.Cache
	sources, fixes map[string]string
	first, written int
	last           string         // the event that was corrected last
	outcomes       map[string]int // by kind and outcome: what the run met
}

func (n *newsroom) build(fixes map[string]string) *pipeline.Result {
	n.t.Helper()
	return build(n.t, project(n.t, n.sources, fixes), func(o *pipeline.Options) { o.Cache = n.cache })
}

func (n *newsroom) pick(m map[string]string) string {
	names := slices.Sorted(maps.Keys(m))
	return names[n.random.IntN(len(names))]
}

// correct adds a correction, of each kind in turn, to a random event of the timeline as it is.
func (n *newsroom) correct(tl *timeline.Timeline) {
	events := slices.DeleteFunc(slices.Clone(tl.Events), func(e timeline.Event) bool { return len(e.Evidence) == 0 || e.Evidence[0].Quote == "" })
	if len(events) == 0 {
		return
	}
	e := events[n.random.IntN(len(events))]
	for _, same := range events {
		if same.ID == n.last && n.random.IntN(3) == 0 {
			e = same // editors come back to an event, and contradict each other
		}
	}
	n.last = e.ID
	names := slices.Sorted(maps.Keys(kinds))
	kind := names[(n.first+n.written)%len(names)] // in turn, so that none is forgotten
	for _, several := range events {
		if kind == "split" && len(several.Evidence) > 1 && several.Evidence[0].Quote != several.Evidence[len(several.Evidence)-1].Quote {
			e = several // there is something to take apart
		}
	}
	n.written++
	on, _ := date.Parse("2016-10-01")
	c := &correct.Correction{Event: e.ID, Evidence: evidenceOf(e), By: "Ed", On: on, Reason: fmt.Sprintf("Reason %d & <so on>", n.written)}
	kinds[kind](n.random, tl, e, c)
	n.fixes[fmt.Sprintf("%03d-%s.md", n.written, strings.ReplaceAll(kind, " ", "-"))] = string(c.Format())
}

// edit changes the project at random: articles come, change, go and are renamed; corrections come, go and are renamed.
func (n *newsroom) edit(tl *timeline.Timeline) {
	switch k := n.random.IntN(12); {
	case k == 0 && len(n.sources) > 1:
		delete(n.sources, n.pick(n.sources))
	case k == 1 && len(n.sources) > 0:
		n.sources[n.pick(n.sources)] += "\nThe bridge was painted on May 2, 2014.\n"
	case k == 2 && len(n.sources) > 0:
		name := n.pick(n.sources)
		n.sources["renamed-"+name] = n.sources[name]
		delete(n.sources, name)
	case k == 3 && len(n.fixes) > 0:
		delete(n.fixes, n.pick(n.fixes))
	case k == 4 && len(n.fixes) > 0:
		name := n.pick(n.fixes)
		n.fixes["x-"+name] = n.fixes[name]
		delete(n.fixes, name)
	case k <= 6:
		name := n.pick(articles)
		n.sources[name] = articles[name]
	case k == 7 && n.last != "": // somebody else gives the same event another title
		n.written++
		n.fixes[fmt.Sprintf("%03d-title.md", n.written)] = fmt.Sprintf("---\nevent: %s\ntitle: Rival %d\nby: Ed\non: 2016-10-01\nreason: Reason %d\n---\n", n.last, n.written, n.written)
	default:
		n.correct(tl)
	}
}

// TestCorrectionsUnderRandomEdits checks what must always hold of all nine kinds of corrections, whatever editors do.
func TestCorrectionsUnderRandomEdits(t *testing.T) {
	seeds := uint64(9)
	if testing.Short() {
		seeds = 1
	}
	met := map[string]int{}
	for seed := range seeds {
		n := &newsroom{t: t, random: rand.New(rand.NewPCG(seed, 7)), first: 5 * int(seed), cache: pipeline.NewCache(), fixes: map[string]string{}, outcomes: met,
			sources: map[string]string{"courier.md": articles["courier.md"], "gazette.txt": articles["gazette.txt"], "wire.html": articles["wire.html"]}}
		tl := n.build(nil).Timeline
		for range 14 {
			n.edit(tl)
			r := n.build(n.fixes)
			n.accounted(r)
			tl = r.Timeline
		}
		n.twiceIsOnce()
		n.namesDoNotMatter()
		n.removingGivesBack()
	}
	if testing.Short() {
		return
	}
	for kind := range kinds {
		if k := strings.ReplaceAll(kind, " ", "-"); met[k+" "+correct.Applied] == 0 {
			t.Errorf("no correction of the kind %q was ever applied: %v", kind, met)
		}
	}
	for _, outcome := range []string{correct.Stale, correct.Conflict} {
		if met[outcome] == 0 {
			t.Errorf("no correction was ever %s: %v", outcome, met)
		}
	}
}

// accounted checks that no correction is lost: each is in timeline.json and on the page of corrections with how it
// ended; an applied one shows on what it changed; any other is said, as an error unless it does no harm.
func (n *newsroom) accounted(r *pipeline.Result) {
	n.t.Helper()
	files := site(n.t, r)
	var tl timeline.Timeline
	if err := json.Unmarshal(files["timeline.json"], &tl); err != nil {
		n.t.Fatal(err)
	}
	if len(tl.Corrections) != len(n.fixes) {
		n.t.Fatalf("%d corrections, %d accounted for", len(n.fixes), len(tl.Corrections))
	}
	for _, c := range tl.Corrections {
		kind := c.ID[strings.Index(c.ID, "0")+4:]
		n.outcomes[kind+" "+c.Outcome]++
		n.outcomes[c.Outcome]++
		if !shows(files, "corrections/index.html", c.Reason) {
			n.t.Errorf("%s (%s) is not on the page of corrections", c.ID, c.Outcome)
		}
		if c.Outcome == correct.Applied {
			n.applied(files, &tl, c)
			continue
		}
		file := "content/corrections/" + c.ID + ".md"
		said := slices.ContainsFunc(r.Problems, func(p diag.Problem) bool {
			return (p.File == file || strings.Contains(p.Message, file)) && (p.Severity == diag.Error) == (c.Outcome != correct.Superseded)
		})
		if !said {
			n.t.Errorf("%s is %s, and nothing says so: %v", c.ID, c.Outcome, r.Problems)
		}
	}
}

func (n *newsroom) applied(files map[string][]byte, tl *timeline.Timeline, c timeline.Correction) {
	n.t.Helper()
	if len(c.Changes) == 0 {
		n.t.Errorf("%s is applied and changed nothing", c.ID)
	}
	if strings.Contains(c.ID, "published") {
		return
	}
	if c.Event == "" {
		if !strings.Contains(c.ID, "hide") && !strings.Contains(c.ID, "sentence") {
			n.t.Errorf("%s is applied to no event", c.ID)
		}
		return
	}
	i := slices.IndexFunc(tl.Events, func(e timeline.Event) bool { return e.ID == c.Event })
	switch {
	case i < 0:
		n.t.Errorf("%s is applied to %s, which is not there", c.ID, c.Event)
	case !slices.Contains(tl.Events[i].Corrections, c.ID):
		n.t.Errorf("%s is not among the corrections of %s in timeline.json", c.ID, c.Event)
	case !shows(files, "events/"+c.Event+"/index.html", c.Reason):
		n.t.Errorf("%s does not show on the page of %s", c.ID, c.Event)
	}
}

func shows(files map[string][]byte, page, words string) bool {
	return strings.Contains(html.UnescapeString(string(files[page])), words)
}

// told is what a timeline says, without the names of the corrections.
func told(r *pipeline.Result) string {
	var b strings.Builder
	for _, e := range r.Timeline.Events {
		fmt.Fprintf(&b, "%s %s %q %q %v %d\n", e.ID, e.Date, e.Title, e.Summary, e.Key, len(e.Evidence))
	}
	for _, s := range r.Timeline.Sources {
		fmt.Fprintf(&b, "%s %s\n", s.ID, s.Published)
	}
	return b.String()
}

// renamed returns the corrections under other names, which sort the other way round.
func renamed(fixes map[string]string) map[string]string {
	names := slices.Sorted(maps.Keys(fixes))
	out := map[string]string{}
	for i, name := range names {
		out[fmt.Sprintf("%03d-%s", len(names)-i, name)] = fixes[name]
	}
	return out
}

func (n *newsroom) twiceIsOnce() {
	n.t.Helper()
	twice := renamed(n.fixes)
	maps.Copy(twice, n.fixes)
	if a, b := told(n.build(n.fixes)), told(n.build(twice)); a != b {
		n.t.Errorf("twice is not once:\n%s\n%s", a, b)
	}
}

func (n *newsroom) namesDoNotMatter() {
	n.t.Helper()
	if a, b := told(n.build(n.fixes)), told(n.build(renamed(n.fixes))); a != b {
		n.t.Errorf("the names of the files matter:\n%s\n%s", a, b)
	}
}

// removingGivesBack takes the corrections away one by one; the site is what it was before that one, to the byte.
func (n *newsroom) removingGivesBack() {
	n.t.Helper()
	bare := site(n.t, n.build(nil))
	for _, name := range slices.Sorted(maps.Keys(n.fixes)) {
		alone := map[string]string{name: n.fixes[name]}
		n.build(alone)
	}
	sameSite(n.t, "after every correction was made and removed", bare, site(n.t, n.build(nil)))
	names := slices.Sorted(maps.Keys(n.fixes))
	if len(names) < 2 {
		return
	}
	without := maps.Clone(n.fixes)
	delete(without, names[0])
	before := site(n.t, n.build(without))
	n.build(n.fixes)
	sameSite(n.t, "after "+names[0]+" was removed", before, site(n.t, n.build(without)))
}

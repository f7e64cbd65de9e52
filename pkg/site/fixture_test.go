package site

import (
	"fmt"
	"math/rand"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/source"
	"timeline/pkg/text"
	"timeline/pkg/timeline"
	"timeline/pkg/timex"
)

// The fixture is an invented harbour town: every kind of date, doubt, status and source once, and strings that an
// attacker would write.

func day(s string) date.Value {
	v, err := date.Parse(s)
	if err != nil {
		panic(err)
	}
	return v
}

type fixtureEvent struct {
	id, date, title, summary string
	status                   string
	key                      bool
	confidence               float64
	sources                  []string
	people, places, orgs     []string
}

var fixtureEvents = []fixtureEvent{
	{"1874-harbour-founded", "187X", "Harbour founded at the mouth of the Orra", "The first stone pier is laid by the fishing guild.", "", false, 0.6, []string{"gazette-history"}, nil, []string{"Orra"}, []string{"Fishing Guild"}},
	{"until-1954-customs", "../1954", "Harbour belongs to the customs union", "Goods cross the bay without duty.", "", false, 0.7, []string{"gazette-history"}, nil, []string{"Orra"}, nil},
	{"1991-bridge", "1991", "Bridge over the Orra opens", "", "", true, 0.9, []string{"gazette-history", "coast-herald"}, []string{"Ada Lunde"}, []string{"Orra"}, nil},
	{"2012-strike", "2012-21", "Dockers strike for three weeks", "Cranes stand still in the spring while the union and the port authority talk.", "", false, 0.8, []string{"coast-herald"}, nil, []string{"Port Selby"}, []string{"Dockers’ Union", "Port Authority"}},
	{"2013-11-plan", "2013-11", "Council drafts a plan to sell the harbour", "", "", false, 0.55, []string{"wire-0312"}, []string{"Jonas Brandt"}, []string{"Port Selby"}, []string{"Town Council"}},
	{"2014-02-22-vote", "2014-02-22", "Council votes to sell the harbour", "The council approves the sale by eleven votes to nine after a debate of seven hours.", "", true, 0.95, []string{"coast-herald-0223", "wire-0312", "gazette-0401"}, []string{"Jonas Brandt", "Ada Lunde"}, []string{"Port Selby"}, []string{"Town Council"}},
	{"2014-02-24-resigns", "2014-02-24~", "Harbour master resigns", "Ada Lunde leaves her post of nineteen years.", "", true, 0.75, []string{"wire-0312"}, []string{"Ada Lunde"}, nil, []string{"Port Authority"}},
	{"2014-03-petition", "2014-W10", "Residents collect signatures against the sale", "", "", false, 0.7, []string{"wire-0312"}, nil, []string{"Port Selby"}, nil},
	{"2014-03-11-storm", "2014-03-11T06:40", "Storm breaks the outer mole", "A wave lifts two blocks of the outer mole at first light.", "", true, 0.9, []string{"wire-0312", "coast-herald-0312"}, nil, []string{"Port Selby"}, []string{"Coast Guard"}},
	{"2014-03-11-school", "2014-03-11", "Schools stay closed", "", "", false, 0.8, []string{"coast-herald-0312"}, nil, []string{"Port Selby"}, nil},
	{"2014-03-12-visit", "2014-03-12/2014-03-13", "Minister Ilse Marr visits the broken mole", "She promises a grant for the repair.", "", true, 0.85, []string{"coast-herald-0312", "gazette-0401"}, []string{"Ilse Marr"}, []string{"Port Selby"}, []string{"Ministry of Ports"}},
	{"2014-03-14-count", "2014-03-14", "Thousands march along the quay", "The police and the union count the march differently.", "disputed", true, 0.8, []string{"wire-0315", "gazette-0401"}, nil, []string{"Port Selby"}, []string{"Dockers’ Union", "Police"}},
	{"2014-03-late-talks", "2014-03-21/2014-03-31", "Buyer and union meet in late March", "", "", false, 0.6, []string{"gazette-0401"}, nil, nil, []string{"Dockers’ Union", "North Basin Ltd"}},
	{"2014-03-28-call", "2014-03-28", "Marr telephones Brandt about the sale", "They speak for an hour; neither office publishes a transcript.", "", true, 0.97, []string{"wire-0315", "coast-herald-0329", "gazette-0401"}, []string{"Ilse Marr", "Jonas Brandt"}, nil, nil},
	{"2014-04-01-injunction", "2014-04-01", "Court stops the sale for ninety days", "", "", true, 0.9, []string{"gazette-0401"}, nil, nil, []string{"District Court"}},
	{"2014-04-since-patrol", "2014-04-07/..", "Coast guard patrols the outer harbour", "", "", false, 0.5, []string{"coast-herald-0410"}, nil, []string{"Port Selby"}, []string{"Coast Guard"}},
	{"2014-05-perhaps", "2014-05-02?", "Buyer withdraws half of its offer", "", "", false, 0.4, []string{"coast-herald-0410"}, nil, nil, []string{"North Basin Ltd"}},
	{"2014-06-hearing", "2014-06-30", "Court hears the appeal", "The hearing is set for the last day of June.", "expected", false, 0.7, []string{"gazette-0401"}, nil, nil, []string{"District Court"}},
	{"2014-q3-grant", "2014-35", "Grant for the mole is paid out", "", "", false, 0.7, []string{"review-2016"}, nil, nil, []string{"Ministry of Ports"}},
	{"2015-deal", "2015", "Sale is settled out of court", "", "", true, 0.8, []string{"review-2016"}, []string{"Jonas Brandt"}, nil, []string{"North Basin Ltd", "Town Council"}},
	{"2016-01-long", "2016-01-18", "A title so long that it runs over several lines on a telephone and still has to be read from the first word to the last, because the editors of the Selby Gazette never learnt to shorten anything: Donaudampfschifffahrtsgesellschaftskapitänspatentverlängerung granted", strings.Repeat("The patent is renewed. ", 12), "", false, 0.8, []string{"review-2016"}, nil, nil, nil},
	{`2016-02-<script>alert(1)</script>`, "2016-02-03", `<script>alert("title")</script> & "quotes" 'n <b>tags</b>`, `</p><img src=x onerror=alert(2)> summary`, "", false, 0.3, []string{"hostile"}, []string{`"><svg onload=alert(3)>`}, nil, nil},
	{"../../etc/passwd", "2016-02-04", "Event whose id climbs out of its folder", "", "", false, 0.3, []string{"hostile"}, nil, nil, nil},
	{"2016-02-05-bidi", "2016-02-05", "Report \u202Edesrever\u202C of the \u2066audit\u2069\x1b[31m red", "", "", false, 0.3, []string{"hostile"}, nil, nil, nil},
	{"2021-04-review", "2021-04~", "Inquiry into the sale begins", "", "", true, 0.7, []string{"review-2021"}, nil, nil, []string{"District Court"}},
}

type fixtureSource struct{ id, kind, publisher, title, url, published, from string }

var fixtureSources = []fixtureSource{
	{"gazette-history", "digest", "Selby Gazette", "A harbour and its century", "https://gazette.example/history", "2011-06-01", "front matter"},
	{"coast-herald", "article", "Coast Herald", "Three weeks without cranes", "https://herald.example/2012/cranes", "2012-05-02", "url"},
	{"coast-herald-0223", "digest", "Coast Herald", "Eleven to nine", "https://herald.example/2014/02/23/vote", "2014-02-23", "front matter"},
	{"wire-0312", "article", "Shore Wire", "Mole breaks; harbour master already gone", "https://wire.example/a?b=1&c=2", "2014-03-12", "text"},
	{"coast-herald-0312", "article", "Coast Herald", "First light, two blocks", "https://herald.example/2014/03/12/storm", "2014-03-12", "metadata"},
	{"wire-0315", "article", "Shore Wire", "Four thousand or nine", "https://wire.example/march", "2014-03-15", "text"},
	{"coast-herald-0329", "digest", "Coast Herald", "An hour on the telephone", "https://herald.example/2014/03/29/call", "2014-03-29", "front matter"},
	{"gazette-0401", "digest", "Selby Gazette", "Ninety days", "https://gazette.example/ninety", "2014-04-01", "front matter"},
	{"coast-herald-0410", "article", "Coast Herald", "Patrol boats stay", "", "2014-04-10", "inferred"},
	{"review-2016", "article", "Harbour Review", "The settlement, two years on", "https://review.example/settlement", "2016-02-20", "front matter"},
	{"hostile", "article", `<b>Evil</b> & Sons`, `"><script>alert(4)</script>`, "javascript:alert(5)", "", "unknown"},
	{"review-2021", "article", "Harbour Review", "The inquiry opens", "https://review.example/inquiry", "2021-04-13", "front matter"},
}

func fixture() Input {
	tl := &timeline.Timeline{Version: 1, Title: "The Sale of Selby Harbour", Description: "How a small port was sold, stopped and settled.", Language: "en", AsOf: "2021-04-13"}
	docs := fixtureDocuments(tl)
	for i := range fixtureEvents {
		tl.Events = append(tl.Events, buildEvent(&fixtureEvents[i]))
	}
	finishFixture(tl)
	return Input{
		Timeline: tl, Documents: docs, Version: "1.0",
		Config: timeline.Config{Title: tl.Title, Description: tl.Description, Language: "en", BaseURL: "https://selby.example/harbour", Repository: "https://github.com/selby/harbour",
			Periods: []timeline.Period{{Name: "The sale", From: day("2014-02-22"), To: day("2014-03-31")}, {Name: "../Waiting", From: day("2014-04-01")}}},
		Pages: []Page{
			{ID: "methods", Title: "Methods", Body: "## How dates are read\n\nSee [the sources](../sources/index.html) or <b>raw</b> [bad](javascript:alert(6)) [good](https://example.org/x).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"},
			{ID: "about", Body: "# About this timeline\n\nFrom a harbour *far away*.\n\n![x](https://tracker.example/x.png)\n"},
		},
	}
}

func fixtureDocuments(tl *timeline.Timeline) []*source.Document {
	var docs []*source.Document
	for _, f := range fixtureSources {
		s := timeline.Source{
			ID: f.id, File: "content/sources/" + f.id + ".md", Kind: f.kind, Title: f.title, Publisher: f.publisher, URL: f.url, Language: "en",
			PublishedFrom: f.from, PublishedWhy: "the line under the headline",
		}
		if f.published != "" {
			s.Published = day(f.published)
		}
		if f.id == "wire-0312" {
			s.Author = "Nils Aker and Mia Holt"
		}
		tl.Sources = append(tl.Sources, s)
		doc := &source.Document{ID: f.id, Kind: source.Kind(f.kind), Publish: source.Excerpt}
		for _, e := range fixtureEvents {
			for _, id := range e.sources {
				if id == f.id {
					addParagraph(doc, "Some words before. "+sentence(&e)+" Some words after.")
				}
			}
		}
		docs = append(docs, doc)
	}
	return docs
}

func addParagraph(doc *source.Document, s string) {
	if doc.Text != "" {
		doc.Text += "\n\n"
	}
	start := len(doc.Text)
	doc.Text += s
	doc.Blocks = append(doc.Blocks, source.Block{Span: text.Span{Start: start, End: len(doc.Text)}, Role: source.Prose})
}

func sentence(f *fixtureEvent) string { return "It was on that day that " + f.title + "." }

func buildEvent(f *fixtureEvent) timeline.Event {
	e := timeline.Event{
		ID: f.id, URL: "events/" + f.id + "/", Date: day(f.date), Title: f.title, Summary: f.summary, Status: f.status, Key: f.key, Confidence: f.confidence,
		Salience: f.confidence * 0.9, People: f.people, Places: f.places, Organizations: f.orgs, IndependentSources: len(f.sources),
	}
	if f.status == "" {
		e.Status = "reported"
	}
	e.Grain = e.Date.Grain().String()
	first, last := e.Date.Bounds()
	if first != date.OpenStart {
		s := first.String()
		e.Start = &s
	}
	if last != date.OpenEnd {
		s := last.String()
		e.End = &s
	}
	for i, id := range f.sources {
		e.Evidence = append(e.Evidence, timeline.Evidence{
			Source: id, Quote: sentence(f), QuoteSpan: [2]int{100 * i, 100*i + len(sentence(f))}, Expression: "on that day",
			TIMEX3: timeline.TIMEX3{Type: "DATE", Value: f.date}, Date: e.Date, Rule: "en/that-day",
			Anchor: timeline.Anchor{Kind: "dct", Date: day("2014-03-12"), From: "publication date (front matter)"},
			Why:    "“that day” is the day under discussion, " + e.Date.Words("en") + ".",
			URL:    exactURL(id), Steps: []timex.Step{{What: "recognise", Detail: "“on that day”", Value: "XXXX-XX-XX"}, {What: "anchor", Detail: "the day of the article", Value: f.date}},
			Attribution: map[bool]string{true: "the harbour office"}[i == 0],
		})
	}
	return e
}

func exactURL(id string) string {
	for _, s := range fixtureSources {
		if s.id == id && s.kind == "article" && s.url != "" {
			return s.url + "#:~:text=It%20was%20on%20that%20day"
		}
	}
	return ""
}

func finishFixture(tl *timeline.Timeline) {
	march := &tl.Events[11]
	march.Disagreements = []timeline.Disagreement{{About: "number of marchers", Claims: []timeline.Claim{{Value: "4,000", Sources: []string{"wire-0315"}}, {Value: "9,000", Sources: []string{"gazette-0401"}}}}}
	call := &tl.Events[13]
	call.Merged = []string{"the same day, 28 March 2014", "the same people: Ilse Marr, Jonas Brandt", "the same act: a telephone call"}
	call.Aliases = []string{"2014-03-27-call"}
	call.Corrections = []string{"call-date"}
	call.Text = "The editors asked both offices for a **transcript**. Neither answered."
	tl.Corrections = []timeline.Correction{
		{ID: "call-date", Outcome: "applied", By: "R. Editor", On: "2021-05-01", Reason: "The Herald counts from its own time zone.", Event: call.ID, Changes: []timeline.Change{{Field: "date", Before: "2014-03-27", After: "2014-03-28"}}, Note: "See the *office's* [diary](https://diary.example/)."},
		{ID: "old-title", Outcome: "superseded", By: "R. Editor", On: "2020-01-01", Reason: "Too long.", Changes: []timeline.Change{{Field: "title", Before: "<i>Long</i>", After: "Short"}}},
	}
	tl.Undated = []timeline.Undated{{Source: "hostile", Quote: "The audit came on Tuesday.", Expression: "on Tuesday", Why: "the article's own date is not known"}}
	for i := range tl.Sources {
		for _, e := range tl.Events {
			for _, ev := range e.Evidence {
				if ev.Source == tl.Sources[i].ID {
					tl.Sources[i].Events = append(tl.Sources[i].Events, e.ID)
				}
			}
		}
	}
}

// Words for invented titles, enough that a compressor cannot guess them all.
var (
	subjects = strings.Fields("council guild minister court union buyer captain inspector pilot mayor crew broker auditor surveyor regent envoy editor jury curator steward")
	verbs    = strings.Fields("approves rejects visits signs delays questions repairs sells closes reopens inspects names blames thanks surveys drafts revokes leases floods guards")
	things   = strings.Fields("pier mole crane ferry lighthouse contract tariff depot ledger permit warehouse slipway buoy tunnel charter quay sluice railway archive treaty")
	manners  = strings.Fields("quietly again twice slowly publicly narrowly abruptly jointly formally briefly reluctantly unanimously privately partly finally")
)

// generate returns a timeline of n events over some years, with about a source for two events.
func generate(n int, seed int64) Input {
	r := rand.New(rand.NewSource(seed))
	tl := &timeline.Timeline{Version: 1, Title: "A long timeline", Description: "Many events.", Language: "en", AsOf: "2023-12-31"}
	pick := func(words []string) string { return words[r.Intn(len(words))] }
	for i := range max(1, n/3) {
		d := date.OfDay(date.NewDay(2013, 1, 1) + date.Day(r.Intn(365*9)))
		tl.Sources = append(tl.Sources, timeline.Source{
			ID: fmt.Sprintf("paper-%d-%s-%s", i, pick(subjects), pick(things)), Kind: "article", Title: "The " + pick(things) + " that the " + pick(subjects) + " " + pick(verbs),
			Publisher: "Paper " + pick(subjects), URL: fmt.Sprintf("https://paper%d.example/2014/%s-%s-%d", i%40, pick(subjects), pick(things), i), Published: d, PublishedFrom: "front matter", Language: "en",
		})
	}
	at := date.NewDay(2013, 1, 1)
	for i := range n {
		if r.Intn(n) < 365*9 {
			at += date.Day(r.Intn(2 * (365*9/n + 1)))
		}
		value := date.OfDay(at)
		switch r.Intn(12) {
		case 0:
			value = value.With(date.Approximate)
		case 1:
			y, w := at.ISOWeek()
			value = date.OfWeek(y, w)
		}
		title := strings.Join([]string{"The", pick(subjects), pick(verbs), "the", pick(things), "of the", pick(subjects), pick(manners)}, " ")
		f := fixtureEvent{
			id: fmt.Sprintf("%s-%s-%d", at, strings.ReplaceAll(strings.ToLower(title[4:20]), " ", "-"), i), date: value.String(), title: upperFirst(title),
			summary: "The " + pick(subjects) + " " + pick(verbs) + " the " + pick(things) + " " + pick(manners) + ", and the " + pick(subjects) + " " + pick(verbs) + " a " + pick(things) + ".",
			key:     r.Intn(8) == 0, confidence: 0.4 + r.Float64()*0.6, people: []string{"Person " + pick(subjects)}, places: []string{"Port " + pick(things)},
		}
		for range 1 + r.Intn(3) {
			f.sources = append(f.sources, tl.Sources[r.Intn(len(tl.Sources))].ID)
		}
		tl.Events = append(tl.Events, buildEvent(&f))
	}
	return Input{Timeline: tl, Config: timeline.Config{Title: tl.Title, BaseURL: "https://long.example/", Repository: "https://github.com/a/b"}, Version: "1.0"}
}

package export

import (
	"testing"

	"timeline/pkg/date"
	"timeline/pkg/timeline"
	"timeline/pkg/timex"
)

func edtf(s string) date.Value {
	v, err := date.Parse(s)
	if err != nil {
		panic(err)
	}
	return v
}

var sampleConfig = timeline.Config{
	Title: "The dam at Lower Vale", BaseURL: "https://example.org/vale", Repository: "https://example.org/vale.git",
	Periods: []timeline.Period{{Name: "Before the flood", To: edtf("2014-02")}, {Name: "The flood", From: edtf("2014-03"), To: edtf("2014-04")}},
}

// event makes an event of one report.
func event(id, edtfDate, title string) timeline.Event {
	v := edtf(edtfDate)
	e := timeline.Event{
		ID: id, URL: "events/" + id + "/", Date: v, Grain: v.Grain().String(), Title: title, Summary: title + ", the paper says.",
		Salience: 0.5, Confidence: 0.9, Status: "reported", IndependentSources: 1,
		Evidence: []timeline.Evidence{{
			Source: "herald-2014-03-28", Quote: title + " on that day.", QuoteSpan: [2]int{10, 60}, Expression: "on that day", Span: [2]int{40, 51},
			TIMEX3: timeline.TIMEX3{Type: "DATE", Value: edtfDate}, Date: v,
			Anchor: timeline.Anchor{Kind: "dct", Date: edtf("2014-03-28"), From: "publication date (front matter)"},
			Rule:   "en/that-day", Why: "the article is of 28 March", URL: "https://herald.example/vale#:~:text=on%20that%20day",
		}},
	}
	first, last := v.Bounds()
	if first != date.OpenStart {
		s := first.String()
		e.Start = &s
	}
	if last != date.OpenEnd {
		s := last.String()
		e.End = &s
	}
	return e
}

// sample is a timeline with something of everything: every grain, doubts, open ends, years before 1, corrections, a
// digest, disagreements.
func sample() *timeline.Timeline {
	tl := &timeline.Timeline{
		Version: 1, Title: "The dam at Lower Vale", Description: "How a dam broke, and what came of it.", Language: "en", AsOf: "2014-04-02",
		Sources: []timeline.Source{
			{ID: "herald-2014-03-28", File: "content/sources/herald-2014-03-28.md", Kind: "article", Title: "Dam breaks at Lower Vale", Publisher: "The Herald",
				Author: "A. Writer", URL: "https://herald.example/vale", Published: edtf("2014-03-28"), PublishedFrom: "front matter", PublishedWhy: "published: in the front matter", Language: "en", Events: []string{"broke"}},
			{ID: "post", File: "content/sources/all.jsonl", Line: 3, Kind: "digest", Title: "After the flood", Publisher: "The Post",
				URL: "https://post.example/flood", PublishedFrom: "unknown", Language: "en", License: "CC BY 4.0"},
		},
		Undated:     []timeline.Undated{{Source: "post", Quote: "A report is due on Tuesday.", Expression: "Tuesday", Why: "the publication date is not known"}},
		Corrections: []timeline.Correction{{ID: "2014-04-02-hour", Outcome: "applied", By: "Desk", On: "2014-04-02", Reason: "The hour was local time.", Event: "broke", Changes: []timeline.Change{{Field: "date", Before: "2014-03-28", After: "2014-03-28T04:30+02:00"}}, Note: "Thanks to a *reader*."}, {ID: "gone", Outcome: "stale", By: "Desk", On: "2014-04-01", Reason: "Nobody knows.", Event: ""}},
	}
	for _, e := range [][3]string{
		{"battle", "-0489-09-12", "The old fort in the vale is besieged"},
		{"fort", "18XX", "The fort is left to the birds"},
		{"plans", "../1954", "Engineers draw the dam"},
		{"built", "195X~", "The dam is built"},
		{"flooded", "1999", "The vale is flooded for the first time"},
		{"repairs", "2013-22", "The wall is repaired"},
		{"crack", "2014-02?", "A crack is seen"},
		{"rain", "2014-W12", "It rains all week"},
		{"broke", "2014-03-28T04:30+02:00", "The dam breaks; water, mud and \"timber\" reach the town"},
		{"search", "2014-03-28/2014-03-30", "Crews search the vale"},
		{"inquiry", "2014-04-01", "An inquiry opens"},
		{"rebuilding", "2014-04/..", "The town is rebuilt"},
	} {
		tl.Events = append(tl.Events, event(e[0], e[1], e[2]))
	}
	broke := &tl.Events[8]
	broke.Key, broke.Salience, broke.Status = true, 1, "disputed"
	broke.People, broke.Places, broke.Organizations = []string{"Ann Reeve"}, []string{"Lower Vale", "Upper Vale"}, []string{"Vale Water"}
	broke.Merged = []string{"both tell of the dam on the same night"}
	broke.Disagreements = []timeline.Disagreement{{About: "number of houses", Claims: []timeline.Claim{{Value: "40", Sources: []string{"herald-2014-03-28"}}, {Value: "45", Sources: []string{"post"}}}}}
	broke.Corrections, broke.Aliases, broke.Text = []string{"2014-04-02-hour"}, []string{"dam-breaks"}, "See *also* the plans."
	broke.Evidence[0].Steps = []timex.Step{{What: "recognise", Detail: "that day", Value: "XXXX-XX-XX"}}
	broke.Evidence[0].TIMEX3.Mod = "APPROX"
	broke.Evidence = append(broke.Evidence, timeline.Evidence{Source: "post", Quote: "The dam gave way in the night.", TIMEX3: timeline.TIMEX3{}, Why: "the headline", URL: "sources/post/#s1", Attribution: "Vale Water"})
	broke.IndependentSources = 2
	tl.Events[11].Status = "expected"
	return tl
}

func empty() *timeline.Timeline { return &timeline.Timeline{Version: 1} }

// hostileTexts would each have an effect in one form or another if it were written as it is.
var hostileTexts = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	`[click](javascript:alert(1))`,
	`![x](https://evil.example/x.png)`,
	`<https://evil.example/>`,
	`https://evil.example/ and www.evil.example and a@evil.example`,
	"# heading\n\n---\n\n- list\n\n1. one\n\n> quote\n\n    code\n\n```\nfence",
	"setext\n===\n\n| a | b |\n|---|---|\n| c | d |",
	"&lt;script&gt; &#60;b&#62; &amp;",
	`=HYPERLINK("https://evil.example","x")`,
	"+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1",
	"a\r\nBEGIN:VEVENT\r\nSUMMARY:evil\r\nEND:VEVENT", "x;y,z\\n:\"q\"",
	"\x1b[31mred\x1b[0m \x9b2J \u009b2J \x00 \a \x7f", "\u202Eesrever\u2066\uFEFF", "bad \xff\xfe utf-8 \xed\xa0\x80",
	"]]> --> */ {{.}} ${x} %s", "~~gone~~ ^up^ :smile: [^1] [ref]\n\n[ref]: javascript:alert(1)",
	"line\u2028separator\u2029paragraph", "\\*escaped\\* \\<b\\>", "&copy; `code` ``<b>``", "*a* **b** _c_ __d__",
}

var hostileAddresses = []string{
	"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>", "vbscript:x",
	"//evil.example/", "/etc/passwd", "../../etc/passwd", "a/../../x", "events/..%2f..%2f../x\\..\\y", "file:///etc/passwd", "https://user:pass@evil.example/",
	"http://[::1", "https://", "\\\\evil\\x", "javascript&colon;alert(1)",
}

// hostile returns a timeline in which every text is t and every address is u.
func hostile(t, u string) *timeline.Timeline {
	tl := sample()
	tl.Title, tl.Description = t, t
	for i := range tl.Sources {
		s := &tl.Sources[i]
		s.Title, s.Publisher, s.Author, s.URL, s.PublishedWhy, s.License = t, t, t, u, t, t
	}
	tl.Undated[0].Quote, tl.Undated[0].Expression, tl.Undated[0].Why = t, t, t
	for i := range tl.Corrections {
		c := &tl.Corrections[i]
		c.By, c.Reason, c.Note = t, t, t
		c.Changes = []timeline.Change{{Field: t, Before: t, After: t}}
	}
	for i := range tl.Events {
		e := &tl.Events[i]
		e.Title, e.Summary, e.Text, e.URL = t, t, t, u
		e.People, e.Places, e.Organizations, e.Merged = []string{t}, []string{t}, []string{t}, []string{t}
		for j := range e.Evidence {
			ev := &e.Evidence[j]
			ev.Quote, ev.Expression, ev.Why, ev.URL, ev.Attribution = t, t, t, u, t
		}
		for j := range e.Disagreements {
			e.Disagreements[j].About, e.Disagreements[j].Claims[0].Value = t, t
		}
	}
	return tl
}

// eachHostile runs a test on every hostile text and address.
func eachHostile(t *testing.T, check func(t *testing.T, tl *timeline.Timeline, text string)) {
	for _, text := range hostileTexts {
		t.Run("text", func(t *testing.T) { check(t, hostile(text, "https://ok.example/"), text) })
	}
	for _, address := range hostileAddresses {
		t.Run("address", func(t *testing.T) { check(t, hostile("text", address), "text") })
	}
}

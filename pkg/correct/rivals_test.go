package correct_test

import (
	"strings"
	"testing"

	"timeline/pkg/correct"
	"timeline/pkg/date"
	"timeline/pkg/timeline"
)

// twoInOne are two events of one sentence.
func twoInOne(t *testing.T) []timeline.Event {
	t.Helper()
	const quote = "The bridge was closed on Friday and the ferry began to cross on Tuesday."
	event := func(id, title, day, expression string) timeline.Event {
		v, err := date.Parse(day)
		if err != nil {
			t.Fatal(err)
		}
		e := timeline.Event{ID: id, Title: title, Evidence: []timeline.Evidence{{Source: "a", Quote: quote, Expression: expression}}}
		e.SetDate(v)
		return e
	}
	return []timeline.Event{
		event("2014-03-28-bridge-closed", "The bridge was closed", "2014-03-28", "on Friday"),
		event("2014-04-01-ferry-began", "The ferry began to cross", "2014-04-01", "on Tuesday"),
	}
}

// A part of a sentence that tells two events means the one that it is nearest to; what may mean both is an error that
// names both.
func TestTwoEventsInOneSentence(t *testing.T) {
	for _, c := range []struct{ matter, event string }{
		{"source: a\nquote: the ferry began to cross\ntitle: T", "2014-04-01-ferry-began"},
		{"source: a\nquote: began to cross on Tuesday\ntitle: T", "2014-04-01-ferry-began"},
		{"source: a\nquote: closed on Friday\nsummary: T", "2014-03-28-bridge-closed"},
		{"source: a\nquote: was closed\npin: true", "2014-03-28-bridge-closed"},
		{"source: a\nquote: on Tuesday\ntitle: T", "2014-04-01-ferry-began"},
		{"source: a\nquote: The bridge was closed on Friday and the ferry began to cross on Tuesday.\ntitle: T", ""},
		{"source: a\nquote: The\ntitle: T", ""},
		{"source: a\nquote: and\ntitle: T", ""},
		{"event: 2014-03-28-bridge-closed\nevidence: [{source: a, quote: The bridge was closed on Friday and the ferry}]\ntitle: T", "2014-03-28-bridge-closed"},
		{"event: 2014-03-31-ferry-began-to-cross\nevidence: [{source: a, quote: The bridge was closed on Friday and the ferry}]\ntitle: T", "2014-04-01-ferry-began"},
		{"event: 2014-03-31-something-else\nevidence: [{source: a, quote: The bridge was closed on Friday and the ferry}]\ntitle: T", ""},
	} {
		r := correct.NewSet(parse(t, "c", c.matter)).Run()
		events := r.Events(twoInOne(t), nil)
		r.Pin(events)
		list, problems := r.Finish()
		if c.event != "" {
			if list[0].Outcome != correct.Applied || list[0].Event != c.event {
				t.Errorf("%s: %s on %q", c.matter, list[0].Outcome, list[0].Event)
			}
			continue
		}
		if list[0].Outcome != correct.Stale || !strings.Contains(problems[0].Message, "2014-03-28-bridge-closed") || !strings.Contains(problems[0].Message, "2014-04-01-ferry-began") {
			t.Errorf("%s: %s, %v", c.matter, list[0].Outcome, problems)
		}
	}
}

package timeline

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"timeline/pkg/date"
)

func event(t *testing.T, id, when string, salience float64) Event {
	t.Helper()
	v, err := date.Parse(when)
	if err != nil {
		t.Fatal(err)
	}
	e := Event{ID: id, Salience: salience, Status: "reported"}
	e.SetDate(v)
	return e
}

// TestSort puts events in time order, then by salience, then by ID, from any order.
func TestSort(t *testing.T) {
	want := []string{"until", "month", "week", "loud", "a", "b", "open"}
	events := []Event{
		event(t, "until", "../1954", 0.1), event(t, "month", "2014-03", 0.1), event(t, "week", "2014-W11", 0.1),
		event(t, "loud", "2014-03-14", 0.9), event(t, "a", "2014-03-14", 0.2), event(t, "b", "2014-03-14", 0.2), event(t, "open", "2014-04/..", 0.2),
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		r.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		Sort(events)
		for i, e := range events {
			if e.ID != want[i] {
				t.Fatalf("place %d is %s, want %s", i, e.ID, want[i])
			}
		}
	}
}

// TestMarkKey marks a tenth of the events, at least five, all when there are fewer, and none that is only expected.
func TestMarkKey(t *testing.T) {
	for _, c := range []struct{ events, want int }{{0, 0}, {3, 3}, {5, 5}, {40, 5}, {60, 6}, {205, 20}} {
		var events []Event
		for i := range c.events {
			e := Event{ID: fmt.Sprint(i), Salience: float64(i%7) / 7, Status: "reported"}
			events = append(events, e)
		}
		MarkKey(events)
		if got := keys(events); got != c.want {
			t.Errorf("%d of %d events are key, want %d", got, c.events, c.want)
		}
		for i := range events {
			events[i].Status = "expected"
		}
		MarkKey(events)
		if got := keys(events); got != 0 {
			t.Errorf("%d events that are only expected are key", got)
		}
	}
}

func keys(events []Event) int {
	n := 0
	for _, e := range events {
		if e.Key {
			n++
		}
	}
	return n
}

func TestSetDate(t *testing.T) {
	for _, c := range []struct{ when, start, end, grain string }{
		{"2014-03-28", "2014-03-28", "2014-03-28", "day"},
		{"2014-W13", "2014-03-24", "2014-03-30", "week"},
		{"2014-03-20/2014-03-21", "2014-03-20", "2014-03-21", "range"},
		{"../1954", "", "1954-12-31", "range"},
		{"2014-04/..", "2014-04-01", "", "range"},
	} {
		e := event(t, "x", c.when, 0)
		if text(e.Start) != c.start || text(e.End) != c.end || e.Grain != c.grain {
			t.Errorf("%s is %s to %s of grain %s, want %s to %s of grain %s", c.when, text(e.Start), text(e.End), e.Grain, c.start, c.end, c.grain)
		}
	}
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

package merge

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"timeline/pkg/date"
	"timeline/pkg/event"
	"timeline/pkg/source"
	"timeline/pkg/text"
	"timeline/pkg/timeline"
	"timeline/pkg/timex"
)

var update = flag.Bool("update", false, "rewrite the expected parts of testdata")

// read extracts the articles (.md) of a case, in the two passes of a build.
func read(t testing.TB, files []txtar.File) (Input, []Inference) {
	t.Helper()
	tagger, err := timex.New("en")
	if err != nil {
		t.Fatal(err)
	}
	names := event.NewNames(timeline.Config{})
	var docs []*source.Document
	for _, f := range files {
		if !strings.HasSuffix(f.Name, ".md") {
			continue
		}
		parsed, problems := source.Parse(f.Name, f.Data)
		if len(parsed) != 1 || problems.Err() != nil {
			t.Fatalf("%s: %v", f.Name, problems)
		}
		docs = append(docs, &parsed[0])
	}
	in := extract(docs, tagger, names)
	inferred := Published(in)
	for _, inf := range inferred {
		for i, d := range docs {
			if d.ID == inf.Source {
				c := *d
				c.Published, c.PublishedFrom = inf.Date, source.FromInferred
				docs[i] = &c
			}
		}
	}
	in = extract(docs, tagger, names)
	in.Mentions, in.Undated = Placed(in)
	for _, f := range files {
		if f.Name == "editors" {
			editors(t, &in, string(f.Data))
		}
	}
	return in, inferred
}

// editors reads what editors say: lines "same ID ID" and "apart ID: the sentence".
func editors(t testing.TB, in *Input, lines string) {
	t.Helper()
	for line := range strings.Lines(lines) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		id, quote, _ := strings.Cut(rest, ": ")
		switch word {
		case "same":
			in.Same = append(in.Same, Same{Events: strings.Fields(rest), Correction: "editor"})
		case "apart":
			in.Apart = append(in.Apart, Apart{Event: id, Quote: quote, Correction: "editor"})
		default:
			t.Fatalf("what is %q?", line)
		}
	}
}

func extract(docs []*source.Document, tagger *timex.Tagger, names *event.Names) Input {
	in := Input{Documents: docs}
	for _, d := range docs {
		x := event.Extract(d, tagger, names)
		for i := range x.Mentions {
			in.Mentions = append(in.Mentions, &x.Mentions[i])
		}
		in.Undated = append(in.Undated, x.Undated...)
		in.Digests = append(in.Digests, x.Digest)
	}
	return in
}

func cases(t testing.TB) map[string]*txtar.Archive {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	out := map[string]*txtar.Archive{}
	for _, f := range files {
		ar, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[f] = ar
	}
	return out
}

// TestCases merges the articles of each .txtar file and compares the events with its file "want".
func TestCases(t *testing.T) {
	for file, ar := range cases(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			in, inferred := read(t, ar.Files)
			got := describe(Events(in), inferred)
			i := slices.IndexFunc(ar.Files, func(f txtar.File) bool { return f.Name == "want" })
			if i < 0 {
				ar.Files = append(ar.Files, txtar.File{Name: "want"})
				i = len(ar.Files) - 1
			}
			if *update {
				ar.Files[i].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(ar.Files[i].Data) {
				t.Errorf("got\n%swant\n%s", got, ar.Files[i].Data)
			}
		})
	}
}

func describe(events []timeline.Event, inferred []Inference) string {
	var b strings.Builder
	for _, inf := range inferred {
		fmt.Fprintf(&b, "published %s: %s, %s\n", inf.Source, inf.Date, inf.Why)
	}
	for _, e := range events {
		fmt.Fprintf(&b, "%s %s: %s\n  id %s\n", e.Date, e.Status, e.Title, e.ID)
		if e.Unclear {
			b.WriteString("  unclear\n")
		}
		for _, v := range e.Evidence {
			fmt.Fprintf(&b, "  %s: %s\n", v.Source, v.Why)
		}
		if e.IndependentSources != 1 {
			fmt.Fprintf(&b, "  independent sources: %d\n", e.IndependentSources)
		}
		for _, m := range e.Merged {
			fmt.Fprintf(&b, "  merged: %s\n", m)
		}
		for _, d := range e.Disagreements {
			fmt.Fprintf(&b, "  disagree on %s: %v\n", d.About, d.Claims)
		}
	}
	return b.String()
}

// TestOrder shuffles articles and mentions: the events, to the byte, do not depend on their order.
func TestOrder(t *testing.T) {
	for file, ar := range cases(t) {
		in, _ := read(t, ar.Files)
		want := marshal(t, Events(in))
		r := rand.New(rand.NewPCG(1, 2))
		for range 10 {
			r.Shuffle(len(in.Documents), func(i, j int) {
				in.Documents[i], in.Documents[j] = in.Documents[j], in.Documents[i]
				in.Digests[i], in.Digests[j] = in.Digests[j], in.Digests[i]
			})
			r.Shuffle(len(in.Mentions), func(i, j int) { in.Mentions[i], in.Mentions[j] = in.Mentions[j], in.Mentions[i] })
			r.Shuffle(len(in.Undated), func(i, j int) { in.Undated[i], in.Undated[j] = in.Undated[j], in.Undated[i] })
			if got := marshal(t, Events(in)); got != want {
				t.Fatalf("%s: another order of the articles gives other events:\n%s\nand\n%s", file, got, want)
			}
		}
	}
}

func marshal(t testing.TB, v any) string {
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestOneMoreArticle leaves each article out in turn: putting it back takes no source from an event, and the event's
// address still leads to it.
func TestOneMoreArticle(t *testing.T) {
	for file, ar := range cases(t) {
		in, _ := read(t, ar.Files)
		all := Events(in)
		for _, left := range in.Documents {
			for _, before := range Events(without(in, left)) {
				i := slices.IndexFunc(all, func(e timeline.Event) bool { return e.ID == before.ID || slices.Contains(e.Aliases, before.ID) })
				if i < 0 {
					t.Errorf("%s: with %s added, %s leads nowhere", file, left.ID, before.ID)
					continue
				}
				for _, s := range sources(before) {
					if !slices.Contains(sources(all[i]), s) {
						t.Errorf("%s: with %s added, %s loses %s", file, left.ID, before.ID, s)
					}
				}
			}
		}
	}
}

// TestManyArticles: an event that many articles tell answers to every address that it has had with one of them alone.
func TestManyArticles(t *testing.T) {
	var parsed []source.Document
	for n, town := range strings.Fields("Arden Brill Corby Dunmore Elston Farley Gorton Hadley Ilford Jarrow Kirby Linton Morley Norton") {
		text := fmt.Sprintf("On 3 March 2014 %s council closed the iron bridge over the gorge to heavy lorries.\n", town)
		docs, _ := source.Parse(fmt.Sprintf("a%02d.md", n), fmt.Appendf(nil, "---\ntitle: The bridge, part %d\npublished: 2014-03-%02d\n---\n%s", n, n+4, text))
		parsed = append(parsed, docs...)
	}
	all := build(t, parsed).Events
	if len(all) != 1 || len(sources(all[0])) != len(parsed) || len(all[0].Aliases) != len(parsed)-1 {
		t.Fatalf("%d events, the first with the addresses %s and %v", len(all), all[0].ID, all[0].Aliases)
	}
	for i := range parsed {
		for _, e := range build(t, parsed[i:i+1]).Events {
			if e.ID != all[0].ID && !slices.Contains(all[0].Aliases, e.ID) {
				t.Errorf("%s leads nowhere", e.ID)
			}
		}
	}
}

// TestSameAddress: sentences that give one ID keep an address each, whatever becomes of their events.
func TestSameAddress(t *testing.T) {
	var parsed []source.Document
	for n, text := range []string{
		"On 3 March 2014 the strike began. The dockers of Port Arden left the quays and the cranes stood still.",
		"The strike began on 3 March 2014, the union of the miners of Corby said.",
		"Teachers from the night schools of Linton said that the strike began on 3 March 2014.",
	} {
		docs, _ := source.Parse(fmt.Sprintf("a%d.md", n), fmt.Appendf(nil, "---\ntitle: Strike %d\npublished: 2014-03-%02d\n---\n%s\n", n, n+4, text))
		parsed = append(parsed, docs...)
	}
	leads := map[string]int{}
	for _, e := range build(t, parsed).Events {
		for _, id := range append(e.Aliases, e.ID) {
			leads[id]++
		}
	}
	for id, n := range leads {
		if n != 1 {
			t.Errorf("%s leads to %d events", id, n)
		}
	}
	for _, id := range []string{"2014-03-03-strike-began", "2014-03-03-strike-began-2", "2014-03-03-strike-began-3"} {
		if leads[id] == 0 {
			t.Errorf("%s leads nowhere: %v", id, leads)
		}
	}
}

func sources(e timeline.Event) []string {
	var out []string
	for _, v := range e.Evidence {
		if !slices.Contains(out, v.Source) {
			out = append(out, v.Source)
		}
	}
	return out
}

// TestEvents holds what is true of every event.
func TestEvents(t *testing.T) {
	for file, ar := range cases(t) {
		in, _ := read(t, ar.Files)
		seen := map[string]bool{}
		for _, e := range Events(in) {
			for _, id := range append([]string{e.ID}, e.Aliases...) {
				if seen[id] {
					t.Errorf("%s: two events answer to %s", file, id)
				}
				seen[id] = true
			}
			if e.Salience < 0 || e.Salience > 1 || e.Confidence < 0 || e.Confidence > 1 {
				t.Errorf("%s: %s has salience %v and confidence %v", file, e.ID, e.Salience, e.Confidence)
			}
			first, last := e.Date.Bounds()
			for _, v := range e.Evidence {
				if a, b := v.Date.Bounds(); a > last+1 || b < first-1 {
					t.Errorf("%s: %s of %s has evidence of %s", file, e.ID, e.Date, v.Date)
				}
				if v.Quote == "" || v.Why == "" || v.URL == "" {
					t.Errorf("%s: %s has evidence without a quote, a reason or an address: %+v", file, e.ID, v)
				}
			}
		}
	}
}

// TestFixedDate gives the mentions of an event the date of a correction: the event has it, and keeps its address.
func TestFixedDate(t *testing.T) {
	in, _ := read(t, archive(t, "calls").Files)
	before := Events(in)[0]
	day, err := date.Parse("2014-03-27")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range in.Mentions {
		if slices.Contains(sources(before), m.Source) {
			m.Date, m.CorrectionID = day, "2014-04-01-the-call"
		}
	}
	for _, e := range Events(in) {
		if slices.Contains(e.Corrections, "2014-04-01-the-call") {
			if e.Date != day || e.ID != before.ID && !slices.Contains(e.Aliases, before.ID) {
				t.Errorf("the corrected event is %s of %s, want %s of %s", e.ID, e.Date, before.ID, day)
			}
			return
		}
	}
	t.Error("no event names the correction")
}

func archive(t testing.TB, name string) *txtar.Archive {
	ar, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	return ar
}

// TestSame joins two events that an editor says are one, and TestApart takes a sentence out of one.
func TestSame(t *testing.T) {
	in, _ := read(t, archive(t, "calls").Files)
	events := Events(in)
	for _, pair := range [][2]int{{0, 1}, {1, 0}} {
		testSame(t, in, events, events[pair[0]].ID, events[pair[1]].ID)
	}
}

// testSame joins two events: the first keeps its ID, and the second's leads to it.
func testSame(t *testing.T, in Input, events []timeline.Event, first, second string) {
	in.Same = []Same{{Events: []string{first, second}, Correction: "one-call"}}
	after := Events(in)
	if len(after) != len(events)-1 {
		t.Fatalf("%d events became %d, want one less", len(events), len(after))
	}
	i := slices.IndexFunc(after, func(e timeline.Event) bool { return slices.Contains(e.Corrections, "one-call") })
	if i < 0 {
		t.Fatal("no event names the correction")
	}
	if after[i].ID != first || !slices.Contains(after[i].Aliases, second) {
		t.Errorf("the joined event is %s with the aliases %v, want %s with %s", after[i].ID, after[i].Aliases, first, second)
	}
}

func TestApart(t *testing.T) {
	in, _ := read(t, archive(t, "calls").Files)
	events := Events(in)
	i := slices.IndexFunc(events, func(e timeline.Event) bool { return len(sources(e)) > 1 })
	if i < 0 {
		t.Fatal("no event with two sources")
	}
	v := events[i].Evidence[0]
	in.Apart = []Apart{{Event: events[i].ID, Source: v.Source, Quote: v.Quote, Title: "Another call", Correction: "two-calls"}}
	for _, e := range Events(in) {
		if e.Title == "Another call" {
			if got := sources(e); len(got) != 1 || got[0] != v.Source || !slices.Contains(e.Corrections, "two-calls") {
				t.Errorf("the event of its own has the sources %v and the corrections %v", got, e.Corrections)
			}
			return
		}
	}
	t.Error("the sentence has no event of its own")
}

func TestFragment(t *testing.T) {
	doc := &source.Document{ID: "a", URL: "https://example.org/news?id=1#top", Kind: source.Article}
	digest := &source.Document{ID: "d", URL: "https://example.org/news", Kind: source.Digest}
	long := strings.TrimSpace(strings.Repeat("one two three four five six seven ", 6))
	for _, c := range []struct {
		doc         *source.Document
		quote, want string
	}{
		{doc, "A & B, 50% of C-D", "https://example.org/news?id=1#:~:text=A%20%26%20B%2C%2050%25%20of%20C%2DD"},
		{doc, "Škoda “now”", "https://example.org/news?id=1#:~:text=%C5%A0koda%20%E2%80%9Cnow%E2%80%9D"},
		{doc, long, "https://example.org/news?id=1#:~:text=one%20two%20three%20four%20five%20six,two%20three%20four%20five%20six%20seven"},
		{digest, "A", "https://example.org/news"},
		{&source.Document{ID: "x"}, "A", "sources/x/"},
	} {
		if got := address(c.doc, c.quote); got != c.want {
			t.Errorf("address of %q is %s, want %s", c.quote, got, c.want)
		}
	}
}

// TestReadRelative reads what expressions say of the day on which their article was published: nothing, where they count
// from what it tells.
func TestReadRelative(t *testing.T) {
	for _, c := range []struct {
		text, raw string
		want      relativeKind
	}{
		{"Tuesday", "XXXX-WXX-2", onWeekday}, {"the following Tuesday", "XXXX-WXX-2", unclear}, {"the previous Tuesday", "XXXX-WXX-2", unclear},
		{"yesterday", "-P1D", dayBefore}, {"the day before", "-P1D", unclear}, {"May 3", "XXXX-05-03", onDate}, {"a spring day", "XXXX-SP", unclear},
	} {
		it := &item{doc: &source.Document{Text: c.text}, Mention: &event.Mention{Time: timex.Mention{Raw: c.raw, Span: text.Span{End: len(c.text)}}}}
		if got := readRelative(it); got.kind != c.want {
			t.Errorf("%q says %v, want %v", c.text, got.kind, c.want)
		}
	}
}

// TestAside has two papers tell of a siege day by day, and once of shares: the shares stay behind the days of the siege,
// though the day is theirs alone.
func TestAside(t *testing.T) {
	acts := []string{"shelled", "bombed", "surrounded", "stormed", "searched", "burned", "mined", "entered"}
	var files []txtar.File
	put := func(paper string, day int, text string) {
		name := fmt.Sprintf("%s-%d.md", paper, day)
		files = append(files, txtar.File{Name: name, Data: fmt.Appendf(nil, "---\ntitle: News of the day\npublished: 2014-05-%02d\n---\n\n%s\n", day, text)})
	}
	for i, act := range acts {
		text := fmt.Sprintf("The army %s the old town of Arden on May %d, and the rebels of Arden held the bridge.", act, i+1)
		put("coast", i+2, text)
		put("mirror", i+2, text+" Nobody could leave.")
	}
	put("coast", 20, "Shares of Pelletier Motors closed at a record on May 19.")
	put("mirror", 20, "Shares of Pelletier Motors closed at a record on May 19, up four percent.")
	in, _ := read(t, files)
	salience := map[string]float64{}
	for _, e := range Events(in) {
		salience[e.Title] = e.Salience
	}
	shares, siege := "Shares of Pelletier Motors closed at a record", "The army bombed the old town of Arden"
	if salience[shares] == 0 || salience[siege] == 0 || salience[shares] >= salience[siege] {
		t.Errorf("the shares are not behind the siege: %v", salience)
	}
}

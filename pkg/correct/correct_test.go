package correct_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"

	"timeline/pkg/correct"
	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/event"
	"timeline/pkg/source"
	"timeline/pkg/text"
	"timeline/pkg/timeline"
	"timeline/pkg/timex"
)

func TestParseProblems(t *testing.T) {
	signed := "by: Ed\non: 2014-06-01\nreason: a slip\n"
	for _, c := range []struct{ name, in, want string }{
		{"a good one", "---\nevent: a\n" + signed + "date: 22 February 2014\n---\n", ""},
		{"empty", " \n", "x.md:1:1: the file is empty"},
		{"no front matter", "The date is wrong.\n", "x.md:1:1: no front matter"},
		{"never closed", "---\nevent: a\n", "x.md:1:1: the front matter never ends"},
		{"not UTF-8", "---\nevent: \xff\n---\n", "x.md:2:8: not UTF-8 text"},
		{"unknown key", "---\nevent: a\n" + signed + "tilte: b\n---\n", `x.md:6:1: unknown key "tilte"`},
		{"no such date", "---\nevent: a\n" + signed + "date: 2014-02-30\n---\n", "x.md:6:7: date: "},
		{"relative date", "---\nevent: a\n" + signed + "date: yesterday\n---\n", "x.md:6:7: date: "},
		{"no target", "---\n" + signed + "date: 2014\n---\n", "x.md:1:1: the correction does not say what it corrects"},
		{"no action", "---\nevent: a\n" + signed + "---\n", "x.md:2:8: the correction changes nothing"},
		{"two targets", "---\nevent: a\nsource: b\n" + signed + "date: 2014\n---\n", "x.md:3:1: a correction names an event or a source, not both"},
		{"published of an event", "---\nevent: a\n" + signed + "published: 2014-03-01\n---\n", "x.md:6:1: published belongs to a source"},
		{"date of a source", "---\nsource: a\n" + signed + "date: 2014-03-01\n---\n", "x.md:6:1: date on a source needs a quote"},
		{"hidden and titled", "---\nevent: a\n" + signed + "hide: true\ntitle: T\n---\n", "x.md:7:1: title makes no sense for something hidden"},
		{"an event without a source", "---\n" + signed + "add: {title: T, date: 2014-03-01}\n---\n", "x.md:5:1: an added event needs a source"},
		{"unsigned", "---\nevent: a\ndate: 2014\n---\n", "x.md:1:1: note: readers are not told why\nx.md:1:1: note: the correction has no day\nx.md:1:1: note: the correction is not signed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, problems := correct.Parse("x.md", []byte(c.in))
			var lines []string
			for _, p := range problems {
				lines = append(lines, p.Error())
				if p.Hint == "" && !strings.Contains(p.Message, "date") {
					t.Errorf("no hint for %q", p.Message)
				}
			}
			if all := strings.Join(lines, "\n"); c.want == "" && all != "" || !strings.HasPrefix(all, c.want) {
				t.Errorf("problems:\n%s\nwant:\n%s", all, c.want)
			}
			if (got == nil) != (problems.Err() != nil) {
				t.Errorf("correction %v with problems %v", got, problems)
			}
		})
	}
}

func day(s string) date.Value {
	v, err := date.Parse(s)
	if err != nil {
		panic(err)
	}
	return v
}

func TestFormatIsReadBack(t *testing.T) {
	for _, c := range []*correct.Correction{
		{Event: "2014-02-22-vote", By: "A. Editor", On: day("2014-06-01"), Reason: `He said: "no" - #1 {really}`, Date: day("2014-02-22"),
			Evidence: []correct.Quoted{{Source: "a", Quote: "It was – “Saturday”: yes."}, {Source: "1984", Quote: "true"}}},
		{Source: "no", Quote: "null", By: "Ed", On: day("2014-06"), Reason: "r", Hide: true},
		{Source: "x", Published: day("2014-03-28"), By: "Ed", On: day("2014"), Reason: "'tis", Note: "A note.\n\n- of two lines"},
		{Event: "e", By: "Ed", On: day("2014-06-01"), Reason: "r", Merge: []string{"f", "2014-g"}, Title: "T\u2028x", Summary: "* s", Pin: true},
		{Event: "e", By: "Ed", On: day("2014-06-01"), Reason: "r", Split: []correct.Part{{Quote: "q: r", Date: day("2014-03"), Title: "T"}, {Quote: "s"}}},
		{By: "Ed", On: day("2014-06-01"), Reason: "r", Add: &correct.Addition{Title: "T", Date: day("2014-05-11/2014-05-12"), Summary: "S",
			Sources: []string{"a"}, Evidence: []correct.Quoted{{Source: "b", Quote: "w"}}, Editorial: true}},
	} {
		data := c.Format()
		got, problems := correct.Parse("content/corrections/some-id.md", data)
		if len(problems) > 0 {
			t.Errorf("%s\n%v", data, problems)
			continue
		}
		want := *c
		want.ID, want.File, want.At = "some-id", "content/corrections/some-id.md", got.At
		want.Title = text.Fold(want.Title)
		if diff := cmp.Diff(&want, got); diff != "" {
			t.Errorf("%s\n%s", data, diff)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("---\nevent: a\nby: Ed\non: 2014\nreason: r\ndate: 22 February 2014\n---\nnote")
	f.Add("---\nsource: a\nquote: \"b c\"\nhide: true\n---\n")
	f.Add("---\nadd: {title: T, date: 2014, evidence: [{source: a, quote: b}]}\n---\n")
	f.Add("---\nevent: a\nsplit: [{quote: b, date: 2014, title: c}]\nmerge: [d]\n---\n")
	f.Add("---\nevent: [a\n---\n")
	f.Fuzz(func(t *testing.T, in string) {
		c, problems := correct.Parse("x.md", []byte(in))
		if (c == nil) != (problems.Err() != nil) {
			t.Fatalf("correction %v with problems %v", c, problems)
		}
		if c == nil {
			return
		}
		again, problems := correct.Parse("x.md", c.Format())
		if problems.Err() != nil {
			t.Fatalf("%q is written as\n%s\n%v", in, c.Format(), problems)
		}
		again.At = c.At
		if diff := cmp.Diff(c, again); diff != "" {
			t.Fatalf("%q is written as\n%s\n%s", in, c.Format(), diff)
		}
	})
}

// A small corpus: two articles, three events.

const articleA = `Parliament voted on Saturday to remove the president. On Tuesday the speaker took over. Protests went on.`
const articleB = `Ministers met in the capital on Sunday. Deputies voted on Saturday to remove him.`

func docs() []*source.Document {
	return []*source.Document{
		{ID: "a", File: "content/sources/a.md", Text: articleA, Published: day("2014-02-26"), PublishedFrom: source.FromFrontMatter},
		{ID: "b", File: "content/sources/b.md", Text: articleB},
	}
}

func mention(doc, article, quote, expression string, v date.Value) event.Mention {
	at := strings.Index(article, quote)
	when := at + strings.Index(quote, expression)
	return event.Mention{
		Source: doc, Quote: text.Span{Start: at, End: at + len(quote)}, Date: v,
		Time: timex.Mention{Span: text.Span{Start: when, End: when + len(expression)}, Date: v},
	}
}

func extraction() event.Extraction {
	return event.Extraction{
		Mentions: []event.Mention{
			mention("a", articleA, "Parliament voted on Saturday to remove the president.", "Saturday", day("2014-02-22")),
			mention("a", articleA, "On Tuesday the speaker took over.", "Tuesday", day("2014-02-25")),
		},
		Undated: []event.Undated{{Mention: mention("b", articleB, "Ministers met in the capital on Sunday.", "Sunday", date.Value{}), Why: "no DCT"}},
	}
}

func events() []timeline.Event {
	ev := func(id, title, when string, evidence ...timeline.Evidence) timeline.Event {
		e := timeline.Event{ID: id, Title: title, Evidence: evidence, Corrections: []string{}, Aliases: []string{"old-" + id}}
		e.SetDate(day(when))
		return e
	}
	return []timeline.Event{
		ev("2014-02-22-vote", "Parliament removed the president", "2014-02-22",
			timeline.Evidence{Source: "a", Quote: "Parliament voted on Saturday to remove the president."},
			timeline.Evidence{Source: "b", Quote: "Deputies voted on Saturday to remove him."}),
		ev("2014-02-25-speaker", "The speaker took over", "2014-02-25", timeline.Evidence{Source: "a", Quote: "On Tuesday the speaker took over."}),
	}
}

// apply runs a set over the small corpus and describes what came out.
func apply(set *correct.Set) (string, []timeline.Correction, diag.List) {
	run := set.Run()
	var b strings.Builder
	d := run.Sources(docs())
	for _, doc := range d {
		fmt.Fprintf(&b, "source %s %s\n", doc.ID, doc.Published)
	}
	x := run.Mentions(d, event.Collect([]event.Extraction{extraction()}))
	for _, m := range x.Mentions {
		fmt.Fprintf(&b, "mention %s %s %s\n", m.Source, m.Date, m.CorrectionID)
	}
	fmt.Fprintf(&b, "undated %d\n", len(x.Undated))
	if run.Regroups() {
		same, apart := run.Groups(events())
		fmt.Fprintf(&b, "same %v apart %v\n", same, apart)
	}
	ev := run.Events(events(), d)
	run.Pin(ev)
	for _, e := range ev {
		fmt.Fprintf(&b, "event %s %s %q %q key=%v %v\n", e.ID, e.Date, e.Title, e.Summary, e.Key, e.Corrections)
	}
	list, problems := run.Finish()
	return b.String(), list, problems
}

// TestConfirm applies dates to an event of which the sources give two: an editor's word for either settles it.
func TestConfirm(t *testing.T) {
	for typed, after := range map[string]string{"2014-02-22": "2014-02-22", "February 23, 2014": "2014-02-23"} {
		list := events()
		list[0].Disagreements = []timeline.Disagreement{{About: "date", Claims: []timeline.Claim{
			{Value: "2014-02-22", Sources: []string{"a"}}, {Value: "2014-02-23", Sources: []string{"b"}}}}}
		run := correct.NewSet(parse(t, "c", "event: "+list[0].ID+"\ndate: "+typed)).Run()
		e := run.Events(list, docs())[0]
		outcomes, problems := run.Finish()
		want := []timeline.Change{{Field: "date", Before: "2014-02-22 or 2014-02-23", After: after}}
		if outcomes[0].Outcome != correct.Applied || !slices.Equal(outcomes[0].Changes, want) || len(problems) > 0 {
			t.Errorf("%s: %+v, problems %v", typed, outcomes[0], problems)
		}
		if e.Date.String() != after || !slices.Equal(e.Corrections, []string{"c"}) {
			t.Errorf("%s: the event has the date %s and the corrections %q", typed, e.Date, e.Corrections)
		}
	}
}

// TestMergeShared joins two of three events, where a sentence of the first tells the third as well: it stays apart, whether
// the events are named by their IDs or have others by now.
func TestMergeShared(t *testing.T) {
	vote := timeline.Evidence{Source: "a", Quote: "Parliament removed him and called elections for May."}
	list := []timeline.Event{
		{ID: "2014-02-22-parliament-removed", Evidence: []timeline.Evidence{vote}},
		{ID: "2014-05-25-elections-called", Evidence: []timeline.Evidence{vote, {Source: "b", Quote: "The country votes in May."}}},
		{ID: "2014-05-25-reis-elected", Evidence: []timeline.Evidence{{Source: "c", Quote: "Reis was elected in May."}}},
	}
	const evidence = "evidence: [{source: a, quote: Parliament removed him and called elections for May.}, {source: c, quote: Reis was elected in May.}]"
	for _, c := range []struct{ event, merge string }{
		{"2014-05-25-elections-called", "2014-05-25-reis-elected"},
		{"2014-05-25-elections-called", "2014-05-25-reis-was-elected"}, // it was called so once
		{"2014-05-25-reis-elected", "2014-05-25-elections-were-called"},
	} {
		run := correct.NewSet(parse(t, "c", "event: "+c.event+"\nmerge: ["+c.merge+"]\n"+evidence)).Run()
		same, _ := run.Groups(list)
		if len(same) != 1 || len(same[0].Events) != 2 || slices.Contains(same[0].Events, "2014-02-22-parliament-removed") {
			_, problems := run.Finish()
			t.Errorf("%s with %s: joins %v, problems %v", c.event, c.merge, same, problems)
		}
	}
}

func parse(t testing.TB, id, matter string) *correct.Correction {
	t.Helper()
	c, problems := correct.Parse("content/corrections/"+id+".md", []byte("---\n"+matter+"\nby: Ed\non: 2014-06-01\nreason: r\n---\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return c
}

func TestApply(t *testing.T) {
	for _, c := range []struct {
		name, matter, outcome string
		changes               []timeline.Change
		shows                 string // a line of the description
		problem               string
	}{
		{"date of an event", "event: 2014-02-22-vote\ndate: 2014-02-23", "applied", []timeline.Change{{Field: "date", Before: "2014-02-22", After: "2014-02-23"}},
			`event 2014-02-22-vote 2014-02-23 "Parliament removed the president" "" key=false [c]`, ""},
		{"date that is so already", "event: 2014-02-22-vote\ndate: 2014-02-22", "superseded", nil,
			`event 2014-02-22-vote 2014-02-22 "Parliament removed the president" "" key=false []`, "note: superseded"},
		{"by an earlier id", "event: old-2014-02-25-speaker\ntitle: Speaker", "applied", []timeline.Change{{Field: "title", Before: "The speaker took over", After: "Speaker"}},
			`event 2014-02-25-speaker 2014-02-25 "Speaker" "" key=false [c]`, ""},
		{"found by its words when the id is gone", "event: 2014-02-21-removal\nevidence: [{source: b, quote: Deputies voted on Saturday}]\nsummary: S", "applied",
			[]timeline.Change{{Field: "summary", Before: "", After: "S"}}, `"S" key=false [c]`, ""},
		{"words win over an id that passed on", "event: 2014-02-25-speaker\nevidence: [{source: b, quote: Deputies voted on Saturday}]\ntitle: Vote", "applied",
			[]timeline.Change{{Field: "title", Before: "Parliament removed the president", After: "Vote"}}, `event 2014-02-22-vote 2014-02-22 "Vote"`, ""},
		{"event that is gone", "event: 2014-02-22-vot\ndate: 2014-02-23", "stale", nil, "", `there is no event "2014-02-22-vot"`},
		{"hide", "event: 2014-02-25-speaker\nhide: true", "applied", []timeline.Change{{Field: "hide", Before: "The speaker took over", After: ""}}, "", ""},
		{"pin", "event: 2014-02-25-speaker\npin: true", "applied", []timeline.Change{{Field: "pin", Before: "", After: "key event"}}, "key=true [c]", ""},
		{"published", "source: b\npublished: March 2, 2014", "applied", []timeline.Change{{Field: "published", Before: "", After: "2014-03-02"}}, "source b 2014-03-02", ""},
		{"published as it is", "source: a\npublished: 2014-02-26", "superseded", nil, "source a 2014-02-26", "note: superseded"},
		{"source that is gone", "source: c\npublished: 2014-02-26", "stale", nil, "", `there is no source "c"`},
		{"date of a sentence", "source: a\nquote: On Tuesday the  speaker\ndate: 2014-02-18", "applied", []timeline.Change{{Field: "date", Before: "2014-02-25", After: "2014-02-18"}},
			"mention a 2014-02-18 c", ""},
		{"date of a sentence that had none", "source: b\nquote: met in the capital on Sunday\ndate: 2014-03-02", "applied", []timeline.Change{{Field: "date", Before: "", After: "2014-03-02"}},
			"mention b 2014-03-02 c\nundated 0", ""},
		{"hide a sentence", "source: a\nquote: On Tuesday the speaker took over.\nhide: true", "applied",
			[]timeline.Change{{Field: "hide", Before: "On Tuesday the speaker took over.", After: ""}}, "source b \nmention a 2014-02-22 \nundated 1", ""},
		{"hide a part that tells nothing", "source: a\nquote: to remove the president\nhide: true", "superseded", nil, "mention a 2014-02-22", "note: superseded"},
		{"hide what tells nothing", "source: a\nquote: Protests went on.\nhide: true", "superseded", nil, "mention a 2014-02-22", "note: superseded"},
		{"words that are gone", "source: a\nquote: On Wednesday the speaker took over\ndate: 2014-02-18", "stale", nil, "", "the words are not in source a"},
		{"words that tell nothing", "source: a\nquote: Protests went on.\ndate: 2014-02-18", "stale", nil, "", "no event was found in these words of source a"},
		{"title by a quote", "source: a\nquote: Parliament voted on Saturday\ntitle: T", "applied", []timeline.Change{{Field: "title", Before: "Parliament removed the president", After: "T"}}, `"T"`, ""},
		{"merge", "event: 2014-02-22-vote\nmerge: [2014-02-25-speaker]", "superseded", nil, "same [{[2014-02-22-vote 2014-02-25-speaker] c}]", "note: superseded"},
		{"merge by words when the id is gone", "event: 2014-02-22-vote\nmerge: [2014-02-25-gone]\nevidence: [{source: b, quote: Deputies voted}, {source: a, quote: On Tuesday the speaker}]",
			"superseded", nil, "same [{[2014-02-22-vote 2014-02-25-speaker] c}]", "note: superseded"},
		{"merge with what is gone", "event: 2014-02-22-vote\nmerge: [2014-02-25-speakr]", "stale", nil, "same [] apart []", `there is no event "2014-02-25-speakr" to merge`},
		{"split", "event: 2014-02-22-vote\nsplit: [{quote: Deputies voted}]", "superseded", nil, "apart [{2014-02-22-vote b Deputies voted on Saturday to remove him.", "note: superseded"},
		{"split of words that are gone", "event: 2014-02-22-vote\nsplit: [{quote: Nobody voted}]", "stale", nil, "", `event 2014-02-22-vote does not quote "Nobody voted"`},
		{"add", "add: {title: Flag raised, date: 2014-02-24, editorial: true}", "applied", []timeline.Change{{Field: "add", Before: "", After: "Flag raised"}},
			`event 2014-02-24-flag-raised 2014-02-24 "Flag raised" "" key=false [c]`, ""},
		{"add what is told", "add: {title: Vote, date: 2014-02-22, evidence: [{source: b, quote: Deputies voted}]}", "superseded", nil, "", "note: superseded"},
		{"add with words that are gone", "add: {title: Vote, date: 2014-02-27, evidence: [{source: b, quote: Deputies sang}]}", "stale", nil, "", "the words are not in source b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, list, problems := apply(correct.NewSet(parse(t, "c", c.matter)))
			if list[0].Outcome != c.outcome || !slices.Equal(list[0].Changes, c.changes) {
				t.Errorf("outcome %s %v, want %s %v", list[0].Outcome, list[0].Changes, c.outcome, c.changes)
			}
			if !strings.Contains(got, c.shows) {
				t.Errorf("got\n%s\nwithout\n%s", got, c.shows)
			}
			all := ""
			for _, p := range problems {
				all += p.String() + "\n"
			}
			if !strings.Contains(all, c.problem) || c.problem == "" && all != "" {
				t.Errorf("problems:\n%s\nwant %q", all, c.problem)
			}
			if (problems.Err() != nil) != (c.outcome == correct.Stale) {
				t.Errorf("outcome %s with %v", c.outcome, problems)
			}
		})
	}
}

func TestConflictsNameBothAndApplyNeither(t *testing.T) {
	before, _, _ := apply(correct.NewSet())
	for _, pair := range [][2]string{
		{"event: 2014-02-22-vote\ndate: 2014-02-23", "event: old-2014-02-22-vote\ndate: 2014-02-24"},
		{"event: 2014-02-22-vote\nhide: true", "event: 2014-02-22-vote\ntitle: T"},
		{"source: b\npublished: 2014-03-01", "source: b\npublished: 2014-03-02"},
		{"source: a\nquote: On Tuesday the speaker took over.\ndate: 2014-02-18", "source: a\nquote: On Tuesday\ndate: 2014-02-11"},
		{"source: a\nquote: On Tuesday the speaker took over.\nhide: true", "source: a\nquote: On Tuesday\ndate: 2014-02-11"},
	} {
		after, list, problems := apply(correct.NewSet(parse(t, "one", pair[0]), parse(t, "two", pair[1])))
		if after != before {
			t.Errorf("%q changed\n%s", pair, cmp.Diff(before, after))
		}
		for _, c := range list {
			if c.Outcome != correct.Conflict {
				t.Errorf("%q: %s is %s", pair, c.ID, c.Outcome)
			}
		}
		if len(problems) != 1 || !strings.Contains(problems[0].String(), "two.md") || problems[0].File != "content/corrections/one.md" {
			t.Errorf("%q: %v", pair, problems)
		}
	}
}

func TestTwiceIsOnceAndOrderDoesNotMatter(t *testing.T) {
	a := parse(t, "one", "event: 2014-02-22-vote\ndate: 2014-02-23\ntitle: T")
	b := parse(t, "two", "source: b\nquote: met in the capital on Sunday\ndate: 2014-03-02")
	again := parse(t, "again", "event: 2014-02-22-vote\ndate: 2014-02-23\ntitle: T")
	once, outcomes, problems := apply(correct.NewSet(a, b))
	other, others, more := apply(correct.NewSet(b, a))
	if once != other || cmp.Diff(outcomes, others) != "" || cmp.Diff(problems, more) != "" {
		t.Error("the order of the files matters")
	}
	twice, list, _ := apply(correct.NewSet(a, b, again))
	if strings.ReplaceAll(twice, "[again one]", "[one]") != once {
		t.Errorf("twice is not once:\n%s", cmp.Diff(once, twice))
	}
	for _, c := range list {
		if c.Outcome != correct.Applied {
			t.Errorf("%s is %s", c.ID, c.Outcome)
		}
	}
}

func TestLoadReportsEveryFile(t *testing.T) {
	fsys := afero.NewMemMapFs()
	for name, data := range map[string]string{
		"c/good.md": "---\nevent: a\nby: Ed\non: 2014-06-01\nreason: r\ndate: 2014-02-22\n---\n", "c/bad.md": "---\nevent: a\ndat: 2014\n---\n",
		"c/empty.md": "", "c/notes.txt": "x", "c/.hidden": "x", "c/huge.md": strings.Repeat("x", 1<<19),
	} {
		if err := afero.WriteFile(fsys, name, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	set, problems := correct.Load(fsys, "c")
	if set.Len() != 1 || set.All()[0].ID != "good" {
		t.Errorf("loaded %v", set.All())
	}
	var files []string
	for _, p := range problems {
		if !slices.Contains(files, p.File) {
			files = append(files, p.File)
		}
	}
	slices.Sort(files)
	if want := []string{"c/bad.md", "c/empty.md", "c/huge.md", "c/notes.txt"}; !slices.Equal(files, want) {
		t.Errorf("problems in %v, want %v", files, want)
	}
	if set, problems := correct.Load(fsys, "none"); set.Len() != 0 || len(problems) != 0 {
		t.Errorf("a missing folder gives %v, %v", set.All(), problems)
	}
}

package diag

import "testing"

func TestAt(t *testing.T) {
	const content = "Київ\nmet on Friday\n"
	for _, c := range []struct {
		offset int
		want   string
	}{
		{0, "a.md:1:1"},
		{len("Ки"), "a.md:1:3"}, // columns count runes
		{len("Київ\n"), "a.md:2:1"},
		{len("Київ\nmet on "), "a.md:2:8"},
		{1000, "a.md:3:1"}, // past the end
		{-1, "a.md:1:1"},
	} {
		if got := At("a.md", content, c.offset).String(); got != c.want {
			t.Errorf("At(%d) = %s, want %s", c.offset, got, c.want)
		}
	}
}

func TestProblemString(t *testing.T) {
	p := Problem{Position: Position{File: "a\x1b[31m.md", Line: 3, Column: 12}, Severity: Warning,
		Message: "a title \u202eturned", Hint: "delete it", Command: "timeline check"}
	want := "a\\u001b[31m.md:3:12: warning: a title \\u202eturned\n    hint: delete it\n    run: timeline check"
	if got := p.String(); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestListShowsAllInOrder(t *testing.T) {
	var l List
	l.Errorf(Position{File: "b.md", Line: 1, Column: 1}, "second")
	l.Errorf(Position{File: "a.md", Line: 10, Column: 1}, "first")
	l.Add(Problem{Position: Position{File: "a.md", Line: 2}, Severity: Note, Message: "a look"})
	l.Errorf(Position{File: "b.md", Line: 1, Column: 1}, "second") // told twice
	l.Sort()
	if len(l) != 3 || l[0].Message != "a look" || l[1].Message != "first" || l.Count(Error) != 2 {
		t.Fatalf("sorted: %v", []Problem(l))
	}
	if got, want := l.Err().Error(), "a.md:10:1: first\nb.md:1:1: second"; got != want {
		t.Errorf("errors %q, want %q", got, want)
	}
	if l[:1].Err() != nil {
		t.Error("a note is no error")
	}
}

func TestNearest(t *testing.T) {
	keys := []string{"title", "publisher", "published", "publish", "url"}
	for name, want := range map[string]string{
		"titel":     "title",
		"publised":  "published",
		"Publisher": "publisher",
		"zebra":     "",
	} {
		got := append(Nearest(name, keys), "")[0]
		if got != want {
			t.Errorf("Nearest(%q) begins with %q, want %q", name, got, want)
		}
	}
}

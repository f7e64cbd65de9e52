package source

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"timeline/pkg/diag"
)

// truth is what a person reads in a saved page.
type truth struct {
	title, date, author string
	keep, drop          []string
}

func readTruth(t *testing.T, f txtar.File) truth {
	t.Helper()
	var want truth
	for line := range strings.Lines(string(f.Data)) {
		line = strings.TrimRight(line, "\n")
		switch key, value, _ := strings.Cut(line, " "); key {
		case "title:":
			want.title = value
		case "date:":
			want.date = value
		case "author:":
			want.author = value
		case "+":
			want.keep = append(want.keep, value)
		case "!":
			want.drop = append(want.drop, value)
		default:
			t.Fatalf("%s: %q", f.Name, line)
		}
	}
	return want
}

// TestSavedPages measures what is read from saved pages against what a person reads. A date that is wrong has to come
// with a warning, always.
func TestSavedPages(t *testing.T) {
	pages := map[string][]byte{}
	for _, name := range []string{"sites", "sites-more"} {
		archive, err := txtar.ParseFile("testdata/articles/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".html") {
				pages[f.Name] = f.Data
			}
		}
	}
	truths, err := txtar.ParseFile("testdata/truth.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if len(truths.Files) != len(pages) {
		t.Errorf("%d pages, %d truths", len(pages), len(truths.Files))
	}
	right, authors, named := 0, 0, 0
	for _, f := range truths.Files {
		want := readTruth(t, f)
		docs, problems := Parse(f.Name, pages[f.Name])
		if len(docs) != 1 {
			t.Errorf("%s is not read: %v", f.Name, problems)
			continue
		}
		wrong := compare(&docs[0], want)
		if len(wrong) == 0 {
			right++
		} else {
			t.Logf("%s: %s", f.Name, strings.Join(wrong, "; "))
		}
		if day := dayOf(&docs[0]); day != want.date && day != "-" && problems.Count(diag.Warning) == 0 {
			t.Errorf("%s: %s is wrong, and nothing warns", f.Name, day)
		}
		if want.author != "" {
			named++
			if strings.EqualFold(docs[0].Author, want.author) {
				authors++
			} else {
				t.Logf("%s: author %q, not %q", f.Name, docs[0].Author, want.author)
			}
		}
	}
	t.Logf("title, date and text are right on %d of %d pages; the author on %d of %d", right, len(truths.Files), authors, named)
	if 20*right < 19*len(truths.Files) || authors < named-1 {
		t.Error("that is too few")
	}
}

func dayOf(d *Document) string {
	if d.Published.IsZero() {
		return "-"
	}
	first, _ := d.Published.Bounds()
	return first.String()
}

func compare(d *Document, want truth) (wrong []string) {
	if d.Title != want.title {
		wrong = append(wrong, "title "+d.Title)
	}
	if day := dayOf(d); day != want.date {
		wrong = append(wrong, "date "+day+" ("+d.PublishedWhy+")")
	}
	text := proseOf(d)
	for _, s := range want.keep {
		if !strings.Contains(text, s) {
			wrong = append(wrong, "lost: "+s)
		}
	}
	for _, s := range want.drop {
		if strings.Contains(text, s) {
			wrong = append(wrong, "kept: "+s)
		}
	}
	return wrong
}

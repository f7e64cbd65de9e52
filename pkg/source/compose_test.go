package source

import (
	"strings"
	"testing"

	"timeline/pkg/text"
)

// An article written as Markdown reads back with the same words, title and date, whatever signs are in them.
func TestMarkdownReadsBack(t *testing.T) {
	for _, in := range []struct{ file, data string }{
		{"a.txt", "---\ntitle: \"T: *x* # y\"\npublisher: 'No'\npublished: 2014-03-28\n---\nThe mayor <b>closed</b> the *bridge* on Friday & left.\n\n# Not a heading here.\n\n1. Not a list [x](y) either.\n\n- A dash at the start.\n"},
		{"a.md", "---\npublished: 2014-03-28T10:00Z\n---\n# Title\n\nThe mayor closed `the` bridge.\n\n> He said it was \\*over\\*.\n\n## Ferry\n\n- One ferry began.\n- Two ferries ended.\n"},
		{"a.html", "<html><head><title>Bridge</title><meta property=article:published_time content=2014-03-28></head><body><article><h1>Bridge</h1><p>The mayor &lt;closed&gt; the bridge_s_ on Friday.</p><p>+ and = and ~ start lines.</p><p>=== What?</p></article></body></html>"},
	} {
		docs, problems := Parse(in.file, []byte(in.data))
		if len(docs) != 1 {
			t.Fatal(problems)
		}
		readsBack(t, &docs[0])
	}
}

func readsBack(t *testing.T, d *Document) {
	t.Helper()
	data := d.Markdown()
	again, problems := Parse("b.md", data)
	if len(again) != 1 || problems.Err() != nil {
		t.Fatalf("%s\n%v", data, problems)
	}
	if a := again[0]; a.Title != d.Title && d.Title != "" || a.Publisher != d.Publisher || a.Published != d.Published {
		t.Errorf("%s\nreads as %q %q %s", data, a.Title, a.Publisher, a.Published)
	}
	if want, got := proseOf(d), proseOf(&again[0]); want != got {
		t.Errorf("%s\nreads as\n%s\nwant\n%s", data, got, want)
	}
}

func proseOf(d *Document) string {
	var lines []string
	for _, b := range d.Blocks {
		if _, shown := markOf(b.Role); shown {
			lines = append(lines, text.Fold(b.Of(d.Text)))
		}
	}
	return strings.Join(lines, "\n")
}

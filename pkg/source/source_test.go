package source

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"timeline/pkg/diag"
)

var update = flag.Bool("update", false, "rewrite the expected parts of testdata/articles/*.txtar")

// TestArticles reads the articles of testdata/articles/*.txtar. Each archive holds articles and, for each, what is to
// be read from it in a file of the same name with ".want" at its end.
func TestArticles(t *testing.T) {
	archives, err := filepath.Glob("testdata/articles/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { testArchive(t, name, archive) })
	}
}

func testArchive(t *testing.T, name string, archive *txtar.Archive) {
	wants := map[string]string{}
	for _, f := range archive.Files {
		wants[f.Name] = string(f.Data)
	}
	out := txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		if strings.HasSuffix(f.Name, ".want") {
			if _, ok := wants[strings.TrimSuffix(f.Name, ".want")]; !ok {
				t.Errorf("%s belongs to no article", f.Name)
			}
			continue
		}
		docs, problems := Parse(f.Name, f.Data)
		got := describe(docs, problems)
		out.Files = append(out.Files, f, txtar.File{Name: f.Name + ".want", Data: []byte(got)})
		if want := wants[f.Name+".want"]; got != want && !*update {
			t.Errorf("%s is read as\n%s\nwant\n%s", f.Name, got, want)
		}
		for i := range docs {
			checkSpans(t, &docs[i], string(f.Data))
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(&out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// describe writes down what was read, for a person to check.
func describe(docs []Document, problems diag.List) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%s\n", p)
	}
	for _, d := range docs {
		fmt.Fprintf(&b, "id: %s\n", d.ID)
		for _, f := range [][2]string{{"title", d.Title}, {"publisher", d.Publisher}, {"author", d.Author}, {"url", d.URL}, {"language", d.Language},
			{"license", d.License}, {"tags", strings.Join(d.Tags, ", ")}, {"updated", d.Updated.String()}} {
			if f[1] != "" {
				fmt.Fprintf(&b, "%s: %s\n", f[0], f[1])
			}
		}
		if d.Kind != Article || d.Publish != Excerpt {
			fmt.Fprintf(&b, "kind: %s, publish: %s\n", d.Kind, d.Publish)
		}
		fmt.Fprintf(&b, "published: %s (%s: %s)\n", d.Published, d.PublishedFrom, d.PublishedWhy)
		for _, block := range d.Blocks {
			fmt.Fprintf(&b, "%s: %s\n", block.Role, block.Of(d.Text))
			if block.Dateline.Len() > 0 {
				fmt.Fprintf(&b, "    dateline: %q\n", block.Dateline.Of(d.Text))
			}
		}
	}
	return b.String()
}

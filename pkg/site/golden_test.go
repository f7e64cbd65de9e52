package site

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"
)

var update = flag.Bool("update", false, "rewrite the golden pages in testdata")

// goldens are the pages that are kept in testdata, one of each kind.
var goldens = []string{
	"index.html", "events/2014-03-28-call/index.html", "events/2014-03-14-count/index.html", "events/2014-03-27-call/index.html",
	"sources/coast-herald-0329/index.html", "sources/wire-0312/index.html", "sources/index.html", "corrections/index.html",
	"disputed/index.html", "undated/index.html", "methods/index.html", "404.html", "embed/2014-03-28-call.html", "sitemap.xml", "robots.txt",
	"assets/search/index.js", "assets/search/d0.js",
}

func goldenName(page string) string {
	return filepath.Join("testdata", strings.ReplaceAll(page, "/", "~"))
}

func TestGolden(t *testing.T) {
	fsys := render(t, fixture())
	kept := map[string]bool{}
	for _, page := range goldens {
		file := goldenName(page)
		kept[file] = true
		got, err := afero.ReadFile(fsys, page)
		if err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-want +got; go test ./pkg/site -update rewrites it):\n%s", page, diff)
		}
	}
	files, _ := filepath.Glob("testdata/*")
	for _, file := range files {
		if info, err := os.Stat(file); err == nil && !info.IsDir() && !kept[file] {
			t.Errorf("%s belongs to no test", file)
		}
	}
}

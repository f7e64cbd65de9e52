// Package pkg_test checks the whole: the arrows between the packages, the built program against the committed site, the
// README and the house rules of the repository. What one package promises is tested beside it; what a reader sees, in
// .ci/browser.
package pkg_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// depsRules is every import that the code of a package (not of its tests) may have, besides the standard library. Data
// flows one way, so a new arrow is a decision: it is made here, where it is seen.
//
// A line is a package, "<", and what it may import: ours without the module's name, others' by their module. "all" is
// everything of ours.
var depsRules = `
	# Leaves.
	pkg/diag     < golang.org/x/term golang.org/x/text
	pkg/date     < github.com/olebedev/when
	pkg/text     < golang.org/x/text
	templates    <
	docs/schemas <
	pkg/press    <
	pkg/preview  < github.com/spf13/afero github.com/fsnotify/fsnotify
	pkg/fetch    < golang.org/x/net github.com/mmcdole/gofeed

	# One document.
	pkg/front    < pkg/diag github.com/goccy/go-yaml
	pkg/source   < pkg/front pkg/diag pkg/text pkg/date
	               github.com/spf13/afero github.com/yuin/goldmark golang.org/x/net golang.org/x/text
	               github.com/abadojack/whatlanggo github.com/olebedev/when
	pkg/timex    < pkg/diag pkg/text pkg/date golang.org/x/text
	pkg/timeml   < pkg/diag pkg/text pkg/date pkg/timex
	pkg/event    < pkg/source pkg/text pkg/date pkg/timex pkg/timeline golang.org/x/text

	# The whole corpus.
	pkg/timeline < pkg/source pkg/text pkg/date pkg/timex pkg/diag
	pkg/merge    < pkg/event pkg/timeline pkg/date pkg/source pkg/text pkg/timex golang.org/x/text
	pkg/correct  < pkg/front pkg/diag pkg/source pkg/date pkg/event pkg/timeline pkg/text pkg/timex
	               github.com/spf13/afero github.com/goccy/go-yaml golang.org/x/text
	pkg/eval     < pkg/source pkg/date pkg/text pkg/timex pkg/timeline pkg/timeml

	# Publishing. The pages print timex.Step, the lines of a derivation, and know nothing else of tagging.
	pkg/site     < pkg/diag pkg/press pkg/source pkg/date pkg/timeline pkg/text pkg/front pkg/timex templates
	               github.com/spf13/afero github.com/yuin/goldmark github.com/tdewolff/minify
	               github.com/goccy/go-yaml golang.org/x/sync golang.org/x/text golang.org/x/image
	pkg/export   < pkg/source pkg/date pkg/timeline pkg/text
	               github.com/gorilla/feeds github.com/arran4/golang-ical github.com/invopop/jsonschema
	pkg/pipeline < all github.com/spf13/afero golang.org/x/sync golang.org/x/sys

	# The program.
	cmd/timeline < all github.com/spf13/afero github.com/spf13/cobra github.com/spf13/pflag
	               github.com/schollz/progressbar golang.org/x/term golang.org/x/net golang.org/x/sync golang.org/x/sys
`

const module = "timeline"

func TestDependencies(t *testing.T) {
	rules := parseRules(t, depsRules)
	packages := importsOf(t, "..")
	for _, dir := range sorted(packages) {
		allowed, listed := rules[dir]
		if !listed {
			t.Errorf("%s is not listed in depsRules: add a line that says what it may import", dir)
			continue
		}
		for _, imported := range sorted(packages[dir]) {
			if !allows(allowed, imported) {
				t.Errorf("%s imports %s (%s), which depsRules does not allow", dir, imported, packages[dir][imported])
			}
		}
	}
	for _, dir := range sorted(rules) {
		if _, exists := packages[dir]; !exists {
			t.Errorf("depsRules lists %s, which does not exist: remove the line", dir)
		}
	}
}

// TestAllows keeps the check itself honest: a rule that lets everything through would hide every arrow.
func TestAllows(t *testing.T) {
	for _, c := range []struct {
		allowed, imported string
		want              bool
	}{
		{"pkg/date", "timeline/pkg/date", true},
		{"pkg/date", "timeline/pkg/dates", false},
		{"pkg/date", "timeline/pkg/diag", false},
		{"all", "timeline/pkg/diag", true},
		{"all", "example.org/x", false},
		{"", "go/parser", true},
		{"", "example.org/x", false},
		{"example.org/x", "example.org/x", true},
		{"example.org/x", "example.org/x/v2/sub", true},
		{"example.org/x", "example.org/xy", false},
	} {
		if got := allows(strings.Fields(c.allowed), c.imported); got != c.want {
			t.Errorf("allows(%q, %q) = %v, want %v", c.allowed, c.imported, got, c.want)
		}
	}
}

// parseRules reads depsRules: an indented line without "<" continues the one before it.
func parseRules(t *testing.T, text string) map[string][]string {
	t.Helper()
	rules := map[string][]string{}
	last := ""
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		name, imports, starts := strings.Cut(line, "<")
		if !starts {
			imports = line
		} else if last = strings.TrimSpace(name); rules[last] == nil {
			rules[last] = []string{}
		} else {
			t.Fatalf("depsRules lists %s twice", last)
		}
		if fields := strings.Fields(imports); len(fields) > 0 {
			rules[last] = append(rules[last], fields...)
		}
	}
	return rules
}

// allows reports whether an import is of the standard library, which needs no rule, or one of those allowed.
func allows(allowed []string, imported string) bool {
	if ours, ok := strings.CutPrefix(imported, module+"/"); ok {
		return slices.Contains(allowed, "all") || slices.Contains(allowed, ours)
	}
	first, _, _ := strings.Cut(imported, "/")
	if !strings.Contains(first, ".") {
		return true
	}
	return slices.ContainsFunc(allowed, func(m string) bool { return imported == m || strings.HasPrefix(imported, m+"/") })
}

// importsOf maps every folder under root that has Go code to its imports, each with the first file that has it.
func importsOf(t *testing.T, root string) map[string]map[string]string {
	t.Helper()
	packages := map[string]map[string]string{}
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			if hidden := strings.HasPrefix(name, ".") && file != root; hidden || name == "testdata" || name == "node_modules" {
				return fs.SkipDir
			}
			// A folder with a go.mod of its own is another project.
			if _, err := os.Stat(filepath.Join(file, "go.mod")); err == nil && file != root {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		return addImports(packages, root, file)
	})
	if err != nil {
		t.Fatal(err)
	}
	return packages
}

func addImports(packages map[string]map[string]string, root, file string) error {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		return err
	}
	rel, err := filepath.Rel(root, file)
	if err != nil {
		return err
	}
	rel = filepath.ToSlash(rel)
	dir := path.Dir(rel)
	if packages[dir] == nil {
		packages[dir] = map[string]string{}
	}
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		if packages[dir][imported] == "" {
			packages[dir][imported] = rel
		}
	}
	return nil
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

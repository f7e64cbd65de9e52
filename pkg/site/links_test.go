package site

import (
	"bytes"
	"context"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"golang.org/x/net/html"
)

// exported are the files at the root that package export writes.
var exported = []string{"timeline.md", "timeline.json", "timeline.csv", "timeline.ics", "feed.xml", "feed.json", "corrections.xml", "corrections.json"}

// tree is a rendered site.
type tree struct {
	t      testing.TB
	files  map[string][]byte
	parsed map[string]*html.Node
}

// page parses a page, once.
func (tr *tree) page(name string) *html.Node {
	if tr.parsed[name] == nil {
		doc, err := html.Parse(bytes.NewReader(tr.files[name]))
		if err != nil {
			tr.t.Fatal(err)
		}
		tr.parsed[name] = doc
	}
	return tr.parsed[name]
}

func readTree(t testing.TB, fsys afero.Fs) *tree {
	t.Helper()
	tr := &tree{t: t, files: map[string][]byte{}, parsed: map[string]*html.Node{}}
	err := afero.Walk(fsys, "", func(name string, info fs.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		data, err := afero.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		tr.files[strings.TrimPrefix(name, "/")] = data
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func (tr *tree) names() []string {
	var names []string
	for name := range tr.files {
		if strings.HasSuffix(name, ".html") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// each calls f for every element of a page, in order.
func each(n *html.Node, f func(*html.Node)) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode {
			f(d)
		}
	}
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func ids(page *html.Node) map[string]int {
	found := map[string]int{}
	each(page, func(n *html.Node) {
		if id, ok := attr(n, "id"); ok {
			found[id]++
		}
	})
	return found
}

// checkLinks follows every relative link of every page to a file and a fragment, as a browser does from a disk: a link
// to a folder would show a list of files, so it counts as broken.
//
// The page of errors alone begins its links at home, the root of the site, as it has no place of its own.
func checkLinks(t *testing.T, tr *tree, home string) {
	t.Helper()
	anchors := map[string]map[string]int{}
	for _, name := range tr.names() {
		anchors[name] = ids(tr.page(name))
	}
	for _, name := range tr.names() {
		each(tr.page(name), func(n *html.Node) {
			for _, key := range []string{"href", "src"} {
				if to, ok := attr(n, key); ok {
					if rest, ok := strings.CutPrefix(to, home); ok && name == "404.html" {
						to = rest
					}
					checkLink(t, tr, anchors, name, to)
				}
			}
		})
	}
}

func checkLink(t *testing.T, tr *tree, anchors map[string]map[string]int, from, to string) {
	t.Helper()
	u, err := url.Parse(to)
	if err != nil {
		t.Errorf("%s: link %q: %v", from, to, err)
		return
	}
	if u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "mailto" {
		return
	}
	if u.Scheme != "" || u.Host != "" || strings.HasPrefix(u.Path, "/") {
		t.Errorf("%s: link %q is not relative", from, to)
		return
	}
	target := from
	if u.Path != "" {
		target = path.Join(path.Dir(from), u.Path)
	}
	if tr.files[target] == nil && !slices.Contains(exported, target) {
		t.Errorf("%s: link %q leads to no file", from, to)
		return
	}
	if u.Fragment != "" && anchors[target] != nil && anchors[target][u.Fragment] == 0 {
		t.Errorf("%s: link %q leads to no place in %s", from, to, target)
	}
}

func TestLinks(t *testing.T) {
	inputs := map[string]Input{"fixture": fixture(), "split": generate(800, 2), "empty": {Timeline: generate(0, 1).Timeline}}
	for name, in := range inputs {
		t.Run(name, func(t *testing.T) {
			home, _ := url.Parse(baseURL(in.Config.BaseURL))
			checkLinks(t, readTree(t, render(t, in)), home.Path)
		})
	}
}

// TestIDs finds ids that stand twice on a page, where a fragment would lead to the wrong one.
func TestIDs(t *testing.T) {
	tr := readTree(t, render(t, fixture()))
	for _, name := range tr.names() {
		for id, n := range ids(tr.page(name)) {
			if n > 1 {
				t.Errorf("%s: id %q stands %d times", name, id, n)
			}
		}
	}
}

// TestSameBytes renders with one worker and with many, and from sources in another order.
func TestSameBytes(t *testing.T) {
	in := generate(300, 3)
	in.Jobs = 1
	want := readTree(t, render(t, in)).files
	again := generate(300, 3)
	again.Jobs = 8
	slices.Reverse(again.Timeline.Sources)
	slices.Reverse(again.Documents)
	got := readTree(t, render(t, again)).files
	if len(got) != len(want) {
		t.Fatalf("%d files, then %d", len(want), len(got))
	}
	for name := range want {
		if !bytes.Equal(got[name], want[name]) {
			t.Errorf("%s differs between runs", name)
		}
	}
}

// TestCancel stops a run whose context is done.
func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Render(ctx, afero.NewMemMapFs(), fixture()); err == nil {
		t.Error("a cancelled run ended without an error")
	}
}

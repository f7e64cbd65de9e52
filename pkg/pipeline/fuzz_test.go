package pipeline_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/afero"

	"timeline/pkg/diag"
	"timeline/pkg/pipeline"
	"timeline/pkg/timeline"
)

// FuzzBuild puts hostile files into a project. Whatever they hold, the build ends, every file of the site is where it
// belongs and is text where it should be, and each problem names its place.
func FuzzBuild(f *testing.F) {
	f.Add("a.txt", "The mayor closed the bridge on March 28, 2014.", "")
	f.Add("a.md", "---\npublished: 2014-03-28\ntitle: \"<script>\"\n---\nThe mayor closed it on Friday.\n\n> [x](javascript:1)\n", "---\nsource: a\nquote: closed it\nhide: true\n---\n")
	f.Add("a.html", "<title>\x1b[31m</title><p>On 28 March 2014 he left.", "---\nadd: {title: T, date: 2014, editorial: true}\n---\n")
	f.Add("a.jsonl", `{"id": "../x", "text": "He left on May 3, 2014."}`+"\n"+`{"id": "b", "text": "`, "---\nevent: x\nsplit: [{quote: a}]\n---\n")
	f.Add("../../a.txt", "\xff\x00", "---\n")
	f.Fuzz(func(t *testing.T, name, article, correction string) {
		name = path.Base(path.Clean("/" + name))
		if !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, "\\\x00") {
			return
		}
		fsys := afero.NewMemMapFs()
		write(t, fsys, "content/sources/"+name, article)
		write(t, fsys, "content/sources/good.md", "---\npublished: 2014-03-28\n---\nThe harbour board met on Friday in Port Ellery.\n")
		write(t, fsys, "content/corrections/c.md", correction)
		r, err := pipeline.Build(t.Context(), pipeline.Options{Fs: fsys, Jobs: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range r.Problems {
			if p.Severity == diag.Error && p.File == "" {
				t.Errorf("nobody knows where: %v", p)
			}
		}
		wellFormed(t, r)
	})
}

func wellFormed(t *testing.T, r *pipeline.Result) {
	t.Helper()
	for name, data := range site(t, r) {
		if !fs.ValidPath(name) {
			t.Errorf("a file of the site is %q", name)
		}
		switch path.Ext(name) {
		case ".html", ".json", ".xml", ".ics", ".csv", ".md":
			if !utf8.Valid(data) {
				t.Errorf("%s is not UTF-8", name)
			}
			if bytes.ContainsRune(data, '\x1b') {
				t.Errorf("%s could drive a terminal", name)
			}
		}
		if name == "timeline.json" {
			var tl timeline.Timeline
			if err := json.Unmarshal(data, &tl); err != nil {
				t.Errorf("timeline.json: %v", err)
			}
		}
	}
}

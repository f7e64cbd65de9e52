package pipeline_test

import (
	"bytes"
	"context"
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/spf13/afero"

	"timeline/pkg/pipeline"
	"timeline/pkg/text"
	"timeline/pkg/timeline"
)

// repository is the root of the project, whose content is the published timeline.
var repository = filepath.Join("..", "..")

// published builds the project's own timeline, in memory, once.
var published = sync.OnceValues(func() (*pipeline.Result, error) {
	return pipeline.Build(context.Background(), pipeline.Options{
		Fs: afero.NewReadOnlyFs(afero.NewOsFs()), Content: filepath.Join(repository, "content"),
	})
})

func buildPublished(t *testing.T) *pipeline.Result {
	t.Helper()
	r, err := published()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestContentHasNoErrors(t *testing.T) {
	r := buildPublished(t)
	for _, p := range r.Problems {
		if p.Severity.String() != "note" {
			t.Error(p)
		}
	}
	if r.Stats.Sources < 30 || r.Stats.Events < 30 {
		t.Errorf("%d sources, %d events", r.Stats.Sources, r.Stats.Events)
	}
}

// The published timeline.json obeys the schema that is published beside it.
func TestContentObeysItsSchema(t *testing.T) {
	r := buildPublished(t)
	validate(t, r)
	validate(t, buildSeeds(t, nil))
}

func validate(t *testing.T, r *pipeline.Result) {
	t.Helper()
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", decode(t, r.Site, "timeline.schema.json")); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(decode(t, r.Site, "timeline.json")); err != nil {
		t.Errorf("timeline.json: %v", err)
	}
}

func decode(t *testing.T, fsys afero.Fs, name string) any {
	t.Helper()
	data, err := afero.ReadFile(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Every evidence span, cut from the source's file with its markup taken off and white space folded, is its quote; and
// so is the span of its expression.
func TestEvidenceIsInItsFile(t *testing.T) {
	check := func(t *testing.T, r *pipeline.Result, read func(string) ([]byte, error)) {
		n := 0
		for _, e := range r.Timeline.Events {
			for _, v := range e.Evidence {
				if v.Quote == "" {
					continue
				}
				n++
				data := sourceText(t, r.Timeline, v.Source, read)
				inFile(t, data, v.Source, v.QuoteSpan, v.Quote)
				if v.Expression != "" {
					inFile(t, data, v.Source, v.Span, v.Expression)
				}
			}
		}
		if n < 10 {
			t.Errorf("only %d quotes", n)
		}
	}
	t.Run("content", func(t *testing.T) {
		check(t, buildPublished(t), func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(repository, name)) })
	})
	t.Run("seeds", func(t *testing.T) {
		dir := shared(t)
		check(t, buildSeeds(t, nil), func(name string) ([]byte, error) {
			return os.ReadFile(filepath.Join(dir, "seeds", filepath.Base(name)))
		})
	})
	t.Run("json lines", func(t *testing.T) {
		if testing.Short() {
			t.Skip("builds from more than a hundred articles")
		}
		data, err := os.ReadFile(filepath.Join(shared(t), "ukraine", "articles.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		fsys := afero.NewMemMapFs()
		write(t, fsys, "content/sources/articles.jsonl", string(data))
		r, err := pipeline.Build(t.Context(), pipeline.Options{Fs: fsys})
		if err != nil {
			t.Fatal(err)
		}
		validate(t, r)
		check(t, r, func(name string) ([]byte, error) { return afero.ReadFile(fsys, name) })
	})
}

// sourceText returns what the spans of a source point into: its file, or the text of its line.
func sourceText(t *testing.T, tl *timeline.Timeline, id string, read func(string) ([]byte, error)) string {
	t.Helper()
	for _, s := range tl.Sources {
		if s.ID != id {
			continue
		}
		data, err := read(s.File)
		if err != nil {
			t.Fatal(err)
		}
		if s.Line == 0 {
			return string(data)
		}
		var article struct{ Text string }
		if err := json.Unmarshal(bytes.Split(data, []byte("\n"))[s.Line-1], &article); err != nil {
			t.Fatal(err)
		}
		return article.Text
	}
	t.Fatalf("evidence of an unknown source %s", id)
	return ""
}

func inFile(t *testing.T, data, source string, span [2]int, want string) {
	t.Helper()
	if span[0] < 0 || span[1] < span[0] || span[1] > len(data) {
		t.Errorf("%s: span %v of %d bytes", source, span, len(data))
		return
	}
	cut := data[span[0]:span[1]]
	if text.Fold(cut) != want && unmarked(cut) != unmarked(want) {
		t.Errorf("%s %v:\n%s\nis not\n%s", source, span, text.Fold(cut), want)
	}
}

var (
	link   = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	tag    = regexp.MustCompile(`<[^>]*>`)
	marks  = strings.NewReplacer("*", "", "_", "", "`", "", `\`, "", "[", "", "]", "")
	broken = regexp.MustCompile(`(?m)^\s*(?:>|[-+]|\d+\.|#+) `)
)

// unmarked takes the markup of Markdown and HTML off, roughly, and folds white space.
func unmarked(s string) string {
	s = link.ReplaceAllString(s, "$1")
	s = html.UnescapeString(tag.ReplaceAllString(s, ""))
	return text.Fold(marks.Replace(broken.ReplaceAllString(s, "")))
}

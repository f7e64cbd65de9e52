package schemas_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"timeline/docs/schemas"
	"timeline/pkg/correct"
	"timeline/pkg/front"
	"timeline/pkg/source"
	"timeline/pkg/timeline"
)

func compile(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	data, err := schemas.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name, document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// value reads YAML as a plug-in does, for a validator of JSON.
func value(t *testing.T, text []byte) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(text, &v); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	v, err = jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// program returns what the program thinks of a front matter or of settings.
func program(schema string, text []byte) error {
	whole := append(append([]byte("---\n"), text...), "---\nA sentence of prose stands here, long enough to be one.\n"...)
	switch schema {
	case schemas.Source:
		_, problems := source.Parse("content/sources/a.md", whole)
		return problems.Err()
	case schemas.Correction:
		_, problems := correct.Parse("content/corrections/a.md", whole)
		return problems.Err()
	}
	return front.Decode("content/timeline.yaml", text, 1, &timeline.Config{}).Err()
}

// TestJudgeEqually gives the files of testdata/*.txtar to the program and to the schema: the ones named good/… are
// good to both, the ones named bad/… are bad to both. The folder program/ has what only the program can know.
func TestJudgeEqually(t *testing.T) {
	for _, name := range []string{schemas.Project, schemas.Source, schemas.Correction} {
		s := compile(t, name)
		archive, err := txtar.ParseFile("testdata/" + strings.TrimSuffix(name, ".schema.json") + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			kind, _, _ := strings.Cut(f.Name, "/")
			ours, theirs := program(name, f.Data), s.Validate(value(t, f.Data))
			if (ours == nil) != (kind == "good") {
				t.Errorf("%s %s: the program says %v", name, f.Name, ours)
			}
			if (theirs == nil) != (kind != "bad") {
				t.Errorf("%s %s: the schema says %v", name, f.Name, theirs)
			}
		}
	}
}

// TestPublishedContent checks the content of the repository and of the starting project against the schemas.
func TestPublishedContent(t *testing.T) {
	for _, content := range []string{"../../content", "../../cmd/timeline/starter/content"} {
		checked := 0
		err := filepath.WalkDir(content, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			schema := map[string]string{"sources": schemas.Source, "corrections": schemas.Correction}[filepath.Base(filepath.Dir(name))]
			head, _, _, ok := front.Split(data)
			if e.Name() == "timeline.yaml" {
				schema, head, ok = schemas.Project, data, true
			}
			if schema == "" || !ok {
				return nil
			}
			checked++
			if err := compile(t, schema).Validate(value(t, head)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			return nil
		})
		if err != nil || checked < 3 {
			t.Errorf("%s: %d files checked, %v", content, checked, err)
		}
	}
}

// TestWrittenFilesName checks that what the program writes obeys the schema that it names at its head.
func TestWrittenFilesName(t *testing.T) {
	docs, _ := source.Parse("a.txt", []byte("---\ntitle: \"Yes: no\"\npublished: 2014-03-28\ntags: [a]\n---\nThe mayor closed the bridge on Friday.\n"))
	fix, _ := correct.Parse("a.md", []byte("---\nevent: a\nevidence: [{source: b, quote: '# c: d'}]\ndate: 1954\non: 2014-05-02\nsplit: [{quote: 'yes', date: 2014}]\n---\n"))
	for schema, data := range map[string][]byte{schemas.Source: docs[0].Markdown(), schemas.Correction: fix.Format()} {
		if !strings.HasPrefix(string(data), "---\n# yaml-language-server: $schema=../.schemas/"+schema+"\n") {
			t.Errorf("%s is not named:\n%s", schema, data)
		}
		head, _, _, ok := front.Split(data)
		if !ok {
			t.Fatalf("no front matter:\n%s", data)
		}
		if err := compile(t, schema).Validate(value(t, head)); err != nil {
			t.Errorf("%v\n%s", err, data)
		}
	}
}

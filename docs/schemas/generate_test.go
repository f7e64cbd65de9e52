package schemas_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"testing"

	"github.com/invopop/jsonschema"

	"timeline/docs/schemas"
	"timeline/pkg/correct"
	"timeline/pkg/date"
	"timeline/pkg/source"
	"timeline/pkg/timeline"
)

var update = flag.Bool("update", false, "write the schemas anew")

// TestInStepWithTypes makes the schemas from the types and compares them with the committed ones.
func TestInStepWithTypes(t *testing.T) {
	for name, made := range map[string]*jsonschema.Schema{
		schemas.Project:    project(t),
		schemas.Source:     article(t),
		schemas.Correction: correction(t),
	} {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(made); err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if committed, err := schemas.Files.ReadFile(name); err != nil || !bytes.Equal(committed, b.Bytes()) {
			t.Errorf("%s is not in step with the types: run go test ./docs/schemas -update (%v)", name, err)
		}
	}
}

// reflected returns the schema of a type, with the comments on its fields as descriptions.
func reflected(t *testing.T, title string, v any) *jsonschema.Schema {
	t.Helper()
	r := jsonschema.Reflector{
		Anonymous: true, DoNotReference: true, ExpandedStruct: true, RequiredFromJSONSchemaTags: true, FieldNameTag: "yaml",
		Mapper: func(t reflect.Type) *jsonschema.Schema {
			if t == reflect.TypeFor[date.Value]() {
				return &jsonschema.Schema{Type: "string"}
			}
			return nil
		},
	}
	for _, dir := range []string{"timeline", "source", "correct"} {
		if err := r.AddGoComments("timeline/docs/schemas", "../../pkg/"+dir); err != nil {
			t.Fatal(err)
		}
	}
	s := r.Reflect(v)
	s.Title, s.Description = title, ""
	described(t, title, s)
	lenient(s)
	return s
}

// described fails when a key has no description: an editor reads it while typing.
func described(t *testing.T, path string, s *jsonschema.Schema) {
	t.Helper()
	for p := s.Properties.Oldest(); p != nil; p = p.Next() {
		if p.Value.Description == "" {
			t.Errorf("%s %s has no description: write a comment on the field", path, p.Key)
		}
		inner := p.Value
		if inner.Items != nil {
			inner = inner.Items
		}
		if inner.Properties != nil {
			described(t, path+" "+p.Key, inner)
		}
	}
}

// lenient lets a schema take what the program takes: a key without a value is as good as none, and text may be
// written as a number or as true.
func lenient(s *jsonschema.Schema) {
	types := []string{s.Type, "null"}
	if s.Type == "string" {
		types = []string{"string", "number", "boolean", "null"}
	}
	s.Type = ""
	s.Extras = map[string]any{"type": types}
	if s.Items != nil {
		lenient(s.Items)
		s.Items.Description = ""
	}
	if s.Properties == nil {
		return
	}
	for p := s.Properties.Oldest(); p != nil; p = p.Next() {
		lenient(p.Value)
	}
}

// at returns the schema of a key, or of a key of its items.
func at(t *testing.T, s *jsonschema.Schema, path ...string) *jsonschema.Schema {
	t.Helper()
	for _, key := range path {
		if s.Items != nil {
			s = s.Items
		}
		next, ok := s.Properties.Get(key)
		if !ok {
			t.Fatalf("there is no key %s", key)
		}
		s = next
	}
	return s
}

// What text has to look like. Every date has a digit in it: "yesterday" has none.
const (
	someWord = `\S`
	someDate = `^\s*$|\d`
	address  = `^\s*$|^\s*[hH][tT][tT][pP][sS]?://[^\s"<>]+\s*$`
	contact  = `^\s*$|^([hH][tT][tT][pP][sS]?://|mailto:)\S+$`
)

func project(t *testing.T) *jsonschema.Schema {
	s := reflected(t, "content/timeline.yaml: the timeline as a whole", &timeline.Config{})
	at(t, s, "base_url").Pattern = address
	at(t, s, "repository").Pattern = contact
	at(t, s, "language").Examples = []any{"en", "uk", "ru"}
	at(t, s, "periods", "from").Pattern, at(t, s, "periods", "to").Pattern = someDate, someDate
	return s
}

func article(t *testing.T) *jsonschema.Schema {
	s := reflected(t, "the front matter of an article in content/sources", &source.FrontMatter{})
	at(t, s, "url").Pattern = address
	at(t, s, "published").Pattern, at(t, s, "updated").Pattern = someDate, someDate
	at(t, s, "kind").Enum = []any{source.Article, source.Digest, nil}
	at(t, s, "publish").Enum = []any{source.Excerpt, source.Full, nil}
	at(t, s, "language").Examples = []any{"en", "uk", "ru"}
	return s
}

// correction adds to the keys which of them belong together, as the program checks it.
func correction(t *testing.T) *jsonschema.Schema {
	s := reflected(t, "the front matter of a correction in content/corrections", &correct.FrontMatter{})
	for _, path := range [][]string{{"on"}, {"date"}, {"published"}, {"split", "date"}, {"add", "date"}} {
		at(t, s, path...).Pattern = someDate
	}
	for _, quoted := range []*jsonschema.Schema{at(t, s, "evidence").Items, at(t, s, "add", "evidence").Items} {
		needs(quoted, given("source"), given("quote"))
	}
	needs(at(t, s, "split").Items, given("quote"))
	add := at(t, s, "add")
	add.If = &jsonschema.Schema{Extras: map[string]any{"type": "object"}}
	add.Then = all(given("title"), given("date"), some(listed("sources"), listed("evidence"), on("editorial")))

	event, article, quote := given("event"), given("source"), given("quote")
	fields := []*jsonschema.Schema{given("date"), given("title"), given("summary"), on("pin"), listed("merge"), listed("split")}
	all := all(
		some(event, article, object("add")),
		not(all(event, article)), not(all(object("add"), some(event, article))),
		when(quote, article),
		some(append(fields, on("hide"), given("published"), object("add"))...),
		when(given("published"), all(article, not(quote))),
		when(all(article, not(quote)), not(some(append(fields, on("hide"))...))),
		when(on("hide"), not(some(append(fields, given("published"), object("add"))...))),
	)
	s.AllOf = all.AllOf
	s.Extras["type"] = "object"
	return s
}

// The words that rules are written in.

func all(list ...*jsonschema.Schema) *jsonschema.Schema  { return &jsonschema.Schema{AllOf: list} }
func some(list ...*jsonschema.Schema) *jsonschema.Schema { return &jsonschema.Schema{AnyOf: list} }
func not(s *jsonschema.Schema) *jsonschema.Schema        { return &jsonschema.Schema{Not: s} }
func when(a, b *jsonschema.Schema) *jsonschema.Schema    { return &jsonschema.Schema{If: a, Then: b} }

// needs makes an item of a list an object that obeys rules.
func needs(item *jsonschema.Schema, rules ...*jsonschema.Schema) {
	item.Extras["type"] = "object"
	item.AllOf = rules
}

// key is that a key is there with a value of a kind.
func key(name string, value *jsonschema.Schema) *jsonschema.Schema {
	s := &jsonschema.Schema{Required: []string{name}, Properties: jsonschema.NewProperties()}
	s.Properties.Set(name, value)
	return s
}

func given(name string) *jsonschema.Schema {
	return key(name, &jsonschema.Schema{Pattern: someWord, Extras: map[string]any{"type": []string{"string", "number", "boolean"}}})
}

func on(name string) *jsonschema.Schema { return key(name, &jsonschema.Schema{Const: true}) }

func object(name string) *jsonschema.Schema { return key(name, &jsonschema.Schema{Type: "object"}) }

func listed(name string) *jsonschema.Schema {
	word := &jsonschema.Schema{Not: &jsonschema.Schema{Enum: []any{"", nil}}}
	return key(name, &jsonschema.Schema{Type: "array", Contains: word})
}

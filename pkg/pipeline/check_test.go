package pipeline_test

import (
	"slices"
	"testing"

	"github.com/spf13/afero"

	"timeline/pkg/pipeline"
)

// TestCheck finds the problems that a build finds, those of a template too, and counts the same.
func TestCheck(t *testing.T) {
	for name, template := range map[string]string{"built-in": "", "broken": "{{.Body.Nothing}}", "sound": "<p>{{.Title}}</p>"} {
		fsys := project(t, articles, corrections)
		var own string
		if template != "" {
			own = "own"
			if err := afero.WriteFile(fsys, "own/event.html", []byte(template), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		built := build(t, fsys, func(o *pipeline.Options) { o.Templates = own })
		checked, err := pipeline.Check(t.Context(), pipeline.Options{Fs: fsys, Templates: own})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(checked.Problems, built.Problems) {
			t.Errorf("%s: check finds %v, build %v", name, checked.Problems, built.Problems)
		}
		if checked.Stats.Files != built.Stats.Files || checked.Stats.Events != built.Stats.Events {
			t.Errorf("%s: check counts %+v, build %+v", name, checked.Stats, built.Stats)
		}
	}
}

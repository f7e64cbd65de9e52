package pipeline

import (
	"context"

	"github.com/spf13/afero"

	"timeline/pkg/site"
)

// render makes the tree of public/ in memory.
func (r *Result) render(ctx context.Context, o Options) error {
	o.Progress(Step{Name: "writing pages"})
	outputs, problems := r.outputs(o)
	r.Problems.Add(problems...)
	t, problems, err := grow(ctx, o, outputs, o.Cache.tree())
	r.Problems.Add(problems...)
	if err != nil {
		return err
	}
	o.Cache.keep(t)
	r.Site, r.Stats.Files = t.fs(), len(t.files)
	return nil
}

// overrides opens the folder of templates, if there is one.
func overrides(o Options) site.Overrides {
	if o.Templates == "" {
		return nil
	}
	return afero.NewIOFS(below(o.Fs, o.Templates))
}

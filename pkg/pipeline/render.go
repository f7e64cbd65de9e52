package pipeline

import (
	"context"
	"io/fs"

	"github.com/spf13/afero"

	"timeline/pkg/export"
	"timeline/pkg/site"
)

// render makes the tree of public/ in memory: pages, then exports.
func (r *Result) render(ctx context.Context, o Options) error {
	out := afero.NewMemMapFs()
	o.Progress(Step{Name: "writing pages"})
	problems, err := site.Render(ctx, out, site.Input{
		Timeline: r.Timeline, Config: r.Config, Documents: r.Documents, Pages: r.Pages, Templates: overrides(o),
		Version: o.Version, Jobs: o.Jobs,
	})
	if err != nil {
		return err
	}
	r.Problems.Add(problems...)
	if err := r.export(out); err != nil {
		return err
	}
	r.Site = out
	return afero.Walk(out, ".", func(_ string, info fs.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			r.Stats.Files++
		}
		return err
	})
}

// overrides opens the folder of templates, if there is one.
func overrides(o Options) site.Overrides {
	if o.Templates == "" {
		return nil
	}
	return afero.NewIOFS(below(o.Fs, o.Templates))
}

func (r *Result) export(out afero.Fs) error {
	files, err := export.Files(r.Timeline, r.Config)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := afero.WriteFile(out, f.Name, f.Data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

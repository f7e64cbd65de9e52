package pipeline

import (
	"bytes"
	"context"
	"sync"

	"timeline/pkg/diag"
)

// Check reads the project and finds all that [Run] would complain about, without a site. Pages are made, and let go of at
// once, only where they may fail: with templates of the project's own.
func Check(ctx context.Context, o Options) (*Result, error) {
	o = o.withDefaults()
	r, err := Read(ctx, o)
	if err != nil {
		return nil, err
	}
	outputs, problems := r.outputs(o)
	r.Problems.Add(problems...)
	r.Stats.Files = len(outputs)
	if o.Templates != "" {
		if err := r.tryPages(ctx, o, outputs); err != nil {
			return nil, err
		}
	}
	r.Problems.Sort()
	return r, nil
}

// tryPages makes every page for the sake of its problems.
func (r *Result) tryPages(ctx context.Context, o Options, outputs []output) error {
	o.Progress(Step{Name: "trying the templates"})
	found := make([]diag.List, len(outputs))
	pool := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	share(o.Jobs, len(outputs), func(i int) {
		if outputs[i].page == nil || ctx.Err() != nil {
			return
		}
		buf := pool.Get().(*bytes.Buffer)
		defer pool.Put(buf)
		buf.Reset()
		found[i] = outputs[i].page.Make(buf)
	})
	for _, problems := range found {
		r.Problems.Add(problems...)
		if problems != nil {
			r.Stats.Files--
		}
	}
	return ctx.Err()
}

package pipeline

import (
	"bytes"

	"timeline/pkg/diag"
	"timeline/pkg/export"
	"timeline/pkg/site"
	"timeline/pkg/timeline"
)

// output is a file of public/ that is not made yet: a page, or a form of the timeline in pieces.
type output struct {
	path string
	key  timeline.Digest // stands for the bytes, within one program; zero: they have to be made to know them
	page *site.File      // nil for a form
	form *export.Form
}

// outputs returns every file of public/: pages, then exports.
func (r *Result) outputs(o Options) ([]output, diag.List) {
	sums := sum(r.Timeline, o.Jobs)
	var forms []export.Form
	planned := make(chan struct{})
	go func() {
		defer close(planned)
		forms = export.Forms(r.Timeline, r.Config, sums)
	}()
	files, problems := site.Plan(site.Input{
		Timeline: r.Timeline, Config: r.Config, Documents: r.Documents, Pages: r.Pages, Templates: overrides(o),
		Version: o.Version, Jobs: o.Jobs, Sums: sums.Events, Lexicon: o.Cache.lexicon(),
	})
	<-planned
	list := make([]output, 0, len(files)+len(forms))
	for i := range forms {
		list = append(list, output{path: forms[i].Name, key: forms[i].Key(), form: &forms[i]})
	}
	for i := range files {
		list = append(list, output{path: files[i].Path, key: files[i].Key, page: &files[i]})
	}
	return list, problems
}

// sum takes the digests of a timeline's parts, several at once.
func sum(tl *timeline.Timeline, jobs int) export.Sums {
	s := export.Sums{Events: make([]timeline.Digest, len(tl.Events)), Sources: make([]timeline.Digest, len(tl.Sources))}
	share(jobs, len(tl.Events), func(i int) { s.Events[i] = tl.Events[i].Digest() })
	share(jobs, len(tl.Sources), func(i int) { s.Sources[i] = tl.Sources[i].Digest() })
	return s
}

// bytes makes the file in memory.
func (o *output) bytes(buf *bytes.Buffer) (diag.List, error) {
	if o.page != nil {
		return o.page.Make(buf), nil
	}
	for _, p := range o.form.Pieces {
		data, err := p.Append(buf.AvailableBuffer())
		if err != nil {
			return nil, err
		}
		buf.Write(data)
	}
	return nil, nil
}

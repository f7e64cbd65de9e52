package site

import (
	"bytes"
	"context"
	"path"
	"runtime"
	"sync"

	"github.com/spf13/afero"
	"golang.org/x/sync/errgroup"

	"timeline/pkg/diag"
	"timeline/pkg/timeline"
)

// File is a file of the site, not yet made.
type File struct {
	Path string // relative to the site's root, with slashes

	// Key stands for everything that the file is made from, with one program and one set of built-in templates: equal
	// keys, equal bytes. The zero key stands for nothing: the file has to be made to know it.
	Key timeline.Digest

	task *task
	r    *renderer
}

// Make writes the file's bytes to buf. It may be called at any time, from any goroutine, and gives the same bytes each
// time. A problem is one of a template; then there is no such file.
func (f *File) Make(buf *bytes.Buffer) diag.List {
	if err := f.r.make(buf, f.task); err != nil {
		return diag.List{templateProblem(err)}
	}
	return nil
}

// Plan returns every file of the site, in an order that follows from the input alone, and the problems of the content, the
// templates and the theme. There are no files when the templates cannot be read.
func Plan(in Input) ([]File, diag.List) {
	w, problems := newWords(in.Config.Language, in.Templates)
	m, found := newModel(in, w)
	problems.Add(found...)
	r, found := newRenderer(m, in.Templates)
	problems.Add(found...)
	if found.Err() != nil {
		return nil, problems
	}
	tasks := m.tasks(&problems)
	files := make([]File, len(tasks))
	for i := range tasks {
		files[i] = File{Path: tasks[i].path, Key: tasks[i].key, task: &tasks[i], r: r}
	}
	problems.Sort()
	return files, problems
}

// Render writes the pages to out, which should be empty. The same input gives the same bytes, whatever Jobs is. Problems
// are those of [Plan] and of each file, in the order of the files; the error is of the file system or the context.
func Render(ctx context.Context, out afero.Fs, in Input) (diag.List, error) {
	files, problems := Plan(in)
	if err := makeFolders(out, files); err != nil {
		return nil, err
	}
	found := make([]diag.List, len(files))
	group, running := errgroup.WithContext(ctx)
	group.SetLimit(jobs(in.Jobs))
	buffers := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	for i := range files {
		if running.Err() != nil {
			break
		}
		group.Go(func() error {
			buf := buffers.Get().(*bytes.Buffer)
			defer buffers.Put(buf)
			buf.Reset()
			if found[i] = files[i].Make(buf); found[i] != nil {
				return nil // reported with its place below; the other pages are still made
			}
			return afero.WriteFile(out, files[i].Path, buf.Bytes(), 0o644)
		})
	}
	err := group.Wait()
	if err == nil {
		err = ctx.Err()
	}
	for _, f := range found {
		problems.Add(f...)
	}
	problems.Sort()
	return problems, err
}

// makeFolders makes each folder once, so that the workers only write.
func makeFolders(out afero.Fs, files []File) error {
	made := map[string]bool{".": true}
	for _, f := range files {
		if dir := path.Dir(f.Path); !made[dir] {
			if err := out.MkdirAll(dir, 0o755); err != nil {
				return err
			}
			made[dir] = true
		}
	}
	return nil
}

// jobs returns how many things are done at once.
func jobs(n int) int {
	if n <= 0 {
		return runtime.GOMAXPROCS(0)
	}
	return n
}

// parallel calls do with 0 to n-1, some at once.
func parallel(most, n int, do func(int)) {
	most = jobs(most)
	var group sync.WaitGroup
	for k := range most {
		group.Go(func() {
			for i := n * k / most; i < n*(k+1)/most; i++ {
				do(i)
			}
		})
	}
	group.Wait()
}

// inStretches calls do with stretches of a list, which make it up, some at once.
func inStretches[T any](most int, list []T, do func(stretch []T)) {
	most = jobs(most)
	parallel(most, most, func(k int) { do(list[len(list)*k/most : len(list)*(k+1)/most]) })
}

package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"syscall"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"timeline/pkg/diag"
	"timeline/pkg/pipeline"
)

// version is shown in the footer of the site. It changes by hand: the same content must give the same bytes.
const version = "0.1"

// projectFlags are the flags of the commands that read a project.
type projectFlags struct {
	content, public, templates, baseURL string
	jobs                                int
	strict                              bool
}

// register adds the flags of commands that read the content.
func (f *projectFlags) register(c *cobra.Command) {
	c.Flags().StringVar(&f.content, "content", "content", "the folder with the articles")
	c.Flags().IntVar(&f.jobs, "jobs", 0, "how many things to do at once (default: one for each processor)")
}

// registerSite adds the flags of commands that also make the site.
func (f *projectFlags) registerSite(c *cobra.Command) {
	f.register(c)
	c.Flags().StringVar(&f.templates, "templates", "", "a folder of templates and assets that replace the built-in ones")
	c.Flags().StringVar(&f.baseURL, "base-url", "", "where the site will stand, for feeds and the sitemap (overrides timeline.yaml)")
}

// options turns the flags into what the pipeline wants.
func (a *app) options(f projectFlags) (pipeline.Options, error) {
	if f.jobs < 0 {
		return pipeline.Options{}, usagef("--jobs is a number from 1 on, not %d", f.jobs)
	}
	o := pipeline.Options{
		Fs: a.fs, Content: a.path(f.content), BaseURL: f.baseURL, Jobs: f.jobs, Strict: f.strict, Version: version,
		Cache: pipeline.OpenCache(a.fs, a.cacheDir(), a.program), CacheDir: a.cacheDir(),
	}
	if f.public != "" {
		o.Public = a.path(f.public)
	}
	if f.templates != "" {
		o.Templates = a.path(f.templates)
		if info, err := a.fs.Stat(o.Templates); err != nil || !info.IsDir() {
			return o, usagef("--templates: there is no folder %s", o.Templates)
		}
	}
	return o, nil
}

// cacheDir is kept out of version control by its leading dot and the project's .gitignore.
func (a *app) cacheDir() string { return filepath.Join(a.dir, ".cache", "timeline") }

// saveCache keeps what was read for the next command. That it cannot be kept costs time only.
func (a *app) saveCache(o pipeline.Options) { _ = o.Cache.Save(a.fs, a.cacheDir()) }

// shortLived lets a command that builds once and ends do so without collecting garbage.
func (a *app) shortLived() {
	if a.collectLate != nil {
		a.collectLate()
	}
}

// read reads a project without making its site.
func (a *app) read(ctx context.Context, f projectFlags) (*pipeline.Result, error) {
	a.shortLived()
	o, err := a.options(f)
	if err != nil {
		return nil, err
	}
	done := a.progress(&o)
	r, err := pipeline.Read(ctx, o)
	done()
	if err != nil {
		return nil, explainError(err)
	}
	a.saveCache(o)
	return r, nil
}

// explainError adds to an error of the pipeline what a person can do about it.
func explainError(err error) error {
	var missing *pipeline.NoContentError
	switch {
	case errors.As(err, &missing):
		return hinted{err, "run it in a project's folder, or name one with -C; `timeline new DIR` makes one"}
	case errors.Is(err, pipeline.ErrForeign):
		return hinted{err, "nothing was deleted; name another folder with --public, or empty this one yourself"}
	case errors.Is(err, fs.ErrPermission):
		return hinted{err, "the folder and its parent must be writable"}
	case errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EXDEV):
		return hinted{err, "a mounted folder cannot be exchanged; name a folder inside it with --public"}
	case errors.Is(err, context.Canceled):
		return errors.New("interrupted; nothing was changed")
	}
	return err
}

// hinted is an error with a next step.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

// progress shows a bar on a terminal while the pipeline works; done takes it away.
func (a *app) progress(o *pipeline.Options) (done func()) {
	if a.quiet || !a.isTerminal(a.stderr) {
		return func() {}
	}
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(a.stderr), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetWidth(30), progressbar.OptionThrottle(60*time.Millisecond), progressbar.OptionEnableColorCodes(false),
		progressbar.OptionShowCount())
	last := ""
	o.Progress = func(s pipeline.Step) {
		if s.Name != last {
			last = s.Name
			bar.Reset()
			bar.Describe(s.Name)
			bar.ChangeMax(cmp.Or(s.Total, -1)) // a spinner when nobody knows how much there is
		}
		_ = bar.Set(s.Done) // a bar that cannot be drawn does no harm
	}
	return func() { _ = bar.Finish() }
}

// failOn returns errContent when there are errors among the problems.
func failOn(l diag.List) error {
	if l.Count(diag.Error) > 0 {
		return errContent
	}
	return nil
}

package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/afero"
	"github.com/spf13/cobra"

	"timeline/pkg/diag"
)

// starter is the project that `timeline new` writes. Its gitignore lacks the dot, so that it does not act here.
//
//go:embed starter
var starter embed.FS

func newNew(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "new DIR",
		Short:   "Make a small project to start from",
		Long:    "Make a small project to start from: three articles, a correction, a page and the settings, with comments.\nDIR must not exist yet, or be empty.",
		Example: "  timeline new my-timeline\n  cd my-timeline\n  timeline build",
		GroupID: groupMake,
		Args:    cobra.ExactArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return a.makeNew(args[0]) },
	}
}

func (a *app) makeNew(dir string) error {
	target := a.path(dir)
	entries, err := afero.ReadDir(a.fs, target)
	switch {
	case err == nil && len(entries) > 0:
		return usageError{hinted{fmt.Errorf("%s is not empty", dir), "name a new folder"}}
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	err = fs.WalkDir(starter, "starter", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := starter.ReadFile(name)
		if err != nil {
			return err
		}
		rel := strings.TrimPrefix(name, "starter/")
		if rel == "gitignore" {
			rel = ".gitignore"
		}
		return a.create(filepath.Join(target, filepath.FromSlash(rel)), data)
	})
	if err != nil {
		return err
	}
	if err := a.writeSchemas(filepath.Join(target, "content")); err != nil {
		return err
	}
	if !a.quiet {
		fmt.Fprintf(a.stdout, "Made a project in %s. Now:\n  cd %s\n  timeline build\n  timeline serve\n", diag.Printable(dir), diag.Printable(dir))
	}
	return nil
}

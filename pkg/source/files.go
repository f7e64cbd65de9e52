package source

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"timeline/pkg/diag"
)

// Files returns the articles' files below a folder, sorted by name. Hidden files and folders, and the backup files of
// editors, are passed over; other files that are not articles are reported as warnings. A folder that is not there
// holds no articles.
func Files(fsys afero.Fs, dir string) ([]string, diag.List) {
	var files []string
	var problems diag.List
	err := afero.Walk(fsys, dir, func(name string, info fs.FileInfo, err error) error {
		name = strings.ReplaceAll(name, `\`, "/")
		switch {
		case err != nil && name == dir && errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			problems.Errorf(diag.Position{File: name}, "cannot be read: %s", err)
			return nil
		case passedOver(path.Base(name)) && name != dir:
			if info.IsDir() {
				return fs.SkipDir
			}
		case info.IsDir():
		case !info.Mode().IsRegular():
			problems.Add(diag.Problem{Position: diag.Position{File: name}, Severity: diag.Warning,
				Message: "not a regular file, passed over", Hint: "copy the article here"})
		case Format(name) == "":
			problems.Add(diag.Problem{Position: diag.Position{File: name}, Severity: diag.Warning,
				Message: "not an article, passed over", Hint: "articles are .md, .txt, .html or .jsonl files"})
		default:
			files = append(files, name)
		}
		return nil
	})
	if err != nil {
		problems.Errorf(diag.Position{File: dir}, "cannot be read: %s", err)
	}
	slices.Sort(files)
	problems.Sort()
	return files, problems
}

// passedOver reports hidden files and what editors leave beside the file that they write.
func passedOver(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#") || strings.HasSuffix(base, "~") ||
		strings.HasSuffix(base, ".swp") || strings.HasSuffix(base, ".tmp") || strings.HasSuffix(base, ".bak")
}

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/afero"

	"timeline/docs/schemas"
)

// create writes a new file, all of it or nothing, and never over another one. Killed at any moment, it leaves the
// whole file or none.
func (a *app) create(name string, data []byte) error {
	if err := a.fs.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	if _, real := a.fs.(*afero.OsFs); !real {
		return a.createPlainly(name, data)
	}
	if done, err := writeNameless(name, data); done {
		return err
	}
	temporary, err := writeBeside(name, data)
	if err != nil {
		return err
	}
	defer os.Remove(temporary)
	// A link appears whole, and is refused when the name is taken; a rename would replace the other file.
	err = os.Link(temporary, name)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return ifTaken(name, err)
	}
	if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) { // a file system without links
		return ifTaken(name, errors.Join(err, fs.ErrExist))
	}
	return os.Rename(temporary, name)
}

// writeBeside writes a whole file under a hidden name of its own in the folder of another, and returns that name.
func writeBeside(name string, data []byte) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".new-")
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// createPlainly is create where nobody is killed: in memory.
func (a *app) createPlainly(name string, data []byte) error {
	f, err := a.fs.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return ifTaken(name, err)
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

func ifTaken(name string, err error) error {
	if errors.Is(err, fs.ErrExist) {
		return taken(name)
	}
	return err
}

func taken(name string) error {
	return hinted{fmt.Errorf("%s exists already and is not overwritten", name), "edit it, or choose another name"}
}

// schemasIn is the folder of a project's content for the JSON Schemas that the files beside it name. Its dot keeps it
// out of what is read.
const schemasIn = ".schemas"

// writeSchemas puts the schemas of this program into a project's content, where they are missing or of another version.
func (a *app) writeSchemas(content string) error {
	for _, schema := range []string{schemas.Project, schemas.Source, schemas.Correction} {
		data, err := schemas.Files.ReadFile(schema)
		if err != nil {
			return err
		}
		name := filepath.Join(content, schemasIn, schema)
		old, err := afero.ReadFile(a.fs, name)
		switch {
		case err == nil && bytes.Equal(old, data):
		case errors.Is(err, fs.ErrNotExist):
			if err := a.create(name, data); err != nil {
				return err
			}
		default:
			if err := a.replace(name, data); err != nil {
				return err
			}
		}
	}
	return nil
}

// replace writes a file of ours over an old one, in one step.
func (a *app) replace(name string, data []byte) error {
	temporary := name + ".new"
	if err := afero.WriteFile(a.fs, temporary, data, 0o644); err != nil {
		return err
	}
	return a.fs.Rename(temporary, name)
}

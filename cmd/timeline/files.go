package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/afero"
)

// create writes a new file, all of it or nothing, and never over another one.
func (a *app) create(name string, data []byte) error {
	if err := a.fs.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	if _, real := a.fs.(*afero.OsFs); !real {
		return a.createPlainly(name, data)
	}
	temporary, err := os.CreateTemp(filepath.Dir(name), ".new-")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	_, err = temporary.Write(data)
	if err = errors.Join(err, temporary.Chmod(0o644), temporary.Sync(), temporary.Close()); err != nil {
		return err
	}
	// A link appears whole, and is refused when the name is taken; a rename would replace the other file.
	err = os.Link(temporary.Name(), name)
	switch {
	case errors.Is(err, fs.ErrExist):
		return taken(name)
	case err != nil:
		return a.createPlainly(name, data) // a file system without links
	}
	return nil
}

func (a *app) createPlainly(name string, data []byte) error {
	f, err := a.fs.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return taken(name)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

func taken(name string) error {
	return hinted{fmt.Errorf("%s exists already and is not overwritten", name), "edit it, or choose another name"}
}

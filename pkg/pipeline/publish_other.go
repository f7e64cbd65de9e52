//go:build !linux

package pipeline

import (
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/afero"
)

// exchange reports that folders cannot be swapped in one step here.
func exchange(a, b string) (done bool, err error) { return false, nil }

// flush waits until every file of the tree is on the disk.
func (d disk) flush(dir string) error {
	if !d.real() {
		return nil
	}
	return filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		defer f.Close()
		return f.Sync()
	})
}

// lock reports whether a folder is old enough to be nobody's: there are no locks on folders here.
func (d disk) lock(dir string) (unlock func(), ok bool) {
	info, err := d.Stat(dir)
	if err != nil {
		return nil, false
	}
	fresh := time.Since(info.ModTime()) < time.Hour
	entries, err := os.ReadDir(dir)
	if d.real() && fresh && (err != nil || len(entries) > 0) {
		return nil, false
	}
	return func() {}, true
}

// syncDir does nothing: folders cannot be flushed everywhere.
func syncDir(dir string) error { return nil }

// canExchange says that folders cannot be swapped in one step, so that there is no spare tree.
const canExchange = false

// absent is the kind of what is not there.
const absent = fs.ModeIrregular

// look returns the kind, size and time of change of a file, links not followed.
func look(file string) (kind fs.FileMode, size, time int64) {
	info, err := os.Lstat(file)
	if err != nil {
		return absent, 0, 0
	}
	return info.Mode().Type(), info.Size(), info.ModTime().UnixNano()
}

// inspector is a folder whose files are looked at.
type inspector struct{ dir string }

func inspect(dir string) (inspector, error) { return inspector{dir}, nil }

func (t inspector) close() {}

// look returns the kind, size and time of change of a file in the folder, links not followed.
func (t inspector) look(name string) (kind fs.FileMode, size, time int64) {
	return look(filepath.Join(t.dir, filepath.FromSlash(name)))
}

// sameDevice reports that nothing is known.
func sameDevice(a, b string) bool { return false }

// mapText reports that files are read here.
func mapText(afero.File) (text string, ok bool) { return "", false }

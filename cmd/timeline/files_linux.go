package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// writeNameless writes a file that has no name until all of it is there, so that a process that is killed leaves
// nothing behind, and links it to a name that must be free. done is false where the file system cannot do that.
func writeNameless(name string, data []byte) (done bool, err error) {
	fd, err := unix.Open(filepath.Dir(name), unix.O_TMPFILE|unix.O_WRONLY|unix.O_CLOEXEC, 0o644)
	if err != nil {
		return false, nil // the other way is tried, and says what is wrong
	}
	f := os.NewFile(uintptr(fd), name)
	defer f.Close()
	if _, err := f.Write(data); err != nil {
		return true, err
	}
	if err := errors.Join(f.Chmod(0o644), f.Sync()); err != nil {
		return true, err
	}
	err = unix.Linkat(unix.AT_FDCWD, fmt.Sprintf("/proc/self/fd/%d", fd), unix.AT_FDCWD, name, unix.AT_SYMLINK_FOLLOW)
	switch {
	case errors.Is(err, fs.ErrExist):
		return true, taken(name)
	case err != nil:
		return false, nil
	}
	return true, nil
}

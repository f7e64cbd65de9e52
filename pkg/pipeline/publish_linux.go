package pipeline

import (
	"errors"
	"io/fs"
	"math"
	"os"
	"unsafe"

	"github.com/spf13/afero"
	"golang.org/x/sys/unix"
)

// exchange swaps two folders in one step (renameat2 with RENAME_EXCHANGE, Linux 3.15). done is false when the file
// system cannot do it.
func exchange(a, b string) (done bool, err error) {
	err = unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
	if errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EINVAL) {
		return false, nil
	}
	if err != nil {
		return false, &os.LinkError{Op: "exchange", Old: a, New: b, Err: err}
	}
	return true, nil
}

// flush waits until all files of the file system that holds the tree are on the disk.
func (d disk) flush(dir string) error {
	if !d.real() {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return unix.Syncfs(int(f.Fd()))
}

// lock takes a folder for this process; the lock ends with the process, however that ends.
func (d disk) lock(dir string) (unlock func(), ok bool) {
	if !d.real() {
		return func() {}, true
	}
	f, err := os.Open(dir)
	if err != nil {
		return nil, false
	}
	if unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) != nil {
		f.Close()
		return nil, false
	}
	return func() { f.Close() }, true
}

func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// canExchange says that folders can be swapped in one step, on most file systems.
const canExchange = true

// absent is the kind of what is not there.
const absent = fs.ModeIrregular

// look returns the kind, size and time of change of a file, links not followed.
func look(file string) (kind fs.FileMode, size, time int64) { return lookFrom(unix.AT_FDCWD, file) }

// lookFrom is look for a name that is relative to an open folder.
func lookFrom(folder int, name string) (kind fs.FileMode, size, time int64) {
	var st unix.Stat_t
	if err := unix.Fstatat(folder, name, &st, unix.AT_SYMLINK_NOFOLLOW); err != nil {
		return absent, 0, 0
	}
	switch st.Mode & unix.S_IFMT {
	case unix.S_IFREG:
		kind = 0
	case unix.S_IFDIR:
		kind = fs.ModeDir
	default:
		kind = fs.ModeSymlink // or something else that no build makes
	}
	return kind, st.Size, st.Mtim.Nano()
}

// inspector is an open folder: the way to it is walked once for all the files in it that are looked at.
type inspector struct{ fd int }

// inspect opens a folder; a link to one is none.
func inspect(dir string) (inspector, error) {
	fd, err := unix.Open(dir, unix.O_PATH|unix.O_DIRECTORY|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
	return inspector{fd}, err
}

func (t inspector) close() { unix.Close(t.fd) }

// look returns the kind, size and time of change of a file in the folder, links not followed.
func (t inspector) look(name string) (kind fs.FileMode, size, time int64) {
	return lookFrom(t.fd, name)
}

// sameDevice reports whether two folders are on one file system.
func sameDevice(a, b string) bool {
	var x, y unix.Stat_t
	return unix.Stat(a, &x) == nil && unix.Stat(b, &y) == nil && x.Dev == y.Dev
}

// mapText returns a file of the system as a string, which is the file itself: it must not change. A file that the disk cannot
// give whole is not mapped.
func mapText(f afero.File) (text string, ok bool) {
	file, ok := f.(*os.File)
	if !ok {
		return "", false
	}
	info, err := file.Stat()
	if err != nil || info.Size() == 0 || info.Size() > math.MaxInt {
		return "", false
	}
	data, err := unix.Mmap(int(file.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return "", false
	}
	if err := unix.Madvise(data, unix.MADV_POPULATE_READ); err != nil { // Linux 5.14
		_ = unix.Munmap(data) // it is read then
		return "", false
	}
	return unsafe.String(unsafe.SliceData(data), len(data)), true
}

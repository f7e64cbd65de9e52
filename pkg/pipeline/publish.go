package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/spf13/afero"
	"golang.org/x/sync/errgroup"
)

// ErrForeign says that the folder to publish into holds something else than a timeline.
var ErrForeign = errors.New("not a timeline's output")

// Publish makes the folder public hold exactly the tree of site, in one step: killed at any moment, public is either
// the old tree or the new one. The new tree is written beside it, flushed to the disk, and exchanged with the old one;
// then the old one is removed. What a killed build left behind is cleared away first.
//
// A folder that is not empty must be a timeline's output (it has a timeline.json); otherwise Publish leaves it alone
// and returns [ErrForeign], so that a mistyped --public deletes nothing. Entries at its top that web servers and
// version control own, those with a leading dot and CNAME, are carried over.
func Publish(fsys, site afero.Fs, public string) error {
	p, err := begin(fsys, public)
	if err != nil {
		return err
	}
	var files []string
	err = afero.Walk(site, ".", func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			files = append(files, filepath.ToSlash(path))
		}
		return err
	})
	if err != nil {
		return p.end(err)
	}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, path := range files {
		g.Go(func() error {
			data, err := afero.ReadFile(site, path)
			if err != nil {
				return err
			}
			return p.put(path, data)
		})
	}
	if err := g.Wait(); err != nil {
		return p.end(err)
	}
	err = p.settle()
	if err == nil {
		err = p.commit()
	}
	return p.end(err)
}

// publication is a tree on its way into the place of public. Its methods may be called by many goroutines until commit.
type publication struct {
	disk
	public  string // where the tree will stand
	exists  bool   // whether one stands there
	stage   string // the new tree
	release func() // of the lock on it
	kept    bool   // the stage is not ours to remove

	folders sync.Map     // those of the stage that are there, each with a *sync.Once
	fresh   atomic.Int64 // files that are not links to old ones
	many    bool         // it is known that one flush of all will be better than one for each

	flushing errgroup.Group // files on their way to the disk, while others are made
}

// begin makes an empty tree beside public.
func begin(fsys afero.Fs, public string) (*publication, error) {
	p := &publication{disk: disk{fsys}}
	if err := p.open(public); err != nil {
		return nil, err
	}
	var err error
	p.stage, p.release, err = p.disk.stage(p.public)
	return p, err
}

// open looks at what stands at public, and sees to it that something can.
func (p *publication) open(public string) (err error) {
	p.flushing.SetLimit(flushers)
	if p.public, err = p.resolve(public); err != nil {
		return err
	}
	if err := p.recover(p.public); err != nil {
		return err
	}
	if p.exists, err = p.check(p.public); err != nil {
		return err
	}
	return p.MkdirAll(filepath.Dir(p.public), 0o777)
}

// put writes a file of the tree. One whose bytes are those of the published file is linked to it, which costs little and
// keeps its time of change for whoever copies the site elsewhere.
func (p *publication) put(name string, data []byte) error {
	if err := p.folder(path.Dir(name)); err != nil {
		return err
	}
	target := filepath.Join(p.stage, filepath.FromSlash(name))
	if p.link(filepath.Join(p.public, filepath.FromSlash(name)), target, data) {
		return nil
	}
	return p.create(target, data)
}

// folder makes a folder of the stage, once.
func (p *publication) folder(dir string) error {
	if dir == "." {
		return nil
	}
	made, _ := p.folders.LoadOrStore(dir, new(sync.Once))
	var err error
	made.(*sync.Once).Do(func() {
		if err = p.folder(path.Dir(dir)); err == nil {
			err = p.Mkdir(filepath.Join(p.stage, filepath.FromSlash(dir)), 0o755)
			if errors.Is(err, fs.ErrExist) {
				err = nil
			}
		}
	})
	return err
}

// settle waits until the tree is on the disk: after a power cut the exchange must not show empty files.
func (p *publication) settle() error {
	if n := p.fresh.Load(); n == 0 || n <= fewFiles && !p.many {
		return p.flushing.Wait()
	}
	return errors.Join(p.flushing.Wait(), p.flush(p.stage))
}

// close closes a new file, once it is on the disk if it is one of few.
func (p *publication) close(f afero.File) error {
	if p.fresh.Add(1) > fewFiles || p.many {
		return f.Close()
	}
	p.flushing.Go(func() error { return errors.Join(f.Sync(), f.Close()) })
	return nil
}

// commit puts the tree, once it has settled, into the place of public.
func (p *publication) commit() error {
	if p.exists {
		if err := p.carry(p.public, p.stage); err != nil {
			return err
		}
	}
	return p.swap(p.stage, p.public, p.exists)
}

// end removes the stage, which holds the old tree after a commit and a part of the new one after a failure, and returns
// all that went wrong.
func (p *publication) end(err error) error {
	if flushed := p.flushing.Wait(); err == nil {
		err = flushed
	}
	if !p.kept {
		err = errors.Join(err, p.RemoveAll(p.stage))
	}
	p.release()
	return err
}

// disk is a file system to publish on: the operating system's, or memory.
type disk struct{ afero.Fs }

// real reports whether the files are the operating system's.
func (d disk) real() bool {
	_, ok := d.Fs.(*afero.OsFs)
	return ok
}

// resolve follows a symbolic link, so that the tree behind it is exchanged and the link stays.
func (d disk) resolve(public string) (string, error) {
	public = filepath.Clean(public)
	if !d.real() {
		return public, nil
	}
	target, err := filepath.EvalSymlinks(public)
	if errors.Is(err, fs.ErrNotExist) {
		return filepath.Abs(public)
	}
	if err != nil {
		return "", err
	}
	return filepath.Abs(target)
}

// check reports whether public exists, and refuses it when it holds something else than a timeline.
func (d disk) check(public string) (exists bool, err error) {
	info, err := d.Stat(public)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !info.IsDir() {
		return false, fmt.Errorf("%s is a file, not a folder: %w", public, ErrForeign)
	}
	entries, err := afero.ReadDir(d, public)
	if err != nil {
		return false, err
	}
	ours := !slices.ContainsFunc(entries, func(e os.FileInfo) bool { return !carried(e.Name()) })
	if !ours && !d.marked(public) {
		return false, fmt.Errorf("%s has files in it and no timeline.json: %w", public, ErrForeign)
	}
	return true, nil
}

// marked reports whether the folder has a timeline.json that looks like ours.
func (d disk) marked(public string) bool {
	f, err := d.Open(filepath.Join(public, "timeline.json"))
	if err != nil {
		return false
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, 256))
	return err == nil && bytes.HasPrefix(head, []byte("{")) && bytes.Contains(head, []byte(`"version"`))
}

// carried reports whether an entry at the top of public is not ours to replace.
func carried(name string) bool { return strings.HasPrefix(name, ".") || name == "CNAME" }

// The names of what a build puts beside public: the new tree, and where an exchange in two steps keeps the old one.
const (
	stageMark = ".timeline-new-"
	oldMark   = ".timeline-old"
)

func beside(public, mark string) string {
	dir, base := filepath.Split(public)
	return filepath.Join(dir, "."+base+mark)
}

// recover finishes what a killed build began: an exchange in two steps that lacks its second, and trees left over.
// A tree that another build is writing now is locked and stays.
func (d disk) recover(public string) error {
	old := beside(public, oldMark)
	if _, err := d.Stat(public); errors.Is(err, fs.ErrNotExist) {
		if err := d.Rename(old, public); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := d.RemoveAll(old); err != nil {
		return err
	}
	left, err := afero.Glob(d, escapeGlob(beside(public, stageMark))+"*")
	if err != nil {
		return err
	}
	for _, dir := range left {
		unlock, ok := d.lock(dir)
		if !ok {
			continue
		}
		err := d.RemoveAll(dir)
		unlock()
		if err != nil {
			return err
		}
	}
	return nil
}

// escapeGlob makes a path match itself only.
func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

// stage makes a locked folder for the new tree beside public.
func (d disk) stage(public string) (dir string, release func(), err error) {
	mark := beside(public, stageMark)
	dir, err = afero.TempDir(d, filepath.Dir(mark), filepath.Base(mark))
	if err != nil {
		return "", nil, err
	}
	release, ok := d.lock(dir)
	if !ok {
		return "", nil, fmt.Errorf("%s is in use by another build", dir)
	}
	return dir, release, d.Chmod(dir, 0o755)
}

// fewFiles is how many new files are flushed to the disk one by one. For more, one call for the whole file system
// costs less, though it waits for everybody else's files too.
const fewFiles = 100

// flushers is how many files are flushed at once; each takes a thread.
const flushers = 16

// create writes a new file.
func (p *publication) create(path string, data []byte) error {
	f, err := p.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		return errors.Join(err, f.Close())
	}
	return p.close(f)
}

// link makes target another name of the file old if that holds exactly data.
func (d disk) link(old, target string, data []byte) bool {
	if !d.real() {
		return false
	}
	info, err := os.Lstat(old)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return false
	}
	have, err := os.ReadFile(old)
	return err == nil && bytes.Equal(have, data) && os.Link(old, target) == nil
}

// carry takes the entries that are not ours from public into stage, as links, so that both trees have them.
func (d disk) carry(public, stage string) error {
	entries, err := afero.ReadDir(d, public)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !carried(e.Name()) {
			continue
		}
		if _, err := d.Stat(filepath.Join(stage, e.Name())); err == nil {
			continue // the site has one of its own
		}
		if err := d.copy(filepath.Join(public, e.Name()), filepath.Join(stage, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// copy makes a tree again elsewhere: folders anew, files as links where that is possible, symbolic links as they are.
func (d disk) copy(from, to string) error {
	return afero.Walk(d, from, func(path string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		switch {
		case info.IsDir():
			return d.MkdirAll(target, info.Mode().Perm())
		case info.Mode()&fs.ModeSymlink != 0 && d.real():
			place, err := os.Readlink(path)
			if err != nil {
				return err
			}
			return os.Symlink(place, target)
		case d.real() && os.Link(path, target) == nil:
			return nil
		}
		data, err := afero.ReadFile(d, path)
		if err != nil {
			return err
		}
		return afero.WriteFile(d, target, data, info.Mode().Perm())
	})
}

// swap puts stage in the place of public, and what was there in the place of stage.
func (d disk) swap(stage, public string, exists bool) error {
	if !exists {
		return d.Rename(stage, public)
	}
	if d.real() {
		done, err := exchange(stage, public)
		if done || err != nil {
			return errors.Join(err, syncDir(filepath.Dir(public)))
		}
	}
	// Without an exchange in one step there is a moment without public; recover puts the old tree back if the
	// process ends in it.
	old := beside(public, oldMark)
	if err := d.Rename(public, old); err != nil {
		return err
	}
	if err := d.Rename(stage, public); err != nil {
		return errors.Join(err, d.Rename(old, public))
	}
	return d.RemoveAll(old)
}

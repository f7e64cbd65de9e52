package pipeline

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"io/fs"
	"path"
	"slices"
	"sync"
	"time"

	"github.com/spf13/afero"

	"timeline/pkg/diag"
	"timeline/pkg/timeline"
)

// memory is a site in memory. It is made by one build and not changed afterwards; the next build's tree shares the files
// that stayed the same.
type memory struct {
	files map[string]*leaf

	listing sync.Once
	folders map[string][]fs.DirEntry // made when somebody lists one
}

// leaf is a file of a tree. An export of a preview is made when it is first read.
type leaf struct {
	key  timeline.Digest
	once sync.Once
	made func() ([]byte, error)
	data []byte
	err  error
}

func (l *leaf) bytes() ([]byte, error) {
	l.once.Do(func() {
		if l.made != nil {
			l.data, l.err = l.made()
			l.made = nil
		}
	})
	return l.data, l.err
}

// grow makes the tree of the outputs. What an earlier tree has under the same key is taken from it.
func grow(ctx context.Context, o Options, outputs []output, before *memory) (*memory, diag.List, error) {
	leaves := make([]*leaf, len(outputs))
	found := make([]diag.List, len(outputs))
	errs := make([]error, len(outputs))
	share(o.Jobs, len(outputs), func(i int) {
		out := &outputs[i]
		if before != nil && out.key != (timeline.Digest{}) {
			if l := before.files[out.path]; l != nil && l.key == out.key {
				leaves[i] = l
				return
			}
		}
		if ctx.Err() != nil {
			return
		}
		make := func() ([]byte, error) {
			var buf bytes.Buffer
			var err error
			found[i], err = out.bytes(&buf)
			return buf.Bytes(), err
		}
		l := &leaf{key: out.key, made: make}
		if !o.Lazy || out.form == nil {
			_, errs[i] = l.bytes()
		}
		if found[i] == nil {
			leaves[i] = l
		}
	})
	t := &memory{files: map[string]*leaf{}}
	var problems diag.List
	for i := range outputs {
		problems.Add(found[i]...)
		if leaves[i] != nil {
			t.files[outputs[i].path] = leaves[i]
		}
		if errs[i] != nil {
			return nil, problems, errs[i]
		}
	}
	return t, problems, ctx.Err()
}

// fs returns the tree as a file system that can be read.
func (t *memory) fs() afero.Fs { return afero.FromIOFS{FS: t} }

// Open opens a file or a folder.
func (t *memory) Open(name string) (fs.File, error) {
	if l := t.files[name]; l != nil {
		data, err := l.bytes()
		if err != nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
		return &openFile{info: info{path.Base(name), int64(len(data)), false}, Reader: bytes.NewReader(data)}, nil
	}
	t.listing.Do(t.list)
	entries, ok := t.folders[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &openFolder{info{path.Base(name), 0, true}, entries}, nil
}

// list finds the folders.
func (t *memory) list() {
	t.folders = map[string][]fs.DirEntry{".": nil}
	for name, l := range t.files {
		t.entry(name, treeEntry{info{path.Base(name), 0, false}, l})
	}
	for _, entries := range t.folders {
		slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	}
}

// entry puts a file or folder into its folder, which it makes when it is the first.
func (t *memory) entry(name string, e fs.DirEntry) {
	dir := path.Dir(name)
	if _, ok := t.folders[dir]; !ok {
		t.entry(dir, treeEntry{info{path.Base(dir), 0, true}, nil})
	}
	t.folders[dir] = append(t.folders[dir], e)
	if e.IsDir() {
		t.folders[name] = nil
	}
}

// info describes a file. No clock has touched it.
type info struct {
	name   string
	size   int64
	folder bool
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.folder }
func (i info) Sys() any           { return nil }
func (i info) Mode() fs.FileMode {
	if i.folder {
		return fs.ModeDir | 0o755
	}
	return 0o644
}

type treeEntry struct {
	info
	leaf *leaf
}

func (e treeEntry) Type() fs.FileMode { return e.Mode().Type() }

func (e treeEntry) Info() (fs.FileInfo, error) {
	if e.leaf == nil {
		return e.info, nil
	}
	data, err := e.leaf.bytes()
	e.size = int64(len(data))
	return e.info, err
}

type openFile struct {
	info
	*bytes.Reader
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFile) Size() int64                { return f.info.size }
func (f *openFile) Close() error               { return nil }

type openFolder struct {
	info
	rest []fs.DirEntry
}

func (f *openFolder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFolder) Close() error               { return nil }
func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: fs.ErrInvalid}
}

// ReadDir returns the next n entries, all that are left when n is not positive.
func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(f.rest)
	} else if len(f.rest) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.rest))
	some := slices.Clone(f.rest[:n])
	f.rest = f.rest[n:]
	return some, nil
}

// share calls do with 0 to n-1, jobs of them at once.
func share(jobs, n int, do func(i int)) {
	var next sync.Mutex
	at := 0
	few := min(16, 1+n/(8*max(1, jobs))) // taken at a time, so that the lock costs nothing
	take := func() (from, to int) {
		next.Lock()
		defer next.Unlock()
		from, at = at, min(n, at+few)
		return from, at
	}
	var group sync.WaitGroup
	for range max(1, min(jobs, n)) {
		group.Go(func() {
			for from, to := take(); from < to; from, to = take() {
				for i := from; i < to; i++ {
					do(i)
				}
			}
		})
	}
	group.Wait()
}

package pipeline

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/spf13/afero"

	"timeline/pkg/diag"
	"timeline/pkg/timeline"
)

// A large site has tens of thousands of files, and making them costs seconds, of which a correction needs a few
// milliseconds. So there is a second tree in the cache folder, the spare: the published one again, file for file, as
// other names of the same files. A build changes in the spare what the content changed, and exchanges it with public in
// one step; the next one begins by making the same changes in the tree that came back. Files are never written to, only
// replaced, as both trees have them. What says which file was made from what is the generation, a file beside the spare;
// whatever in the spare is not as it says, because somebody edited public or a build was killed, is made again.
const (
	spareFolder    = "site"
	generationFile = "site.index"
	spareLock      = "site.lock"
)

// spare is the spare tree during a build.
type spare struct {
	disk
	dir        string // of the tree
	index      string // the folder of the cache
	jobs       int
	program    string
	unlock     func()
	generation *generation // of the tree as it was found; nil when it cannot be used
	odd        []string    // what stands in the tree and should not
}

// openSpare looks at the spare tree for public. It returns nil when there can be none: no cache, files that are not the
// system's, another build that uses it. It takes a lock, which close releases.
func openSpare(o Options) *spare {
	d := disk{o.Fs}
	if o.CacheDir == "" || !d.real() || !canExchange {
		return nil
	}
	public, err := d.resolve(o.Public)
	if err != nil || o.Fs.MkdirAll(o.CacheDir, 0o755) != nil {
		return nil
	}
	index, err := filepath.Abs(o.CacheDir)
	if err != nil {
		return nil
	}
	lock := filepath.Join(index, spareLock)
	if err := d.MkdirAll(lock, 0o755); err != nil {
		return nil
	}
	unlock, ok := d.lock(lock)
	if !ok {
		return nil
	}
	s := &spare{disk: d, dir: filepath.Join(index, spareFolder), index: index, jobs: o.Jobs, program: o.Cache.version(), unlock: unlock}
	text, err := readText(d.Fs, filepath.Join(index, generationFile))
	if err != nil {
		return s
	}
	if g, err := readGeneration(text); err == nil && g.public == public && s.catchUp(g) && s.verify(g) {
		s.generation = g
	}
	return s
}

func (s *spare) close() {
	if s != nil {
		s.unlock()
	}
}

// catchUp makes the changes of the last build in the spare. It reports whether the spare can be brought up to date at all: not
// when what lies in it lies elsewhere. What could not be changed is found by verify.
func (s *spare) catchUp(g *generation) bool {
	changing := touched(g.fresh, g.gone)
	for name := range changing {
		if kind, _, _ := look(s.path(name)); kind != absent && kind != fs.ModeDir {
			return false
		}
	}
	var known []*folder // that nobody else has changed
	for i := range g.folders {
		if f := &g.folders[i]; changing[f.name] {
			if kind, _, time := look(s.path(f.name)); kind == absent || time == f.times[1] {
				known = append(known, f)
			}
		}
	}
	_ = s.twin(g.fresh, g.gone, g.public)
	for _, f := range known {
		_, _, f.times[1] = look(s.path(f.name))
	}
	return true
}

// verify marks the files of the spare that are as the generation says, and notes what else stands there. It reports
// whether the spare can be brought up to date at all.
func (s *spare) verify(g *generation) bool {
	stood, err := inspect(s.dir)
	if err != nil {
		return false
	}
	defer stood.close()
	var broken atomic.Bool
	var mu sync.Mutex
	changed := map[string]bool{}
	places := g.places()
	share(s.jobs, len(places), func(i int) {
		if r := places[i].file; r != nil {
			kind, size, time := stood.look(r.name)
			r.whole = kind == 0 && size == r.size && time == r.time
			return
		}
		f := places[i].folder
		kind, _, time := stood.look(f.name)
		switch {
		case kind == absent:
		case kind != fs.ModeDir:
			broken.Store(true) // what lies below it lies elsewhere
		case time != f.times[1] || f.name == ".":
			mu.Lock()
			defer mu.Unlock()
			changed[f.name] = true
		}
	})
	if broken.Load() {
		return false
	}
	s.odd, err = s.strangers(g, changed)
	return err == nil
}

// strangers returns what stands in some folders and is not of the generation.
func (s *spare) strangers(g *generation, folders map[string]bool) (odd []string, err error) {
	known := map[string]bool{} // whether it is a folder
	for i := range g.files {
		if name := g.files[i].name; folders[folderOf(name)] {
			known[name] = false
		}
	}
	for i := range g.folders {
		if name := g.folders[i].name; folders[folderOf(name)] {
			known[name] = true
		}
	}
	for folder := range folders {
		entries, err := afero.ReadDir(s, s.path(folder))
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			name := path.Join(folder, e.Name())
			if dir, ok := known[name]; !ok || dir != e.IsDir() {
				odd = append(odd, name)
			}
		}
	}
	return odd, nil
}

func (s *spare) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

// press writes the outputs of a build to where they are published from.
type press struct {
	*publication
	ctx    context.Context
	jobs   int
	spare  *spare      // nil: there is none
	before *generation // of the stage, when that is the spare, whose files may be kept
	after  *generation

	standing []*record // of before, for each output; nil where there is none
	former   []*folder // of before, for each folder of after

	// What the build changes in the stage: files that are new or other than before, files and folders that are no more.
	fresh, gone []string
}

// publish writes the outputs and puts them into the place of public. Problems are those of the pages.
func (r *Result) publish(ctx context.Context, o Options, s *spare) error {
	outputs, problems := r.outputs(o)
	r.Problems.Add(problems...)
	var saving sync.WaitGroup
	saving.Go(func() { _ = o.Cache.saveLexicon(o.Fs, o.CacheDir) }) // that it cannot be kept costs the next build time only
	defer saving.Wait()
	p := &press{ctx: ctx, jobs: o.Jobs, spare: s, publication: &publication{disk: disk{o.Fs}}}
	if err := p.open(o.Public); err != nil {
		return err
	}
	if s != nil && s.generation != nil && p.exists && sameDevice(s.dir, filepath.Dir(p.publication.public)) {
		p.stage, p.release, p.kept, p.before = s.dir, func() {}, true, s.generation
	} else {
		var err error
		if p.stage, p.release, err = p.disk.stage(p.publication.public); err != nil {
			return err
		}
	}
	problems, err := p.write(outputs)
	r.Problems.Add(problems...)
	r.Stats.Files = len(p.after.files)
	if err == nil && !(o.Strict && r.Problems.Err() != nil) {
		err = p.finish()
		r.Published = err == nil
	}
	return p.end(err)
}

// write writes what is not there yet and removes what should not be.
func (p *press) write(outputs []output) (diag.List, error) {
	p.expect(outputs)
	p.many = p.before == nil && len(outputs) > fewFiles
	if err := p.clear(); err != nil {
		return nil, err
	}
	made := make([]made, len(outputs))
	pool := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	share(p.jobs, len(outputs), func(i int) {
		if made[i].record = p.stays(i, &outputs[i]); made[i].record != nil || p.ctx.Err() != nil {
			return
		}
		buf := pool.Get().(*bytes.Buffer)
		defer pool.Put(buf)
		made[i] = p.make(i, &outputs[i], buf)
	})
	var problems diag.List
	p.after.files = make([]record, 0, len(made))
	for i := range made {
		name, m := outputs[i].path, &made[i]
		problems.Add(m.problems...)
		switch {
		case m.err != nil:
			return problems, m.err
		case m.record == nil:
			p.gone = append(p.gone, name)
		default:
			p.after.files = append(p.after.files, *m.record)
			if m.fresh {
				p.fresh = append(p.fresh, name)
			}
		}
	}
	if err := p.clear(); err != nil {
		return problems, err
	}
	return problems, p.ctx.Err()
}

// expect begins the generation of the outputs, and finds what the stage holds of them and besides.
func (p *press) expect(outputs []output) {
	p.after = &generation{public: p.publication.public}
	if p.spare != nil {
		p.after.program = p.spare.program
	}
	var at map[string]int
	p.after.folders, at = foldersOf(outputs)
	p.standing, p.former = make([]*record, len(outputs)), make([]*folder, len(p.after.folders))
	if p.before == nil {
		return
	}
	p.standing, p.gone = p.before.find(outputs)
	for i := range p.before.folders {
		f := &p.before.folders[i]
		if k, stays := at[f.name]; stays {
			p.former[k] = f
		} else {
			p.gone = append(p.gone, f.name)
		}
	}
	odd := map[string]bool{}
	for _, name := range p.spare.odd {
		if _, folder := at[name]; !folder {
			odd[name] = true
		}
	}
	for i := range outputs {
		delete(odd, outputs[i].path)
	}
	p.gone = slices.AppendSeq(p.gone, maps.Keys(odd))
}

// clear removes what is no more.
func (p *press) clear() error {
	for _, name := range p.gone {
		if err := p.RemoveAll(filepath.Join(p.stage, filepath.FromSlash(name))); err != nil {
			return err
		}
	}
	return nil
}

// stays returns the record of an output that stands in the stage already, nil when it has to be made.
func (p *press) stays(i int, o *output) *record {
	if r := p.reusable(i); r != nil && r.key == o.key && o.key != (timeline.Digest{}) {
		return r
	}
	return nil
}

// reusable returns the record of an output's file in the stage, if that is as it says.
func (p *press) reusable(i int) *record {
	if r := p.standing[i]; r != nil && r.whole && p.before.program != "" && p.before.program == p.after.program {
		return r
	}
	return nil
}

// made is what came of an output. There is no record when a template failed.
type made struct {
	record   *record
	fresh    bool // the stage's file is a new one
	problems diag.List
	err      error
}

// make makes an output and puts it into the stage.
func (p *press) make(i int, o *output, buf *bytes.Buffer) (m made) {
	if o.form != nil && len(o.form.Pieces) > 1 {
		m.record, m.err = p.writeForm(i, o)
		m.fresh = true
		return m
	}
	buf.Reset()
	if m.problems, m.err = o.bytes(buf); m.problems != nil || m.err != nil {
		return m
	}
	if m.fresh, m.err = p.put(o.path, buf.Bytes()); m.err != nil {
		return m
	}
	_, size, time := look(filepath.Join(p.stage, filepath.FromSlash(o.path)))
	m.record = &record{name: o.path, key: o.key, size: size, time: time}
	return m
}

// put writes a file of the stage unless it holds these bytes already.
func (p *press) put(name string, data []byte) (fresh bool, err error) {
	if p.before == nil {
		return true, p.publication.put(name, data) // to the spare, it is new
	}
	target := filepath.Join(p.stage, filepath.FromSlash(name))
	if p.holds(target, data) {
		return false, nil
	}
	if err := p.makeWay(name); err != nil {
		return false, err
	}
	return true, p.create(target, data)
}

// holds reports whether a file is regular and holds exactly data.
func (p *press) holds(file string, data []byte) bool {
	kind, size, _ := look(file)
	if kind != 0 || size != int64(len(data)) {
		return false
	}
	have, err := afero.ReadFile(p, file)
	return err == nil && bytes.Equal(have, data)
}

// makeWay removes what stands in the place of a file and makes its folder. The file's bytes, which public may share, stay
// untouched.
func (p *press) makeWay(name string) error {
	target := filepath.Join(p.stage, filepath.FromSlash(name))
	if err := p.Remove(target); err != nil && !errors.Is(err, fs.ErrNotExist) {
		if err := p.RemoveAll(target); err != nil {
			return err
		}
	}
	return p.folder(path.Dir(name))
}

// finish publishes the stage, and sees to it that the next build finds a spare. What that takes is done while the disk takes
// the stage.
func (p *press) finish() error {
	index := make(chan *draft, 1)
	go func() { index <- p.spare.prepare(p) }()
	err := p.settle()
	noted := <-index
	if err == nil {
		err = p.commit()
	}
	if err == nil {
		p.spare.note(noted)
	} else if noted != nil {
		_ = noted.drop() // the error of the disk is told already
	}
	return err
}

// prepare writes what there will be to note once the stage is published, nil when there will be no spare: a first one is made,
// later the tree that comes back is.
func (s *spare) prepare(p *press) *draft {
	if s == nil {
		return nil
	}
	if p.before == nil {
		if !s.begin(p) {
			return nil
		}
	} else {
		p.after.fresh, p.after.gone = p.fresh, p.gone
	}
	s.times(p)
	d, err := newDraft(s.Fs, s.index, generationFile, func(w io.Writer) error {
		_, err := w.Write(p.after.bytes())
		return err
	})
	if err != nil {
		return nil
	}
	return d
}

// begin makes the spare anew, as the stage is, and reports whether it could.
func (s *spare) begin(p *press) bool {
	if err := s.Remove(filepath.Join(s.index, generationFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false
	}
	if s.RemoveAll(s.dir) != nil || !sameDevice(s.index, filepath.Dir(p.publication.public)) {
		return false
	}
	return s.Mkdir(s.dir, 0o755) == nil && s.twin(p.fresh, p.gone, p.stage) == nil
}

// note writes down what both trees hold. Nothing depends on it but the time that the next build takes: without it, the
// next build begins anew.
func (s *spare) note(index *draft) {
	switch {
	case s == nil:
	case index == nil:
		_ = s.Remove(filepath.Join(s.index, generationFile))
	default:
		_ = index.publish()
	}
}

// twin makes the changes of a build in the spare: the files of the tree that has them get another name there.
func (s *spare) twin(fresh, gone []string, tree string) error {
	for _, name := range gone {
		if err := s.RemoveAll(s.path(name)); err != nil {
			return err
		}
	}
	made := &publication{disk: s.disk, stage: s.dir}
	var failed atomic.Pointer[error]
	share(s.jobs, len(fresh), func(i int) {
		name := fresh[i]
		err := made.folder(path.Dir(name))
		if err == nil {
			err = s.relink(filepath.Join(tree, filepath.FromSlash(name)), s.path(name))
		}
		if err != nil {
			failed.Store(&err)
		}
	})
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}

// relink makes target another name of a file.
func (s *spare) relink(file, target string) error {
	err := os.Link(file, target)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := s.RemoveAll(target); err != nil {
		return err
	}
	return os.Link(file, target)
}

// times notes when the folders of both trees changed: those that this build touched, and for the rest what was known.
// The stage will be public, and the spare, if it is not a first one, the tree that is public now.
func (s *spare) times(p *press) {
	changed := touched(p.fresh, p.gone)
	share(s.jobs, len(p.after.folders), func(i int) {
		f, old := &p.after.folders[i], p.former[i]
		if old != nil {
			f.times = [2]int64{old.times[1], old.times[0]}
		}
		if old == nil || changed[f.name] {
			_, _, f.times[0] = look(filepath.Join(p.stage, filepath.FromSlash(f.name)))
		}
		if p.before == nil {
			_, _, f.times[1] = look(s.path(f.name))
		}
	})
}

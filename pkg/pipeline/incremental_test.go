package pipeline_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/afero"

	"timeline/pkg/pipeline"
)

// disk is a project on the disk, edited by a test and built again and again with its cache.
type disk struct {
	t       *testing.T
	dir     string
	version string // of the program
	jobs    int
}

func (d *disk) options() pipeline.Options {
	fsys := afero.NewOsFs()
	cache, version := filepath.Join(d.dir, ".cache"), d.version
	return pipeline.Options{
		Fs: fsys, Content: filepath.Join(d.dir, "content"), Public: filepath.Join(d.dir, "public"), Jobs: d.jobs,
		Cache: pipeline.OpenCache(fsys, cache, func() string { return version }), CacheDir: cache,
	}
}

func (d *disk) build() *pipeline.Result {
	d.t.Helper()
	o := d.options()
	r, err := pipeline.Run(d.t.Context(), o)
	if err != nil {
		d.t.Fatal(err)
	}
	if err := o.Cache.Save(o.Fs, o.CacheDir); err != nil {
		d.t.Fatal(err)
	}
	return r
}

func (d *disk) write(name, text string) {
	d.t.Helper()
	file := filepath.Join(d.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

func (d *disk) remove(name string) {
	d.t.Helper()
	if err := os.RemoveAll(filepath.Join(d.dir, filepath.FromSlash(name))); err != nil {
		d.t.Fatal(err)
	}
}

// files returns what public holds, symbolic links as where they lead.
func (d *disk) files() map[string][]byte {
	d.t.Helper()
	found := map[string][]byte{}
	root := filepath.Join(d.dir, "public")
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(root, name)
		if e.Type()&fs.ModeSymlink != 0 {
			found[rel] = []byte("a link")
			return nil
		}
		found[rel], err = os.ReadFile(name)
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return found
}

// cold returns what the content gives without any cache.
func (d *disk) cold() map[string][]byte {
	d.t.Helper()
	fresh := &disk{t: d.t, dir: d.t.TempDir(), version: d.version}
	if err := os.CopyFS(filepath.Join(fresh.dir, "content"), os.DirFS(filepath.Join(d.dir, "content"))); err != nil {
		d.t.Fatal(err)
	}
	fresh.build()
	return fresh.files()
}

// TestIncremental edits a project at random, and meddles with what was published and with the cache: after every build,
// public is what a first build in an empty folder makes.
func TestIncremental(t *testing.T) {
	seeds, steps := uint64(3), 12
	if testing.Short() {
		seeds, steps = 1, 6
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 7))
			d := &disk{t: t, dir: t.TempDir(), version: "one"}
			sources, fixes := map[string]string{"courier.md": articles["courier.md"], "lines.jsonl": lines(random)}, map[string]string{}
			var done []string
			for range steps {
				d.jobs = 1 + random.IntN(4)
				done = append(done, d.step(random, sources, fixes))
				d.build()
				sameSite(t, strings.Join(done, "; "), d.cold(), d.files())
				if t.Failed() {
					return
				}
			}
		})
	}
}

// step changes something and says what.
func (d *disk) step(random *rand.Rand, sources, fixes map[string]string) string {
	meddled := random.IntN(3) == 0
	if !meddled {
		edit(random, sources, fixes)
		if random.IntN(4) == 0 {
			sources["lines.jsonl"] = lines(random)
		}
	}
	d.remove("content")
	for name, text := range sources {
		d.write("content/sources/"+name, text)
	}
	for name, text := range fixes {
		d.write("content/corrections/"+name, text)
	}
	if meddled {
		return d.meddle(random)
	}
	return "edit"
}

// meddle does to what the last build left what people and accidents do.
func (d *disk) meddle(random *rand.Rand) string {
	public := filepath.Join(d.dir, "public")
	published := []string{"nothing"}
	if _, err := os.Stat(public); err == nil {
		published = slices.Sorted(func(yield func(string) bool) {
			for name := range d.files() {
				if !yield(name) {
					return
				}
			}
		})
	}
	some := "public/" + filepath.ToSlash(published[random.IntN(len(published))])
	if some == "public/timeline.json" || some == "public/nothing" { // by which public is known as ours
		some = "public/index.html"
	}
	switch random.IntN(9) {
	case 0:
		d.remove(some)
		return "removed " + some
	case 1:
		d.write("public/added by/somebody.html", "hello")
		return "added a file"
	case 2:
		if f, err := os.OpenFile(filepath.Join(d.dir, some), os.O_APPEND|os.O_WRONLY, 0); err == nil {
			_, _ = f.WriteString("x")
			_ = f.Close()
		}
		return "appended to " + some
	case 3:
		d.remove("public")
		return "removed public"
	case 4:
		d.remove(".cache")
		return "removed the cache"
	case 5:
		d.remove(some)
		d.write(some+"/index.html", "a folder now")
		return "put a folder in the place of " + some
	case 6:
		d.remove("public/events")
		_ = os.Symlink(d.t.TempDir(), filepath.Join(public, "events"))
		return "put a link in the place of events"
	case 7:
		d.damage(random)
		return "damaged the cache"
	}
	d.version += "'"
	return "another program"
}

// damage alters a byte of what is kept of a build, in one of its files.
func (d *disk) damage(random *rand.Rand) {
	kept, _ := filepath.Glob(filepath.Join(d.dir, ".cache", "*.*"))
	for _, name := range kept {
		data, err := os.ReadFile(name)
		if err != nil || len(data) == 0 || random.IntN(2) == 0 {
			continue
		}
		data[random.IntN(len(data))] ^= 0x41
		d.write(".cache/"+filepath.Base(name), string(data))
	}
}

// lines writes a few articles as a .jsonl file.
func lines(random *rand.Rand) string {
	var b strings.Builder
	for i := range 6 {
		if random.IntN(3) > 0 {
			fmt.Fprintf(&b, "{\"id\": \"line-%d\", \"published\": \"2014-03-%02d\", \"text\": \"Mayor Ada Lindqvist visited Port Ellery on Monday. The council of Port Ellery met on March %d.\"}\n", i, 10+i, 1+random.IntN(9))
		}
		if random.IntN(4) == 0 {
			b.WriteString("\n")
		}
	}
	return b.String()
}

// TestIncrementalKeepsFiles makes sure that a build after a small edit leaves most files as they were: the same files,
// not copies.
func TestIncrementalKeepsFiles(t *testing.T) {
	d := &disk{t: t, dir: t.TempDir(), version: "one"}
	for name, text := range articles {
		d.write("content/sources/"+name, text)
	}
	d.build()
	before := d.stat()
	if len(before) == 0 {
		t.Skip("files cannot be told apart here")
	}
	d.write("content/corrections/close.md", corrections["close.md"])
	d.build()
	kept, fresh := 0, []string{}
	for name, info := range d.stat() {
		if old := before[name]; old != nil && os.SameFile(old, info) {
			kept++
		} else {
			fresh = append(fresh, name)
		}
	}
	slices.Sort(fresh)
	if kept < len(fresh) || !slices.Contains(fresh, "corrections/index.html") {
		t.Errorf("%d files were kept, and these made again: %q", kept, fresh)
	}
}

func (d *disk) stat() map[string]fs.FileInfo {
	infos := map[string]fs.FileInfo{}
	for name := range d.files() {
		if info, err := os.Lstat(filepath.Join(d.dir, "public", name)); err == nil {
			infos[name] = info
		}
	}
	return infos
}

// TestIncrementalCarries keeps what is not ours at the top of public, as it is now and not as it was.
func TestIncrementalCarries(t *testing.T) {
	d := &disk{t: t, dir: t.TempDir(), version: "one"}
	d.write("content/sources/courier.md", articles["courier.md"])
	for i := range 4 {
		d.build()
		text := fmt.Sprint("example.org ", i)
		if i > 0 {
			if got := string(d.files()["CNAME"]); got != fmt.Sprint("example.org ", i-1) {
				t.Fatalf("after build %d, CNAME is %q", i, got)
			}
		}
		d.write("public/CNAME", text)
		d.write("content/sources/more.md", fmt.Sprintf("Mayor Ada Lindqvist left Port Ellery on March %d, 2014.\n", i+1))
	}
}

// TestIncrementalLeavesElsewhere makes sure that what lies behind a symbolic link which somebody put into public is not touched
// when that tree is brought up to date.
func TestIncrementalLeavesElsewhere(t *testing.T) {
	d := &disk{t: t, dir: t.TempDir(), version: "one"}
	for name, text := range articles {
		d.write("content/sources/"+name, text)
	}
	d.build()
	public, elsewhere := filepath.Join(d.dir, "public"), t.TempDir()
	if err := os.CopyFS(elsewhere, os.DirFS(filepath.Join(public, "events"))); err != nil {
		t.Fatal(err)
	}
	d.remove("public/events")
	if err := os.Symlink(elsewhere, filepath.Join(public, "events")); err != nil {
		t.Skip("no symbolic links here")
	}
	theirs := map[string]string{}
	files, _ := filepath.Glob(filepath.Join(elsewhere, "*", "index.html"))
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		theirs[file] = string(data)
	}
	for i := range 3 { // fewer and other events each time
		d.write("content/sources/courier.md", fmt.Sprintf("Mayor Ada Lindqvist left Port Ellery on March %d, 2014.\n", i+1))
		d.build()
		sameSite(t, fmt.Sprint("build ", i), d.cold(), d.files())
	}
	for file, text := range theirs {
		if data, err := os.ReadFile(file); err != nil || string(data) != text {
			t.Errorf("%s is not as it was: %v", file, err)
		}
	}
	if len(theirs) == 0 {
		t.Error("there are no files to be left alone")
	}
}

// TestIncrementalFromClone makes sure that the second tree is whole when the site was there before the cache was, as after
// a checkout: otherwise the first edit would pay for it.
func TestIncrementalFromClone(t *testing.T) {
	d := &disk{t: t, dir: t.TempDir(), version: "one"}
	for name, text := range articles {
		d.write("content/sources/"+name, text)
	}
	d.build()
	d.remove(".cache")
	d.build()
	published := d.stat()
	spare := filepath.Join(d.dir, ".cache", "site")
	if runtime.GOOS != "linux" {
		t.Skip("a second tree is kept where folders can be exchanged in one step: on Linux")
	}
	for name, info := range published {
		if twin, err := os.Lstat(filepath.Join(spare, name)); err != nil || !os.SameFile(info, twin) {
			t.Errorf("%s has no twin in the second tree", name)
		}
	}
}

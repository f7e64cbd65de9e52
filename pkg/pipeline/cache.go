package pipeline

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync"

	"github.com/spf13/afero"

	"timeline/pkg/diag"
	"timeline/pkg/event"
	"timeline/pkg/source"
)

// Cache keeps what was extracted from articles, by the hash of all that the extraction depends on. It is safe for
// concurrent use, and lives as long as a program that builds again and again; it can also be kept in a file.
//
// A cache never changes what a build gives. A file that is damaged, or was written by another version of the program,
// is as good as none.
type Cache struct {
	version string
	mu      sync.Mutex
	entries map[[sha256.Size]byte]event.Extraction
	used    map[[sha256.Size]byte]bool
	fresh   bool // there is something that the file does not have

	// What the files of the last builds hold, by the hash of their names and bytes. It is kept in memory only, for
	// programs that build again and again: now is of this build, last of the one before.
	now, last map[[sha256.Size]byte]parsed

	site *memory // of the last build in memory
}

// parsed is what was read from one file. Nothing changes it afterwards.
type parsed struct {
	docs     []source.Document
	problems diag.List
}

// NewCache returns an empty cache.
func NewCache() *Cache {
	return &Cache{
		entries: map[[sha256.Size]byte]event.Extraction{}, used: map[[sha256.Size]byte]bool{},
		now: map[[sha256.Size]byte]parsed{},
	}
}

// cacheFile is the cache inside its folder.
const cacheFile = "extractions.gob"

// stored is the form of the file, behind the SHA-256 of its bytes.
type stored struct {
	Version string
	Entries map[[sha256.Size]byte]event.Extraction
}

// OpenCache reads the cache in a folder. version stands for the program, grammars included: what another one stored
// is not used.
func OpenCache(fsys afero.Fs, dir, version string) *Cache {
	c := NewCache()
	c.version = version
	data, err := afero.ReadFile(fsys, filepath.Join(dir, cacheFile))
	if err != nil || len(data) < sha256.Size {
		return c
	}
	sum := sha256.Sum256(data[sha256.Size:])
	if !bytes.Equal(sum[:], data[:sha256.Size]) {
		return c
	}
	var s stored
	if gob.NewDecoder(bytes.NewReader(data[sha256.Size:])).Decode(&s) == nil && s.Version == version && s.Entries != nil {
		c.entries = s.Entries
	}
	return c
}

// begin starts a build: what the last one did not read is forgotten.
func (c *Cache) begin() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last, c.now = c.now, map[[sha256.Size]byte]parsed{}
}

// parse reads the articles of a file, or takes what was read in the build before.
func (c *Cache) parse(file string, data []byte) parsed {
	h := sha256.New()
	fmt.Fprintf(h, "%q\n", file)
	h.Write(data)
	key := [sha256.Size]byte(h.Sum(nil))
	c.mu.Lock()
	p, ok := c.last[key]
	c.mu.Unlock()
	if !ok {
		p.docs, p.problems = source.Parse(file, data)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now[key] = p
	return p
}

// tree returns the site that the last build made in memory, nil for none.
func (c *Cache) tree() *memory {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.site
}

// keep keeps a site for the next build.
func (c *Cache) keep(t *memory) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.site = t
}

func (c *Cache) get(key [sha256.Size]byte) (event.Extraction, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	x, ok := c.entries[key]
	if ok {
		c.used[key] = true
	}
	return x, ok
}

func (c *Cache) put(key [sha256.Size]byte, x event.Extraction) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries[key], c.used[key], c.fresh = x, true, true
}

// Save writes what was used since the cache was opened, if the file lacks any of it. The file is replaced in one step.
func (c *Cache) Save(fsys afero.Fs, dir string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.fresh {
		return nil
	}
	s := stored{Version: c.version, Entries: map[[sha256.Size]byte]event.Extraction{}}
	for key := range c.used {
		s.Entries[key] = c.entries[key]
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(s); err != nil {
		return err
	}
	sum := sha256.Sum256(b.Bytes())
	if err := replace(fsys, dir, cacheFile, append(sum[:], b.Bytes()...)); err != nil {
		return err
	}
	c.fresh = false
	return nil
}

// replace writes a file in one step: a reader sees the old bytes or the new ones.
func replace(fsys afero.Fs, dir, name string, data []byte) (err error) {
	if err := fsys.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := afero.TempFile(fsys, dir, "."+name+"-")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			if gone := fsys.Remove(f.Name()); !errors.Is(gone, fs.ErrNotExist) {
				err = errors.Join(err, gone)
			}
		}
	}()
	if _, err := f.Write(data); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := f.Close(); err != nil {
		return err
	}
	return fsys.Rename(f.Name(), filepath.Join(dir, name))
}

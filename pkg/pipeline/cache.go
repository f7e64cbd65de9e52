package pipeline

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"path/filepath"
	"reflect"
	"sync"

	"github.com/spf13/afero"

	"timeline/pkg/diag"
	"timeline/pkg/event"
	"timeline/pkg/source"
)

// Cache keeps what was read from articles and extracted from them, by the hash of all that it depends on. It is safe for
// concurrent use, and lives as long as a program that builds again and again; it can also be kept in a file.
//
// A cache never changes what a build gives. A file that is damaged, or was written by another version of the program,
// is as good as none.
type Cache struct {
	version string
	opened  func() // waits until the file has been read
	parsed  codec
	found   codec

	mu      sync.Mutex
	entries map[cacheKey]*entry
	build   int  // number of the build under way
	fresh   bool // there is something that the file does not have

	site *memory // of the last build in memory
}

type cacheKey [sha256.Size]byte

// entry is one value, as bytes, or read, or both.
type entry struct {
	raw   string
	value any
	used  int // the last build that asked for it; 0: none since the cache was opened
}

// parsed is what was read from one file, or one line of a .jsonl file. Nothing changes it afterwards.
type parsed struct {
	docs     []source.Document
	problems diag.List
}

// storedParse is the form of parsed in the file.
type storedParse struct {
	Docs     []source.Document
	Layouts  []source.Layout
	Problems diag.List
}

// NewCache returns an empty cache.
func NewCache() *Cache {
	return &Cache{
		opened: func() {}, entries: map[cacheKey]*entry{},
		parsed: newCodec(reflect.TypeFor[storedParse]()), found: newCodec(reflect.TypeFor[event.Extraction]()),
	}
}

// cacheFile is the cache inside its folder: a checksum, the version, then keys with their values.
const cacheFile = "articles.cache"

// cacheMagic changes with the form of the file.
const cacheMagic = "timeline articles 1\n"

// OpenCache reads the cache in a folder, while the caller does something else. version stands for the program, grammars
// included: what another one stored is not used.
func OpenCache(fsys afero.Fs, dir, version string) *Cache {
	c := NewCache()
	c.version = version
	entries := make(chan map[cacheKey]*entry, 1)
	go func() {
		data, _ := afero.ReadFile(fsys, filepath.Join(dir, cacheFile)) // without it, everything is read anew
		entries <- readCache(string(data), version)
	}()
	c.opened = sync.OnceFunc(func() { c.entries = <-entries })
	return c
}

// checksums finds damage, not malice: who can write the cache can write the content.
func checksum(data []byte) uint32 { return crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli)) }

func readCache(text, version string) map[cacheKey]*entry {
	none := map[cacheKey]*entry{}
	const head = 4
	if len(text) < head || binary.LittleEndian.Uint32([]byte(text[:head])) != checksum([]byte(text[head:])) {
		return none
	}
	r := reader{text: text[head:]}
	if r.take(len(cacheMagic)) != cacheMagic || r.str() != version {
		return none
	}
	n := r.count()
	entries := make(map[cacheKey]*entry, n)
	list := make([]entry, n)
	for i := range list {
		key := cacheKey([]byte(r.take(sha256.Size) + none32)[:sha256.Size])
		list[i].raw = r.str()
		entries[key] = &list[i]
	}
	if r.bad {
		return none
	}
	return entries
}

// none32 fills up a key that is cut off, which only a file of another form has.
var none32 = string(make([]byte, sha256.Size))

// begin starts a build: what neither of the last two asked for is forgotten.
func (c *Cache) begin() {
	c.opened()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.build++
	for key, e := range c.entries {
		if c.build > 2 && e.used < c.build-2 {
			delete(c.entries, key)
		}
	}
}

// get returns a value; read makes it from its bytes, and reports whether they were whole.
func (c *Cache) get(key cacheKey, read func(r *reader) any) (any, bool) {
	c.mu.Lock()
	e := c.entries[key]
	if e != nil {
		e.used = c.build
	}
	c.mu.Unlock()
	if e == nil {
		return nil, false
	}
	if e.value == nil { // nobody else asks for this key in this build
		r := reader{text: e.raw}
		value := read(&r)
		if r.bad || r.text != "" {
			return nil, false
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		e.value = value
	}
	return e.value, true
}

func (c *Cache) put(key cacheKey, value any, raw []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries[key] = &entry{raw: string(raw), value: value, used: c.build}
	c.fresh = true
}

// parse reads the articles of a file, or of a line of one, or takes what was read before.
func (c *Cache) parse(file string, data []byte) parsed {
	h := sha256.New()
	fmt.Fprintf(h, "%q\n", file)
	h.Write(data)
	key := cacheKey(h.Sum(nil))
	if v, ok := c.get(key, c.readParsed); ok {
		return v.(parsed)
	}
	var p parsed
	p.docs, p.problems = source.Parse(file, data)
	s := storedParse{Docs: p.docs, Problems: p.problems}
	for i := range p.docs {
		s.Layouts = append(s.Layouts, p.docs[i].Layout())
	}
	c.put(key, p, c.parsed.write(nil, reflect.ValueOf(s)))
	return p
}

func (c *Cache) readParsed(r *reader) any {
	var s storedParse
	c.parsed.read(r, reflect.ValueOf(&s).Elem())
	if len(s.Layouts) != len(s.Docs) {
		r.fail()
		return parsed{}
	}
	for i := range s.Docs {
		s.Docs[i].SetLayout(s.Layouts[i])
	}
	return parsed{s.Docs, s.Problems}
}

// extraction returns what was extracted under a key.
func (c *Cache) extraction(key cacheKey) (event.Extraction, bool) {
	v, ok := c.get(key, func(r *reader) any {
		var x event.Extraction
		c.found.read(r, reflect.ValueOf(&x).Elem())
		return x
	})
	if !ok {
		return event.Extraction{}, false
	}
	return v.(event.Extraction), true
}

func (c *Cache) putExtraction(key cacheKey, x event.Extraction) {
	c.put(key, x, c.found.write(nil, reflect.ValueOf(x)))
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

// Save writes what was used since the cache was opened, if the file lacks any of it. The file is replaced in one step.
func (c *Cache) Save(fsys afero.Fs, dir string) error {
	c.opened()
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.fresh {
		return nil
	}
	size, n := 1<<10, 0
	for _, e := range c.entries {
		if e.used > 0 {
			size += len(e.raw) + sha256.Size + binary.MaxVarintLen64
			n++
		}
	}
	b := make([]byte, 4, size)
	b = append(b, cacheMagic...)
	b = binary.AppendUvarint(b, uint64(len(c.version)))
	b = append(b, c.version...)
	b = binary.AppendVarint(b, int64(n))
	for key, e := range c.entries {
		if e.used > 0 {
			b = append(b, key[:]...)
			b = binary.AppendUvarint(b, uint64(len(e.raw)))
			b = append(b, e.raw...)
		}
	}
	binary.LittleEndian.PutUint32(b, checksum(b[4:]))
	if err := replace(fsys, dir, cacheFile, b); err != nil {
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

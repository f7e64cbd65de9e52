package pipeline

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unsafe"

	"github.com/spf13/afero"

	"timeline/pkg/diag"
	"timeline/pkg/event"
	"timeline/pkg/site"
	"timeline/pkg/source"
	"timeline/pkg/timeline"
)

// Cache keeps what was read from articles and extracted from them, by the hash of all that it depends on. It is safe for
// concurrent use, and lives as long as a program that builds again and again; it can also be kept in a file.
//
// A cache never changes what a build gives. A file that is damaged, or was written by another version of the program,
// is as good as none.
type Cache struct {
	version func() string
	opened  func() // waits until the file has been read
	parsed  codec
	found   codec
	merging codec
	events  codec

	fsys afero.Fs // of the folder that it is kept in, nil for none
	dir  string

	mu      sync.Mutex
	entries map[cacheKey]*entry
	build   int // number of the build under way
	file    cacheState
	merges  [mergeKinds]keptMerging

	site    *memory // of the last build in memory
	lexicon func() *site.Lexicon
}

type cacheKey [sha256.Size]byte

// entry is one value, as bytes, or read, or both.
type entry struct {
	raw    string // "" once it is stored, if there is a value
	size   int    // of raw
	sum    uint32 // its checksum
	value  any
	used   int  // the last build that asked for it; 0: none since the cache was opened
	stored bool // the file has it
}

// cacheState is what is known of the file.
type cacheState struct {
	entries map[cacheKey]*entry
	whole   bool // it is ours to the last byte, so that more can be written behind it
	size    int  // of what it holds
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
		version: func() string { return "" }, opened: func() {}, lexicon: sync.OnceValue(func() *site.Lexicon { return new(site.Lexicon) }), entries: map[cacheKey]*entry{},
		parsed: newCodec(reflect.TypeFor[storedParse]()), found: newCodec(reflect.TypeFor[event.Extraction]()),
		merging: newCodec(reflect.TypeFor[merging]()), events: newCodec(reflect.TypeFor[[]timeline.Event]()),
	}
}

// cacheFile is the cache inside its folder: a head with the version of the program, then batches, each with an index and the
// values that it tells of. A build adds a batch; when most of the file is no longer used, it is written anew.
const cacheFile = "articles.cache"

// cacheMagic changes with the form of the file.
const cacheMagic = "timeline articles 3\n"

// headOf is how a file of the cache begins: what it is, in which form, and which program wrote it.
func headOf(magic, version string) string {
	return string(binary.AppendUvarint([]byte(magic), uint64(len(version)))) + version
}

// indexHead is the bytes before a batch: the lengths of its index and of its values, and the checksum of the index. The index
// has the key, length and checksum of each value, so that a value which nobody asks for is not looked at.
const indexHead = 20

// OpenCache reads the cache in a folder, while the caller does something else. version tells what stands for the program,
// grammars included, and is called once: what another program stored is not used.
func OpenCache(fsys afero.Fs, dir string, version func() string) *Cache {
	c := NewCache()
	c.fsys, c.dir = fsys, dir
	c.version = sync.OnceValue(version)
	go c.version() // which may have to read the whole program
	words := make(chan *site.Lexicon, 1)
	go func() { words <- readLexicon(fsys, dir, c.version) }()
	c.lexicon = sync.OnceValue(func() *site.Lexicon { return <-words })
	file := make(chan cacheState, 1)
	go func() {
		text, _ := readText(fsys, filepath.Join(dir, cacheFile)) // without it, everything is read anew
		file <- readCache(text, c.version())
	}()
	c.opened = sync.OnceFunc(func() {
		c.file = <-file
		c.entries, c.file.entries = c.file.entries, nil
	})
	return c
}

// readText reads a file into one string, which the values of the cache are parts of. Where the system can, the string is the
// file itself, and what nobody looks at is not read. Files of the cache are replaced or get longer, but never change.
func readText(fsys afero.Fs, name string) (string, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if text, ok := mapText(f); ok {
		return text, nil
	}
	var b strings.Builder
	if info, err := f.Stat(); err == nil {
		b.Grow(int(info.Size()))
	}
	_, err = io.Copy(&b, f)
	return b.String(), err
}

// checksum finds damage, not malice: who can write the cache can write the content.
func checksum(data []byte) uint32 { return crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli)) }

// checksumOf is checksum without a copy of the text.
func checksumOf(text string) uint32 {
	return checksum(unsafe.Slice(unsafe.StringData(text), len(text)))
}

// readCache reads the indexes of the batches up to the first that is not whole, as a killed build leaves one.
func readCache(text, version string) cacheState {
	s := cacheState{entries: map[cacheKey]*entry{}}
	text, ours := strings.CutPrefix(text, headOf(cacheMagic, version))
	for ours {
		if text == "" {
			s.whole = true
			break
		}
		if len(text) < indexHead {
			break
		}
		head := []byte(text[:indexHead])
		index, values := binary.LittleEndian.Uint64(head), binary.LittleEndian.Uint64(head[8:])
		text = text[indexHead:]
		if size := uint64(len(text)); index > size || values > size-index {
			break
		}
		if checksumOf(text[:index]) != binary.LittleEndian.Uint32(head[16:]) || !s.batch(text[:index], text[index:index+values]) {
			break
		}
		text = text[index+values:]
	}
	return s
}

// batch reads the index of a batch.
func (s *cacheState) batch(index, values string) bool {
	s.size += len(index) + len(values)
	list := make([]entry, len(index)/len(cacheKey{})) // more than enough
	r, v := reader{text: index}, reader{text: values}
	for i := 0; r.text != ""; i++ {
		var key cacheKey
		copy(key[:], r.take(len(key)))
		size, sum := r.unsigned(), r.number()
		if r.bad || size > uint64(len(v.text)) {
			return false
		}
		list[i] = entry{raw: v.take(int(size)), size: int(size), sum: sum, stored: true}
		s.entries[key] = &list[i]
	}
	return v.text == ""
}

// used marks a value as one that the build under way needs, and reports whether it is there.
func (c *Cache) used(key cacheKey) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.entries[key]
	if e != nil {
		e.used = c.build
	}
	return e != nil
}

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

// get returns a value; read makes it from its bytes.
func (c *Cache) get(key cacheKey, read func(r *reader) any) (any, bool) {
	c.mu.Lock()
	e := c.entries[key]
	if e == nil {
		c.mu.Unlock()
		return nil, false
	}
	e.used = c.build
	value, raw, sum := e.value, e.raw, e.sum
	c.mu.Unlock()
	if value != nil {
		return value, true
	}
	if checksumOf(raw) != sum {
		return nil, false
	}
	r := reader{text: raw}
	value = read(&r)
	if r.bad || r.text != "" {
		return nil, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	e.value = value
	return value, true
}

func (c *Cache) put(key cacheKey, value any, raw []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries[key] = &entry{raw: string(raw), size: len(raw), sum: checksum(raw), value: value, used: c.build}
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
	c.put(key, p, c.parsed.write(nil, reflect.ValueOf(p.stored())))
	return p
}

func (p parsed) stored() storedParse {
	s := storedParse{Docs: p.docs, Problems: p.problems}
	for i := range p.docs {
		s.Layouts = append(s.Layouts, p.docs[i].Layout())
	}
	return s
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

// Save writes what the file lacks of what the last builds used. Killed at any moment, it leaves what was stored before.
func (c *Cache) Save(fsys afero.Fs, dir string) error {
	c.opened()
	c.mu.Lock()
	defer c.mu.Unlock()
	return errors.Join(c.saveArticles(fsys, dir), c.saveMergings(fsys, dir))
}

// saveArticles writes what the file of the articles lacks.
func (c *Cache) saveArticles(fsys afero.Fs, dir string) error {
	fresh, used := []cacheKey{}, 0
	for key, e := range c.entries {
		if e.used > 0 {
			used += len(key) + e.size
			if !e.stored {
				fresh = append(fresh, key)
			}
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	var err error
	if c.file.whole && c.file.size < 2*used {
		err = c.extend(fsys, dir, fresh)
	} else {
		err = c.rewrite(fsys, dir)
	}
	c.file.whole = err == nil
	return err
}

// forget lets go of everything that the cache holds in memory.
func (c *Cache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries, c.merges = map[cacheKey]*entry{}, [mergeKinds]keptMerging{}
}

// raw returns the bytes of an entry, which are not kept once they are stored.
func (c *Cache) raw(e *entry) string {
	if e.raw != "" {
		return e.raw
	}
	if x, ok := e.value.(event.Extraction); ok {
		return string(c.found.write(nil, reflect.ValueOf(x)))
	}
	return string(c.parsed.write(nil, reflect.ValueOf(e.value.(parsed).stored())))
}

// batch writes entries as a batch.
func (c *Cache) batch(keys []cacheKey) []byte {
	b := make([]byte, indexHead, 1<<16)
	for _, key := range keys {
		e := c.entries[key]
		b = append(b, key[:]...)
		b = binary.AppendUvarint(b, uint64(e.size))
		b = binary.LittleEndian.AppendUint32(b, e.sum)
	}
	index := len(b) - indexHead
	for _, key := range keys {
		b = append(b, c.raw(c.entries[key])...)
	}
	binary.LittleEndian.PutUint64(b, uint64(index))
	binary.LittleEndian.PutUint64(b[8:], uint64(len(b)-indexHead-index))
	binary.LittleEndian.PutUint32(b[16:], checksum(b[indexHead:indexHead+index]))
	return b
}

// extend writes a batch behind the others, in one write, so that two builds at once do not mix theirs.
func (c *Cache) extend(fsys afero.Fs, dir string, keys []cacheKey) error {
	f, err := fsys.OpenFile(filepath.Join(dir, cacheFile), os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return c.rewrite(fsys, dir)
	}
	b := c.batch(keys)
	_, err = f.Write(b)
	c.stored(keys, len(b))
	return errors.Join(err, f.Close())
}

// stored notes that the file has entries.
func (c *Cache) stored(keys []cacheKey, size int) {
	c.file.size += size
	for _, key := range keys {
		e := c.entries[key]
		e.stored = true
		if e.value != nil {
			e.raw = ""
		}
	}
}

// rewrite writes everything that the last builds used. The file is replaced in one step.
func (c *Cache) rewrite(fsys afero.Fs, dir string) error {
	var keys []cacheKey
	for key, e := range c.entries {
		if e.used > 0 {
			keys = append(keys, key)
		}
	}
	c.file.size = 0
	return replaceWith(fsys, dir, cacheFile, func(w io.Writer) error {
		if _, err := io.WriteString(w, headOf(cacheMagic, c.version())); err != nil {
			return err
		}
		for some := range slices.Chunk(keys, 256) { // few at a time, so that they are not all in memory twice
			b := c.batch(some)
			if _, err := w.Write(b); err != nil {
				return err
			}
			c.stored(some, len(b))
		}
		return nil
	})
}

// replaceWith writes a file in one step: a reader sees the old bytes or the new ones.
func replaceWith(fsys afero.Fs, dir, name string, write func(io.Writer) error) error {
	d, err := newDraft(fsys, dir, name, write)
	if err != nil {
		return err
	}
	return d.publish()
}

// draft is a file that is written, but does not stand in its place yet.
type draft struct {
	fsys       afero.Fs
	file, name string // where it is and where it shall be
}

// newDraft writes a draft beside the file that it shall replace.
func newDraft(fsys afero.Fs, dir, name string, write func(io.Writer) error) (*draft, error) {
	if err := fsys.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	f, err := afero.TempFile(fsys, dir, "."+name+"-")
	if err != nil {
		return nil, err
	}
	d := &draft{fsys, f.Name(), filepath.Join(dir, name)}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return nil, errors.Join(err, d.drop())
	}
	return d, nil
}

// publish puts the draft in its place, or removes it.
func (d *draft) publish() error {
	if err := d.fsys.Rename(d.file, d.name); err != nil {
		return errors.Join(err, d.drop())
	}
	return nil
}

// drop removes the draft.
func (d *draft) drop() error {
	if err := d.fsys.Remove(d.file); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

package pipeline

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/spf13/afero"

	"timeline/pkg/correct"
	"timeline/pkg/event"
	"timeline/pkg/merge"
	"timeline/pkg/source"
	"timeline/pkg/timeline"
)

// merging is what all articles tell together, before editors change events. Most corrections leave it as it is, so that it
// is kept like what single articles tell. Nothing changes it afterwards.
type merging struct {
	Inferred []merge.Inference // the publication dates that follow from other articles
	Mentions int
	Undated  []event.Undated
	Events   []timeline.Event
}

// keptMerging is a merging under the hash of all that it depends on.
type keptMerging struct {
	key    cacheKey
	value  *merging
	stored bool // its file has it
}

// The merges of a build that are kept: as the articles tell it, and as editors regroup it.
const (
	mergeTold = iota
	mergeRegrouped
	mergeKinds
)

// mergeFile is the file of a merging in the cache folder: a head with the version of the program, the key, and batches, each
// with its length and checksum: first everything but the events, then some events each, so that several are read at once.
func mergeFile(kind int) string { return "merge-" + strconv.Itoa(kind) + ".cache" }

// mergeMagic changes with the form of the file.
const mergeMagic = "timeline merge 1\n"

// batchHead is the bytes before a batch: its length and its checksum.
const batchHead = 12

// eventsInBatch is how many events are written, and read, at once, and mergeBuffer how many bytes they mostly take at most.
const (
	eventsInBatch = 256
	mergeBuffer   = 1 << 20
)

// mergeKey returns the key of the merge of articles: what is extracted from each, and what editors say of sentences.
func (x *extractor) mergeKey(docs []*source.Document, set *correct.Set) cacheKey {
	h := sha256.New()
	for _, d := range docs {
		key := x.key(d)
		h.Write(key[:])
	}
	for _, c := range set.All() {
		if c.OnSentence() {
			fmt.Fprintf(h, "%q %v\n", []string{c.ID, c.Source, c.Quote, c.Date.String()}, c.Hide)
		}
	}
	return cacheKey(h.Sum(nil))
}

// key returns the key of a merge with what editors say of groups of reports.
func (g groupings) key(told cacheKey) cacheKey {
	h := sha256.New()
	h.Write(told[:])
	for _, s := range g.Same {
		fmt.Fprintf(h, "same %q\n", append([]string{s.Correction}, s.Events...))
	}
	for _, a := range g.Apart {
		fmt.Fprintf(h, "apart %q\n", []string{a.Correction, a.Event, a.Source, a.Quote, a.Date.String(), a.Title})
	}
	return cacheKey(h.Sum(nil))
}

// merged returns what was merged under a key, nil for nothing.
func (c *Cache) merged(kind int, key cacheKey) *merging {
	c.mu.Lock()
	kept := &c.merges[kind]
	value := kept.value
	if kept.key != key {
		value = nil
	}
	c.mu.Unlock()
	if value == nil {
		if value = c.readMerging(kind, key); value == nil {
			return nil
		}
		c.keepMerging(kind, keptMerging{key, value, true})
	}
	return value
}

// putMerged keeps a merging.
func (c *Cache) putMerged(kind int, key cacheKey, m merging) {
	c.keepMerging(kind, keptMerging{key: key, value: &m})
}

func (c *Cache) keepMerging(kind int, k keptMerging) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.merges[kind] = k
}

// mergeHead is how the file of a merging begins.
func (c *Cache) mergeHead(key cacheKey) string {
	return headOf(mergeMagic, c.version()) + string(key[:])
}

// mergingText returns what the file of a merging holds behind its head, "" if it holds another one or none.
func (c *Cache) mergingText(kind int, key cacheKey) string {
	if c.fsys == nil {
		return ""
	}
	text, err := readText(c.fsys, filepath.Join(c.dir, mergeFile(kind)))
	text, ours := strings.CutPrefix(text, c.mergeHead(key))
	if err != nil || !ours {
		return ""
	}
	return text
}

// readMerging reads a merging from its file. One that is damaged is as good as none.
func (c *Cache) readMerging(kind int, key cacheKey) *merging {
	batches, ok := divideBatches(c.mergingText(kind, key))
	if !ok || len(batches) == 0 {
		return nil
	}
	m, parts := &merging{}, make([][]timeline.Event, len(batches)-1)
	var bad atomic.Bool
	share(runtime.GOMAXPROCS(0), len(batches), func(i int) {
		codec, into := &c.merging, reflect.ValueOf(m)
		if i > 0 {
			codec, into = &c.events, reflect.ValueOf(&parts[i-1])
		}
		if !batches[i].read(codec, into.Elem()) {
			bad.Store(true)
		}
	})
	if bad.Load() {
		return nil
	}
	m.Events = slices.Concat(parts...)
	return m
}

// mergeBatch is a part of the file of a merging.
type mergeBatch struct {
	sum  uint32
	text string
}

// divideBatches finds the batches of a file.
func divideBatches(text string) (list []mergeBatch, ok bool) {
	for text != "" {
		if len(text) < batchHead {
			return nil, false
		}
		head := []byte(text[:batchHead])
		length := binary.LittleEndian.Uint64(head)
		text = text[batchHead:]
		if length > uint64(len(text)) {
			return nil, false
		}
		list = append(list, mergeBatch{binary.LittleEndian.Uint32(head[8:]), text[:length]})
		text = text[length:]
	}
	return list, true
}

// read reads the value of a batch, and reports whether it is whole.
func (m mergeBatch) read(codec *codec, into reflect.Value) bool {
	if checksumOf(m.text) != m.sum {
		return false
	}
	r := reader{text: m.text}
	codec.read(&r, into)
	return !r.bad && r.text == ""
}

// saveMergings writes the mergings that their files lack. Each file is replaced in one step.
func (c *Cache) saveMergings(fsys afero.Fs, dir string) error {
	var errs []error
	for kind := range c.merges {
		kept := &c.merges[kind]
		if kept.value == nil || kept.stored {
			continue
		}
		err := replaceWith(fsys, dir, mergeFile(kind), func(w io.Writer) error { return c.writeMerging(w, kept) })
		kept.stored = err == nil
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func (c *Cache) writeMerging(w io.Writer, kept *keptMerging) error {
	if _, err := io.WriteString(w, c.mergeHead(kept.key)); err != nil {
		return err
	}
	rest := *kept.value
	rest.Events = nil
	buf, err := writeBatch(w, make([]byte, 0, mergeBuffer), &c.merging, reflect.ValueOf(rest))
	if err != nil {
		return err
	}
	for some := range slices.Chunk(kept.value.Events, eventsInBatch) {
		if buf, err = writeBatch(w, buf, &c.events, reflect.ValueOf(some)); err != nil {
			return err
		}
	}
	return nil
}

// sealBatch writes the head of a batch, for which there is room before what it holds.
func sealBatch(b []byte) {
	binary.LittleEndian.PutUint64(b, uint64(len(b)-batchHead))
	binary.LittleEndian.PutUint32(b[8:], checksum(b[batchHead:]))
}

// writeBatch writes a value as a batch. It returns the memory that it used, for the next one.
func writeBatch(w io.Writer, buf []byte, codec *codec, v reflect.Value) ([]byte, error) {
	buf = codec.write(append(buf[:0], make([]byte, batchHead)...), v)
	sealBatch(buf)
	_, err := w.Write(buf)
	return buf, err
}

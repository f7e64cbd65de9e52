package site

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync"

	"timeline/pkg/timeline"
)

// Lexicon remembers from one plan of a site to the next which words its events hold, so that only those whose texts have
// changed are cut into words again. It never changes what a plan gives. It may be used by several plans at once; the zero
// value knows nothing.
type Lexicon struct {
	mu    sync.Mutex
	last  *vocabulary
	fresh bool // last is not what was read
}

// ReadLexicon returns what Bytes wrote. Of bytes that it cannot have written, it takes nothing.
func ReadLexicon(data string) *Lexicon { return &Lexicon{last: readVocabulary(data)} }

// Bytes returns what the last plan knew, nil when that is no more than what was read.
func (l *Lexicon) Bytes() []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.fresh {
		return nil
	}
	return l.last.bytes()
}

// recall returns what the last plan knew.
func (l *Lexicon) recall() *vocabulary {
	if l == nil {
		return &vocabulary{}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	v := cmp.Or(l.last, &vocabulary{})
	if v.at == nil {
		v.index()
	}
	return v
}

// keep remembers what a plan has found.
func (l *Lexicon) keep(v *vocabulary, fresh bool) {
	if l == nil || !fresh {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last, l.fresh = v, true
}

// vocabulary is every word of a timeline and which event holds which. Nothing changes it once a lexicon has it.
type vocabulary struct {
	words  []string                // sorted, each once
	events []entry                 // in time order
	at     map[timeline.Digest]int // where the entry of a key stands; nil until it is asked for
}

// entry is the words of an event under the key of its texts.
type entry struct {
	key  timeline.Digest
	list wordList
}

// wordList holds the words of an event, ascending: twice the number of each, and one more if the title has it.
type wordList []uint32

// find returns the words of an event that was known before.
func (v *vocabulary) find(key timeline.Digest) (wordList, bool) {
	i, ok := v.at[key]
	if !ok {
		return nil, false
	}
	return v.events[i].list, true
}

// bytes writes the words, then the events: their keys and lists, each number as what it adds to the one before.
func (v *vocabulary) bytes() []byte {
	b := make([]byte, 0, 10*len(v.words)+64*len(v.events))
	b = binary.AppendUvarint(b, uint64(len(v.words)))
	for _, w := range v.words {
		b = append(binary.AppendUvarint(b, uint64(len(w))), w...)
	}
	b = binary.AppendUvarint(b, uint64(len(v.events)))
	for _, e := range v.events {
		b = append(b, e.key[:]...)
		b = binary.AppendUvarint(b, uint64(len(e.list)))
		last := uint32(0)
		for _, n := range e.list {
			b = binary.AppendUvarint(b, uint64(n-last))
			last = n
		}
	}
	return b
}

// readVocabulary returns nil for bytes that are none.
func readVocabulary(data string) *vocabulary {
	r := lexiconReader{data: data}
	v := &vocabulary{words: make([]string, r.count())}
	for i := range v.words {
		v.words[i] = r.take(r.count())
	}
	v.events = make([]entry, r.count())
	numbers := make([]uint32, 0, len(r.data)) // each of which takes a byte at least
	for i := range v.events {
		copy(v.events[i].key[:], r.take(len(timeline.Digest{})))
		from, last := len(numbers), 0
		for range r.count() {
			last += r.number()
			r.bad = r.bad || last/2 >= len(v.words)
			numbers = append(numbers, uint32(last))
		}
		v.events[i].list = numbers[from:len(numbers):len(numbers)]
	}
	if r.bad || r.data != "" || !slices.IsSorted(v.words) {
		return nil
	}
	return v
}

// index notes where each entry stands.
func (v *vocabulary) index() {
	v.at = make(map[timeline.Digest]int, len(v.events))
	for i := range v.events {
		v.at[v.events[i].key] = i
	}
}

// lexiconReader reads what bytes wrote. After anything else it gives nothing more.
type lexiconReader struct {
	data string
	bad  bool
}

func (r *lexiconReader) number() int {
	for n, i := 0, 0; i < min(len(r.data), 5); i++ {
		c := r.data[i]
		if n |= int(c&0x7f) << (7 * i); c < 0x80 {
			r.data = r.data[i+1:]
			return n
		}
	}
	r.bad, r.data = true, ""
	return 0
}

// count reads how many things follow, each of which takes a byte at least.
func (r *lexiconReader) count() int {
	n := r.number()
	if n > len(r.data) {
		r.bad, r.data = true, ""
		return 0
	}
	return n
}

func (r *lexiconReader) take(n int) string {
	if n > len(r.data) {
		r.bad, r.data = true, ""
		return ""
	}
	s := r.data[:n]
	r.data = r.data[n:]
	return s
}

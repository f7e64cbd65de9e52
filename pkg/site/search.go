package site

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The search index is made of scripts, because a page opened from a disk may not fetch anything else:
//
//	assets/search/index.js   timelineIndex({"first": [the first word of each shard], "docs": n, "per": events in a list})
//	assets/search/w0.js …    timelineWords(0, {"word": [delta, …], …}), words in order; a delta counts 2 per event and 1 for the title
//	assets/search/d0.js …    timelineDocs(0, [[path, when, title, filter tokens], …]), events in time order
//
// Each is loaded once, when a reader first needs it.
const (
	shardBytes  = 48 << 10
	docsPerFile = 500
	longestWord = 32
)

// tokens returns the words of a text as the index holds them: lower case, without accents, of letters and digits.
func tokens(s string) []string {
	folded := strings.ToLower(s)
	if strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) {
		folded = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.M, r) {
				return -1
			}
			return r
		}, norm.NFD.String(folded))
	}
	words := strings.FieldsFunc(folded, func(r rune) bool {
		if r < utf8.RuneSelf {
			return (r < 'a' || r > 'z') && (r < '0' || r > '9')
		}
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
	for i, w := range words {
		if len(w) > longestWord {
			words[i] = strings.ToValidUTF8(w[:longestWord], "")
		}
	}
	return words
}

// postings are, for each word, the events that hold it, as 2n+1 for event n with the word in its title, else 2n.
type postings struct {
	numbers map[string]int // of the words, by which their lists stand
	lists   [][]int32
	word    []byte
}

// postings returns the lists of all words. Stretches of the timeline are read at once, and put together in their order.
func (m *model) postings() map[string][]int32 {
	parts := make([]postings, jobs(m.jobs))
	parallel(m.jobs, len(parts), func(i int) {
		p := &parts[i]
		p.numbers = map[string]int{}
		for n := len(m.Events) * i / len(parts); n < len(m.Events)*(i+1)/len(parts); n++ {
			p.event(n, m.Events[n])
		}
	})
	all := make(map[string][]int32, len(parts[0].numbers))
	for _, p := range parts {
		for w, k := range p.numbers {
			if had := all[w]; had != nil {
				all[w] = append(had, p.lists[k]...)
			} else {
				all[w] = p.lists[k]
			}
		}
	}
	return all
}

func (p *postings) event(n int, e *event) {
	p.add(e.Title, n, 1)
	p.add(e.Summary, n, 0)
	p.add(e.When, n, 0)
	for _, list := range [][]string{e.People, e.Places, e.Organizations} {
		for _, name := range list {
			p.add(name, n, 0)
		}
	}
	for _, s := range e.Sources {
		p.add(s.Publisher, n, 0)
	}
	for i := range e.Evidence {
		p.add(e.Evidence[i].Quote, n, 0)
	}
}

// add adds the words of a text, as [tokens] returns them. Most texts are written in plain letters and with the marks of
// printed text, and need no copy.
func (p *postings) add(text string, n, title int) {
	if !simple(text) {
		for _, w := range tokens(text) {
			p.post([]byte(w), n, title)
		}
		return
	}
	p.word = p.word[:0]
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			p.word = append(p.word, c)
		case c >= 'A' && c <= 'Z':
			p.word = append(p.word, c+'a'-'A')
		default:
			p.endWord(n, title)
		}
	}
	p.endWord(n, title)
}

// simple reports whether every character is of ASCII or one of the dashes, quotes and spaces from U+2000 to U+203F, none of
// which is part of a word.
func simple(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < utf8.RuneSelf {
			continue
		}
		if !strings.HasPrefix(text[i:], "\xe2\x80") || len(text) < i+3 {
			return false
		}
		i += 2
	}
	return true
}

func (p *postings) endWord(n, title int) {
	if len(p.word) > 0 {
		p.post(p.word[:min(len(p.word), longestWord)], n, title)
		p.word = p.word[:0]
	}
}

// post adds an event to the list of a word, unless it is there.
func (p *postings) post(word []byte, n, title int) {
	k, known := p.numbers[string(word)]
	if !known {
		k = len(p.lists)
		p.numbers[string(word)] = k
		p.lists = append(p.lists, nil)
	}
	if list := p.lists[k]; len(list) == 0 || int(list[len(list)-1]/2) != n {
		p.lists[k] = append(list, int32(2*n+title))
	}
}

// searchIndex returns the files of the index. Shards are cut by size, so the number of files follows the text.
func (m *model) searchIndex() []task {
	index := m.postings()
	words := slices.Sorted(maps.Keys(index))
	var tasks []task
	var first []string
	var shard []byte
	flush := func() {
		if len(shard) > 0 {
			tasks = append(tasks, script(fmt.Sprintf("assets/search/w%d.js", len(first)-1), fmt.Sprintf("timelineWords(%d,{%s})\n", len(first)-1, shard)))
			shard = shard[:0]
		}
	}
	for _, w := range words {
		if len(shard) > shardBytes {
			flush()
		}
		if len(shard) == 0 {
			first = append(first, w)
		} else {
			shard = append(shard, ',')
		}
		shard = append(append(shard, quoted(w)...), ':')
		shard = appendDeltas(shard, index[w])
	}
	flush()
	head, _ := json.Marshal(map[string]any{"first": first, "docs": len(m.Events), "per": docsPerFile})
	tasks = append(tasks, script("assets/search/index.js", fmt.Sprintf("timelineIndex(%s)\n", head)))
	return append(tasks, m.docFiles()...)
}

func appendDeltas(b []byte, list []int32) []byte {
	b = append(b, '[')
	last := int32(0)
	for i, v := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(v-last), 10)
		last = v
	}
	return append(b, ']')
}

func (m *model) docFiles() []task {
	var tasks []task
	for n, chunk := range slices.Collect(slices.Chunk(m.Events, docsPerFile)) {
		docs := make([][4]string, 0, len(chunk))
		for _, e := range chunk {
			docs = append(docs, [4]string{pathEscape(e.Path), e.When, e.Title, e.Facets})
		}
		data, _ := json.Marshal(docs)
		tasks = append(tasks, script(fmt.Sprintf("assets/search/d%d.js", n), fmt.Sprintf("timelineDocs(%d,%s)\n", n, data)))
	}
	return tasks
}

func script(path, body string) task {
	return task{path: path, bytes: func(*renderer) ([]byte, error) { return []byte(body), nil }}
}

func quoted(s string) string {
	data, _ := json.Marshal(s) // a string always marshals
	return string(data)
}

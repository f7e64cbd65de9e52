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
type postings map[string][]int

// postings returns those of all words. Stretches of the timeline are read at once, and put together in their order.
func (m *model) postings() postings {
	const stretch = 1000
	parts := make([]postings, (len(m.Events)+stretch-1)/stretch)
	parallel(m.jobs, len(parts), func(i int) {
		parts[i] = postings{}
		for n := i * stretch; n < min(len(m.Events), (i+1)*stretch); n++ {
			parts[i].event(n, m.Events[n])
		}
	})
	all := postings{}
	for _, p := range parts {
		for w, list := range p {
			all[w] = append(all[w], list...)
		}
	}
	return all
}

func (p postings) event(n int, e *event) {
	p.add(e.Title, n, 1)
	p.add(e.Summary, n, 0)
	p.add(e.When, n, 0)
	for _, list := range [][]string{e.People, e.Places, e.Organizations} {
		p.add(strings.Join(list, " "), n, 0)
	}
	for _, s := range e.Sources {
		p.add(s.Publisher, n, 0)
	}
	for i := range e.Evidence {
		p.add(e.Evidence[i].Quote, n, 0)
	}
}

func (p postings) add(text string, n, title int) {
	for _, w := range tokens(text) {
		if list := p[w]; len(list) == 0 || list[len(list)-1]/2 != n {
			p[w] = append(list, 2*n+title)
		}
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

func appendDeltas(b []byte, list []int) []byte {
	b = append(b, '[')
	last := 0
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

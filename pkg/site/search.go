package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

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
	folded := norm.NFD.String(strings.ToLower(s))
	folded = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.M, r) {
			return -1
		}
		return r
	}, folded)
	words := strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	kept := words[:0]
	for _, w := range words {
		if len(w) > longestWord {
			w = strings.ToValidUTF8(w[:longestWord], "")
		}
		kept = append(kept, w)
	}
	return kept
}

// postings returns for each word the events that hold it, as 2n+1 for event n with the word in its title, else 2n.
func (m *model) postings() map[string][]int {
	index := map[string][]int{}
	add := func(text string, n, title int) {
		for _, w := range tokens(text) {
			list := index[w]
			if len(list) == 0 || list[len(list)-1]/2 != n {
				index[w] = append(list, 2*n+title)
			}
		}
	}
	for n, e := range m.Events {
		add(e.Title, n, 1)
		add(e.Summary, n, 0)
		add(e.When, n, 0)
		for _, list := range [][]string{e.People, e.Places, e.Organizations} {
			add(strings.Join(list, " "), n, 0)
		}
		for _, s := range e.Sources {
			add(s.Publisher, n, 0)
		}
		for i := range e.Evidence {
			add(e.Evidence[i].Quote, n, 0)
		}
	}
	return index
}

// searchIndex returns the files of the index. Shards are cut by size, so the number of files follows the text.
func (m *model) searchIndex() []task {
	index := m.postings()
	words := make([]string, 0, len(index))
	for w := range index {
		words = append(words, w)
	}
	slices.Sort(words)

	var tasks []task
	var first []string
	var shard bytes.Buffer
	flush := func() {
		if shard.Len() > 0 {
			tasks = append(tasks, script(fmt.Sprintf("assets/search/w%d.js", len(first)-1), fmt.Sprintf("timelineWords(%d,{%s})\n", len(first)-1, shard.String())))
			shard.Reset()
		}
	}
	for _, w := range words {
		if shard.Len() > shardBytes {
			flush()
		}
		if shard.Len() == 0 {
			first = append(first, w)
		} else {
			shard.WriteByte(',')
		}
		fmt.Fprintf(&shard, "%s:%s", quoted(w), deltas(index[w]))
	}
	flush()
	head, _ := json.Marshal(map[string]any{"first": first, "docs": len(m.Events), "per": docsPerFile})
	tasks = append(tasks, script("assets/search/index.js", fmt.Sprintf("timelineIndex(%s)\n", head)))
	return append(tasks, m.docFiles()...)
}

func deltas(list []int) string {
	var b strings.Builder
	b.WriteByte('[')
	last := 0
	for i, v := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprint(&b, v-last)
		last = v
	}
	b.WriteByte(']')
	return b.String()
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

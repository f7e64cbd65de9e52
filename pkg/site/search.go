package site

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"timeline/pkg/timeline"
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

// vocabulary returns the words of all events, and whether a text had to be read for it. What kept knows is taken from there.
func (m *model) vocabulary(kept *vocabulary) (v *vocabulary, fresh bool) {
	v = &vocabulary{events: make([]entry, len(m.Events))}
	parts := make([]gatherer, jobs(m.jobs)) // stretches of the timeline are read at once
	parallel(m.jobs, len(parts), func(i int) {
		g := &parts[i]
		g.numbers = map[string]uint32{}
		g.events = v.events[len(m.Events)*i/len(parts) : len(m.Events)*(i+1)/len(parts)]
		for k, e := range m.Events[len(m.Events)*i/len(parts):][:len(g.events)] {
			key := m.textKey(e)
			list, known := kept.find(key)
			if !known {
				list = g.event(e)
			}
			g.events[k] = entry{key, list}
			g.fresh = append(g.fresh, !known)
		}
	})
	v.number(kept, parts)
	for i := range parts {
		fresh = fresh || parts[i].read > 0
	}
	return v, fresh || len(kept.events) != len(v.events)
}

// textKey stands for the texts of an event that are searched: those of [gatherer.event].
func (m *model) textKey(e *event) timeline.Digest {
	k := keyers.Get().(*keyer)
	defer keyers.Put(k)
	k.b = k.b[:0]
	k.sum(e.sum)
	k.str(e.When)
	for _, s := range e.Sources {
		k.str(s.Publisher)
	}
	return keyOf(k.b)
}

// gatherer reads a stretch of the timeline. It numbers the words as it meets them, and then anew.
type gatherer struct {
	events  []entry
	fresh   []bool // whether it had to read an event's texts, so that the list is in its own numbers
	numbers map[string]uint32
	words   []string
	last    []int // for each word, how many events were read when it was last met
	read    int   // events
	list    wordList
	word    []byte
	now     []uint32 // for each word, its number among all
}

// event returns the words of an event.
func (g *gatherer) event(e *event) wordList {
	g.list = g.list[:0]
	g.read++
	g.add(e.Title, 1)
	g.add(e.Summary, 0)
	g.add(e.When, 0)
	for _, list := range [][]string{e.People, e.Places, e.Organizations} {
		for _, name := range list {
			g.add(name, 0)
		}
	}
	for _, s := range e.Sources {
		g.add(s.Publisher, 0)
	}
	for i := range e.Evidence {
		g.add(e.Evidence[i].Quote, 0)
	}
	return slices.Clone(g.list)
}

// add adds the words of a text, as [tokens] returns them. Most texts are written in plain letters and with the marks of
// printed text, and need no copy.
func (g *gatherer) add(text string, title uint32) {
	if !simple(text) {
		for _, w := range tokens(text) {
			g.meet([]byte(w), title)
		}
		return
	}
	g.word = g.word[:0]
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			g.word = append(g.word, c)
		case c >= 'A' && c <= 'Z':
			g.word = append(g.word, c+'a'-'A')
		default:
			g.endWord(title)
		}
	}
	g.endWord(title)
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

func (g *gatherer) endWord(title uint32) {
	if len(g.word) > 0 {
		g.meet(g.word[:min(len(g.word), longestWord)], title)
		g.word = g.word[:0]
	}
}

// meet adds a word to the list of the event, unless it is there.
func (g *gatherer) meet(word []byte, title uint32) {
	k, known := g.numbers[string(word)]
	if !known {
		k = uint32(len(g.words))
		g.words = append(g.words, string(word))
		g.numbers[g.words[k]] = k
		g.last = append(g.last, 0)
	}
	if g.last[k] != g.read {
		g.last[k] = g.read
		g.list = append(g.list, 2*k+title)
	}
}

// number puts the words that are in use into their order, and writes the lists of all events in the numbers that follow.
func (v *vocabulary) number(kept *vocabulary, parts []gatherer) {
	used := make([]bool, len(kept.words))
	met := []meeting{}
	for i := range parts {
		parts[i].mark(used)
		met = parts[i].meetings(met)
	}
	slices.SortFunc(met, func(a, b meeting) int { return strings.Compare(a.word, b.word) })
	next := func(word string) uint32 { // of the words in their order
		if n := len(v.words); n == 0 || v.words[n-1] != word {
			v.words = append(v.words, word)
		}
		return uint32(len(v.words) - 1)
	}
	v.words = make([]string, 0, len(kept.words)+len(met))
	now := make([]uint32, len(kept.words))
	for i, w := range kept.words {
		for ; len(met) > 0 && met[0].word <= w; met = met[1:] {
			*met[0].number = next(met[0].word)
		}
		if used[i] {
			now[i] = next(w)
		}
	}
	for _, w := range met {
		*w.number = next(w.word)
	}
	parallel(len(parts), len(parts), func(i int) { parts[i].renumber(now) })
}

// meeting is a word that a gatherer has met, and where it is to be told the word's number.
type meeting struct {
	word   string
	number *uint32
}

func (g *gatherer) meetings(list []meeting) []meeting {
	g.now = make([]uint32, len(g.words))
	for i, w := range g.words {
		list = append(list, meeting{w, &g.now[i]})
	}
	return list
}

// mark marks the words known before that are still used.
func (g *gatherer) mark(used []bool) {
	for i := range g.events {
		if !g.fresh[i] {
			for _, n := range g.events[i].list {
				used[n/2] = true
			}
		}
	}
}

// renumber writes the lists in the new numbers, those of the words known before being in kept.
func (g *gatherer) renumber(kept []uint32) {
	room := 0
	for i := range g.events {
		room += len(g.events[i].list)
	}
	all := make(wordList, 0, room)
	for i := range g.events {
		now := kept
		if g.fresh[i] {
			now = g.now
		}
		from := len(all)
		for _, n := range g.events[i].list {
			all = append(all, 2*now[n/2]+n%2)
		}
		list := all[from:len(all):len(all)]
		if g.fresh[i] {
			slices.Sort(list)
		}
		g.events[i].list = list
	}
}

// postings returns for each word the events that hold it, as 2n+1 for event n with the word in its title, else 2n.
func (v *vocabulary) postings() [][]uint32 {
	counts := make([]int, len(v.words))
	all := 0
	for i := range v.events {
		all += len(v.events[i].list)
		for _, n := range v.events[i].list {
			counts[n/2]++
		}
	}
	room := make([]uint32, all)
	lists := make([][]uint32, len(v.words))
	for w, n := range counts {
		lists[w], room = room[:0:n], room[n:]
	}
	for i := range v.events {
		for _, n := range v.events[i].list {
			lists[n/2] = append(lists[n/2], 2*uint32(i)+n%2)
		}
	}
	return lists
}

// searchIndex returns the files of the index. Shards are cut by size, so the number of files follows the text.
func (m *model) searchIndex() []task {
	v, fresh := m.vocabulary(m.lexicon.recall())
	m.lexicon.keep(v, fresh)
	var tasks []task
	var first []string
	var shard []byte
	flush := func() {
		if len(shard) > 0 {
			tasks = append(tasks, ready(fmt.Sprintf("assets/search/w%d.js", len(first)-1), append(shard, "})\n"...)))
			shard = nil
		}
	}
	begun := 0
	for k, list := range v.postings() {
		if len(shard) > shardBytes+begun {
			flush()
		}
		if shard == nil {
			first = append(first, v.words[k])
			shard = fmt.Appendf(make([]byte, 0, shardBytes*5/4), "timelineWords(%d,{", len(first)-1)
			begun = len(shard)
		} else {
			shard = append(shard, ',')
		}
		shard = appendDeltas(append(appendQuoted(shard, v.words[k]), ':'), list)
	}
	flush()
	head, _ := json.Marshal(map[string]any{"first": first, "docs": len(m.Events), "per": docsPerFile})
	tasks = append(tasks, ready("assets/search/index.js", fmt.Appendf(nil, "timelineIndex(%s)\n", head)))
	return append(tasks, m.docFiles()...)
}

func appendDeltas(b []byte, list []uint32) []byte {
	b = append(b, '[')
	last := uint32(0)
	for i, n := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendUint(b, uint64(n-last), 10)
		last = n
	}
	return append(b, ']')
}

// docFiles returns the files that say what a reader sees of each event that was found.
func (m *model) docFiles() []task {
	var tasks []task
	for n, chunk := range slices.Collect(slices.Chunk(m.Events, docsPerFile)) {
		k := keyer{b: make([]byte, 0, 128*len(chunk))}
		for _, e := range chunk {
			k.str(e.Path, e.When, e.Title, e.Facets)
		}
		tasks = append(tasks, task{path: fmt.Sprintf("assets/search/d%d.js", n), key: keyOf(k.b), bytes: func(*renderer) ([]byte, error) {
			docs := make([][4]string, 0, len(chunk))
			for _, e := range chunk {
				docs = append(docs, [4]string{pathEscape(e.Path), e.When, e.Title, e.Facets})
			}
			data, err := json.Marshal(docs)
			return fmt.Appendf(nil, "timelineDocs(%d,%s)\n", n, data), err
		}})
	}
	return tasks
}

func quoted(s string) string {
	data, _ := json.Marshal(s) // a string always marshals
	return string(data)
}

package merge

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"timeline/pkg/event"
	"timeline/pkg/text"
)

// identity is the address of an event and its earlier ones.
type identity struct {
	id      string
	aliases []string
}

// identify gives every cluster its ID. It is made of the date and words of the event's anchor, the mention that was
// published first, as the article has them: later articles, a corrected date and a corrected title do not change it.
// The IDs that the other mentions would have given become aliases, all of them, so that an address outlives a merge, and
// an older article that becomes the anchor: each may have been an event's own, before the articles that joined them came.
// So where several sentences give one ID, each of them has a number: there are never fewer addresses than there were.
func (c *corpus) identify(clusters []*cluster) []identity {
	out := make([]identity, len(clusters))
	at := make([]int, len(clusters))
	by := make([]anchors, len(clusters))
	each(len(clusters), func(i int) {
		at[i] = i
		by[i] = anchorsOf(clusters[i])
	})
	slices.SortFunc(at, func(a, b int) int { return cmp.Or(earlier(by[a].items[0], by[b].items[0]), a-b) })
	all := addresses{make(map[string]bool, 2*len(clusters)), map[string]int{}}
	for _, i := range at {
		out[i] = identity{id: all.unique(by[i].slugs[0]), aliases: []string{}}
	}
	more := make([][]string, len(clusters)) // the addresses that another mention has
	for _, i := range at {
		for n, id := range by[i].slugs[1:] {
			if !all.taken[id] {
				all.taken[id] = true
				out[i].aliases = append(out[i].aliases, id)
			} else if !by[i].repeats(n + 1) {
				more[i] = append(more[i], id)
			}
		}
	}
	for _, i := range at {
		for _, id := range more[i] {
			out[i].aliases = append(out[i].aliases, all.unique(id))
		}
		slices.Sort(out[i].aliases)
	}
	return out
}

// addresses knows which addresses are taken.
type addresses struct {
	taken map[string]bool
	last  map[string]int // the last number that an ID was given
}

// unique takes an address: the ID itself, or with the first number that is free.
func (a *addresses) unique(id string) string {
	s := id
	for n := max(2, a.last[id]+1); a.taken[s]; n++ {
		s, a.last[id] = id+"-"+strconv.Itoa(n), n
	}
	a.taken[s] = true
	return s
}

// anchors are the mentions of a cluster, the strongest first, with the IDs that they would give.
type anchors struct {
	items []*item
	slugs []string
}

func anchorsOf(cl *cluster) anchors {
	a := anchors{items: cl.items}
	if len(cl.items) > 1 {
		a.items = slices.Clone(cl.items)
		rank := func(it *item) int {
			if n := slices.Index(cl.anchors, it); n >= 0 {
				return n - len(cl.anchors)
			}
			if it.Weak {
				return 1 // it only adds to what others tell
			}
			return 0
		}
		slices.SortFunc(a.items, func(a, b *item) int { return cmp.Or(rank(a)-rank(b), earlier(a, b)) })
	}
	a.slugs = make([]string, len(a.items))
	for i, it := range a.items {
		a.slugs[i] = slug(it)
	}
	return a
}

// lookBackFor is how many mentions before one are compared with it, so that the work stays linear.
const lookBackFor = 64

// repeats reports whether a mention is one before it again, in a copy or later in the same article: the same words, and the
// same ID. Copies come one after the other.
func (a *anchors) repeats(n int) bool {
	for k := n - 1; k >= max(0, n-lookBackFor); k-- {
		if a.slugs[k] == a.slugs[n] && slices.Equal(a.items[k].Context, a.items[n].Context) {
			return true
		}
	}
	return false
}

// earlier orders mentions by how strong an anchor they are: the first published, then the surest, then by article.
func earlier(a, b *item) int {
	if a.since != b.since {
		return a.since - b.since
	}
	return inOrder(a, b)
}

// slugWords is how many words of the title an ID keeps.
const slugWords = 5

// slug returns the ID that a mention alone would give.
func slug(it *item) string {
	title := cmp.Or(it.Plain, it.Title)
	id := append(make([]byte, 0, 64), start(it.stated())...)
	words := 0
	if text.Plain(title) < len(title) {
		title = ascii(title)
	}
	for from := 0; from < len(title) && words < slugWords; {
		to := from
		for to < len(title) && inWord[title[to]] {
			to++
		}
		w := strings.ToLower(title[from:to])
		if strings.IndexByte(w, '\'') >= 0 {
			w = strings.ReplaceAll(w, "'", "")
		}
		if len(w) > 1 && !event.IsStopWord(w) {
			id = append(append(id, '-'), w...)
			words++
		}
		from = to + 1
	}
	if words == 0 {
		id = append(id, "-event"...)
	}
	return string(id)
}

// inWord says which characters are those of the words of an ID, or apostrophes in them, which are left out.
var inWord = func() (in [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'") {
		in[c] = true
	}
	return in
}()

// ascii returns s in lower case with the marks of its letters taken off; other scripts are left out by the caller.
func ascii(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if r < unicode.MaxASCII && r != '\'' {
			b.WriteRune(unicode.ToLower(r))
		} else if r == '’' || unicode.Is(unicode.Mn, r) {
			continue
		} else if r != '\'' {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

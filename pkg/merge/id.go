package merge

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"timeline/pkg/event"
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
func (c *corpus) identify(clusters []*cluster) []identity {
	taken := make(map[string]bool, 2*len(clusters))
	out := make([]identity, len(clusters))
	at := make([]int, len(clusters))
	by := make([]anchors, len(clusters))
	each(len(clusters), func(i int) {
		at[i] = i
		by[i] = anchorsOf(clusters[i])
	})
	slices.SortFunc(at, func(a, b int) int { return cmp.Or(earlier(by[a].items[0], by[b].items[0]), a-b) })
	for _, i := range at {
		out[i].id = unique(by[i].slugs[0], taken)
		taken[out[i].id] = true
	}
	for _, i := range at {
		out[i].aliases = []string{}
		for _, id := range by[i].slugs[1:] {
			if !taken[id] {
				taken[id] = true
				out[i].aliases = append(out[i].aliases, id)
			}
		}
		slices.Sort(out[i].aliases)
	}
	return out
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

// earlier orders mentions by how strong an anchor they are: the first published, then the surest, then by article.
func earlier(a, b *item) int {
	if a.since != b.since {
		return a.since - b.since
	}
	return inOrder(a, b)
}

func unique(id string, taken map[string]bool) string {
	if !taken[id] {
		return id
	}
	for n := 2; ; n++ {
		if s := id + "-" + strconv.Itoa(n); !taken[s] {
			return s
		}
	}
}

// slugWords is how many words of the title an ID keeps.
const slugWords = 5

// slug returns the ID that a mention alone would give.
func slug(it *item) string {
	title := cmp.Or(it.Plain, it.Title)
	id := append(make([]byte, 0, 64), start(it.stated())...)
	words := 0
	for rest := ascii(title); rest != "" && words < slugWords; {
		from := strings.IndexFunc(rest, inWord)
		if from < 0 {
			break
		}
		to := from + 1
		for to < len(rest) && inWord(rune(rest[to])) {
			to++
		}
		if w := rest[from:to]; len(w) > 1 && !event.IsStopWord(w) {
			id = append(append(id, '-'), w...)
			words++
		}
		rest = rest[to:]
	}
	if words == 0 {
		id = append(id, "-event"...)
	}
	return string(id)
}

// inWord reports whether a character is one of the words of an ID.
func inWord(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= unicode.MaxASCII {
			return false
		}
	}
	return true
}

// ascii returns s in lower case with the marks of its letters taken off; other scripts are left out by the caller.
func ascii(s string) string {
	if isASCII(s) {
		return strings.ToLower(strings.ReplaceAll(s, "'", ""))
	}
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

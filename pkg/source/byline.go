package source

import (
	"slices"
	"strings"

	"timeline/pkg/text"
)

// byName is the start of a byline that names who wrote the article: "By Ann Writer, Associated Press", "Story by Ruth
// Penn", "by Jane Holt and Tom Reed | 3 May".
var byName = text.Pattern(`^(?:\p{L}+ )?[Bb][Yy]:? (` + oneName + `(?:(?:, | and | & )` + oneName + `){0,3})`)

const oneName = `\p{Lu}[\p{L}'’.-]*(?: (?:(?:van|von|de|der|di|du|la|le|bin|al|el) ){0,2}\p{Lu}[\p{L}'’-]*\.?){1,4}`

// bylineAuthor returns who wrote a page by its first byline; "" when none names anybody.
func (d *draft) bylineAuthor() string {
	for _, b := range d.Blocks {
		if b.Role != Byline {
			continue
		}
		m := byName().FindStringSubmatch(text.Fold(b.Of(d.Text)))
		if m == nil {
			continue
		}
		names, _, _ := strings.Cut(m[1], ", ")
		if !words().agencies[plain(names)] {
			return names
		}
	}
	return ""
}

// listsAboveTitle takes the items of lists above the headline of a page for what they are: links to something else.
func (d *draft) listsAboveTitle() {
	title := slices.IndexFunc(d.Blocks, func(b Block) bool { return b.Role == Title })
	for i := range max(0, title) {
		if d.Blocks[i].Role == ListItem {
			d.Blocks[i].Role = Boilerplate
		}
	}
}

// authorScanner reads the words of an element that names the author: <span itemprop="author">, <a rel="author">.
type authorScanner struct {
	inside  string // the element's name
	depth   int
	written strings.Builder
}

// tag notes a tag; done is true when the element ends.
func (a *authorScanner) tag(t *token, start, void bool) (done bool) {
	name := t.Data
	switch {
	case a.inside == "" && start && !void && (t.attr("itemprop") == "author" || t.attr("rel") == "author"):
		a.inside, a.depth = name, 1
		a.written.Reset()
	case a.inside != name || void:
	case start:
		a.depth++
	default:
		a.depth--
		if a.depth == 0 {
			a.inside = ""
			return true
		}
	}
	return false
}

func (a *authorScanner) text(s string) {
	if a.inside != "" && a.written.Len() < 200 {
		a.written.WriteString(s)
	}
}

// name returns the words as a name; "" for what is none.
func (a *authorScanner) name() string {
	s := clean(a.written.String())
	for _, by := range []string{"By ", "by ", "BY "} {
		s = strings.TrimPrefix(s, by)
	}
	if n := len(strings.Fields(s)); n == 0 || n > 8 || !startsUpper(s) {
		return ""
	}
	return s
}

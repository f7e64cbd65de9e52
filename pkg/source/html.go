package source

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"timeline/pkg/text"
)

// readHTML reads a saved page: its metadata first, then the words of its main part, without menus, side columns and
// forms. Should nothing be left then, the page is read once more with all of its words.
func (d *draft) readHTML() {
	page := scanPage(d.src)
	d.fromPage(page)
	r := pageReader{draft: d, region: page.region, strict: true}
	r.read()
	if !readable(d.blocks) {
		d.builder = builder{}
		r = pageReader{draft: d, region: text.Span{End: len(d.src)}}
		r.read()
	}
	for i, b := range d.blocks {
		if s := string(d.text[b.Start:b.End]); b.Role == TableRow && len(s) >= 60 && endsSentence(s) {
			d.blocks[i].Role = Prose // old pages are laid out with tables
		}
	}
}

// readable reports whether blocks hold at least one sentence of prose.
func readable(blocks []Block) bool {
	for _, b := range blocks {
		if b.Role != Heading && b.Role != Title && b.Len() >= 40 {
			return true
		}
	}
	return false
}

// token is a tag or a piece of text of a page, with its place in the file.
type token struct {
	html.Token
	from, to int
}

// tokens calls each with the tags and texts of a page, in order, until it returns false. It takes time in proportion
// to the page, whatever the page holds.
func tokens(src string, each func(token) bool) {
	z := html.NewTokenizer(strings.NewReader(src))
	z.SetMaxBuf(maxFile + 1)
	titleEnd := max(strings.LastIndex(src, "</title"), strings.LastIndex(src, "</TITLE"))
	for at := 0; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return // or a tag or comment has no end: what it swallowed is not text
		}
		n := len(z.Raw())
		t := token{from: at, to: at + n}
		at += n
		switch kind {
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			t.Token = z.Token()
			if kind == html.StartTagToken && t.DataAtom == atom.Title && at > titleEnd {
				z.NextIsNotRawText() // it is never closed, and would swallow the page
				continue
			}
		case html.TextToken:
			t.Type = kind
		default:
			continue
		}
		if !each(t) {
			return
		}
	}
}

// attr returns the value of an attribute.
func (t *token) attr(name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func (t *token) has(name string) bool {
	for _, a := range t.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// never are elements whose content is not text for a reader; aside are those that are not the article.
var (
	never = map[atom.Atom]bool{
		atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true, atom.Math: true,
		atom.Iframe: true, atom.Object: true, atom.Select: true, atom.Button: true, atom.Textarea: true, atom.Canvas: true,
		atom.Audio: true, atom.Video: true, atom.Title: true, atom.Dialog: true, atom.Datalist: true,
	}
	beside = map[atom.Atom]bool{atom.Nav: true, atom.Aside: true, atom.Footer: true, atom.Menu: true}
	// names of classes and ids, whole, of parts that are not the article
	besideName = text.Pattern(`(?i)^(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|comments?|comments?-(?:list|area|section)|` +
		`related(?:-[\w-]+)?|share(?:-[\w-]+)?|sharing|social(?:-[\w-]+)?|newsletter(?:-[\w-]+)?|cookies?(?:-[\w-]+)?|gdpr(?:-[\w-]+)?|` +
		`promo|advert(?:isement)?|ads?|most-(?:read|popular|viewed)|trending|paywall|footer|site-(?:header|footer|nav(?:igation)?)|` +
		`(?:[\w-]+[-_])?(?:consent|paywall|newsletter|gdpr|cmp|disqus|onetrust)(?:[-_][\w-]+)?|sp_message[\w-]*|piano-[\w-]+|` +
		`skip-link|screen-reader-text|visually-hidden|sr-only|popup|modal|subscribe(?:-[\w-]+)?|recommended|read-?more|tags)$`)
	besideRole = map[string]bool{"navigation": true, "complementary": true, "contentinfo": true, "search": true, "banner": true, "dialog": true}
	displayed  = text.Pattern(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)
)

// isBeside reports whether an element starts a part of the page that is not the article.
func isBeside(t *token) bool {
	switch t.DataAtom {
	case atom.Body, atom.Html, atom.Main, atom.Article, atom.H1, atom.Time:
		return false
	}
	if beside[t.DataAtom] || besideRole[t.attr("role")] {
		return true
	}
	if besideName().MatchString(t.attr("id")) {
		return true
	}
	for _, name := range strings.Fields(t.attr("class")) {
		if besideName().MatchString(name) {
			return true
		}
	}
	return false
}

// isHidden reports whether an element is not shown.
func isHidden(t *token) bool {
	return t.has("hidden") || t.attr("aria-hidden") == "true" || displayed().MatchString(t.attr("style"))
}

var void = map[atom.Atom]bool{
	atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Embed: true, atom.Hr: true, atom.Img: true, atom.Input: true,
	atom.Link: true, atom.Meta: true, atom.Source: true, atom.Track: true, atom.Wbr: true,
}

// skipper passes over an element with all that is in it.
type skipper struct {
	name  string
	depth int
}

// start begins to pass over the element of a start tag.
func (s *skipper) start(t *token) {
	if t.Type == html.StartTagToken && !void[t.DataAtom] {
		s.name, s.depth = t.Data, 1
	}
}

// skips reports whether a token is inside the element that is passed over, and notices its end. Elements that people
// leave open end with the next one of their kind, or with the list or table around them.
func (s *skipper) skips(t *token) bool {
	if s.depth == 0 {
		return false
	}
	same := t.Data == s.name && t.Type != html.TextToken
	switch {
	case same && t.Type == html.StartTagToken && leftOpen[s.name]:
		s.depth = 0
		return false
	case same && t.Type == html.StartTagToken:
		s.depth++
	case same && t.Type == html.EndTagToken:
		s.depth--
	case t.Type == html.EndTagToken && leftOpen[s.name] && around[t.DataAtom]:
		s.depth = 0
		return false
	}
	return true
}

var (
	leftOpen = map[string]bool{"p": true, "li": true, "td": true, "tr": true, "th": true, "dd": true, "dt": true}
	around   = map[atom.Atom]bool{atom.Ul: true, atom.Ol: true, atom.Table: true, atom.Div: true, atom.Dl: true, atom.Section: true, atom.Article: true}
)

// pageReader makes blocks of a page.
type pageReader struct {
	*draft
	region text.Span // of the file: the main part of the page
	strict bool      // leave out what stands beside the article
	skip   skipper

	quotes, figures int // how many of these elements are open
	heading         Role
	breaksInRow     int
}

func (r *pageReader) read() {
	titled := strings.Contains(strings.ToLower(r.region.Of(r.src)), "<h1")
	tokens(r.src, func(t token) bool {
		if r.skip.skips(&t) {
			return true
		}
		if t.Type == html.StartTagToken && (never[t.DataAtom] || r.strict && (isHidden(&t) || isBeside(&t))) {
			r.begin(r.role())
			r.skip.start(&t)
			return true
		}
		inside := t.from >= r.region.Start && t.from < r.region.End
		if !inside && (titled || t.from >= r.region.End || t.DataAtom != atom.H1 && r.heading != Title) {
			return t.from < r.region.End
		}
		r.token(&t)
		return true
	})
	r.end()
}

func (r *pageReader) token(t *token) {
	switch t.Type {
	case html.TextToken:
		r.words_(t)
	case html.EndTagToken:
		r.tag(t, -1)
	default:
		r.tag(t, 1)
		if t.Type == html.SelfClosingTagToken && !void[t.DataAtom] && t.DataAtom != atom.P && t.DataAtom != atom.Div {
			r.tag(t, -1)
		}
	}
}

// entity is a character reference (HTML 13.5), with or without its semicolon.
var entity = text.Pattern(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?`)

func (r *pageReader) words_(t *token) {
	raw := r.src[t.from:t.to]
	if strings.TrimSpace(raw) != "" {
		r.breaksInRow = 0
	}
	if !r.started && r.builder.role == Prose {
		r.builder.role = r.role()
	}
	r.unescape(raw, t.from, entity())
}

// role returns what a paragraph is where the reader stands.
func (r *pageReader) role() Role {
	switch {
	case r.heading != Prose:
		return r.heading
	case r.figures > 0:
		return Caption
	case r.quotes > 0:
		return Quote
	}
	return Prose
}

// tag starts (by 1) or ends (by -1) an element.
func (r *pageReader) tag(t *token, by int) {
	count := func(n *int) { *n = max(0, *n+by) }
	switch t.DataAtom {
	case atom.Br:
		r.br(t)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.heading = Prose
		if by > 0 {
			r.heading = Heading
			if t.DataAtom == atom.H1 {
				r.heading = Title
			}
		}
		r.begin(r.role())
	case atom.Blockquote:
		count(&r.quotes)
		r.begin(r.role())
	case atom.Figure:
		count(&r.figures)
		r.begin(r.role())
	case atom.Figcaption, atom.Caption:
		r.begin(r.role())
		if by > 0 {
			r.begin(Caption)
		}
	case atom.Li, atom.Dt, atom.Dd:
		r.begin(r.role())
		if by > 0 && r.role() == Prose {
			r.begin(ListItem)
		}
	case atom.Tr:
		r.begin(r.role())
		if by > 0 && r.role() == Prose {
			r.begin(TableRow)
		}
	case atom.Td, atom.Th:
		r.gap(t.from, t.to)
	default:
		if blockElement[t.DataAtom] {
			r.begin(r.role())
		}
	}
}

var blockElement = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Body: true, atom.Center: true, atom.Details: true, atom.Div: true,
	atom.Dl: true, atom.Fieldset: true, atom.Footer: true, atom.Form: true, atom.Header: true, atom.Hgroup: true, atom.Hr: true,
	atom.Main: true, atom.Nav: true, atom.Ol: true, atom.P: true, atom.Pre: true, atom.Section: true, atom.Summary: true,
	atom.Table: true, atom.Tbody: true, atom.Thead: true, atom.Tfoot: true, atom.Ul: true, atom.Html: true, atom.Head: true,
}

// br ends a line; two in a row end a paragraph, as old pages do.
func (r *pageReader) br(t *token) {
	if r.breaksInRow++; r.breaksInRow >= 2 {
		r.begin(r.role())
		return
	}
	r.lineBreak(t.from, t.to)
}

// declaredCharset returns the charset that a page says it is in, "" for none.
func declaredCharset(s string) string {
	head := s[:min(len(s), 4096)]
	if m := charset().FindStringSubmatch(head); m != nil {
		return strings.ToUpper(m[1])
	}
	return ""
}

var charset = text.Pattern(`(?i)charset\s*=\s*["']?\s*([\w-]{3,20})`)

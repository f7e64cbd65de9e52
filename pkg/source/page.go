package source

import (
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"timeline/pkg/date"
	"timeline/pkg/text"
)

// pageMeta is what the head of a page says of the article.
type pageMeta struct {
	title, author, publisher, url, language string
	weakTitle                               bool // the title is that of the window alone

	dates    []metaDate // publication dates, best first
	modified date.Value
	region   text.Span // of the file: the main part of the page

	published    date.Value
	publishedWhy string
}

// metaDate is a publication date and the place in the page that gives it.
type metaDate struct {
	value date.Value
	where string
	rank  int
	at    int
}

// The ranks of the places that give a date, best first.
const (
	rankData  = iota // JSON-LD, made for machines
	rankOpen         // Open Graph
	rankMicro        // microdata
	rankMeta         // <meta name="date"> and its many kin
	rankTime         // a <time> element above the text
)

// metaNames are the names under which pages give the publication date in a <meta> element.
var metaNames = map[string]int{
	"article:published_time": rankOpen, "article:published": rankOpen, "og:published_time": rankOpen, "og:article:published_time": rankOpen,
	"datepublished": rankMicro, "date": rankMeta, "pubdate": rankMeta, "publishdate": rankMeta, "publish_date": rankMeta, "publish-date": rankMeta,
	"publication_date": rankMeta, "published": rankMeta, "dc.date": rankMeta, "dc.date.issued": rankMeta, "dcterms.date": rankMeta,
	"dcterms.created": rankMeta, "dcterms.issued": rankMeta, "dc.date.created": rankMeta, "sailthru.date": rankMeta, "parsely-pub-date": rankMeta,
	"originalpublicationdate": rankMeta, "article.published": rankMeta, "article_date_original": rankMeta, "citation_date": rankMeta,
	"cxenseparse:recs:publishtime": rankMeta, "ptime": rankMeta, "displaydate": rankMeta,
}

// pageScanner reads the metadata of a page and finds its main part.
type pageScanner struct {
	src    string
	m      pageMeta
	titles map[string]string // by where they come from

	regions []region
	open    []int // the regions that are open
	skip    skipper
	prose   int // bytes of text so far, in paragraphs

	inTitle  bool
	inHead   bool     // in a heading of the second or third rank
	headings []string // their words
	inH1     bool
	json     bool
	heads    bool // in any heading of the first rank
	author   authorScanner
	named    map[string]string // by @id: the names of people and organisations in JSON-LD
}

type region struct {
	kind   atom.Atom
	span   text.Span
	prose  int // bytes of text
	before int
	head   string // its first heading of the first rank
}

// scanPage reads the metadata of a page and finds its main part.
func scanPage(src string) pageMeta {
	s := pageScanner{src: src, titles: map[string]string{}}
	tokens(src, func(t token) bool {
		s.token(&t)
		return true
	})
	for _, i := range s.open {
		s.close(i, len(src))
	}
	s.m.region = s.main()
	s.m.title, s.m.weakTitle = s.title()
	s.m.choose()
	return s.m
}

func (s *pageScanner) token(t *token) {
	if s.json && t.Type == html.TextToken {
		s.data(s.src[t.from:t.to], t.from)
	}
	s.json = false
	if t.Type == html.TextToken {
		s.titleWords(t)
	}
	if s.skip.skips(t) {
		return
	}
	if t.Type == html.TextToken {
		s.prose += len(strings.TrimSpace(s.src[t.from:t.to]))
		if s.author.inside != "" {
			s.author.text(html.UnescapeString(s.src[t.from:t.to]))
		}
		return
	}
	start := t.Type != html.EndTagToken
	if s.author.tag(t, start, void[t.DataAtom]) && s.m.author == "" {
		s.m.author = s.author.name()
	}
	switch t.DataAtom {
	case atom.Title:
		s.inTitle = start && s.titles["title"] == ""
	case atom.H1:
		s.inH1 = start && s.titles["h1"] == ""
		s.heads = start
	case atom.H2, atom.H3:
		if s.inHead = start && len(s.headings) < 10; s.inHead {
			s.headings = append(s.headings, "")
		}
	case atom.Html:
		if lang := t.attr("lang"); start && lang != "" {
			s.m.language = lang
		}
	case atom.Meta:
		s.meta(t)
	case atom.Link:
		if strings.EqualFold(t.attr("rel"), "canonical") {
			s.m.url = firstOf(s.m.url, webAddress(t.attr("href")))
		}
	case atom.Script:
		s.json = start && strings.HasPrefix(strings.ToLower(t.attr("type")), "application/ld+json")
		return
	case atom.Time:
		s.time(t, start)
	case atom.Article, atom.Main:
		s.regionTag(t, start)
	}
	if start && t.attr("itemprop") == "datePublished" && t.DataAtom != atom.Meta {
		s.date(firstOf(t.attr("datetime"), t.attr("content")), `the page's itemprop "datePublished"`, rankMicro, t.from)
	}
	if start && (isBeside(t) || isHidden(t) || never[t.DataAtom] && t.DataAtom != atom.Title) {
		s.skip.start(t)
	}
}

// maxTitle bounds, in bytes, what is read of a heading: one that never closes would hold the whole page.
const maxTitle = 1000

// titleWords adds text to the titles and headings that are open.
func (s *pageScanner) titleWords(t *token) {
	words := func() string { return html.UnescapeString(s.src[t.from:min(t.to, t.from+maxTitle)]) }
	switch n := len(s.headings); {
	case s.inTitle:
		s.add("title", words())
	case s.inHead && n > 0 && len(s.headings[n-1]) < maxTitle:
		s.headings[n-1] = clean(s.headings[n-1] + words())
	case s.inH1 && len(s.titles["h1"]) < maxTitle:
		s.titles["h1"] += words()
	}
	if n := len(s.open); s.heads && n > 0 && len(s.regions[s.open[n-1]].head) < maxTitle {
		r := &s.regions[s.open[n-1]]
		r.head = clean(r.head + " " + words())
	}
}

// regionTag opens or closes an article or main element.
func (s *pageScanner) regionTag(t *token, start bool) {
	if start {
		if len(s.open) < 64 {
			s.open = append(s.open, len(s.regions))
			s.regions = append(s.regions, region{kind: t.DataAtom, span: text.Span{Start: t.from, End: len(s.src)}, before: s.prose})
		}
		return
	}
	for i := len(s.open) - 1; i >= 0; i-- {
		if s.regions[s.open[i]].kind == t.DataAtom {
			s.close(s.open[i], t.to)
			s.open = append(s.open[:i], s.open[i+1:]...)
			return
		}
	}
}

func (s *pageScanner) close(i, at int) {
	s.regions[i].span.End = at
	s.regions[i].prose = s.prose - s.regions[i].before
}

// main returns the part of the page that the article is in: the largest article element when it has most of what
// articles hold, else the main element, else all of it. A page of many small articles (a live blog) is read whole.
func (s *pageScanner) main() text.Span {
	if span, ok := s.own(); ok {
		return span
	}
	whole := text.Span{End: len(s.src)}
	best, articles, mainPart := -1, 0, -1
	for i, r := range s.regions {
		if r.kind == atom.Main {
			if mainPart < 0 || r.prose > s.regions[mainPart].prose {
				mainPart = i
			}
			continue
		}
		if !s.nested(i) {
			articles += r.prose
		}
		if best < 0 || r.prose > s.regions[best].prose {
			best = i
		}
	}
	const least = 150 // bytes of text that an article has at least
	switch {
	case best >= 0 && s.regions[best].prose >= least && s.regions[best].prose*10 >= articles*6:
		return s.regions[best].span
	case mainPart >= 0 && s.regions[mainPart].prose >= least:
		return s.regions[mainPart].span
	}
	return whole
}

// own returns the article that a page is about when others follow it on the same page, as they do where readers scroll
// on without end: each has a heading of the first rank, and one has the title of the page.
func (s *pageScanner) own() (text.Span, bool) {
	var headed []int
	for i, r := range s.regions {
		if r.kind == atom.Article && r.head != "" && !s.nested(i) {
			headed = append(headed, i)
		}
	}
	if len(headed) < 2 {
		return text.Span{}, false
	}
	for _, title := range []string{s.titles["jsonld"], s.titles["og:title"], s.titles["headline"], s.titles["title"]} {
		for _, i := range headed {
			if head := plain(s.regions[i].head); head != "" && strings.HasPrefix(plain(title), head) {
				return s.regions[i].span, true
			}
		}
	}
	return text.Span{}, false
}

// nested reports whether a region lies in an article element.
func (s *pageScanner) nested(i int) bool {
	for j := i - 1; j >= 0 && j >= i-64; j-- {
		if s.regions[j].kind == atom.Article && s.regions[j].span.Contains(s.regions[i].span) {
			return true
		}
	}
	return false
}

func (s *pageScanner) add(key, value string) {
	if value = clean(value); s.titles[key] == "" {
		s.titles[key] = value
	}
}

// meta reads a <meta> element.
func (s *pageScanner) meta(t *token) {
	name := strings.ToLower(firstOf(t.attr("property"), t.attr("name"), t.attr("itemprop")))
	value := clean(t.attr("content"))
	if value == "" {
		return
	}
	if rank, ok := metaNames[name]; ok {
		s.date(value, fmt.Sprintf("the page's metadata (%s)", name), rank, t.from)
	}
	switch name {
	case "og:title", "twitter:title", "headline":
		s.add(name, value)
	case "og:site_name":
		s.m.publisher = firstOf(s.m.publisher, value)
	case "author", "article:author", "dc.creator", "byl":
		if _, address := safeURL(value); !address {
			s.m.author = firstOf(s.m.author, strings.TrimPrefix(value, "By "))
		}
	case "og:url":
		s.m.url = firstOf(s.m.url, webAddress(value))
	case "article:modified_time", "datemodified", "og:updated_time":
		if v, ok := metaValue(value); ok && s.m.modified.IsZero() {
			s.m.modified = v
		}
	}
}

// time notes a <time> element that stands above the text.
func (s *pageScanner) time(t *token, start bool) {
	if !start || s.prose > 1500 || strings.Contains(t.attr("class"), "update") || strings.Contains(t.attr("itemprop"), "Modified") {
		return
	}
	s.date(t.attr("datetime"), "a <time> element above the text", rankTime, t.from)
}

func (s *pageScanner) date(value, where string, rank, at int) {
	if v, ok := metaValue(value); ok && len(s.m.dates) < 100 {
		s.m.dates = append(s.m.dates, metaDate{v, where, rank, at})
	}
}

// metaValue reads a date of the metadata: a day or a time.
func metaValue(s string) (date.Value, bool) {
	s = clean(s)
	if len(s) < 8 || len(s) > 64 {
		return date.Value{}, false
	}
	if packedDay().MatchString(s) {
		s = s[:4] + "-" + s[4:6] + "-" + s[6:8]
	}
	v, err := date.ParseTyped(s)
	if err != nil && len(s) > 10 {
		v, err = date.ParseTyped(s[:10])
	}
	year := v.From.Year
	return v, err == nil && v.Grain() <= date.DayGrain && v.Doubt() == 0 && year >= 1900 && year < 2200
}

var packedDay = text.Pattern(`^(?:19|20)\d{6}(?:T?\d{6}Z?)?$`)

// data reads a block of JSON-LD, of which news pages use NewsArticle and its kin.
func (s *pageScanner) data(src string, at int) {
	const largest = 1 << 20
	var v any
	if len(src) > largest || json.Unmarshal([]byte(src), &v) != nil {
		return
	}
	budget := 2000
	s.names(v, 0, &budget)
	budget = 2000
	s.walk(v, at, 0, &budget)
}

// names notes what the parts of JSON-LD are called that others refer to by their @id.
func (s *pageScanner) names(v any, depth int, budget *int) {
	if *budget--; *budget < 0 || depth > 8 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			s.names(x, depth+1, budget)
		}
	case map[string]any:
		id, _ := v["@id"].(string)
		if name, ok := v["name"].(string); ok && id != "" {
			if s.named == nil {
				s.named = map[string]string{}
			}
			s.named[id] = clean(name)
		}
		s.names(v["@graph"], depth+1, budget)
	}
}

// walk looks for articles in JSON-LD. The budget bounds how many values are looked at.
func (s *pageScanner) walk(v any, at, depth int, budget *int) {
	if *budget--; *budget < 0 || depth > 8 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			s.walk(x, at, depth+1, budget)
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			s.article(v, at)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			if x, ok := v[key]; ok {
				s.walk(x, at, depth+1, budget)
			}
		}
	}
}

func isArticle(kind any) bool {
	switch k := kind.(type) {
	case string:
		return strings.HasSuffix(k, "Article") || k == "BlogPosting" || k == "LiveBlogPosting" || k == "Report"
	case []any:
		for _, x := range k {
			if isArticle(x) {
				return true
			}
		}
	}
	return false
}

func (s *pageScanner) article(v map[string]any, at int) {
	get := func(key string) string {
		text, _ := v[key].(string)
		return clean(text)
	}
	s.date(get("datePublished"), "the page's JSON-LD (datePublished)", rankData, at)
	if v, ok := metaValue(get("dateModified")); ok && s.m.modified.IsZero() {
		s.m.modified = v
	}
	s.add("jsonld", html.UnescapeString(get("headline")))
	s.m.author = firstOf(s.m.author, strings.Join(s.namesIn(v["author"]), ", "))
	s.m.publisher = firstOf(s.m.publisher, strings.Join(s.namesIn(v["publisher"]), ", "))
}

// namesIn returns the names of a person or organisation, or of several, in JSON-LD.
func (s *pageScanner) namesIn(v any) []string {
	switch v := v.(type) {
	case string:
		if _, address := safeURL(v); !address {
			return []string{clean(v)}
		}
	case map[string]any:
		if name, ok := v["name"].(string); ok {
			return []string{clean(name)}
		}
		if id, ok := v["@id"].(string); ok && s.named[id] != "" {
			return []string{s.named[id]}
		}
	case []any:
		var names []string
		for _, x := range v[:min(len(v), 10)] {
			names = append(names, s.namesIn(x)...)
		}
		return names
	}
	return nil
}

// title chooses the headline: what is made for machines goes before the title of the window, which has the site's
// name in it; a heading that is part of either is the cleanest.
func (s *pageScanner) title() (title string, weak bool) {
	best := firstOf(s.titles["jsonld"], s.titles["og:title"], s.titles["headline"], s.titles["twitter:title"])
	h1, window := clean(s.titles["h1"]), s.titles["title"]
	switch {
	case best == "" && h1 != "", h1 != "" && strings.HasPrefix(plain(best), plain(h1)):
		return h1, false
	case best != "":
		return best, false
	}
	for _, heading := range s.headings {
		if p := plain(heading); len(p) >= 12 && (strings.HasPrefix(plain(window), p) || strings.HasSuffix(plain(window), p)) {
			return heading, false
		}
	}
	return withoutSite(window), true
}

// withoutSite takes the name of the site off the title of a window: the shorter end, or the one in capitals.
func withoutSite(window string) string {
	for _, separator := range []string{" | ", " — ", " – ", " - ", " :: ", " » "} {
		i := strings.LastIndex(window, separator)
		if i < 0 {
			continue
		}
		left, right := window[:i], window[i+len(separator):]
		if len(left) < 8 || strings.ToUpper(left) == left && strings.ToUpper(right) != right {
			return right
		}
		if len(right) < 40 {
			return left
		}
	}
	return window
}

// choose takes the date of the best rank.
func (m *pageMeta) choose() {
	for rank := rankData; rank <= rankTime; rank++ {
		for _, d := range m.dates {
			if d.rank == rank {
				m.published, m.publishedWhy = d.value, d.where
				return
			}
		}
	}
}

// fromPage takes over what a page says of itself.
func (d *draft) fromPage(m pageMeta) {
	d.page = m
	d.Kind, d.Publish = Article, Excerpt
	d.Title, d.Author, d.Publisher, d.URL, d.Updated = m.title, m.author, m.publisher, m.url, m.modified
	if tag, ok := languageTag(m.language); ok {
		d.Language = tag
	}
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// webAddress returns an address when it is one that may be linked to.
func webAddress(s string) string {
	u, _ := safeURL(strings.TrimSpace(s))
	return u
}

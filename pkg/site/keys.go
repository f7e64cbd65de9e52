package site

import (
	"crypto/sha256"
	"encoding/binary"
	"io/fs"
	"path"
	"sync"

	"timeline/pkg/timeline"
)

// A key stands for all that a page is made from, so that a page whose key has not changed need not be made again. What
// every page shares is in the frame; what an event or a source says, in its sum, which is taken once.

// keyer collects what a key stands for.
type keyer struct{ b []byte }

// keyers are used again: a site has tens of thousands of pages.
var keyers = sync.Pool{New: func() any { return new(keyer) }}

func (m *model) newKey(kind string) *keyer {
	k := keyers.Get().(*keyer)
	k.b = k.b[:0]
	k.sum(m.frame)
	k.str(kind)
	return k
}

func (k *keyer) sum(d timeline.Digest) { k.b = append(k.b, d[:]...) }
func (k *keyer) num(n int)             { k.b = binary.AppendVarint(k.b, int64(n)) }

func (k *keyer) str(list ...string) {
	for _, s := range list {
		k.num(len(s))
		k.b = append(k.b, s...)
	}
}

func (k *keyer) flag(f bool) {
	if f {
		k.num(1)
	} else {
		k.num(0)
	}
}

// key returns the key, or none where pages may look at the whole timeline. It uses up k.
func (m *model) key(k *keyer) timeline.Digest {
	defer keyers.Put(k)
	if m.custom {
		return timeline.Digest{}
	}
	return keyOf(k.b)
}

// keyOf returns the key of what is made from data alone.
func keyOf(data []byte) timeline.Digest {
	sum := sha256.Sum256(data)
	return timeline.Digest(sum[:len(timeline.Digest{})])
}

// addSums takes the sums of the frame, the sources and the events.
func (m *model) addSums(sums []timeline.Digest) {
	config := m.config
	config.People, config.Places, config.Organizations = nil, nil, nil // they act on events, which have their own sums
	m.frame = timeline.DigestOf(m.Title, m.Description, m.Lang, m.Version, m.BaseURL, config)
	menu := &keyer{}
	menu.sum(m.frame)
	for _, p := range m.Pages {
		menu.str(p.ID, p.Title, p.Path)
	}
	m.custom = menu.overrides(m.over)
	m.frame = timeline.DigestOf(string(menu.b))
	parallel(m.jobs, len(m.Sources), func(i int) { m.Sources[i].sum = m.Sources[i].CitedDigest() })
	parallel(m.jobs, len(m.Events), func(i int) {
		if sums != nil {
			m.Events[i].sum = sums[i]
		} else {
			m.Events[i].sum = m.Events[i].Digest()
		}
	})
}

// overrides adds the project's own templates and words, and reports whether there are any: then nobody knows what a page
// looks at.
func (k *keyer) overrides(over Overrides) (custom bool) {
	if over == nil {
		return false
	}
	for _, pattern := range []string{"*.html", "*.css", "lang/*"} {
		names, _ := fs.Glob(over, pattern)
		for _, name := range names {
			data, _ := fs.ReadFile(over, name)
			k.str(name, string(data))
			custom = custom || path.Ext(name) == ".html"
		}
	}
	return custom
}

func (k *keyer) source(s *src) { k.sum(s.sum) }

func (k *keyer) neighbour(e *event) {
	if e == nil {
		k.num(0)
		return
	}
	k.num(1)
	k.str(e.Path, e.When, e.Title, e.Lang)
}

func (m *model) eventKey(e *event) timeline.Digest {
	k := m.newKey("event")
	k.sum(e.sum)
	k.str(e.home, m.picture(e), e.Lang)
	k.neighbour(e.Prev)
	k.neighbour(e.Next)
	for _, c := range e.cites {
		if c.source != nil {
			k.source(c.source)
			k.str(c.quote.Anchor)
		}
	}
	m.claims(k, e)
	k.corrections(e)
	return m.key(k)
}

// sourceRows adds what the rows of sources show.
func (k *keyer) sourceRows(sources []*src) {
	for _, s := range sources {
		k.source(s)
		k.num(len(s.Events))
	}
}

// correctionRows adds corrections with the events that they lead to.
func (k *keyer) correctionRows(corrections []*correction) {
	for _, c := range corrections {
		k.sum(timeline.DigestOf(*c.Correction))
		k.neighbour(c.Event)
	}
}

// disputedRows adds events with the sources that disagree.
func (m *model) disputedRows(k *keyer, events []*event) {
	for _, e := range events {
		k.sum(e.sum)
		m.claims(k, e)
	}
}

// undatedRows adds words without a date.
func (k *keyer) undatedRows(items []undated) {
	for _, u := range items {
		k.source(u.Source)
		k.str(u.Quote, u.Expression, u.Why)
	}
}

// claims adds the sources that an event's disagreements name.
func (m *model) claims(k *keyer, e *event) {
	for _, d := range e.Disagreements {
		for _, c := range d.Claims {
			for _, id := range c.Sources {
				if s := m.srcByID[id]; s != nil {
					k.source(s)
				}
			}
		}
	}
}

func (k *keyer) corrections(e *event) {
	for _, c := range e.Corrections {
		k.sum(timeline.DigestOf(*c.Correction))
		k.str(c.Page, c.Anchor)
	}
}

// cardKey is the key of what shows an event by itself: its card, its picture, and the way from an earlier id.
func (m *model) cardKey(e *event) timeline.Digest {
	k := m.newKey("card")
	k.sum(e.sum)
	k.str(e.Lang)
	k.num(len(e.Corrections))
	return m.key(k)
}

func (m *model) sourceKey(s *src) timeline.Digest {
	k := m.newKey("source")
	k.source(s)
	for _, q := range s.Quotes {
		k.str(q.Anchor, q.Text)
	}
	for _, e := range s.Events {
		k.neighbour(e)
	}
	if s.doc != nil {
		k.str(string(s.doc.Publish), string(s.doc.Kind), s.doc.Hash)
	}
	return m.key(k)
}

// items adds events as a list shows them.
func (k *keyer) items(events []*event) {
	k.num(len(events))
	for _, e := range events {
		k.sum(e.sum)
		k.str(e.home, e.Lang)
		k.num(len(e.Corrections))
		for _, s := range e.Sources {
			k.source(s)
			k.num(s.N)
		}
	}
}

func (k *keyer) links(links ...*link) {
	for _, l := range links {
		k.flag(l != nil)
		if l != nil {
			k.str(l.Href, l.Text)
		}
	}
}

// listKey collects the key of a page that lists events under a strip drawn over strip, whose columns lead where column says.
func (m *model) listKey(l *listing, strip []*event, unit scale, column func(*event) string) *keyer {
	k := m.newKey("list")
	k.str(l.Heading, l.Intro, l.Card)
	k.num(int(unit))
	k.num(l.Part)
	k.num(l.Parts)
	k.flag(l.Complete)
	for i := range l.Crumbs {
		k.links(&l.Crumbs[i])
	}
	k.links(l.Before, l.After)
	for _, y := range l.Jumps {
		k.str(y.Label, y.Href, y.Anchor)
	}
	for _, mo := range l.Months {
		k.str(mo.Label, mo.Href)
		k.num(mo.Count)
	}
	for _, p := range l.Periods {
		k.str(p.Name, p.Path)
		k.num(p.Count())
	}
	k.items(l.Keys)
	k.items(l.listed)
	k.headings(l.Years)
	k.strip(strip, column)
	return k
}

// index adds what the first page alone shows: how much there is of everything, and what a reader can choose.
func (k *keyer) index(m *model, l *listing) {
	k.str(m.AsOf, m.asOfISO)
	k.num(len(m.Sources))
	k.num(len(m.Corrections))
	for _, y := range l.Jumps {
		k.num(y.Count)
	}
	for _, f := range l.Facets {
		k.str(f.Name, f.Label, f.Letter)
		k.num(len(f.Options))
		for _, o := range f.Options {
			k.str(o.Value, o.Label)
			k.num(o.Count)
		}
	}
	if l.Complete {
		for _, e := range l.listed {
			k.num(e.order)
			k.str(e.Facets)
		}
	}
}

// headings adds those of groups that are not made of what is listed alone.
func (k *keyer) headings(years []*yearGroup) {
	for _, y := range years {
		k.str(y.Label, y.Href, y.Anchor)
		k.num(y.Gap)
		for _, mo := range y.Months {
			k.str(mo.Label, mo.Href, mo.Anchor)
			k.flag(mo.Alone)
		}
	}
}

// strip adds a drawing whose bars lead to their events, and its columns where column says: to an event, too, or to where those
// of its month are.
func (k *keyer) strip(events []*event, column func(*event) string) {
	k.drawing(events)
	for i, e := range events {
		k.str(e.home, e.Anchor)
		if i == 0 || e.year != events[i-1].year || e.month != events[i-1].month {
			k.str(column(e))
		}
	}
	if len(events) == 1 {
		k.str(events[0].Title) // which then describes the page
	}
}

// drawing adds what is drawn of events: of very many long dates, the most important.
func (k *keyer) drawing(events []*event) {
	dated := 0
	for _, e := range events {
		if !e.Date.IsZero() {
			dated++
		}
	}
	k.num(len(events))
	k.num(dated)
	for _, e := range events {
		k.num(int(e.first))
		k.num(int(e.last))
		k.b = append(k.b, byte(e.Date.Grain()), byte(e.Date.Doubt()), byte(e.month))
		k.num(e.year)
		k.flag(e.Key)
		k.str(e.Status, e.When)
		if dated <= mostTitles {
			k.str(e.Title)
		}
	}
	for _, e := range longest(events) {
		k.num(e.order - events[0].order)
	}
}

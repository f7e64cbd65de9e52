package export

import (
	"cmp"
	"crypto/sha1" //nolint:gosec // RFC 9562 builds the UUIDs of version 5 with SHA-1; nothing secret depends on it
	"fmt"
	"html"
	"slices"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/timeline"
)

// feedLength is how many entries a feed holds: the latest ones, which are all that a feed reader asks for.
const feedLength = 100

// feed is what Atom and JSON Feed have in common.
type feed struct {
	id, title, subtitle string
	home, self          string // addresses, relative when the site's is not known
	updated             date.Day
	entries             []entry
}

type entry struct {
	id, title, link string
	updated         date.Day
	summary         string // plain text
	html            string
	tags            []string
	event           *timeline.Event
}

// latest returns the numbers of the events of which something came to be known last, the latest first.
func (v *view) latest() []int {
	days := make([]date.Day, len(v.Events))
	order := make([]int, len(v.Events))
	for i := range v.Events {
		days[i], order[i] = v.updated(&v.Events[i]), i
	}
	if len(order) > feedLength { // most are earlier than the last one that a feed can hold
		sorted := slices.Sorted(slices.Values(days))
		least := sorted[len(sorted)-feedLength]
		order = slices.DeleteFunc(order, func(i int) bool { return days[i] < least })
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := &v.Events[a], &v.Events[b]
		return cmp.Or(cmp.Compare(days[b], days[a]), cmp.Compare(y.Salience, x.Salience), cmp.Compare(x.ID, y.ID), cmp.Compare(a, b))
	})
	return order[:min(len(order), feedLength)]
}

// eventForm is a feed of the latest events, which are all that it depends on.
func (v *view) eventForm(name string, latest []int, write func(feed) ([]byte, error)) Form {
	keys := []timeline.Digest{}
	for _, i := range latest {
		keys = append(keys, v.keys[i])
	}
	f := Form{Name: name}
	key := timeline.DigestOf(v.frame, v.Title, v.Description, v.Language, v.AsOf, keys)
	f.add(key, func(b []byte) ([]byte, error) {
		data, err := write(v.eventFeed(name, latest))
		return append(b, data...), err
	})
	return f
}

// eventFeed holds the events of which something came to be known last.
func (v *view) eventFeed(self string, latest []int) feed {
	f := v.feed(self, plain(v.Title))
	for _, i := range latest {
		e := &v.Events[i]
		f.entries = append(f.entries, entry{
			id: v.urn("events/" + e.ID), title: v.dateWords(e) + ": " + plain(e.Title), link: v.eventLink(e),
			updated: v.updated(e), summary: plain(e.Summary), html: v.eventHTML(e),
			tags: plainAll(slices.Concat(e.People, e.Places, e.Organizations)), event: e,
		})
	}
	return f.cut()
}

// correctionForm is a feed of the corrections.
func (v *view) correctionForm(name string, write func(feed) ([]byte, error)) Form {
	f := Form{Name: name}
	shown := v.corrected()
	var titles []string
	for i := range v.Corrections {
		title, url := "", ""
		if e := shown[v.Corrections[i].Event]; e != nil {
			title, url = e.Title, e.URL
		}
		titles = append(titles, title, url)
	}
	key := timeline.DigestOf(v.frame, v.Title, v.Description, v.Language, v.AsOf, v.Corrections, titles)
	f.add(key, func(b []byte) ([]byte, error) {
		data, err := write(v.correctionFeed(name, shown))
		return append(b, data...), err
	})
	return f
}

// corrected returns the events that corrections show on, by their ids.
func (v *view) corrected() map[string]*timeline.Event {
	shown := make(map[string]*timeline.Event, len(v.Corrections))
	for i := range v.Corrections {
		shown[v.Corrections[i].Event] = nil
	}
	for i := range v.Events {
		if _, ok := shown[v.Events[i].ID]; ok {
			shown[v.Events[i].ID] = &v.Events[i]
		}
	}
	return shown
}

// correctionFeed holds the corrections that had an effect, the latest first.
func (v *view) correctionFeed(self string, shown map[string]*timeline.Event) feed {
	f := v.feed(self, plain(v.Title)+": "+strings.ToLower(v.labels().corrections))
	for i := range v.Corrections {
		c := &v.Corrections[i]
		if c.Outcome == "stale" || c.Outcome == "conflict" {
			continue
		}
		e := entry{id: v.urn("corrections/" + c.ID), title: plain(c.ID), link: v.link("corrections/"), summary: plain(c.Reason), html: v.correctionHTML(c)}
		if event := shown[c.Event]; event != nil {
			e.title, e.link = plain(event.Title), v.eventLink(event)
		}
		e.updated, _ = dayOf(c.On)
		f.entries = append(f.entries, e)
	}
	slices.SortStableFunc(f.entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(b.updated, a.updated), cmp.Compare(a.id, b.id))
	})
	return f.cut()
}

func (v *view) feed(self, title string) feed {
	f := feed{id: v.urn(self), title: cmp.Or(title, "timeline"), subtitle: plain(v.Description), home: cmp.Or(v.base, "./"), self: v.base + self}
	f.updated, _ = dayOf(v.AsOf)
	return f
}

// cut keeps the first entries; a feed is as new as its newest entry.
func (f feed) cut() feed {
	f.entries = f.entries[:min(len(f.entries), feedLength)]
	for _, e := range f.entries {
		f.updated = max(f.updated, e.updated)
	}
	return f
}

// urn returns an id that is the same in every build of the timeline and differs from those of other sites: a UUID of
// version 5 (RFC 9562, 5.5) of the page's address.
func (v *view) urn(page string) string {
	namespaceURL := []byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}
	u := sha1.Sum(append(namespaceURL, v.origin()+page...)) //nolint:gosec // see the import
	u[6], u[8] = u[6]&0x0f|0x50, u[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:16])
}

// stampOf returns a day as a moment (RFC 3339); days that it cannot write become the epoch.
func stampOf(d date.Day) string {
	if d < date.NewDay(0, 1, 1) || d > date.NewDay(9999, 12, 31) {
		d = 0
	}
	return d.String() + "T00:00:00Z"
}

// eventHTML writes the summary and the quotes of an event with links to their sources.
func (v *view) eventHTML(e *timeline.Event) string {
	b := paragraph(make([]byte, 0, 1024), cmp.Or(plain(e.Summary), plain(e.Title)))
	for i := range e.Evidence {
		ev := &e.Evidence[i]
		b = appendAll(b, "<blockquote><p>", html.EscapeString(plain(ev.Quote)), "</p></blockquote><p>—")
		for _, l := range v.credit(ev) {
			b = anchor(append(b, ' '), l)
		}
		b = appendAll(b, "</p>")
	}
	return string(b)
}

func (v *view) correctionHTML(c *timeline.Correction) string {
	b := paragraph(nil, plain(c.Reason))
	for _, ch := range c.Changes {
		b = appendAll(b, "<p>", html.EscapeString(plain(ch.Field)), ": <del>", html.EscapeString(plain(ch.Before)),
			"</del> → <ins>", html.EscapeString(plain(ch.After)), "</ins></p>")
	}
	if c.By != "" {
		b = paragraph(b, "— "+plain(c.By))
	}
	return string(b)
}

func paragraph(b []byte, words string) []byte {
	return appendAll(b, "<p>", html.EscapeString(words), "</p>")
}

func anchor(b []byte, l linked) []byte {
	if l.link == "" {
		return append(b, html.EscapeString(l.words)...)
	}
	return appendAll(b, `<a href="`, html.EscapeString(l.link), `">`, html.EscapeString(l.words), "</a>")
}

func appendAll(b []byte, words ...string) []byte {
	for _, s := range words {
		b = append(b, s...)
	}
	return b
}

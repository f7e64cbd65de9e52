// Package export writes a timeline in the forms that other programs read: JSON with its schema, CSV, iCalendar, Atom,
// JSON Feed, TimelineJS and Markdown.
//
// Every writer gives the same bytes for the same timeline: no clock, map or locale takes part. Texts come from
// articles and may be hostile: each writer removes or escapes what would have an effect in its form, and addresses
// are written only when they are http, https or relative. An event keeps its grain wherever the form can hold it, and is
// left out where the form would make it look more exact than it is or cannot hold it at all (see each writer).
package export

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"timeline/pkg/date"
	"timeline/pkg/timeline"
)

// File is one file of public/.
type File struct {
	Name string
	Data []byte
}

// Files returns every form of the timeline under its name in public/, in the order of the names.
func Files(tl *timeline.Timeline, cfg timeline.Config) ([]File, error) {
	forms := Forms(tl, cfg, Sum(tl))
	files := make([]File, len(forms))
	problems := make([]error, len(forms))
	var group sync.WaitGroup
	for i := range forms {
		group.Go(func() {
			files[i].Name = forms[i].Name
			for _, p := range forms[i].Pieces {
				if files[i].Data, problems[i] = p.Append(files[i].Data); problems[i] != nil {
					problems[i] = fmt.Errorf("%s: %w", forms[i].Name, problems[i])
					return
				}
			}
		})
	}
	group.Wait()
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return files, errors.Join(problems...)
}

// Sum takes the digests of a timeline.
func Sum(tl *timeline.Timeline) Sums {
	var s Sums
	for i := range tl.Events {
		s.Events = append(s.Events, tl.Events[i].Digest())
	}
	for i := range tl.Sources {
		s.Sources = append(s.Sources, tl.Sources[i].Digest())
	}
	return s
}

// view is a timeline with what its writers look up in it.
type view struct {
	*timeline.Timeline
	cfg         timeline.Config
	base        string // ends in a slash; "" when the site's address is not known
	host        string // of the site, or a name that nobody has
	lang        string
	sources     map[string]*timeline.Source
	number      map[string]int // of a source in the timeline
	corrections map[string]*timeline.Correction
	sums        Sums
	frame       timeline.Digest // of what all events are written with
	keys        []timeline.Digest
	cites       sync.Map  // of *timeline.Source: what it is called
	encoders    sync.Pool // of *encoder
}

func newView(tl *timeline.Timeline, cfg timeline.Config, sums Sums) *view {
	v := &view{
		Timeline: tl, cfg: cfg, lang: tl.Language, sums: sums, number: make(map[string]int, len(tl.Sources)),
		sources:     make(map[string]*timeline.Source, len(tl.Sources)),
		corrections: make(map[string]*timeline.Correction, len(tl.Corrections)),
	}
	if u := webAddress(cfg.BaseURL); u != "" {
		v.base = strings.TrimRight(u, "/") + "/"
	}
	v.host = hostOf(v.base)
	for i := range tl.Sources {
		v.sources[tl.Sources[i].ID] = &tl.Sources[i]
		v.number[tl.Sources[i].ID] = i
	}
	for i := range tl.Corrections {
		v.corrections[tl.Corrections[i].ID] = &tl.Corrections[i]
	}
	v.frame = timeline.DigestOf(v.base, v.lang, cfg.Repository, cfg.Periods)
	return v
}

// link returns an address as it may be written: a page of the site with the base address before it, where that is known
// (otherwise it is relative and works from a disk), or an address on the web. Anything else is "".
func (v *view) link(ref string) string {
	if plainPath(ref) {
		if v.base == "" && strings.HasSuffix(ref, "/") {
			ref += "index.html" // a disk serves no folders
		}
		return v.base + ref
	}
	if u := webAddress(ref); u != "" || ref == "" {
		return u
	}
	return v.relative(ref)
}

// relative returns the address of a page of the site, "" for anything else.
func (v *view) relative(ref string) string {
	u, err := url.Parse(ref)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Opaque != "" || u.Path == "" || strings.HasPrefix(u.Path, "/") {
		return ""
	}
	if clean := path.Clean(u.Path); clean == ".." || strings.HasPrefix(clean, "../") || strings.Contains(u.Path, `\`) {
		return ""
	}
	if strings.ContainsAny(u.Path, ":&;") { // what could be read as a scheme, also once entities are decoded
		return ""
	}
	if v.base == "" && strings.HasSuffix(u.Path, "/") {
		u = u.JoinPath("index.html") // as above
	}
	return v.base + encoded(u)
}

// plainPath reports whether an address is relative and made of names of letters, digits, '-' and '_' alone, as those of our
// own pages mostly are. Such a one is in its normal form and stays below its folder.
func plainPath(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_':
		case c != '/' || i == 0 || s[i-1] == '/':
			return false
		}
	}
	return s != ""
}

// webAddress returns an http or https address in its normal form, or "".
func webAddress(s string) string {
	if timeline.PlainAddress(s) {
		return s
	}
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return encoded(u)
}

// encoded writes an address with every character escaped that could end it in any of our forms.
func encoded(u *url.URL) string {
	s := u.String()
	if !strings.ContainsFunc(s, endsAddress) {
		return s
	}
	var b strings.Builder
	for _, c := range []byte(s) {
		if endsAddress(rune(c)) {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func endsAddress(r rune) bool {
	return r <= ' ' || r >= 0x7f || strings.ContainsRune("<>\"'`{}|\\^()", r)
}

// eventLink returns the address of an event's page.
func (v *view) eventLink(e *timeline.Event) string { return v.link(e.URL) }

// origin names the site in ids that must be unique in the world.
func (v *view) origin() string {
	if v.base != "" {
		return v.base
	}
	return "timeline:" + v.cfg.Repository
}

// dayOf returns the first day of a date as an editor or the timeline writes it; ok is false when there is none.
func dayOf(s string) (day date.Day, ok bool) {
	v, err := date.Parse(s)
	if err != nil || v.IsZero() {
		return 0, false
	}
	first, _ := v.Bounds()
	return first, first != date.OpenStart
}

// bounds returns the first and the last day of an event; ok is false when either is open.
func bounds(e *timeline.Event) (first, last date.Day, ok bool) {
	first, last = e.Date.Bounds()
	return first, last, !e.Date.IsZero() && first != date.OpenStart && last != date.OpenEnd
}

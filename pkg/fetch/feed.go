package fetch

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
)

// Item is what a feed (RSS, Atom, JSON Feed) says of one article.
type Item struct {
	URL       string // absolute; as written where that cannot be
	Title     string
	Author    string
	Published string // RFC 3339, in the time zone of the feed; "" when it says none that can be read
}

// feedStart is how a feed begins, after a byte order mark, the XML declaration, instructions, comments and a DOCTYPE.
var feedStart = regexp.MustCompile(`^(?:\x{feff})?(?:\s|<\?[^>]*>|<!--(?s:.*?)-->|<!DOCTYPE[^>\[]*(?:\[(?s:.*?)\])?\s*>)*<(?:\w+:)?(?:rss|feed|RDF)[\s>]`)

// IsFeed reports whether a text is a feed in XML.
func IsFeed(data []byte) bool { return feedStart.Match(data[:min(len(data), 4096)]) }

// Feed reads a feed that was found at an address, against which its links are resolved; "" for a saved one. Entities
// that a feed declares itself are not unfolded. Items without a link are left out.
func Feed(data []byte, address string) ([]Item, error) {
	if len(data) > maxBytes {
		return nil, tooLarge(address)
	}
	f, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		return nil, &Error{address, "not a feed that can be read: " + firstLine(err.Error()), "name the addresses of its articles instead, or a text file of them"}
	}
	base, err := url.Parse(address)
	if err != nil {
		base = &url.URL{}
	}
	var items []Item
	for _, i := range f.Items {
		link := linkOf(i)
		if link == "" {
			continue
		}
		if u, err := base.Parse(link); err == nil {
			link = u.String()
		}
		item := Item{URL: link, Title: strings.TrimSpace(i.Title), Published: feedTime(i)}
		if len(i.Authors) > 0 && i.Authors[0] != nil {
			item.Author = strings.TrimSpace(i.Authors[0].Name)
		}
		items = append(items, item)
	}
	return items, nil
}

// linkOf returns the address of an item: its link, or its identifier when that is an address.
func linkOf(i *gofeed.Item) string {
	for _, s := range append([]string{i.Link}, i.Links...) {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	if strings.HasPrefix(i.GUID, "http://") || strings.HasPrefix(i.GUID, "https://") {
		return strings.TrimSpace(i.GUID)
	}
	return ""
}

// feedTime returns when an item was published. The feed's own time zone is kept where it is a number: in it, the day
// is the one that readers saw.
func feedTime(i *gofeed.Item) string {
	written := strings.TrimSpace(i.Published)
	for _, layout := range []string{time.RFC3339, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -0700"} {
		if t, err := time.Parse(layout, written); err == nil {
			return t.Format(time.RFC3339)
		}
	}
	if i.PublishedParsed == nil {
		return ""
	}
	return i.PublishedParsed.UTC().Format(time.RFC3339)
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

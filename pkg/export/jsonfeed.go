package export

type jsonFeed struct {
	Version     string         `json:"version"`
	Title       string         `json:"title"`
	HomePageURL string         `json:"home_page_url,omitempty"`
	FeedURL     string         `json:"feed_url,omitempty"`
	Description string         `json:"description,omitempty"`
	Language    string         `json:"language,omitempty"`
	Items       []jsonFeedItem `json:"items"`
}

type jsonFeedItem struct {
	ID       string        `json:"id"`
	URL      string        `json:"url,omitempty"`
	Title    string        `json:"title"`
	HTML     string        `json:"content_html"`
	Summary  string        `json:"summary,omitempty"`
	Modified string        `json:"date_modified"`
	Tags     []string      `json:"tags,omitempty"`
	Event    *jsonFeedDate `json:"_timeline,omitempty"`
}

// jsonFeedDate is our extension: when the event was, as in timeline.json.
type jsonFeedDate struct {
	About string  `json:"about"`
	Date  string  `json:"date"`
	Start *string `json:"start"`
	End   *string `json:"end"`
	Grain string  `json:"grain"`
}

// jsonFeed is feed.json: the events of which something came to be known last, as JSON Feed 1.1
// (https://jsonfeed.org/version/1.1). Each item has our extension "_timeline" with the date of the event.
func (v *view) jsonFeed(latest []int) Form {
	return v.eventForm("feed.json", latest, v.jsonFeedData)
}

func (v *view) jsonFeedData(f feed) ([]byte, error) {
	data, err := marshal(v.jsonFeedOf(f), "")
	return append(data, '\n'), err
}

// correctionsJSON is corrections.json: the editors' corrections as a JSON Feed.
func (v *view) correctionsJSON() Form {
	return v.correctionForm("corrections.json", v.jsonFeedData)
}

func (v *view) jsonFeedOf(f feed) jsonFeed {
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.title, Description: f.subtitle, Language: plain(v.Language),
		Items: []jsonFeedItem{},
	}
	if v.base != "" {
		out.HomePageURL, out.FeedURL = f.home, f.self
	}
	for _, e := range f.entries {
		item := jsonFeedItem{ID: e.id, URL: e.link, Title: e.title, HTML: e.html, Summary: e.summary, Modified: stampOf(e.updated), Tags: e.tags}
		if e.event != nil {
			item.Event = &jsonFeedDate{"the date of the event in EDTF, with its first and last day", e.event.Date.String(), e.event.Start, e.event.End, e.event.Grain}
		}
		out.Items = append(out.Items, item)
	}
	return out
}

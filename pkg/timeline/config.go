package timeline

import "timeline/pkg/date"

// Config is content/timeline.yaml: what the editors say of the timeline as a whole. All of it is optional. The comments
// on its fields become the descriptions of docs/schemas/project.schema.json, so they are written for editors.
type Config struct {
	Title         string   `yaml:"title"`         // the title of the site
	Description   string   `yaml:"description"`   // one or two sentences, for search engines and feeds
	Language      string   `yaml:"language"`      // of the site's own words: en (usual), uk or ru
	TimeZone      string   `yaml:"time_zone"`     // an IANA name such as Europe/Kyiv: times of day are shown in it
	BaseURL       string   `yaml:"base_url"`      // where the site will stand; feeds and the sitemap need it
	Repository    string   `yaml:"repository"`    // for "suggest a correction": an https address, or mailto:
	Theme         Theme    `yaml:"theme"`         // colours and fonts that replace the usual ones
	People        []Name   `yaml:"people"`        // people, with the other names that articles use for them
	Places        []Name   `yaml:"places"`        // places, with their other names
	Organizations []Name   `yaml:"organizations"` // organisations, with their other names
	Periods       []Period `yaml:"periods"`       // named stretches of time, shown beside the events
}

// Theme overrides colours and fonts of the site.
type Theme struct {
	Accent     string `yaml:"accent"`      // the colour of links and marks, as CSS writes it: "#8a1c1c"
	AccentDark string `yaml:"accent_dark"` // the same on a dark screen
	Font       string `yaml:"font"`        // a CSS font family for the text
	HeadFont   string `yaml:"head_font"`   // a CSS font family for headings
}

// Name is a person, place or organisation and the other names that articles use for it.
type Name struct {
	Name    string   `yaml:"name"`    // as readers should see it
	Aliases []string `yaml:"aliases"` // other names in articles: "Mayor Lindqvist", "the mayor"
}

// Period is a named stretch of time.
type Period struct {
	Name string     `yaml:"name"` // as readers should see it
	From date.Value `yaml:"from"` // the first day, month or year: 2014-03
	To   date.Value `yaml:"to"`   // the last one; leave it out while it is still going on
}

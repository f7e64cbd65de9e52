package timeline

import "timeline/pkg/date"

// Config is content/timeline.yaml: what the editors say of the timeline as a whole. All of it is optional.
type Config struct {
	Title         string   `yaml:"title"`
	Description   string   `yaml:"description"`
	Language      string   `yaml:"language"`   // of the interface: en (usual), uk, ru
	TimeZone      string   `yaml:"time_zone"`  // IANA name; times of day are shown in it
	BaseURL       string   `yaml:"base_url"`   // where the site will stand, for feeds and the sitemap
	Repository    string   `yaml:"repository"` // for "suggest a correction"; https URL or mailto:
	Theme         Theme    `yaml:"theme"`
	People        []Name   `yaml:"people"`
	Places        []Name   `yaml:"places"`
	Organizations []Name   `yaml:"organizations"`
	Periods       []Period `yaml:"periods"`
}

// Theme overrides colours and fonts of the site.
type Theme struct {
	Accent     string `yaml:"accent"` // CSS colours
	AccentDark string `yaml:"accent_dark"`
	Font       string `yaml:"font"` // CSS font families
	HeadFont   string `yaml:"head_font"`
}

// Name is a person, place or organisation and the other names that articles use for it.
type Name struct {
	Name    string   `yaml:"name"`
	Aliases []string `yaml:"aliases"`
}

// Period is a named stretch of time.
type Period struct {
	Name string     `yaml:"name"`
	From date.Value `yaml:"from"`
	To   date.Value `yaml:"to"` // zero: still going on
}

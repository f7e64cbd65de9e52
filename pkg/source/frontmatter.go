package source

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/front"
	"timeline/pkg/text"
)

// FrontMatter is what an editor writes of an article: at the head of a .md or .txt file, or in a line of a .jsonl
// file. All of it is optional. The comments on its fields become the descriptions of docs/schemas/source.schema.json.
type FrontMatter struct {
	Title     string   `yaml:"title" json:"title,omitempty"`         // the headline, as readers should see it
	Publisher string   `yaml:"publisher" json:"publisher,omitempty"` // the newspaper, station or site
	Author    string   `yaml:"author" json:"author,omitempty"`       // who wrote it
	URL       string   `yaml:"url" json:"url,omitempty"`             // where the article stands: an http or https address; readers are led to the very sentence there
	Published string   `yaml:"published" json:"published,omitempty"` // the day of publication: 2014-03-28, "March 28, 2014", or a day with a time; "on Friday" is counted from it
	Updated   string   `yaml:"updated" json:"updated,omitempty"`     // the day of the last change
	Language  string   `yaml:"language" json:"language,omitempty"`   // a BCP 47 tag: en, ru, uk; else it is recognised
	License   string   `yaml:"license" json:"license,omitempty"`     // of the text
	Kind      string   `yaml:"kind" json:"kind,omitempty"`           // article (usual), or digest: your own summary of the article at url, never shown as the publisher's words
	Publish   string   `yaml:"publish" json:"publish,omitempty"`     // excerpt (usual): the site shows the quoted sentences; full: the whole text
	Tags      []string `yaml:"tags" json:"tags,omitempty"`           // words to sort articles by
}

// placer returns the place of the value of a key.
type placer func(key string) diag.Position

// frontMatter reads the front matter of the file, where it has some, and returns where the body starts.
func (d *draft) frontMatter(data []byte) (bodyAt int) {
	head, _, bodyAt, ok := front.Split(data)
	if !ok {
		if front.Unclosed(data) {
			d.problems.Add(diag.Problem{Position: diag.Position{File: d.file, Line: 1, Column: 1},
				Message: "the front matter is not closed", Hint: `put a line "---" after its last key`})
		}
		d.Kind, d.Publish = Article, Excerpt
		return bodyAt
	}
	var m FrontMatter
	tree, problems := front.Read(d.file, head, front.HeadLine, &m)
	d.problems.Add(problems...)
	d.apply(m, func(key string) diag.Position { return tree.Value(key) })
	return bodyAt
}

// apply takes over what an editor has written.
func (d *draft) apply(m FrontMatter, at placer) {
	d.Title, d.Publisher, d.Author, d.License = clean(m.Title), clean(m.Publisher), clean(m.Author), clean(m.License)
	for _, tag := range m.Tags {
		if tag = clean(tag); tag != "" {
			d.Tags = append(d.Tags, tag)
		}
	}
	d.URL = d.checkURL(m.URL, at("url"))
	d.Language = d.checkLanguage(m.Language, at("language"))
	d.Kind = Kind(d.oneOf("kind", m.Kind, at, string(Article), string(Digest)))
	d.Publish = Publish(d.oneOf("publish", m.Publish, at, string(Excerpt), string(Full)))
	d.Updated = d.checkDate("updated", m.Updated, at)
	d.Published = d.checkDate("published", m.Published, at)
	if !d.Published.IsZero() {
		d.PublishedFrom = FromFrontMatter
		d.PublishedWhy = fmt.Sprintf("the front matter says published: %s", clean(m.Published))
	}
}

// clean makes a line of metadata fit to show: white space folded, control characters gone.
func clean(s string) string {
	return text.Fold(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s))
}

// checkURL keeps the addresses that are safe as links. Without one the article is read all the same, and has no link.
func (d *draft) checkURL(s string, at diag.Position) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	if u, ok := safeURL(s); ok {
		return u
	}
	d.harmless++
	d.problems.Add(diag.Problem{Position: at, Message: fmt.Sprintf("not a web address: %q", s),
		Hint: "write the article's address with http:// or https://, or leave url out"})
	return ""
}

// safeURL returns an absolute http or https address without user name and control characters.
func safeURL(s string) (string, bool) {
	if len(s) > 4096 || strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r) || r == '"' || r == '<' || r == '>' || r == '`'
	}) {
		return "", false
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return "", false
	}
	return s, true
}

func (d *draft) checkLanguage(s string, at diag.Position) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	if tag, ok := languageTag(s); ok {
		return tag
	}
	d.harmless++
	d.problems.Add(diag.Problem{Position: at, Message: fmt.Sprintf("%q is not a language tag", s),
		Hint: "write a BCP 47 tag: en, ru, uk"})
	return ""
}

// oneOf returns a word out of a choice, whose first is the usual one.
func (d *draft) oneOf(key, word string, at placer, choice ...string) string {
	word = strings.TrimSpace(word)
	if word == "" {
		return choice[0]
	}
	for _, c := range choice {
		if word == c {
			return c
		}
	}
	hint := "write " + strings.Join(choice, " or ")
	if near := diag.Nearest(word, choice); len(near) > 0 {
		hint = "did you mean " + near[0] + "?"
	}
	d.problems.Add(diag.Problem{Position: at(key), Message: fmt.Sprintf("%s cannot be %q", key, word), Hint: hint})
	return choice[0]
}

// checkDate reads the day, or the day with a time, that an editor gives.
func (d *draft) checkDate(key, s string, at placer) date.Value {
	if strings.TrimSpace(s) == "" {
		return date.Value{}
	}
	v, err := date.ParseTyped(s)
	p := diag.Problem{Position: at(key)}
	var input *date.InputError
	switch {
	case errors.As(err, &input):
		p.Message, p.Hint = key+": "+input.Message, input.Hint
	case v.Grain() > date.DayGrain || v.Doubt() != 0:
		p.Message = fmt.Sprintf("%s: %q is not a day", key, s)
		p.Hint = "write the day, such as 2014-03-28; leave it out when it is not known"
	default:
		return v
	}
	d.problems.Add(p)
	return date.Value{}
}

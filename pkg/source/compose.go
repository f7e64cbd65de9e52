package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"timeline/pkg/text"
)

// schemaLine names the JSON Schema of front matter, as seen from the file, for plug-ins that check and complete YAML. The
// commands that write files see to it that the schema is there.
const schemaLine = "# yaml-language-server: $schema=../.schemas/source.schema.json\n"

// Markdown returns the article as a file for content/sources: what is known of it as front matter, and its text
// without menus, captions and the like. Reading the file gives the same sentences.
func (d *Document) Markdown() []byte {
	var b bytes.Buffer
	b.WriteString("---\n" + schemaLine)
	line := func(key, value string) {
		if value != "" {
			b.WriteString(key + ": " + quoteYAML(value) + "\n")
		}
	}
	line("title", d.Title)
	line("publisher", d.Publisher)
	line("author", d.Author)
	line("url", d.URL)
	if !d.Published.IsZero() {
		b.WriteString("published: " + quoteYAML(d.Published.String()) + " # " + clean(d.PublishedWhy) + "\n")
	}
	line("language", d.Language)
	b.WriteString("---\n")
	for _, block := range d.Blocks {
		words := text.Fold(block.Of(d.Text))
		before, shown := markOf(block.Role)
		if words == "" || !shown {
			continue
		}
		b.WriteString("\n" + before + escapeMarkdown(words) + "\n")
	}
	return b.Bytes()
}

// markOf returns what stands before a block of a role in Markdown; shown is false for what is not the article's text.
func markOf(r Role) (before string, shown bool) {
	switch r {
	case Prose, Subtitle, TableRow:
		return "", true
	case Heading:
		return "## ", true
	case ListItem:
		return "- ", true
	case Quote:
		return "> ", true
	}
	return "", false
}

var (
	markdownSigns = text.Pattern("[\\\\`*_\\[\\]<>&]")
	markdownStart = text.Pattern(`^(?:[#+=~|:-]|\d+[.)])`)
)

// escapeMarkdown writes words so that Markdown reads them as themselves.
func escapeMarkdown(s string) string {
	s = markdownSigns().ReplaceAllString(s, `\$0`)
	if m := markdownStart().FindString(s); m != "" {
		s = s[:len(m)-1] + `\` + s[len(m)-1:]
	}
	return s
}

var plainYAML = text.Pattern(`^[A-Za-z][\w .,()/-]*[\w.)]$|^\d{4}-\d\d-\d\d$`)

// quoteYAML writes text as a YAML value, between quotation marks where it needs them.
func quoteYAML(s string) string {
	switch strings.ToLower(s) {
	case "true", "false", "null", "yes", "no", "on", "off", "y", "n":
	default:
		if plainYAML().MatchString(s) {
			return s
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return fmt.Sprintf("%q", s) // text always encodes
	}
	return strings.TrimSpace(b.String())
}

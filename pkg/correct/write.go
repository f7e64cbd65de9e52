package correct

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// schemaLine names the JSON Schema of front matter, as seen from the file, for plug-ins that check and complete YAML. The
// commands that write files see to it that the schema is there.
const schemaLine = "# yaml-language-server: $schema=../.schemas/correction.schema.json\n"

// Format returns the file of a correction, ready to be read by [Parse].
func (c *Correction) Format() []byte {
	var b bytes.Buffer
	b.WriteString("---\n" + schemaLine)
	line(&b, "", "event", c.Event)
	line(&b, "", "source", c.Source)
	line(&b, "", "quote", c.Quote)
	writeQuoted(&b, "", c.Evidence)
	line(&b, "", "by", c.By)
	line(&b, "", "on", c.On.String())
	line(&b, "", "reason", c.Reason)
	line(&b, "", "date", c.Date.String())
	line(&b, "", "title", c.Title)
	line(&b, "", "summary", c.Summary)
	line(&b, "", "published", c.Published.String())
	if c.Hide {
		b.WriteString("hide: true\n")
	}
	if c.Pin {
		b.WriteString("pin: true\n")
	}
	if len(c.Merge) > 0 {
		b.WriteString("merge:\n")
		for _, id := range c.Merge {
			b.WriteString("  - " + scalar(id) + "\n")
		}
	}
	c.formatSplit(&b)
	c.formatAdd(&b)
	b.WriteString("---\n")
	if c.Note != "" {
		b.WriteString(c.Note + "\n")
	}
	return b.Bytes()
}

func (c *Correction) formatSplit(b *bytes.Buffer) {
	if len(c.Split) == 0 {
		return
	}
	b.WriteString("split:\n")
	for _, p := range c.Split {
		b.WriteString("  - quote: " + scalar(p.Quote) + "\n")
		line(b, "    ", "date", p.Date.String())
		line(b, "    ", "title", p.Title)
	}
}

func (c *Correction) formatAdd(b *bytes.Buffer) {
	a := c.Add
	if a == nil {
		return
	}
	b.WriteString("add:\n")
	line(b, "  ", "title", a.Title)
	line(b, "  ", "date", a.Date.String())
	line(b, "  ", "summary", a.Summary)
	if len(a.Sources) > 0 {
		b.WriteString("  sources:\n")
		for _, id := range a.Sources {
			b.WriteString("    - " + scalar(id) + "\n")
		}
	}
	writeQuoted(b, "  ", a.Evidence)
	if a.Editorial {
		b.WriteString("  editorial: true\n")
	}
}

func writeQuoted(b *bytes.Buffer, indent string, list []Quoted) {
	if len(list) > 0 {
		b.WriteString(indent + "evidence:\n")
	}
	for _, q := range list {
		fmt.Fprintf(b, "%s  - source: %s\n%s    quote: %s\n", indent, scalar(q.Source), indent, scalar(q.Quote))
	}
}

// line writes a key with its value, unless that is empty.
func line(b *bytes.Buffer, indent, key, value string) {
	if value != "" {
		b.WriteString(indent + key + ": " + scalar(value) + "\n")
	}
}

// bare are the texts that YAML reads as themselves without quotation marks: they start with a letter or are dates,
// and have none of its signs in them.
var bare = regexp.MustCompile(`^[A-Za-z][\w .,;()/+-]*[\w.)]$|^\d{4}-\d\d-\d\d$|^\d{4}-\d\d-\d\d-[a-z][\w-]*$`)

// scalar writes text as YAML: bare where that is safe, otherwise between double quotation marks, where YAML 1.2 reads
// what JSON writes.
func scalar(s string) string {
	switch strings.ToLower(s) {
	case "true", "false", "null", "yes", "no", "on", "off", "y", "n":
	default:
		if bare.MatchString(s) {
			return s
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) != nil {
		return `""` // text always encodes
	}
	return strings.TrimSpace(b.String())
}

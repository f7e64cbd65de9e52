package source

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	gmhtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"timeline/pkg/text"
)

// checkSpans checks the contract of FileSpan on every sentence and every block of an article, with removers of markup
// that have nothing to do with the readers.
func checkSpans(t *testing.T, d *Document, file string) {
	t.Helper()
	remove := withoutLinks
	switch {
	case d.Line > 0:
		file = lineText(t, file, d.Line)
	case strings.HasSuffix(d.File, ".md"):
		remove = withoutMarkdown
	case strings.HasSuffix(d.File, ".html"):
		remove = withoutTags
	}
	end := 0
	for _, b := range d.Blocks {
		if b.Start < end || b.End <= b.Start || b.End > len(d.Text) {
			t.Fatalf("%s: block %v after %d of %d", d.ID, b.Span, end, len(d.Text))
		}
		if end > 0 && strings.TrimSpace(d.Text[end:b.Start]) != "" {
			t.Fatalf("%s: %q belongs to no block", d.ID, d.Text[end:b.Start])
		}
		end = b.End
		spans := []text.Span{b.Span}
		for _, s := range text.Sentences(b.Of(d.Text)) {
			spans = append(spans, s.Shift(b.Start))
		}
		for _, s := range spans {
			f := d.FileSpan(s)
			if f.Start < 0 || f.End > len(file) || f.Start >= f.End {
				t.Fatalf("%s: %q is at %v of %d bytes", d.ID, s.Of(d.Text), f, len(file))
			}
			if got := text.Fold(remove(f.Of(file))); got != text.Fold(s.Of(d.Text)) {
				t.Fatalf("%s: the file has %q, which is %q, for %q", d.ID, f.Of(file), got, s.Of(d.Text))
			}
		}
	}
}

// lineText returns the text of a line of a .jsonl file.
func lineText(t *testing.T, file string, number int) string {
	t.Helper()
	var line struct{ Text string }
	if err := json.Unmarshal([]byte(strings.Split(strings.TrimPrefix(file, "\ufeff"), "\n")[number-1]), &line); err != nil {
		t.Fatal(err)
	}
	return line.Text
}

var anyLink = regexp.MustCompile(`(!?)\[([^\[\]\n]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"\n]*")?\)`)

func withoutLinks(s string) string {
	return anyLink.ReplaceAllString(strings.Map(noControl, s), "$2")
}

// noControl makes control characters spaces, as the readers do.
func noControl(r rune) rune {
	if r < ' ' || r >= 0x7f && r < 0xa0 {
		return ' '
	}
	return r
}

// withoutMarkdown renders a piece of Markdown and takes the words of the page. The word before it keeps a piece that
// starts with a number and a point from becoming a list.
func withoutMarkdown(s string) string {
	var b bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.Strikethrough), goldmark.WithRendererOptions(gmhtml.WithUnsafe()))
	if err := md.Convert([]byte("W "+s+"\n\n[r]: x\n"), &b); err != nil {
		panic(err)
	}
	words := text.Fold(strings.NewReplacer("|", " ").Replace(withoutTags(b.String())))
	return strings.TrimPrefix(words, "W ")
}

func withoutTags(s string) string {
	z := html.NewTokenizer(strings.NewReader(s))
	var b strings.Builder
	skip := ""
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return strings.Map(noControl, b.String())
		case html.TextToken:
			if skip == "" {
				b.WriteString(html.UnescapeString(string(z.Raw())))
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch n := string(name); {
			case kind == html.StartTagToken && (n == "script" || n == "style" || n == "noscript"):
				skip = n
			case n == skip:
				skip = ""
			case n != "b" && n != "i" && n != "em" && n != "strong" && n != "a" && n != "span" && n != "code" && n != "del" && n != "font" && n != "sup":
				b.WriteByte(' ')
			}
		}
	}
}

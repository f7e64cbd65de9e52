package merge

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"timeline/pkg/date"
	"timeline/pkg/source"
	"timeline/pkg/text"
	"timeline/pkg/timeline"
	"timeline/pkg/timex"
)

// wording tells readers how dates follow from words. The mentions of an event mostly have one date, of which it knows the words.
type wording struct {
	date  date.Value
	words string
}

// of returns the words of a date.
func (w *wording) of(v date.Value) string {
	if w.words == "" || w.date != v {
		w.date, w.words = v, v.Words("en")
	}
	return w.words
}

// evidence shows a mention to the reader.
func (w *wording) evidence(it *item) timeline.Evidence {
	m, doc, expression := it.Mention, it.doc, expression(it)
	quote, words := doc.FileSpan(m.Quote), text.Fold(m.Quote.Of(doc.Text))
	span := doc.FileSpan(m.Time.Span)
	return timeline.Evidence{
		Source: m.Source, Quote: words, QuoteSpan: [2]int{quote.Start, quote.End},
		Expression: expression, Span: [2]int{span.Start, span.End},
		TIMEX3: timeline.TIMEX3{Type: string(m.Time.Type), Value: m.Time.Value, Mod: m.Time.Mod},
		Date:   m.Date, Anchor: timeline.Anchor{Kind: string(m.Time.Anchor.Kind), Date: m.Time.Anchor.Date, From: m.Time.Anchor.From},
		Rule: m.Time.Rule, Why: w.why(it, expression), URL: address(doc, words), Steps: m.Time.Steps,
		Attribution: m.Attribution,
	}
}

// why says in one sentence, for a reader, how the date of a mention follows from its words of time.
func (w *wording) why(it *item, expression string) string {
	m, doc := it.Mention, it.doc
	v := w.of(m.Date)
	if m.CorrectionID != "" {
		return "An editor set the date to " + v + "."
	}
	if it.printed != nil {
		return reprinted(it, v)
	}
	if m.Headline {
		return "The article's opening names no day, so it has the day of publication, " + v + inferredNote(doc) + "."
	}
	x := "“" + expression + "”"
	switch m.Time.Anchor.Kind {
	case timex.AnchorDCT:
		published := m.Time.Anchor.Date
		if published.IsZero() {
			published = doc.Published
		}
		if published == m.Date {
			return x + " in an article published on " + v + inferredNote(doc) + " is that day."
		}
		pub := published.Words("en")
		if pub == v {
			return x + " in an article published on " + pub + inferredNote(doc) + " is that day."
		}
		return x + " in an article published on " + pub + inferredNote(doc) + " is " + v + "."
	case timex.AnchorReference, timex.AnchorDocument, timex.AnchorEvent:
		if from := m.Time.Anchor.From; from != "" {
			return x + ", counted from " + quoted(from) + ", is " + v + "."
		}
		return x + " follows from another date in the article: " + v + "."
	}
	return "The article writes " + x + ": " + v + "."
}

// reprinted says why a sentence has the date of an earlier article.
func reprinted(it *item, date string) string {
	first := fmt.Sprintf("“%s” printed the same sentence on %s", nameOf(it.printed.doc), it.printed.doc.Published.Words("en"))
	if it.Headline {
		return fmt.Sprintf("%s already, and has it as the news of %s.", first, date)
	}
	return fmt.Sprintf("%s already, and its “%s” is %s.", first, expression(it), date)
}

// inferredNote tells the reader that the day of publication is not the article's own word.
func inferredNote(doc *source.Document) string {
	if doc.PublishedFrom == source.FromInferred {
		return " (inferred from other articles)"
	}
	return ""
}

func quoted(s string) string {
	if strings.ContainsAny(s, "“\"(") || strings.HasPrefix(s, "the ") {
		return s
	}
	return "“" + s + "”"
}

// longQuote is the length in runes from which a text fragment names the quote's ends only.
const longQuote = 120

// address returns where a reader finds the sentence: the article, at the quote where the words are the publisher's;
// our own page of the source when the article has no address.
func address(doc *source.Document, quote string) string {
	if doc.URL == "" {
		return "sources/" + doc.ID + "/"
	}
	if doc.Kind == source.Digest || quote == "" {
		return doc.URL
	}
	base, _, _ := strings.Cut(doc.URL, "#")
	if utf8.RuneCountInString(quote) <= longQuote {
		return base + "#:~:text=" + fragment(quote)
	}
	words := strings.Fields(quote)
	n := min(6, len(words)/2)
	return base + "#:~:text=" + fragment(strings.Join(words[:n], " ")) + "," + fragment(strings.Join(words[len(words)-n:], " "))
}

// directive undoes what a query means by + and escapes what a text directive means by -.
var directive = strings.NewReplacer("+", "%20", "-", "%2D")

// fragment percent-encodes the text of a text directive, in which -, & and , have a meaning (WICG Scroll to Text
// Fragment, "TextDirectiveString").
func fragment(s string) string {
	return directive.Replace(url.QueryEscape(s))
}

package event

import (
	"strings"
	"unicode/utf8"

	"timeline/pkg/date"
	"timeline/pkg/source"
	"timeline/pkg/text"
	"timeline/pkg/timex"
)

// This file finds where a sentence begins after the place, date, agency, byline or credit before it.

// lateByDays is how many days a page may be younger than the report on it.
const lateByDays = 2

// datelineDay returns the date in the dateline of the article's first paragraph when it is a little older than the
// publication: "KIEV, Jan. 28 (Agency):" on a page of 29 January. The words of the report count from there.
func (x *extractor) datelineDay() (date.Value, bool) {
	published, last := x.doc.Published.Bounds()
	if x.doc.Published.IsZero() || published != last {
		return date.Value{}, false
	}
	for _, b := range x.doc.Blocks {
		if b.Role != source.Prose {
			continue
		}
		end := datelineEnd(x.doc.Text, b.Span)
		for _, m := range x.timesIn(text.Span{Start: b.Start, End: end}) {
			first, last := m.Date.Bounds()
			if m.Type == timex.Date && first == last && first < published && published-first <= lateByDays {
				return date.OfDay(first), true
			}
		}
		if end > b.Start || b.Len() > 200 {
			return date.Value{}, false
		}
	}
	return date.Value{}, false
}

// datelineEnd returns where a sentence starts once the place, date and agency before it are taken off:
// "RIYADH, Saudi Arabia -- Russian President …".
func datelineEnd(s string, span text.Span) int {
	head := span.Of(s)
	if len(head) > 100 {
		head = head[:100]
	}
	best := -1
	for _, sep := range []string{" — ", " – ", " -- ", " - ", "— ", " —", " --", "): ", "/. ", ": "} {
		if i := strings.Index(head, sep); i > 0 && isDateline(head[:i+strings.Count(sep[:1], ")")]) && (sep != ": " || upper(firstWord(head))) {
			best = max(best, i+len(sep))
		}
	}
	if i := agencyEnd(span.Of(s)); i > best {
		best = i
	}
	if i := bylineEnd(span.Of(s)); i > best {
		best = i
	}
	if best < 0 {
		return span.Start
	}
	for span.Start+best < span.End && !utf8.RuneStart(s[span.Start+best]) {
		best++
	}
	return span.Start + best
}

// byline is what pages run together with the first words of a report: "By the Agency Wire Staff", "March 3, 2012 | By Ana
// Reis, CNN".
var byline = text.Pattern(`^(?:\pL+ \d{1,2}, \d{4} \| )?(?:By|From) (?:the )?(?:\p{Lu}[\pL.'-]* ){1,6}?(?:Staff|News|Reporter|Correspondent) |^(?:\pL+ \d{1,2}, \d{4} \| )?(?:By|From) (?:\p{Lu}[\pL.'-]*,? ){2,5}(?:and (?:\p{Lu}[\pL.'-]*,? ){2,4})?\p{Lu}{2,5} `)

// bylineEnd returns the place after a byline at the start of a sentence, or -1. Where a place, an agency and a dash follow
// further on, what stands before them are the points of a summary without stops, and the report begins after them.
func bylineEnd(s string) int {
	if !strings.HasPrefix(s, "By ") && !strings.HasPrefix(s, "From ") && !strings.Contains(s[:min(len(s), 24)], " | ") {
		return -1
	}
	at := byline().FindStringIndex(s[:min(len(s), 200)])
	if at == nil {
		return -1
	}
	for _, sep := range []string{") -- ", ") — ", ") – "} {
		if i := strings.Index(s, sep); i > at[1] {
			return i + len(sep)
		}
	}
	return at[1]
}

// agencyEnd returns the place after "(Reuters) - " near the start of a sentence, with whatever headline and stamp a page
// has run together before it, or -1.
func agencyEnd(s string) int {
	if len(s) > 240 {
		s = s[:240]
	}
	best := -1
	for _, sep := range []string{") - ", ") – ", ") -- ", ") — "} {
		end := strings.Index(s, sep)
		open := -1
		if end > 0 {
			open = strings.LastIndexByte(s[:end], '(')
		}
		if open < 0 || end-open > 20 || end-open < 3 || !isCapital(s[open+1]) {
			continue
		}
		best = max(best, end+len(sep))
	}
	return best
}

func isCapital(c byte) bool { return 'A' <= c && c <= 'Z' }

// creditEnd returns where a caption starts once the credit before it is taken off: "A. Name—AFP/Getty Images Putin …".
func creditEnd(s string, span text.Span) int {
	head := span.Of(s)
	if len(head) > 80 {
		head = head[:80]
	}
	best := 0
	for _, agency := range []string{"Getty Images ", "/AP ", "—AP ", "Reuters ", "AFP ", "EPA "} {
		if i := strings.Index(head, agency); i >= 0 {
			best = max(best, i+len(agency))
		}
	}
	return span.Start + best
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(strings.TrimLeft(s, "( "), " ")
	return strings.Trim(w, ",:;")
}

// isDateline reports whether the words before a dash are a place, date or agency only: capitals, numbers and marks.
func isDateline(s string) bool {
	toks := tokens(s, text.Span{End: len(s)})
	if len(toks) == 0 || len(toks) > 16 {
		return false
	}
	first := firstWord(s)
	marked := upper(first) && utf8.RuneCountInString(first) > 2 || strings.HasPrefix(s, "(") || strings.HasSuffix(s, ")") || strings.Contains(s, "/")
	for _, t := range toks {
		if t.kind == word && !t.caps && !inName[t.low] {
			return false
		}
	}
	return marked
}

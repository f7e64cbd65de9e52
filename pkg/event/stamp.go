package event

import (
	"strconv"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/text"
	"timeline/pkg/timex"
)

// This file takes off the stamps that pages run together with their sentences.

// afterUpdate takes off the head of a sentence that pages run together with it: "3 May 2012 Last updated at 13:17 GMT". What
// stands under a stamp of its own, "updated: Tue Apr 03 2012 21:15:00", is of another day than the article, and is left out
// whole.
func (x *extractor) afterUpdate(span text.Span, times []timex.Mention) (text.Span, []timex.Mention) {
	if span, times = x.afterStamp(span, times); len(times) == 0 {
		return span, times
	}
	for i, m := range times {
		head := strings.TrimRight(x.doc.Text[span.Start:m.Start], " ")
		if len(head) > 200 {
			break
		}
		switch {
		case strings.HasSuffix(head, "updated:"):
			return text.Span{}, nil
		case strings.HasSuffix(strings.ToLower(head), "updated at") && len(head) < 160:
			j := i + 1
			for end := m.End; j < len(times) && times[j].Start-end < 8; j++ {
				end = times[j].End
			}
			span.Start = times[j-1].End
			rest := x.doc.Text[span.Start:span.End]
			rest = strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(rest, " ,"), "GMT"), " ,")
			span.Start = span.End - len(rest)
			return span, times[j:]
		}
	}
	return span, times
}

// stampHour is the time after the day of a stamp.
var stampHour = text.Pattern(`^[-–|] ?\d{1,2}[:.]\d\d (?:[ap]\.?m\.? )?`)

// afterStamp takes off a full date at the head of a sentence that a page has run together with it: "Ana Reis | 10:57 UK time,
// Friday, 22 January 2010 The town has …".
func (x *extractor) afterStamp(span text.Span, times []timex.Mention) (text.Span, []timex.Mention) {
	s := x.doc.Text
	for i, m := range times {
		if m.Start-span.Start > 60 || m.End+2 >= span.End {
			break
		}
		head := tokensIn(s, x.toks, text.Span{Start: span.Start, End: m.Start})
		plain := len(head) > 0 && head[len(head)-1].kind == punct
		for _, t := range head {
			if t.kind == word && !t.caps && t.low != "time" && t.low != "at" && t.low != "by" {
				return span, times
			}
		}
		year := !m.Date.IsZero() && m.Date.Grain() <= date.DayGrain && strings.Contains(m.Of(s), strconv.Itoa(m.Date.From.Year))
		rest, next := strings.TrimLeft(s[m.End:span.End], " ;,"), i+1
		if hour := stampHour().FindString(rest); hour != "" {
			rest = rest[len(hour):] // "2nd June 2012 - 14:59 She …"
			for next < len(times) && times[next].Start < span.End-len(rest) {
				next++
			}
		}
		if _, after, ok := strings.Cut(rest, " "); ok && strings.HasPrefix(rest, "Page ") {
			_, rest, _ = strings.Cut(after, " ")
		}
		if year && (len(head) == 0 || plain) && rest != "" && len(rest) < span.End-m.End && isCapital(rest[0]) {
			span.Start = span.End - len(rest)
			return span, times[next:]
		}
	}
	return span, times
}

// stamped reports whether the expression at [a, b) is the stamp of a page or of a reader's comment, no part of a
// sentence: "March 8, 2011 at 6:18 pm |", "last updated 2014-04-13 11:39".
func (r *reading) stamped(a, b int) bool {
	if r.low(a-1) == "|" || r.low(b) == "|" || r.low(b) == "at" && r.low(b+2) == "|" {
		return true
	}
	for i := range min(a, 4) {
		switch r.low(i) {
		case "by":
			return r.toks[i+1].caps && (r.times[r.timed[a]-1].Type == timex.Time || r.low(b) == ":") && r.low(b) != "on" // "By Ana Reis May 3, 2012: 5:46 AM"
		case "updated", "posted", "published", "printed", "modified", "copyright", "reply":
			return len(r.toks) < 12 || r.low(i) == "reply"
		}
	}
	return false
}

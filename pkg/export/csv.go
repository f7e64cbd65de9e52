package export

import (
	"strconv"
	"strings"

	"timeline/pkg/timeline"
)

// csvHeader names the columns of timeline.csv.
var csvHeader = [...]string{
	"id", "date", "start", "end", "grain", "title", "summary", "status", "key", "salience", "confidence",
	"people", "places", "organizations", "independent_sources", "sources", "source_urls", "quotes", "corrections", "url",
}

// csv is timeline.csv, an event a line (RFC 4180). Several values in a cell are separated by " | ". A cell that a
// spreadsheet would take for a formula has an apostrophe before it; so has a date before year 0, which begins with a minus
// sign.
func (v *view) csv() Form {
	f := newForm("timeline.csv", len(v.Events))
	f.text(strings.Join(csvHeader[:], ",") + "\r\n")
	for i := range v.Events {
		e := &v.Events[i]
		f.add(v.ranked(v.keys[i], i), func(b []byte) ([]byte, error) {
			row := v.csvRow(e)
			for j := range row {
				row[j] = cell(row[j])
			}
			return appendRow(b, row), nil
		})
	}
	return f
}

// appendRow appends a line of cells, none of which has a line break in it.
func appendRow(b []byte, row []string) []byte {
	for i, s := range row {
		if i > 0 {
			b = append(b, ',')
		}
		if s != `\.` && !strings.ContainsAny(s, `,"`) { // the first ends the data for some
			b = append(b, s...)
			continue
		}
		b = append(b, '"')
		for part, rest, more := strings.Cut(s, `"`); ; part, rest, more = strings.Cut(rest, `"`) {
			if b = append(b, part...); !more {
				break
			}
			b = append(b, `""`...)
		}
		b = append(b, '"')
	}
	return append(b, "\r\n"...)
}

func (v *view) csvRow(e *timeline.Event) []string {
	var sources, urls, quotes []string
	for _, ev := range e.Evidence {
		sources = append(sources, ev.Source)
		urls = append(urls, v.link(ev.URL))
		quotes = append(quotes, ev.Quote)
	}
	return []string{
		e.ID, e.Date.String(), orEmpty(e.Start), orEmpty(e.End), e.Grain, e.Title, e.Summary, e.Status,
		strconv.FormatBool(e.Key), number(e.Salience), number(e.Confidence),
		joined(e.People), joined(e.Places), joined(e.Organizations), strconv.Itoa(e.IndependentSources),
		joined(sources), joined(urls), joined(quotes), joined(e.Corrections), v.eventLink(e),
	}
}

// cell makes a text safe in a spreadsheet.
func cell(s string) string {
	s = plain(s)
	if s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0 || strings.HasPrefix(s, "＝") || strings.HasPrefix(s, "＋") ||
		strings.HasPrefix(s, "－") || strings.HasPrefix(s, "＠") {
		return "'" + s
	}
	return s
}

func joined(list []string) string { return strings.Join(list, " | ") }

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

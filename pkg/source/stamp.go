package source

import (
	"fmt"
	"strings"
	"time"

	"timeline/pkg/date"
	"timeline/pkg/text"
)

// maxStamp bounds the words of a line that has hardly more than a date.
const maxStamp = 10

var (
	// publishedOn starts a line that says when an article was published, wherever it stands.
	publishedOn = text.Pattern(`(?i)^(?:(?:first|originally) )?(?:published|publié|publiée|опубликовано|опубліковано)(?: on| le)?:? *$`)
	slashDate   = text.Pattern(`(?:^|[^\d/])(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?:$|[^\d/])`)
)

// addFoot notes a line after the text that says when the article was published: "Published: 17 May 2010".
func (e *evidence) addFoot(i int, b Block) {
	line := b.Of(e.Text)
	if b.Role == Title || b.Role == Quote || !strings.ContainsAny(line, "0123456789") || wordCount(plain(line)) > maxStamp || !e.proseBefore(i) {
		return
	}
	for _, s := range findDates(line) {
		if s.year > 0 && publishedOn().MatchString(line[:s.Start]) {
			e.foot = append(e.foot, dated{s, i, s.Shift(b.Start), b.Span})
		}
	}
}

// footLine reads such a line, unless there are several with different days: then they belong to other articles.
func (e *evidence) footLine() (found, bool) {
	if len(e.foot) == 0 {
		return found{}, false
	}
	day, _ := e.foot[0].value()
	for _, f := range e.foot {
		if other, _ := f.value(); other != day || !f.fits() {
			return found{}, false
		}
	}
	return found{date.OfDay(day), FromText, fmt.Sprintf("the line %q", shortLine(e.foot[0].line.Of(e.Text)))}, true
}

// addSlashes notes a line above the text with a date such as 28/03/2014. Where both numbers may be a month, the country
// of the page's language decides, "en-GB" or "en-US"; a page that does not say it leaves the date unclear.
func (e *evidence) addSlashes(i int, b Block) {
	line := b.Of(e.Text)
	if b.Role == Title || b.Role == Quote || !strings.Contains(line, "/") || wordCount(plain(line)) > maxStamp || e.proseBefore(i) || updated().MatchString(line) {
		return
	}
	m := slashDate().FindStringSubmatchIndex(line)
	if m == nil || (b.Role == Dateline || b.Role == Byline) && len(findDates(line)) > 0 {
		return // a line that is read as a date anyway
	}
	span := text.Span{Start: m[2], End: m[7]}.Shift(b.Start)
	s := stated{Span: span, day: atoi(line[m[2]:m[3]]), month: atoi(line[m[4]:m[5]]), year: atoi(line[m[6]:m[7]]), weekday: -1}
	swapped := s
	swapped.day, swapped.month = s.month, s.day
	switch {
	case !s.exists() && !swapped.exists():
		return
	case !s.exists():
		s = swapped
	case !swapped.exists() || s.day == s.month:
	case monthFirst(e.Language):
		s = swapped
	case !dayFirst(e.Language):
		e.unclear = span
		return
	}
	e.slashes = append(e.slashes, dated{s, i, span, b.Span})
}

// monthFirst reports whether a country writes the month first.
func monthFirst(language string) bool {
	return strings.HasSuffix(language, "-US") || strings.HasSuffix(language, "-PH")
}

// dayFirst reports whether a page's language and country write the day first. English without a country says nothing.
func dayFirst(language string) bool {
	return language != "" && language != "en" && !monthFirst(language) && !strings.HasSuffix(language, "-CA")
}

func (e *evidence) slashed() (found, bool) {
	if len(e.slashes) == 0 {
		return found{}, false
	}
	day, _ := e.slashes[0].value()
	return found{date.OfDay(day), FromText, fmt.Sprintf("the line %q", shortLine(e.slashes[0].line.Of(e.Text)))}, true
}

// elsewhere returns the line that dates an article a day before or after its metadata, which give the time in UTC, when
// it was that day somewhere at that time: readers there saw the line, and "Friday" in the text is counted from it.
func (e *evidence) elsewhere(day date.Day) (dated, bool) {
	at, err := time.Parse(time.RFC3339, e.page.published.String())
	if err != nil || !strings.HasSuffix(e.page.published.String(), "Z") {
		return dated{}, false
	}
	const west, east = 12, 14 // hours that clocks are behind UTC, or before it, at most
	for _, l := range e.lines {
		said, _ := l.value()
		before, after := said == day-1 && at.Hour() < west, said == day+1 && at.Hour() >= 24-east
		if l.fits() && (before || after) {
			return l, true
		}
	}
	return dated{}, false
}

package source

import (
	"fmt"
	"strings"
	"time"

	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/text"
)

// findPublished finds the publication date, the DCT of TimeML, where no editor has given it. In this order: metadata of
// the page, a full date in the masthead or dateline, the path of the URL, a dated caption that the article's weekdays
// bear out. What none of them says stays unknown; the date may be inferred from other articles later.
func (d *draft) findPublished() {
	e := evidence{draft: d}
	e.collect()
	if !d.Published.IsZero() {
		e.contradicted()
		return
	}
	for _, find := range []func() (found, bool){e.metadata, e.masthead, e.slashed, e.footLine, e.fromURL, e.caption} {
		f, ok := find()
		if !ok {
			continue
		}
		d.Published, d.PublishedFrom, d.PublishedWhy = f.value, f.from, f.why
		e.contradicted()
		return
	}
	d.PublishedFrom, d.PublishedWhy = FromUnknown, "nothing in the article says when it was published"
	if e.unclear.Len() > 0 {
		d.warn(e.unclear.Start, SomeDay, fmt.Sprintf("the date %q may be of two months", e.unclear.Of(d.Text)),
			"if it is the day of publication, say so: published: …")
	}
	if e.clock.Start < e.clock.End {
		d.warn(e.clock.Start, SomeDay, fmt.Sprintf("the date %q above the headline may be that of a visit to the page", e.clock.Of(d.Text)),
			"if the article was published that day, say so: published: …")
	}
}

// found is a publication date and how it was found.
type found struct {
	value date.Value
	from  DateSource
	why   string
}

// evidence is what an article says about its own date.
type evidence struct {
	*draft
	lines     []dated   // the lines that are dates, in order
	foot      []dated   // the lines after the text that say when it was published
	slashes   []dated   // the lines with a date such as 05/06/2014, in the order of the article's country
	unclear   text.Span // such a date of which nobody knows which is the month
	updates   []dated   // the lines with the date of an update
	paragraph *dated    // the dateline of the first paragraph that has one
	captions  []dated
	url       date.Day
	urlPart   string       // the words of the address that say url; "" when it has no date
	urlMonth  date.Value   // the year and month in the address, where it has no day
	weekday   time.Weekday // the first that the prose names without a date, -1 for none
	latest    date.Day     // the latest full date in the prose
	clock     text.Span    // a date above the headline that may be that of a visit
}

// dated is a date in the text and the block it stands in.
type dated struct {
	stated
	block int
	span  text.Span // of the date, in Text
	line  text.Span // the line that gives it
}

func (e *evidence) collect() {
	e.latest = date.OpenStart
	e.weekday = -1
	e.urlPart, e.url = urlDate(e.URL)
	e.urlMonth = urlMonth(e.URL)
	for i, b := range e.Blocks {
		e.addFoot(i, b)
		e.addSlashes(i, b)
		switch b.Role {
		case Dateline, Byline:
			e.addLine(i, b.Span)
		case Caption:
			for _, s := range findDates(b.Of(e.Text)) {
				if s.year > 0 {
					e.captions = append(e.captions, dated{s, i, s.Shift(b.Start), b.Span})
				}
			}
		case Prose, Quote, ListItem, Heading:
			e.addProse(i, b)
		case Boilerplate, Subtitle:
			if m := runInto(b.Of(e.Text)); m != "" {
				e.addLine(i, text.Span{Start: b.Start, End: b.Start + len(m)})
			}
		}
	}
}

// addLine notes the first date of a line, when it stands in the head of the article. A date that is marked as that of
// an update does not count.
func (e *evidence) addLine(i int, span text.Span) {
	line := span.Of(e.Text)
	if e.proseBefore(i) || isPost(line) {
		return
	}
	for _, s := range findDates(line) {
		if s.year == 0 {
			continue
		}
		if updated().MatchString(line[:s.Start]) {
			e.updates = append(e.updates, dated{s, i, s.Shift(span.Start), span})
			continue
		}
		e.lines = append(e.lines, dated{s, i, s.Shift(span.Start), span})
		return
	}
}

var updated = text.Pattern(`(?i)(?:updated|modified|обновлено|оновлено)\S*(?: (?:on|at))?:? *(?:\d\d?:\d\d)?\W*$`)

// proseBefore reports whether prose comes before a block.
func (e *evidence) proseBefore(i int) bool {
	n := 0
	for _, b := range e.Blocks[:i] {
		if b.Role == Prose && len(b.Of(e.Text)) > 200 {
			return true
		}
		if b.Role == Prose && endsSentence(b.Of(e.Text)) {
			n++
		}
	}
	return n > 1
}

func (e *evidence) addProse(i int, b Block) {
	s := b.Of(e.Text)
	if b.Dateline.Len() > 0 {
		prefix := b.Dateline.Of(e.Text)
		if runInto(prefix) != "" {
			e.addLine(i, b.Dateline)
		}
		if dates := findDates(prefix); len(dates) > 0 && e.paragraph == nil && runInto(prefix) == "" {
			e.paragraph = &dated{dates[0], i, dates[0].Shift(b.Start), b.Dateline}
		}
		s = s[len(prefix):]
	}
	inDates := findDates(s)
	for _, d := range inDates {
		if day, ok := d.value(); ok {
			e.latest = max(e.latest, day)
		}
	}
	if e.weekday >= 0 {
		return
	}
	for at := 0; at < len(s) && e.weekday < 0; {
		i := strings.Index(s[at:], "day")
		if i < 0 {
			return
		}
		end := at + i + len("day")
		start := wordStart(s, end)
		if startsUpper(s[start:end]) && weekdayWords[strings.ToLower(s[start:end])] && !inDate(inDates, start) && !possessive(s[end:]) {
			e.weekday = weekdayOf(s[start:end])
		}
		at = end
	}
}

func inDate(dates []stated, at int) bool {
	for _, d := range dates {
		if d.Start <= at && at < d.End {
			return true
		}
	}
	return false
}

// possessive reports whether a weekday goes on as in "Saturday's game", which may be to come.
func possessive(rest string) bool {
	return strings.HasPrefix(rest, "'s") || strings.HasPrefix(rest, "’s") || wordEnd(rest, 0) > 0
}

// masthead reads a line with a date, or the dateline of the first paragraph.
func (e *evidence) masthead() (found, bool) {
	for _, l := range e.lines {
		day, _ := l.value()
		if !l.fits() {
			e.warn(l.span.Start, SomeDay, fmt.Sprintf("%q: %s is a %s", l.span.Of(e.Text), date.OfDay(day).Words("en"), day.Weekday()),
				"the line is not used; say when the article was published: published: …")
			continue
		}
		if e.visit(l) {
			e.clock = l.span
			continue
		}
		return found{date.OfDay(day), FromText, fmt.Sprintf("the line %q", shortLine(l.line.Of(e.Text)))}, true
	}
	if f, ok := e.update(); ok {
		return f, true
	}
	if e.paragraph == nil {
		return found{}, false
	}
	if day, ok := e.paragraph.value(); ok && e.paragraph.fits() {
		return found{date.OfDay(day), FromText, fmt.Sprintf("the dateline %q", e.datelineWords())}, true
	}
	return e.datelineWithYear()
}

func (e *evidence) datelineWords() string {
	return strings.TrimSpace(e.Blocks[e.paragraph.block].Dateline.Of(e.Text))
}

// update takes the date of an update when something else in the article is of nearly the same day: most pages that
// give that date alone were updated at once, others years later.
func (e *evidence) update() (found, bool) {
	for _, l := range e.updates {
		if day, _ := l.value(); l.fits() && e.near(day) {
			return found{date.OfDay(day), FromText, fmt.Sprintf("the line %q", shortLine(l.line.Of(e.Text)))}, true
		}
	}
	return found{}, false
}

// datelineWithYear completes a dateline such as "DONETSK, Nov 2" with the year of the address, when the address has
// the same day, at most two days later, or the same month.
func (e *evidence) datelineWithYear() (found, bool) {
	why := func(said string) string {
		return fmt.Sprintf("the dateline %q with the year of the address (%s)", e.datelineWords(), said)
	}
	if year := e.urlMonth.From.Year; !e.urlMonth.IsZero() {
		day := date.OfDay(date.NewDay(year, e.paragraph.month, e.paragraph.day))
		return found{day, FromText, why(e.urlMonth.String())}, e.urlMonth.Contains(day)
	}
	if e.urlPart == "" {
		return found{}, false
	}
	year, _, _ := e.url.Civil()
	for _, y := range []int{year, year - 1} {
		day := date.NewDay(y, e.paragraph.month, e.paragraph.day)
		if day <= e.url && e.url-day <= 2 {
			return found{date.OfDay(day), FromText, why(e.urlPart)}, true
		}
	}
	return found{}, false
}

// visit reports whether a date above the headline may be that of the day on which somebody opened the page: it has a
// weekday, as the clocks of mastheads do, and nothing else in the article is near it.
func (e *evidence) visit(l dated) bool {
	day, _ := l.value()
	return l.weekday >= 0 && e.aboveTitle(l.block) && !e.near(day)
}

// near reports whether the article has another date of its own from the last days before a day.
func (e *evidence) near(day date.Day) bool {
	close := func(other date.Day) bool { return other <= day && day-other <= 3 }
	if e.urlPart != "" && close(e.url) || close(e.latest) || !e.urlMonth.IsZero() && e.urlMonth.Contains(date.OfDay(day)) {
		return true
	}
	if e.paragraph != nil {
		year, _, _ := day.Civil()
		if close(date.NewDay(year, e.paragraph.month, e.paragraph.day)) || close(date.NewDay(year-1, e.paragraph.month, e.paragraph.day)) {
			return true
		}
	}
	for _, c := range e.captions {
		if other, _ := c.value(); close(other) {
			return true
		}
	}
	return false
}

func (e *evidence) aboveTitle(block int) bool {
	for _, b := range e.Blocks[:block] {
		if b.Role == Title {
			return false
		}
	}
	return true
}

// shortLine returns a line as it may be quoted in a reason.
func shortLine(s string) string {
	s = strings.TrimSpace(s)
	if runes := []rune(s); len(runes) > 60 {
		return strings.TrimSpace(string(runes[:60])) + "…"
	}
	return s
}

// fromURL reads the path of the address.
func (e *evidence) fromURL() (found, bool) {
	if e.urlPart == "" {
		return found{}, false
	}
	return found{date.OfDay(e.url), FromURL, fmt.Sprintf("the address has the date %s in it", e.urlPart)}, true
}

// caption takes the date of a caption when the article speaks of that weekday, and nothing in it is later.
func (e *evidence) caption() (found, bool) {
	best, at := date.OpenStart, dated{}
	for _, c := range e.captions {
		if day, _ := c.value(); c.fits() && day > best {
			best, at = day, c
		}
	}
	if best == date.OpenStart || e.weekday != best.Weekday() || e.latest > best {
		return found{}, false
	}
	if e.paragraph != nil {
		if y, _, _ := best.Civil(); date.NewDay(y, e.paragraph.month, e.paragraph.day) != best {
			return found{}, false
		}
	}
	why := fmt.Sprintf("a photograph's caption says %q, a %s, as the article does", at.span.Of(e.Text), best.Weekday())
	return found{date.OfDay(best), FromText, why}, true
}

// metadata takes what the page says of itself.
func (e *evidence) metadata() (found, bool) {
	if e.page.published.IsZero() {
		return found{}, false
	}
	day, _ := e.page.published.Bounds()
	if l, ok := e.elsewhere(day); ok {
		day, _ := l.value()
		return found{date.OfDay(day), FromText, fmt.Sprintf("the line %q; %s says %s, which is that day where the article appeared",
			shortLine(l.line.Of(e.Text)), e.page.publishedWhy, e.page.published)}, true
	}
	for _, m := range e.page.dates {
		if other, _ := m.value.Bounds(); apart(day, other) > 2 && m.rank != rankTime {
			e.warnAt(m.at, other.String(), fmt.Sprintf("%s says %s, %s says %s", e.page.publishedWhy, day, m.where, other),
				"the first is used; if it is wrong, say when the article was published: published: …")
			break
		}
	}
	return found{e.page.published, FromMetadata, e.page.publishedWhy}, true
}

// contradicted warns when the date does not fit what else the article says of its own date.
func (e *evidence) contradicted() {
	day, _ := e.Published.Bounds()
	if e.urlPart != "" && apart(day, e.url) > 2 && e.PublishedFrom != FromURL {
		e.warn(-1, e.url.String(), fmt.Sprintf("published %s (%s), but the address has the date %s in it", day, e.PublishedFrom, e.urlPart),
			"correct the one that is wrong: published: …")
		return
	}
	for _, l := range e.lines {
		if other, _ := l.value(); l.fits() && apart(day, other) > 2 && !e.visit(l) && (e.PublishedFrom == FromFrontMatter || e.PublishedFrom == FromMetadata) {
			e.warn(l.span.Start, other.String(), fmt.Sprintf("published %s (%s), but the text says %q", day, e.PublishedFrom, l.span.Of(e.Text)),
				"correct the one that is wrong: published: …")
			return
		}
	}
}

func apart(a, b date.Day) date.Day { return max(a-b, b-a) }

// warn adds a warning about the date at an offset of Text, with the day that may be the right one; -1 is the article as
// a whole.
func (d *draft) warn(at int, day, message, hint string) {
	if at >= 0 {
		at = d.FileSpan(text.Span{Start: at, End: at + 1}).Start
	}
	d.warnAt(at, day, message, hint)
}

// warnAt is warn at an offset of the file.
func (d *draft) warnAt(at int, day, message, hint string) {
	position := diag.Position{File: d.file, Line: max(1, d.Line), Column: 1}
	if at >= 0 && d.Line == 0 {
		position = diag.At(d.file, d.src, at)
	}
	d.problems.Add(diag.Problem{Position: position, Severity: diag.Warning, Message: message, Hint: hint, Command: CorrectPublished(d.ID, day)})
}

// SomeDay stands in a command for a day that the editor has to find out.
const SomeDay = "YYYY-MM-DD"

// CorrectPublished returns the command that says when an article was published, and so settles what is doubtful about
// its date.
func CorrectPublished(id, day string) string {
	return fmt.Sprintf("timeline correct --source %s --published %s --reason '…'", diag.Shell(id), day)
}

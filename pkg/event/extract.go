package event

import (
	"slices"
	"strings"
	"unicode/utf8"

	"timeline/pkg/date"
	"timeline/pkg/source"
	"timeline/pkg/text"
	"timeline/pkg/timex"
)

// Extract returns the events that an article states, each with the expression that dates it, and the expressions that
// could not be placed on the calendar. Its result depends on the document, the tagger's grammar and the names alone.
func Extract(doc *source.Document, tagger *timex.Tagger, names *Names) Extraction {
	x := &extractor{doc: doc, names: names}
	in := timex.Input{Text: doc.Text, DCT: doc.Published, DCTFrom: dctFrom(doc), Sections: sections(doc)}
	x.times = tagger.Tag(in)
	if day, ok := x.datelineDay(); ok {
		in.DCT, in.DCTFrom = day, "dateline of the article"
		x.times = tagger.Tag(in)
	}
	if len(x.times) == 0 && doc.Published.IsZero() {
		return Extraction{}
	}
	toks := tokens(doc.Text, text.Span{End: len(doc.Text)})
	x.found = names.find(doc.Text, toks)
	x.prose()
	for _, b := range doc.Blocks {
		x.block(b)
	}
	return x.out
}

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

// dctFrom says for a reader where the publication date comes from.
func dctFrom(doc *source.Document) string {
	if doc.Published.IsZero() {
		return ""
	}
	return "publication date (" + string(doc.PublishedFrom) + ")"
}

// sections tells the tagger how the parts of the article are written.
func sections(doc *source.Document) []timex.Section {
	kinds := map[source.Role]timex.SectionKind{
		source.Title: timex.HeadingSection, source.Heading: timex.HeadingSection, source.ListItem: timex.ListSection,
		source.Quote: timex.QuoteSection, source.Caption: timex.CaptionSection, source.TableRow: timex.TableSection,
		source.Dateline: timex.DatelineSection, source.Byline: timex.DatelineSection,
	}
	var out []timex.Section
	for _, b := range doc.Blocks {
		if k, ok := kinds[b.Role]; ok {
			out = append(out, timex.Section{Span: b.Span, Kind: k})
		}
	}
	return out
}

// extractor walks through one document.
type extractor struct {
	doc   *source.Document
	names *Names
	times []timex.Mention
	found []found
	out   Extraction

	first, last int  // bounds of the prose
	lead        bool // the lead has been read
	title       text.Span
}

// prose measures where the article's own text begins and ends.
func (x *extractor) prose() {
	x.first, x.last = len(x.doc.Text), 0
	for _, b := range x.doc.Blocks {
		switch b.Role {
		case source.Prose, source.ListItem:
			x.first, x.last = min(x.first, b.Start), max(x.last, b.End)
		case source.Title:
			x.title = b.Span
		}
	}
}

func (x *extractor) block(b source.Block) {
	switch b.Role {
	case source.Prose, source.Heading, source.ListItem, source.Quote, source.Caption, source.Title, source.Subtitle:
	default:
		return
	}
	for _, s := range text.Sentences(b.Of(x.doc.Text)) {
		x.sentence(s.Shift(b.Start), b.Role)
	}
}

// sentence reads one sentence of a block.
func (x *extractor) sentence(span text.Span, role source.Role) {
	if role == source.Prose || role == source.ListItem {
		span.Start = datelineEnd(x.doc.Text, span)
	}
	if role == source.Caption {
		span.Start = creditEnd(x.doc.Text, span)
	}
	times := x.timesIn(span)
	lead := role == source.Prose && !x.lead && span.Len() >= 40
	if len(times) == 0 && !lead || span.Len() < 12 {
		return
	}
	r := read(x.doc.Text, span, times)
	x.markRanks(r)
	if len(r.toks) < 3 || r.question() {
		return
	}
	before := len(x.out.Mentions) + len(x.out.Undated)
	for i := range times {
		x.mention(r, i, span, role, lead)
	}
	if !lead {
		return
	}
	if len(x.out.Mentions)+len(x.out.Undated) == before && !x.doc.Published.IsZero() {
		x.undatedLead(r, span)
	}
	x.lead = len(x.out.Mentions)+len(x.out.Undated) > before
}

func (x *extractor) timesIn(span text.Span) []timex.Mention {
	i, _ := slices.BinarySearchFunc(x.times, span.Start, func(m timex.Mention, at int) int { return m.Start - at })
	j := i
	for j < len(x.times) && x.times[j].End <= span.End {
		j++
	}
	return x.times[i:j]
}

// markRanks marks the titles and nationalities that stand before people's names.
func (x *extractor) markRanks(r *reading) {
	r.rank = make([]bool, len(r.toks))
	for i := 1; i < len(r.toks); i++ {
		if !x.personAt(r.toks[i].Start) {
			continue
		}
		for j := i - 1; j >= 0 && x.isRank(r, j, i); j-- {
			r.rank[j] = true
		}
	}
}

// isRank reports whether the word at j belongs to what stands before the name at i: titles, a nationality, and the
// organisation that gave the title.
func (x *extractor) isRank(r *reading, j, i int) bool {
	t := r.toks[j]
	switch {
	case t.kind != word || t.poss:
		return false
	case titles[t.low] || t.low == "leader" || x.names.demonym[t.low] != "" || t.low == "u.s.":
		return true
	case t.low == "of":
		return j+1 < i && (r.low(j+1) == "state" || r.low(j+1) == "defense")
	}
	return j+1 < i && t.caps && (upper(t.Span.Of(r.s)) || x.organizationOver(t.Span))
}

func (x *extractor) organizationOver(span text.Span) bool {
	return slices.ContainsFunc(x.found, func(f found) bool { return f.Kind == organization && f.Contains(span) })
}

func (x *extractor) personAt(start int) bool {
	i, ok := slices.BinarySearchFunc(x.found, start, func(f found, at int) int { return f.Start - at })
	return ok && x.found[i].Kind == person
}

// question reports whether the sentence asks: nothing that it says has happened.
func (r *reading) question() bool { return r.low(len(r.toks)-1) == "?" }

// mention reads the event that the i-th expression of a sentence dates.
func (x *extractor) mention(r *reading, i int, span text.Span, role source.Role, lead bool) {
	m := r.times[i]
	if m.Type != timex.Date && m.Type != timex.Time || m.Date.IsZero() && m.Unresolved == "" {
		return
	}
	a, b := r.tokensOf(i)
	if a < 0 || r.otherHalf(i, a) {
		return
	}
	c, ok := r.choose(a, b)
	if !ok || c.denied || role == source.Caption && c.verb < 0 {
		return
	}
	e := x.build(r, c, span, lead)
	e.Time = m
	e.Date = x.dateOf(r, c, m, a)
	if !e.Date.IsZero() && x.future(e.Date) {
		e.Status = Expected
	}
	e.Confidence *= m.Confidence * roleWeight(role)
	if e.Title == "" {
		return
	}
	if e.Date.IsZero() {
		x.out.Undated = append(x.out.Undated, Undated{e, m.Unresolved})
		return
	}
	x.out.Mentions = append(x.out.Mentions, e)
}

// tokensOf returns the tokens of the i-th expression, or -1.
func (r *reading) tokensOf(i int) (int, int) {
	a := slices.Index(r.timed, i+1)
	if a < 0 {
		return -1, -1
	}
	b := a
	for b < len(r.timed) && r.timed[b] == i+1 {
		b++
	}
	return a, b
}

// otherHalf reports whether the expression repeats, in parentheses, the one before it: "yesterday (July 29)".
func (r *reading) otherHalf(i, a int) bool {
	return i > 0 && a > 1 && r.low(a-1) == "(" && r.timed[a-2] == i && r.times[i].Date == r.times[i-1].Date && !r.times[i].Date.IsZero()
}

func roleWeight(role source.Role) float64 {
	switch role {
	case source.Prose, source.ListItem:
		return 1
	case source.Caption, source.Quote:
		return 0.7
	}
	return 0.9
}

// dateOf returns the date of the event: that of the expression, with the open end that "until" gives it.
func (x *extractor) dateOf(r *reading, c clause, m timex.Mention, a int) date.Value {
	v := m.Date
	if v.IsZero() || v.Interval || c.nominal {
		return v
	}
	if w := r.low(a - 1); (w == "until" || w == "till") && c.status == Reported && !x.future(v) {
		return date.Between(date.Value{}, v)
	}
	return v
}

// future reports whether a date lies wholly after the article's publication.
func (x *extractor) future(v date.Value) bool {
	if x.doc.Published.IsZero() {
		return false
	}
	first, _ := v.Bounds()
	_, published := x.doc.Published.Bounds()
	return first > published
}

// undatedLead makes the lead of a dated article an event of its day.
func (x *extractor) undatedLead(r *reading, span text.Span) {
	c, ok := r.whole()
	if !ok || c.denied {
		return
	}
	e := x.build(r, c, span, true)
	day := x.doc.Published
	e.Headline, e.Date = true, day.Plain()
	e.Time = timex.Mention{
		Span: text.Span{Start: span.Start, End: span.Start}, Type: timex.Date, Value: day.String(), Raw: day.String(), Date: day,
		Anchor: timex.Anchor{Kind: timex.AnchorDCT, Date: day, From: dctFrom(x.doc)}, Rule: "lead", Confidence: 0.6,
	}
	e.Confidence *= 0.6
	if e.Title != "" {
		x.out.Mentions = append(x.out.Mentions, e)
	}
}

// build makes the mention of a clause, all but its time.
func (x *extractor) build(r *reading, c clause, span text.Span, lead bool) Mention {
	e := Mention{
		Source: x.doc.ID, Quote: span, Status: c.status, Attribution: c.attribution, Lead: lead, Confidence: 1,
		Title: r.title(c.words, c.own), Summary: r.summary(c.own),
	}
	if len(c.words) > 0 {
		e.Clause = text.Span{Start: r.toks[slices.Min(c.words)].Start, End: r.toks[slices.Max(c.words)].End}
	}
	if c.verb >= 0 && c.verb < len(r.toks) {
		e.Trigger = Stem(r.low(c.verb))
	}
	e.People = within(x.found, e.Clause, person)
	e.Places = within(x.found, e.Clause, place)
	e.Orgs = within(x.found, e.Clause, organization)
	timed := func(t token) bool { i := r.at(t); return i >= 0 && r.timed[i] != 0 }
	e.Words = contentWords(r.pick(append(slices.Clone(c.core), c.words...)), timed)
	e.Context = contentWords(r.toks, timed)
	e.Classes = classesOf(e.Words)
	e.Numbers = r.numbers(c.words)
	if x.last > x.first {
		e.Position = min(1, max(0, float64(span.Start-x.first)/float64(x.last-x.first)))
	}
	return e
}

func (r *reading) pick(p phrase) []token {
	toks := make([]token, 0, len(p))
	for _, i := range p {
		toks = append(toks, r.toks[i])
	}
	return toks
}

// at returns the index of a token of the sentence.
func (r *reading) at(t token) int {
	i, ok := slices.BinarySearchFunc(r.toks, t.Start, func(u token, at int) int { return u.Start - at })
	if !ok {
		return -1
	}
	return i
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
	if best < 0 {
		return span.Start
	}
	for span.Start+best < span.End && !utf8.RuneStart(s[span.Start+best]) {
		best++
	}
	return span.Start + best
}

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

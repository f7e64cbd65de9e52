package event

import (
	"slices"
	"strings"

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
	x.toks = tokens(doc.Text, text.Span{End: len(doc.Text)})
	x.out.Digest = newDigest(doc, x.toks)
	if len(x.times) == 0 && doc.Published.IsZero() {
		return x.out
	}
	x.found = names.find(doc.Text, x.toks)
	x.prose()
	x.readLive()
	for _, b := range doc.Blocks {
		x.block(b)
	}
	if len(x.out.Mentions) > 0 {
		x.out.Mentions[0].Counts = x.counts()
		x.out.Mentions[0].Days = x.days
	}
	return x.out
}

// note keeps the days that a sentence names.
func (x *extractor) note(times []timex.Mention) {
	for _, m := range times {
		if first, last := m.Date.Bounds(); !m.Date.IsZero() && first == last && m.Date.Doubt()&date.Approximate == 0 {
			x.days = append(x.days, NamedDay{first, strings.ContainsAny(m.Of(x.doc.Text), "0123456789")})
		}
	}
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
	toks  []token     // of the whole text
	told  []text.Span // the sentences of the prose so far, in order

	lowered map[string]bool // the words that it writes without a capital, once asked for

	out Extraction

	first, last int  // bounds of the prose
	lead        bool // the lead has been read
	title       text.Span
	live        live
	days        []NamedDay
	inOffice    map[string]bool // see officers
	talk        []int32         // how many of the tokens before each one are words of talk; nil until asked for
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
	prose := b.Role == source.Prose || b.Role == source.ListItem
	told := x.told
	if !prose {
		x.told = nil // a caption speaks of nothing that stands around it
	}
	for _, s := range text.Sentences(b.Of(x.doc.Text)) {
		x.sentence(s.Shift(b.Start), b.Role)
		x.told = append(x.told, s.Shift(b.Start))
	}
	if !prose {
		x.told = told
	}
}

// mostSentence is how many bytes a sentence has at most of which the clauses are read: what is longer is a table, or a list without
// stops, and the clauses of a sentence are compared with one another.
const mostSentence = 4000

// sentence reads one sentence of a block.
func (x *extractor) sentence(span text.Span, role source.Role) {
	if role == source.Prose || role == source.ListItem {
		span.Start = datelineEnd(x.doc.Text, span)
	}
	if role == source.Caption {
		span.Start = creditEnd(x.doc.Text, span)
	}
	times := x.timesIn(span)
	x.note(times)
	lead := role == source.Prose && !x.lead && span.Len() >= 40
	if len(times) == 0 && !lead || span.Len() < 12 || span.Len() > mostSentence {
		return
	}
	if span, times = x.afterUpdate(span, times); span.Len() < 12 {
		return
	}
	r := x.read(span, times)
	x.markRanks(r)
	r.plainFirst = len(r.toks) > 0 && x.plainWord(r.toks[r.firstWord()])
	if len(r.toks) < 3 || r.question() || r.chatter() || r.counterfactual() || r.shownAside() {
		return
	}
	before := len(x.out.Mentions) + len(x.out.Undated)
	from := len(x.out.Mentions)
	for i := range times {
		x.mention(r, i, span, role, lead)
	}
	x.dropRepeats(from)
	if !lead {
		return
	}
	if len(x.out.Mentions)+len(x.out.Undated) == before && !x.doc.Published.IsZero() && !x.namesOtherDay(r) {
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

// dropRepeats keeps one of the mentions of a sentence that give the same clause the same day: the fullest expression,
// of "12:00" and "February 15" the second.
func (x *extractor) dropRepeats(from int) {
	all := x.out.Mentions[from:]
	out := all[:0]
	for _, m := range all {
		same := slices.IndexFunc(out, func(o Mention) bool {
			a, b := o.Date.Bounds()
			c, d := m.Date.Bounds()
			return o.Title == m.Title && (a <= c && d <= b || c <= a && b <= d)
		})
		switch {
		case same < 0:
			out = append(out, m)
		case length(m) != length(out[same]):
			if length(m) < length(out[same]) {
				out[same] = m // "this year's fair is held on June 8": the day
			}
		case fuller(m.Time, out[same].Time):
			out[same] = m
		}
	}
	x.out.Mentions = x.out.Mentions[:from+len(out)]
}

// length returns the days that the date of a mention covers, less one.
func length(m Mention) date.Day {
	first, last := m.Date.Bounds()
	return last - first
}

func fuller(a, b timex.Mention) bool {
	if a.Type != b.Type {
		return a.Type == timex.Date
	}
	return a.Len() > b.Len()
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

// plainWord reports whether a word with a capital is no name: the article writes it without one elsewhere.
func (x *extractor) plainWord(t token) bool {
	if t.kind != word || !t.caps || upper(t.Span.Of(x.doc.Text)) || x.names.demonym[t.low] != "" {
		return false
	}
	return stopWords[t.low] || subordinate[t.low] || leadIns[t.low] || strings.HasSuffix(t.low, "ly") || x.lower()[t.low]
}

// lower returns the words that the article writes without a capital.
func (x *extractor) lower() map[string]bool {
	if x.lowered == nil {
		x.lowered = map[string]bool{}
		for _, t := range x.toks {
			if t.kind == word && !t.caps {
				x.lowered[t.low] = true
			}
		}
	}
	return x.lowered
}

// question reports whether the sentence asks: nothing that it says has happened.
func (r *reading) question() bool { return r.low(len(r.toks)-1) == "?" }

// mention reads the event that the i-th expression of a sentence dates.
func (x *extractor) mention(r *reading, i int, span text.Span, role source.Role, lead bool) {
	m := r.times[i]
	a, b := r.tokensOf(i)
	if m.Type == timex.Duration && a >= 0 {
		x.measured(r, i, a, b, span, role)
		return
	}
	if m.Type != timex.Date && m.Type != timex.Time || m.Date.IsZero() && m.Unresolved == "" {
		return
	}
	if a < 0 || x.datesNothing(r, i, a, b) {
		return
	}
	c, ok := r.choose(a, b)
	if !ok || c.denied || c.condition || role == source.Caption && c.verb < 0 {
		return
	}
	if r.stamped(a, b) || r.noEvent(c, a) || x.misdated(r, c, m, a, b, role) || x.farther(r, c, i, a) {
		return
	}
	m = r.inBoth(x.either(r, c, x.doubted(x.trusted(m))), i, a)
	e := x.build(r, c, span, lead)
	e.Time = m
	e.Date = x.dateOf(r, c, m, a)
	switch {
	case m.Anchor.Kind != timex.AnchorNone && x.contradicted(r, c, e.Date, a): // what is written out is the article's word
		m = unknown(m, "it is told as past, and “"+text.Fold(m.Of(x.doc.Text))+"” would be to come")
		e.Date, e.Time = m.Date, m
	case x.eitherSide(r, c, m, a):
		m = unknown(m, "“"+text.Fold(m.Of(x.doc.Text))+"” may be the one before the page or the one after it")
		e.Date, e.Time = m.Date, m
	}
	if !e.Date.IsZero() && x.future(e.Date) {
		e.Status = Expected
	} else if c.hypothetical {
		return
	} else if c.act {
		e.Status = Reported
	}
	e.Confidence *= m.Confidence * roleWeight(role)
	e.Caption = role == source.Caption
	e.Weak = e.Weak || e.Caption && r.showsLittle(c, e) || x.doubtful(r, c, m, a, b) || x.mayNotBe(r, c, m, e.Date, a) || x.talky(m.Start) || x.slight(r, c, &e, m, a)
	if e.Title == "" {
		return
	}
	if e.Date.IsZero() {
		x.out.Undated = append(x.out.Undated, Undated{e, m.Unresolved})
		return
	}
	x.out.Mentions = append(x.out.Mentions, e)
}

// datesNothing reports whether the i-th expression, at [a, b), is the time of no clause: of a stamp, of something told later, of an age,
// or "not even last year".
func (x *extractor) datesNothing(r *reading, i, a, b int) bool {
	if x.onlyStamped(r, i) || r.toldLater(i, a) || r.otherHalf(i, a) || r.age(a, b) {
		return true
	}
	return r.low(a-2) == "even" && r.low(a-3) == "not" || r.scheduled(i, a, b)
}

// scheduled reports whether the clock time at [a, b) heads a line that tells a reader what to do then: "6 p.m. Take the ferry to the island".
func (r *reading) scheduled(i, a, b int) bool {
	if a != 0 || r.times[i].Type != timex.Time || b+3 >= len(r.toks) {
		return false
	}
	if w := r.low(b); w == "-" || w == "–" || w == "—" {
		b++
	}
	if !r.toks[b].caps || r.toks[b].kind != word {
		return false
	}
	w, next := r.low(b), r.toks[b+1]
	return !participle(w) && irregularPast[w] == "" && !strings.HasSuffix(w, "s") && !next.caps && (prepositions[next.low] || determiners[next.low] || possessives[next.low]) && !determiners[w] && !prepositions[w] && !subordinate[w] && !IsPronoun(w)
}

// showsLittle reports whether a line under a picture tells of no event by itself: a noun alone, a verb of no kind of event, a part of
// a sentence, or what somebody does in the picture.
func (r *reading) showsLittle(c clause, e Mention) bool {
	return c.nominal || len(e.Classes) == 0 || r.aside(c) || r.pose(c)
}

// mayNotBe reports whether what the clause tells for the date may not have come about: it was asked for, or due, or only planned.
func (x *extractor) mayNotBe(r *reading, c clause, m timex.Mention, v date.Value, a int) bool {
	return x.askedFor(r, c, v, a) || r.deadline(c, m, a) || x.onlyPlanned(r, c, v)
}

// age reports whether the decade at [a, b) is that of a life: "in their 20s or 30s".
func (r *reading) age(a, b int) bool {
	if w := r.low(a); b != a+1 || len(w) != 3 || !strings.HasSuffix(w, "0s") {
		return false
	}
	return possessives[r.low(a-1)] || possessives[r.low(a-2)] || possessives[r.low(a-3)]
}

// trusted takes the date off an expression whose year comes from a passing mention, when nothing says when the article
// was published: the year of another event ("the 2015 peace deal"), or of a picture.
func (x *extractor) trusted(m timex.Mention) timex.Mention {
	a := m.Anchor
	if !x.doc.Published.IsZero() || a.Kind != timex.AnchorReference || a.Span.Len() == 0 || !(x.qualifies(a.Span) || x.inCaption(a.Span) && !x.inCaption(m.Span)) {
		return m
	}
	m.Date, m.Value = date.Value{}, m.Raw
	m.Unresolved = "the publication date is not known, and “" + text.Fold(a.Span.Of(x.doc.Text)) + "” may be another year"
	return m
}

// qualifies reports whether an expression belongs to the noun after it: "2015" in "the 2015 peace deal".
func (x *extractor) qualifies(span text.Span) bool {
	rest := x.doc.Text[span.End:min(len(x.doc.Text), span.End+40)]
	toks := tokens(rest, text.Span{End: len(rest)})
	if len(toks) == 0 || toks[0].Start != 1 || toks[0].kind != word {
		return false
	}
	w := toks[0].low
	return !grammatical[w] && !irregularVerb(w) && !strings.HasSuffix(w, "ed")
}

func irregularVerb(w string) bool { return irregularPast[w] != "" }

func (x *extractor) inCaption(span text.Span) bool {
	return slices.ContainsFunc(x.doc.Blocks, func(b source.Block) bool {
		return (b.Role == source.Caption || b.Role == source.Boilerplate) && b.Contains(span)
	})
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

// dateOf returns the date of the event: that of the expression, with the open end that "until" gives it, and in the
// coming year when the sentence says that it is to come.
func (x *extractor) dateOf(r *reading, c clause, m timex.Mention, a int) date.Value {
	v := m.Date
	if c.when && v.Interval && v.From == (date.Value{}).From {
		return date.Value{From: v.To} // "until 1954, when the harbour was closed"
	}
	if c.when && v.Interval && v.To != (date.Value{}).To && r.rangedTo(a) {
		return date.Value{From: v.To} // "from May 1950 to 1954, when the harbour was closed"
	}
	if first, last := v.Bounds(); v.Interval && first != date.OpenStart && last != date.OpenEnd && last-first <= 31 {
		m.Date = date.OfDay(first) // "is to be held on June 8-9"
		if ahead, ok := x.ahead(r, c, m, a); ok {
			day, _ := ahead.Bounds()
			return date.Days(day, day+last-first)
		}
	}
	if v.IsZero() || v.Interval {
		return v
	}
	if ahead, ok := x.ahead(r, c, m, a); ok {
		return ahead
	}
	if c.nominal || c.when {
		return v
	}
	if w := r.low(a - 1); (w == "until" || w == "till") && c.status == Reported && !x.future(v) {
		return date.Between(date.Value{}, v)
	}
	if r.low(a-1) == "since" && r.segmentOf(a) == r.segmentOf(c.verb) && r.lasts(c) && !x.future(v) {
		return date.Between(v, date.Value{})
	}
	return v
}

// rangedTo reports whether the expression at a ends a stretch of time: "from May 1950 to | 1954".
func (r *reading) rangedTo(a int) bool {
	w := r.low(a - 1)
	return w == "to" || w == "until" || w == "till" || w == "through"
}

// lasts reports whether a clause tells what has been so from a time on, not what happened then: "the ferry has been out of
// service since May 3".
func (r *reading) lasts(c clause) bool {
	k := r.segmentOf(c.verb)
	w, next := r.low(r.segs[k].verb), r.low(r.segs[k].verb+1)
	if next == "not" || next == "n't" || next == "never" || strings.HasSuffix(w, "n't") {
		return false // "has not been seen since Friday": it was then, for the last time
	}
	if isBe(w) {
		return !r.passive(r.segs[k].verb)
	}
	return w == "has" || w == "have" || w == "had"
}

// fixing are verbs with a day to come as their object: "set May 25 for the election".
var fixing = set(`set chose chosen fixed named picked proposed tapped selected`)

// longAgo is how many days a day without a year must lie back before "elections for May 25" means the next one.
const longAgo = 120

// ahead returns the coming occurrence of a day that an article names without its year, when the sentence speaks of what
// is to come: "is to be held on May 25", "called elections for May 25".
func (x *extractor) ahead(r *reading, c clause, m timex.Mention, a int) (date.Value, bool) {
	before := r.low(a - 1)
	toCome := c.status == Expected || before == "for" || before == "by" || fixing[before]
	if !toCome || x.doc.Published.IsZero() || !strings.HasPrefix(m.Raw, "XXXX-") || len(m.Raw) < 10 {
		return date.Value{}, false
	}
	first, last := m.Date.Bounds()
	published, _ := x.doc.Published.Bounds()
	if first != last || published-first < longAgo || published-first > 366 && c.status != Expected {
		return date.Value{}, false
	}
	y, month, day := first.Civil()
	if year, _, _ := published.Civil(); published-first > 366 { // the year of what the article told before
		if y = year - 1; day <= date.DaysIn(year, month) && date.NewDay(year, month, day) < published {
			y = year
		}
	}
	if day > date.DaysIn(y+1, month) {
		return date.Value{}, false
	}
	return date.OfDay(date.NewDay(y+1, month, day)), true
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

package timex

import (
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/text"
)

// resolver gives the expressions of one document their values, in the order of the text.
type resolver struct {
	*grammar
	in    Input
	found []candidate

	known     bool     // the DCT is
	words     interner // values as they were written before
	dct       date.Day
	dctYear   int
	ancient   bool // years before Christ are told
	business  bool // quarters are told of
	narrative bool // told about another time than the DCT's
	dayFirst  bool // 2/3/2014 is the second of March
	christian bool // the era that was said last is that after Christ

	ref           date.Date // the date under discussion
	refSpan       text.Span
	refAt         int32     // its sentence
	refDay        date.Date // the last day under discussion, and its sentence
	refDayAt      int32
	fine          date.Date // the last month or day under discussion
	topic         int       // the year of the heading that the story stands under
	heading       date.Date // of the last heading that is nothing but a date
	headingSpan   text.Span
	mentioned     date.Date // the last date that was stated, though it may be an aside
	mentionedAt   int32
	mentionedSpan text.Span
	datelined     text.Span    // of the dateline that the DCT was taken from
	shown         []*candidate // of each mention
	yearSaid      date.Date    // the relative year said last, "two years ago", and where
	yearAt        text.Span
	lastDay       date.Date // of the expression before, when it is a day; where, and what stands before it
	lastAt        text.Span
	lastAfter     preposition
	entered       date.Date // of the last entry of a chronicle, and where
	enteredSpan   text.Span
	statedDays    []date.Date // the last days stated in full
	at            int         // the expression at hand
	sectionAt     int         // the section of the expression at hand
	quarter       date.Date   // the quarter under discussion, and its sentence
}

// result is what resolving one expression gives.
type result struct {
	typ        Type
	value      string
	mod        int8
	d          date.Date // of a point; Grain None when there is no place on the calendar
	weekend    bool
	part       int8
	anchor     AnchorKind
	base       date.Date // the anchor's
	baseSpan   text.Span
	how        string   // of a direction that was chosen: "last", "next", "nearest"
	shifted    int8     // the unit of a distance that was counted
	landed     date.Day // the day that it led to
	coarse     string   // the value of a day of a month or year that is not stated
	length     bool     // a length of time counted from a day: "two hours later"
	event      bool     // counted from an event that has a date beside it
	vague      bool     // so many units ago, the number not stated
	compared   bool     // a year before the period under discussion: not itself under discussion
	unresolved string
}

func newResolver(g *grammar, in Input, found []candidate, words interner) *resolver {
	r := &resolver{grammar: g, in: in, found: found, words: words}
	if !in.DCT.IsZero() {
		first, last := in.DCT.Bounds()
		if first != date.OpenStart && last != date.OpenEnd {
			r.dct, r.known = first, true
			r.dctYear, _, _ = first.Civil()
		}
	}
	r.narrative = isNarrative(r)
	r.ancient = isAncient(found)
	r.business = isBusiness(found)
	r.dayFirst = isDayFirst(r)
	return r
}

// isNarrative reports whether the document tells of another time than its own: many years that are not near the DCT,
// and few words that point to the day of writing. A year since which something holds, or from or until which it held, is
// background anywhere: "in power since 1971".
func isNarrative(r *resolver) bool {
	absolute, near, deictic := 0, 0, 0
	for i := range r.found {
		m, bound := r.found[i].m, false
		switch r.found[i].preposition {
		case sincePreposition, fromPreposition, untilPreposition:
			bound = m.has&(hasMonth|hasDay) == 0
		}
		switch {
		case m.kind == pointMeaning && m.has&hasYear != 0 && !m.shortYear && bound:
		case m.kind == pointMeaning && m.has&hasYear != 0 && !m.shortYear:
			absolute++
			if y := int(m.year); r.known && !m.bc && y >= r.dctYear-1 && y <= r.dctYear+1 {
				near++
			}
		case m.kind == pointMeaning && m.base == baseDCT,
			m.kind == pointMeaning && m.has&hasWeekday != 0 && m.has&(hasDay|hasMonth) == 0:
			deictic++
		}
	}
	far := absolute - near
	return far >= 6 && far > 3*deictic && far >= 2*near || far >= 3 && deictic == 0 && near == 0
}

// isBusiness reports whether quarters or fiscal years are told of.
func isBusiness(found []candidate) bool {
	for i := range found {
		if m := found[i].m; m.has&hasQuarter != 0 || m.fiscal || m.unit == unitQuarter && m.kind == pointMeaning || m.has&(hasHalf|hasYear) == hasHalf|hasYear {
			return true
		}
	}
	return false
}

// isAncient reports whether the document tells of years before Christ, and not only in passing.
func isAncient(found []candidate) bool {
	n := 0
	for i := range found {
		if found[i].m.bc {
			n++
		}
	}
	return n >= 3 || n > 0 && n*8 > len(found)
}

// isDayFirst reports whether 2/3/2014 is the second of March: the document's other dates say, or its country.
func isDayFirst(r *resolver) bool {
	for i := range r.found {
		m := r.found[i].m
		if m.hasN && m.n2 > 0 && m.has&hasDay != 0 && m.day == 0 {
			if m.n > 12 {
				return true
			}
			if m.n2 > 12 {
				return false
			}
		}
	}
	return r.in.Country != "" && r.in.Country != "US" && r.in.Country != "PH"
}

// resolve returns the mentions of the document.
func (r *resolver) resolve() []Mention {
	r.join()
	mentions := make([]Mention, 0, len(r.found))
	r.shown = make([]*candidate, 0, len(r.found))
	for i := range r.found {
		c := &r.found[i]
		r.at = i
		if p := r.rules[c.rule]; p.narrative && !r.narrative || p.ancient && !r.ancient || c.m.has == hasHalf && c.m.unit == unitNone && !r.business {
			continue // "the second half" is more often that of a match
		}
		heading := r.section(c) == HeadingSection
		if heading {
			c.early = true // the date of a heading is that of what follows
		}
		if r.fromNow(i) {
			c.tense = futureTense
		}
		res := r.one(c)
		if heading && res.d.Grain != date.None && r.in.Sections[r.sectionAt].Len() <= c.Len()+2 {
			r.heading, r.headingSpan = res.d, c.Span
		}
		r.toward(c, i+1, &res)
		r.remember(c, &res)
		if r.lastDay = (date.Date{}); res.d.Grain <= date.DayGrain && res.d.Grain != date.None {
			r.lastDay, r.lastAt, r.lastAfter = res.d, c.Span, c.preposition
		}
		r.dateline(c, &res)
		mentions = append(mentions, r.mention(c, &res))
		r.shown = append(r.shown, c)
	}
	r.combine(mentions)
	r.appose(mentions)
	return mentions
}

// fromNow reports whether expression i ends a stretch of time that begins now: "between now and May".
func (r *resolver) fromNow(i int) bool {
	if i == 0 || r.found[i-1].m.kind != refMeaning || r.found[i-1].m.ref != refPresent {
		return false
	}
	from, to := r.found[i-1].End, r.found[i].Start
	return to-from <= maxJoint && r.cues.joint(r.in.Text[from:to]) != joinsNothing
}

// join tells expressions which other they are joined to: "May to August", "1939-45".
func (r *resolver) join() {
	for i := 0; i+1 < len(r.found); i++ {
		c, n := &r.found[i], &r.found[i+1]
		between := r.in.Text[c.End:n.Start]
		if c.m.has&hasHour != 0 && c.m.unit == unitNone && n.m.kind == pointMeaning && c.sentence == n.sentence && len(between) <= 24 {
			c.next, c.loose = n.m, lettersIn(between) > 6
			if i+2 < len(r.found) && n.m.has&hasHour != 0 && r.found[i+2].m.kind == pointMeaning && r.found[i+2].sentence == c.sentence &&
				r.found[i+2].m.has&hasHour == 0 && r.found[i+2].Start-n.End <= 2*maxJoint {
				c.next = r.found[i+2].m // "8 p.m. (0000 GMT) on Tuesday"
			}
		}
		if c.m.ends() && n.m.has&(hasMonth|hasDay) == hasMonth|hasDay && len(between) <= maxJoint {
			c.next = n.m // "the quarter ended July 31"
		}
		if c.m.has == hasWeekday && n.m.has&(hasMonth|hasDay) == hasMonth|hasDay && c.m.unit == unitNone && len(between) <= 4 && apposed(between) {
			c.next = n.m // "Friday (March 21)"
		}
		if c.sentence == n.sentence && len(between) <= maxJoint {
			if how := r.cues.joint(between); how != joinsNothing {
				c.next = n.m
				c.ranged = how == joinsRange || c.preposition == betweenPreposition
			}
		}
	}
}

// lettersIn counts the letters of a text.
func lettersIn(s string) int {
	n := 0
	for i := range len(s) {
		if kinds[s[i]] == letterKind {
			n++
		}
	}
	return n
}

// maxJoint is the most bytes between two expressions that are joined.
const maxJoint = 12

// one resolves one expression.
func (r *resolver) one(c *candidate) result {
	m := c.m
	switch m.kind {
	case durationMeaning:
		return result{typ: Duration, value: durationValue(m), mod: m.mod}
	case setMeaning:
		return r.set(c)
	case refMeaning:
		return result{typ: Date, value: refNames[m.ref], mod: m.mod}
	}
	return r.point(c)
}

// remember keeps what later expressions may refer to.
func (r *resolver) remember(c *candidate, res *result) {
	d := res.d
	if res.typ == Duration && c.m.unit == unitMonth && c.m.n > 3 {
		r.quarter = date.Date{} // "the nine months": quarters are no longer compared
	}
	if d.Grain == date.None || res.typ == Duration || res.typ == Set {
		return
	}
	if c.m.has&hasYear != 0 && d.Grain == date.DayGrain && c.m.has&hasDay != 0 && !c.m.shortYear {
		if len(r.statedDays) == maxStated {
			r.statedDays = r.statedDays[:copy(r.statedDays, r.statedDays[1:])]
		}
		r.statedDays = append(r.statedDays, d)
	}
	if c.m.ad || c.m.bc {
		r.christian = c.m.ad
	}
	if c.entry && d.Grain <= date.Month {
		r.entered, r.enteredSpan = d, c.Span
	}
	if d.Grain == date.Year && c.m.unit == unitYear {
		r.yearSaid, r.yearAt = d, c.Span
	}
	if _, last := d.Bounds(); c.m.has&hasQuarter != 0 && (c.m.unit == unitNone || c.m.which == whichThis) && (last < r.dct || !r.known || c.tense != futureTense && !r.reportedOver()) && (c.m.fiscal || !r.recalled(d)) {
		r.quarter = d
	}
	switch {
	case d.Grain == date.Year && r.headsSection(c):
		r.topic = d.Year
	case c.early && c.m.has&hasYear != 0 && d.Year != r.topic:
		r.topic = 0
	}
	if d.Grain < date.Decade && !res.compared && res.anchor != AnchorDCT {
		r.mentioned, r.mentionedAt, r.mentionedSpan = d, c.sentence, c.Span
	}
	if d.Grain >= date.Decade || res.compared || r.narrative && r.aside(c, res) {
		return
	}
	r.ref, r.refSpan, r.refAt = d, c.Span, c.sentence
	if d.Grain < date.Year {
		r.fine = d
	} else if c.early || r.goesOn(c, d) {
		r.fine = date.Date{}
	}
	if d.Grain <= date.DayGrain && (r.narrative || c.preposition != sincePreposition) {
		d.Grain = date.DayGrain
		d.Clock = date.Clock{}
		r.refDay, r.refDayAt = d, c.sentence
	}
}

// goesOn reports whether a story goes on to a part of the next year, whose months it may tell then: "in early 1885". The
// next year alone may be that of a plan.
func (r *resolver) goesOn(c *candidate, d date.Date) bool {
	year, _, _ := dayOf(r.fine).Civil()
	return d.Grain == date.Year && d.Year == year+1 && c.m.mod >= modStart && c.m.mod <= modEnd
}

// reportedOver reports whether the quarter under discussion was over at the DCT. One that is not over does not take its
// place: results are of the former, expectations of the latter.
func (r *resolver) reportedOver() bool {
	if r.quarter.Grain == date.None {
		return false
	}
	_, last := r.quarter.Bounds()
	return last < r.dct
}

// recalled reports whether a quarter is told beside the one under discussion, the last that was over at the DCT: "after a
// flat second quarter, profit rose" is about the third. A fiscal quarter is one that its company reports, whatever it is called.
func (r *resolver) recalled(d date.Date) bool {
	return r.reportedOver() && r.known && r.quarter == move(r.dctDate(), -1, unitQuarter) && dayOf(d) < dayOf(r.quarter)
}

// headsSection reports whether an expression begins a line that is a heading: "2008: the army is rebuilt".
func (r *resolver) headsSection(c *candidate) bool {
	if c.Start > 0 && r.in.Text[c.Start-1] != '\n' {
		return false
	}
	line, _, _ := strings.Cut(r.in.Text[c.End:min(len(r.in.Text), c.End+longestHeading)], "\n")
	return len(line) < longestHeading && !strings.HasSuffix(strings.TrimSpace(line), ".")
}

// longestHeading is the most bytes that a heading has.
const longestHeading = 80

// aside reports whether an expression of a narrative does not move the date under discussion: what is measured from
// the day of writing, and a year far from the story that is mentioned in passing ("a study of 2005").
func (r *resolver) aside(c *candidate, res *result) bool {
	if res.anchor == AnchorDCT || c.m.dir != 0 && c.m.unit >= unitYear || c.m.which == whichNext && c.m.base == baseDCT {
		return true
	}
	if r.ref.Grain == date.None {
		return false
	}
	if c.early { // unless years off, and the story goes on where it was
		return c.m.has&hasYear != 0 && abs(res.d.Year-r.ref.Year) >= 3 && r.nextYear() == r.ref.Year
	}
	if r.topic != 0 && c.m.has&hasYear != 0 && res.d.Year != r.topic {
		return true
	}
	gap := res.d.Year - r.ref.Year
	if res.d.Grain >= date.Year {
		// "the 1976 campaign" inside a story of March 1975 does not end that story.
		switch c.preposition {
		case inPreposition, atPreposition, byPreposition, duringPreposition, throughPreposition:
		default:
			if r.fine.Grain != date.None {
				return true
			}
		}
	}
	if c.m.has&hasYear != 0 && res.d.Grain == date.Month && gap != 0 {
		switch c.preposition { // "deaths since December 2006", "above the May 2007 high"
		case noPreposition, ofPreposition, sincePreposition, afterPreposition, beforePreposition, toPreposition:
			return true
		}
	}
	if c.m.has&hasYear != 0 && gap != 0 && r.nextYear() == r.ref.Year {
		return true // the story goes on in its year: "lasted until February 1945"
	}
	return gap > 15 || gap < -15
}

// nextYear returns the next year that is stated behind the expression at hand, 0 when there is none.
func (r *resolver) nextYear() int {
	for i := r.at + 1; i < len(r.found) && i <= r.at+maxAhead; i++ {
		if m := r.found[i].m; m.kind == pointMeaning && m.has&hasYear != 0 && !m.shortYear {
			return r.year(m)
		}
	}
	return 0
}

// maxAhead is how many expressions are looked at for the next year.
const maxAhead = 12

// dctDate is the day of the DCT.
func (r *resolver) dctDate() date.Date { return periodOf(r.dct, unitDay) }

// from sets the anchor of a result and returns its date; it reports false when there is none.
func (r *resolver) from(res *result, base int8) (date.Date, bool) {
	if base == baseRef && r.ref.Grain != date.None {
		res.anchor, res.base, res.baseSpan = AnchorReference, r.ref, r.refSpan
		return r.ref, true
	}
	if !r.known {
		if r.ref.Grain != date.None && base != baseDCT {
			res.anchor, res.base, res.baseSpan = AnchorReference, r.ref, r.refSpan
			return r.ref, true
		}
		return date.Date{}, false
	}
	res.anchor, res.base = AnchorDCT, r.dctDate()
	return res.base, true
}

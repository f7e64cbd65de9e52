package timex

import (
	"fmt"
	"slices"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/text"
)

// resolver gives the expressions of one document their values, in the order of the text.
type resolver struct {
	*grammar
	in    Input
	found []candidate

	known     bool                 // the DCT is
	values    map[date.Date]string // as they were written before
	dct       date.Day
	dctYear   int
	ancient   bool // years before Christ are told
	narrative bool // told about another time than the DCT's
	dayFirst  bool // 2/3/2014 is the second of March

	ref           date.Date // the date under discussion
	refSpan       text.Span
	refAt         int32 // its sentence
	refDay        date.Date
	fine          date.Date // the last month or day under discussion
	mentioned     date.Date // the last date that was stated, though it may be an aside
	mentionedAt   int32
	mentionedSpan text.Span
	refTime       date.Date
	datelined     text.Span     // of the dateline that the DCT was taken from
	preposed      []preposition // before each mention
	sectionAt     int           // the section of the expression at hand
	quarter       date.Date     // the quarter under discussion, and its sentence
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
	vague      bool     // so many units ago, the number not stated
	compared   bool     // a year before the period under discussion: not itself under discussion
	unresolved string
}

func newResolver(g *grammar, in Input, found []candidate) *resolver {
	r := &resolver{grammar: g, in: in, found: found, values: map[date.Date]string{}}
	if !in.DCT.IsZero() {
		first, last := in.DCT.Bounds()
		if first != date.OpenStart && last != date.OpenEnd {
			r.dct, r.known = first, true
			r.dctYear, _, _ = first.Civil()
		}
	}
	r.narrative = isNarrative(r)
	r.ancient = slices.ContainsFunc(found, func(c candidate) bool { return c.m.bc })
	r.dayFirst = isDayFirst(r)
	return r
}

// isNarrative reports whether the document tells of another time than its own: many years that are not near the DCT,
// and few words that point to the day of writing.
func isNarrative(r *resolver) bool {
	absolute, near, deictic := 0, 0, 0
	for i := range r.found {
		m := r.found[i].m
		switch {
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
	for i := range r.found {
		c := &r.found[i]
		if p := r.rules[c.rule]; p.narrative && !r.narrative || p.ancient && !r.ancient {
			continue
		}
		res := r.one(c)
		r.toward(c, i+1, &res)
		r.remember(c, &res)
		r.dateline(c, &res)
		mentions = append(mentions, r.mention(c, &res))
		r.preposed = append(r.preposed, c.preposition)
	}
	r.combine(mentions)
	return mentions
}

// join tells expressions which other they are joined to: "May to August", "1939-45".
func (r *resolver) join() {
	for i := 0; i+1 < len(r.found); i++ {
		c, n := &r.found[i], &r.found[i+1]
		between := r.in.Text[c.End:n.Start]
		if c.m.has&hasHour != 0 && c.m.unit == unitNone && n.m.kind == pointMeaning && c.sentence == n.sentence && len(between) <= 24 {
			c.next = n.m
		}
		if c.sentence == n.sentence && len(between) <= maxJoint && r.cues.joint(between) != joinsNothing {
			c.next = n.m
		}
	}
}

// maxJoint is the most bytes between two expressions that are joined.
const maxJoint = 12

// toward gives a length of time that is counted to or from a date a place on the calendar: "a week before that date",
// "two days after May 5". Counted from an event it has none.
func (r *resolver) toward(c *candidate, after int, res *result) {
	if c.toward == 0 || c.m.vague || !c.m.hasN || c.m.n != float64(int(c.m.n)) || c.m.unit < unitDay {
		return
	}
	from, span := r.ref, r.refSpan
	if !c.towardThat {
		if after == len(r.found) {
			return
		}
		next := &r.found[after]
		if next.m.kind != pointMeaning || next.Start-c.End > maxJoint || next.sentence != c.sentence {
			return
		}
		of := r.point(next)
		from, span = of.d, next.Span
	}
	if from.Grain == date.None || from.Grain > date.DayGrain && c.m.unit < unitMonth {
		return
	}
	res.d = move(from, int(c.toward)*int(c.m.n), c.m.unit)
	res.anchor, res.base, res.baseSpan = AnchorReference, from, span
	res.shifted, res.landed = c.m.unit, dayOf(res.d)
	if c.m.unit == unitWeek {
		res.landed = dayOf(from) + date.Day(7*int(c.toward)*int(c.m.n))
	}
}

// dateline takes the day of an agency's dateline, "Kiev, Jan. 28 (Reuters) -", for the day of writing: a paper prints
// it a day or more later.
func (r *resolver) dateline(c *candidate, res *result) {
	if !r.known || !c.early && c.paragraph > 0 || res.d.Grain != date.DayGrain || c.m.has&hasMonth == 0 {
		return
	}
	day := dayOf(res.d)
	if day >= r.dct || day < r.dct-4 || !agencyFollows(r.in.Text[c.End:min(len(r.in.Text), c.End+48)]) {
		return
	}
	r.dct, r.datelined = day, c.Span
}

// agencyFollows reports whether a name in brackets and then a dash or colon begin s: " (Reuters) -".
func agencyFollows(s string) bool {
	s = strings.TrimLeft(s, " ")
	end := strings.IndexByte(s, ')')
	if len(s) == 0 || s[0] != '(' || end < 0 {
		return false
	}
	s = strings.TrimLeft(s[end+1:], " ")
	return strings.HasPrefix(s, "-") || strings.HasPrefix(s, ":") || strings.HasPrefix(s, "–") || strings.HasPrefix(s, "—")
}

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
	if _, last := d.Bounds(); c.m.has&hasQuarter != 0 && c.m.unit == unitNone && (last < r.dct || !r.known || c.tense != futureTense) {
		r.quarter = d
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
	} else if c.early {
		r.fine = date.Date{}
	}
	if d.Grain <= date.DayGrain {
		d.Grain = date.DayGrain
		d.Clock = date.Clock{}
		r.refDay = d
	}
}

// aside reports whether an expression of a narrative does not move the date under discussion: what is measured from
// the day of writing, and a year far from the story that is mentioned in passing ("a study of 2005").
func (r *resolver) aside(c *candidate, res *result) bool {
	if res.anchor == AnchorDCT || c.m.dir != 0 && c.m.unit >= unitYear {
		return true
	}
	if r.ref.Grain == date.None || c.early {
		return false
	}
	gap := res.d.Year - r.ref.Year
	if res.d.Grain >= date.Year {
		// "the 1976 campaign" inside a story of March 1975 does not end that story.
		if r.fine.Grain != date.None && c.preposition != inPreposition {
			return true
		}
	}
	if c.m.has&hasYear != 0 && res.d.Grain == date.Month && gap != 0 {
		switch c.preposition { // "deaths since December 2006", "above the May 2007 high"
		case noPreposition, ofPreposition, sincePreposition, afterPreposition, beforePreposition, toPreposition:
			return true
		}
	}
	return gap > 15 || gap < -15
}

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

// point resolves a date or a time of day.
func (r *resolver) point(c *candidate) result {
	m := r.completed(c)
	res := result{typ: Date, mod: m.mod, part: m.part}
	if m.has&(hasHour|hasPart) != 0 {
		res.typ = Time
	}
	d, ok := r.calendar(c, &res)
	if !ok {
		res.value = r.raw(c)
		if res.coarse != "" {
			res.value = res.coarse + rawTime(m)
		}
		if res.vague {
			res.value = refNames[refPast]
			if m.dir > 0 {
				res.value = refNames[refFuture]
			}
		}
		if res.unresolved == "" && (r.known || m.has&hasYear != 0) {
			res.unresolved = "there is no such day, or nothing to measure it from"
		}
		if res.unresolved == "" {
			res.unresolved = "relative to what? the publication date is not known"
		}
		res.anchor, res.base = AnchorNone, date.Date{}
		return res
	}
	if m.widen != unitNone {
		d = periodOf(dayOf(d), m.widen)
	}
	r.finish(m, &res, d)
	return res
}

// completed returns the meaning of an expression; a month or year that is joined to the next one takes what that one
// states for both: "May to August 1950", "499-493 BC", "5 and 7 March".
func (r *resolver) completed(c *candidate) *meaning {
	if c.next == nil || c.m.kind != pointMeaning {
		return c.m
	}
	m, n := c.m, c.next
	switch {
	case m.has&hasYear == 0 && m.has&(hasMonth|hasSeason) != 0 && n.has&hasYear != 0 && n.has&(hasMonth|hasSeason) != 0 && m.which == whichNone && m.unit == unitNone:
		both := *m
		both.has |= hasYear
		both.year, both.shortYear, both.bc = n.year, n.shortYear, n.bc
		if n.month < m.month {
			both.year--
		}
		c.m = &both
	case m.has == hasYear && n.has == hasYear && n.bc && !m.bc && m.year > n.year:
		both := *m
		both.bc = true
		c.m = &both
	}
	return c.m
}

// calendar finds the calendar date of a meaning.
func (r *resolver) calendar(c *candidate, res *result) (date.Date, bool) {
	m := c.m
	switch {
	case m.has&hasDecade != 0:
		return r.decade(m, res), true
	case m.has&hasCentury != 0:
		return century(m), true
	case m.has&hasYear != 0:
		if m.day == 0 && m.hasN && m.n2 > 0 {
			r.order(m)
		}
		if m.whole && r.quarter.Grain != date.None {
			d := r.quarter
			d.Year = r.year(m)
			return d, true
		}
		return refine(date.Date{Year: r.year(m), Grain: date.Year}, m)
	case m.unit != unitNone && (m.which != whichNone || m.dir != 0):
		return r.relation(c, res)
	}
	return r.named(c, res)
}

// order decides which number of 2/3/2014 is the month.
func (r *resolver) order(m *meaning) {
	a, b := int8(m.n), int8(m.n2)
	if a > 12 || r.dayFirst && b <= 12 {
		m.day, m.month = a, b
		return
	}
	m.month, m.day = a, b
}

// year returns the astronomical year that a meaning states; a short one lies in the century nearest to the DCT.
func (r *resolver) year(m *meaning) int {
	y := int(m.year)
	if m.shortYear {
		around := r.aroundYear()
		if m.base == baseRef && r.ref.Grain != date.None {
			return floor(r.ref.Year, 100) + y // 1914-18
		}
		y += floor(around, 100)
		switch {
		case y > around+20:
			y -= 100
		case y < around-79:
			y += 100
		}
		return y
	}
	if m.bc || r.ancient && y < 1000 && r.ref.Grain != date.None && r.ref.Year <= 0 {
		return 1 - y
	}
	return y
}

// aroundYear is the year that the document is about.
func (r *resolver) aroundYear() int {
	switch {
	case r.narrative && r.ref.Grain != date.None:
		return r.ref.Year
	case r.known:
		return r.dctYear
	case r.ref.Grain != date.None:
		return r.ref.Year
	}
	return 2000
}

func (r *resolver) decade(m *meaning, res *result) date.Date {
	y := int(m.decade)
	if y < 100 {
		around := r.aroundYear()
		y += floor(around, 100)
		if y > around {
			y -= 100
		}
	}
	if m.bc {
		y = 1 - y
	}
	return date.Date{Year: y, Grain: date.Decade}
}

func century(m *meaning) date.Date {
	y := (int(m.century) - 1) * 100
	if m.bc {
		y = 1 - y
	}
	return date.Date{Year: y, Grain: date.Century}
}

// relation resolves what is measured in units from an anchor, and the fields stated inside of it: "last week",
// "two years ago", "June last year", "Tuesday of next week".
func (r *resolver) relation(c *candidate, res *result) (date.Date, bool) {
	m := c.m
	base := m.base
	switch {
	case m.which >= whichSame:
		base = baseRef
	case base == baseDCT && r.narrative && r.past(), base == baseNone && r.narrative:
		base = baseRef
	}
	from, ok := r.from(res, base)
	if !ok {
		return date.Date{}, false
	}
	if m.which == whichSame && m.unit >= unitMonth && r.mentioned.Grain != date.None && r.mentionedAt >= c.sentence-1 {
		from, res.base, res.baseSpan = r.mentioned, r.mentioned, r.mentionedSpan
	}
	n := 0
	switch m.which {
	case whichLast, whichBefore:
		n = -1
	case whichNext, whichAfter:
		n = 1
	}
	if m.dir != 0 {
		return r.shifted(c, res, from)
	}
	if m.unit == unitQuarter && m.which == whichSame {
		return r.reported(), true
	}
	if m.unit == unitWeekend && m.which == whichThis && c.tense != futureTense && dayOf(from).Weekday() < 6 && dayOf(from).Weekday() > 0 && m.whole {
		n = -1 // "over the weekend", said on a weekday, is the one before
	}
	d := move(from, n, m.unit)
	if m.unit == unitWeekend {
		res.weekend = true
	}
	if m.unit == unitDay && from.Grain > date.DayGrain {
		return r.coarse(m, res, from)
	}
	if m.unit == unitSeason && m.has&hasSeason != 0 {
		return refine(d, m)
	}
	if m.unit < unitDay {
		return date.Date{}, false
	}
	return refine(d, m)
}

// coarse resolves "the same day" where no day is under discussion, only a month or year: some day of it.
func (r *resolver) coarse(m *meaning, res *result, from date.Date) (date.Date, bool) {
	res.unresolved = "no day is under discussion"
	res.coarse = timexValue(from) + "-XX"
	if from.Grain >= date.Year {
		res.coarse += "-XX"
	}
	return date.Date{}, false
}

// past reports whether the story is told of a time long before the DCT, so that "last year" is said by somebody in it.
func (r *resolver) past() bool { return r.ref.Grain != date.None && r.ref.Year < r.dctYear-1 }

// shifted resolves "two years ago" and "three days later".
func (r *resolver) shifted(c *candidate, res *result, from date.Date) (date.Date, bool) {
	m := c.m
	n := m.n
	if !m.hasN {
		n = 1
	}
	if m.vague {
		res.unresolved = "the number is not stated"
		res.vague = true
		return date.Date{}, false
	}
	unit := m.unit
	if n != float64(int(n)) && unit == unitYear {
		n, unit = n*12, unitMonth
	}
	if m.dir < 0 {
		n = -n
	}
	if unit == unitYear && int(n) == -1 && !r.narrative {
		if d, ok := r.compare(c, res); ok {
			return d, true
		}
	}
	if unit == unitDecade {
		n, unit = n*10, unitYear
	}
	d := move(from, int(n), unit)
	res.shifted, res.landed = unit, dayOf(d)
	if unit == unitWeek || unit == unitFortnight {
		days := 7 * int(n)
		if unit == unitFortnight {
			days *= 2
		}
		res.landed = dayOf(from) + date.Day(days)
	}
	return refine(d, m)
}

// reported is the quarter under discussion: the one named last, or the last that was over at the DCT.
func (r *resolver) reported() date.Date {
	if r.quarter.Grain != date.None {
		return r.quarter
	}
	return move(r.dctDate(), -1, unitQuarter)
}

// compare resolves "a year earlier" in reports that compare a quarter, or this year, with the one a year before.
func (r *resolver) compare(c *candidate, res *result) (date.Date, bool) {
	switch {
	case r.quarter.Grain != date.None || c.m.subUnit == unitQuarter && r.known:
		d := r.reported()
		d.Year--
		res.compared = true
		return d, true
	case r.known && r.refAt < c.sentence:
		res.compared = true
		return date.Date{Year: r.dctYear - 1, Grain: date.Year}, true
	}
	return date.Date{}, false
}

// named resolves fields without a year: a weekday, a month, a season, a holiday, a time of day.
func (r *resolver) named(c *candidate, res *result) (date.Date, bool) {
	m := c.m
	base := m.base
	if m.which >= whichSame {
		base = baseRef
	} else if base == baseNone && r.narrative && m.which == whichNone {
		base = baseRef
	} else if m.has&hasWeekday != 0 && base == baseNone {
		base = baseDCT // a bare weekday is close to the day of writing, known or not
	}
	from, ok := r.from(res, base)
	if !ok {
		return date.Date{}, false
	}
	switch {
	case m.has&(hasMonth|hasSeason|hasQuarter|hasHalf|hasHoliday) != 0:
		return r.inYear(c, res, from)
	case m.has&hasWeekday != 0:
		return r.weekday(c, res, from), true
	case m.has&hasDay != 0:
		return r.dayOfMonth(c, res, from)
	}
	if c.next != nil && c.m.has&hasHour != 0 && m.base == baseNone { // "10:35 a.m. (0735 GMT) Friday"
		n := *c
		n.m, n.next = c.next, nil
		if of := r.point(&n); of.d.Grain == date.DayGrain || of.d.Grain == date.Time {
			of.d.Grain, of.d.Clock = date.DayGrain, date.Clock{}
			res.anchor, res.base = of.anchor, of.base
			return of.d, true
		}
	}
	if res.anchor == AnchorDCT && r.refDay.Grain != date.None && c.sentence-r.refAt <= 1 && m.base == baseNone {
		res.anchor, res.base, res.baseSpan = AnchorReference, r.refDay, r.refSpan
		return r.refDay, true
	}
	if from.Grain > date.DayGrain {
		return date.Date{}, false
	}
	from.Grain, from.Clock = date.DayGrain, date.Clock{}
	return from, true
}

// weekday resolves a weekday from a day.
func (r *resolver) weekday(c *candidate, res *result, from date.Date) date.Date {
	m := c.m
	day, w := dayOf(from), int(m.weekday)
	switch m.which {
	case whichLast, whichBefore:
		day = weekdayOnOrBefore(day-1, w)
	case whichNext, whichAfter:
		day = weekdayOnOrAfter(day+1, w)
	case whichSame:
		day = weekdayOnOrBefore(day, w)
	case whichThis:
		if c.tense == pastTense {
			day = weekdayOnOrBefore(day, w)
		} else {
			day = weekdayOnOrAfter(day, w)
		}
	default:
		if c.tense == futureTense || c.preposition == untilPreposition && !c.stative {
			day, res.how = weekdayOnOrAfter(day, w), "next"
		} else {
			day, res.how = weekdayOnOrBefore(day, w), "last"
		}
	}
	return periodOf(day, unitDay)
}

// dayOfMonth resolves "the 25th".
func (r *resolver) dayOfMonth(c *candidate, res *result, from date.Date) (date.Date, bool) {
	y, mo, _ := dayOf(from).Civil()
	if from.Grain > date.Month {
		return date.Date{}, false
	}
	if int(c.m.day) > date.DaysIn(y, mo) || c.m.day == 0 {
		return date.Date{}, false
	}
	return periodOf(date.NewDay(y, mo, int(c.m.day)), unitDay), true
}

// inYear finds the year of a month, day, season, quarter, half or holiday that states none.
func (r *resolver) inYear(c *candidate, res *result, from date.Date) (date.Date, bool) {
	m := c.m
	if r.narrative && res.anchor == AnchorReference && r.fine.Grain != date.None && m.which == whichNone {
		from = r.fine
	}
	y, _, _ := dayOf(from).Civil()
	day := dayOf(from)
	candidateIn := func(year int) (date.Date, bool) {
		return refine(date.Date{Year: year, Grain: date.Year}, m)
	}
	this, ok := candidateIn(y)
	if !ok {
		return r.leapDay(y, candidateIn)
	}
	before, _ := candidateIn(y - 1)
	after, _ := candidateIn(y + 1)
	first, last := this.Bounds()
	switch {
	case m.which == whichSame || from.Grain >= date.Year && m.which == whichNone:
		return this, true
	case m.which == whichLast || m.which == whichBefore:
		if last < day && (m.has&hasDay != 0 || day-last > 15) { // "last February", said on 1 March, is not last month
			return this, true
		}
		return before, true
	case m.which == whichNext || m.which == whichAfter:
		if first > day {
			return this, true
		}
		return after, true
	case m.which == whichThis:
		return this, true
	case r.narrative && res.anchor == AnchorReference:
		return r.inStory(m, [3]date.Date{before, this, after}), true
	}
	return r.byTense(c, res, day, [3]date.Date{before, this, after}), true
}

// inStory finds the year of a month that a narrative tells after another: the nearest, so that January after December
// is the next year's, and November before May the last one's.
func (r *resolver) inStory(m *meaning, around [3]date.Date) date.Date {
	if r.fine.Grain == date.None || m.has&hasMonth == 0 {
		return around[1]
	}
	_, from, _ := dayOf(r.fine).Civil()
	switch ahead := int(m.month) - from; {
	case ahead <= -7:
		return around[2]
	case ahead >= 7:
		return around[0]
	}
	return around[1]
}

// byTense chooses among the years before, of and after a day.
func (r *resolver) byTense(c *candidate, res *result, day date.Day, around [3]date.Date) date.Date {
	d := r.chosen(c, res, day, around)
	if c.m.has&hasWeekday == 0 || c.m.has&hasDay == 0 || abs(int(dayOf(d)-day)) < 31 {
		return d
	}
	// "Saturday, February 22": the weekday tells the year, unless the date is close and the weekday a slip.
	for _, i := range []int{1, 0, 2} {
		if int(dayOf(around[i]).Weekday()) == int(c.m.weekday) {
			res.how = "nearest"
			return around[i]
		}
	}
	return d
}

// chosen chooses by tense and preposition alone.
func (r *resolver) chosen(c *candidate, res *result, day date.Day, around [3]date.Date) date.Date {
	first, last := around[1].Bounds()
	tense := c.tense
	if c.preposition == byPreposition || c.preposition == untilPreposition || c.preposition == throughPreposition {
		tense = presentTense
	}
	switch tense {
	case futureTense:
		res.how = "next"
		if last < day-45 {
			return around[2]
		}
		return around[1]
	case pastTense:
		res.how = "last"
		if first > day+75 || first > day && c.m.has&(hasDay|hasHoliday) == 0 {
			return around[0]
		}
		return around[1]
	}
	if c.m.has&(hasDay|hasHoliday) == 0 && tense != presentTense {
		res.how = "last"
		if first > day {
			return around[0]
		}
		return around[1]
	}
	res.how = "nearest"
	best := around[1]
	for _, d := range around {
		if abs(int(dayOf(d)-day)) < abs(int(dayOf(best)-day)) {
			best = d
		}
	}
	return best
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// leapDay finds the year nearest to y that has the day.
func (r *resolver) leapDay(y int, in func(int) (date.Date, bool)) (date.Date, bool) {
	for _, off := range []int{-1, 1, -2, 2, -3, 3, -4, 4} {
		if d, ok := in(y + off); ok {
			return d, true
		}
	}
	return date.Date{}, false
}

// finish adds the time of day to a date and writes the value.
func (r *resolver) finish(m *meaning, res *result, d date.Date) {
	if m.has&hasWeekend != 0 || m.weekend {
		res.weekend = true
		if d.Grain != date.Week {
			d = periodOf(dayOf(d), unitWeek)
		}
	}
	if m.has&hasHour != 0 && d.Grain == date.DayGrain {
		d.Grain = date.Time
		d.Clock = clockOf(m)
	}
	res.d = d
	res.value = r.valueOf(d)
	switch {
	case d.Grain == date.Time:
		res.value = timeValue(d)
	case res.weekend:
		res.value += "-WE"
	case m.has&hasPart != 0:
		res.value += "T" + partNames[m.part]
	}
}

// valueOf is timexValue; a text names the same few days again and again.
func (r *resolver) valueOf(d date.Date) string {
	s, ok := r.values[d]
	if !ok {
		s = timexValue(d)
		r.values[d] = s
	}
	return s
}

// timeValue writes a time as TIMEX3 does: midnight at the end of a day is T24:00.
func timeValue(d date.Date) string {
	d.Clock.HasZone = d.Clock.HasZone && d.Clock.Zone == 0 // TIMEX3 values are local to the text
	return timexValue(d)
}

func clockOf(m *meaning) date.Clock {
	c := date.Clock{Hour: uint8(m.hour), Minute: uint8(m.minute), Second: uint8(m.second), HasSeconds: m.has&hasSecond != 0,
		HasZone: m.zoned, Zone: m.zone}
	const am, pm = 1, 2
	switch {
	case m.meridiem == am && c.Hour == 12:
		c.Hour = 0
	case (m.meridiem == pm || m.part == partAfternoon || m.part == partEvening || m.part == partNight && c.Hour > 4) && c.Hour < 12:
		c.Hour += 12
	}
	return c
}

// set resolves what happens again and again.
func (r *resolver) set(c *candidate) result {
	m := c.m
	res := result{typ: Set, mod: m.mod}
	switch {
	case m.has&hasWeekday != 0:
		res.value = fmt.Sprintf("XXXX-WXX-%d", (int(m.weekday)+6)%7+1)
	case m.has&hasMonth != 0 && m.has&hasDay != 0:
		res.value = fmt.Sprintf("XXXX-%02d-%02d", m.month, m.day)
	case m.has&hasMonth != 0:
		res.value = fmt.Sprintf("XXXX-%02d", m.month)
	case m.has&hasSeason != 0:
		res.value = "XXXX-" + seasonNames[m.season]
	case m.has&hasQuarter != 0:
		res.value = fmt.Sprintf("XXXX-Q%d", m.quarter)
	case m.weekend || m.unit == unitWeekend:
		res.value = "XXXX-WXX-WE"
	case m.has&hasPart != 0:
		res.value = "XXXX-XX-XX"
	default:
		res.value = durationValue(m)
	}
	if m.has&hasPart != 0 {
		res.value += "T" + partNames[m.part]
		if m.has&hasWeekday != 0 {
			res.value = res.value[:len(res.value)-3] + "T" + partNames[m.part]
		}
	}
	return res
}

package site

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"timeline/pkg/date"
)

// strip is the drawing over a list of events. Along it stand columns, one for each stretch of time that has events,
// wider where more happened; a run of empty years is a break. Above the axis each event of one day is a bar, stacked
// with its neighbours; below it each longer or doubtful date is a bar as long as the date, faded where it is open or
// doubtful. Positions along the strip are percentages, so that the drawing needs no style and fits any width.
type strip struct {
	Columns []column
	Breaks  []mark
	Bars    []bar // above the axis
	Spans   []bar // below it
	Axis    int   // y of the axis
	Foot    int   // y of the labels
	Height  int
	Titles  bool // whether every bar carries its own title
	Caption string
}

type column struct {
	Label, Href string
	X, Mid      string
	Wide        string // class of the label: "w" is hidden on a phone, "x" always
	Edge        string // class of a label that would reach over the edge: "st" begins there, "en" ends there
	from, to    date.Day
	count       int
	empty       bool
	x, w        float64
}

// Class is that of the label.
func (c column) Class() string { return strings.TrimSpace(c.Wide + " " + c.Edge) }

// label returns where the label lies when its letters are that wide, in percent.
func (c *column) label(letter float64) (from, to float64) {
	width := letter * float64(utf8.RuneCountInString(c.Label))
	switch c.Edge {
	case "st":
		return 0, width
	case "en":
		return 100 - width, 100
	}
	return c.x + c.w/2 - width/2, c.x + c.w/2 + width/2
}

type mark struct{ X string }

type bar struct {
	Href, Title string
	X, W, Y, H  string
	Class       string
	x, y, w, h  float64
}

const (
	stripTop   = 96  // height above the axis, at most
	stripLow   = 48  // and at least
	breakWidth = 1.5 // of a break, in percent
	binWidth   = 0.92
	mostBars   = 400 // more events than this share bars
	mostTitles = 160
	spanLanes  = 8
	lanePitch  = 7
)

// scale is what a strip's columns stand for.
type scale int

const (
	byYear scale = iota
	byMonth
	byDay
)

// newStrip draws events; href gives the address of one.
func (m *model) newStrip(events []*event, unit scale, href func(*event) string, column func(*event) string) *strip {
	dated := slices.DeleteFunc(slices.Clone(events), func(e *event) bool { return e.Date.IsZero() })
	if len(dated) < 2 {
		return nil
	}
	s := &strip{Titles: len(dated) <= mostTitles}
	s.layOut(m, dated, unit, column)
	s.drawDays(m, dated, href)
	lanes := s.drawSpans(dated, href)
	s.Foot = s.Axis + 8 + lanes*lanePitch + 14
	s.Height = s.Foot + 6
	s.Caption = m.caption(dated, unit)
	return s
}

// span returns the days that an event is drawn over, an open end being the other one.
func (e *event) span() (first, last date.Day) {
	first, last = e.first, e.last
	if first == date.OpenStart {
		first = last
	}
	if last == date.OpenEnd {
		last = first
	}
	return first, last
}

// layOut makes the columns: one for each unit of time in which an event begins or ends, and for a single empty one
// between two of them.
func (s *strip) layOut(m *model, events []*event, unit scale, href func(*event) string) {
	step := stepOf(events, unit)
	cols := map[date.Day]*column{}
	for _, e := range events {
		first, last := e.span()
		if g := e.Date.Grain(); g == date.Decade || g == date.Century {
			last = first // its end would open a column in which nothing begins
		}
		for i, d := range []date.Day{first, last} {
			from, to, label := step(d, m)
			c := cols[from]
			if c == nil {
				c = &column{from: from, to: to, Label: label}
				cols[from] = c
			}
			if i == 0 {
				c.count++
				if c.Href == "" {
					c.Href = href(e)
				}
			}
		}
	}
	for _, c := range cols {
		s.Columns = append(s.Columns, *c)
	}
	slices.SortFunc(s.Columns, func(a, b column) int { return int(a.from - b.from) })
	s.fillGaps(m, step)
	s.measure()
}

// stepOf returns the function that finds the column of a day: its year, or decade or century when there would be too
// many columns; or its month, or its day.
func stepOf(events []*event, unit scale) func(date.Day, *model) (from, to date.Day, label string) {
	years := 1
	if unit == byYear {
		seen := map[int]bool{}
		for _, e := range events {
			seen[e.year] = true
		}
		for years < 1000 && len(seen)/years > 40 {
			years *= 10
		}
	}
	return func(d date.Day, m *model) (date.Day, date.Day, string) {
		y, mo, day := d.Civil()
		switch unit {
		case byMonth:
			return date.NewDay(y, mo, 1), date.NewDay(y, mo+1, 1), m.words.months[mo-1]
		case byDay:
			return d, d + 1, strconv.Itoa(day)
		}
		y0 := y - ((y%years)+years)%years
		return date.NewDay(y0, 1, 1), date.NewDay(y0+years, 1, 1), yearName(y0, m.Lang)
	}
}

// fillGaps puts an empty column where exactly one is missing, so that a quiet year looks quiet and not torn.
func (s *strip) fillGaps(m *model, step func(date.Day, *model) (date.Day, date.Day, string)) {
	var out []column
	for i, c := range s.Columns {
		if i > 0 && c.from != out[len(out)-1].to {
			from, to, label := step(out[len(out)-1].to, m)
			if to == c.from {
				out = append(out, column{from: from, to: to, Label: label, empty: true})
			}
		}
		out = append(out, c)
	}
	s.Columns = out
}

// measure shares the width out: a column grows with its events, but less than they do.
func (s *strip) measure() {
	total, breaks := 0.0, 0
	for i := range s.Columns {
		c := &s.Columns[i]
		c.w = 1.2 + math.Pow(float64(c.count), 0.65)
		if c.empty {
			c.w = 0.6
		}
		total += c.w
		if i > 0 && s.Columns[i-1].to != c.from {
			breaks++
		}
	}
	free := 100 - math.Min(breakWidth*float64(breaks), 40)
	gap := (100 - free) / math.Max(1, float64(breaks))
	x := 0.0
	for i := range s.Columns {
		c := &s.Columns[i]
		if i > 0 && s.Columns[i-1].to != c.from {
			s.Breaks = append(s.Breaks, mark{X: percent(x + gap/2)})
			x += gap
		}
		c.x, c.w = x, c.w/total*free
		x += c.w
		c.X, c.Mid = percent(c.x), percent(c.x+c.w/2)
	}
	s.label()
}

// label chooses the labels that fit: the columns with most events first, on a wide page and on a phone.
func (s *strip) label() {
	order := make([]*column, 0, len(s.Columns))
	for i := range s.Columns {
		s.Columns[i].Wide = "x"
		order = append(order, &s.Columns[i])
	}
	s.keepInside()
	slices.SortStableFunc(order, func(a, b *column) int { return cmp.Compare(b.count, a.count) })
	for _, fit := range []struct {
		letter float64 // width of a letter, in percent of the strip
		class  string
	}{{0.72, "w"}, {phoneLetter, ""}} {
		var taken [][2]float64
		for _, c := range order {
			from, to := c.label(fit.letter)
			if !slices.ContainsFunc(taken, func(t [2]float64) bool { return from < t[1] && t[0] < to }) {
				taken = append(taken, [2]float64{from, to})
				c.Wide = fit.class
			}
		}
	}
}

// phoneLetter is the width of a letter of a label on a phone, in percent of the strip.
const phoneLetter = 2.6

// keepInside sets the first and the last label against the edge when they would reach over it on a phone.
func (s *strip) keepInside() {
	if from, _ := s.Columns[0].label(phoneLetter); from < 0 {
		s.Columns[0].Edge, s.Columns[0].Mid = "st", "0"
	}
	last := &s.Columns[len(s.Columns)-1]
	if _, to := last.label(phoneLetter); to > 100 && last.Edge == "" {
		last.Edge, last.Mid = "en", "100%"
	}
}

// at returns the place of the start of a day along the strip, in percent.
func (s *strip) at(d date.Day) float64 {
	i, _ := slices.BinarySearchFunc(s.Columns, d, func(c column, d date.Day) int { return int(c.to - d - 1) })
	if i == len(s.Columns) {
		return 100
	}
	c := s.Columns[i]
	return c.x + c.w*math.Max(0, float64(d-c.from))/float64(c.to-c.from)
}

// sharp reports whether an event belongs to one day without a doubt.
func (e *event) sharp() bool {
	return e.first == e.last && e.Date.Doubt() == 0
}

// drawDays stacks the events of single days into bins of equal width.
func (s *strip) drawDays(m *model, events []*event, href func(*event) string) {
	bins := map[int][]*event{}
	var order []int
	high := 1
	for _, e := range events {
		if !e.sharp() {
			continue
		}
		first, _ := e.span()
		b := int(s.at(first) / binWidth)
		if bins[b] == nil {
			order = append(order, b)
		}
		bins[b] = append(bins[b], e)
		high = max(high, len(bins[b]))
	}
	unit := min(10, float64(stripTop-2)/float64(high))
	s.Axis = max(stripLow, int(unit*float64(high))+12)
	if len(events) > mostBars {
		s.Axis = stripTop
	}
	for _, b := range order {
		x := float64(b) * binWidth
		if len(events) > mostBars {
			s.Bars = append(s.Bars, sumBar(m, bins[b], x, high, href))
			continue
		}
		for i, e := range bins[b] {
			y := float64(s.Axis) - float64(i+1)*unit
			s.Bars = append(s.Bars, s.bar(e, href, x, y, binWidth-0.14, unit-min(1, 0.25*unit)))
		}
	}
}

// sumBar is one bar for all events of a bin.
func sumBar(m *model, events []*event, x float64, high int, href func(*event) string) bar {
	h := max(2, float64(stripTop-2)*math.Sqrt(float64(len(events)))/math.Sqrt(float64(high)))
	first := events[0]
	b := newBar(href(first), x, stripTop-h, binWidth-0.14, h)
	b.Title = first.When + ": " + m.words.count("events", len(events))
	return b
}

func newBar(href string, x, y, w, h float64) bar {
	return bar{Href: href, X: percent(x), W: percent(w), Y: strconv.FormatFloat(y, 'g', 4, 64), H: strconv.FormatFloat(h, 'g', 3, 64), x: x, y: y, w: w, h: h}
}

func (s *strip) bar(e *event, href func(*event) string, x, y, w, h float64) bar {
	b := newBar(href(e), x, y, w, h)
	if s.Titles {
		b.Title = e.When + ": " + e.Title
	}
	if e.Key {
		b.Class = "k"
	}
	if e.Status == "expected" {
		b.Class = strings.TrimSpace(b.Class + " x")
	}
	return b
}

// drawSpans lays the longer and the doubtful dates below the axis, each in the first lane that is free, and returns the
// number of lanes.
func (s *strip) drawSpans(events []*event, href func(*event) string) int {
	var ends [spanLanes]float64
	lanes := 0
	for _, e := range longest(events) {
		first, last := e.span()
		from, to := s.at(first), s.at(last+1)
		from, to = e.stretch(from, max(to, from+0.9))
		lane := 0
		for lane < spanLanes-1 && ends[lane] > from {
			lane++
		}
		ends[lane] = to + 0.3
		lanes = max(lanes, lane+1)
		b := s.bar(e, href, from, float64(s.Axis+6+lane*lanePitch), to-from, lanePitch-2)
		b.Class = strings.TrimSpace(b.Class + " " + e.fade())
		s.Spans = append(s.Spans, b)
	}
	return lanes
}

// longest returns the events for the lanes, in time order; of very many, the most important.
func longest(events []*event) []*event {
	const most = 120
	var spans []*event
	for _, e := range events {
		if !e.sharp() {
			spans = append(spans, e)
		}
	}
	if len(spans) > most {
		slices.SortStableFunc(spans, func(a, b *event) int { return cmp.Compare(b.Salience, a.Salience) })
		spans = spans[:most]
		slices.SortStableFunc(spans, func(a, b *event) int { return a.order - b.order })
	}
	return spans
}

// stretch gives an open end some length to fade out over.
func (e *event) stretch(from, to float64) (float64, float64) {
	if e.first == date.OpenStart {
		from = max(0, from-4)
	}
	if e.last == date.OpenEnd {
		to = min(100, to+4)
	}
	return from, min(to, 100)
}

// fade returns the class that draws an end as open or the whole as doubtful.
func (e *event) fade() string {
	switch {
	case e.first == date.OpenStart:
		return "fl"
	case e.last == date.OpenEnd:
		return "fr"
	case e.Date.Doubt() != 0:
		return "fb"
	}
	return "sp"
}

// caption says in words what the strip shows. The heading of a year or a month has said which stretch of time it is.
func (m *model) caption(events []*event, unit scale) string {
	s := m.words.count("events", len(events)) + "."
	if first, last := events[0].year, events[len(events)-1].year; unit == byYear && first != last {
		s = m.words.text("span", m.words.count("events", len(events)), yearName(first, m.Lang), yearName(last, m.Lang))
	}
	counts := map[[2]int]int{}
	var busiest [2]int
	for _, e := range events {
		at := [2]int{e.year, e.month}
		if counts[at]++; e.month > 0 && counts[at] > counts[busiest] {
			busiest = at
		}
	}
	if n := counts[busiest]; n > 2 && n < len(events) {
		s += " " + m.words.text("busiest", date.OfMonth(busiest[0], busiest[1]).Words(m.Lang), m.words.number(n))
	}
	return s
}

func percent(x float64) string {
	var b [16]byte
	return string(append(strconv.AppendFloat(b[:0], math.Max(0, x), 'g', 4, 64), '%'))
}

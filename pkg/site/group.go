package site

import (
	"cmp"
	"fmt"
	"slices"

	"timeline/pkg/date"
)

// yearGroup is a year of a list of events. Years hold months, months hold dates, dates hold events. Whatever is dated
// more coarsely than a month stands in a month of its own, number 0, at the head of its year.
type yearGroup struct {
	Year   int
	Label  string
	Anchor string
	Href   string // of the year's own page, relative to the root; "" when it has none
	Gap    int    // whole years without an event before this one
	Count  int
	Months []*monthGroup
}

type monthGroup struct {
	Month  int
	Label  string // with its year
	Anchor string
	Href   string
	Count  int
	Alone  bool // month 0 with nothing beside it: its heading says no more than the year's
	Days   []*dayGroup
}

type dayGroup struct {
	Date     date.Value
	When     string
	Weekday  string
	Datetime string
	Look     string
	Key      bool // whether one of its events is a key moment
	Events   []*event
}

// noYear is the year of events without a date, after all others.
const noYear = 1 << 30

// group arranges events, which are in time order: one dated more coarsely than a month moves to the head of its year,
// one "until" a date stands at that date, and the order is kept otherwise.
func (m *model) group(events []*event) []*yearGroup {
	var years []*yearGroup
	byYear := map[int]*yearGroup{}
	for _, e := range events {
		y := byYear[e.year]
		if y == nil {
			y = m.newYear(e)
			byYear[e.year] = y
			years = append(years, y)
		}
		y.Count++
		y.month(e, m).add(e)
	}
	slices.SortFunc(years, func(a, b *yearGroup) int { return cmp.Compare(a.Year, b.Year) })
	for i, y := range years {
		slices.SortFunc(y.Months, func(a, b *monthGroup) int { return cmp.Compare(a.Month, b.Month) })
		y.Months[0].Alone = y.Months[0].Month == 0 && len(y.Months) == 1
		if e := y.Months[0].Days[0]; y.Count == 1 && (e.Date.Grain() == date.Decade || e.Date.Grain() == date.Century) {
			y.Label = upperFirst(e.When)
		}
		if i > 0 && y.Year != noYear {
			y.Gap = y.Year - years[i-1].Year - 1
		}
	}
	return years
}

func (m *model) newYear(e *event) *yearGroup {
	if e.year == noYear {
		return &yearGroup{Year: e.year, Label: upperFirst(m.words.text("date_unknown")), Anchor: "y-none"}
	}
	return &yearGroup{Year: e.year, Label: yearName(e.year, m.Lang), Anchor: "y" + yearSlug(e.year)}
}

// month returns the month of the year that holds e, making it when it is the first.
func (y *yearGroup) month(e *event, m *model) *monthGroup {
	for _, mo := range y.Months {
		if mo.Month == e.month {
			return mo
		}
	}
	mo := &monthGroup{Month: e.month, Anchor: fmt.Sprintf("m%s-%02d", y.Anchor[1:], e.month)}
	if e.month == 0 {
		mo.Label = m.words.text("nowhere", y.Label)
	} else {
		mo.Label = monthName(e.year, e.month, m.Lang)
	}
	y.Months = append(y.Months, mo)
	return mo
}

func (mo *monthGroup) add(e *event) {
	mo.Count++
	if n := len(mo.Days); n == 0 || mo.Days[n-1].Date != e.Date {
		mo.Days = append(mo.Days, &dayGroup{Date: e.Date, When: e.When, Weekday: e.Weekday, Datetime: e.Datetime, Look: e.Look})
	}
	day := mo.Days[len(mo.Days)-1]
	day.Events = append(day.Events, e)
	day.Key = day.Key || e.Key
}

package export

import (
	"html"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/timeline"
)

// The objects of TimelineJS3 (https://timeline.knightlab.com/docs/json-format.html). Its texts are HTML.
type (
	jsHead struct { // before the events and the scale
		Title jsSlide `json:"title"`
	}
	jsSlide struct {
		Text jsText `json:"text"`
	}
	jsEvent struct {
		Start       jsDate  `json:"start_date"`
		End         *jsDate `json:"end_date,omitempty"`
		Text        jsText  `json:"text"`
		Group       string  `json:"group,omitempty"`
		DisplayDate string  `json:"display_date"`
		ID          string  `json:"unique_id"`
		Autolink    bool    `json:"autolink"`
	}
	jsText struct {
		Headline string `json:"headline"`
		Text     string `json:"text"`
	}
	jsDate struct {
		Year    int    `json:"year"`
		Month   int    `json:"month,omitempty"`
		Day     int    `json:"day,omitempty"`
		Hour    *int   `json:"hour,omitempty"`
		Minute  *int   `json:"minute,omitempty"`
		Display string `json:"display_date,omitempty"`
	}
)

// timelineJS is timelinejs.json. The date that a reader sees is in words, at its true grain and with its doubt. An
// interval with an open end is drawn as its known end only; an event without a date is left out. Years before 1 are
// astronomical, as in JavaScript.
func (v *view) timelineJS() Form {
	f := newForm("timelinejs.json", len(v.Events))
	head, err := marshal(jsHead{jsSlide{jsText{html.EscapeString(plain(v.Title)), html.EscapeString(plain(v.Description))}}}, "")
	if err != nil {
		f.whole(func() ([]byte, error) { return nil, err })
	}
	f.text(strings.TrimSuffix(string(head), "\n}"))
	dated := make([]int, 0, len(v.Events))
	for i := range v.Events {
		if !v.Events[i].Date.IsZero() {
			dated = append(dated, i)
		}
	}
	v.list(&f, "events", len(dated), func(i int) (timeline.Digest, func() any) {
		return v.keys[dated[i]], func() any { return v.jsEvent(&v.Events[dated[i]]) }
	})
	f.text(",\n  \"scale\": \"human\"\n}\n")
	return f
}

func (v *view) jsEvent(e *timeline.Event) jsEvent {
	words := html.EscapeString(v.dateWords(e))
	out := jsEvent{
		Text: jsText{html.EscapeString(plain(e.Title)), v.eventHTML(e)}, Group: html.EscapeString(v.period(e)),
		DisplayDate: words, ID: plain(e.ID),
	}
	out.Start, out.End = jsSpan(e.Date)
	out.Start.Display = words
	return out
}

// jsSpan places a date. TimelineJS reads a month or year without a day as the whole of it; other grains get an end.
func jsSpan(d date.Value) (start jsDate, end *jsDate) {
	from, to := d.From, d.To
	switch {
	case !d.Interval:
		return jsStart(from), jsEnd(from)
	case from.Grain == date.None:
		return jsStart(to), jsEnd(to)
	case to.Grain == date.None:
		return jsStart(from), jsEnd(from)
	}
	last := jsStart(to)
	if e := jsEnd(to); e != nil {
		last = *e
	}
	return jsStart(from), &last
}

// jsStart is the first year, month or day of a date, stated no more finely than the date.
func jsStart(d date.Date) jsDate {
	first, _ := d.Bounds()
	out := jsDay(first, d.Grain)
	if d.Grain == date.Time {
		hour, minute := int(d.Clock.Hour), int(d.Clock.Minute)
		out.Hour, out.Minute = &hour, &minute
	}
	return out
}

// jsEnd is the last one, nil where the start says it all.
func jsEnd(d date.Date) *jsDate {
	switch d.Grain {
	case date.Week, date.Season, date.Decade, date.Century:
		_, last := d.Bounds()
		out := jsDay(last, d.Grain)
		return &out
	}
	return nil
}

func jsDay(d date.Day, grain date.Grain) jsDate {
	year, month, day := d.Civil()
	switch grain {
	case date.Month, date.Season:
		return jsDate{Year: year, Month: month}
	case date.Year, date.Decade, date.Century:
		return jsDate{Year: year}
	}
	return jsDate{Year: year, Month: month, Day: day}
}

// period is the editors' named period that an event falls into, the first one, or "".
func (v *view) period(e *timeline.Event) string {
	for _, p := range v.cfg.Periods {
		if (!p.From.IsZero() || !p.To.IsZero()) && date.Between(p.From, p.To).Contains(e.Date) {
			return plain(p.Name)
		}
	}
	return ""
}

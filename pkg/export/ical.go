package export

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"timeline/pkg/date"
	"timeline/pkg/timeline"
)

// iCalendar is timeline.ics, a calendar (RFC 5545) of the events whose first and last day are known and lie in the years
// 1 to 9999. A calendar cannot say "about": doubt stands in the words of the description. The stamp of an event (DTSTAMP)
// is the day on which something of it came to be known last.
func (v *view) iCalendar() Form {
	f := newForm("timeline.ics", len(v.Events))
	var head []byte
	line := func(name, value string) { head = foldLine(head, name+":"+value) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//timeline//timeline 1//EN")
	line("CALSCALE", "GREGORIAN")
	line("METHOD", "PUBLISH")
	line("NAME", icalText(v.Title))
	line("X-WR-CALNAME", icalText(v.Title))
	if v.Description != "" {
		line("DESCRIPTION", icalText(v.Description))
	}
	f.text(string(head))
	for i := range v.Events {
		e := &v.Events[i]
		if !inCalendar(e) {
			continue
		}
		f.add(v.keys[i], func(b []byte) ([]byte, error) {
			v.icalEvent(e, func(name, value string) { b = foldLine(b, name+":"+value) })
			return b, nil
		})
	}
	f.text("END:VCALENDAR\r\n")
	return f
}

func inCalendar(e *timeline.Event) bool {
	first, last, ok := bounds(e)
	return ok && first > date.NewDay(1, 1, 1) && last < date.NewDay(9999, 12, 31)
}

// stamp writes the day on which something of an event came to be known last; without one the epoch stands for "not
// known".
func (v *view) stamp(e *timeline.Event) string {
	day := v.updated(e)
	if day < date.NewDay(1, 1, 1) || day > date.NewDay(9999, 12, 31) {
		day = 0
	}
	return icalDay(day) + "T000000Z"
}

func (v *view) icalEvent(e *timeline.Event, line func(name, value string)) {
	line("BEGIN", "VEVENT")
	line("UID", icalText(e.ID+"@"+v.host))
	line("DTSTAMP", v.stamp(e))
	icalDates(e, line)
	line("SUMMARY", icalText(e.Title))
	line("DESCRIPTION", v.icalDescription(e))
	if u := v.eventLink(e); v.base != "" && u != "" {
		line("URL", u)
	}
	if len(e.Places) > 0 {
		line("LOCATION", icalText(strings.Join(e.Places, ", ")))
	}
	status := "TENTATIVE"
	if e.Status == "reported" {
		status = "CONFIRMED"
	}
	line("STATUS", status)
	line("CATEGORIES", icalText(e.Status))
	line("TRANSP", "TRANSPARENT")
	line("END", "VEVENT")
}

// icalDates writes whole days, the end exclusive, or a time. A time whose zone the source does not tell floats.
func icalDates(e *timeline.Event, line func(name, value string)) {
	first, last, _ := bounds(e)
	if d := e.Date.From; e.Date.Grain() == date.Time {
		minute := int(d.Clock.Hour)*60 + int(d.Clock.Minute)
		zone := ""
		if d.Clock.HasZone {
			minute -= int(d.Clock.Zone)
			zone = "Z"
		}
		day := first + date.Day((minute+1440)/1440-1)
		minute = (minute + 1440) % 1440
		line("DTSTART", fmt.Sprintf("%sT%02d%02d%02d%s", icalDay(day), minute/60, minute%60, min(d.Clock.Second, 59), zone))
		return
	}
	line("DTSTART;VALUE=DATE", icalDay(first))
	line("DTEND;VALUE=DATE", icalDay(last+1))
}

func icalDay(d date.Day) string { return strings.ReplaceAll(d.String(), "-", "") }

func (v *view) icalDescription(e *timeline.Event) string {
	lines := []string{v.dateWords(e)}
	if e.Summary != "" {
		lines = append(lines, e.Summary)
	}
	for i := range e.Evidence {
		lines = append(lines, "“"+plain(e.Evidence[i].Quote)+"” "+v.creditWords(&e.Evidence[i]))
	}
	for i := range lines {
		lines[i] = icalText(lines[i])
	}
	return strings.Join(lines, `\n`)
}

// hostOf returns what makes the ids of events unique (RFC 7986, 5.3).
func hostOf(base string) string {
	if u, err := url.Parse(base); err == nil && u.Host != "" {
		return u.Host
	}
	return "timeline.invalid"
}

// icalText escapes a TEXT value (RFC 5545, 3.3.11).
func icalText(s string) string { return icalEscapes.Replace(plain(s)) }

var icalEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// foldLine appends a content line, folded so that none has more than 75 bytes and no character is cut (RFC 5545, 3.1).
func foldLine(b []byte, s string) []byte {
	const limit = 75
	for room := limit; len(s) > room; room = limit - 1 {
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		b = append(append(b, s[:cut]...), "\r\n "...)
		s = s[cut:]
	}
	return append(append(b, s...), "\r\n"...)
}

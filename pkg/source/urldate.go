package source

import (
	"regexp"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/text"
)

// The ways in which sites write a date into their addresses.
var (
	urlPath   = text.Pattern(`/((?:19|20)\d\d)[/_-](0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-](0?[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)
	urlPacked = text.Pattern(`(?:^|[^0-9A-Za-z])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[0-2]\d[0-5]\d[0-5]\d)?(?:[^0-9A-Za-z]|$)`)
	urlDashed = text.Pattern(`(?:^|[^0-9])((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:[^0-9]|$)`)
	urlAgency = text.Pattern(`-id[A-Z]{2,5}[A-Z0-9]{6,20}?((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$`)
	urlShort  = text.Pattern(`/((?:19|20)\d\d)/(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/`)
	urlStamp  = text.Pattern(`[^0-9](0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])((?:19|20)\d\d)[0-2]\d[0-5]\d[0-5]\d$`)
	urlWord   = text.Pattern(`/(0?[1-9]|[12]\d|3[01])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)((?:19|20)\d\d)/`)
	urlInYear = text.Pattern(`/((?:19|20)\d\d)[/_]?(0[1-9]|1[0-2])/`)
	urlEurope = text.Pattern(`/(0[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])-((?:19|20)\d\d)/`)
)

// urlDate returns the date in the path of an address, and the words that say it; "" when there is none or when the
// path has two different ones.
func urlDate(address string) (part string, day date.Day) {
	path := pathOf(address)
	for n, form := range []func() *regexp.Regexp{urlEurope, urlStamp, urlWord, urlPath, urlDashed, urlPacked, urlAgency, urlShort} {
		for _, m := range form().FindAllStringSubmatch(path, -1) {
			year, month, dom := m[1], m[2], m[3]
			if n <= 2 { // the day comes first
				year, dom = dom, year
			}
			d, ok := civil(year, month, dom)
			if !ok {
				continue
			}
			if part != "" && d != day {
				return "", 0
			}
			part, day = strings.Trim(m[0], "/_.-"), d
		}
	}
	if i := strings.LastIndex(part, "-id"); i >= 0 || strings.HasPrefix(part, "id") {
		part = part[len(part)-8:]
	}
	return part, day
}

// pathOf returns the path of an address.
func pathOf(address string) string {
	_, path, ok := strings.Cut(address, "://")
	i := strings.IndexByte(path, '/')
	if !ok || i < 0 {
		return ""
	}
	path, _, _ = strings.Cut(path[i:], "#")
	path, _, _ = strings.Cut(path, "?")
	return path
}

// urlMonth returns the year and month in the path of an address, the unknown value when there is none.
func urlMonth(address string) date.Value {
	m := urlInYear().FindStringSubmatch(pathOf(address))
	if m == nil || atoi(m[1]) < 1980 {
		return date.Value{}
	}
	return date.OfMonth(atoi(m[1]), atoi(m[2]))
}

// civil makes a day of a year, a month (a number or a name) and a day of the month.
func civil(year, month, day string) (date.Day, bool) {
	m := atoi(month)
	if m == 0 {
		m = monthOf(month)
	}
	y, d := atoi(year), atoi(day)
	if m == 0 || d > date.DaysIn(y, m) || y < 1980 {
		return 0, false
	}
	return date.NewDay(y, m, d), true
}

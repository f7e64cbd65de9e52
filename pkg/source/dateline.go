package source

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"timeline/pkg/text"
)

// maxDateline bounds the words that a report starts with before its first sentence.
const maxDateline = 120

var (
	// A scraper's note of the date, a broadcaster's line of it, an agency's line: all of them run into the first
	// sentence on some pages.
	runIn = text.Pattern(`^(?:date (?:\d{4}-\d\d-\d\d|\d{4}-\d\d) ` +
		`|\d{1,2} \pL+ \d{4} Last updated at \d\d:\d\d (?:GMT|BST) (?:Help )?` +
		`|[A-Z][\pL., ]{1,40} \| (?:Sun|Mon|Tue|Wed|Thu|Fri|Sat) \pL{3} \d{1,2}, \d{4} \d{1,2}:\d\d[ap]m [A-Z]{3,4} )`)
	agencyPrefix = text.Pattern(`^\((?:[A-Z][\pL/. -]{1,30})\) ?(?:--|[-–—]) ?`)
	// what may stand between the place and the end of a dateline
	dateInLine = `(?:\.|,)? ?(?:(?:\d{1,2}(?:st|nd|rd|th)? \pL{3,9}\.?|\pL{3,9}\.? \d{1,2})(?:,? \d{4})?)`
	endOfLine  = `(?: ?(?:--|–|—) ?| ?- | ?: ?)`
	brackets   = `(?: ?,? ?\([^()\n]{2,70}\))`
	withDate   = text.Pattern(`^` + dateInLine + `(?:` + brackets + `?` + endOfLine + `|\. ?/[A-Z -]{2,20}/\. ?|\. ?[A-ZА-ЯІЇЄ.-]{4,20} ?[-–—] ?|\. )`)
	withAgency = text.Pattern(`^` + brackets + endOfLine)
	alone      = text.Pattern(`^` + endOfLine)
	bareDate   = text.Pattern(`^,? (?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\.? \d{1,2} `)
)

// datelinePrefix returns the dateline that a paragraph starts with, and the white space after it; an empty span when
// it has none:
//
//	KIEV, Ukraine (AP) — Protesters have
//	MOSCOW, November 30 (RIA Novosti) – Officers
//	THE HAGUE, March 25. /ITAR-TASS/. The heads
//	(Reuters) – Leaders
func datelinePrefix(all string, block text.Span) text.Span {
	s := block.Of(all)
	n := len(runInto(head(s)))
	n += placeAndDate(head(s[n:]))
	if n == 0 || n >= len(s) {
		return text.Span{}
	}
	for n < len(s) && s[n] == ' ' {
		n++
	}
	return text.Span{Start: block.Start, End: block.Start + n}
}

// runInto returns what runIn finds at the start of a paragraph.
func runInto(s string) string {
	if !strings.HasPrefix(s, "date ") && !strings.Contains(s, "Last updated") && !strings.Contains(s, " | ") {
		return ""
	}
	return runIn().FindString(s)
}

// head returns the part of a paragraph in which a dateline can be.
func head(s string) string {
	if len(s) <= maxDateline {
		return s
	}
	return strings.ToValidUTF8(s[:maxDateline], "")
}

// placeAndDate returns the length of a dateline of places, date and agency.
func placeAndDate(s string) int {
	if strings.HasPrefix(s, "(") {
		if m := agencyPrefix().FindString(s); m != "" && agencyInBrackets(m) {
			return len(m)
		}
	}
	best := 0
	for _, p := range placeEnds(s) {
		name, rest := s[:p.end], s[p.end:]
		var dated, agency string
		digits := strings.ContainsAny(rest[:min(len(rest), longestMonth)], "0123456789")
		if digits {
			dated = withDate().FindString(rest)
		}
		if strings.Contains(rest[:min(len(rest), 4)], "(") {
			agency = withAgency().FindString(rest)
		}
		if !digits && agency == "" && !strings.ContainsAny(rest[:min(len(rest), len(" —"))], "-–—:") {
			continue
		}
		switch {
		case monthIn(dated) && (p.capitals || p.known(name) || agencyInBrackets(dated)):
			return p.end + len(dated)
		case agencyInBrackets(agency):
			return p.end + len(agency)
		case alone().MatchString(rest) && p.stands(name, alone().FindString(rest)):
			best = p.end + len(alone().FindString(rest))
		case p.capitals && bareDate().MatchString(rest):
			best = p.end + len(bareDate().FindString(rest))
		}
	}
	return best
}

// longestMonth is the most bytes of a dateline before the first digit of its date.
const longestMonth = 3 + 9*utf8.UTFMax + 2

// agencyInBrackets reports whether the brackets in a dateline hold the name of an agency, and not "(voice-over)".
func agencyInBrackets(s string) bool {
	from, to := strings.IndexByte(s, '('), strings.IndexByte(s, ')')
	if from < 0 || to < from {
		return false
	}
	inside := s[from+1 : to]
	for _, w := range append(strings.Fields(inside), inside) {
		if words().agencies[plain(w)] {
			return true
		}
	}
	capitals := strings.ToUpper(inside) == inside && len(inside) <= 8 && !strings.Contains(s, ":")
	return capitals || strings.HasSuffix(inside, ".com") || agencyIn(inside)
}

// monthIn reports whether the date in a dateline has the name of a month.
func monthIn(s string) bool { return s != "" && len(findDates(s)) > 0 }

type placeEnd struct {
	end      int
	capitals bool // the first name is written in capitals
}

// known reports whether a name starts with a city that reports are filed from.
func (p placeEnd) known(name string) bool {
	first, _, _ := strings.Cut(name, ",")
	first, _, _ = strings.Cut(first, "/")
	return words().places[name] || words().places[first] || p.capitals && words().places[titleCase(first)]
}

// stands reports whether a place without date and agency is a dateline: a city that is known, or a name in capitals
// before a dash: "SLOVIANSK, Ukraine --", but not "BREAKING:" or "NATO —".
func (p placeEnd) stands(name, end string) bool {
	if p.known(name) {
		return p.capitals || words().places[name]
	}
	first, _, country := strings.Cut(name, ",")
	long := strings.ContainsAny(end, "–—")
	one := !strings.Contains(first, " ") && utf8.RuneCountInString(first) >= 5
	two := long && strings.Count(first, " ") == 1 && utf8.RuneCountInString(first) >= 7
	return (long || strings.Contains(end, "--")) && strings.ToUpper(first) == first && (country || one || two) && !words().lines[plain(name)]
}

// titleCase returns the name of a place in capitals as it is written in a sentence.
func titleCase(s string) string {
	fields := strings.Fields(strings.ToLower(s))
	for i, f := range fields {
		r, n := utf8.DecodeRuneInString(f)
		fields[i] = string(unicode.ToUpper(r)) + f[n:]
	}
	return strings.Join(fields, " ")
}

// placeEnds returns where the names of places that a text starts with may end: after one to eight words that start
// with a capital, with commas and slashes between them.
func placeEnds(s string) []placeEnd {
	var ends []placeEnd
	capitals := false
	for at, n := 0, 0; at < len(s) && n < 8; n++ {
		r, _ := utf8.DecodeRuneInString(s[at:])
		if !unicode.IsUpper(r) {
			break
		}
		end := at
		for end < len(s) {
			r, size := utf8.DecodeRuneInString(s[end:])
			if !unicode.IsLetter(r) && r != '\'' && r != '’' && r != '-' && !(r == '.' && end-at <= 3) {
				break
			}
			end += size
		}
		word := strings.TrimRight(s[at:end], "-")
		end = at + len(word)
		if n == 0 {
			capitals = utf8.RuneCountInString(word) > 1 && strings.ToUpper(word) == word
		}
		ends = append(ends, placeEnd{end, capitals})
		at = end
		for at < len(s) && strings.IndexByte(", /", s[at]) >= 0 {
			at++
		}
		if at == end {
			break
		}
	}
	return ends
}

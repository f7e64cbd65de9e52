package timex

import (
	"fmt"
	"regexp"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/text"
)

// Tagger tags texts of one language.
type Tagger struct{ lang string }

// New returns the tagger of a language: "en".
func New(lang string) (*Tagger, error) {
	if lang != "en" {
		return nil, fmt.Errorf("timex: there is no grammar for the language %q", lang)
	}
	return &Tagger{lang}, nil
}

var stubRE = regexp.MustCompile(`(?i)\b(?:(?P<m>January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.) (?P<d>\d{1,2})(?:, (?P<y>\d{4}))?|(?P<w>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|(?P<r>yesterday|today|tomorrow|last week|last month|last year)|(?P<iy>(?:19|20)\d\d))\b`)

// Tag is a first sketch.
func (t *Tagger) Tag(in Input) []Mention {
	var out []Mention
	for _, m := range stubRE.FindAllStringSubmatchIndex(in.Text, -1) {
		get := func(name string) string {
			i := stubRE.SubexpIndex(name)
			if m[2*i] < 0 {
				return ""
			}
			return strings.ToLower(in.Text[m[2*i]:m[2*i+1]])
		}
		mt := Mention{Span: text.Span{Start: m[0], End: m[1]}, Type: Date, Confidence: 0.8, Rule: "en/sketch"}
		mt.Date = sketch(get, in.DCT)
		mt.Value = mt.Date.String()
		if mt.Date.IsZero() {
			mt.Unresolved = "relative to what? the publication date is not known"
		} else {
			mt.Anchor = Anchor{Kind: AnchorDCT, Date: in.DCT, From: in.DCTFrom}
		}
		out = append(out, mt)
	}
	return out
}

func sketch(get func(string) string, dct date.Value) date.Value {
	first, _ := dct.Bounds()
	y, mon, _ := first.Civil()
	if dct.IsZero() {
		y = 0
	}
	if s := get("iy"); s != "" {
		v, _ := date.Parse(s)
		return v
	}
	if s := get("m"); s != "" {
		n := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", s[:3])/3 + 1
		var d int
		fmt.Sscan(get("d"), &d)
		if ys := get("y"); ys != "" {
			fmt.Sscan(ys, &y)
		}
		if y == 0 {
			return date.Value{}
		}
		return date.OfDay(date.NewDay(y, n, d))
	}
	if dct.IsZero() {
		return date.Value{}
	}
	if s := get("w"); s != "" {
		w := strings.Index("sunmontuewedthufrisat", s[:3]) / 3
		return date.OfDay(first - date.Day((int(first.Weekday())-w+7)%7))
	}
	switch get("r") {
	case "yesterday":
		return date.OfDay(first - 1)
	case "today":
		return date.OfDay(first)
	case "tomorrow":
		return date.OfDay(first + 1)
	case "last week":
		yy, ww := (first - 7).ISOWeek()
		return date.OfWeek(yy, ww)
	case "last month":
		return date.OfMonth(y, mon-1)
	}
	return date.OfYear(y - 1)
}

package timex

import (
	"strings"

	"timeline/pkg/date"
)

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

package event

import (
	"strconv"
	"strings"

	"timeline/pkg/text"
)

var numberWords = map[string]float64{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}

var multiples = map[string]float64{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9}

// numbers returns the quantities among tokens that say what they count. Dates and ages are none.
func (r *reading) numbers(p phrase) []Number {
	var out []Number
	for k := 0; k < len(p); k++ {
		i := p[k]
		if r.timed[i] != 0 {
			continue
		}
		v, ok := numeral(r.toks[i])
		if !ok {
			continue
		}
		end := k + 1
		if end < len(p) && multiples[r.low(p[end])] != 0 {
			v *= multiples[r.low(p[end])]
			end++
		}
		unit := r.unit(p, k, end)
		if unit != "" {
			out = append(out, Number{Value: v, Unit: unit, Span: text.Span{Start: r.toks[i].Start, End: r.toks[p[end-1]].End}})
		}
		k = end - 1
	}
	return out
}

func numeral(t token) (float64, bool) {
	if v, ok := numberWords[t.low]; ok {
		return v, true
	}
	if t.kind != number {
		return 0, false
	}
	s := strings.ReplaceAll(t.low, ",", "")
	mult := 1.0
	for _, suffix := range [...]string{"bn", "m"} {
		if rest, ok := strings.CutSuffix(s, suffix); ok {
			s, mult = rest, multiples[suffix]
		}
	}
	v, err := strconv.ParseFloat(s, 64)
	return v * mult, err == nil
}

// unit returns the noun that a number counts: the last of the plain words after it, or the currency before it.
func (r *reading) unit(p phrase, k, end int) string {
	if k > 0 {
		switch r.low(p[k-1]) {
		case "$":
			return "dollar"
		case "€":
			return "euro"
		case "£":
			return "pound"
		}
	}
	noun := ""
	for n := 0; n < 3 && end < len(p); n, end = n+1, end+1 {
		t := r.toks[p[end]]
		if t.low == "%" {
			return "percent"
		}
		if t.kind != word || t.poss || r.fin[p[end]] || r.timed[p[end]] != 0 || stopWords[t.low] && !afterNumbers[t.low] {
			break
		}
		if !t.caps {
			noun = t.low
		}
	}
	return singular(noun)
}

// afterNumbers are words that say little, but not after a number: "new cases", "40 people".
var afterNumbers = set(`people new men women`)

func singular(w string) string {
	switch {
	case w == "people", strings.HasSuffix(w, "ss"), len(w) < 4:
		return w
	case strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	}
	return strings.TrimSuffix(w, "s")
}

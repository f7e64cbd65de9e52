package event

import (
	"slices"

	"timeline/pkg/text"
)

// Count is a large number that an article gives of something, whether its sentence tells an event or not: "some 50,000
// troops stand along the border".
type Count struct {
	Number
	Quote text.Span // the sentence
	Words []string  // stems of its content words, sorted
}

// A count is compared with those of other articles from leastCount on: small numbers say too little. Each article gives
// mostCounts of them at most.
const (
	leastCount = 100
	mostCounts = 40
)

// measures are units of which articles name different amounts without a difference about anything.
var measures = set(`percent dollar euro pound year month week day hour minute second mile kilometre kilometer metre meter foot feet acre ton tonne barrel gallon degree point
	time word page share bpd mph`)

// counts returns the large numbers of the article's prose with what they count.
func (x *extractor) counts() []Count {
	var out []Count
	for i, t := range x.toks {
		large := t.kind == number && len(t.low) > 2 || multiples[t.low] >= 1000 && i > 0
		if !large || len(out) == mostCounts {
			continue
		}
		n, _ := slices.BinarySearchFunc(x.told, t.Start, func(s text.Span, at int) int { return s.End - at })
		if n == len(x.told) || !x.told[n].Contains(t.Span) || x.told[n].Len() > longSentence || len(out) > 0 && out[len(out)-1].Quote == x.told[n] {
			continue
		}
		out = append(out, x.countsIn(x.told[n])...)
	}
	return out[:min(len(out), mostCounts)]
}

func (x *extractor) countsIn(span text.Span) []Count {
	r := x.read(span, x.timesIn(span))
	var out []Count
	for _, n := range r.numbers(tokensFrom(0, len(r.toks))) {
		if n.Value < leastCount || measures[n.Unit] || len(n.Unit) < 4 {
			continue
		}
		timed := func(t token) bool { i := r.at(t); return t.kind != word || i >= 0 && r.timed[i] != 0 }
		out = append(out, Count{Number: n, Quote: span, Words: contentWords(r.toks, timed)})
	}
	return out
}

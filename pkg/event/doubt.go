package event

import (
	"slices"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/timex"
)

// This file doubts what a clause and its expression say together. A mention that says too little that is sure is weak: it
// only adds to an event that others tell.

// doubtful reports whether a mention says too little that is sure to be an event by itself.
func (x *extractor) doubtful(r *reading, c clause, m timex.Mention, a, b int) bool {
	if r.otherNoun(c, m, a, b) || r.compared(a) || r.runOns() > 1 || len(r.times) >= tableTimes {
		return true
	}
	if s := r.segs[r.segmentOf(a)]; r.low(s.from) == "according" && !c.nominal && x.future(m.Date) {
		return true // "according to a draft for the meeting next week"
	}
	if r.governed(c, m, a, b) || r.ended(c, a, b) || article(r.low(a-1)) && r.low(a-2) == "before" && !c.apart {
		return true
	}
	if r.decades(m, a, b) || r.low(a-1) == "since" && !c.when && !c.apart {
		return true // no time of an event: all the time from then on
	}
	if c.nominal {
		return r.low(a-1) == "by" && m.Date.Interval || r.possible(c) // "The port can open in May": no finite verb to the reader of clauses
	}
	f := r.finiteAt(c)
	if r.again(c, a) || r.forecast(c, f) || x.lookingBack(r, c, f, a) {
		return true
	}
	if f < 0 {
		return r.possible(c)
	}
	_, last := m.Date.Bounds()
	until := r.low(a-1) == "until" || r.low(a-1) == "till"
	published, publishedLast := x.doc.Published.Bounds()
	known := !m.Date.IsZero() && !x.doc.Published.IsZero()
	switch t := r.tenseOf(f); {
	case r.low(f+1) == "likely" || r.low(f+1) == "unlikely", known && last > published && until:
		return true
	case t == pastTense && r.low(a-1) == "since" && !c.when && !r.lasts(c):
		return true
	case r.possible(c), t == modalTense && supposing[r.low(r.firstWord())]:
		return true
	case t == presentTense && present[r.low(f)] && c.status != Expected && r.progressive(f):
		return true // "is feeding its neighbours today"
	case known && a-f > farWords && m.Date.Grain() >= date.Month:
		return true
	case t == presentTense && c.status != Expected && r.standing(c, f):
		return true
	case t == perfectTense && known && last < published && r.oneOfMany(m, f, a):
		return true
	case t == modalTense && doubtful[r.low(f)]:
		return true
	case t == modalTense && known && last < published && publishedLast == published:
		return true // "would have", "would often"
	}
	return !until && r.stative(c, f) || r.habitual(f) || r.habitual(a-2) || r.habitual(c.verb) || r.gerundBetween(f, a)
}

// ended reports whether the time at a is that until which something was or is to be so, and not when it was done: "closed the bridge until
// Friday". What was "not" done until then was done then.
func (r *reading) ended(c clause, a, b int) bool {
	f := r.finiteAt(c)
	if w := r.low(a - 1); w != "until" && w != "till" || c.when || c.nominal && r.attributive(a, b) || f >= 0 && (isBe(r.low(f)) && !r.passive(f) || r.belonged(f)) {
		return false
	}
	return !slices.ContainsFunc(r.toks[:a], func(t token) bool {
		return t.low == "not" || t.low == "n't" || t.low == "never" || t.low == "no" || strings.HasSuffix(t.low, "n't")
	})
}

// standing reports whether the verb at f, in the present, tells how things are and no news: "does not seem", "depends".
func (r *reading) standing(c clause, f int) bool {
	w := r.low(f)
	if news[w] || speech[w] || speech[r.low(c.verb)] || r.passive(f) {
		return false
	}
	return w != "has" && w != "have" || !r.eventAhead(f+1)
}

// oneOfMany reports whether the time at a is that of one case of all that the perfect at f tells: "dozens have been found, one on
// Friday".
func (r *reading) oneOfMany(m timex.Mention, f, a int) bool {
	first, _ := m.Date.Bounds()
	return first != date.OpenStart && !m.Date.Interval && r.low(a-1) != "since" && r.segmentOf(a) == r.segmentOf(f)
}

// decades reports whether an expression gives decades for as long as they last: "throughout the 1980s", "in the 70s and 80s".
func (r *reading) decades(m timex.Mention, a, b int) bool {
	if m.Date.IsZero() || m.Date.Interval || m.Date.Grain() < date.Decade {
		return false
	}
	return r.low(a-1) != "in" || (r.low(b) == "and" || r.low(b) == "or") && b+1 < len(r.toks) && (r.timed[b+1] != 0 || r.toks[b+1].kind == number)
}

// tableTimes is how many expressions make of a sentence a table or a life in dates.
const tableTimes = 7

// farWords is how many words after its verb a month or year hardly belongs to it any more.
const farWords = 15

// news are verbs whose present tells news.
var news = presentVerbs

// supposing are words that begin what is only supposed.
var supposing = set(`assuming if unless should provided suppose supposing`)

// chances are words with which a clause says only what can be.
var chances = set(`perhaps maybe can cannot could might`)

// possible reports whether a clause says only what can be: "can qualify on Sunday".
func (r *reading) possible(c clause) bool {
	for k, i := range c.words {
		w := r.low(i)
		if k > 10 || speech[w] {
			return false
		}
		switch {
		case chances[w]:
			return true
		case (w == "likely" || w == "unlikely") && k > 0, w == "may" && !r.toks[i].caps:
			return true
		}
		if r.fin[i] && !auxiliaries[w] && !(participleToo[w] && beforeTime[r.low(i+1)]) {
			return false // but not "the vote held on Friday can be …"
		}
	}
	return false
}

package event

import "strings"

// tense is that of a finite verb.
type tense uint8

const (
	noTense tense = iota
	pastTense
	presentTense
	perfectTense
	modalTense
)

// tenseOf returns the tense of the finite verb at f.
func (r *reading) tenseOf(f int) tense {
	if f < 0 || r.low(f-1) == "to" {
		return noTense
	}
	switch w := r.low(f); {
	case modals[w]:
		return modalTense
	case w == "has" || w == "have" || w == "hasn't" || w == "haven't":
		if r.perfect(f) {
			return perfectTense
		}
		return presentTense
	case present[w]:
		return presentTense
	case participle(w) || w == "was" || w == "were" || w == "had" || w == "did" || strings.HasSuffix(w, "n't"):
		return pastTense
	}
	return presentTense
}

// present are auxiliaries that are always in the present.
var present = set(`is are am isn't aren't do does don't doesn't`)

// comes are verbs whose participle is their base form.
var comes = set(`come become overcome run`)

// perfect reports whether a participle follows the "has" or "had" at f.
func (r *reading) perfect(f int) bool {
	for j := f + 1; j < len(r.toks) && j < f+5; j++ {
		switch w := r.low(j); {
		case w == "been" || participle(w) || comes[w]:
			return true
		case r.timed[j] != 0 || isAdverb(w):
		default:
			return false
		}
	}
	return false
}

// activeAfterPassive reports whether the past form at i, after "was broken up and", has an object of its own and so is no passive: "asked
// the deputies".
func (r *reading) activeAfterPassive(cur segment, i int) bool {
	if !isBe(r.low(cur.verb)) || i+1 >= len(r.toks) || naming[r.low(i)] || calling[r.low(i)] || r.timed[i+1] != 0 {
		return false
	}
	t := r.toks[i+1]
	return t.kind == word && (t.caps || acts[r.low(i)] && !prepositions[t.low] || certainObjects[t.low])
}

// certainObjects are words that open, or are, an object of which the text has told: "the deputies", "them".
var certainObjects = set(`the his her their its them him`)

// eachTimed reports whether the verbs on both sides of the conjunction at i have times of their own: "had led the town in 1997
// and won the vote in 2004" are two clauses.
func (r *reading) eachTimed(cur segment, i int) bool {
	before, after := false, false
	for j := cur.verb; j < i; j++ {
		before = before || r.timed[j] != 0
	}
	for j := i + 1; j < len(r.toks) && r.toks[j].kind != punct; j++ {
		after = after || r.timed[j] != 0
	}
	if before && after && pastOnly[r.low(i+1)] {
		r.fin[i+1] = true
	}
	return before && after
}

// finiteAt returns the place of the finite verb of a clause that no noun names, or -1.
func (r *reading) finiteAt(c clause) int {
	if c.nominal || c.verb < 0 {
		return -1
	}
	return r.segs[r.segmentOf(c.verb)].verb
}

// progressive reports whether a form in -ing follows the auxiliary at f.
func (r *reading) progressive(f int) bool {
	for j := f + 1; j < len(r.toks) && j < f+4; j++ {
		if w := r.low(j); r.timed[j] == 0 && !isAdverb(w) {
			return len(w) > 4 && strings.HasSuffix(w, "ing")
		}
	}
	return false
}

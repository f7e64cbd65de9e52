package event

import (
	"strings"

	"timeline/pkg/date"
)

// This file tells moods, scenes and what is made of things from what happens.

// images are verbs, as stems, of what analyses see in things: "the strike fuelled fears", "the port languished".
var images = stems(`fuel fuelled energise energize swirl loom flutter resonate embody dwarf haunt overshadow embolden galvanise galvanize captivate pervade permeate evolve coincide contribute
	miscalculate misjudge underestimate overestimate thrive flourish languish linger endure abound hinge revolve derive boast enable inspire shape struggle`)

// moods are verbs, as stems, of how somebody or something is on a day, or what is made of it: "crews waited", "the port looked deserted".
var moods = stems(`look view regard perceive wake wait stay smile enjoy ignore need`)

// conditions are participles after "was" for how something is.
var conditions = set(`deserted camped crammed packed crowded littered huddled dressed isolated surprised shocked delighted worried concerned disappointed interested unimpressed needed viewed regarded perceived`)

// inMood reports whether a clause tells how somebody or something is, or what is made of it, and not what was done. Who "looked into" a
// thing did something.
func (r *reading) inMood(c clause, f int) bool {
	w, next := r.low(c.verb), r.low(c.verb+1)
	switch {
	case isBe(r.low(f)):
		return conditions[w]
	case w == "happened":
		return pointers[r.low(c.words[0])] || r.low(c.words[0]) == "something"
	case next == "at" || next == "into" || next == "after":
		return false
	}
	return among(moods, w)
}

// goingOn reports whether a clause tells what was going on in a season or year, or only what people were about: "was running a mill in
// the 1990s", "people were complaining"; or how little there was.
func (r *reading) goingOn(c clause, f int, v date.Value) bool {
	if r.low(f) != "was" && r.low(f) != "were" {
		return false
	}
	if next := r.low(f + 1); r.low(f-1) == "there" && (next == "little" || next == "nothing") {
		return true
	}
	return r.progressive(f) && (coarse(v) || pursuits[r.low(c.verb)])
}

// pursuits are what people are seen about.
var pursuits = set(`saying complaining working following walking flowing smiling watching waiting sitting standing chatting joking wondering`)

// singledOut reports whether a clause compares its subject with all others, as analyses do: "Only the mayor pushed for", "Few towns
// have grown", "Most owners assumed", "Many agreed that".
func (r *reading) singledOut(c clause) bool {
	switch r.low(c.words[0]) {
	case "only", "few", "most", "many", "much":
		return true
	}
	return false
}

// stirs reports whether a clause says what something made people feel or ask: "raised doubts", "drew attention". Somebody who raises
// concerns speaks of them.
func (r *reading) stirs(c clause) bool {
	if by := c.verb - 1; strings.HasPrefix(r.low(c.verb), "raise") && by >= 0 && (r.toks[by].caps && r.timed[by] == 0 || r.low(by) == "he" || r.low(by) == "she") {
		return false
	}
	return stirring[r.low(c.verb)] && r.followed(c.verb, 3, func(i int) bool { return feelings[r.low(i)] })
}

// stirring are verbs of what things do to those who hear of them, feelings what comes of it.
var (
	stirring = set(`raised raises raise drew draws sparked sparks stoked stokes gained caused causes prompted triggered created fed fanned dashed boosted eased`)
	feelings = set(`doubt doubts question questions fear fears concern concerns hope hopes attention speculation eyebrows suspicion suspicions worries anxiety interest prospects confusion debate`)
)

// willBe reports whether a clause says how something will be, and not what will be done: "the port will be quiet".
func (r *reading) willBe(c clause, f int) bool {
	return modals[r.low(f)] && r.low(f+1) == "be" && c.status == Expected && !r.passive(f+1) && !r.eventAhead(f+2)
}

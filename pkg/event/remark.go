package event

import (
	"slices"
	"strings"
)

// This file tells remarks from statements that are news themselves: what an analyst or a passer-by says of things is no event
// of its own, what those in office say may be one.

// commentators are words for who comments on what others do.
var commentators = set(`analyst analysts economist economists strategist strategists professor columnist commentator commentators expert experts scholar author historian blogger
	trader traders broker pundit observers observer researcher critics critic skeptics sceptics fan fans`)

// musings are verbs, as stems, of what is said about things past, or guessed.
var musings = stems(`predict explain recount reckon opine quip joke`)

// guesses are verbs of what commentators see coming.
var guesses = set(`expect expects expected forecast forecasts project projects projected see sees think thinks believe believes estimate estimates agree agreed warn warned`)

// opinion reports whether a clause tells what a commentator says, or what somebody recalls or guesses: "analysts said prices
// were high", "Reis recounted the strike". "In what he called a mistake" is no more than that.
func (r *reading) opinion(c clause) bool {
	w := r.low(c.verb)
	if w == "described" || w == "called" {
		for i := c.verb - 1; i >= 0 && i >= c.verb-4; i-- {
			if r.low(i) == "what" {
				return true
			}
		}
	}
	if among(musings, w) && !statement[w] {
		return true
	}
	v := slices.Index(c.words, c.verb)
	return v >= 0 && (statement[w] || guesses[w]) && slices.ContainsFunc(c.words[:v], func(i int) bool { return commentators[r.low(i)] })
}

// remark reports whether a clause only quotes somebody who, for all the article says, holds no office: "Reis said “it is a good
// boat”".
func (x *extractor) remark(r *reading, c clause, e *Mention) bool {
	v := slices.Index(c.words, c.verb)
	if v < 0 || !r.onlyQuotes(c, v) {
		return false
	}
	officers := x.officers()
	for _, i := range c.words[:v] {
		if t := r.toks[i]; offices[t.low] || t.caps && officers[t.low] {
			return false
		}
	}
	return !slices.ContainsFunc(e.People, func(name string) bool { return officers[strings.ToLower(surname(name))] })
}

// onlyQuotes reports whether a quotation is all that follows the verb of saying at c.words[v], whoever it is told to.
func (r *reading) onlyQuotes(c clause, v int) bool {
	w := r.low(c.verb)
	told := tellings[w] || w == "asked" || w == "warned"
	if !told && !speech[w] && w != "predicted" {
		return false
	}
	for k := v + 1; k < min(len(c.words), v+6); k++ {
		i := c.words[k]
		switch w := r.low(i); {
		case w == "“" || w == "\"":
			return true
		case r.timed[i] != 0, isAdverb(w), beforeTime[w] && k+1 < len(c.words) && r.timed[c.words[k+1]] != 0:
		case !told, r.fin[i], w == "that", w == "to":
			return false
		}
	}
	return false
}

// officers returns the lower-case words of the names that the article gives an office: "President Ada Reis", "Ada Reis, the mayor".
func (x *extractor) officers() map[string]bool {
	if x.inOffice != nil {
		return x.inOffice
	}
	x.inOffice = map[string]bool{}
	for i, t := range x.toks {
		if t.kind != word || !offices[t.low] {
			continue
		}
		for j := i + 1; j < min(len(x.toks), i+6) && (x.toks[j].caps || x.toks[j].low == "al"); j++ {
			x.inOffice[x.toks[j].low] = true
		}
		for j := i - 1; j > 0 && j > i-officeReach && x.toks[j].low != "."; j-- {
			if x.toks[j].low == "," && x.toks[j-1].caps {
				x.inOffice[x.toks[j-1].low] = true
			}
		}
	}
	return x.inOffice
}

// officeReach is how many words after a name its office may stand.
const officeReach = 9

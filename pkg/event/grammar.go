package event

import "strings"

// This file names the kinds of words that many readings ask for. Words are in lower case.

// grammatical are the words of the grammar, none of which is a noun: "the", "of", "they", "was", "might", "and", "to".
var grammatical = anyOf(prepositions, determiners, pronouns, auxiliaries, modals, coordinators, subordinate)

// clauseOpeners are words that open a clause of their own right after a noun: "the mayor | who", "the claim | that".
var clauseOpeners = anyOf(relatives, set(`that`))

// anyOf returns the words of all the lists.
func anyOf(lists ...map[string]bool) map[string]bool {
	m := map[string]bool{}
	for _, l := range lists {
		for w := range l {
			m[w] = true
		}
	}
	return m
}

func indefinite(w string) bool { return w == "a" || w == "an" }

func article(w string) bool { return w == "the" || indefinite(w) }

// isAdverb reports whether a word is an adverb that can stand between a subject and its verb.
func isAdverb(w string) bool {
	switch w {
	case "also", "not", "never", "again", "then", "just", "already", "still", "now", "even", "soon", "later", "earlier":
		return true
	case "family", "assembly", "italy", "july", "rally", "supply", "reply":
		return false
	}
	return len(w) > 4 && strings.HasSuffix(w, "ly")
}

// regularPast reports whether a word has the form of a regular verb's past: "closed", not "speed".
func regularPast(w string) bool { return len(w) > 3 && strings.HasSuffix(w, "ed") && !notPast[w] }

// thirdPerson reports whether a word can have the ending of a verb after a singular: "allows", not "press" or "bus".
func thirdPerson(w string) bool {
	return len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us")
}

// gerund reports whether a word is the -ing form of a verb and no noun: "closing", not "thing" or "something".
func gerund(w string) bool {
	return len(w) > 5 && strings.HasSuffix(w, "ing") && !strings.HasSuffix(w, "thing") && !isEventNoun(w)
}

// superlativeForm reports whether a word has the form of a superlative: "most", "largest".
func superlativeForm(w string) bool {
	switch w {
	case "most", "worst":
		return true
	case "protest", "request", "arrest":
		return false
	}
	return len(w) > 5 && strings.HasSuffix(w, "est")
}

// personsEnding reports whether a plural has the ending of nouns for people: "fishers", "doctors", "tourists", "trustees".
func personsEnding(w string) bool {
	return strings.HasSuffix(w, "ers") || strings.HasSuffix(w, "ors") || strings.HasSuffix(w, "ists") || strings.HasSuffix(w, "ees")
}

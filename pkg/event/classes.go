package event

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed classes.txt
var classList string

// classes maps the stem of a word to the kinds of events that it names. Read only.
var classes = readClasses()

func readClasses() map[string][]string {
	m := map[string][]string{}
	for line := range strings.Lines(classList) {
		class, words, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(words) {
			s := stem(w)
			if !slices.Contains(m[s], class) {
				m[s] = append(m[s], class)
			}
		}
	}
	return m
}

// classesOf returns the kinds of events that the stems name, sorted, without repeats.
func classesOf(stems []string) []string {
	var out []string
	for _, s := range stems {
		out = append(out, classes[s]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

package event

import (
	_ "embed"
	"strings"
)

//go:embed opposites.txt
var oppositeList string

// opposites gives, for the stem of a verb, the stems of those that undo or contradict it. Read only.
var opposites = readOpposites()

func readOpposites() map[string]map[string]bool {
	m := map[string]map[string]bool{}
	put := func(a, b string) {
		if m[a] == nil {
			m[a] = map[string]bool{}
		}
		m[a][b] = true
	}
	for line := range strings.Lines(oppositeList) {
		left, right, ok := strings.Cut(line, "|")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for _, a := range strings.Fields(left) {
			for _, b := range strings.Fields(right) {
				for _, p := range [...][2]string{{a, b}, {Stem(a), Stem(b)}, {a, Stem(b)}, {Stem(a), b}} { // "take" is the stem of "took", "tak" that of "takes"
					put(p[0], p[1])
					put(p[1], p[0])
				}
			}
		}
	}
	return m
}

// Opposite reports whether two triggers name acts that undo or contradict one another: "close" and "reopen". They are lemmas,
// as in [Mention].
func Opposite(a, b string) bool {
	return opposites[a][b]
}

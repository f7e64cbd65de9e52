package event

import "sort"

// This file finds talk: interviews, broadcasts taken down word by word, letters, columns and what readers write, where those
// who speak tell of themselves and to one another. What they say of a day is seldom a report of it, so that a mention among
// talk is weak.

const (
	talkReach = 120 // words on each side of a place are looked at
	talkShare = 30  // one of so many words is one of talk
)

// talky reports whether the words around a place of the text are talk.
func (x *extractor) talky(at int) bool {
	if x.talk == nil {
		x.talk = make([]int32, 1, len(x.toks)+1)
		for i := range x.toks {
			n := x.talk[i]
			if talks(x.toks[i].low) {
				n++
			}
			x.talk = append(x.talk, n)
		}
	}
	i := sort.Search(len(x.toks), func(i int) bool { return x.toks[i].Start >= at })
	from, to := max(0, i-talkReach), min(len(x.toks), i+talkReach)
	n := int(x.talk[to] - x.talk[from])
	return n >= 4 && n*talkShare > to-from
}

// talks reports whether a lower-case word is one by which people speak of themselves or to one another.
func talks(w string) bool {
	switch w {
	case "i", "we", "you", "i'm", "i've", "i'll", "i'd", "we're", "we've", "we'll", "you're", "you've", "you'll", "me", "my", "your", "our", "let's":
		return true
	}
	return false
}

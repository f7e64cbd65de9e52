package merge

import (
	"cmp"
	"slices"
	"strings"

	"timeline/pkg/event"
)

// people knows which full name a surname stands for in this corpus, and which spelling of a name is the usual one.
type people struct {
	usual   map[string]string // key of a full name -> its usual spelling
	surname map[string]string // surname -> the full name it nearly always stands for
	known   map[string]string // the names of the corpus as it usually writes them
}

func newPeople(mentions []*event.Mention) *people {
	named := map[string]int{} // name -> mentions
	for _, m := range mentions {
		for _, n := range m.People {
			named[n]++
		}
	}
	spellings := map[string]map[string]int{} // key -> spelling -> mentions
	keys := make(map[string]string, len(named))
	for n, times := range named {
		k := event.PersonKey(n)
		keys[n] = k
		if strings.Contains(n, " ") {
			if spellings[k] == nil {
				spellings[k] = map[string]int{}
			}
			spellings[k][n] = times
		}
	}
	p := &people{usual: map[string]string{}, surname: map[string]string{}, known: map[string]string{}}
	total := map[string]int{}   // surname -> mentions
	best := map[string]string{} // surname -> key of its most frequent bearer
	count := map[string]int{}   // key -> mentions
	for _, k := range sortedKeys(spellings) {
		name, n := mostFrequent(spellings[k])
		p.usual[k], count[k] = name, n
		s := surnameOf(k)
		total[s] += n
		if b, ok := best[s]; !ok || count[k] > count[b] {
			best[s] = k
		}
	}
	for s, k := range best {
		if count[k]*10 >= total[s]*7 {
			p.surname[s] = p.usual[k]
		}
	}
	for n, k := range keys {
		p.known[n] = n
		if strings.Contains(n, " ") {
			p.known[n] = cmp.Or(p.usual[k], n)
		} else if full := p.surname[k]; full != "" {
			p.known[n] = full
		}
	}
	return p
}

func surnameOf(key string) string { return key[strings.IndexByte(key, ' ')+1:] }

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// mostFrequent returns the spelling with the most mentions, the longer and then the first one of equals, and the
// mentions of all.
func mostFrequent(m map[string]int) (string, int) {
	best, total := "", 0
	for _, k := range sortedKeys(m) {
		total += m[k]
		if best == "" || m[k] > m[best] || m[k] == m[best] && len(k) > len(best) {
			best = k
		}
	}
	return best, total
}

// canonical returns names of people of this corpus as it usually writes them, sorted, without repeats.
func (p *people) canonical(names []string) []string {
	out := make([]string, 0, len(names))
	for _, n := range names {
		out = append(out, p.known[n])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// facet is one of the filters: what a reader can choose, and the letter that begins its tokens. Option i has the token
// letter+i, counted from 1, so that the script needs no table.
type facet struct {
	Name    string // in the address: person, place, …
	Label   string
	Letter  string
	Options []option
}

type option struct {
	Value, Label string
	Count        int
}

// addFacets counts what the filters offer and gives every event its tokens.
func (m *model) addFacets() {
	named := []struct {
		name, letter string
		of           func(*event) []string
	}{
		{"source", "s", publishers},
		{"person", "p", func(e *event) []string { return e.People }},
		{"place", "l", func(e *event) []string { return e.Places }},
		{"organisation", "o", func(e *event) []string { return e.Organizations }},
		{"certainty", "c", func(e *event) []string { return []string{e.Certainty} }},
		{"status", "t", func(e *event) []string { return []string{e.Status} }},
	}
	facets, indexes := make([]facet, len(named)), make([]map[string]int, len(named))
	parallel(m.jobs, len(named), func(i int) {
		n := &named[i]
		facets[i] = facet{Name: n.name, Label: m.words.text(n.name), Letter: n.letter, Options: m.options(n.name, n.of)}
		indexes[i] = make(map[string]int, len(facets[i].Options))
		for k, o := range facets[i].Options {
			indexes[i][o.Value] = k + 1
		}
	})
	for _, f := range facets {
		if len(f.Options) > 1 {
			m.Facets = append(m.Facets, f)
		}
	}
	parallel(m.jobs, len(m.Events), func(i int) {
		e := m.Events[i]
		var tokens []byte
		for k := range named {
			for _, v := range dedupe(named[k].of(e)) {
				if at := indexes[k][clean(v)]; at > 0 {
					tokens = strconv.AppendInt(append(append(tokens, ' '), named[k].letter...), int64(at), 10)
				}
			}
		}
		if e.Key {
			tokens = append(tokens, " k"...)
		}
		e.Facets = strings.TrimPrefix(string(tokens), " ")
	})
}

func publishers(e *event) []string {
	names := make([]string, len(e.Sources))
	for i, s := range e.Sources {
		names[i] = s.Name()
	}
	return names
}

// options returns the most frequent values in the order of their names.
func (m *model) options(name string, of func(*event) []string) []option {
	const most = 60 // longer lists are no choice; the search finds the rest
	counts := map[string]int{}
	for _, e := range m.Events {
		for _, v := range dedupe(of(e)) {
			if v = clean(v); v != "" {
				counts[v]++
			}
		}
	}
	options := make([]option, 0, len(counts))
	for v, n := range counts {
		label := v
		if name == "certainty" || name == "status" {
			label = upperFirst(m.words.label(map[string]string{"certainty": "certainty_"}[name], v))
		}
		options = append(options, option{v, label, n})
	}
	slices.SortFunc(options, func(a, b option) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value)) })
	options = options[:min(most, len(options))]
	slices.SortFunc(options, func(a, b option) int { return cmp.Or(cmp.Compare(a.Label, b.Label), cmp.Compare(a.Value, b.Value)) })
	return options
}

// dedupe returns the values, each once.
func dedupe(values []string) []string {
	if len(values) < 2 {
		return values
	}
	out := make([]string, 0, len(values))
	for _, v := range values {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

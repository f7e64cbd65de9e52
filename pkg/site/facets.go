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
	tokens := make([][]string, len(m.Events))
	for _, n := range named {
		f := facet{Name: n.name, Label: m.words.text(n.name), Letter: n.letter, Options: m.options(n.name, n.of)}
		index := make(map[string]int, len(f.Options))
		for i, o := range f.Options {
			index[o.Value] = i + 1
		}
		for i, e := range m.Events {
			for _, v := range dedupe(n.of(e)) {
				if k := index[clean(v)]; k > 0 {
					tokens[i] = append(tokens[i], n.letter+strconv.Itoa(k))
				}
			}
		}
		if len(f.Options) > 1 {
			m.Facets = append(m.Facets, f)
		}
	}
	for i, e := range m.Events {
		if e.Key {
			tokens[i] = append(tokens[i], "k")
		}
		e.Facets = strings.Join(tokens[i], " ")
	}
}

func publishers(e *event) []string {
	var names []string
	for _, s := range e.Sources {
		names = append(names, s.Name())
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

func dedupe(values []string) []string {
	out := make([]string, 0, len(values))
	for _, v := range values {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

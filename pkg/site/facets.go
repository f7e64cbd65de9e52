package site

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
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
		of           func(values []string, e *event) []string // appends to values
	}{
		{"source", "s", publishers},
		{"person", "p", func(values []string, e *event) []string { return append(values, e.People...) }},
		{"place", "l", func(values []string, e *event) []string { return append(values, e.Places...) }},
		{"organisation", "o", func(values []string, e *event) []string { return append(values, e.Organizations...) }},
		{"certainty", "c", func(values []string, e *event) []string { return append(values, e.Certainty) }},
		{"status", "t", func(values []string, e *event) []string { return append(values, e.Status) }},
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
	inStretches(m.jobs, m.Events, func(events []*event) {
		var values []string
		var tokens []byte
		for _, e := range events {
			tokens = tokens[:0]
			for k := range named {
				values = distinct(named[k].of(values[:0], e))
				for _, v := range values {
					if at := indexes[k][clean(v)]; at > 0 {
						tokens = strconv.AppendInt(append(append(tokens, ' '), named[k].letter...), int64(at), 10)
					}
				}
			}
			if e.Key {
				tokens = append(tokens, " k"...)
			}
			e.Facets = string(bytes.TrimPrefix(tokens, []byte(" ")))
		}
	})
}

func publishers(values []string, e *event) []string {
	for _, s := range e.Sources {
		values = append(values, s.Name())
	}
	return values
}

// options returns the most frequent values in the order of their names.
func (m *model) options(name string, of func([]string, *event) []string) []option {
	const most = 60 // longer lists are no choice; the search finds the rest
	counts := map[string]int{}
	var values []string
	for _, e := range m.Events {
		values = distinct(of(values[:0], e))
		for _, v := range values {
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

// distinct leaves each value once, in its first place.
func distinct(values []string) []string {
	kept := values[:0]
	for _, v := range values {
		if !slices.Contains(kept, v) {
			kept = append(kept, v)
		}
	}
	return kept
}

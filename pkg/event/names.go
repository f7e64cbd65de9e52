package event

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"timeline/pkg/text"
	"timeline/pkg/timeline"
)

//go:embed names/countries.txt
var countryList string

//go:embed names/places.txt
var placeList string

//go:embed names/organizations.txt
var organizationList string

//go:embed names/given.txt
var givenList string

// Names knows the people, places and organisations of a project: those that its editors list, with their aliases, and
// those of the gazetteer. It is immutable and safe for concurrent use.
type Names struct {
	known   map[string]entity // by lower-case tokens joined with spaces
	longest map[string]int    // first token of a known name -> tokens of the longest one
	given   map[string]bool
	demonym map[string]string // "russian" -> Russia

	countries map[string]bool
}

// entity is a name with what it names.
type entity struct {
	Name   string
	Kind   entityKind
	Editor bool // listed by an editor, who knows best
}

type entityKind uint8

const (
	other entityKind = iota
	person
	place
	organization
)

// found is an entity at its place in the text.
type found struct {
	text.Span
	entity
}

// NewNames returns the names of a project.
func NewNames(cfg timeline.Config) *Names {
	n := &Names{known: map[string]entity{}, longest: map[string]int{}, given: map[string]bool{}, demonym: map[string]string{}, countries: map[string]bool{}}
	n.readList(countryList, place, true)
	n.readList(placeList, place, false)
	n.readList(organizationList, organization, false)
	for line := range strings.Lines(givenList) {
		if !strings.HasPrefix(line, "#") {
			for _, w := range strings.Fields(line) {
				n.given[strings.ToLower(w)] = true
			}
		}
	}
	for _, l := range []struct {
		names []timeline.Name
		kind  entityKind
	}{{cfg.Places, place}, {cfg.Organizations, organization}, {cfg.People, person}} {
		for _, name := range l.names {
			n.add(name.Name, entity{name.Name, l.kind, true})
			for _, a := range name.Aliases {
				n.add(a, entity{name.Name, l.kind, true})
			}
		}
	}
	return n
}

// readList reads "Name: other, names", one a line. With demonyms, the other names are adjectives of a country.
func (n *Names) readList(list string, kind entityKind, demonyms bool) {
	for line := range strings.Lines(list) {
		name, others, _ := strings.Cut(strings.TrimSpace(line), ":")
		if name == "" || strings.HasPrefix(name, "#") {
			continue
		}
		n.add(name, entity{Name: name, Kind: kind})
		if demonyms {
			n.countries[name] = true
		}
		for o := range strings.SplitSeq(others, ",") {
			if o = strings.TrimSpace(o); o == "" {
				continue
			}
			if demonyms {
				n.demonym[strings.ToLower(o)] = name
			} else {
				n.add(o, entity{Name: name, Kind: kind})
			}
		}
	}
}

func (n *Names) add(alias string, e entity) {
	toks := tokens(alias, text.Span{End: len(alias)})
	if len(toks) == 0 {
		return
	}
	n.known[joinLow(toks)] = e
	n.longest[toks[0].low] = max(n.longest[toks[0].low], len(toks))
}

// joinLow returns the lower-case words of tokens, joined with spaces.
func joinLow(toks []token) string {
	if len(toks) == 1 {
		return toks[0].low
	}
	var b strings.Builder
	for i, t := range toks {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.low)
	}
	return b.String()
}

// titles are words before a person's name. They are not part of it.
var titles = set(`mr mrs ms miss dr president vice vice-president prime premier minister foreign defense defence interior finance secretary secretary-general senator sen gov governor
	rep representative congressman congresswoman general gen lt lieutenant col colonel maj major capt captain sgt sergeant adm admiral chancellor king queen prince princess pope
	cardinal archbishop bishop rabbi imam sheikh ayatollah judge justice sir lord lady dame mayor ambassador envoy chairman chairwoman chief director professor prof spokesman
	spokeswoman spokesperson deputy acting former opposition leader speaker commissioner commander coach emir sultan attorney state treasury`)

// strongTitles make a person of whatever capitals follow them.
var strongTitles = set(`mr mrs ms miss dr president premier minister secretary senator sen gov governor rep congressman gen general lt col colonel maj capt captain sgt adm admiral
	chancellor king queen prince princess pope cardinal archbishop judge sir mayor ambassador chairman professor prof spokesman spokeswoman`)

var organizationHeads = set(`party ministry union council bank corp inc ltd llc co plc agency committee commission parliament army university college court guard force forces brotherhood
	league association organization organisation group news times post department office institute center centre front movement police congress senate assembly rada federation company
	brothers network alliance coalition foundation society journal tribune telegraph airlines airways motors administration authority board bureau corps cabinet church club academy
	exchange fund treasury service services holdings international press agency duma knesset bundestag navy brigade battalion command headquarters`)

var placeHeads = set(`square street avenue boulevard airport oblast region province river sea island islands city peninsula mountains palace bay gulf strait valley county district village
	border coast desert lake hotel hospital stadium base bridge port canal road highway house building prison embassy`)

// notNames are capitalised words that are no part of a name.
var notNames = set(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
	jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun i`)

// inName may stand inside a run of capitals.
var inName = set(`of the de da di del della la le al el bin ibn abu van von der den ter and for`)

// find returns the names among the tokens of a text, in order. It decides nothing from other articles.
func (n *Names) find(s string, toks []token) []found {
	var out []found
	for i := 0; i < len(toks); {
		if f, k := n.lookup(toks, i); k > 0 {
			out = append(out, f)
			i += k
			continue
		}
		if !toks[i].caps || toks[i].kind != word || notNames[toks[i].low] {
			i++
			continue
		}
		f, k := n.run(s, toks, i)
		if f.Name != "" {
			out = append(out, f)
		}
		i += k
	}
	return n.settle(out)
}

// lookup finds the longest known name that starts at a token.
func (n *Names) lookup(toks []token, i int) (found, int) {
	if toks[i].kind == punct || !toks[i].caps {
		return found{}, 0
	}
	for k := min(n.longest[toks[i].low], len(toks)-i); k > 0; k-- {
		e, ok := n.known[joinLow(toks[i:i+k])]
		if !ok || k == 1 && (shortWord(toks[i]) || !e.Editor && partOfLonger(toks, i)) {
			continue
		}
		return found{text.Span{Start: toks[i].Start, End: toks[i+k-1].End}, e}, k
	}
	return found{}, 0
}

// shortWord reports whether a token that looks like an acronym is an ordinary word: "who", "us", "au", "Fed" stay
// names only as capitals, which the token's caps cannot tell, so the pronouns are left out.
func shortWord(t token) bool { return t.low == "us" || t.low == "who" }

// partOfLonger reports whether the capitals around a known word make another name of it: "Paris Hilton",
// "Benghazi Airport" are found as runs.
func partOfLonger(toks []token, i int) bool {
	if i+1 >= len(toks) || !toks[i+1].caps || toks[i+1].kind != word || toks[i].poss || toks[i+1].Start != toks[i].End+1 {
		return false
	}
	next := toks[i+1].low
	return placeHeads[next] || organizationHeads[next]
}

// run reads the run of capitals at a token and says what it names.
func (n *Names) run(s string, toks []token, i int) (found, int) {
	j := runEnd(toks, i)
	start := i
	titled := false
	for start < j && (titles[toks[start].low] || n.demonym[toks[start].low] != "" || toks[start].low == "u.s") {
		titled = titled || strongTitles[toks[start].low]
		start++
	}
	if start < j && start == i && stopWords[toks[i].low] { // "The Hague", "In Kiev": the sentence's first word
		start++
	}
	if start == j {
		return found{}, j - i
	}
	name := toks[start:j]
	f := found{Span: text.Span{Start: name[0].Start, End: name[len(name)-1].End}}
	f.Kind = n.classify(toks, start, j, titled)
	f.Name = cleanName(s, name, f.Kind)
	if f.Kind == other && len(name) == 1 && start == i && sentenceStart(toks, i) {
		f.Name = "" // an ordinary word with a capital
	}
	return f, j - i
}

// runEnd returns the end of the run of capitals that starts at i. Small words may stand inside it ("Bank of
// England"), never at its end; a possessive ends it.
func runEnd(toks []token, i int) int {
	j := i + 1
	for ; j < len(toks) && !toks[j-1].poss; j++ {
		t := toks[j]
		switch {
		case t.kind == word && t.caps && !notNames[t.low]:
		case t.kind == punct && t.low == "." && len(toks[j-1].low) <= 3 && (toks[j-1].Len() == 1 || titles[toks[j-1].low]) && j+1 < len(toks) && toks[j+1].caps:
		case t.low == "of" && j+1 < len(toks) && toks[j+1].caps && organizationHeads[toks[j-1].low]:
		case inName[t.low] && t.low != "of" && t.low != "and" && t.low != "for" && t.low != "the" && j+1 < len(toks) && toks[j+1].caps && toks[j+1].kind == word:
		default:
			return j
		}
	}
	return j
}

// classify says what the run [i, j) of capitals names.
func (n *Names) classify(toks []token, i, j int, titled bool) entityKind {
	first, last := toks[i], toks[j-1]
	switch {
	case titled:
		return person
	case organizationHeads[last.low]:
		return organization
	case placeHeads[last.low] && j-i > 1:
		return place
	case n.given[first.low] && j-i > 1 && j-i < 5:
		return person
	case j-i == 1 && first.Len() >= 3 && first.Len() <= 6 && isAcronym(first):
		return organization
	case j-i == 1 && i > 0 && (toks[i-1].low == "in" || toks[i-1].low == "near" || toks[i-1].low == "at") && first.Start-toks[i-1].End == 1:
		return place
	case j-i > 1 && j-i < 4 && j < len(toks)-1 && toks[j].low == "," && toks[j+1].kind == number && toks[j+1].Len() == 2:
		return person // an age: "Vitaly Klitschko, 42"
	case (j-i == 2 || j-i == 3) && j < len(toks) && (speech[toks[j].low] || j > 0 && i > 0 && speech[toks[i-1].low]):
		return person
	}
	return other
}

// isAcronym is a guess from the token alone: it has no vowel but at its ends, or dots. Capitals are checked by cleanName.
func isAcronym(t token) bool {
	if strings.Contains(t.low, ".") {
		return true
	}
	return t.Len() <= 5 && !strings.ContainsAny(t.low[1:], "aeiouy")
}

// sentenceStart reports whether a token is the first of its sentence.
func sentenceStart(toks []token, i int) bool {
	if i == 0 {
		return true
	}
	switch toks[i-1].low {
	case ".", "!", "?", "”", "“", "\"", ":", "•", "*", "--", "—", "–":
		return true
	}
	return false
}

// cleanName returns a name as it is shown: middle initials and possessives left out.
func cleanName(s string, toks []token, kind entityKind) string {
	var parts []string
	for _, t := range toks {
		if t.kind == punct || kind == person && len(parts) > 0 && t.Len() == 1 {
			continue
		}
		w := t.Span.Of(s)
		if t.poss {
			w = w[:len(w)-len(w[strings.LastIndexAny(w, "'’"):])]
			w = strings.TrimRightFunc(w, func(r rune) bool { return r == '\'' || r == '’' })
		}
		parts = append(parts, w)
	}
	return strings.Join(parts, " ")
}

// settle gives the surnames and unknown runs of a text the full names that stand elsewhere in it.
func (n *Names) settle(all []found) []found {
	bySurname := map[string]entity{}
	for _, f := range all {
		if f.Kind == person && strings.Contains(f.Name, " ") {
			k := surname(f.Name)
			if first := firstName(f.Name); !n.given[first] || first == "ban" || first == "kim" || first == "xi" {
				bySurname[first] = f.entity // names with the family's first: Ban Ki-moon
			}
			if have, ok := bySurname[k]; !ok || !have.Editor && (f.Editor || have.Name > f.Name && len(have.Name) == len(f.Name)) {
				bySurname[k] = f.entity
			}
		}
	}
	out := all[:0]
	for _, f := range all {
		if (f.Kind == person || f.Kind == other) && !f.Editor {
			if e, ok := bySurname[surname(f.Name)]; ok && (!strings.Contains(f.Name, " ") || f.Name == e.Name || f.Kind == other) {
				f.entity = e
			}
		}
		out = append(out, f)
	}
	return out
}

// surname returns the key under which a person is known by the last name alone.
func surname(name string) string {
	return spell(strings.ToLower(name[strings.LastIndexByte(name, ' ')+1:]))
}

func firstName(name string) string {
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	return first
}

// within returns the names of a kind inside a span, sorted, without repeats.
func within(all []found, span text.Span, kind entityKind) []string {
	var names []string
	i, _ := slices.BinarySearchFunc(all, span.Start, func(f found, at int) int { return f.Start - at })
	for ; i < len(all) && all[i].Start < span.End; i++ {
		if all[i].Kind == kind && all[i].End <= span.End {
			names = append(names, all[i].Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// upper reports whether a word is written in capitals only.
func upper(s string) bool {
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		if unicode.IsLower(r) {
			return false
		}
		s = s[size:]
	}
	return true
}

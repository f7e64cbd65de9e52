package timex

import (
	"fmt"
	"slices"
	"strings"
)

// A pattern is a regular expression over tokens:
//
//	ago              the word, in either case; a mark stands for itself
//	@month           a token of a class of words or numbers; its value is captured under the class's name
//	@nth:day         the same, captured under the name day
//	<count>          what the part of that name matches; its meaning is captured
//	<day:from>       the same, captured under the name from
//	(of | in)        either
//	the?             may be missing; also (…)?, @month?, <count>?
//	~-               no white space before: "mid-March"
type pattern struct {
	kind  patternKind
	class classID
	ref   string // name of a part
	slot  int    // where the capture is kept, -1 for none
	tight bool   // no white space before
	items []pattern
}

type patternKind uint8

const (
	wordPattern patternKind = iota
	refPattern
	sequencePattern
	choicePattern
	optionalPattern
)

// slots numbers the captures of one production.
type slots struct {
	names   []string
	classes [][]classID // of tokens captured under each name
}

func (s *slots) of(name string) int {
	i := slices.Index(s.names, name)
	if i < 0 {
		i = len(s.names)
		s.names = append(s.names, name)
		s.classes = append(s.classes, nil)
	}
	return i
}

func (s *slots) class(name string, class classID) int {
	i := s.of(name)
	if !slices.Contains(s.classes[i], class) {
		s.classes[i] = append(s.classes[i], class)
	}
	return i
}

// patternParser reads patterns; it makes the classes of literal words as it meets them.
type patternParser struct {
	lex   *lexicon
	slots *slots
	words []string
}

// parsePattern reads one pattern.
func parsePattern(src string, lex *lexicon, slots *slots) (pattern, error) {
	p := patternParser{lex: lex, slots: slots, words: patternWords(src)}
	node, err := p.choice()
	if err == nil && len(p.words) > 0 {
		err = fmt.Errorf("unexpected %q", p.words[0])
	}
	return node, err
}

// patternWords cuts a pattern at spaces, brackets and bars; "?" stays with what it follows as a word of its own.
func patternWords(src string) []string {
	words := make([]string, 0, 32)
	for field := range strings.FieldsSeq(src) {
		for field != "" {
			cut := 1
			switch {
			case field == "?" && len(words) == 0, field[0] == '|', field[0] == '(', field[0] == ')' || field == "?":
			case field[0] == '?':
			default:
				cut = strings.IndexAny(field[1:], "()|?") + 1
				if cut == 0 {
					cut = len(field)
				}
			}
			words = append(words, field[:cut])
			field = field[cut:]
		}
	}
	return words
}

func (p *patternParser) peek() string {
	if len(p.words) == 0 {
		return ""
	}
	return p.words[0]
}

func (p *patternParser) take() string {
	w := p.peek()
	p.words = p.words[1:]
	return w
}

func (p *patternParser) choice() (pattern, error) {
	node := pattern{kind: choicePattern, slot: -1}
	for {
		item, err := p.sequence()
		if err != nil {
			return node, err
		}
		node.items = append(node.items, item)
		if p.peek() != "|" {
			break
		}
		p.take()
	}
	if len(node.items) == 1 {
		return node.items[0], nil
	}
	return node, nil
}

func (p *patternParser) sequence() (pattern, error) {
	node := pattern{kind: sequencePattern, slot: -1}
	for w := p.peek(); w != "" && w != "|" && w != ")"; w = p.peek() {
		item, err := p.item()
		if err != nil {
			return node, err
		}
		if p.peek() == "?" {
			p.take()
			item = pattern{kind: optionalPattern, slot: -1, items: []pattern{item}}
		}
		node.items = append(node.items, item)
	}
	if len(node.items) == 0 {
		return node, fmt.Errorf("an empty pattern")
	}
	return node, nil
}

func (p *patternParser) item() (pattern, error) {
	w := p.take()
	if w == "(" {
		node, err := p.choice()
		if err == nil && p.peek() != ")" {
			err = fmt.Errorf("a bracket is not closed")
		}
		if err == nil {
			p.take()
		}
		return node, err
	}
	node := pattern{slot: -1}
	if rest, ok := strings.CutPrefix(w, "~"); ok && rest != "" {
		node.tight, w = true, rest
	}
	switch {
	case len(w) > 1 && w[0] == '@':
		class, name := cutName(w[1:])
		id, ok := p.lex.classes[class]
		if !ok {
			return node, fmt.Errorf("there is no class of words %q", class)
		}
		node.class, node.slot = id, p.slots.class("@"+name, id)
	case len(w) > 2 && w[0] == '<' && w[len(w)-1] == '>':
		ref, name := cutName(w[1 : len(w)-1])
		node.kind, node.ref, node.slot = refPattern, ref, p.slots.of("<"+name+">")
	default:
		node.class = p.lex.literal(w)
	}
	return node, nil
}

// cutName cuts "class:name"; without a name the class is the name.
func cutName(s string) (class, name string) {
	class, name, ok := strings.Cut(s, ":")
	if !ok {
		name = class
	}
	return class, name
}

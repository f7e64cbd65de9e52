package timex

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed rules
var rules embed.FS

// A production is a rule or a part: the patterns it matches and what they mean. A part is used inside of others only.
type production struct {
	name      string // "en/ago"; of a part, its bare name
	index     int16  // among all productions
	file      string
	line      int
	part      bool
	narrative bool // fires in narratives only
	ancient   bool // fires only where years before Christ are told
	month     int8 // fires on this day of the year only; 0 for any
	day       int8
	patterns  []pattern
	slots     slots
	op        *operation
	guards    []guard
	notes     []note // its examples, as they are written
}

// A guard looks at the tokens around a match, or at the match itself.
type guard struct {
	only    bool // holds when one of the classes is there; otherwise when none is
	offset  int  // -3 to -1: the tokens before; 1 to 4: those after; 0: the first of the match, or lastOffset
	classes []classID
	shapes  []guardShape
}

// means reports whether a rule may mean m: one for a day of the year means no other.
func (p *production) means(m *meaning) bool {
	return p.month == 0 || m.month == p.month && m.day == p.day
}

// lastOffset is the offset of the last token of a match.
const lastOffset = 99

// A note is the line of an example, which only tests read further.
type note struct {
	line int
	miss bool
	text string
}

// An example is a sentence beside its rule. In a near miss the rule must not fire.
type example struct {
	line  int
	miss  bool
	dct   string
	text  string // with the span in [brackets]
	raw   string
	value string
	date  string // EDTF; "" when not stated
}

// grammar is a language: its words and productions, compiled.
type grammar struct {
	lang  string
	lex   *lexicon
	rules []*production
	parts map[string][]*production
	cues  cues
	prods []*production // all, by their index
}

// loadGrammar reads rules/LANG: *.lex are words, *.rules productions.
func loadGrammar(lang string) (*grammar, error) {
	entries, err := rulesOf(lang)
	if err != nil {
		return nil, err
	}
	g := &grammar{lang: lang, lex: newLexicon(), parts: map[string][]*production{}}
	for _, suffix := range []string{".lex", ".rules"} {
		for _, e := range entries {
			if !strings.HasSuffix(e.Name(), suffix) {
				continue
			}
			data, err := rules.ReadFile(path.Join("rules", lang, e.Name()))
			if err != nil {
				return nil, err
			}
			if err := g.read(e.Name(), string(data)); err != nil {
				return nil, fmt.Errorf("timex: %w", err)
			}
		}
	}
	g.lex.mark("'s", "--", "½", "-", "'", "\"", ",", ".", "(", ")", "/", ":")
	g.lex.seal()
	g.cues = newCues(g.lex)
	return g, g.check()
}

// rulesOf lists the files of a language's grammar.
func rulesOf(lang string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(rules, path.Join("rules", lang))
	if err != nil || lang == "" || strings.ContainsAny(lang, "./\\") {
		return nil, fmt.Errorf("timex: there is no grammar for the language %q", lang)
	}
	return entries, nil
}

func (g *grammar) read(file, data string) error {
	if strings.HasSuffix(file, ".lex") {
		return g.lex.read(file, data)
	}
	var prod *production
	for n, line := range lines(data) {
		key, rest, _ := strings.Cut(line, " ")
		rest = strings.TrimSpace(rest)
		switch {
		case key == "rule" || key == "part":
			prod = &production{name: rest, file: file, line: n, part: key == "part"}
			g.add(prod)
		case prod == nil:
			return fmt.Errorf("%s:%d: a line outside of a rule", file, n)
		default:
			if err := g.readLine(prod, n, key, rest); err != nil {
				return fmt.Errorf("%s:%d: %w", file, n, err)
			}
		}
	}
	return nil
}

func (g *grammar) add(p *production) {
	p.index = int16(len(g.prods))
	g.prods = append(g.prods, p)
	if p.part {
		g.parts[p.name] = append(g.parts[p.name], p)
		return
	}
	p.name = g.lang + "/" + p.name
	g.rules = append(g.rules, p)
}

// readLine reads a line of a block: match, value, unless, only, + and -.
func (g *grammar) readLine(p *production, n int, key, rest string) (err error) {
	switch key {
	case "match":
		node, err := parsePattern(rest, g.lex, &p.slots)
		if err != nil {
			return err
		}
		p.patterns = append(p.patterns, node)
	case "value":
		p.op, err = parseOperation(rest, &p.slots)
	case "unless", "only":
		switch rest {
		case "narrative":
			p.narrative = true
			return nil
		case "ancient":
			p.ancient = true
			return nil
		}
		if days, ok := strings.CutPrefix(rest, "date "); ok && key == "only" {
			_, err = fmt.Sscanf(days, "%d %d", &p.month, &p.day)
			return err
		}
		err = g.readGuard(p, key == "only", rest)
	case "+", "-":
		p.notes = append(p.notes, note{n, key == "-", rest})
	default:
		err = fmt.Errorf("unknown line %q: match, value, unless, only, + or -", key)
	}
	return err
}

var guardPlaces = map[string]int{"prev3": -3, "prev2": -2, "prev": -1, "first": 0, "next": 1, "next2": 2, "next3": 3, "next4": 4, "last": lastOffset}

// guardShape is a shape of a token, or a place, that a guard may name, see [scanner.shaped].
type guardShape int

const (
	capitalShape guardShape = iota
	titleShape
	nameShape
	opensShape
	lowerShape
	startShape
	endShape
	tightShape
	digitsShape
	wordShape
	lineShape
	stopShape
)

// guardShapes are the words for the shapes.
var guardShapes = []string{capitalShape: "CAPITAL", titleShape: "TITLE", nameShape: "NAME", opensShape: "OPENS", lowerShape: "LOWER",
	startShape: "START", endShape: "END", tightShape: "TIGHT", digitsShape: "DIGITS", wordShape: "WORD", lineShape: "LINE", stopShape: "STOP"}

func (g *grammar) readGuard(p *production, only bool, rest string) error {
	place, list, _ := strings.Cut(rest, " ")
	offset, ok := guardPlaces[place]
	if !ok {
		return fmt.Errorf("a guard looks at prev2, prev, first, last, next or next2, not at %q", place)
	}
	gd := guard{only: only, offset: offset}
	for w := range strings.FieldsSeq(list) {
		switch {
		case len(w) > 1 && w[0] == '@':
			id, ok := g.lex.classes[w[1:]]
			if !ok {
				return fmt.Errorf("there is no class of words %q", w[1:])
			}
			gd.classes = append(gd.classes, id)
		case slices.Contains(guardShapes, w):
			gd.shapes = append(gd.shapes, guardShape(slices.Index(guardShapes, w)))
		default:
			gd.classes = append(gd.classes, g.lex.literal(w))
		}
	}
	p.guards = append(p.guards, gd)
	return nil
}

// examples returns the examples and near misses of a production.
func (p *production) examples() ([]example, error) {
	var all []example
	for _, n := range p.notes {
		ex, err := n.example()
		if err != nil {
			return nil, fmt.Errorf("timex: %s:%d: %w", p.file, n.line, err)
		}
		all = append(all, ex)
	}
	return all, nil
}

// example reads "DCT | sentence | raw | value | date" and, for a near miss, "sentence" or "DCT | sentence".
func (n note) example() (example, error) {
	fields := strings.Split(n.text, " | ")
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	ex := example{line: n.line, miss: n.miss}
	switch {
	case n.miss && len(fields) == 1:
		ex.text = fields[0]
	case n.miss && len(fields) == 2:
		ex.dct, ex.text = fields[0], fields[1]
	case !n.miss && (len(fields) == 4 || len(fields) == 5):
		ex.dct, ex.text, ex.raw, ex.value = fields[0], fields[1], fields[2], fields[3]
		if len(fields) == 5 {
			ex.date = fields[4]
		}
	default:
		return ex, fmt.Errorf("an example is: + DCT | sentence with the [span] | raw | value | date")
	}
	return ex, nil
}

// mark makes sure that marks have a lexeme.
func (l *lexicon) mark(texts ...string) {
	for _, t := range texts {
		l.literal(t)
	}
}

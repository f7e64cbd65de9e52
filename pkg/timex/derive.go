package timex

import "slices"

// derivation finds how a rule matches a run of tokens and what that means: the tree of productions, read off a path
// through the automaton.
type derivation struct {
	a      *automaton
	toks   []token
	s      string
	path   []step // states in order
	budget int
	frames []frame
	arena  []*meaning // of the parts
	used   int

	kept     []*meaning
	keptUsed int
	known    map[string][]step     // paths by rule and the signatures of the tokens, from their first token on
	meant    [1 << meantBits]meant // what rules mean by the very words, by their hash
	key      []byte
	words    []byte
}

// step is one state of a path, with the token that it reads.
type step struct {
	state int32
	token int32
}

// frame collects the captures of one production.
type frame struct {
	captured [maxSlots]capture
}

type capture struct {
	token int32 // index + 1
	child *meaning
}

// maxSlots bounds the captures of one production.
const maxSlots = 8

// maxWork bounds the search for one path. Patterns are close to deterministic, so that it is never reached by text.
const maxWork = 20000

// meant is what a rule means by some words; m is nil when it means nothing.
type meant struct {
	words string // their key, "" when the place is empty
	m     *meaning
}

// meantBits are the bits of the hashes of words. A place is taken over by the words that come to it last: a few expressions
// make up most of those of a text.
const meantBits = 14

// meaning derives the tokens [from, to) by a rule, nil when its white space forbids it. What the same words meant before is
// not derived again.
func (d *derivation) meaning(rule int32, from, to int) *meaning {
	at := &d.meant[d.spell(rule, from, to)]
	if at.words != string(d.words) {
		var m *meaning
		if path := d.pathOf(rule, from, to); path != nil {
			m = d.evaluate(path, from)
		}
		if len(d.words) > maxSpelt {
			return d.keep(m)
		}
		at.words, at.m = string(d.words), nil
		if m != nil {
			own := *m
			at.m = &own
		}
	}
	return d.keep(at.m)
}

// maxSpelt bounds the keys of meanings that are kept, in bytes.
const maxSpelt = 128

// spell writes the key of the words that a meaning depends on, their lexemes and the text of numbers, and returns its hash.
func (d *derivation) spell(rule int32, from, to int) uint64 {
	d.words = append(d.words[:0], byte(rule), byte(rule>>8))
	h := uint64(rule)
	for i := from; i < to; i++ {
		t := &d.toks[i]
		flags := t.flags & (spaced | capital)
		h = (h ^ uint64(t.sig)<<32 ^ uint64(t.lex)<<8 ^ uint64(flags)) * spread
		d.words = append(d.words, byte(t.sig), byte(t.sig>>8), byte(t.lex), byte(t.lex>>8), byte(flags))
		if t.lex == 0 || kinds[d.s[t.start]] == digitKind {
			h = (h ^ uint64(t.num)) * spread
			d.words = append(append(d.words, d.s[t.start:t.end]...), 0)
		}
	}
	return h >> (64 - meantBits)
}

// pathOf returns the path of a rule through tokens [from, to), nil when there is none.
func (d *derivation) pathOf(rule int32, from, to int) []step {
	d.signature(rule, from, to)
	path, ok := d.known[string(d.key)]
	if !ok {
		d.path, d.budget = d.path[:0], maxWork
		if d.walk(d.a.starts[rule], from, to, rule) {
			path = slices.Clone(d.path)
			for i := range path {
				path[i].token -= int32(from)
			}
		}
		d.rememberPath(path)
	}
	return path
}

// signature writes the key of a run of tokens: all that a path through a rule depends on.
func (d *derivation) signature(rule int32, from, to int) {
	d.key = append(d.key[:0], byte(rule), byte(rule>>8))
	for i := from; i < to; i++ {
		t := &d.toks[i]
		d.key = append(d.key, byte(t.sig), byte(t.sig>>8), byte(t.flags&(spaced|capital)))
	}
}

// rememberPath keeps a path, nil when there is none, for the next tokens like these. The same few shapes of expression make
// up nearly all of a text.
func (d *derivation) rememberPath(path []step) {
	if len(d.known) >= maxKnown {
		clear(d.known)
	}
	d.known[string(d.key)] = path
}

// maxKnown bounds the paths that are kept.
const maxKnown = 10000

func (d *derivation) walk(s int32, at, to int, rule int32) bool {
	if d.budget--; d.budget < 0 {
		return false
	}
	st := &d.a.states[s]
	if st.kind == delayedState {
		d.a.after(s)
		st = &d.a.states[s]
	}
	switch st.kind {
	case acceptState:
		return at == to && int32(st.prod) == rule
	case readState:
		if at == to || !d.reads(st, &d.toks[at]) {
			return false
		}
		d.path = append(d.path, step{s, int32(at)})
		if d.walk(d.a.next[st.from], at+1, to, rule) {
			return true
		}
		d.path = d.path[:len(d.path)-1]
		return false
	}
	mark := len(d.path)
	if st.kind != splitState {
		d.path = append(d.path, step{s, -1})
	}
	for _, n := range d.a.after(s) {
		if d.walk(n, at, to, rule) {
			return true
		}
		if d.budget < 0 {
			return false
		}
	}
	d.path = d.path[:mark]
	return false
}

// reads reports whether a state reads a token: its class, and what the automaton does not know, its letters' case and
// the white space before it.
func (d *derivation) reads(st *state, t *token) bool {
	return d.a.lex.has(t.sig, st.class) && !(st.tight && t.flags&spaced != 0) && !(st.upper && t.flags&capital == 0)
}

// evaluate runs the operations of the path.
func (d *derivation) evaluate(path []step, from int) *meaning {
	d.frames = d.frames[:0]
	d.used = 0
	var last *meaning
	for _, p := range path {
		st := &d.a.states[p.state]
		switch st.kind {
		case readState:
			if st.slot >= 0 {
				d.frames[len(d.frames)-1].captured[st.slot].token = p.token + int32(from) + 1
			}
		case enterState:
			d.frames = append(d.frames, frame{})
		case leaveState:
			last = d.apply(d.a.prods[st.prod], &d.frames[len(d.frames)-1])
			d.frames = d.frames[:len(d.frames)-1]
			if st.slot >= 0 {
				d.frames[len(d.frames)-1].captured[st.slot].child = last
			}
		}
	}
	return last
}

// keep copies a meaning, nil or not, to where it lasts until the next text. The room is used again for each text, so that a mention
// costs no memory of its own.
func (d *derivation) keep(m *meaning) *meaning {
	if m == nil {
		return nil
	}
	if d.keptUsed == len(d.kept) {
		d.kept = append(d.kept, new(meaning))
	}
	own := d.kept[d.keptUsed]
	d.keptUsed++
	*own = *m
	return own
}

// forget gives up what was kept for the last text; a text with very many expressions does not hold on to their room.
func (d *derivation) forget() {
	d.keptUsed = 0
	if len(d.kept) > maxKept {
		d.kept = d.kept[:maxKept:maxKept]
	}
}

// maxKept is how many meanings a scanner keeps room for between texts.
const maxKept = 1 << 14

// apply builds the meaning of a production from its captures; assignments from captures that are missing are left out.
func (d *derivation) apply(p *production, f *frame) *meaning {
	m := d.fresh()
	m.kind = p.op.kind
	for i := range p.op.args {
		a := &p.op.args[i]
		o := operand{value: a.value}
		if a.slot >= 0 {
			c := f.captured[a.slot]
			switch {
			case c.child != nil:
				o.child = c.child
			case c.token > 0:
				o = d.operand(&d.toks[c.token-1], p.slots.classes[a.slot])
			default:
				continue
			}
		}
		a.set(m, o)
	}
	return m
}

// fresh returns an empty meaning that lasts until the next derivation.
func (d *derivation) fresh() *meaning {
	if d.used == len(d.arena) {
		d.arena = append(d.arena, new(meaning))
	}
	m := d.arena[d.used]
	d.used++
	*m = meaning{}
	return m
}

// operand is the value of a token in the classes that it was captured by.
func (d *derivation) operand(t *token, classes []classID) operand {
	o := operand{value: t.num, text: d.s[t.start:t.end]}
	for _, class := range classes {
		if v, ok := d.a.lex.value(t.lex, class); ok {
			o.value = v
		}
	}
	return o
}

package timex

// derivation finds how a rule matches a run of tokens and what that means: the tree of productions, read off a path
// through the automaton.
type derivation struct {
	a      *automaton
	toks   []token
	s      string
	path   []step // states in order
	budget int
	frames []frame
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
const maxSlots = 16

// maxWork bounds the search for one path. Patterns are close to deterministic, so that it is never reached by text.
const maxWork = 20000

// meaning derives the tokens [from, to) by a rule, nil when its white space forbids it.
func (d *derivation) meaning(rule int32, from, to int) *meaning {
	d.path, d.budget = d.path[:0], maxWork
	if !d.walk(d.a.starts[rule], from, to, rule) {
		return nil
	}
	return d.evaluate()
}

func (d *derivation) walk(s int32, at, to int, rule int32) bool {
	if d.budget--; d.budget < 0 {
		return false
	}
	st := &d.a.states[s]
	switch st.kind {
	case acceptState:
		return at == to && st.accept == rule
	case readState:
		if at == to || !d.reads(st, &d.toks[at]) {
			return false
		}
		d.path = append(d.path, step{s, int32(at)})
		if d.walk(st.next[0], at+1, to, rule) {
			return true
		}
		d.path = d.path[:len(d.path)-1]
		return false
	}
	mark := len(d.path)
	if st.kind != splitState {
		d.path = append(d.path, step{s, -1})
	}
	for _, n := range st.next {
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
func (d *derivation) evaluate() *meaning {
	d.frames = d.frames[:0]
	var last *meaning
	for _, p := range d.path {
		st := &d.a.states[p.state]
		switch st.kind {
		case readState:
			if st.slot >= 0 {
				d.frames[len(d.frames)-1].captured[st.slot].token = p.token + 1
			}
		case enterState:
			d.frames = append(d.frames, frame{})
		case leaveState:
			last = d.apply(st.prod, &d.frames[len(d.frames)-1])
			d.frames = d.frames[:len(d.frames)-1]
			if st.slot >= 0 {
				d.frames[len(d.frames)-1].captured[st.slot].child = last
			}
		}
	}
	return last
}

// apply builds the meaning of a production from its captures; assignments from captures that are missing are left out.
func (d *derivation) apply(p *production, f *frame) *meaning {
	m := &meaning{kind: p.op.kind}
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

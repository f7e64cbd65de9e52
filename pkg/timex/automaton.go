package timex

import (
	"cmp"
	"fmt"
	"slices"
)

// automaton recognises the patterns of all rules at once. It is built as a nondeterministic automaton over classes of
// tokens, parts written out in place, and run as a deterministic one over signatures whose states are made when they
// are first needed, as RE2 does; a [runner] holds those.
type automaton struct {
	states []state
	next   []int32       // the states that states lead to
	prods  []*production // that states enter and leave
	starts []int32       // of each rule
	lex    *lexicon
}

// state is a state of the nondeterministic automaton. It holds no pointers, so that tens of thousands of them cost
// little to make and nothing to keep.
type state struct {
	kind         stateKind
	tight, upper bool // what a token must be: without white space before it, with a capital letter
	slot         int8 // of the production that the state belongs to, -1 for none
	class        classID
	prod         int16 // of enter and leave: index in prods; of accept: index of the rule
	from, to     int32 // where it leads: next[from:to]
}

type stateKind uint8

const (
	readState   stateKind = iota // reads a token of class
	splitState                   // goes on anywhere
	enterState                   // a production begins
	leaveState                   // it ends; its meaning goes into slot of the one around it
	acceptState                  // a rule is complete
)

// compile builds the automaton of a grammar. It fails when a part refers to itself or does not exist.
func compile(g *grammar) (*automaton, error) {
	a := &automaton{lex: g.lex, states: make([]state, 0, 1<<15), next: make([]int32, 0, 1<<16)}
	b := builder{automaton: a, grammar: g, index: map[*production]int16{}}
	for i, rule := range g.rules {
		end := a.add(state{kind: acceptState, prod: int16(i)})
		start, err := b.production(rule, -1, end)
		if err != nil {
			return nil, fmt.Errorf("timex: %s:%d: %s: %w", rule.file, rule.line, rule.name, err)
		}
		a.starts = append(a.starts, start)
	}
	return a, nil
}

// add adds a state that leads to others.
func (a *automaton) add(s state, next ...int32) int32 {
	s.from = int32(len(a.next))
	a.next = append(a.next, next...)
	s.to = int32(len(a.next))
	a.states = append(a.states, s)
	return int32(len(a.states) - 1)
}

// after returns the states that a state leads to.
func (a *automaton) after(s *state) []int32 { return a.next[s.from:s.to] }

type builder struct {
	*automaton
	grammar *grammar
	index   map[*production]int16
	within  []string // parts being written out
}

// number returns the index of a production.
func (b *builder) number(p *production) int16 {
	i, ok := b.index[p]
	if !ok {
		i = int16(len(b.prods))
		b.index[p] = i
		b.prods = append(b.prods, p)
	}
	return i
}

// production writes out a production that goes on to state next.
func (b *builder) production(p *production, slot int, next int32) (int32, error) {
	if p.op == nil || len(p.patterns) == 0 {
		return 0, fmt.Errorf("%s:%d: a match and a value line are needed", p.file, p.line)
	}
	if len(p.slots.names) > maxSlots {
		return 0, fmt.Errorf("%s:%d: more than %d captures", p.file, p.line, maxSlots)
	}
	leave := b.add(state{kind: leaveState, prod: b.number(p), slot: int8(slot)}, next)
	starts := make([]int32, 0, 8)
	for _, pat := range p.patterns {
		start, err := b.pattern(pat, leave)
		if err != nil {
			return 0, err
		}
		starts = append(starts, start)
	}
	return b.add(state{kind: enterState, prod: b.number(p), slot: -1}, starts...), nil
}

// pattern writes out a pattern that goes on to state next and returns its first state.
func (b *builder) pattern(p pattern, next int32) (int32, error) {
	switch p.kind {
	case wordPattern:
		return b.add(state{class: p.class, tight: p.tight, upper: b.lex.upper[p.class], slot: int8(p.slot)}, next), nil
	case refPattern:
		return b.ref(p, next)
	case sequencePattern:
		for i := len(p.items) - 1; i >= 0; i-- {
			start, err := b.pattern(p.items[i], next)
			if err != nil {
				return 0, err
			}
			next = start
		}
		return next, nil
	}
	starts := make([]int32, 0, 8)
	for _, item := range p.items {
		start, err := b.pattern(item, next)
		if err != nil {
			return 0, err
		}
		starts = append(starts, start)
	}
	if p.kind == optionalPattern {
		starts = append(starts, next)
	}
	return b.add(state{kind: splitState, slot: -1}, starts...), nil
}

func (b *builder) ref(p pattern, next int32) (int32, error) {
	prods := b.grammar.parts[p.ref]
	if len(prods) == 0 {
		return 0, fmt.Errorf("there is no part %q", p.ref)
	}
	if slices.Contains(b.within, p.ref) {
		return 0, fmt.Errorf("part %q is inside itself", p.ref)
	}
	b.within = append(b.within, p.ref)
	defer func() { b.within = b.within[:len(b.within)-1] }()
	starts := make([]int32, 0, 16)
	for _, prod := range prods {
		start, err := b.production(prod, p.slot, next)
		if err != nil {
			return 0, err
		}
		starts = append(starts, start)
	}
	return b.add(state{kind: splitState, slot: -1}, starts...), nil
}

// runner runs the automaton. Its deterministic states belong to it alone, so that runners need no locks.
type runner struct {
	*automaton
	width int       // signatures
	trans []uint16  // by state*width + signature: the next state, deadState, or unknown
	sets  [][]int32 // of each state: its read states
	finds [][]int32 // of each state: the rules that end there, first ones first
	index map[string]int32
	key   []byte
	mark  []uint32 // of each nondeterministic state: the round in which it was last reached
	round uint32
	work  []int32
	found []int32
}

const (
	unknownState = 0 // a transition that was not yet computed
	deadState    = 1 // nothing matches from here
	firstState   = 2

	// maxStates bounds the memory of a runner; it starts afresh when a text needs more. States fit into 16 bits.
	maxStates = 6000
)

func newRunner(a *automaton) *runner {
	r := &runner{automaton: a, width: len(a.lex.sigs), mark: make([]uint32, len(a.states))}
	r.reset()
	return r
}

func (r *runner) reset() {
	r.trans, r.sets, r.finds, r.index = r.trans[:0], nil, nil, map[string]int32{}
	for range firstState {
		r.sets, r.finds = append(r.sets, nil), append(r.finds, nil)
		r.trans = append(r.trans, make([]uint16, r.width)...)
	}
	r.begin()
	for _, s := range r.starts {
		r.reach(s)
	}
	r.state()
}

// step returns the state after a token with the signature.
func (r *runner) step(from int32, sig sigID) int32 {
	if to := r.trans[int(from)*r.width+int(sig)]; to != unknownState {
		return int32(to)
	}
	r.begin()
	for _, class := range r.lex.sigs[sig] {
		set := r.sets[from]
		at, _ := slices.BinarySearchFunc(set, class, func(s int32, c classID) int { return cmp.Compare(r.states[s].class, c) })
		for ; at < len(set) && r.states[set[at]].class == class; at++ {
			r.reach(r.next[r.states[set[at]].from])
		}
	}
	to := r.state()
	r.trans[int(from)*r.width+int(sig)] = uint16(to)
	return to
}

func (r *runner) begin() {
	r.round++
	r.work, r.found = r.work[:0], r.found[:0]
}

// reach adds the read states that can be reached from s without reading.
func (r *runner) reach(s int32) {
	if r.mark[s] == r.round {
		return
	}
	r.mark[s] = r.round
	st := &r.states[s]
	switch st.kind {
	case readState:
		r.work = append(r.work, s)
	case acceptState:
		r.found = append(r.found, int32(st.prod))
	default:
		for _, n := range r.after(st) {
			r.reach(n)
		}
	}
}

// state returns the deterministic state of what was reached.
func (r *runner) state() int32 {
	if len(r.work) == 0 && len(r.found) == 0 {
		return deadState
	}
	slices.SortFunc(r.work, func(a, b int32) int {
		return cmp.Or(cmp.Compare(r.states[a].class, r.states[b].class), cmp.Compare(a, b))
	})
	slices.Sort(r.found)
	r.key = r.key[:0]
	for _, s := range r.work {
		r.key = append(r.key, byte(s), byte(s>>8), byte(s>>16))
	}
	r.key = append(r.key, 255, 255, 255)
	for _, s := range r.found {
		r.key = append(r.key, byte(s), byte(s>>8))
	}
	id, ok := r.index[string(r.key)]
	if !ok {
		id = int32(len(r.sets))
		r.index[string(r.key)] = id
		r.sets = append(r.sets, slices.Clone(r.work))
		r.finds = append(r.finds, slices.Clone(r.found))
		r.trans = append(r.trans, make([]uint16, r.width)...)
	}
	return id
}

// full reports whether the runner should be reset before the next sentence.
func (r *runner) full() bool { return len(r.sets) > maxStates }

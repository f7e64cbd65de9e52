package timex

import (
	"cmp"
	"fmt"
	"slices"
)

// automaton recognises the patterns of all rules at once. It is a nondeterministic automaton over classes of tokens, parts
// written out in place, each where and when a text first comes to it: in full there would be tens of thousands of states,
// of which most texts meet a few. It is run as a deterministic one over signatures, whose states are made when they are
// first needed, as RE2 does; a [runner] holds those. An automaton grows, and so belongs to one goroutine.
type automaton struct {
	*grammar
	states  []state
	next    []int32 // the states that states lead to
	starts  []int32 // of each rule
	delayed []delay // of the states that are not yet written out
}

// state is a state of the nondeterministic automaton. It holds no pointers, so that thousands of them cost little to make
// and nothing to keep.
type state struct {
	kind         stateKind
	tight, upper bool // what a token must be: without white space before it, with a capital letter
	slot         int8 // of the production that the state belongs to, -1 for none
	class        classID
	prod         int16 // of enter and leave: index in prods; of accept: index of the rule
	from, to     int32 // where it leads: next[from:to]; of a delayed state, from is its index in delayed
}

type stateKind uint8

const (
	readState    stateKind = iota // reads a token of class
	splitState                    // goes on anywhere
	enterState                    // a production begins
	leaveState                    // it ends; its meaning goes into slot of the one around it
	acceptState                   // a rule is complete
	delayedState                  // what a part stands for, not yet written out
)

// delay is what a delayed state will lead to: the productions of a part, and then a state.
type delay struct {
	prods []*production
	next  int32
}

// newAutomaton returns the automaton of a grammar that was checked.
func newAutomaton(g *grammar) *automaton {
	a := &automaton{grammar: g, states: make([]state, 0, 1<<12), next: make([]int32, 0, 1<<12), starts: make([]int32, 0, len(g.rules))}
	for i, rule := range g.rules {
		end := a.add(state{kind: acceptState, prod: int16(i)})
		a.starts = append(a.starts, a.production(rule, -1, end))
	}
	return a
}

// add adds a state that leads to others.
func (a *automaton) add(s state, next ...int32) int32 {
	s.from = int32(len(a.next))
	a.next = append(a.next, next...)
	s.to = int32(len(a.next))
	a.states = append(a.states, s)
	return int32(len(a.states) - 1)
}

// after returns the states that a state leads to; it writes out a state that was delayed.
func (a *automaton) after(i int32) []int32 {
	if st := a.states[i]; st.kind == delayedState {
		d := a.delayed[st.from]
		starts := make([]int32, 0, 16)
		for _, p := range d.prods {
			starts = append(starts, a.production(p, st.slot, d.next))
		}
		split := state{kind: splitState, slot: -1, from: int32(len(a.next)), to: int32(len(a.next) + len(starts))}
		a.next = append(a.next, starts...)
		a.states[i] = split
	}
	return a.next[a.states[i].from:a.states[i].to]
}

// production writes out a production that goes on to state next.
func (a *automaton) production(p *production, slot int8, next int32) int32 {
	leave := a.add(state{kind: leaveState, prod: p.index, slot: slot}, next)
	starts := make([]int32, 0, 8)
	for i := range p.patterns {
		starts = append(starts, a.pattern(&p.patterns[i], leave))
	}
	return a.add(state{kind: enterState, prod: p.index, slot: -1}, starts...)
}

// pattern writes out a pattern that goes on to state next and returns its first state.
func (a *automaton) pattern(p *pattern, next int32) int32 {
	switch p.kind {
	case wordPattern:
		return a.add(state{class: p.class, tight: p.tight, upper: a.lex.upper[p.class], slot: int8(p.slot)}, next)
	case refPattern:
		a.delayed = append(a.delayed, delay{a.parts[p.ref], next})
		a.states = append(a.states, state{kind: delayedState, slot: int8(p.slot), from: int32(len(a.delayed) - 1)})
		return int32(len(a.states) - 1)
	case sequencePattern:
		for i := len(p.items) - 1; i >= 0; i-- {
			next = a.pattern(&p.items[i], next)
		}
		return next
	}
	starts := make([]int32, 0, 8)
	for i := range p.items {
		starts = append(starts, a.pattern(&p.items[i], next))
	}
	if p.kind == optionalPattern {
		starts = append(starts, next)
	}
	return a.add(state{kind: splitState, slot: -1}, starts...)
}

// check reports what keeps a grammar from being an automaton: a production without a match or a value, a part that is not
// there or is inside of itself.
func (g *grammar) check() error {
	c := checker{grammar: g, done: map[string]bool{}}
	for _, rule := range g.rules {
		if err := c.production(rule); err != nil {
			return fmt.Errorf("timex: %s:%d: %s: %w", rule.file, rule.line, rule.name, err)
		}
	}
	return nil
}

// checker walks through the parts that are used.
type checker struct {
	*grammar
	done   map[string]bool // parts
	within []string        // the parts around the one at hand
}

func (c *checker) production(p *production) error {
	if p.op == nil || len(p.patterns) == 0 {
		return fmt.Errorf("%s:%d: a match and a value line are needed", p.file, p.line)
	}
	if len(p.slots.names) > maxSlots {
		return fmt.Errorf("%s:%d: more than %d captures", p.file, p.line, maxSlots)
	}
	return c.patterns(p.patterns)
}

func (c *checker) patterns(all []pattern) error {
	for i := range all {
		p := &all[i]
		var err error
		if p.kind == refPattern {
			err = c.part(p.ref)
		} else {
			err = c.patterns(p.items)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) part(name string) error {
	if slices.Contains(c.within, name) {
		return fmt.Errorf("part %q is inside itself", name)
	}
	if c.done[name] {
		return nil
	}
	prods := c.parts[name]
	if len(prods) == 0 {
		return fmt.Errorf("there is no part %q", name)
	}
	c.within = append(c.within, name)
	defer func() { c.within = c.within[:len(c.within)-1] }()
	for _, p := range prods {
		if err := c.production(p); err != nil {
			return err
		}
	}
	c.done[name] = true
	return nil
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
	work  []uint64 // the read states that were reached, each below its class, by which they are sorted
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
	r := &runner{automaton: a, width: len(a.lex.sigs)}
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
	if int(s) >= len(r.mark) {
		r.mark = append(r.mark, make([]uint32, len(r.states)-len(r.mark))...)
	}
	if r.mark[s] == r.round {
		return
	}
	r.mark[s] = r.round
	switch st := &r.states[s]; st.kind {
	case readState:
		r.work = append(r.work, uint64(st.class)<<32|uint64(s))
	case acceptState:
		r.found = append(r.found, int32(st.prod))
	default:
		for _, n := range r.after(s) {
			r.reach(n)
		}
	}
}

// state returns the deterministic state of what was reached.
func (r *runner) state() int32 {
	if len(r.work) == 0 && len(r.found) == 0 {
		return deadState
	}
	slices.Sort(r.work)
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
		set := make([]int32, len(r.work))
		for i, s := range r.work {
			set[i] = int32(s)
		}
		r.sets = append(r.sets, set)
		r.finds = append(r.finds, slices.Clone(r.found))
		r.trans = append(r.trans, make([]uint16, r.width)...)
	}
	return id
}

// full reports whether the runner should be reset before the next sentence.
func (r *runner) full() bool { return len(r.sets) > maxStates }

package press

import (
	"fmt"
	"reflect"
	"text/template/parse"
)

// compiler turns the tree of one template, for one type of data, into steps.
type compiler struct {
	t        *Template
	assigned map[string]bool // variables that may change their type, because they are assigned to
}

// place is where in a template the compiler stands: the type of dot, nil when only the run knows it, and the variables.
type place struct {
	dot  reflect.Type
	vars *variable
}

// variable is one of those in sight, the innermost first. Its type is nil when only the run knows it.
type variable struct {
	name string
	typ  reflect.Type
	slot int
	up   *variable
}

func (p place) declare(name string, typ reflect.Type) place {
	p.vars = &variable{name: name, typ: typ, slot: p.vars.slot + 1, up: p.vars}
	return p
}

func (p place) variable(name string) *variable {
	for v := p.vars; v != nil; v = v.up {
		if v.name == name {
			return v
		}
	}
	panic(unsupported("variable " + name))
}

func (p place) at(dot reflect.Type) place {
	p.dot = dot
	return p
}

// list compiles nodes that follow each other. Variables declared in one are seen by those after it.
func (c *compiler) list(list *parse.ListNode, p place) step {
	var steps []step
	var text []byte
	flush := func() {
		if len(text) > 0 {
			steps = append(steps, constant(string(text)))
			text = nil
		}
	}
	if list != nil {
		for _, n := range list.Nodes {
			if t, ok := n.(*parse.TextNode); ok {
				text = append(text, t.Text...)
				continue
			}
			var s step
			if s, p = c.node(n, p); s != nil {
				flush()
				steps = append(steps, s)
			}
		}
	}
	flush()
	switch len(steps) {
	case 0:
		return func(*run, reflect.Value) signal { return next }
	case 1:
		return steps[0]
	}
	return func(r *run, dot reflect.Value) signal {
		for _, s := range steps {
			if end := s(r, dot); end != next {
				return end
			}
		}
		return next
	}
}

func constant(text string) step {
	return func(r *run, _ reflect.Value) signal {
		r.out = append(r.out, text...)
		return next
	}
}

// node compiles one node and returns the place after it. The step is nil when there is nothing to do.
func (c *compiler) node(n parse.Node, p place) (step, place) {
	switch n := n.(type) {
	case *parse.CommentNode:
		return nil, p
	case *parse.ActionNode:
		if len(n.Pipe.Decl) == 0 {
			return c.value(n.Pipe, p), p
		}
		return c.declaration(n.Pipe, p)
	case *parse.IfNode:
		cond, inside := c.condition(n.Pipe, p)
		return branch(cond, c.list(n.List, inside), c.list(n.ElseList, inside)), p
	case *parse.WithNode:
		return c.with(n, p), p
	case *parse.RangeNode:
		return c.loop(n, p), p
	case *parse.TemplateNode:
		return c.template(n, p), p
	case *parse.BreakNode:
		return func(*run, reflect.Value) signal { return leaveLoop }, p
	case *parse.ContinueNode:
		return func(*run, reflect.Value) signal { return goOn }, p
	}
	panic(unsupported(fmt.Sprintf("%T", n)))
}

// declaration compiles {{$x := pipe}} and {{$x = pipe}}.
func (c *compiler) declaration(pipe *parse.PipeNode, p place) (step, place) {
	e := c.pipe(pipe, p)
	v, after := c.bind(pipe, e, p)
	get := e.value()
	return func(r *run, dot reflect.Value) signal {
		r.set(v.slot, get(r, dot))
		return next
	}, after
}

// bind returns the one variable that a pipeline sets to e, and the place where it is seen.
func (c *compiler) bind(pipe *parse.PipeNode, e *expr, p place) (*variable, place) {
	if len(pipe.Decl) != 1 {
		panic(unsupported("several variables"))
	}
	name := pipe.Decl[0].Ident[0]
	if pipe.IsAssign {
		return p.variable(name), p
	}
	typ := e.typ
	if c.assigned[name] {
		typ = nil
	}
	p = p.declare(name, typ)
	return p.vars, p
}

// condition compiles the pipeline of an if, and the place inside it.
func (c *compiler) condition(pipe *parse.PipeNode, p place) (func(*run, reflect.Value) bool, place) {
	e := c.pipe(pipe, p)
	if len(pipe.Decl) == 0 {
		return e.truth(), p
	}
	v, inside := c.bind(pipe, e, p)
	get, test := e.value(), truthOf(e.typ)
	return func(r *run, dot reflect.Value) bool {
		val := get(r, dot)
		r.set(v.slot, val)
		return test(val)
	}, inside
}

func branch(cond func(*run, reflect.Value) bool, then, otherwise step) step {
	return func(r *run, dot reflect.Value) signal {
		if cond(r, dot) {
			return then(r, dot)
		}
		return otherwise(r, dot)
	}
}

func (c *compiler) with(n *parse.WithNode, p place) step {
	e := c.pipe(n.Pipe, p)
	inside, slot := p, 0
	if len(n.Pipe.Decl) > 0 {
		var v *variable
		v, inside = c.bind(n.Pipe, e, p)
		slot = v.slot
	}
	get, test := e.value(), truthOf(e.typ)
	then, otherwise := c.forType(n.List, e.typ, inside), c.list(n.ElseList, inside)
	return func(r *run, dot reflect.Value) signal {
		v := get(r, dot)
		if slot > 0 {
			r.set(slot, v)
		}
		if test(v) {
			return then(r, v)
		}
		return otherwise(r, dot)
	}
}

// forType compiles a list whose dot has a type; when that is nil, for each type that turns up.
func (c *compiler) forType(list *parse.ListNode, typ reflect.Type, p place) step {
	if typ != nil {
		return c.list(list, p.at(typ))
	}
	steps := newByType(func(typ reflect.Type) step { return c.list(list, p.at(typ)) })
	return func(r *run, dot reflect.Value) signal { return steps.of(dot)(r, dot) }
}

// loop compiles a range over a slice or an array.
func (c *compiler) loop(n *parse.RangeNode, p place) step {
	if n.Pipe.IsAssign {
		panic(unsupported("range that assigns"))
	}
	e := c.pipe(n.Pipe, p)
	get, otherwise := e.value(), c.emptyLoop(n, e.typ, p)
	if e.typ != nil {
		each := c.each(n, e.typ, p)
		return func(r *run, dot reflect.Value) signal {
			v := get(r, dot)
			if v.Len() > 0 {
				return each(r, v)
			}
			return otherwise(r, dot, v)
		}
	}
	loops := newByType(func(typ reflect.Type) eachStep { return c.each(n, typ, p) })
	return func(r *run, dot reflect.Value) signal {
		v := get(r, dot)
		if !v.IsValid() {
			return otherwise(r, dot, v)
		}
		if each := loops.of(v); v.Len() > 0 {
			return each(r, v)
		}
		return otherwise(r, dot, v)
	}
}

// emptyLoop compiles the else of a range, in which its variables are what was to be ranged over. A break there ends this
// range and not the one around it, as it does in html/template.
func (c *compiler) emptyLoop(n *parse.RangeNode, typ reflect.Type, p place) func(r *run, dot, list reflect.Value) signal {
	first := p.vars.slot + 1
	for _, d := range n.Pipe.Decl {
		p = p.declare(d.Ident[0], c.unlessAssigned(d.Ident[0], typ))
	}
	otherwise, past := c.list(n.ElseList, p), p.vars.slot+1
	return func(r *run, dot, list reflect.Value) signal {
		for slot := first; slot < past; slot++ {
			r.set(slot, list)
		}
		if end := otherwise(r, dot); end != leaveLoop {
			return end
		}
		return next
	}
}

// eachStep prints the body of a range for each element of a list.
type eachStep func(r *run, list reflect.Value) signal

// each compiles the body of a range over a type.
func (c *compiler) each(n *parse.RangeNode, typ reflect.Type, p place) eachStep {
	if typ.Kind() != reflect.Slice && typ.Kind() != reflect.Array {
		panic(unsupported("range over " + typ.String()))
	}
	elem := known(typ.Elem())
	index, item := 0, 0
	for i, d := range n.Pipe.Decl {
		if last := i == len(n.Pipe.Decl)-1; !last {
			p = p.declare(d.Ident[0], c.unlessAssigned(d.Ident[0], reflect.TypeFor[int]()))
			index = p.vars.slot
		} else {
			p = p.declare(d.Ident[0], c.unlessAssigned(d.Ident[0], elem))
			item = p.vars.slot
		}
	}
	inside := c.forType(n.List, elem, p)
	unwrap := typ.Elem().Kind() == reflect.Interface
	return func(r *run, list reflect.Value) signal {
		for i := range list.Len() {
			v := list.Index(i)
			if unwrap {
				v = v.Elem()
			}
			if index > 0 {
				r.set(index, reflect.ValueOf(i))
			}
			if item > 0 {
				r.set(item, v)
			}
			if inside(r, v) == leaveLoop {
				break
			}
		}
		return next
	}
}

func (c *compiler) unlessAssigned(name string, typ reflect.Type) reflect.Type {
	if c.assigned[name] {
		return nil
	}
	return typ
}

// template compiles a call of another template. That is compiled when it is first called, as it may call this one.
func (c *compiler) template(n *parse.TemplateNode, p place) step {
	if n.Pipe == nil || len(n.Pipe.Decl) > 0 {
		panic(unsupported("template without data, or with variables"))
	}
	if c.t.trees[n.Name] == nil {
		panic(unsupported("template " + n.Name))
	}
	get, used := c.pipe(n.Pipe, p).value(), p.vars.slot+1
	bodies := newByType(func(typ reflect.Type) *body { return c.t.body(n.Name, typ) })
	return func(r *run, dot reflect.Value) signal {
		v := get(r, dot)
		r.call(bodies.of(v), used, v)
		return next
	}
}

// findAssigned notes the variables that a template assigns to after their declaration.
func (c *compiler) findAssigned(n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				c.findAssigned(child)
			}
		}
	case *parse.ActionNode:
		c.noteAssigned(n.Pipe)
	case *parse.IfNode:
		c.findInBranch(&n.BranchNode)
	case *parse.WithNode:
		c.findInBranch(&n.BranchNode)
	case *parse.RangeNode:
		c.findInBranch(&n.BranchNode)
	}
}

func (c *compiler) findInBranch(n *parse.BranchNode) {
	c.noteAssigned(n.Pipe)
	c.findAssigned(n.List)
	c.findAssigned(n.ElseList)
}

func (c *compiler) noteAssigned(pipe *parse.PipeNode) {
	if pipe.IsAssign {
		for _, d := range pipe.Decl {
			c.assigned[d.Ident[0]] = true
		}
	}
}

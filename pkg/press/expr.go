package press

import (
	"reflect"
	"text/template/parse"
)

// expr is a compiled expression: at least one function that computes it. Where several are there, they agree.
type expr struct {
	typ  reflect.Type // nil: only known when it runs; never an interface
	get  func(*run, reflect.Value) reflect.Value
	str  func(*run, reflect.Value) string // for a string
	num  func(*run, reflect.Value) int    // for an int
	test func(*run, reflect.Value) bool   // for a bool, or what only a condition asks for
}

// known returns the type as an expression has it: nil for any.
func known(typ reflect.Type) reflect.Type {
	if typ.Kind() != reflect.Interface {
		return typ
	}
	if typ.NumMethod() > 0 {
		panic(unsupported("values of " + typ.String()))
	}
	return nil
}

// value returns the function that computes the expression as a reflect.Value.
func (e *expr) value() func(*run, reflect.Value) reflect.Value {
	switch {
	case e.get != nil:
		return e.get
	case e.str != nil:
		str, typ := e.str, e.typ
		if typ == reflect.TypeFor[string]() {
			return func(r *run, dot reflect.Value) reflect.Value { return reflect.ValueOf(str(r, dot)) }
		}
		return func(r *run, dot reflect.Value) reflect.Value { return reflect.ValueOf(str(r, dot)).Convert(typ) }
	case e.num != nil:
		num := e.num
		return func(r *run, dot reflect.Value) reflect.Value { return reflect.ValueOf(num(r, dot)) }
	}
	test := e.test
	return func(r *run, dot reflect.Value) reflect.Value { return reflect.ValueOf(test(r, dot)) }
}

// words returns the function that computes an expression of a string type.
func (e *expr) words() func(*run, reflect.Value) string {
	if e.str != nil {
		return e.str
	}
	get := e.get
	return func(r *run, dot reflect.Value) string {
		v := get(r, dot)
		if v.Kind() != reflect.String {
			panic(misfit("no string"))
		}
		return v.String()
	}
}

// number returns the function that computes an expression of type int.
func (e *expr) number() func(*run, reflect.Value) int {
	if e.num != nil {
		return e.num
	}
	get := e.value()
	return func(r *run, dot reflect.Value) int { return int(get(r, dot).Int()) }
}

// truth returns the function that says whether the expression counts as true in a condition.
func (e *expr) truth() func(*run, reflect.Value) bool {
	switch {
	case e.test != nil:
		return e.test
	case e.str != nil:
		str := e.str
		return func(r *run, dot reflect.Value) bool { return str(r, dot) != "" }
	case e.num != nil:
		num := e.num
		return func(r *run, dot reflect.Value) bool { return num(r, dot) != 0 }
	}
	get, test := e.get, truthOf(e.typ)
	return func(r *run, dot reflect.Value) bool { return test(get(r, dot)) }
}

// truthOf returns the truth of values of a type, by its kind; of any type when it is nil.
func truthOf(typ reflect.Type) func(reflect.Value) bool {
	if typ == nil {
		return func(v reflect.Value) bool { return v.IsValid() && truthOf(v.Type())(v) }
	}
	switch typ.Kind() {
	case reflect.String:
		return func(v reflect.Value) bool { return v.String() != "" }
	case reflect.Slice, reflect.Map, reflect.Array:
		return func(v reflect.Value) bool { return v.Len() > 0 }
	case reflect.Bool:
		return reflect.Value.Bool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(v reflect.Value) bool { return v.Int() != 0 }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return func(v reflect.Value) bool { return v.Uint() != 0 }
	case reflect.Pointer:
		return func(v reflect.Value) bool { return !v.IsNil() }
	case reflect.Struct:
		return func(reflect.Value) bool { return true }
	}
	panic(unsupported("truth of " + typ.String()))
}

// pipe compiles a pipeline without the escapers that html/template puts at the end of those that are printed.
func (c *compiler) pipe(pipe *parse.PipeNode, p place) *expr {
	var e *expr
	for _, cmd := range pipe.Cmds {
		e = c.command(cmd, e, p)
	}
	return e
}

// command compiles one part of a pipeline. last is the value of the part before it, which is its last argument.
func (c *compiler) command(cmd *parse.CommandNode, last *expr, p place) *expr {
	args := cmd.Args[1:]
	if name, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
		return c.function(name.Ident, args, last, p)
	}
	if len(args) > 0 || last != nil {
		if e, name, ok := c.receiver(cmd.Args[0], p); ok {
			return c.method(e, name, args, last, p)
		}
		panic(unsupported("arguments of " + cmd.String()))
	}
	return c.operand(cmd.Args[0], p)
}

// operand compiles what may stand in a pipeline or as an argument.
func (c *compiler) operand(n parse.Node, p place) *expr {
	switch n := n.(type) {
	case *parse.DotNode:
		return &expr{typ: p.dot, get: func(_ *run, dot reflect.Value) reflect.Value { return dot }}
	case *parse.FieldNode:
		return c.chain(c.operand(&parse.DotNode{}, p), n.Ident)
	case *parse.VariableNode:
		return c.chain(variableExpr(p.variable(n.Ident[0])), n.Ident[1:])
	case *parse.ChainNode:
		return c.chain(c.operand(n.Node, p), n.Field)
	case *parse.PipeNode:
		if len(n.Decl) > 0 {
			panic(unsupported("variable in parentheses"))
		}
		return c.pipe(n, p)
	case *parse.IdentifierNode:
		return c.function(n.Ident, nil, nil, p)
	case *parse.StringNode:
		return constantString(n.Text)
	case *parse.BoolNode:
		v := n.True
		return &expr{typ: reflect.TypeFor[bool](), test: func(*run, reflect.Value) bool { return v }}
	case *parse.NumberNode:
		if v := int(n.Int64); n.IsInt && !n.IsComplex && int64(v) == n.Int64 && plainNumber(n.Text) {
			return &expr{typ: reflect.TypeFor[int](), num: func(*run, reflect.Value) int { return v }}
		}
	}
	panic(unsupported("operand " + n.String()))
}

// plainNumber reports whether a number is written with digits alone, so that nothing but an int can be meant.
func plainNumber(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return i == 0 && s[0] == '-' && len(s) > 1 && plainNumber(s[1:])
		}
	}
	return true
}

func constantString(s string) *expr {
	return &expr{typ: reflect.TypeFor[string](), str: func(*run, reflect.Value) string { return s }}
}

func variableExpr(v *variable) *expr {
	slot := v.slot
	return &expr{typ: v.typ, get: func(r *run, _ reflect.Value) reflect.Value { return r.vars[r.base+slot] }}
}

// receiver takes .A.B or $x.B apart into the value of which B is a method, and its name.
func (c *compiler) receiver(n parse.Node, p place) (e *expr, name string, ok bool) {
	var names []string
	switch n := n.(type) {
	case *parse.FieldNode:
		e, names = c.operand(&parse.DotNode{}, p), n.Ident
	case *parse.VariableNode:
		e, names = variableExpr(p.variable(n.Ident[0])), n.Ident[1:]
	case *parse.ChainNode:
		e, names = c.operand(n.Node, p), n.Field
	}
	if len(names) == 0 {
		return nil, "", false
	}
	return c.chain(e, names[:len(names)-1]), names[len(names)-1], true
}

// chain compiles the fields, methods without arguments and keys that follow a value.
func (c *compiler) chain(e *expr, names []string) *expr {
	for _, name := range names {
		e = c.selected(e, name)
	}
	return e
}

func (c *compiler) selected(e *expr, name string) *expr {
	get := e.value()
	if e.typ == nil {
		members := newByType(func(typ reflect.Type) member { return memberOf(typ, name) })
		return &expr{get: func(r *run, dot reflect.Value) reflect.Value {
			v := get(r, dot)
			return members.of(v).get(v)
		}}
	}
	m := memberOf(e.typ, name)
	of := m.get
	return &expr{typ: m.typ, get: func(r *run, dot reflect.Value) reflect.Value { return of(get(r, dot)) }}
}

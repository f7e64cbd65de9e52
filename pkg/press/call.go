package press

import (
	"fmt"
	"reflect"
	"text/template/parse"
)

// function compiles the call of a function: one of the template's own, or one that html/template has built in.
func (c *compiler) function(name string, args []parse.Node, last *expr, p place) *expr {
	fn, own := c.t.funcs[name]
	if own {
		return c.call(reflect.ValueOf(fn), args, last, p)
	}
	var in []*expr
	for _, n := range args {
		in = append(in, c.operand(n, p))
	}
	if last != nil {
		in = append(in, last)
	}
	if e := builtin(name, in); e != nil {
		return e
	}
	switch name {
	case "printf":
		return c.call(reflect.ValueOf(fmt.Sprintf), args, last, p)
	case "print":
		return c.call(reflect.ValueOf(fmt.Sprint), args, last, p)
	case "println":
		return c.call(reflect.ValueOf(fmt.Sprintln), args, last, p)
	}
	panic(unsupported("function " + name))
}

// method compiles the call of a method with arguments.
func (c *compiler) method(e *expr, name string, args []parse.Node, last *expr, p place) *expr {
	if e.typ == nil || e.typ.Kind() != reflect.Pointer {
		panic(unsupported("arguments of " + name))
	}
	m, ok := e.typ.MethodByName(name)
	if !ok {
		panic(unsupported("arguments of " + name))
	}
	get := e.value()
	return c.arranged(m.Func, []func(*run, reflect.Value) reflect.Value{func(r *run, dot reflect.Value) reflect.Value {
		v := get(r, dot)
		if v.IsNil() {
			panic(misfit("nil"))
		}
		return v
	}}, c.arguments(m.Type, 1, args, last, p))
}

func (c *compiler) call(fn reflect.Value, args []parse.Node, last *expr, p place) *expr {
	in := c.arguments(fn.Type(), 0, args, last, p)
	if e := direct(fn.Interface(), in); e != nil {
		return e
	}
	return c.arranged(fn, nil, in)
}

// arranged calls fn by reflection, with first and in for its arguments.
func (c *compiler) arranged(fn reflect.Value, first []func(*run, reflect.Value) reflect.Value, in []*expr) *expr {
	call, result := caller(fn)
	for _, e := range in {
		first = append(first, e.value())
	}
	return &expr{typ: result, get: func(r *run, dot reflect.Value) reflect.Value {
		args := make([]reflect.Value, len(first))
		for i, get := range first {
			args[i] = get(r, dot)
		}
		return call(args)
	}}
}

// arguments compiles the arguments of a function from its parameter skip on, each made to fit its parameter.
func (c *compiler) arguments(fn reflect.Type, skip int, args []parse.Node, last *expr, p place) []*expr {
	var in []*expr
	for _, n := range args {
		in = append(in, c.operand(n, p))
	}
	if last != nil {
		in = append(in, last)
	}
	fixed := fn.NumIn() - skip
	if fn.IsVariadic() {
		fixed--
	}
	if len(in) < fixed || len(in) > fixed && !fn.IsVariadic() {
		panic(unsupported("number of arguments"))
	}
	for i, e := range in {
		if i < fixed {
			in[i] = fit(e, fn.In(skip+i))
		} else {
			in[i] = fit(e, fn.In(fn.NumIn()-1).Elem())
		}
	}
	return in
}

// fit makes an expression fit a parameter, as far as no conversion is needed.
func fit(e *expr, param reflect.Type) *expr {
	if param == reflect.TypeFor[reflect.Value]() {
		panic(unsupported("a parameter of type reflect.Value"))
	}
	if e.typ != nil {
		if !e.typ.AssignableTo(param) {
			panic(unsupported(e.typ.String() + " for " + param.String()))
		}
		return e
	}
	get := e.get
	return &expr{typ: known(param), get: func(r *run, dot reflect.Value) reflect.Value {
		v := get(r, dot)
		if !v.IsValid() || !v.Type().AssignableTo(param) {
			panic(misfit("argument"))
		}
		return v
	}}
}

// direct calls a function of one of the usual types without reflection; nil for any other.
func direct(fn any, in []*expr) *expr {
	str := reflect.TypeFor[string]()
	switch fn := fn.(type) {
	case func(string) string:
		a := in[0].words()
		return &expr{typ: str, str: func(r *run, dot reflect.Value) string { return fn(a(r, dot)) }}
	case func(string, string) string:
		a, b := in[0].words(), in[1].words()
		return &expr{typ: str, str: func(r *run, dot reflect.Value) string { return fn(a(r, dot), b(r, dot)) }}
	case func(string, int) string:
		a, b := in[0].words(), in[1].number()
		return &expr{typ: str, str: func(r *run, dot reflect.Value) string { return fn(a(r, dot), b(r, dot)) }}
	case func(int) string:
		a := in[0].number()
		return &expr{typ: str, str: func(r *run, dot reflect.Value) string { return fn(a(r, dot)) }}
	case func(string, ...any) string:
		a, rest := in[0].words(), make([]func(*run, reflect.Value) reflect.Value, len(in)-1)
		for i, e := range in[1:] {
			rest[i] = e.value()
		}
		return &expr{typ: str, str: func(r *run, dot reflect.Value) string {
			args := make([]any, len(rest))
			for i, get := range rest {
				args[i] = get(r, dot).Interface()
			}
			return fn(a(r, dot), args...)
		}}
	}
	return nil
}

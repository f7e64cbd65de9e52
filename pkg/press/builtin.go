package press

import (
	"reflect"
)

// builtin compiles the functions that conditions are written with; nil for any other.
func builtin(name string, in []*expr) *expr {
	switch {
	case (name == "and" || name == "or") && len(in) > 0:
		return junction(in, name == "or")
	case name == "not" && len(in) == 1:
		test := in[0].truth()
		return condition(func(r *run, dot reflect.Value) bool { return !test(r, dot) })
	case name == "len" && len(in) == 1:
		return length(in[0])
	case name == "eq" && len(in) == 2:
		return compare(in[0], in[1], func(order int) bool { return order == 0 })
	case name == "ne" && len(in) == 2:
		return compare(in[0], in[1], func(order int) bool { return order != 0 })
	case name == "lt" && len(in) == 2:
		return ordered(in[0], in[1], func(order int) bool { return order < 0 })
	case name == "le" && len(in) == 2:
		return ordered(in[0], in[1], func(order int) bool { return order <= 0 })
	case name == "gt" && len(in) == 2:
		return ordered(in[0], in[1], func(order int) bool { return order > 0 })
	case name == "ge" && len(in) == 2:
		return ordered(in[0], in[1], func(order int) bool { return order >= 0 })
	}
	return nil
}

func condition(test func(*run, reflect.Value) bool) *expr {
	return &expr{typ: reflect.TypeFor[bool](), test: test}
}

// junction is "and" and "or": the first argument whose truth is that of until, else the last one.
func junction(in []*expr, until bool) *expr {
	values, tests := make([]func(*run, reflect.Value) reflect.Value, len(in)), make([]func(*run, reflect.Value) bool, len(in))
	for i, e := range in {
		values[i], tests[i] = e.value(), e.truth()
	}
	truth := truthOf(nil)
	return &expr{
		get: func(r *run, dot reflect.Value) (v reflect.Value) {
			for _, get := range values {
				if v = get(r, dot); truth(v) == until {
					return v
				}
			}
			return v
		},
		test: func(r *run, dot reflect.Value) bool {
			for _, test := range tests {
				if test(r, dot) == until {
					return until
				}
			}
			return !until
		},
	}
}

func length(e *expr) *expr {
	get := e.value()
	return &expr{typ: reflect.TypeFor[int](), num: func(r *run, dot reflect.Value) int { return pointed(get(r, dot)).Len() }}
}

package press

import (
	"cmp"
	"reflect"
)

// compare compiles eq and ne for two strings, two whole numbers or two truths.
func compare(a, b *expr, holds func(order int) bool) *expr {
	return comparison(a, b, holds, true)
}

// ordered compiles lt, le, gt and ge for two strings or two whole numbers.
func ordered(a, b *expr, holds func(order int) bool) *expr {
	return comparison(a, b, holds, false)
}

func comparison(a, b *expr, holds func(order int) bool, truths bool) *expr {
	if a.typ != nil && b.typ != nil && a.typ.Kind() == reflect.String && b.typ.Kind() == reflect.String {
		x, y := a.words(), b.words()
		return condition(func(r *run, dot reflect.Value) bool { return holds(cmp.Compare(x(r, dot), y(r, dot))) })
	}
	if integer := reflect.TypeFor[int](); a.typ == integer && b.typ == integer {
		x, y := a.number(), b.number()
		return condition(func(r *run, dot reflect.Value) bool { return holds(cmp.Compare(x(r, dot), y(r, dot))) })
	}
	x, y := a.value(), b.value()
	return condition(func(r *run, dot reflect.Value) bool {
		v, w := x(r, dot), y(r, dot)
		switch {
		case v.Kind() == reflect.String && w.Kind() == reflect.String:
			return holds(cmp.Compare(v.String(), w.String()))
		case v.CanInt() && w.CanInt():
			return holds(cmp.Compare(v.Int(), w.Int()))
		case truths && v.Kind() == reflect.Bool && w.Kind() == reflect.Bool:
			if v.Bool() == w.Bool() {
				return holds(0)
			}
			return holds(1)
		}
		panic(misfit("comparison"))
	})
}

package press

import (
	"reflect"
)

// member is a field, a method without arguments or a key of a type, as a template writes them: .Name.
type member struct {
	typ reflect.Type // nil: only known when it runs
	get func(reflect.Value) reflect.Value
}

// memberOf finds a member as html/template does: a method of the type or of its pointer first, then a field, promoted
// ones too, then the key of a map.
func memberOf(typ reflect.Type, name string) member {
	base := typ
	for base.Kind() == reflect.Pointer {
		base = base.Elem()
	}
	if m, ok := reflect.PointerTo(base).MethodByName(name); ok && base.Kind() != reflect.Interface {
		return methodOf(typ, base, m)
	}
	switch base.Kind() {
	case reflect.Struct:
		if f, ok := base.FieldByName(name); ok && f.IsExported() {
			return fieldOf(typ, f)
		}
	case reflect.Map:
		if base.Key() == reflect.TypeFor[string]() {
			key := reflect.ValueOf(name)
			return member{get: func(v reflect.Value) reflect.Value { return bare(pointed(v).MapIndex(key)) }}
		}
	}
	panic(unsupported(name + " of " + typ.String()))
}

// pointed follows pointers to the value behind them. A nil pointer gives the zero Value, of which nothing can be asked
// without a panic.
func pointed(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	return v
}

// bare takes a value out of the interface that holds it.
func bare(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

// fieldOf reads a field, the path to which is looked up here once.
func fieldOf(typ reflect.Type, f reflect.StructField) member {
	m := member{typ: known(f.Type)}
	switch i := f.Index[0]; {
	case len(f.Index) == 1 && typ.Kind() == reflect.Struct:
		m.get = func(v reflect.Value) reflect.Value { return v.Field(i) }
	case len(f.Index) == 1 && typ.Elem().Kind() == reflect.Struct:
		m.get = func(v reflect.Value) reflect.Value { return v.Elem().Field(i) }
	default:
		index := f.Index
		m.get = func(v reflect.Value) reflect.Value {
			for _, i := range index {
				v = pointed(v).Field(i)
			}
			return v
		}
	}
	if m.typ == nil {
		get := m.get
		m.get = func(v reflect.Value) reflect.Value { return get(v).Elem() }
	}
	return m
}

// methodOf calls a method. One of the pointer alone needs a value that has an address.
func methodOf(typ, base reflect.Type, m reflect.Method) member {
	call, result := caller(m.Func)
	if m.Type.NumIn() != 1 {
		panic(unsupported("arguments of " + m.Name))
	}
	if byValue, ok := base.MethodByName(m.Name); ok {
		call, _ = caller(byValue.Func)
		return member{typ: result, get: func(v reflect.Value) reflect.Value { return call([]reflect.Value{pointed(v)}) }}
	}
	if typ.Kind() == reflect.Pointer && typ.Elem() == base {
		return member{typ: result, get: func(v reflect.Value) reflect.Value {
			if v.IsNil() {
				panic(misfit("nil"))
			}
			return call([]reflect.Value{v})
		}}
	}
	return member{typ: result, get: func(v reflect.Value) reflect.Value { return call([]reflect.Value{pointed(v).Addr()}) }}
}

// caller calls a function that returns a value, or a value and an error, and returns the type of the value.
func caller(fn reflect.Value) (func([]reflect.Value) reflect.Value, reflect.Type) {
	typ := fn.Type()
	fails := typ.NumOut() == 2 && typ.Out(1) == reflect.TypeFor[error]()
	if typ.NumOut() != 1 && !fails || typ.Out(0) == reflect.TypeFor[reflect.Value]() {
		panic(unsupported("results of " + typ.String()))
	}
	return func(args []reflect.Value) reflect.Value {
		results := fn.Call(args)
		if fails && !results[1].IsNil() {
			panic(misfit("an error"))
		}
		return bare(results[0])
	}, known(typ.Out(0))
}

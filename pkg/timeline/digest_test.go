package timeline

import (
	"reflect"
	"testing"
)

// TestDigest changes every part of an event, one at a time: each change must show, but for that of the salience.
func TestDigest(t *testing.T) {
	full := func() *Event {
		var e Event
		fill(reflect.ValueOf(&e).Elem())
		return &e
	}
	want := full().Digest()
	if full().Digest() != want {
		t.Fatal("one event has two digests")
	}
	for i, n := 0, len(leaves(reflect.ValueOf(full()).Elem(), "Event")); i < n; i++ {
		e := full()
		l := leaves(reflect.ValueOf(e).Elem(), "Event")[i]
		alter(l.value)
		if same := e.Digest() == want; same != (l.name == "Event.Salience") {
			t.Errorf("%s is altered: the digest is the same: %v", l.name, same)
		}
	}
	e := full()
	e.People = append(e.People, "")
	if e.Digest() == want {
		t.Error("an empty name more does not show")
	}
	if DigestOf("ab", "c") == DigestOf("a", "bc") {
		t.Error("it does not show where a string ends")
	}
}

func TestSourceDigest(t *testing.T) {
	full := func() *Source {
		var s Source
		fill(reflect.ValueOf(&s).Elem())
		return &s
	}
	want, cited := full().Digest(), full().CitedDigest()
	apart := map[string]bool{"Source.File": true, "Source.Line": true, "Source.Events[]": true}
	for i, n := 0, len(leaves(reflect.ValueOf(full()).Elem(), "Source")); i < n; i++ {
		s := full()
		l := leaves(reflect.ValueOf(s).Elem(), "Source")[i]
		alter(l.value)
		if s.Digest() == want {
			t.Errorf("%s is altered: the digest is the same", l.name)
		}
		if same := s.CitedDigest() == cited; same != apart[l.name] {
			t.Errorf("%s is altered: the digest of what is cited is the same: %v", l.name, same)
		}
	}
}

// fill gives every list one element and every pointer something to point at.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	}
}

type leaf struct {
	name  string
	value reflect.Value
}

// leaves returns the strings, numbers and booleans that a value is made of.
func leaves(v reflect.Value, name string) []leaf {
	var all []leaf
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			all = append(all, leaves(v.Field(i), name+"."+v.Type().Field(i).Name)...)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			all = append(all, leaves(v.Index(i), name+"[]")...)
		}
	case reflect.Pointer:
		all = leaves(v.Elem(), name)
	default:
		all = append(all, leaf{name, v})
	}
	return all
}

func alter(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Float64:
		v.SetFloat(v.Float() + 1)
	case reflect.Int, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(v.Int() + 1)
	default:
		v.SetUint(v.Uint() + 1)
	}
}

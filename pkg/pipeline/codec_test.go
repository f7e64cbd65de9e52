package pipeline

import (
	"reflect"
	"slices"
	"testing"

	"timeline/pkg/event"
	"timeline/pkg/timeline"
)

// TestCodec fills every field of what the cache keeps with something of its own, and reads it back.
func TestCodec(t *testing.T) {
	for _, typ := range []reflect.Type{
		reflect.TypeFor[storedParse](), reflect.TypeFor[event.Extraction](), reflect.TypeFor[merging](), reflect.TypeFor[[]timeline.Event](),
	} {
		c := newCodec(typ)
		n := 0
		full := reflect.New(typ).Elem()
		fill(full, &n)
		raw := c.write(nil, full)
		back := reflect.New(typ).Elem()
		r := reader{text: string(raw)}
		c.read(&r, back)
		if r.bad || r.text != "" || !reflect.DeepEqual(full.Interface(), back.Interface()) {
			t.Errorf("%s with %d fields is read back as %+v", typ, n, back)
		}
		for i := range raw { // what is cut off is noticed, and nothing panics
			r := reader{text: string(raw[:i])}
			c.read(&r, reflect.New(typ).Elem())
			if !r.bad {
				t.Fatalf("%s cut off at byte %d of %d is read as whole", typ, i, len(raw))
			}
		}
		for _, empty := range []func(reflect.Value){func(reflect.Value) {}, hollow} { // nil lists stay nil, empty ones empty
			want, back := reflect.New(typ).Elem(), reflect.New(typ).Elem()
			empty(want)
			r := reader{text: string(c.write(nil, want))}
			c.read(&r, back)
			if r.bad || r.text != "" || !reflect.DeepEqual(want.Interface(), back.Interface()) {
				t.Errorf("the empty %s is read back as %+v", typ, back)
			}
		}
	}
}

// TestCodecKeepsListsApart makes sure that lists which were read one after the other share no place.
func TestCodecKeepsListsApart(t *testing.T) {
	c := newCodec(reflect.TypeFor[[][]int]())
	var want [][]int
	for i := range 3000 {
		want = append(want, slices.Repeat([]int{i}, i%40))
	}
	r := reader{text: string(c.write(nil, reflect.ValueOf(want)))}
	var got [][]int
	c.read(&r, reflect.ValueOf(&got).Elem())
	for i := range got {
		got[i] = append(got[i], -1) // into memory of its own
		want[i] = append(want[i], -1)
	}
	if r.bad || !reflect.DeepEqual(got, want) {
		t.Error("lists that were read are not those that were written")
	}
}

// hollow makes every list empty but not nil, down to the first lists.
func hollow(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				hollow(v.Field(i))
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
}

// fill gives every string and number a value of its own, and every list two elements.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(string(rune('a'+*n%26)) + "\x00ё")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(float64(*n) / 3)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(-int64(*n % 100))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(*n % 200))
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), n)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	default:
		panic(v.Kind())
	}
}

package pipeline

import (
	"encoding/binary"
	"math"
	"reflect"
)

// codec writes and reads values of one type as bytes: strings, numbers, booleans, and structs, lists and pointers of them,
// all fields of a struct in their order. It is made from the type, so that no field can be forgotten; the form of the bytes
// changes with the type, and whoever keeps them keeps with them which program wrote them.
type codec struct {
	write func(b []byte, v reflect.Value) []byte
	read  func(r *reader, v reflect.Value)
}

// newCodec panics for a type that it cannot write, which a test shows.
func newCodec(t reflect.Type) codec {
	switch t.Kind() {
	case reflect.String:
		return codec{writeString, func(r *reader, v reflect.Value) { v.SetString(r.str()) }}
	case reflect.Bool:
		return codec{writeBool, func(r *reader, v reflect.Value) { v.SetBool(r.num() != 0) }}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return codec{
			func(b []byte, v reflect.Value) []byte { return binary.AppendVarint(b, v.Int()) },
			func(r *reader, v reflect.Value) { v.SetInt(r.num()) },
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return codec{
			func(b []byte, v reflect.Value) []byte { return binary.AppendUvarint(b, v.Uint()) },
			func(r *reader, v reflect.Value) { v.SetUint(r.unsigned()) },
		}
	case reflect.Float32, reflect.Float64:
		return codec{
			func(b []byte, v reflect.Value) []byte { return binary.AppendUvarint(b, math.Float64bits(v.Float())) },
			func(r *reader, v reflect.Value) { v.SetFloat(math.Float64frombits(r.unsigned())) },
		}
	case reflect.Struct:
		return structCodec(t)
	case reflect.Slice:
		return sliceCodec(t)
	case reflect.Array:
		return arrayCodec(t)
	case reflect.Pointer:
		return pointerCodec(t)
	}
	panic("pipeline: no codec for " + t.String())
}

func writeString(b []byte, v reflect.Value) []byte {
	b = binary.AppendUvarint(b, uint64(v.Len()))
	return append(b, v.String()...)
}

func writeBool(b []byte, v reflect.Value) []byte {
	if v.Bool() {
		return binary.AppendVarint(b, 1)
	}
	return binary.AppendVarint(b, 0)
}

func structCodec(t reflect.Type) codec {
	var fields []codec
	var at []int
	for i := range t.NumField() {
		if t.Field(i).IsExported() {
			fields, at = append(fields, newCodec(t.Field(i).Type)), append(at, i)
		}
	}
	return codec{
		func(b []byte, v reflect.Value) []byte {
			for i, f := range fields {
				b = f.write(b, v.Field(at[i]))
			}
			return b
		},
		func(r *reader, v reflect.Value) {
			for i, f := range fields {
				f.read(r, v.Field(at[i]))
			}
		},
	}
}

// sliceCodec writes 0 for nil, and one more than the length otherwise.
func sliceCodec(t reflect.Type) codec {
	element := newCodec(t.Elem())
	return codec{
		func(b []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return binary.AppendUvarint(b, 0)
			}
			b = binary.AppendUvarint(b, uint64(v.Len())+1)
			for i := range v.Len() {
				b = element.write(b, v.Index(i))
			}
			return b
		},
		func(r *reader, v reflect.Value) {
			n := r.unsigned()
			if n == 0 {
				return
			}
			if n--; n > uint64(len(r.text)) { // an element takes a byte at least
				r.fail()
				return
			}
			if words, ok := v.Addr().Interface().(*[]string); ok { // the commonest, without reflection
				*words = r.strings(int(n))
				return
			}
			list := reflect.MakeSlice(t, int(n), int(n))
			for i := range int(n) {
				element.read(r, list.Index(i))
			}
			v.Set(list)
		},
	}
}

func arrayCodec(t reflect.Type) codec {
	element := newCodec(t.Elem())
	return codec{
		func(b []byte, v reflect.Value) []byte {
			for i := range v.Len() {
				b = element.write(b, v.Index(i))
			}
			return b
		},
		func(r *reader, v reflect.Value) {
			for i := range v.Len() {
				element.read(r, v.Index(i))
			}
		},
	}
}

func pointerCodec(t reflect.Type) codec {
	element := newCodec(t.Elem())
	return codec{
		func(b []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return binary.AppendVarint(b, 0)
			}
			return element.write(binary.AppendVarint(b, 1), v.Elem())
		},
		func(r *reader, v reflect.Value) {
			if r.num() != 0 {
				v.Set(reflect.New(t.Elem()))
				element.read(r, v.Elem())
			}
		},
	}
}

// reader reads lengths, numbers and strings. The strings are parts of its text. After a mistake it reads zeros.
type reader struct {
	text string
	bad  bool
}

func (r *reader) fail() { r.bad, r.text = true, "" }

// take returns the next n bytes, none when there are fewer.
func (r *reader) take(n int) string {
	if n < 0 || n > len(r.text) {
		r.fail()
		return ""
	}
	s := r.text[:n]
	r.text = r.text[n:]
	return s
}

func (r *reader) unsigned() uint64 {
	var u uint64
	for i := 0; i < binary.MaxVarintLen64 && i < len(r.text); i++ {
		c := r.text[i]
		u |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			r.text = r.text[i+1:]
			return u
		}
	}
	r.fail()
	return 0
}

func (r *reader) num() int64 {
	u := r.unsigned()
	return int64(u>>1) ^ -int64(u&1)
}

// count reads the length of a list, each element of which takes a byte at least.
func (r *reader) count() int {
	n := r.num()
	if n < 0 || n > int64(len(r.text)) {
		r.fail()
		return 0
	}
	return int(n)
}

func (r *reader) str() string {
	n := r.unsigned()
	if n > uint64(len(r.text)) {
		r.fail()
		return ""
	}
	return r.take(int(n))
}

func (r *reader) strings(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = r.str()
	}
	return list
}

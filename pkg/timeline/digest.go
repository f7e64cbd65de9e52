package timeline

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"reflect"
	"slices"
)

// Digest stands for a value: two values with one digest say the same. It is the same in every run of the program.
type Digest [16]byte

// Digest returns the digest of everything that the event says but its salience, which a new article shifts a little for
// many events that it does not tell.
func (e *Event) Digest() Digest {
	bare := *e
	bare.Salience = 0
	return DigestOf(bare)
}

// DigestOf returns the digest of strings, numbers and booleans, and of structs, lists, maps and pointers of them. Every field of
// a struct takes part, unexported ones too, so that no new one can be forgotten.
func DigestOf(values ...any) Digest {
	b := make([]byte, 0, 4096)
	for _, v := range values {
		b = appendValue(b, reflect.ValueOf(v))
	}
	sum := sha256.Sum256(b)
	return Digest(sum[:len(Digest{})])
}

// appendValue writes a value so that different ones differ: what varies in length has its length before it.
func appendValue(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.String:
		b = binary.AppendUvarint(b, uint64(v.Len()))
		return append(b, v.String()...)
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return binary.AppendUvarint(b, v.Uint())
	case reflect.Float32, reflect.Float64:
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(v.Float()))
	case reflect.Struct:
		for i := range v.NumField() {
			b = appendValue(b, v.Field(i))
		}
		return b
	case reflect.Slice, reflect.Array:
		b = binary.AppendUvarint(b, uint64(v.Len()))
		for i := range v.Len() {
			b = appendValue(b, v.Index(i))
		}
		return b
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return append(b, 0)
		}
		return appendValue(append(b, 1), v.Elem())
	case reflect.Map:
		return appendMap(b, v)
	}
	panic("timeline: no digest of " + v.Type().String()) // a function or channel in the domain is a mistake of ours
}

// appendMap writes the entries of a map in an order of their own.
func appendMap(b []byte, m reflect.Value) []byte {
	var entries []string
	for i := m.MapRange(); i.Next(); {
		entries = append(entries, string(appendValue(appendValue(nil, i.Key()), i.Value())))
	}
	slices.Sort(entries)
	return appendValue(b, reflect.ValueOf(entries))
}

package timeline

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"reflect"
	"slices"
	"sync"
)

// Digest stands for a value: two values with one digest say the same. It is the same in every run of the program.
type Digest [16]byte

// Digest returns the digest of everything that the event says but its salience, which a new article shifts a little for
// many events that it does not tell.
func (e *Event) Digest() Digest {
	var sum Digest
	with(func(b []byte) []byte {
		b = e.encode(b)
		sum = short(b)
		return b
	})
	return sum
}

// Digest returns the digest of everything that the source says.
func (s *Source) Digest() Digest {
	var sum Digest
	with(func(b []byte) []byte {
		b = s.encode(b)
		b = appendString(b, s.File)
		b = binary.AppendVarint(b, int64(s.Line))
		b = appendList(b, s.Events)
		sum = short(b)
		return b
	})
	return sum
}

// CitedDigest returns the digest of what is shown where the source is cited: everything but its place in the content and the
// list of its events.
func (s *Source) CitedDigest() Digest {
	var sum Digest
	with(func(b []byte) []byte {
		b = s.encode(b)
		sum = short(b)
		return b
	})
	return sum
}

// buffers are what digests are taken of. A timeline has tens of thousands, so the buffers are used again.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// with lends an empty buffer, which use returns when it has grown.
func with(use func(b []byte) []byte) {
	b := buffers.Get().(*[]byte)
	*b = use((*b)[:0])
	buffers.Put(b)
}

func short(b []byte) Digest {
	sum := sha256.Sum256(b)
	return Digest(sum[:len(Digest{})])
}

// DigestOf returns the digest of strings, numbers and booleans, and of structs, lists, maps and pointers of them. Every field of
// a struct takes part, unexported ones too, so that no new one can be forgotten.
func DigestOf(values ...any) Digest {
	var sum Digest
	with(func(b []byte) []byte {
		for _, v := range values {
			b = appendAny(b, v)
		}
		sum = short(b)
		return b
	})
	return sum
}

// appendAny writes a value; the commonest kinds without looking at their type more than once.
func appendAny(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return appendString(b, v)
	case float64:
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
	case Digest:
		return append(binary.AppendUvarint(b, uint64(len(v))), v[:]...)
	case [16]byte:
		return append(binary.AppendUvarint(b, uint64(len(v))), v[:]...)
	}
	return appendValue(b, reflect.ValueOf(v))
}

func appendString(b []byte, s string) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
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

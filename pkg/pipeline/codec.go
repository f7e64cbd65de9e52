package pipeline

import (
	"encoding/binary"
	"math/bits"
	"reflect"
	"sync"
	"unsafe"
)

// codec writes and reads values of one type as bytes: strings, numbers, booleans, and structs, lists and pointers of them.
// It is made from the type, so that no field can be forgotten; the form of the bytes changes with the type, and whoever
// keeps them keeps with them which program wrote them.
//
// A warm build reads some hundred thousand values, which reflection makes slow. So the type is looked at once, and a value is
// then found by its place in memory. Memory for lists is made with its type, so that the collector knows it, and a place never
// leaves the value that it belongs to.
type codec struct {
	write func(b []byte, v reflect.Value) []byte
	read  func(r *reader, v reflect.Value) // into a settable value that is zero
}

// newCodec panics for a type that it cannot write, which a test shows.
func newCodec(t reflect.Type) codec {
	m := &form{}
	whole := m.of(t)
	stores := sync.Pool{New: func() any { return m.store() }}
	return codec{
		func(b []byte, v reflect.Value) []byte {
			at := reflect.New(t)
			at.Elem().Set(v)
			return whole.write(b, at.UnsafePointer())
		},
		func(r *reader, v reflect.Value) {
			s := stores.Get().(*store)
			defer stores.Put(s)
			r.store = s
			whole.read(r, v.Addr().UnsafePointer())
			r.store = nil
		},
	}
}

// coding is how values of one type are written and read at a place that has this type.
type coding struct {
	write func(b []byte, p unsafe.Pointer) []byte
	read  func(r *reader, p unsafe.Pointer)
	empty func(p unsafe.Pointer) bool // it is the zero value
}

// form is how a type is made up. Memory for the elements of its lists comes from a store.
type form struct{ lists []reflect.Type }

func (m *form) of(t reflect.Type) coding {
	switch t.Kind() {
	case reflect.String:
		return stringCoding()
	case reflect.Bool:
		return boolCoding()
	case reflect.Int:
		return signed[int]()
	case reflect.Int8:
		return signed[int8]()
	case reflect.Int16:
		return signed[int16]()
	case reflect.Int32:
		return signed[int32]()
	case reflect.Int64:
		return signed[int64]()
	case reflect.Uint8:
		return unsigned[uint8]()
	case reflect.Uint16:
		return unsigned[uint16]()
	case reflect.Uint32:
		return unsigned[uint32]()
	case reflect.Uint64:
		return wideCoding()
	case reflect.Float64:
		return wideCoding() // by its bits
	case reflect.Struct:
		return m.structure(t)
	case reflect.Slice:
		return m.list(t)
	case reflect.Array:
		return m.array(t)
	case reflect.Pointer:
		return m.pointer(t)
	}
	panic("pipeline: no codec for " + t.String())
}

func stringCoding() coding {
	return coding{
		func(b []byte, p unsafe.Pointer) []byte {
			s := *(*string)(p)
			if len(s) < 0x80 { // as most are
				return append(append(b, byte(len(s))), s...)
			}
			return append(binary.AppendUvarint(b, uint64(len(s))), s...)
		},
		func(r *reader, p unsafe.Pointer) { *(*string)(p) = r.str() },
		func(p unsafe.Pointer) bool { return *(*string)(p) == "" },
	}
}

func boolCoding() coding {
	return coding{
		func(b []byte, p unsafe.Pointer) []byte { return append(b, *(*uint8)(p)) },
		func(r *reader, p unsafe.Pointer) { *(*bool)(p) = r.unsigned() != 0 },
		func(p unsafe.Pointer) bool { return !*(*bool)(p) },
	}
}

func signed[T int | int8 | int16 | int32 | int64]() coding {
	return coding{
		func(b []byte, p unsafe.Pointer) []byte { return binary.AppendVarint(b, int64(*(*T)(p))) },
		func(r *reader, p unsafe.Pointer) { *(*T)(p) = T(r.num()) },
		func(p unsafe.Pointer) bool { return *(*T)(p) == 0 },
	}
}

func unsigned[T uint8 | uint16 | uint32]() coding {
	return coding{
		func(b []byte, p unsafe.Pointer) []byte { return binary.AppendUvarint(b, uint64(*(*T)(p))) },
		func(r *reader, p unsafe.Pointer) { *(*T)(p) = T(r.unsigned()) },
		func(p unsafe.Pointer) bool { return *(*T)(p) == 0 },
	}
}

// wideCoding is that of hashes and fractions, which fill their eight bytes.
func wideCoding() coding {
	return coding{
		func(b []byte, p unsafe.Pointer) []byte { return binary.LittleEndian.AppendUint64(b, *(*uint64)(p)) },
		func(r *reader, p unsafe.Pointer) { *(*uint64)(p) = r.wide() },
		func(p unsafe.Pointer) bool { return *(*uint64)(p) == 0 },
	}
}

// fewFields is how many fields a struct has that are all written. Of more, a bit for each says whether it is not zero, as
// most are, and those that are not follow.
const fewFields = 3

type field struct {
	coding
	at uintptr
}

// fields returns the fields of a struct that are written, and whether all are. If so, the fields of a struct in it of which
// all are written stand for that, which gives the same bytes.
func (m *form) fields(t reflect.Type) (all []field, plain bool) {
	var own []reflect.StructField
	for i := range t.NumField() {
		if f := t.Field(i); f.IsExported() {
			own = append(own, f)
		}
	}
	plain = len(own) <= fewFields
	for _, f := range own {
		if f.Type.Kind() == reflect.Struct && plain {
			if inner, plain := m.fields(f.Type); plain {
				for _, g := range inner {
					all = append(all, field{g.coding, f.Offset + g.at})
				}
				continue
			}
		}
		all = append(all, field{m.of(f.Type), f.Offset})
	}
	return all, plain
}

func (m *form) structure(t reflect.Type) coding {
	fields, plain := m.fields(t)
	empty := func(p unsafe.Pointer) bool {
		for i := range fields {
			if f := &fields[i]; !f.empty(unsafe.Add(p, f.at)) {
				return false
			}
		}
		return true
	}
	switch {
	case len(fields) > 64:
		panic("pipeline: more fields than a word has bits: " + t.String())
	case !plain:
		return coding{
			func(b []byte, p unsafe.Pointer) []byte { return writeSome(b, p, fields) },
			func(r *reader, p unsafe.Pointer) { readSome(r, p, fields) },
			empty,
		}
	}
	return coding{
		func(b []byte, p unsafe.Pointer) []byte {
			for i := range fields {
				b = fields[i].write(b, unsafe.Add(p, fields[i].at))
			}
			return b
		},
		func(r *reader, p unsafe.Pointer) {
			for i := range fields {
				fields[i].read(r, unsafe.Add(p, fields[i].at))
			}
		},
		empty,
	}
}

func writeSome(b []byte, p unsafe.Pointer, fields []field) []byte {
	var some uint64
	for i := range fields {
		if !fields[i].empty(unsafe.Add(p, fields[i].at)) {
			some |= 1 << i
		}
	}
	b = binary.AppendUvarint(b, some)
	for ; some != 0; some &= some - 1 {
		f := &fields[bits.TrailingZeros64(some)]
		b = f.write(b, unsafe.Add(p, f.at))
	}
	return b
}

func readSome(r *reader, p unsafe.Pointer, fields []field) {
	some := r.unsigned()
	if bits.Len64(some) > len(fields) {
		r.fail()
		return
	}
	for ; some != 0; some &= some - 1 {
		f := &fields[bits.TrailingZeros64(some)]
		f.read(r, unsafe.Add(p, f.at))
	}
}

// listHeader is how a slice lies in memory.
type listHeader struct {
	data     unsafe.Pointer
	len, cap int
}

// list writes 0 for nil, and one more than the length otherwise.
func (m *form) list(t reflect.Type) coding {
	element, size, number := m.of(t.Elem()), t.Elem().Size(), len(m.lists)
	m.lists = append(m.lists, t)
	each := func(r *reader, p unsafe.Pointer, n int) {
		for i := range n {
			element.read(r, unsafe.Add(p, uintptr(i)*size))
		}
	}
	columns, numbers := columnsOf(t.Elem(), 0)
	switch kind := t.Elem().Kind(); { // what there is most of is read in one go
	case kind == reflect.String:
		each = func(r *reader, p unsafe.Pointer, n int) { r.strings(unsafe.Slice((*string)(p), n)) }
	case kind == reflect.Uint64:
		each = func(r *reader, p unsafe.Pointer, n int) { r.wides(unsafe.Slice((*uint64)(p), n)) }
	case numbers: // places in texts
		each = func(r *reader, p unsafe.Pointer, n int) { r.table(p, n, size, columns) }
	}
	return coding{
		func(b []byte, p unsafe.Pointer) []byte {
			l := (*listHeader)(p)
			if l.data == nil {
				return append(b, 0)
			}
			b = binary.AppendUvarint(b, uint64(l.len)+1)
			for i := range l.len {
				b = element.write(b, unsafe.Add(l.data, uintptr(i)*size))
			}
			return b
		},
		func(r *reader, p unsafe.Pointer) {
			n := r.unsigned()
			if n == 0 {
				return
			}
			if n--; n > uint64(len(r.text)) { // an element takes a byte at least
				r.fail()
				return
			}
			data := r.store.take(number, int(n))
			*(*listHeader)(p) = listHeader{data, int(n), int(n)}
			each(r, data, int(n))
		},
		func(p unsafe.Pointer) bool { return (*listHeader)(p).data == nil },
	}
}

// column is a number in each element of a list.
type column struct {
	at    uintptr
	small bool // a uint8; else an int
}

// columnsOf returns the numbers of which a type is made, which stands at a place of an element, and whether they are all that
// is written of it.
func columnsOf(t reflect.Type, at uintptr) (list []column, ok bool) {
	switch t.Kind() {
	case reflect.Int, reflect.Uint8:
		return []column{{at, t.Kind() == reflect.Uint8}}, true
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			inner, ok := columnsOf(f.Type, at+f.Offset)
			if !ok || !f.IsExported() || t.NumField() > fewFields {
				return nil, false
			}
			list = append(list, inner...)
		}
		return list, true
	}
	return nil, false
}

func (m *form) array(t reflect.Type) coding {
	element, size, n := m.of(t.Elem()), t.Elem().Size(), uintptr(t.Len())
	return coding{
		func(b []byte, p unsafe.Pointer) []byte {
			for i := range n {
				b = element.write(b, unsafe.Add(p, i*size))
			}
			return b
		},
		func(r *reader, p unsafe.Pointer) {
			for i := range n {
				element.read(r, unsafe.Add(p, i*size))
			}
		},
		func(p unsafe.Pointer) bool {
			for i := range n {
				if !element.empty(unsafe.Add(p, i*size)) {
					return false
				}
			}
			return true
		},
	}
}

// pointer writes 0 for nil, and 1 before a value.
func (m *form) pointer(t reflect.Type) coding {
	element, number := m.of(t.Elem()), len(m.lists)
	m.lists = append(m.lists, reflect.SliceOf(t.Elem()))
	return coding{
		func(b []byte, p unsafe.Pointer) []byte {
			to := *(*unsafe.Pointer)(p)
			if to == nil {
				return append(b, 0)
			}
			return element.write(append(b, 1), to)
		},
		func(r *reader, p unsafe.Pointer) {
			if r.unsigned() != 0 {
				to := r.store.take(number, 1)
				*(*unsafe.Pointer)(p) = to
				element.read(r, to)
			}
		},
		func(p unsafe.Pointer) bool { return *(*unsafe.Pointer)(p) == nil },
	}
}

// store is memory for the elements of lists, for each type a block from which the next list is taken: most lists are short,
// and there are many.
type store []block

type block struct {
	list reflect.Type
	size uintptr // of an element
	next unsafe.Pointer
	left int // elements
}

// blockSize is how many bytes are asked for at once.
const blockSize = 1 << 14

func (m *form) store() *store {
	s := make(store, len(m.lists))
	for i, t := range m.lists {
		s[i] = block{list: t, size: t.Elem().Size()}
	}
	return &s
}

// take returns the place of n elements of the type with a number. They are zero, and nobody else's.
func (s store) take(number, n int) unsafe.Pointer {
	b := &s[number]
	if n > b.left || b.next == nil {
		many := int(blockSize / max(1, b.size))
		if n > many/4 {
			return reflect.MakeSlice(b.list, n, n).UnsafePointer() // not nil, even for none
		}
		b.next, b.left = reflect.MakeSlice(b.list, many, many).UnsafePointer(), many
	}
	place := b.next
	if b.left -= n; b.left > 0 {
		b.next = unsafe.Add(place, uintptr(n)*b.size)
	}
	return place
}

// reader reads lengths, numbers and strings. The strings are parts of its text. After a mistake it reads zeros.
type reader struct {
	text  string
	bad   bool
	store *store // for lists, while a codec reads
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
	if r.text != "" && r.text[0] < 0x80 { // as most are
		u := uint64(r.text[0])
		r.text = r.text[1:]
		return u
	}
	return r.long()
}

// long is unsigned for a number of several bytes.
func (r *reader) long() uint64 {
	u, n := varint(r.text)
	if n == 0 {
		r.fail()
		return 0
	}
	r.text = r.text[n:]
	return u
}

// varint returns the number at the beginning of a text, and how many bytes it takes, 0 for none.
func varint(text string) (u uint64, n int) {
	switch {
	case len(text) < 2: // none, or the last
	case text[0] < 0x80:
		return uint64(text[0]), 1
	case text[1] < 0x80:
		return uint64(text[0]&0x7f) | uint64(text[1])<<7, 2
	}
	for i := 0; i < binary.MaxVarintLen64 && i < len(text); i++ {
		c := text[i]
		u |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			return u, i + 1
		}
	}
	return 0, 0
}

// strings, table and wides read lists. What they have read of the text stays with them until the end of a list: that costs
// less than to note it after each element.

func (r *reader) strings(list []string) {
	text := r.text
	for i := range list {
		if text == "" || text[0] >= 0x80 || int(text[0]) >= len(text) {
			r.text = text
			list[i] = r.str()
			text = r.text
			continue
		}
		end := 1 + int(text[0])
		list[i], text = text[1:end], text[end:]
	}
	r.text = text
}

// table reads n elements of some bytes each, from p on, which are made of numbers.
func (r *reader) table(p unsafe.Pointer, n int, size uintptr, columns []column) {
	text := r.text
	for i := range n {
		element := unsafe.Add(p, uintptr(i)*size)
		for _, c := range columns {
			u, n := varint(text)
			if n == 0 {
				r.fail()
				return
			}
			text = text[n:]
			if c.small {
				*(*uint8)(unsafe.Add(element, c.at)) = uint8(u)
			} else {
				*(*int)(unsafe.Add(element, c.at)) = int(int64(u>>1) ^ -int64(u&1))
			}
		}
	}
	r.text = text
}

func (r *reader) wides(list []uint64) {
	s := r.take(8 * len(list))
	for i := range list {
		if len(s) < 8 {
			return
		}
		list[i], s = eightBytes(s), s[8:]
	}
}

func (r *reader) num() int64 {
	u := r.unsigned()
	return int64(u>>1) ^ -int64(u&1)
}

// wide reads eight bytes.
func (r *reader) wide() uint64 {
	s := r.take(8)
	if s == "" {
		return 0
	}
	return eightBytes(s)
}

// eightBytes returns the number in the first eight bytes of a text.
func eightBytes(s string) uint64 {
	s = s[:8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// number reads four bytes.
func (r *reader) number() uint32 {
	s := r.take(4)
	if s == "" {
		return 0
	}
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
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

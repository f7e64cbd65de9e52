package press

import (
	"reflect"
	"sync"
	"sync/atomic"
)

// run is the printing of one page.
type run struct {
	out   []byte
	vars  []reflect.Value // of all templates being called, the innermost last
	base  int             // where the innermost's begin; the first is its $
	depth int
}

// signal is how a step ends: the next follows, or the loop around it goes on or ends.
type signal uint8

const (
	next signal = iota
	goOn
	leaveLoop
)

// step prints a part of a template.
type step func(r *run, dot reflect.Value) signal

// deepest is how far templates may call each other here; html/template goes further.
const deepest = 1000

// call runs another template. Its variables begin above those of the caller, of which there are used.
func (r *run) call(b *body, used int, dot reflect.Value) {
	if r.depth++; r.depth > deepest {
		panic(misfit("templates call each other too deep"))
	}
	r.base += used
	r.set(0, dot)
	b.run(r, dot)
	r.base -= used
	r.depth--
}

func (r *run) set(slot int, v reflect.Value) {
	for len(r.vars) <= r.base+slot {
		r.vars = append(r.vars, reflect.Value{})
	}
	r.vars[r.base+slot] = v
}

// byType holds what is made for each type that turns up in one place.
type byType[T any] struct {
	make  func(reflect.Type) T
	known atomic.Pointer[[]typed[T]]
	mu    sync.Mutex
}

type typed[T any] struct {
	typ  reflect.Type
	made T
}

func newByType[T any](make func(reflect.Type) T) *byType[T] { return &byType[T]{make: make} }

// of returns what was made for the type of v.
func (b *byType[T]) of(v reflect.Value) T {
	if !v.IsValid() {
		panic(misfit("nil"))
	}
	typ := v.Type()
	if known := b.known.Load(); known != nil {
		for i := range *known {
			if (*known)[i].typ == typ {
				return (*known)[i].made
			}
		}
	}
	made := b.make(typ)
	b.mu.Lock()
	defer b.mu.Unlock()
	var list []typed[T]
	if known := b.known.Load(); known != nil {
		list = append(list, *known...)
	}
	list = append(list, typed[T]{typ, made})
	b.known.Store(&list)
	return made
}

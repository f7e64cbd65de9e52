// Package press prints html/template pages at a fraction of what html/template takes for it, with the same bytes.
//
// A template is parsed by html/template, which also finds out how each of its values has to be escaped. It writes that
// into the template's tree: {{.Title}} in an attribute becomes
//
//	{{.Title | _html_template_attrescaper}}
//
// and would then look up fields, methods and functions by name for every page. A [Template] takes this tree instead and
// turns it, once, into Go functions that know the types of the data: which field of which struct, which escaper for
// which kind of text.
//
// It knows what templates of pages are usually written with. Where one holds anything else, and where a page fails, it
// leaves the page to html/template: what comes out, errors included, is always what html/template gives.
package press

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"sync"
	"sync/atomic"
	"text/template/parse"
)

// Template is a page's template with all that it calls. It may be used by many goroutines at once.
type Template struct {
	html  *template.Template
	name  string
	funcs template.FuncMap

	prepare sync.Once
	trees   map[string]*parse.Tree // escaped

	mu     sync.RWMutex
	bodies map[bodyKey]*body
	stacks sync.Pool // of []reflect.Value behind pointers: the variables of a run

	left   atomic.Pointer[string] // why all pages are left to html/template; nil: they are not
	missed atomic.Int64           // pages that were left to it one by one
}

// bodyKey is a named template for data of one type.
type bodyKey struct {
	name string
	dot  reflect.Type
}

type body struct{ run step }

// New returns the template called name of a set that has been parsed and not yet executed. funcs are the functions that
// it was parsed with; one that is not among them, nor built in, is left to html/template.
func New(set *template.Template, name string, funcs template.FuncMap) *Template {
	return &Template{html: set, name: name, funcs: funcs, bodies: map[bodyKey]*body{}}
}

// Execute appends the page made of data to buf, as ExecuteTemplate of html/template does. After an error buf may hold a
// part of the page.
func (t *Template) Execute(buf *bytes.Buffer, data any) error {
	if t.print(buf, data) {
		return nil
	}
	return t.html.ExecuteTemplate(buf, t.name, data)
}

// print appends the page and reports whether it could: if not, buf is as it was.
func (t *Template) print(buf *bytes.Buffer, data any) (ok bool) {
	t.prepare.Do(func() { t.trees = t.escape() })
	if t.left.Load() != nil || data == nil {
		return false
	}
	// Whatever goes wrong, a nil pointer, a function that panics, html/template will say it better.
	defer func() {
		if problem := recover(); problem != nil {
			ok = false
			t.missed.Add(1)
			if u, is := problem.(unsupported); is {
				t.leave(string(u))
			}
		}
	}()
	vars, _ := t.stacks.Get().(*[]reflect.Value)
	if vars == nil {
		vars = new([]reflect.Value)
	}
	dot := reflect.ValueOf(data)
	r := run{out: buf.AvailableBuffer(), vars: *vars}
	r.call(t.body(t.name, dot.Type()), 0, dot)
	buf.Write(r.out)
	clear(r.vars)
	*vars = r.vars[:0]
	t.stacks.Put(vars)
	return true
}

// Left tells how many pages were left to html/template one by one, because of their data, and why all of them are,
// because of the template: "" when they are not.
func (t *Template) Left() (pages int64, why string) {
	if all := t.left.Load(); all != nil {
		why = *all
	}
	return t.missed.Load(), why
}

func (t *Template) leave(why string) { t.left.CompareAndSwap(nil, &why) }

// escape returns the trees of all templates as html/template escapes them. It works on a copy, because a set that was
// executed cannot be copied or added to any more.
func (t *Template) escape() map[string]*parse.Tree {
	set, err := t.html.Clone()
	if err != nil {
		t.leave(err.Error())
		return nil
	}
	driver := "press " + t.name // escapes the template without running any of it
	if set.Lookup(driver) != nil {
		t.leave("a template has the name " + driver)
		return nil
	}
	d, err := set.New(driver).Delims("{{", "}}").Parse(fmt.Sprintf("{{if false}}{{template %q .}}{{end}}", t.name))
	if err == nil {
		err = d.Execute(io.Discard, nil)
	}
	if err != nil {
		t.leave(err.Error())
		return nil
	}
	trees := map[string]*parse.Tree{}
	for _, x := range set.Templates() {
		if x.Tree != nil && x.Tree.Root != nil {
			trees[x.Name()] = x.Tree
		}
	}
	return trees
}

// body returns a template for data of a type, compiled when it is first asked for.
func (t *Template) body(name string, dot reflect.Type) *body {
	key := bodyKey{name, dot}
	t.mu.RLock()
	b := t.bodies[key]
	t.mu.RUnlock()
	if b != nil {
		return b
	}
	tree := t.trees[name]
	if tree == nil {
		panic(unsupported("template " + name))
	}
	c := &compiler{t: t, assigned: map[string]bool{}}
	c.findAssigned(tree.Root)
	b = &body{c.list(tree.Root, place{dot: dot, vars: &variable{name: "$", typ: c.unlessAssigned("$", dot)}})}
	t.mu.Lock()
	defer t.mu.Unlock()
	if first := t.bodies[key]; first != nil {
		return first
	}
	t.bodies[key] = b
	return b
}

// unsupported is thrown where a template holds what this package does not know.
type unsupported string

// misfit is thrown where one page's data are not as its template needs them.
type misfit string

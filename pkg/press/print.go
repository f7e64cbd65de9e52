package press

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// value compiles {{pipe}}: html/template has put escapers at its end.
func (c *compiler) value(pipe *parse.PipeNode, p place) step {
	at := len(pipe.Cmds)
	for at > 0 && escaperName(pipe.Cmds[at-1]) != "" {
		at--
	}
	var names []string
	for _, cmd := range pipe.Cmds[at:] {
		names = append(names, escaperName(cmd))
	}
	if at == 0 || len(names) == 0 {
		panic(unsupported("a value without an escaper"))
	}
	var e *expr
	for _, cmd := range pipe.Cmds[:at] {
		e = c.command(cmd, e, p)
	}
	return show(e, names)
}

// escaperName returns which of html/template's escapers a command is, "" for none.
func escaperName(cmd *parse.CommandNode) string {
	if id, ok := cmd.Args[0].(*parse.IdentifierNode); ok && len(cmd.Args) == 1 {
		if name, ok := strings.CutPrefix(id.Ident, "_html_template_"); ok {
			return name
		}
	}
	return ""
}

// show prints an expression through escapers.
func show(e *expr, escapers []string) step {
	if e.typ != nil && reflect.Zero(e.typ).CanInt() && !speaks(e.typ) && takesNumbers(escapers) {
		if e.num != nil {
			num := e.num
			return func(r *run, dot reflect.Value) signal {
				r.out = strconv.AppendInt(r.out, int64(num(r, dot)), 10)
				return next
			}
		}
		get := e.get
		return func(r *run, dot reflect.Value) signal {
			r.out = strconv.AppendInt(r.out, get(r, dot).Int(), 10)
			return next
		}
	}
	if e.typ != nil && e.typ.Kind() == reflect.String && !speaks(e.typ) {
		write, words := escaper(escapers, e.typ), e.words()
		return func(r *run, dot reflect.Value) signal {
			r.out = write(r.out, words(r, dot))
			return next
		}
	}
	writers := newByType(func(typ reflect.Type) appender { return escaper(escapers, typ) })
	get := e.value()
	return func(r *run, dot reflect.Value) signal {
		v := get(r, dot)
		for v.Kind() == reflect.Pointer && !speaks(v.Type()) {
			v = v.Elem()
		}
		if write := writers.of(v); v.Kind() == reflect.String && !speaks(v.Type()) {
			r.out = write(r.out, v.String())
		} else {
			r.out = write(r.out, fmt.Sprint(v.Interface()))
		}
		return next
	}
}

// speaks reports whether values of a type say themselves how they are printed.
func speaks(typ reflect.Type) bool {
	return typ.Implements(reflect.TypeFor[fmt.Stringer]()) || typ.Implements(reflect.TypeFor[error]()) ||
		typ.Implements(reflect.TypeFor[fmt.Formatter]())
}

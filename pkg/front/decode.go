package front

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"timeline/pkg/diag"
)

// decoder writes nodes into Go values and collects what does not fit.
type decoder struct {
	tree     *Tree
	problems diag.List
}

func (d *decoder) problem(n ast.Node, hint, format string, args ...any) {
	d.problems.Add(diag.Problem{Position: d.tree.at(n), Message: fmt.Sprintf(format, args...), Hint: hint})
}

// value decodes a node; name is the key that it stands under, "" at the top.
func (d *decoder) value(n ast.Node, to reflect.Value, name string) {
	if n == nil || n.Type() == ast.NullType {
		return // an empty value leaves the zero value
	}
	if d.refused(n) {
		return
	}
	if to.Kind() == reflect.Pointer {
		if to.IsNil() {
			to.Set(reflect.New(to.Type().Elem()))
		}
		d.value(n, to.Elem(), name)
		return
	}
	if u, ok := to.Addr().Interface().(encoding.TextUnmarshaler); ok {
		d.unmarshal(n, u, name)
		return
	}
	switch to.Kind() {
	case reflect.Struct:
		d.structure(n, to, name)
	case reflect.Map:
		d.mapping(n, to, name)
	case reflect.Slice:
		d.list(n, to, name)
	default:
		d.scalar(n, to, name)
	}
}

// refused reports the YAML that is not read here.
func (d *decoder) refused(n ast.Node) bool {
	switch n.Type() {
	case ast.AnchorType, ast.AliasType, ast.MergeKeyType:
		d.problem(n, "write the value out in each place; text that starts with & or * needs quotation marks", "anchors and aliases are not read")
	case ast.TagType, ast.DirectiveType:
		d.problem(n, "put text that starts with ! in quotation marks", "YAML tags are not read")
	default:
		return false
	}
	return true
}

func (d *decoder) unmarshal(n ast.Node, to encoding.TextUnmarshaler, name string) {
	text, ok := scalar(n)
	if !ok {
		d.wrongType(n, name, "text")
		return
	}
	if err := to.UnmarshalText([]byte(text)); err != nil {
		d.problem(n, "", "%s: %s", name, err)
	}
}

func (d *decoder) structure(n ast.Node, to reflect.Value, name string) {
	fields := map[string]reflect.Value{}
	var known []string
	collectFields(to, fields, &known)
	d.entries(n, name, "keys: "+strings.Join(known, ", "), func(key string, e *ast.MappingValueNode) {
		field, ok := fields[key]
		if !ok {
			d.unknownKey(e.Key, key, known)
			return
		}
		d.value(e.Value, field, key)
	})
}

// collectFields finds the fields of a struct by their yaml tags; embedded structs and ",inline" ones count as if
// their fields stood in their place.
func collectFields(to reflect.Value, fields map[string]reflect.Value, known *[]string) {
	for i := range to.NumField() {
		f := to.Type().Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case name == "-" || !f.IsExported() && !f.Anonymous:
		case f.Type.Kind() == reflect.Struct && (options == "inline" || f.Anonymous && name == ""):
			collectFields(to.Field(i), fields, known)
		default:
			if name == "" {
				name = strings.ToLower(f.Name)
			}
			fields[name] = to.Field(i)
			*known = append(*known, name)
		}
	}
}

func (d *decoder) unknownKey(n ast.Node, key string, known []string) {
	hint := "the keys here are " + strings.Join(known, ", ")
	if near := diag.Nearest(key, known); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	d.problem(n, hint, "unknown key %q", key)
}

// entries calls each with every key of a mapping, first come first served; it reports repeated keys.
func (d *decoder) entries(n ast.Node, name, hint string, each func(string, *ast.MappingValueNode)) {
	if _, ok := n.(ast.MapNode); !ok {
		if name == "" {
			d.problem(n, "each line is key: value", "these should be keys with values, not %s", kind(n))
		} else {
			d.problem(n, hint, "%s should have %s", name, "keys with values, not "+kind(n))
		}
		return
	}
	first := map[string]ast.Node{}
	for _, e := range entries(n) {
		if d.refused(e.Key) {
			continue
		}
		key, ok := scalar(e.Key)
		switch {
		case !ok:
			d.problem(e.Key, "each line is key: value", "a key should be a word, not %s", kind(e.Key))
		case first[key] != nil:
			d.problem(e.Key, fmt.Sprintf("the first one is on line %d; keep one of them", d.tree.at(first[key]).Line), "the key %q comes twice", key)
		default:
			first[key] = e.Key
			each(key, e)
		}
	}
}

func (d *decoder) mapping(n ast.Node, to reflect.Value, name string) {
	if to.Type().Key().Kind() != reflect.String {
		panic("front: a map needs text keys")
	}
	if to.IsNil() {
		to.Set(reflect.MakeMap(to.Type()))
	}
	d.entries(n, name, "write key: value", func(key string, e *ast.MappingValueNode) {
		v := reflect.New(to.Type().Elem()).Elem()
		d.value(e.Value, v, key)
		to.SetMapIndex(reflect.ValueOf(key).Convert(to.Type().Key()), v)
	})
}

func (d *decoder) list(n ast.Node, to reflect.Value, name string) {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		hint := fmt.Sprintf("write %s: [one, another]", name)
		if text, isText := scalar(n); isText {
			hint = fmt.Sprintf("write %s: [%s]", name, text)
		}
		d.problem(n, hint, "%s should be a list, not %s", name, kind(n))
		return
	}
	for _, v := range seq.Values {
		item := reflect.New(to.Type().Elem()).Elem()
		d.value(v, item, name)
		to.Set(reflect.Append(to, item))
	}
}

// scalar decodes text, numbers and truth values. Text takes any of them as it is written: title: 2014 is text.
func (d *decoder) scalar(n ast.Node, to reflect.Value, name string) {
	text, ok := scalar(n)
	if !ok {
		d.wrongType(n, name, kindName(to.Kind()))
		return
	}
	switch to.Kind() {
	case reflect.String:
		to.SetString(text)
	case reflect.Bool:
		b, ok := n.(*ast.BoolNode)
		if !ok {
			d.wrongType(n, name, "true or false")
			return
		}
		to.SetBool(b.Value)
	case reflect.Int, reflect.Int64:
		i, err := strconv.ParseInt(text, 10, to.Type().Bits())
		if err != nil {
			d.wrongType(n, name, "a whole number")
			return
		}
		to.SetInt(i)
	case reflect.Float64:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			d.wrongType(n, name, "a number")
			return
		}
		to.SetFloat(f)
	default:
		panic("front: cannot decode into a field of type " + to.Type().String())
	}
}

func kindName(k reflect.Kind) string {
	switch k {
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	}
	return "text"
}

func (d *decoder) wrongType(n ast.Node, name, want string) {
	hints := map[string]string{
		"text": "text", "true or false": "true", "a whole number": "3", "a number": "0.5",
	}
	d.problem(n, fmt.Sprintf("write %s: %s", name, hints[want]), "%s should be %s, not %s", name, want, kind(n))
}

// scalar returns the text of a node as it was written, unquoted; it reports false for mappings and lists.
func scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.MappingKeyNode:
		return scalar(n.Value)
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	case *ast.NullNode:
		return "", true
	}
	return "", false
}

// kind names what a node is, for a person.
func kind(n ast.Node) string {
	switch n.(type) {
	case *ast.SequenceNode:
		return "a list"
	case ast.MapNode:
		return "keys with values"
	case *ast.IntegerNode, *ast.FloatNode:
		return "a number"
	case *ast.BoolNode:
		return "true or false"
	case *ast.NullNode:
		return "nothing"
	}
	return "text"
}

package source

import (
	"fmt"
	"path"
	"strings"

	"timeline/pkg/diag"
)

// maxID bounds an id: it becomes a folder's name in the site.
const maxID = 100

// IDOf returns the id of the article in a file: the file's name without its ending, in lower case, with "-" for what
// an id may not hold. It is "" when nothing is left.
func IDOf(file string) string {
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	return Slug(strings.TrimSuffix(base, path.Ext(base)))
}

// Slug makes an id of any text: a-z, 0-9, ".", "_" and "-", starting and ending with a letter or digit.
func Slug(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_':
			b.WriteRune(r)
		case b.Len() > 0 && (r == '.' || r == '-') && strings.HasSuffix(b.String(), string(r)):
		case r == '.':
			b.WriteByte('.')
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "._-")
}

// checkID reports what is wrong with an id.
func checkID(id string) (diag.Problem, bool) {
	hint := "an id has the letters a to z, digits, and . _ - between them"
	if s := Slug(id); s != "" && s != id && len(s) <= maxID && !reservedName(s) {
		hint = fmt.Sprintf("use %q", s)
	}
	switch {
	case id == "":
		return diag.Problem{Message: "no id can be made of the name", Hint: hint}, false
	case len(id) > maxID:
		return diag.Problem{Message: fmt.Sprintf("the id is longer than %d characters", maxID), Hint: "choose a shorter one"}, false
	case Slug(id) != id:
		return diag.Problem{Message: fmt.Sprintf("%q is not an id", id), Hint: hint}, false
	case reservedName(id):
		return diag.Problem{Message: fmt.Sprintf("%q cannot be the name of a folder on Windows", id), Hint: "choose another id"}, false
	}
	return diag.Problem{}, true
}

// reservedName reports the names that Windows keeps for devices, whatever ending follows.
func reservedName(id string) bool {
	stem, _, _ := strings.Cut(id, ".")
	switch stem {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(stem) == 4 && (stem[:3] == "com" || stem[:3] == "lpt") && stem[3] >= '0' && stem[3] <= '9'
}

// Duplicates returns an error for every article whose id another one, earlier in the list, has already.
func Duplicates(docs []Document) diag.List {
	var problems diag.List
	first := map[string]Document{}
	for _, d := range docs {
		f, seen := first[d.ID]
		if !seen {
			first[d.ID] = d
			continue
		}
		problems.Add(diag.Problem{
			Position: diag.Position{File: d.File, Line: max(1, d.Line), Column: 1},
			Message:  fmt.Sprintf("two articles have the id %q; the other is in %s", d.ID, diag.Position{File: f.File, Line: f.Line}),
			Hint:     "rename one of them",
		})
	}
	return problems
}

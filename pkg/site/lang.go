package site

import (
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"timeline/pkg/diag"
	"timeline/templates"
)

// words are the interface strings of one language, read from lang/LANG.yaml. What a translation lacks is in English.
type words struct {
	lang     string
	strings  map[string]string
	plurals  map[string]map[string]string
	weekdays []string
	months   []string
}

// langFile is the form of lang/LANG.yaml.
type langFile struct {
	Strings  map[string]string            `yaml:"strings"`
	Plurals  map[string]map[string]string `yaml:"plurals"`
	Weekdays []string                     `yaml:"weekdays"`
	Months   []string                     `yaml:"months_short"`
}

// newWords reads the strings of a language: English first, then the language's own, then the project's overrides.
func newWords(lang string, over Overrides) (*words, diag.List) {
	var problems diag.List
	lang = interfaceLanguage(lang, &problems)
	w := &words{lang: lang, strings: map[string]string{}, plurals: map[string]map[string]string{}}
	files := []string{"lang/en.yaml"}
	if lang != "en" {
		files = append(files, "lang/"+lang+".yaml")
	}
	for _, file := range files {
		w.add(templates.Files, file, &problems)
		if over != nil {
			w.add(over, file, &problems)
		}
	}
	return w, problems
}

func interfaceLanguage(lang string, problems *diag.List) string {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	switch base {
	case "en", "uk", "ru":
		return base
	case "":
		return "en"
	}
	problems.Add(diag.Problem{
		Position: diag.Position{File: "timeline.yaml"}, Severity: diag.Warning,
		Message: fmt.Sprintf("the interface is not translated into %q; English is used", lang),
		Hint:    "language: en, uk or ru",
	})
	return "en"
}

func (w *words) add(files fs.FS, name string, problems *diag.List) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return // an override that is not there
	}
	var f langFile
	if err := yaml.Unmarshal(data, &f); err != nil {
		problems.Errorf(diag.Position{File: "templates/" + name}, "%s", firstLine(err.Error()))
		return
	}
	for k, v := range f.Strings {
		w.strings[k] = v
	}
	for k, v := range f.Plurals {
		w.plurals[k] = v
	}
	if len(f.Weekdays) == 7 {
		w.weekdays = f.Weekdays
	}
	if len(f.Months) == 12 {
		w.months = f.Months
	}
}

// text returns the string of a key with {a}, {b} and {c} filled in. A key that no file has is shown as it is, so that a
// template's mistake is seen.
func (w *words) text(key string, args ...any) string {
	s, ok := w.strings[key]
	if !ok {
		return key
	}
	return fill(s, args...)
}

// label returns the string for one of a set of values, and the value itself when it has none.
func (w *words) label(prefix, value string) string {
	if s, ok := w.strings[prefix+value]; ok {
		return s
	}
	return value
}

func fill(s string, args ...any) string {
	for i, arg := range args {
		s = strings.ReplaceAll(s, "{"+string(rune('a'+i))+"}", fmt.Sprint(arg))
	}
	return s
}

// count returns "3 events" in the form that the language's plural rules ask for.
func (w *words) count(key string, n int) string {
	forms := w.plurals[key]
	s, ok := forms[pluralForm(w.lang, n)]
	if !ok {
		s = forms["other"]
	}
	return strings.ReplaceAll(s, "{n}", w.number(n))
}

var plainText = regexp.MustCompile(`\{\{t "([^"]+)"\}\}`)

// inline writes the interface's own words into a template before it is parsed, so that no page has to look them up.
func (w *words) inline(src string) string {
	return plainText.ReplaceAllStringFunc(src, func(call string) string {
		key := plainText.FindStringSubmatch(call)[1]
		return strings.ReplaceAll(html.EscapeString(w.text(key)), "{", "&#123;")
	})
}

// forms returns the plural forms of a key as JSON, for the script.
func (w *words) forms(key string) string {
	data, _ := json.Marshal(w.plurals[key]) // strings always marshal
	return string(data)
}

// pluralForm returns the CLDR category of a whole number.
func pluralForm(lang string, n int) string {
	if lang == "en" {
		if n == 1 {
			return "one"
		}
		return "other"
	}
	switch ten, hundred := n%10, n%100; { // Ukrainian and Russian share their rules
	case ten == 1 && hundred != 11:
		return "one"
	case ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14):
		return "few"
	}
	return "many"
}

// number writes 10000 as 10,000, or as 10 000 with a no-break space. A four-digit number stays whole outside English.
func (w *words) number(n int) string {
	s := strconv.Itoa(n)
	sep, from := ",", 3
	if w.lang != "en" {
		sep, from = "\u00a0", 4
	}
	if len(s) <= from {
		return s
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + sep + s[i:]
	}
	return s
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

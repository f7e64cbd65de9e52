package site

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"

	"timeline/templates"
)

func readLang(t *testing.T, name string) langFile {
	t.Helper()
	data, err := fs.ReadFile(templates.Files, "lang/"+name+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	var f langFile
	if err := yaml.UnmarshalWithOptions(data, &f, yaml.Strict()); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f
}

var placeholder = regexp.MustCompile(`\{[a-z]\}`)

// TestTranslations compares every language with English: the same keys, the same places to fill in, all plural forms.
func TestTranslations(t *testing.T) {
	en := readLang(t, "en")
	for _, lang := range []string{"uk", "ru"} {
		f := readLang(t, lang)
		for key, s := range en.Strings {
			got, want := placeholder.FindAllString(f.Strings[key], -1), placeholder.FindAllString(s, -1)
			slices.Sort(got)
			slices.Sort(want)
			if f.Strings[key] == "" || !slices.Equal(got, want) {
				t.Errorf("%s: %s: %q stands for %q", lang, key, f.Strings[key], s)
			}
		}
		for key := range f.Strings {
			if _, ok := en.Strings[key]; !ok {
				t.Errorf("%s: %s is not in English", lang, key)
			}
		}
		for key := range en.Plurals {
			for _, form := range []string{"one", "few", "many", "other"} {
				if !strings.Contains(f.Plurals[key][form], "{n}") {
					t.Errorf("%s: %s has no form %q", lang, key, form)
				}
			}
		}
		if len(f.Weekdays) != 7 || len(f.Months) != 12 {
			t.Errorf("%s: %d weekdays, %d months", lang, len(f.Weekdays), len(f.Months))
		}
	}
}

// TestKeys finds strings that a template or the code asks for and no file has.
func TestKeys(t *testing.T) {
	en := readLang(t, "en")
	asked := map[string]bool{}
	ask := regexp.MustCompile(`(?:\b[tn]|forms|text\(|count\(|nowhere\() ?"([a-z_ ]+)"`)
	for _, pattern := range []string{"../../templates/*.html", "*.go"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range ask.FindAllStringSubmatch(string(data), -1) {
				asked[m[1]] = true
			}
		}
	}
	for key := range asked {
		if _, ok := en.Strings[key]; !ok && en.Plurals[key] == nil {
			t.Errorf("no string %q", key)
		}
	}
}

func TestPlurals(t *testing.T) {
	for _, c := range []struct {
		lang string
		n    int
		want string
	}{
		{"en", 0, "0 events"}, {"en", 1, "1 event"}, {"en", 10000, "10,000 events"},
		{"uk", 1, "1 подія"}, {"uk", 3, "3 події"}, {"uk", 5, "5 подій"}, {"uk", 11, "11 подій"}, {"uk", 12, "12 подій"}, {"uk", 21, "21 подія"}, {"uk", 112, "112 подій"},
		{"ru", 1, "1 событие"}, {"ru", 24, "24 события"}, {"ru", 14, "14 событий"}, {"ru", 10000, "10\u00a0000 событий"}, {"ru", 0, "0 событий"},
	} {
		w, problems := newWords(c.lang, nil)
		if problems != nil {
			t.Fatal(problems)
		}
		if got := w.count("events", c.n); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.lang, c.n, got, c.want)
		}
	}
}

// TestOverrides replaces one template, one asset and one string, and adds an asset.
func TestOverrides(t *testing.T) {
	in := fixture()
	in.Templates = fstest.MapFS{
		"404.html":          {Data: []byte(`{{template "head" .}}<p>Lost at sea</p>{{template "foot" .}}`)},
		"assets/site.js":    {Data: []byte("let a = 1;\n")},
		"assets/harbour.js": {Data: []byte("let b = 2;\n")},
		"lang/en.yaml":      {Data: []byte("strings:\n  undated: Adrift\n")},
	}
	tr := readTree(t, render(t, in))
	for file, want := range map[string]string{
		"404.html": "<p>Lost at sea</p>", "assets/site.js": "let a=1", "assets/harbour.js": "let b=2", "index.html": ">Adrift</a>",
	} {
		if !strings.Contains(string(tr.files[file]), want) {
			t.Errorf("%s does not hold %q", file, want)
		}
	}
}

// TestBrokenTemplate reports a template's mistake at its place.
func TestBrokenTemplate(t *testing.T) {
	in := fixture()
	in.Templates = fstest.MapFS{"404.html": {Data: []byte("fine\n{{.Nothing}}")}}
	renderWith(t, in, "Nothing")
	in.Templates = fstest.MapFS{"404.html": {Data: []byte("fine\n{{if}}")}}
	renderWith(t, in, "missing value for if")
}

func TestLanguages(t *testing.T) {
	for lang, want := range map[string]string{"uk": "Що кажуть джерела", "ru": "Что говорят источники", "de": "What the sources say"} {
		in := fixture()
		in.Config.Language = lang
		var page string
		if lang == "de" {
			page = string(readTree(t, renderWith(t, in, "not translated")).files["events/2014-03-28-call/index.html"])
		} else {
			page = string(readTree(t, render(t, in)).files["events/2014-03-28-call/index.html"])
		}
		if !strings.Contains(page, want) {
			t.Errorf("%s: the page does not say %q", lang, want)
		}
	}
}

// TestLanguageOfParts makes sure that words in another language than the page say so, and only they.
func TestLanguageOfParts(t *testing.T) {
	in := fixture()
	for _, f := range []struct{ site, want string }{{"en", ""}, {"uk", ` lang="en"`}} {
		in.Config.Language = f.site
		files := readTree(t, render(t, in)).files
		for name, words := range map[string][]string{
			"events/2014-03-28-call/index.html": {"<h1", "<cite", "<ol class=\"steps\""},
			"index.html":                        {"<h5><a href=\"events/2014-03-28-call/index.html\""},
			"embed/2014-03-28-call.html":        {"<h1><a href=\"../events/2014-03-28-call/index.html\" target=\"_top\""},
		} {
			for _, tag := range words {
				if want := tag + f.want + ">"; !strings.Contains(string(files[name]), want) {
					t.Errorf("%s, %s: no %s", f.site, name, want)
				}
			}
		}
	}
}

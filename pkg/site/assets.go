package site

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"

	"timeline/pkg/diag"
	"timeline/pkg/timeline"
	"timeline/templates"
)

// assets returns the files of assets/: the built-in ones, each replaceable, and whatever else an override folder holds
// there. The theme is written into the style sheet, because the pages allow no style of their own.
func (m *model) assets(problems *diag.List) []task {
	theme := m.theme(problems)
	var tasks []task
	for _, name := range m.assetNames() {
		tasks = append(tasks, task{path: name, key: m.assetKey(name, theme), bytes: func(r *renderer) ([]byte, error) {
			data, err := r.file(name)
			if err != nil {
				return nil, err
			}
			if name == "assets/site.css" {
				data = append(data, theme...)
			}
			return shrink(name, data), nil
		}})
	}
	return append(tasks, m.card())
}

// assetKey is none for an override that cannot be read: making the file says why.
func (m *model) assetKey(name, theme string) timeline.Digest {
	k := m.newKey("asset")
	k.str(name, theme)
	if m.over != nil {
		data, err := fs.ReadFile(m.over, name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return timeline.Digest{}
		}
		k.flag(err == nil)
		k.str(string(data))
	}
	return m.key(k)
}

func (m *model) assetNames() []string {
	names := map[string]bool{}
	for _, files := range []fs.FS{templates.Files, m.over} {
		if files == nil {
			continue
		}
		_ = fs.WalkDir(files, "assets", func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				names[path] = true
			}
			return nil // a folder that cannot be read has no overrides
		})
	}
	sorted := make([]string, 0, len(names))
	for name := range names {
		sorted = append(sorted, name)
	}
	slices.Sort(sorted)
	return sorted
}

// shrink minifies style sheets and scripts; what the minifier does not understand stays as it is.
func shrink(name string, data []byte) []byte {
	var b bytes.Buffer
	min := minify.New()
	var err error
	switch {
	case strings.HasSuffix(name, ".css"):
		err = css.Minify(min, &b, bytes.NewReader(data), nil)
	case strings.HasSuffix(name, ".js"):
		err = js.Minify(min, &b, bytes.NewReader(data), nil)
	default:
		return data
	}
	if err != nil {
		return data
	}
	return append(b.Bytes(), '\n')
}

// A theme's value may hold what colours and font families are written with and nothing that ends a declaration.
var (
	colourValue = regexp.MustCompile(`^[#a-zA-Z0-9 ,.%()/+-]+$`)
	fontValue   = regexp.MustCompile(`^[\p{L}0-9 ,"'._-]+$`)
)

// theme writes the theme's CSS variables.
func (m *model) theme(problems *diag.List) string {
	t := m.config.Theme
	var light, dark strings.Builder
	for _, v := range []struct {
		key, name, value string
		ok               *regexp.Regexp
		to               *strings.Builder
	}{
		{"accent", "--accent", t.Accent, colourValue, &light},
		{"font", "--font", t.Font, fontValue, &light},
		{"head_font", "--head-font", t.HeadFont, fontValue, &light},
		{"accent_dark", "--accent", cmp.Or(t.AccentDark, lighter(t.Accent)), colourValue, &dark},
	} {
		switch {
		case v.value == "":
		case !v.ok.MatchString(v.value) || strings.Contains(strings.ToLower(v.value), "url") || strings.Count(v.value, `"`)%2 != 0 || strings.Count(v.value, `'`)%2 != 0:
			problems.Add(diag.Problem{
				Position: diag.Position{File: "timeline.yaml"}, Message: fmt.Sprintf("theme: %s: %q is not a colour or a list of fonts", v.key, v.value),
				Hint: `write a colour as #9a3412 or rgb(154 52 18), fonts as Georgia, "Times New Roman", serif`,
			})
		default:
			fmt.Fprintf(v.to, "%s:%s;", v.name, v.value)
		}
	}
	s := ""
	if light.Len() > 0 {
		s += "\n:root{" + light.String() + "}"
	}
	if dark.Len() > 0 {
		s += "\n@media screen and (prefers-color-scheme:dark){:root{" + dark.String() + "}}"
	}
	return s
}

// lighter gives a theme without a dark accent its light one, mixed with white, so that it stays readable.
func lighter(accent string) string {
	if !colourValue.MatchString(accent) {
		return "" // none, or reported already
	}
	return "color-mix(in srgb, " + accent + " 55%, white)"
}

func xmlEscape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer does not fail
	return b.String()
}

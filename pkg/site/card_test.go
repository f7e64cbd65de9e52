package site

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
)

// TestPictures holds the pictures to what Open Graph asks: each event that has a page has one where the site's address
// is known, of the stated size, light, and not empty.
func TestPictures(t *testing.T) {
	tr := readTree(t, render(t, fixture()))
	pictures := 0
	for name, data := range tr.files {
		if !strings.HasSuffix(name, ".png") {
			continue
		}
		pictures++
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil || img.Bounds().Dx() != cardWidth || img.Bounds().Dy() != cardHeight {
			t.Errorf("%s: %v, %v", name, err, img)
			continue
		}
		if len(data) < 3000 || len(data) > 40<<10 {
			t.Errorf("%s has %d bytes", name, len(data))
		}
	}
	if want := len(fixtureEvents) + 1; pictures != want {
		t.Errorf("%d pictures, want %d", pictures, want)
	}
	in := fixture()
	in.Config.BaseURL = ""
	for name := range readTree(t, render(t, in)).files {
		if strings.HasSuffix(name, ".png") && name != cardFile {
			t.Errorf("%s, which no page can name, is drawn", name)
		}
	}
}

// TestWrap breaks texts into lines that fit; what does not fit ends in an ellipsis.
func TestWrap(t *testing.T) {
	f, err := face(goregular.TTF, 20)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text  string
		width int
		lines int
		want  string
	}{
		{"", 100, 2, ""},
		{"one two", 100, 2, "one two"},
		{"one two three four", 100, 2, "one two|three four"},
		{"one two three four five", 100, 2, "one two|three …"},
		{"Donaudampfschifffahrt", 100, 2, "Donaud…"},
		{"Розпорядження про порт", 120, 2, "Розпор…|про порт"},
	} {
		if got := strings.Join(wrap(f, c.text, c.width, c.lines), "|"); got != c.want {
			t.Errorf("%q in %d lines of %d: %q, want %q", c.text, c.lines, c.width, got, c.want)
		}
	}
}

func BenchmarkPicture(b *testing.B) {
	in := fixture()
	w, _ := newWords("en", nil)
	m, _ := newModel(in, w)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.eventCard(m.Events[5]).bytes(nil); err != nil {
			b.Fatal(err)
		}
	}
}

package site

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// The picture that other sites show for a link to this one: 1200 by 630, as Open Graph asks.
const cardWidth, cardHeight = 1200, 630

var (
	cardPaper  = color.RGBA{0xfb, 0xfa, 0xf6, 0xff}
	cardInk    = color.RGBA{0x1d, 0x1b, 0x18, 0xff}
	cardSoft   = color.RGBA{0x6a, 0x64, 0x5b, 0xff}
	cardBar    = color.RGBA{0xb8, 0xb1, 0xa4, 0xff}
	cardAccent = color.RGBA{0xa1, 0x3a, 0x1b, 0xff}
)

// card draws the title over the bars of the overview.
func (m *model) card() task {
	return task{path: "assets/card.png", bytes: func(*renderer) ([]byte, error) {
		img := image.NewPaletted(image.Rect(0, 0, cardWidth, cardHeight), cardPalette())
		draw.Draw(img, img.Bounds(), image.NewUniform(cardPaper), image.Point{}, draw.Src)
		if err := m.drawWords(img); err != nil {
			return nil, err
		}
		m.drawBars(img)
		var b bytes.Buffer
		err := png.Encode(&b, img)
		return b.Bytes(), err
	}}
}

// cardPalette holds the shades between paper and each colour, so that letters have smooth edges in a small file.
func cardPalette() color.Palette {
	var p color.Palette
	for _, c := range []color.RGBA{cardInk, cardSoft, cardBar, cardAccent} {
		for i := range 16 {
			mix := func(a, b uint8) uint8 { return uint8((int(a)*(15-i) + int(b)*i) / 15) }
			p = append(p, color.RGBA{mix(cardPaper.R, c.R), mix(cardPaper.G, c.G), mix(cardPaper.B, c.B), 0xff})
		}
	}
	return p
}

func (m *model) drawWords(img draw.Image) error {
	title, err := face(gobold.TTF, 68)
	if err != nil {
		return err
	}
	small, err := face(goregular.TTF, 32)
	if err != nil {
		return err
	}
	y := 130
	for _, line := range wrap(title, m.Title, cardWidth-160, 3) {
		write(img, title, cardInk, 80, y, line)
		y += 82
	}
	for _, line := range wrap(small, m.Description, cardWidth-160, 2) {
		write(img, small, cardSoft, 80, y, line)
		y += 44
	}
	return nil
}

func face(ttf []byte, size float64) (font.Face, error) {
	f, err := opentype.Parse(ttf)
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
}

func write(img draw.Image, f font.Face, c color.Color, x, y int, s string) {
	d := font.Drawer{Dst: img, Src: image.NewUniform(c), Face: f, Dot: fixed.P(x, y)}
	d.DrawString(s)
}

// wrap breaks a text into at most n lines of a width.
func wrap(f font.Face, s string, width, n int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		next := strings.TrimSpace(line + " " + word)
		if font.MeasureString(f, next).Ceil() <= width || line == "" {
			line = next
			continue
		}
		if len(lines) == n-1 {
			return append(lines, line+" …")
		}
		lines = append(lines, line)
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// drawBars draws the overview along the foot of the picture.
func (m *model) drawBars(img draw.Image) {
	const left, width, foot = 80, cardWidth - 160, cardHeight - 90
	fill := func(x, y, w, h int, c color.Color) {
		draw.Draw(img, image.Rect(x, y, x+w, y+h), image.NewUniform(c), image.Point{}, draw.Src)
	}
	fill(left, foot, width, 2, cardSoft)
	s := m.newStrip(m.Events, byYear, func(*event) string { return "" }, func(*event) string { return "" })
	if s == nil {
		return
	}
	for _, b := range s.Bars {
		c := color.Color(cardBar)
		if strings.HasPrefix(b.Class, "k") {
			c = cardAccent
		}
		fill(left+int(b.x/100*width), foot-int((float64(s.Axis)-b.y)*1.6), max(3, int(b.w/100*width)), max(2, int(b.h*1.6)), c)
	}
	small, err := face(goregular.TTF, 24)
	if err != nil {
		return
	}
	for _, c := range s.Columns {
		if c.Wide == "x" || c.empty {
			continue
		}
		w := font.MeasureString(small, c.Label).Ceil()
		write(img, small, cardSoft, left+int((c.x+c.w/2)/100*width)-w/2, foot+36, c.Label)
	}
}

package site

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// The pictures that other sites show for a link to this one: 1200 by 630, as Open Graph asks. The site has one, and so
// has each event where addresses are absolute, as Open Graph's must be; of a long timeline, each key event, since
// pictures weigh more than pages.
const (
	cardFile   = "assets/card.png"
	cardWidth  = 1200
	cardHeight = 630
	cardMargin = 80

	mostPictures = 500
)

// A picture has sixteen colours, four bits each: paper, and five shades on the way from it to each ink, so that letters
// have smooth edges in a small file.
const inkShades = 5

// ink is the full shade of an ink in the palette.
type ink uint8

const (
	inkText   ink = inkShades
	inkSoft   ink = 2 * inkShades
	inkAccent ink = 3 * inkShades
	inkBar        = inkSoft - 2
)

var cardPalette = func() color.Palette {
	paper := color.RGBA{0xfb, 0xfa, 0xf6, 0xff}
	p := color.Palette{paper}
	for _, c := range []color.RGBA{{0x1d, 0x1b, 0x18, 0xff}, {0x6a, 0x64, 0x5b, 0xff}, {0xa1, 0x3a, 0x1b, 0xff}} {
		for i := 1; i <= inkShades; i++ {
			mix := func(a, b uint8) uint8 { return uint8((int(a)*(inkShades-i) + int(b)*i) / inkShades) }
			p = append(p, color.RGBA{mix(paper.R, c.R), mix(paper.G, c.G), mix(paper.B, c.B), 0xff})
		}
	}
	return p
}()

// picture is a card being drawn: a sheet of paper, and the cursor's height on it.
type picture struct {
	img  *image.Paletted
	line *image.RGBA // one line of letters, white on black
	y    int
}

func newPicture() *picture {
	return &picture{img: image.NewPaletted(image.Rect(0, 0, cardWidth, cardHeight), cardPalette)}
}

func (p *picture) png() ([]byte, error) {
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestSpeed} // half the time for a third more bytes
	err := e.Encode(&b, p.img)
	return b.Bytes(), err
}

func (p *picture) fill(x, y, w, h int, c ink) {
	r := image.Rect(x, y, x+w, y+h).Intersect(p.img.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := p.img.Pix[p.img.PixOffset(r.Min.X, y):p.img.PixOffset(r.Max.X, y)]
		for i := range row {
			row[i] = uint8(c)
		}
	}
}

// write sets one line with its foot at y. It is drawn as coverage first: image/draw is quick there, and slow where it
// has to search a palette for every pixel.
func (p *picture) write(f font.Face, c ink, x, y int, s string) {
	m := f.Metrics()
	up := m.Ascent.Ceil()
	high := up + m.Descent.Ceil() + 1
	if p.line == nil || p.line.Rect.Dy() < high {
		p.line = image.NewRGBA(image.Rect(0, 0, cardWidth, high))
	}
	clear(p.line.Pix)
	d := font.Drawer{Dst: p.line, Src: image.White, Face: f, Dot: fixed.P(x, up)}
	d.DrawString(s)
	for row := range high {
		to := y - up + row
		if to < 0 || to >= cardHeight {
			continue
		}
		from := p.line.Pix[row*p.line.Stride:]
		out := p.img.Pix[to*p.img.Stride:]
		for i := range cardWidth {
			if shade := (int(from[4*i])*inkShades + 127) / 255; shade > 0 {
				out[i] = uint8(c) - inkShades + uint8(shade)
			}
		}
	}
}

// text sets a text in at most n lines below what stands there already.
func (p *picture) text(ttf []byte, size float64, c ink, n int, s string) error {
	f, err := face(ttf, size)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // a face in memory
	for _, line := range wrap(f, s, cardWidth-2*cardMargin, n) {
		p.y += int(size * 1.22)
		p.write(f, c, cardMargin, p.y, line)
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

// wrap breaks a text into at most n lines of a width. A word that is wider is cut.
func wrap(f font.Face, s string, width, n int) []string {
	fits := func(s string) bool { return font.MeasureString(f, s).Ceil() <= width }
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		for !fits(word) {
			word = strings.TrimSuffix(word, "…")
			word = string([]rune(word)[:len([]rune(word))*3/4]) + "…"
		}
		next := strings.TrimSpace(line + " " + word)
		if fits(next) {
			line = next
			continue
		}
		if len(lines) == n-1 {
			for !fits(line + " …") {
				line = line[:strings.LastIndexByte(line, ' ')]
			}
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

// card draws the site's title over the bars of the overview.
func (m *model) card() task {
	k := m.newKey("card of the site")
	k.drawing(m.Events)
	return task{path: cardFile, key: m.key(k), bytes: func(*renderer) ([]byte, error) {
		p := newPicture()
		p.y = 48
		if err := p.text(gobold.TTF, 68, inkText, 3, m.Title); err != nil {
			return nil, err
		}
		p.y += 20
		if err := p.text(goregular.TTF, 32, inkSoft, 2, m.Description); err != nil {
			return nil, err
		}
		if err := m.drawBars(p); err != nil {
			return nil, err
		}
		return p.png()
	}}
}

// picture returns the path of an event's picture, "" when the site's own stands for it.
func (m *model) picture(e *event) string {
	if m.BaseURL == "" || len(m.Events) > mostPictures && !e.Key {
		return ""
	}
	return e.Path + "card.png"
}

// eventCard draws an event's date and title, and over the foot how many sources tell it and in which timeline.
func (m *model) eventCard(e *event) task {
	return task{path: m.picture(e), key: m.cardKey(e), bytes: func(*renderer) ([]byte, error) {
		p := newPicture()
		p.fill(0, 0, 16, cardHeight, inkAccent)
		p.y = 56
		for _, t := range []struct {
			ttf   []byte
			size  float64
			ink   ink
			lines int
			s     string
		}{{goregular.TTF, 36, inkAccent, 1, upperFirst(e.When)}, {gobold.TTF, 64, inkText, 4, e.Title}} {
			if err := p.text(t.ttf, t.size, t.ink, t.lines, t.s); err != nil {
				return nil, err
			}
			p.y += 8
		}
		p.fill(cardMargin, cardHeight-128, cardWidth-2*cardMargin, 2, inkBar)
		p.y = cardHeight - 112
		if err := p.text(goregular.TTF, 30, inkSoft, 1, m.words.count("independent", e.IndependentSources)); err != nil {
			return nil, err
		}
		if err := p.text(goregular.TTF, 30, inkSoft, 1, m.Title); err != nil {
			return nil, err
		}
		return p.png()
	}}
}

// drawBars draws the overview along the foot of the picture.
func (m *model) drawBars(p *picture) error {
	const left, width, foot = cardMargin, cardWidth - 2*cardMargin, cardHeight - 90
	p.fill(left, foot, width, 2, inkSoft)
	s := m.newStrip(m.Events, byYear, func(*event) string { return "" }, func(*event) string { return "" })
	if s == nil {
		return nil
	}
	for _, b := range s.Bars {
		c := inkBar
		if strings.HasPrefix(b.Class, "k") {
			c = inkAccent
		}
		p.fill(left+int(b.x/100*width), foot-int((float64(s.Axis)-b.y)*1.6), max(3, int(b.w/100*width)), max(2, int(b.h*1.6)), c)
	}
	small, err := face(goregular.TTF, 24)
	if err != nil {
		return err
	}
	end := 0
	for _, c := range s.Columns {
		w := font.MeasureString(small, c.Label).Ceil()
		x := left + int((c.x+c.w/2)/100*width) - w/2
		if c.Wide == "x" || c.empty || x < end {
			continue
		}
		p.write(small, inkSoft, x, foot+36, c.Label)
		end = x + w + 12
	}
	return nil
}

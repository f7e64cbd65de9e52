package source

import (
	"strings"
	"unicode/utf8"

	"timeline/pkg/text"
)

// assignRoles tells the title, subtitle, byline, dateline, captions and furniture of the page from the article. Blocks
// that a format has marked (headings, lists, quotations, tables) keep their role where the words do not say more.
//
// The article starts with its first paragraph of prose and ends with its last one. Before it stand the title and its
// company; what is left after it and is no sentence is furniture.
func (d *draft) assignRoles() {
	r := roles{draft: d}
	d.splitLines()
	r.read()
	r.bounds()
	r.title()
	for i := range d.Blocks {
		d.Blocks[i].Role = r.role(i)
	}
	r.pleas()
	r.captions()
	r.comments()
	r.keepSomething()
	for i := range d.Blocks {
		if b := &d.Blocks[i]; b.Role == Prose || b.Role == ListItem || b.Role == Quote {
			b.Dateline = datelinePrefix(d.Text, b.Span)
		}
	}
}

// ownLine reports whether a line is a date or a byline.
func ownLine(s string) bool {
	if len(s) > maxSplit {
		return false
	}
	f := newFeatures(s)
	return f.dateline || f.byline && f.words <= 12
}

type roles struct {
	*draft
	f           []features
	first, last int // the blocks that the prose starts and ends with; first is len(f) when there is none
	saying      int // see outside
	titleAt     int // -1 when the title does not stand in the text
}

// maxSplit bounds the first line of a paragraph that may be a byline or a date.
const maxSplit = 160

// splitLines makes blocks of their own of bylines and dates that a soft line break joins to another line.
func (d *draft) splitLines() {
	if len(d.breaks) == 0 {
		return
	}
	var blocks []Block
	next := 0
	for _, b := range d.Blocks {
		for ; next < len(d.breaks) && d.breaks[next] < b.End; next++ {
			at := d.breaks[next]
			if at <= b.Start || at-b.Start > maxSplit {
				continue
			}
			end := b.End
			if next+1 < len(d.breaks) {
				end = min(end, d.breaks[next+1])
			}
			if ownLine(d.Text[b.Start:at]) || ownLine(d.Text[at+1:max(at+1, end)]) {
				first, rest := cutBlock(b, at)
				blocks = append(blocks, first)
				b = rest
			}
		}
		blocks = append(blocks, b)
	}
	d.Blocks = blocks
}

// read finds the features of every block.
func (r *roles) read() {
	seen := map[string]bool{}
	r.f = make([]features, len(r.Blocks))
	for i, b := range r.Blocks {
		f := newFeatures(r.words(b))
		f.near = i > 0 && r.near[b.Start]
		f.repeats = f.words >= 4 && seen[f.plain]
		seen[f.plain] = true
		r.f[i] = f
	}
}

// bounds finds where the article's prose starts and ends.
func (r *roles) bounds() {
	r.first, r.last = len(r.f), -1
	for i, b := range r.Blocks {
		if b.Role != Prose && b.Role != Quote && b.Role != ListItem || !r.f[i].sentence() {
			continue
		}
		r.last = i
		if r.first == len(r.f) && b.Role != ListItem && !r.aboutTitle(i) {
			r.first = i
		}
	}
}

// aboutTitle reports whether a block that reads as a sentence is the headline all the same.
func (r *roles) aboutTitle(i int) bool {
	return r.Title != "" && similar(r.f[i].plain, plain(r.Title))
}

// similar reports whether two plain texts are the same but for a few words at the start or the end.
func similar(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	a, b = strings.TrimPrefix(a, "you're reading "), strings.TrimPrefix(b, "you're reading ")
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) >= 15 && len(b)-len(a) <= len(b)/3 && (strings.HasPrefix(b, a) || strings.HasSuffix(b, a))
}

// title finds the block with the headline, or the headline itself when nothing says it.
func (r *roles) title() {
	r.titleAt = -1
	if r.Title == "" {
		r.chooseTitle()
		return
	}
	want := plain(r.Title)
	for i := range r.f[:min(len(r.f), r.first+20)] {
		if similar(r.f[i].plain, want) && !r.f[i].dateline || r.f[i].plain == want {
			r.titleAt = i
			if b := &r.Blocks[i]; strings.HasSuffix(r.f[i].text, r.Title) {
				b.Start = b.End - len(r.Title) // without "You're reading:"
			}
			return
		}
	}
	if r.page.weakTitle {
		given := r.Title
		if r.chooseTitle(); r.titleAt < 0 {
			r.Title = given
		}
	}
}

// chooseTitle takes the line before the prose that shares most words with it; a heading of the format goes first.
func (r *roles) chooseTitle() {
	body := map[string]bool{}
	for i := r.first; i < len(r.f) && i < r.first+12; i++ {
		for _, w := range strings.Fields(r.f[i].plain) {
			body[w] = true
		}
	}
	best := 0.0
	for i := range r.f[:min(len(r.f), r.first)] {
		f := &r.f[i]
		if f.furnish || f.caption || f.byline || f.dateline || f.words > 30 || r.Blocks[i].Role == ListItem || r.Blocks[i].Role == Prose && (f.sentence() || f.words >= 4 && strings.HasSuffix(f.text, ".")) {
			continue
		}
		score := sharedWords(f.plain, body) + 0.1/float64(i+1)
		if r.Blocks[i].Role == Heading || r.Blocks[i].Role == Title {
			score += 20
		}
		if score > best {
			best, r.titleAt = score, i
		}
	}
	switch {
	case r.titleAt >= 0:
		r.Title = r.f[r.titleAt].text
	case r.first < len(r.f):
		b := r.Blocks[r.first]
		b.Start = max(b.Start, datelinePrefix(r.Text, b.Span).End)
		r.Title = shorten(b.Of(r.Text))
	default:
		r.Title = r.ID
	}
}

// sharedWords weighs how many of a line's longer words are in the body; at most eight count, so that a headline is
// preferred to a menu and not to a long subtitle.
func sharedWords(line string, body map[string]bool) float64 {
	n := 0
	for _, w := range strings.Fields(line) {
		if len(w) > 3 && body[w] {
			n++
		}
	}
	return float64(min(n, 8))
}

// shorten makes a title of a sentence.
func shorten(s string) string {
	const most = 90
	if spans := text.Sentences(s); len(spans) > 0 {
		s = spans[0].Of(s)
	}
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	s = string([]rune(s)[:most])
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,;:—–-") + "…"
}

// role returns the part that a block plays.
func (r *roles) role(i int) Role {
	f, marked := &r.f[i], r.Blocks[i].Role
	switch {
	case marked == Boilerplate || marked == Caption:
		return marked
	case i == r.titleAt:
		return Title
	case f.repeats || r.titleAt >= 0 && i < r.first && similar(f.plain, r.f[r.titleAt].plain):
		return Boilerplate
	case f.caption, i <= r.first && r.first < r.last && r.datedCaption(i):
		return Caption
	case f.byline:
		return Byline
	case f.dateline && i > r.first && i < r.last && marked != TableRow && r.begun(i):
		return Heading // of a diary, a chronicle
	case f.dateline && (marked == Prose || marked == Heading || (marked == ListItem || marked == TableRow) && i < r.first):
		return Dateline
	case f.furnish && marked != TableRow:
		return Boilerplate
	case marked != Prose:
		return r.marked(i, marked)
	case i < r.first:
		return r.before(i)
	case i > r.last:
		return r.after(i)
	case f.fragment() && f.words <= 12 && !strings.HasSuffix(f.text, ":") && !strings.HasSuffix(f.text, ","):
		return Heading
	}
	return Prose
}

// begun reports whether the report has begun before a block: what stands above it may be captions without a credit.
func (r *roles) begun(i int) bool {
	for j := max(0, i-8); j < i; j++ {
		if r.Blocks[j].Role == Prose && !r.datedCaption(j) && r.f[j].sentence() {
			return true
		}
	}
	return false
}

// past is what tells a report from the words under a picture, which are in the present or have no verb.
var past = text.Pattern(`(?i)\b(?:was|were|had|has|have|did|said|says|will|would|\pL{2,}ed)\b`)

// datedCaption reports whether a block before the prose is the caption of a picture without a credit: one sentence
// that ends with a full date and tells nothing past, such as "Riot police watch the square on Nov. 30, 2013."
func (r *roles) datedCaption(i int) bool {
	f := &r.f[i]
	if r.Kind == Digest || len(f.dates) == 0 || r.titleAt == i || f.dateline || past().MatchString(withoutQuotes(f.text, "")) {
		return false
	}
	last := f.dates[len(f.dates)-1]
	return last.year > 0 && last.End >= len(strings.TrimRight(f.text, ". ")) && strings.Count(f.text, ". ") <= 1
}

// marked returns the part of a block that a format has marked: menus are lists, too.
func (r *roles) marked(i int, role Role) Role {
	if role == ListItem && i < r.first && i > r.titleAt && r.f[i].words >= 3 {
		return role // the points that some agencies put above the text
	}
	outside := i > r.last || i < r.first
	if role == ListItem && outside && r.f[i].fragment() && r.f[i].words <= 8 && !startsLower(r.f[i].text) {
		return Boilerplate
	}
	if role == Heading && i > r.last {
		return Boilerplate
	}
	return role
}

func startsLower(s string) bool { return s != "" && !startsUpper(s) }

// before returns the part of what stands before the prose: menus above the title, subtitles below it.
func (r *roles) before(i int) Role {
	f := &r.f[i]
	switch {
	case i < r.titleAt && f.words <= 8, !f.terminal && f.words < 4, i < r.titleAt && !f.terminal:
		return Boilerplate
	case f.terminal && f.words >= 4 || f.words >= 8:
		return Prose
	}
	return Subtitle
}

// after returns the part of what stands after the prose.
func (r *roles) after(i int) Role {
	f := &r.f[i]
	if f.fragment() || f.words < 4 {
		return Boilerplate
	}
	return Prose
}

// pleas carries the mark of furniture on to what belongs to it: the body of a letter to the reader, the next lines of
// a plea, the headlines under "Most popular".
func (r *roles) pleas() {
	letter := false
	for i := range r.Blocks {
		f, role := &r.f[i], r.Blocks[i].Role
		letter = role == Boilerplate && isDear(f) || letter && (f.words == 0 || addressed(unquoted(f)))
		if role != Prose && role != ListItem && role != Subtitle && role != Heading {
			continue
		}
		afterPlea := i > 0 && r.Blocks[i-1].Role == Boilerplate && r.f[i-1].furnish
		beforePlea := i+1 < len(r.Blocks) && r.Blocks[i+1].Role == Boilerplate && r.f[i+1].furnish
		switch {
		case letter:
			r.Blocks[i].Role, f.furnish = Boilerplate, true
		case afterPlea && beforePlea && f.words <= 30 && addressed(unquoted(f)) && i > r.first:
			r.Blocks[i].Role, f.furnish = Boilerplate, true
		case afterPlea && r.listAfter(i):
			r.Blocks[i].Role, f.furnish = Boilerplate, true
		}
	}
}

// listAfter reports whether a fragment goes on a list of headlines: no sentence of the article follows it.
func (r *roles) listAfter(i int) bool {
	return r.f[i].near && r.f[i].fragment() && i > r.last
}

// addressed reports whether plain words speak to their reader.
func addressed(spoken string) bool {
	for _, t := range strings.Fields(spoken) {
		if words().persons[t] {
			return true
		}
	}
	return false
}

// captions finds what is a caption by its company: the line above a credit, the same words as a caption nearby.
func (r *roles) captions() {
	for i := range r.Blocks {
		if r.Blocks[i].Role != Caption {
			continue
		}
		for _, j := range []int{i - 1, i + 1} {
			if j < 0 || j >= len(r.Blocks) || r.Blocks[j].Role != Prose && r.Blocks[j].Role != Subtitle && r.Blocks[j].Role != Boilerplate && r.Blocks[j].Role != Heading {
				continue
			}
			same := r.f[j].words >= 4 && r.f[j].words <= 2*r.f[i].words && r.f[i].words <= 2*r.f[j].words &&
				overlap(r.f[i].plain, r.f[j].plain) >= 0.6
			above := j == i-1 && r.f[i].near && onlyCredit(r.f[i].plain) && r.f[j].words <= 40
			below := j == i+1 && strings.HasSuffix(r.f[i].plain, " caption")
			if same || above || below {
				r.Blocks[j].Role = Caption
			}
		}
	}
}

// overlap returns how many of the words of the shorter text are in the other.
func overlap(a, b string) float64 {
	in := map[string]bool{}
	for _, w := range strings.Fields(a) {
		in[w] = true
	}
	n, total := 0, 0
	for _, w := range strings.Fields(b) {
		total++
		if in[w] {
			n++
		}
	}
	return float64(n) / float64(max(1, min(total, len(in))))
}

// keepSomething makes the captions of a page of pictures its prose: there is no other.
func (r *roles) keepSomething() {
	if r.hasProse() {
		return
	}
	for i, b := range r.Blocks {
		if (b.Role == Caption || b.Role == Subtitle) && !r.f[i].repeats && r.f[i].words >= 7 && !onlyCredit(r.f[i].plain) {
			r.Blocks[i].Role = Prose
		}
	}
}

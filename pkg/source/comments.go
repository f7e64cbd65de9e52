package source

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"timeline/pkg/text"
)

// This file tells what readers have written below a report from the report. Pages seldom mark it, and saved text never
// does; but readers speak of themselves and to one another, spell as they speak, and shout, and papers put a stamp on
// every comment: "March 3, 2012 at 6:04 pm | …". One such sentence may be anybody's; a stretch of them is comments.

// What the signs of a block add to a stretch of comments, and what a block without any takes from it.
const (
	stamped    = 3.0
	chats      = 2.0 // "dont", "gonna", "!!"
	talks      = 1.0 // "I", "you", a sentence that ends with a shout or starts without a capital
	joinsIn    = 0.5 // "we", a question
	neutral    = -0.4
	reports    = -1.2 // somebody else is quoted: "…," the mayor said
	enoughTalk = 6.0  // what the signs of a stretch must come to
	leastChats = 2    // and how many of its blocks must be more than talk: a reporter may write of himself
)

// stampLine is how a comment starts: with its date and time, and what is left of its buttons, or with who wrote it when.
var stampLine = text.Pattern(`(?i)^(?:(?:\d{1,2} )?\pL{3,9}\.? \d{0,2}(?:st|nd|rd|th)?,? ?(?:19|20)\d\d,? (?:at )?\d{1,2}:\d\d ?[ap]\.?m\.?[^|]{0,24}(?:\||$)|` +
	`At \d{1,2}:\d\d ?(?:[ap]m)? (?:on )?\d{1,2}(?:st|nd|rd|th)? \pL{3,9} (?:19|20)\d\d, .{1,40} wrote:)`)

// comments makes furniture of what readers have written. From a second stamp on, all that follows is theirs.
func (r *roles) comments() {
	values, strong := make([]float64, len(r.f)), make([]bool, len(r.f))
	first, stamps := -1, 0
	for i := range r.f {
		f := &r.f[i]
		switch role := r.Blocks[i].Role; {
		case role == Boilerplate && f.furnish && i > r.first && (strings.Contains(f.plain, "welcome comments") || strings.Contains(f.plain, "in the comments")):
			if stamps = 2; first < 0 {
				first = i // "We welcome comments …"
			}
			continue
		case !mayBeComment(role):
			continue
		}
		if len(f.text) > 12 && stampLine().MatchString(f.text[:min(len(f.text), 120)]) {
			values[i], strong[i] = stamped, true
			if stamps++; first < 0 {
				first = i
			}
			continue
		}
		values[i], strong[i] = r.talk(f)
	}
	for _, s := range stretches(values) {
		n := 0
		for i := s.Start; i < s.End; i++ {
			if strong[i] {
				n++
			}
		}
		if n >= leastChats {
			r.furnish(s.Start, s.End)
		}
	}
	if stamps > 1 {
		r.furnish(first, len(r.f))
	}
}

func mayBeComment(role Role) bool {
	return role == Prose || role == ListItem || role == Heading || role == Quote || role == Subtitle
}

func (r *roles) furnish(from, to int) {
	for i := from; i < to; i++ {
		if mayBeComment(r.Blocks[i].Role) {
			r.Blocks[i].Role = Boilerplate
		}
	}
}

// talk says how much a block sounds like a reader's comment, and whether by more than its persons. What it quotes does
// not count, nor what goes on with a quotation that an earlier block has opened.
func (r *roles) talk(f *features) (value float64, strong bool) {
	shown := r.outside(f.text)
	spoken := f.plain
	quotes := len(shown) < len(f.text)
	if quotes {
		spoken = plain(shown)
	}
	persons, together, chat, said := countTalk(spoken)
	shouts := strings.Contains(shown, "!!") || strings.Contains(shown, "??") || strings.Contains(shown, "?!")
	first, _ := utf8.DecodeRuneInString(shown)
	end := strings.TrimRight(shown, " ")
	switch {
	case said && (quotes || chat == 0 && !shouts):
		return reports, false
	case chat > 0 || shouts:
		return chats, true
	case persons > 0, strings.HasSuffix(end, "!"), unicode.IsLower(first) && f.words > 2:
		return talks, false
	case together > 0, strings.HasSuffix(end, "?"):
		return joinsIn, false
	}
	return neutral, false
}

// countTalk counts the words of talk of a plain text, and reports whether it says who said something.
func countTalk(spoken string) (persons, together, chat int, said bool) {
	v := words()
	for spoken != "" {
		var w string
		w, spoken, _ = strings.Cut(spoken, " ")
		switch {
		case v.chat[w]:
			chat++
		case v.talk[w]:
			persons++
		case v.persons[w]:
			together++
		}
		said = said || w == "said" || w == "says" || w == "told" || w == "according"
	}
	return persons, together, chat, said
}

// longestSaying is how many blocks a quotation may go through; more have lost the mark that closes it.
const longestSaying = 6

// outside returns what a block says outside quotation marks, one that an earlier block has opened included.
func (r *roles) outside(s string) string {
	if r.saying > 0 && !strings.HasPrefix(s, "\"") && !strings.HasPrefix(s, "“") {
		i := strings.IndexAny(s, "\"”")
		if i < 0 {
			if r.saying++; r.saying > longestSaying {
				r.saying = 0
			}
			return ""
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		s = s[i+size:]
	}
	r.saying = 0
	if strings.Count(s, "\"")%2 != 0 || strings.Count(s, "“") > strings.Count(s, "”") {
		r.saying = 1
	}
	if !strings.ContainsAny(s, "\"“«„") {
		return s
	}
	return withoutQuotes(s, " ")
}

// stretches returns the stretches of blocks whose values add up to enoughTalk and that no longer one outdoes: the
// maximal scoring subsequences of Ruzzo and Tompa (1999), in their order.
func stretches(values []float64) []text.Span {
	type stretch struct {
		text.Span
		left, right float64 // sums of all values before it, and with it
	}
	var open []stretch
	sum := 0.0
	for i, v := range values {
		before := sum
		sum += v
		if v <= 0 {
			continue
		}
		s := stretch{text.Span{Start: i, End: i + 1}, before, sum}
		for {
			j := len(open) - 1
			for j >= 0 && open[j].left >= s.left {
				j--
			}
			if j < 0 || open[j].right >= s.right {
				break
			}
			s.Start, s.left = open[j].Start, open[j].left
			open = open[:j]
		}
		open = append(open, s)
	}
	var out []text.Span
	for _, s := range open {
		if s.right-s.left >= enoughTalk {
			out = append(out, s.Span)
		}
	}
	return slices.Clip(out)
}

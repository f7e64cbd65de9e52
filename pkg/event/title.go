package event

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"timeline/pkg/text"
)

// Lengths of what readers see, in runes.
const (
	titleLength   = 95  // of most titles
	titleMost     = 140 // of those that would break if they were cut
	summaryLength = 280
)

// phrase is a selection of a reading's tokens, in the order in which they are shown. Every word of a title is a word
// of its evidence.
type phrase []int

// span returns the tokens [from, to).
func tokensFrom(from, to int) phrase {
	p := make(phrase, 0, max(0, to-from))
	for i := from; i < to; i++ {
		p = append(p, i)
	}
	return p
}

// titleWords returns the words of a phrase that make a title: without those of time, what stands in parentheses and what
// leads in, cut where the sentence can be cut, with no punctuation at its end.
func (r *reading) titleWords(p phrase, own int) phrase {
	p = r.completed(p, own)
	p = r.withoutTimes(p, own)
	p = r.withoutAsides(p)
	p = r.withoutBare(p)
	p = r.withoutSetting(p)
	p = r.trimHead(p)
	p = r.trimTail(p)
	p = r.withoutAccording(p)
	if len(p) > 1 && slices.Contains(r.articles, p[0]) && r.verbIn(p) < 0 {
		p = p[1:] // a noun alone has none
	}
	if len(p) > 2 && auxiliaries[r.low(p[0])] && p[0] > 0 && r.timed[p[0]-1] != 0 && determiners[r.low(p[1])] {
		p = p[1:] // "January 15 was a day of mourning"
	}
	if r.length(p) > titleLength {
		p = r.withoutRelatives(p)
	}
	if r.length(p) > titleLength {
		p = r.withoutRanks(p)
	}
	if r.length(p) > titleLength {
		p = r.withoutManner(p)
	}
	p = r.shorten(p, titleLengths)
	return r.trimTail(p)
}

// withoutAccording leaves out who says so at the head of a phrase: "According to the army it happened".
func (r *reading) withoutAccording(p phrase) phrase {
	if len(p) < 5 || r.low(p[0]) != "according" || r.low(p[1]) != "to" {
		return p
	}
	for k := 3; k < len(p) && k < 9; k++ {
		w := r.low(p[k])
		if w == "," || subjects[w] || determiners[w] || numberWords[w] > 0 {
			rest := p[k:]
			if w == "," {
				rest = p[k+1:]
			}
			if v := r.verbIn(rest); v > 0 {
				return rest
			}
			break
		}
	}
	return p
}

// summary returns the sentence without its words of time and without who says so.
func (r *reading) summary(own int) string {
	p := r.withoutSource(tokensFrom(0, len(r.toks)))
	p = r.withoutTimes(p, own)
	p = r.trimHead(p)
	if r.length(p) > summaryLength {
		p = r.trimTail(r.shorten(p, summaryLengths))
	}
	for len(p) > 0 && r.toks[p[len(p)-1]].kind == punct && !closing[r.low(p[len(p)-1])] {
		p = p[:len(p)-1]
	}
	s := r.render(p)
	if s == "" {
		return ""
	}
	if last, _ := utf8.DecodeLastRuneInString(s); strings.ContainsRune(".!?”\"", last) {
		return s
	}
	return s + "."
}

// withoutSource leaves out who says so at the end of a sentence: ", the White House said in a statement".
func (r *reading) withoutSource(p phrase) phrase {
	k := len(r.segs) - 1
	for k > 0 && r.segs[k].verb < 0 && r.segs[k].to-r.segs[k].from < 5 && !r.speechSegment(k) {
		k--
	}
	if k <= 0 || !r.speechSegment(k) || r.segs[k].open != openComma || r.segs[k].to-r.segs[k].from > 16 {
		return p
	}
	cut := r.segs[k].from - 1
	return slices.DeleteFunc(slices.Clone(p), func(i int) bool { return i >= cut })
}

// length returns the runes of the phrase as it would be rendered, with the mark that closes a quotation which it breaks off.
func (r *reading) length(p phrase) int {
	n, marks := 0, 0
	for k, i := range p {
		if w := r.low(i); w == "\"" || w == "“" || w == "”" {
			marks++
		}
		if k > 0 && (p[k-1] != i-1 || r.toks[i-1].End < r.toks[i].Start) {
			n++
		}
		n += utf8.RuneCountInString(r.shown(i))
	}
	return n + marks%2
}

// render writes the phrase with the spacing of the sentence, a capital at its head, and without quotation marks that
// have lost their partner.
func (r *reading) render(p phrase) string {
	var b strings.Builder
	for k, i := range p {
		t := r.toks[i]
		if k > 0 && t.kind != punct && (p[k-1] != i-1 && !r.opensWord(p[k-1]) || p[k-1] == i-1 && r.toks[i-1].End < t.Start) {
			b.WriteByte(' ')
		} else if k > 0 && t.kind == punct && p[k-1] == i-1 && r.toks[i-1].End < t.Start {
			b.WriteByte(' ')
		} else if k > 0 && t.kind == punct && p[k-1] != i-1 && (!closing[t.low] && t.low != "," || r.opens(i)) {
			b.WriteByte(' ')
		}
		w := r.shown(i)
		if k > 0 && t.low != "i" && (i == r.firstWord() && r.plainFirst || (i == r.firstWord() || p[k-1] > i) && neverName(t.low)) {
			w = strings.ReplaceAll(w, t.Span.Of(r.s), t.low) // the sentence's first word, now inside
		}
		b.WriteString(w)
	}
	return capital(balanceQuotes(text.Fold(b.String())))
}

// neverName reports whether a word is no name even where it has a capital.
func neverName(w string) bool {
	return determiners[w] || pronouns[w] || prepositions[w] || numberWords[w] > 0
}

// firstWord returns the place of the sentence's first word: a quotation mark may stand before it.
func (r *reading) firstWord() int {
	if len(r.toks) > 1 && (r.low(0) == "“" || r.low(0) == "\"") {
		return 1
	}
	return 0
}

// shown returns a token as it is written in a title: a pronoun as what it stands for, the genitive of a time as an article.
func (r *reading) shown(i int) string {
	for n := range r.stand {
		if r.stand[n].token == i {
			return r.stand[n].words
		}
	}
	if slices.Contains(r.articles, i) {
		return "the"
	}
	if i == 0 && r.opened {
		return "\"" + r.toks[i].Span.Of(r.s)
	}
	return r.toks[i].Span.Of(r.s)
}

// opensWord reports whether a quotation mark opens: a word follows it at once, and none stands right before it.
func (r *reading) opensWord(i int) bool {
	return r.opens(i) && (i == 0 || r.toks[i-1].End < r.toks[i].Start)
}

// opens reports whether the mark at i stands right before a word: a quotation mark that opens.
func (r *reading) opens(i int) bool {
	return i+1 < len(r.toks) && r.toks[i+1].Start == r.toks[i].End && r.toks[i+1].kind != punct
}

// balanceQuotes closes a quotation that a title breaks off, and takes off marks that have lost their partner otherwise.
func balanceQuotes(s string) string {
	if strings.Count(s, `"`)%2 != 0 {
		i := strings.LastIndexByte(s, '"')
		if opens := i > 0 && s[i-1] == ' ' && strings.Count(s[i:], " ") > 0; opens {
			s += `"`
		} else {
			s = strings.ReplaceAll(s, `"`, "")
		}
	}
	if open, closed := strings.Count(s, "“"), strings.Count(s, "”"); open == closed+1 && strings.LastIndex(s, "“") > max(0, strings.LastIndex(s, "”")) && strings.Count(s[strings.LastIndex(s, "“"):], " ") > 1 {
		s += "”"
	} else if open != closed {
		s = strings.NewReplacer("“", "", "”", "").Replace(s)
	}
	if strings.Count(s, "‘") > 0 && strings.Count(s, "‘") > strings.Count(s, "’") {
		s = strings.ReplaceAll(s, "‘", "")
	}
	return text.Fold(s)
}

// capital gives the first letter of s a capital.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if unicode.IsLower(r) {
		return string(unicode.ToUpper(r)) + s[size:]
	}
	return s
}

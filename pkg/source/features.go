package source

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"timeline/pkg/text"
)

// features is what the words of a block say about the part it plays.
type features struct {
	text     string
	lower    string
	plain    string // see plain
	words    int
	marks    marks
	terminal bool // ends as a sentence does
	near     bool // no blank line before it
	repeats  bool // says exactly what a block before it says

	dates    []stated
	furnish  bool // page furniture: a menu, a plea, a link to something else
	caption  bool
	byline   bool
	dateline bool
}

// sentence reports whether a block reads as prose: words enough and an end.
func (f *features) sentence() bool {
	return !f.furnish && !f.caption && !f.byline && !f.dateline && (f.words >= 7 && f.terminal || f.words >= 25)
}

// fragment reports whether a block is no sentence.
func (f *features) fragment() bool { return !f.terminal && f.words < 25 }

func newFeatures(s string) features {
	f := features{text: s, lower: strings.ToLower(s), plain: plain(s)}
	f.words = wordCount(f.plain)
	f.marks = words().marksOf(f.plain)
	f.terminal = endsSentence(s)
	if f.words <= maxLineWords {
		f.dates = findDates(s)
	}
	f.caption = isCaption(&f)
	f.dateline = !f.caption && isDateline(&f)
	f.byline = !f.caption && !f.dateline && isByline(&f)
	f.furnish = !f.caption && !f.dateline && !f.byline && isFurniture(&f)
	return f
}

// maxLineWords bounds the blocks that can be a line with a date or an author.
const maxLineWords = 30

func wordCount(plain string) int {
	if plain == "" {
		return 0
	}
	return strings.Count(plain, " ") + 1
}

// endsSentence reports whether a text ends as a sentence does; closing quotation marks and brackets may follow.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, `"'”’»)] `)
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…", r) && !strings.HasSuffix(s, "...")
}

// withoutDates takes dates and times off a line and returns the words that are left.
func withoutDates(s string, dates []stated) string {
	var b strings.Builder
	at := 0
	for _, d := range dates {
		b.WriteString(s[at:d.Start] + " ")
		at = d.End
	}
	b.WriteString(s[at:])
	rest := b.String()
	if mayHaveClock(rest) {
		rest = clockTime().ReplaceAllString(rest, " ")
	}
	return text.Fold(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("'’.&-/", r) {
			return r
		}
		return ' '
	}, rest))
}

// isDateline reports whether a line says when (and where, and by whom) it was published and nothing else:
// "Posted Jan 28, 2014 4:24 AM CST", "Friday, 21 February 2014", "HRABOVE Ukraine Fri Jul 18, 2014".
func isDateline(f *features) bool {
	if len(f.dates) == 0 || f.words > 16 {
		return false
	}
	names, year := 0, false
	for _, d := range f.dates {
		year = year || d.year > 0 || d.weekday >= 0
	}
	for _, w := range strings.Fields(withoutDates(f.text, f.dates)) {
		w = strings.Trim(w, ".-/")
		switch {
		case w == "" || words().labels[strings.ToLower(w)]:
		case isNumber(w) && len(w) <= 2, words().agencies[plain(w)]:
		case startsUpper(w):
			names++
		default:
			return false
		}
	}
	return year && names <= 3 && !(f.terminal && names > 0 && !strings.HasSuffix(f.text, "m."))
}

func isNumber(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// reader is an attribution of a post in a social network, which pages carry by the dozen.
var post = text.Pattern(`^[—–-] ?.{1,60}\(@\w{1,30}\)`)

func isPost(s string) bool { return strings.Contains(s, "(@") && post().MatchString(s) }

// isByline reports whether a block says who wrote the article: "By Two Names", "Reuters Staff", "A Name, The
// Associated Press", "A Name in Moscow contributed reporting."
func isByline(f *features) bool {
	switch {
	case f.words == 0 || f.words > maxLineWords:
		return false
	case isPost(f.text):
		return true
	case f.marks&reportingMark != 0 && countPhrases(f.plain, words().reporting) > 0, startsWith(f.plain, words().authors):
		return true
	case f.terminal && !strings.HasSuffix(f.text, "Staff."):
		return false
	}
	dated := len(f.dates) > 0 && f.dates[0].year > 0
	others := withoutDates(f.text, f.dates)
	rest := plain(others)
	if dated && strings.HasPrefix(rest, "by ") && wordCount(rest) <= 4 {
		return true // of a blog: "November 24, 2017 by admin"
	}
	by := strings.HasPrefix(f.plain, "by ")
	agency, writers, names := agencyIn(rest), false, 0
	for i, w := range strings.Fields(others) {
		w = strings.Trim(w, ".-/")
		lower := strings.ToLower(w)
		switch {
		case w == "":
		case words().bylines[lower]:
			writers = writers || writer(lower)
		case startsUpper(w) || words().labels[lower]:
			names++
		case i > 0 || !by:
			return false
		}
	}
	return by && f.words <= 20 || agency && names <= 8 || writers && (dated || f.words <= 4) && names <= 6
}

// writer reports the words of a byline that name the trade.
func writer(w string) bool {
	for _, stem := range []string{"writer", "reporter", "correspondent", "editor", "staff", "корреспондент", "кореспондент", "автор"} {
		if strings.HasPrefix(w, stem) {
			return true
		}
	}
	return false
}

// agencyIn reports whether a plain line ends with the name of an agency: "A Name, The Associated Press".
func agencyIn(plain string) bool {
	tokens := strings.Fields(plain)
	for n := 1; n <= min(4, len(tokens)); n++ {
		if words().agencies[strings.Join(tokens[len(tokens)-n:], " ")] {
			return true
		}
	}
	return false
}

var (
	inThisPhoto    = text.Pattern(`(?i)^in this\b.{0,60}\b(photo|picture|image|photograph)\b`)
	bracketed      = text.Pattern(`^(?:\([^()]{2,60}\) ?)+`)
	agencyDateline = text.Pattern(`^.{0,60}\((?:AP|AFP|Reuters|UPI|CNN|EPA|TASS)\) ?(?:--|[-–—:])`)
	// the name of an agency in capitals, or a credit in brackets, after the last sentence of a caption
	creditEnd = text.Pattern(`(?:[.!?”"’)] ?\(?(?:REUTERS|AFP|AP|EPA|TASS)(?:/[^/.]{2,30})?\)?|\((?:AP|AFP|EPA|Reuters|REUTERS)\))$`)
)

// creditReach is how far from the start or the end of a block a credit may stand.
const creditReach = 60

// isCaption reports whether a block is the caption of a picture, or its credit.
func isCaption(f *features) bool {
	if f.words > 80 {
		return false
	}
	if strings.HasPrefix(f.text, "©") && !strings.Contains(f.lower, "rights") && f.words <= 30 && startsUpper(strings.TrimLeft(f.text, "© ")) {
		return true
	}
	if strings.Contains(head(f.text), "(") && agencyDateline().MatchString(f.text) {
		return false
	}
	if strings.HasPrefix(f.lower, "in this") && inThisPhoto().MatchString(f.text) || endsInCredit(f.text) {
		return true
	}
	if strings.HasPrefix(f.text, "(") {
		if m := bracketed().FindString(f.text); m != "" && placeAndDate(head(f.text[len(m):])) > 0 {
			return false // the credit of the caption before, and then the report
		}
	}
	return hasCredit(f) || f.words <= 6 && onlyCredit(f.plain)
}

// endsInCredit reports whether a block ends in the credit of a picture.
func endsInCredit(s string) bool {
	end := s[max(0, len(s)-creditReach):]
	for _, agency := range []string{"AP", "AFP", "EPA", "TASS", "REUTERS", "Reuters"} {
		if strings.Contains(end, agency) {
			return creditEnd().MatchString(end)
		}
	}
	return false
}

// hasCredit reports whether the words of a credit stand near the start or the end of a block.
func hasCredit(f *features) bool {
	v, s := words(), f.lower
	for i := 0; i+1 < len(s); i++ {
		if i == creditReach/2+1 {
			if f.words > 60 {
				return false
			}
			i = max(i, len(s)-creditReach-v.longestCredit)
		}
		if i+1 >= len(s) || !v.creditStart.has(s[i], s[i+1]) {
			continue
		}
		for _, c := range v.credits[s[i]] {
			if !strings.HasPrefix(s[i:], c) {
				continue
			}
			if i <= creditReach/2 && c[0] != '(' || f.words <= 60 && len(s)-i-len(c) <= creditReach {
				return true
			}
		}
	}
	return false
}

// pairSet holds pairs of bytes.
type pairSet [1 << 10]uint64

func (p *pairSet) add(a, b byte) { p[uint(a)<<2|uint(b)>>6] |= 1 << (b & 63) }

func (p *pairSet) has(a, b byte) bool { return p[uint(a)<<2|uint(b)>>6]&(1<<(b&63)) != 0 }

// onlyCredit reports whether a line has nothing but the names of those who took a picture: "AFP / Getty Images".
func onlyCredit(plain string) bool {
	tokens := strings.Fields(plain)
	found := false
	for len(tokens) > 0 {
		n := min(4, len(tokens))
		for ; n > 0; n-- {
			if words().agencies[strings.Join(tokens[:n], " ")] {
				break
			}
		}
		switch {
		case n > 0:
			found = true
		case tokens[0] == "photo" || tokens[0] == "via" || tokens[0] == "license":
			n = 1
		default:
			return false
		}
		tokens = tokens[n:]
	}
	return found && strings.ContainsAny(plain, "ap")
}

var (
	dear = text.Pattern(`(?i)^(?:dear|уважаем\S*|шановн\S*) .{0,40}(?:reader|visitor|subscriber|friend|читател|друз|читач)`)
	// what counters, players, hash tags, prices and unfilled templates leave in the text of a page
	widget = text.Pattern(`^(?:\[ ?\w+ ?\]$|\||\d+ of \d+$|Prev \d+ of|#[A-Z][\w ]+$|\d+ Min Read$|Version \d+|\d+x\b|` +
		`(?:Original|Source|Источник|Джерело): https?://|\(about \d+ hours? later\)$|\(?https?://\S+\)?$|` +
		`• (?:[$€₽]|BRENT|RTS)|(?:RTS|MOEX)[\d.]+$)`)
	rights = text.Pattern(`(?i)^\W{0,3}(?:©|\(c\)|copyright)`)
)

// isWidget reports whether a block is what a part of a page other than text leaves behind.
func isWidget(f *features) bool {
	return f.words <= maxFurniture && (strings.Contains(f.text, "{{") || strings.Contains(f.text, "{mosads") ||
		strings.HasSuffix(f.text, "|") || strings.Count(f.text, " | ") >= 2 && !f.terminal || mayBeWidget(f.text) && widget().MatchString(f.text))
}

// mayBeWidget reports whether a block starts as one of the alternatives of widget does.
func mayBeWidget(s string) bool {
	if s == "" {
		return false
	}
	if strings.IndexByte("[|#(0123456789", s[0]) >= 0 {
		return true
	}
	for _, start := range []string{"Prev ", "Version ", "Original:", "Source:", "Источник:", "Джерело:", "http", "•", "RTS", "MOEX"} {
		if strings.HasPrefix(s, start) {
			return true
		}
	}
	return false
}

// isDear reports whether a block starts as a letter to the reader does.
func isDear(f *features) bool {
	for _, start := range []string{"dear", "уважаем", "шановн"} {
		if strings.HasPrefix(f.lower, start) {
			return dear().MatchString(f.text)
		}
	}
	return false
}

// claimsRights reports whether a block starts as a note of copyright does.
func claimsRights(f *features) bool {
	start := f.lower[:min(len(f.lower), 24)] // three marks, and the longest of the words
	return (strings.Contains(start, "©") || strings.Contains(start, "(c)") || strings.Contains(start, "copyright")) && rights().MatchString(f.text)
}

// hasWord reports whether a text has two letters in a row.
func hasWord(s string) bool {
	last := false
	for _, r := range s {
		is := unicode.IsLetter(r)
		if is && last {
			return true
		}
		last = is
	}
	return false
}

// unquoted returns the plain words of a block that stand outside quotation marks.
func unquoted(f *features) string {
	if nextQuote(f.text) < 0 {
		return f.plain
	}
	return plain(withoutQuotes(f.text, " "))
}

// withoutQuotes puts other words in the place of each quotation, which ends with its mark or with the text.
func withoutQuotes(s, other string) string {
	var b strings.Builder
	for {
		i := nextQuote(s)
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		b.WriteString(other)
		mark, size := utf8.DecodeRuneInString(s[i:])
		s = s[i+size:]
		closing := map[rune]string{'"': "\"", '“': "”", '«': "»", '„': "“”"}[mark]
		end := strings.IndexAny(s, closing)
		if end < 0 {
			return b.String()
		}
		_, size = utf8.DecodeRuneInString(s[end:])
		s = s[end+size:]
	}
}

// nextQuote returns where the first opening quotation mark stands, -1 without one.
func nextQuote(s string) int {
	for i := range len(s) {
		switch s[i] {
		case '"':
			return i
		case "“"[0], "«"[0]:
			if rest := s[i:]; strings.HasPrefix(rest, "“") || strings.HasPrefix(rest, "„") || strings.HasPrefix(rest, "«") {
				return i
			}
		}
	}
	return -1
}

// maxFurniture bounds the blocks that a phrase alone makes furniture.
const maxFurniture = 60

// isFurniture reports whether a block is no part of the article.
func isFurniture(f *features) bool {
	v := words()
	switch {
	case !hasWord(f.text) || f.words == 0, f.words <= 4 && mayHaveClock(f.text) && !hasWord(clockTime().ReplaceAllString(f.text, "")):
		return true
	case v.lines[f.plain], isWidget(f), f.words <= 12 && isDear(f), f.words <= 40 && claimsRights(f):
		return true
	case f.words <= 20 && startsFurniture(f):
		return true
	}
	return asksReader(f)
}

// asksReader reports whether a block speaks to the reader as only a page does, not an article. What takes long is looked
// at only where the words that it needs are there.
func asksReader(f *features) bool {
	v, short := words(), f.words <= maxFurniture
	if f.marks&(termMark|personMark) == 0 && !(short && f.marks&(noticeMark|phraseMark) != 0) {
		return false
	}
	spoken := unquoted(f)
	switch {
	case spoken == "":
		return false
	case short && f.marks&noticeMark != 0 && countPhrases(spoken, v.notices) > 0:
		return true
	case short && f.marks&phraseMark != 0 && countPhrases(spoken, v.phrases) > 0 && (!f.terminal || addressed(spoken) || countCommands(f) > 0):
		return true
	}
	return f.marks&(termMark|personMark) != 0 && isPlea(f, spoken)
}

// startsFurniture reports whether a block starts with what leads to another page: "Read more: …", "RELATED …".
func startsFurniture(f *features) bool {
	lower := strings.TrimLeft(f.lower, "([•▪* ")
	shift := len(f.lower) - len(lower)
	for _, s := range words().starts {
		if !strings.HasPrefix(lower, s) {
			continue
		}
		next, _ := utf8.DecodeRuneInString(f.text[min(len(f.text), shift+len(s)):])
		switch {
		case unicode.IsLower(next):
		case strings.HasSuffix(s, ":") || !f.terminal || f.words <= 5:
			return true
		case strings.Contains(s, " ") && f.words <= 12:
			return true
		}
	}
	return false
}

// countCommands returns how many sentences of a block start as words to the reader do: "Subscribe", "Sign up".
func countCommands(f *features) (n int) {
	if f.words > 2*maxFurniture {
		return 0
	}
	for _, s := range text.Sentences(f.text) {
		if strings.IndexByte("\"'", f.text[s.Start]) >= 0 || strings.HasPrefix(f.text[s.Start:], "“") {
			continue // somebody says it to somebody else
		}
		first := plain(head(s.Of(f.text)))
		if startsWith(first, words().imperative) {
			n++
		}
	}
	return n
}

// isPlea reports whether a block asks the reader for something: to subscribe, to give, to turn something off. It
// takes the vocabulary of pleas and words to the reader; news has one or the other. spoken is what it says outside quotes.
func isPlea(f *features, spoken string) bool {
	v := words()
	tokens := strings.Fields(spoken)
	terms, persons := 0, 0
	for _, t := range tokens {
		if v.terms[t] || v.terms[strings.TrimSuffix(t, "'s")] {
			terms++
		}
		if v.persons[t] {
			persons++
		}
	}
	if len(tokens) > 2*maxFurniture || terms == 0 && len(tokens) > 8 {
		return false
	}
	commands := countCommands(f)
	if terms == 0 && commands == 0 {
		return false
	}
	share := float64(terms+persons+commands) / float64(len(tokens))
	switch {
	case terms >= 1 && commands >= 1 && len(tokens) <= 40:
		return share >= 0.1 && (terms+persons+commands >= 3 || len(tokens) <= 14)
	case terms >= 2 && persons >= 1:
		return share >= 0.1
	case commands >= 1 && persons >= 1:
		return len(tokens) <= 25 && share >= 0.1
	}
	return false
}

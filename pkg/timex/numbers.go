package timex

// scanNumber reads what begins with a digit: a number, a date in digits, a time of day, an ordinal, a decade.
func (x *lexer) scanNumber(i int) int {
	s := x.s
	n, end := digits(s, i)
	width := end - i
	form := intShape(n, width)
	tail := end
	if width <= 4 {
		if to, ok := cutISO(s, i); ok {
			form, tail = isoDate, to
		} else if to, ok := cutSlash(s, i); ok {
			form, tail = slashDate, to
		} else if to, ok := cutClock(s, i); ok {
			form, tail = clockTime, to
		}
	}
	if tail == end {
		form, tail = x.numberTail(form, i, end)
	}
	if tail < len(s) && kinds[s[tail]] == letterKind && !x.glued(tail) {
		return x.scanWordFrom(i, tail) // 747SP, 10k
	}
	if form == bigInt {
		n = grouped(s[i:tail])
	}
	lex, sig := uint16(0), x.shape[form]
	if form == slashPair {
		if named := x.words[s[i:tail]]; named != 0 { // 9/11
			lex, sig = named, x.lexemes[named].sig
		}
	}
	x.push(i, tail, lex, sig, 0).num = n
	return tail
}

// digits reads a run of digits from i; a number of more than nine digits is 999999999.
func digits(s string, i int) (n int32, end int) {
	end = i
	for end < len(s) && kinds[s[end]] == digitKind {
		if end-i < 9 {
			n = n*10 + int32(s[end]-'0')
		} else {
			n = 999999999
		}
		end++
	}
	return n, end
}

// grouped reads 14,000, without what follows a decimal point; a number of more than nine digits is 999999999.
func grouped(s string) (n int32) {
	for i := range len(s) {
		switch {
		case s[i] == '.':
			return n
		case s[i] == ',':
		case n > 99999999:
			return 999999999
		default:
			n = n*10 + int32(s[i]-'0')
		}
	}
	return n
}

func intShape(n int32, width int) shape {
	switch {
	case width == 2 && n < 10:
		return zeroDigits
	case width <= 2 && n >= 1 && n <= 12:
		return upTo12
	case width <= 2 && n >= 1 && n <= 31:
		return upTo31
	case width == 2:
		return twoDigits
	case width == 3 && n >= 100:
		return threeDigit
	case width == 4 && n >= 1900 && n < 2100:
		return yearDigits
	case width == 4 && n >= 1000 && n < 2200:
		return oldYear
	case width == 4:
		return fourDigits
	}
	return plainInt
}

// numberTail reads what makes more of a plain number: 14,000; 2.5; 1/2; 21st; 1990s.
func (x *lexer) numberTail(form shape, start, end int) (shape, int) {
	s := x.s
	if end+1 >= len(s) {
		return form, end
	}
	switch c := s[end]; {
	case c == ',' && end-start <= 3:
		to := end
		for to+3 < len(s) && s[to] == ',' && allDigits(s[to+1:to+4]) && (to+4 == len(s) || kinds[s[to+4]] != digitKind) {
			to += 4
		}
		if to > end {
			form, end = bigInt, to
			if end+1 < len(s) && s[end] == '.' && kinds[s[end+1]] == digitKind {
				_, end = digits(s, end+1)
			}
		}
	case c == '.' && kinds[s[end+1]] == digitKind:
		_, to := digits(s, end+1)
		return decimal, to
	case c == '/' && kinds[s[end+1]] == digitKind:
		_, to := digits(s, end+1)
		if to-end <= 3 && end-start <= 2 {
			return slashPair, to
		}
	case folded(c) == 's' && !x.letterAt(end+1) && end-start >= 2 && end-start <= 4 && s[end-1] == '0' && s[start:end] != "100" && s[start:end] != "1000":
		return decadesOf, end + 1 // but 1000s are thousands
	case x.ordinalAt(end):
		return nth, end + 2
	case c == '\'' && s[end+1] == 's' && s[end-1] == '0' && (end-start == 4 || end-start == 2) && !x.letterAt(end+2) && x.decadeAhead(end+2):
		return decadesOf, end + 2
	}
	return form, end
}

// decadeAhead reports whether a year and 's, which end at i, are a decade ("the 1980's") rather than what belongs to the
// year ("2010's draft"): an article or the like stands before them, or no word behind.
func (x *lexer) decadeAhead(i int) bool {
	n := len(x.toks)
	if n > 1 && x.toks[n-1].lex == x.punct['\''] {
		n-- // '60's
	}
	if n > 0 && x.has(x.toks[n-1].sig, x.classes["decade-lead"]) {
		return true
	}
	return i+1 >= len(x.s) || x.s[i] != ' ' || kinds[x.s[i+1]] != letterKind
}

func (x *lexer) letterAt(i int) bool {
	return i < len(x.s) && (kinds[x.s[i]] == letterKind || kinds[x.s[i]] == digitKind)
}

func allDigits(s string) bool {
	for i := range len(s) {
		if kinds[s[i]] != digitKind {
			return false
		}
	}
	return true
}

// ordinalAt reports whether the two letters at i make an ordinal of the number before them.
func (x *lexer) ordinalAt(i int) bool {
	if i+2 > len(x.s) || x.letterAt(i+2) || kinds[x.s[i]] != letterKind {
		return false
	}
	_, ok := x.lookup(x.s[i:i+2], "nth-suffix")
	return ok
}

// glued reports whether the letters at i are a word that may stand on a number without a space: 5pm.
func (x *lexer) glued(i int) bool {
	end := i
	for end < len(x.s) && kinds[x.s[end]] == letterKind && end-i < 4 {
		end++
	}
	if end < len(x.s) && x.letterAt(end) {
		return false
	}
	if end == i+1 && end < len(x.s) && x.s[end] == '.' { // 5p.m.
		return true
	}
	_, ok := x.lookup(x.s[i:end], "glued")
	return ok
}

// lookup returns the value of a word of the text in a class.
func (x *lexer) lookup(word, class string) (int32, bool) {
	return x.value(x.find(word, keyOf(word)), x.classes[class])
}

// scanWordFrom reads letters and digits that begin with digits as one unknown word.
func (x *lexer) scanWordFrom(start, i int) int {
	for x.letterAt(i) {
		i++
	}
	x.push(start, i, 0, 0, 0)
	return i
}

// twoDigitsAt reads one or two digits and reports their number.
func twoDigitsAt(s string, i int) (n, end int) {
	v, end := digits(s, i)
	if end-i < 1 || end-i > 2 {
		return -1, i
	}
	return int(v), end
}

// cutISO cuts 2014-03-28 with or without T14:30:00 and a zone.
func cutISO(s string, i int) (end int, ok bool) {
	if i+10 > len(s) || s[i+4] != '-' || s[i+7] != '-' || !allDigits(s[i:i+4]) || !allDigits(s[i+5:i+7]) || !allDigits(s[i+8:i+10]) {
		return i, false
	}
	end = i + 10
	if end < len(s) && kinds[s[end]] == digitKind {
		return i, false
	}
	if end+6 <= len(s) && s[end] == 'T' && kinds[s[end+1]] == digitKind {
		if to, ok := cutClock(s, end+1); ok {
			end = cutZone(s, to)
		}
	}
	return end, true
}

// cutZone cuts Z or +02:00 after a time.
func cutZone(s string, i int) int {
	if i < len(s) && s[i] == 'Z' {
		return i + 1
	}
	if i+5 <= len(s) && (s[i] == '+' || s[i] == '-') {
		if allDigits(s[i+1 : i+5]) {
			return i + 5
		}
		if i+6 <= len(s) && s[i+3] == ':' && allDigits(s[i+1:i+3]) && allDigits(s[i+4:i+6]) {
			return i + 6
		}
	}
	return i
}

// cutSlash cuts 22/2/2014, 22.02.2014, 2-22-14 and 2014/2/22.
func cutSlash(s string, i int) (end int, ok bool) {
	first, at := digits(s, i)
	if at-i == 3 || at >= len(s) || (s[at] != '/' && s[at] != '.' && s[at] != '-') {
		return i, false
	}
	sep := s[at]
	second, to := twoDigitsAt(s, at+1)
	if second < 1 || second > 31 || to >= len(s) || s[to] != sep {
		return i, false
	}
	third, end := digits(s, to+1)
	width := end - to - 1
	switch {
	case at-i == 4:
		return end, width >= 1 && width <= 2 && third >= 1 && third <= 31 && sep == '/'
	case first < 1 || first > 31 || first > 12 && second > 12:
		return i, false
	case sep == '/':
		return end, width == 2 || width == 4
	}
	return end, width == 4 && third >= 1000 && third < 2200
}

// cutClock cuts 14:26 and 14:26:00.
func cutClock(s string, i int) (end int, ok bool) {
	hour, at := twoDigitsAt(s, i)
	if hour < 0 || hour > 24 || at+3 > len(s) || s[at] != ':' || !allDigits(s[at+1:at+3]) || s[at+1] > '5' {
		return i, false
	}
	end = at + 3
	if end+3 <= len(s) && s[end] == ':' && allDigits(s[end+1:end+3]) && s[end+1] <= '5' {
		end += 3
	}
	if end < len(s) && kinds[s[end]] == digitKind {
		return i, false
	}
	return end, true
}

// joinNumerals makes one token of each number in words: "twenty-five", "two hundred and five", "nineteen
// ninety-seven", "twenty-first". The words and their values are the class card of the language, the ordinals its
// class ordinal.
func (x *lexer) joinNumerals() {
	first := 0
	for first < len(x.toks) && !x.numeralSig[x.toks[first].sig] {
		first++
	}
	out := x.toks[:first]
	for i := first; i < len(x.toks); {
		if !x.numeralSig[x.toks[i].sig] {
			out = append(out, x.toks[i])
			i++
			continue
		}
		t, used := x.numeral(i)
		out = append(out, t)
		i += used
	}
	x.toks = out
}

// numeral reads a number in words at token i; used is 1 when there is none.
func (x *lexer) numeral(i int) (t token, used int) {
	t = x.toks[i]
	if !x.has(t.sig, x.card) {
		if v, ok := x.value(t.lex, x.ordinal); ok {
			t.num = v
		}
		return t, 1
	}
	var total, current int32
	at := i
	for at < len(x.toks) {
		v, ok := x.value(x.toks[at].lex, x.card)
		if !ok {
			break
		}
		switch {
		case v >= 1000:
			total, current = total+max(current, 1)*min(v, 1000000), 0
		case v == 100:
			current = max(current, 1) * 100
		case current%100 != 0 && !(current%100 >= 20 && current%10 == 0 && v < 10):
			if year, to := x.spokenYear(i); to > 0 {
				t.num, t.sig, t.end, t.lex = year, x.shape[spokenYear], x.toks[to-1].end, 0
				return t, to - i
			}
			return x.spokenNumber(i, at, total+current)
		default:
			current += v
		}
		if total > 2000000 || current > 2000000 {
			return x.spokenNumber(i, at+1, 999999)
		}
		at++
		at = x.skipJoiner(at, total+current)
	}
	if last, n := x.spokenNth(at, current); n > 0 {
		t.num, t.sig, t.end, t.lex = total+n, x.shape[spokenNth], x.toks[last].end, 0
		return t, last + 1 - i
	}
	return x.spokenNumber(i, at, total+current)
}

// skipJoiner steps over the hyphen or the "and" between two words of a number.
func (x *lexer) skipJoiner(at int, current int32) int {
	if at+1 >= len(x.toks) {
		return at
	}
	hyphen := x.toks[at].lex == x.punct['-'] && x.toks[at].flags&spaced == 0
	joiner := current >= 100 && x.has(x.toks[at].sig, x.cardJoiner)
	if (hyphen || joiner) && x.has(x.toks[at+1].sig, x.card) {
		return at + 1
	}
	return at
}

func (x *lexer) spokenNumber(from, to int, n int32) (token, int) {
	t := x.toks[from]
	t.end, t.num = x.toks[to-1].end, n
	switch {
	case n > 2000 && n < 2100:
		t.lex, t.sig = 0, x.shape[longYear]
	case n >= 100:
		t.lex, t.sig = 0, x.shape[spokenBig]
	case to-from > 1:
		t.lex, t.sig = 0, x.shape[spokenInt]
	}
	return t, to - from
}

// spokenYear reads "nineteen ninety-seven" or "nineteen forty" at i; to is 0 when there is none.
func (x *lexer) spokenYear(i int) (year int32, to int) {
	century, ok := x.value(x.toks[i].lex, x.card)
	if !ok || century < 10 || century > 20 || i+1 >= len(x.toks) {
		return 0, 0
	}
	tens, ok := x.value(x.toks[i+1].lex, x.card)
	if !ok || tens < 10 || tens > 90 {
		return 0, 0
	}
	to = i + 2
	if tens < 20 {
		return century*100 + tens, to
	}
	at := x.skipJoiner(to, 0)
	if at < len(x.toks) {
		if unit, ok := x.value(x.toks[at].lex, x.card); ok && unit < 10 {
			return century*100 + tens + unit, at + 1
		}
	}
	return century*100 + tens, to
}

// spokenNth reads the ordinal that ends "twenty-first"; n is 0 when there is none.
func (x *lexer) spokenNth(at int, current int32) (last int, n int32) {
	if current < 20 || current%10 != 0 || at >= len(x.toks) {
		return 0, 0
	}
	if x.toks[at].lex == x.punct['-'] && at+1 < len(x.toks) {
		at++
	}
	v, ok := x.value(x.toks[at].lex, x.ordinal)
	if !ok || v > 9 {
		return 0, 0
	}
	return at, current + v
}

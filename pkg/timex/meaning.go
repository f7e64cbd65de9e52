package timex

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// meaning is what an expression says by its words alone, before any anchor: the fields that are stated, and how the
// rest is measured. It is language-neutral.
type meaning struct {
	kind meaningKind
	has  fields

	year                         int32 // counted in its era; of two digits when shortYear
	month, day, weekday          int8
	season, quarter, half        int8
	part, hour, minute, second   int8
	holiday, meridiem            int8
	shortYear, bc, fiscal, zoned bool
	ad                           bool // the year is said to be one after Christ
	famed                        int8 // the year is that of what happened then, which the day is known by: "the Sept. 11 attacks"; see famedAmong
	weekend, vague, whole        bool
	zone                         int16 // minutes east of UTC
	decade, century              int32

	which, dir, base int8 // a relation: "last week" is which and unit; "two weeks ago" n, unit and dir
	unit, unit2      int8
	n, n2            float64
	hasN             bool

	sub, subUnit, subCount int8 // "the first three months of": sub 1, subUnit month, subCount 3

	mod, ref, quant, freq int8
	offset                int8 // days from the day that the fields name: "the day after Christmas"
	widen                 int8 // the unit that the day is widened to: "the week of March 6"
	outer                 int8 // a modifier of a modified period: "the end of early March" is rare; kept for "late last"
}

type meaningKind int8

const (
	auxMeaning meaningKind = iota
	pointMeaning
	durationMeaning
	setMeaning
	refMeaning
	nothingMeaning // what looks like a time and is none
)

type fields uint32

const (
	hasYear fields = 1 << iota
	hasMonth
	hasDay
	hasWeekday
	hasWeek
	hasSeason
	hasQuarter
	hasHalf
	hasPart
	hasHour
	hasMinute
	hasSecond
	hasHoliday
	hasDecade
	hasCentury
	hasWeekend
	hasSub
)

// An operation builds the meaning of a production from its captures: a kind and assignments such as month=@month,
// n=<count>, unit=WEEK. A bare <part> takes over all that the part means.
type operation struct {
	kind meaningKind
	args []arg
}

type arg struct {
	key   string
	set   func(*meaning, operand)
	slot  int // of a capture, -1 for a constant
	value int32
}

// operand is the value of one assignment.
type operand struct {
	value int32
	text  string   // of a captured token
	child *meaning // of a captured part
}

func (o operand) int8() int8 { return int8(o.int()) }

func (o operand) int() int32 {
	if o.child != nil {
		return int32(o.child.n)
	}
	return o.value
}

var operationKinds = map[string]meaningKind{"aux": auxMeaning, "point": pointMeaning, "duration": durationMeaning,
	"set": setMeaning, "ref": refMeaning, "nothing": nothingMeaning}

// parseOperation reads a value line: "point month=@month day=<dom> <year>".
func parseOperation(src string, slots *slots) (*operation, error) {
	words := strings.Fields(src)
	kind, ok := operationKinds[words[0]]
	if !ok {
		return nil, fmt.Errorf("%q is not a kind of meaning: point, duration, set, ref, nothing or aux", words[0])
	}
	op := &operation{kind: kind}
	for _, w := range words[1:] {
		key, value, ok := strings.Cut(w, "=")
		if !ok {
			key, value = "", w
		}
		set, known := setters[key]
		if !known {
			return nil, fmt.Errorf("%q is not a field of a meaning", key)
		}
		a := arg{key: key, set: set, slot: -1}
		if value[0] == '@' || value[0] == '<' && len(value) > 1 {
			if !slices.Contains(slots.names, value) {
				return nil, fmt.Errorf("%s is not captured by a match line above", value)
			}
			a.slot = slots.of(value)
		} else {
			v, err := symbolValue(value)
			if err != nil {
				return nil, fmt.Errorf("%q is neither a number nor a symbol", value)
			}
			a.value = v
		}
		op.args = append(op.args, a)
	}
	return op, nil
}

// setters are the fields that a value line can assign.
var setters = map[string]func(*meaning, operand){
	"":        func(m *meaning, o operand) { m.merge(o.child) },
	"year":    setYear,
	"bc":      setEra,
	"month":   func(m *meaning, o operand) { m.month, m.has = o.int8(), m.has|hasMonth },
	"day":     func(m *meaning, o operand) { m.day, m.has = o.int8(), m.has|hasDay },
	"weekday": func(m *meaning, o operand) { m.weekday, m.has = o.int8(), m.has|hasWeekday },
	"season":  func(m *meaning, o operand) { m.season, m.has = o.int8(), m.has|hasSeason },
	"quarter": func(m *meaning, o operand) { m.quarter, m.has = o.int8(), m.has|hasQuarter },
	"half":    func(m *meaning, o operand) { m.half, m.has = o.int8(), m.has|hasHalf },
	"part":    func(m *meaning, o operand) { m.part, m.has = o.int8(), m.has|hasPart },
	"hour":    func(m *meaning, o operand) { m.hour, m.has = o.int8(), m.has|hasHour },
	"before":  setHourBefore,
	"minute":  func(m *meaning, o operand) { m.minute, m.has = o.int8(), m.has|hasMinute },
	"meridiem": func(m *meaning, o operand) {
		m.meridiem = o.int8()
	},
	"zone":     func(m *meaning, o operand) { m.zone, m.zoned = int16(o.int()), true },
	"holiday":  func(m *meaning, o operand) { m.holiday, m.has = o.int8(), m.has|hasHoliday },
	"weekend":  func(m *meaning, o operand) { m.weekend, m.has = true, m.has|hasWeekend },
	"decade":   func(m *meaning, o operand) { m.decade, m.has = o.int(), m.has|hasDecade },
	"century":  func(m *meaning, o operand) { m.century, m.has = o.int(), m.has|hasCentury },
	"fiscal":   func(m *meaning, o operand) { m.fiscal = true },
	"famed":    func(m *meaning, o operand) { m.famed = o.int8() },
	"whole":    func(m *meaning, o operand) { m.whole = true },
	"which":    func(m *meaning, o operand) { m.which = o.int8() },
	"dir":      func(m *meaning, o operand) { m.dir = o.int8() },
	"base":     func(m *meaning, o operand) { m.base = o.int8() },
	"unit":     func(m *meaning, o operand) { m.unit = unitOf(o) },
	"unit2":    func(m *meaning, o operand) { m.unit2 = unitOf(o) },
	"n":        setCount,
	"n2":       func(m *meaning, o operand) { m.n2 = float64(o.int()) },
	"add":      func(m *meaning, o operand) { m.n += fraction(o) },
	"quarters": func(m *meaning, o operand) { m.n, m.hasN = float64(o.int())/4, true },
	"times":    func(m *meaning, o operand) { m.n *= float64(o.int()) },
	"sub":      func(m *meaning, o operand) { m.sub, m.has = o.int8(), m.has|hasSub },
	"subunit":  func(m *meaning, o operand) { m.subUnit = unitOf(o) },
	"subcount": func(m *meaning, o operand) { m.subCount = o.int8() },
	"mod":      func(m *meaning, o operand) { m.mod = modOf(o) },
	"outer":    func(m *meaning, o operand) { m.outer = modOf(o) },
	"offset":   func(m *meaning, o operand) { m.offset = o.int8() },
	"widen":    func(m *meaning, o operand) { m.widen = o.int8() },
	"ref":      func(m *meaning, o operand) { m.ref = o.int8() },
	"quant":    func(m *meaning, o operand) { m.quant = o.int8() },
	"freq":     func(m *meaning, o operand) { m.freq = o.int8() },
	"iso":      setISO,
	"slash":    setSlash,
	"clock":    setClock,
	"hhmm":     setMilitary,
}

func unitOf(o operand) int8 {
	if o.child != nil {
		return o.child.unit
	}
	return int8(o.value)
}

func modOf(o operand) int8 {
	if o.child != nil {
		return o.child.mod
	}
	return int8(o.value)
}

// setYear takes a year; one of two digits ('07) has its century from the document.
func setYear(m *meaning, o operand) {
	m.has |= hasYear
	if o.child != nil && o.child.has&hasYear != 0 {
		m.year, m.shortYear, m.bc, m.ad = o.child.year, o.child.shortYear, o.child.bc, o.child.ad
		return
	}
	m.year = o.int()
	m.shortYear = len(o.text) == 2
}

// setEra takes the era of the year that was set before; a year that states its era is not short.
func setEra(m *meaning, o operand) { m.bc, m.ad, m.shortYear = o.value == 1, o.value == 2, false }

// setCount takes a number, "several" (vagueCount) or the count of a part.
func setCount(m *meaning, o operand) {
	m.hasN = true
	if o.child != nil {
		m.n, m.vague = o.child.n, o.child.vague
		if m.mod == modNone {
			m.mod = o.child.mod
		}
		return
	}
	m.n, m.vague = float64(o.value), o.value == vagueCount
	if strings.Contains(o.text, ".") {
		m.n, _ = strconv.ParseFloat(strings.ReplaceAll(o.text, ",", ""), 64)
	}
}

// fraction reads "1/2" or a value in halves.
func fraction(o operand) float64 {
	if a, b, ok := strings.Cut(o.text, "/"); ok {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		if y > 0 && x < y {
			return float64(x) / float64(y)
		}
		return 0
	}
	return 0.5
}

// possible reports whether a clock can show the time of day and a calendar the day: not 25:10, 13 p.m., May 40, nor the
// sixth quarter.
func (m *meaning) possible() bool {
	if m.has&hasHour != 0 {
		switch {
		case m.hour < 0, m.hour > 24, m.hour == 24 && m.minute+m.second > 0, m.minute < 0, m.minute > 59, m.second < 0, m.second > 59:
			return false
		case m.meridiem != 0 && (m.hour < 1 || m.hour > 12):
			return false
		}
	}
	if m.has&hasQuarter != 0 && (m.quarter < 1 || m.quarter > 4) {
		return false
	}
	const last = 9999999 // year that EDTF and pkg/date can tell
	if m.year > last || m.year > 9999 && m.has&(hasMonth|hasSeason|hasQuarter|hasHalf|hasHoliday) != 0 {
		return false // EDTF has no months of such years
	}
	if m.unit2 != unitNone && m.unit2 >= m.unit {
		return false // a week and two weeks
	}
	return m.has&hasDay == 0 || m.n2 > 0 || m.day >= 1 && m.day <= 31
}

// merge takes over what a part means, fields that are set already excepted.
func (m *meaning) merge(c *meaning) {
	if c == nil {
		return
	}
	own := *m
	*m = *c
	m.kind = own.kind
	m.has |= own.has
	overlay(&m.month, own.month)
	overlay(&m.day, own.day)
	overlay(&m.weekday, own.weekday)
	overlay(&m.season, own.season)
	overlay(&m.quarter, own.quarter)
	overlay(&m.half, own.half)
	overlay(&m.part, own.part)
	overlay(&m.holiday, own.holiday)
	overlay(&m.meridiem, own.meridiem)
	overlay(&m.which, own.which)
	overlay(&m.dir, own.dir)
	overlay(&m.base, own.base)
	overlay(&m.unit, own.unit)
	overlay(&m.unit2, own.unit2)
	overlay(&m.mod, own.mod)
	overlay(&m.ref, own.ref)
	overlay(&m.quant, own.quant)
	overlay(&m.freq, own.freq)
	overlay(&m.outer, own.outer)
	overlay(&m.widen, own.widen)
	overlay(&m.sub, own.sub)
	overlay(&m.subUnit, own.subUnit)
	overlay(&m.subCount, own.subCount)
	overlay(&m.decade, own.decade)
	overlay(&m.century, own.century)
	overlay(&m.n2, own.n2)
	m.fiscal = m.fiscal || own.fiscal
	m.whole = m.whole || own.whole
	overlay(&m.famed, own.famed)
	m.weekend = m.weekend || own.weekend
	if own.has&hasYear != 0 {
		m.year, m.shortYear, m.bc, m.ad = own.year, own.shortYear, own.bc, own.ad
	}
	if own.has&hasHour != 0 {
		m.hour, m.minute, m.second = own.hour, own.minute, own.second
	}
	if own.zoned {
		m.zone, m.zoned = own.zone, true
	}
	if own.hasN {
		m.n, m.vague, m.hasN = own.n, own.vague, true
	}
}

func overlay[T int8 | int32 | float64](field *T, own T) {
	if own != 0 {
		*field = own
	}
}

func setISO(m *meaning, o operand) {
	y, _ := strconv.Atoi(o.text[:4])
	mo, _ := strconv.Atoi(o.text[5:7])
	d, _ := strconv.Atoi(o.text[8:10])
	m.year, m.month, m.day = int32(y), int8(mo), int8(d)
	m.has |= hasYear | hasMonth | hasDay
	if len(o.text) > 11 {
		setClock(m, operand{text: o.text[11:]})
	}
}

// setClock reads 14:26, 14:26:00 and a zone behind them.
func setClock(m *meaning, o operand) {
	s := o.text
	h, at := digits(s, 0)
	m.hour, m.has = int8(h), m.has|hasHour
	if at+3 <= len(s) && (s[at] == ':' || s[at] == '.') {
		v, _ := digits(s[:at+3], at+1)
		m.minute, m.has = int8(v), m.has|hasMinute
		at += 3
	}
	if at+3 <= len(s) && s[at] == ':' {
		v, _ := digits(s[:at+3], at+1)
		m.second, m.has = int8(v), m.has|hasSecond
		at += 3
	}
	setZoneText(m, s[at:])
}

// setHourBefore takes the hour before the one said: "a quarter to five".
func setHourBefore(m *meaning, o operand) {
	m.hour, m.has = o.int8()-1, m.has|hasHour
	if m.hour == 0 {
		m.hour = 12
	}
}

// setMilitary reads 1430 as a time of day.
func setMilitary(m *meaning, o operand) {
	m.hour, m.minute = int8(o.value/100), int8(o.value%100)
	m.has |= hasHour | hasMinute
}

func setZoneText(m *meaning, s string) {
	switch {
	case s == "Z":
		m.zoned = true
	case len(s) >= 5:
		s = strings.Replace(s, ":", "", 1)
		h, _ := strconv.Atoi(s[1:3])
		mi, _ := strconv.Atoi(s[3:5])
		m.zone, m.zoned = int16(60*h+mi), true
		if s[0] == '-' {
			m.zone = -m.zone
		}
	}
}

// setSlash reads 22/2/2014 into two numbers whose order the document decides: n is the first, n2 the second.
func setSlash(m *meaning, o operand) {
	s := o.text
	a, at := digits(s, 0)
	width := at
	b, to := digits(s, at+1)
	c, end := digits(s, to+1)
	if width == 4 {
		m.year, m.month, m.day = a, int8(b), int8(c)
		m.has |= hasYear | hasMonth | hasDay
		return
	}
	m.n, m.n2, m.hasN = float64(a), float64(b), true
	m.year, m.shortYear, m.has = c, end-to-1 == 2, m.has|hasYear|hasMonth|hasDay
	if s[at] == '.' { // the order of every language that writes dates with full stops
		m.day, m.month = int8(a), int8(b)
	}
}

package date

import (
	"fmt"
	"strconv"
	"strings"
)

// String returns the value in EDTF, "" for the unknown date.
func (v Value) String() string {
	var buf [48]byte
	return string(v.Append(buf[:0]))
}

// String returns the date in EDTF.
func (d Date) String() string {
	var buf [32]byte
	return string(d.Append(buf[:0]))
}

// String returns the clock as hh:mm or hh:mm:ss, with its zone when it has one.
func (c Clock) String() string {
	var buf [16]byte
	return string(c.Append(buf[:0]))
}

// MarshalText writes EDTF.
func (v Value) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads EDTF; the empty text is the unknown date.
func (v *Value) UnmarshalText(b []byte) (err error) {
	*v = Value{}
	if len(b) > 0 {
		*v, err = Parse(string(b))
	}
	return err
}

// Parse reads an EDTF value: level 0 and 1, of level 2 the seasons 25-41, and our weeks (YYYY-Www). A day, month or
// week that does not exist is an error that says why, as is an interval that ends before it starts.
func Parse(s string) (Value, error) {
	from, to, interval := strings.Cut(strings.TrimSpace(s), "/")
	if !interval {
		d, err := parseDate(from)
		return Value{From: d}, err
	}
	v := Value{Interval: true}
	var err error
	if v.From, err = parseEnd(from); err != nil {
		return Value{}, err
	}
	if v.To, err = parseEnd(to); err != nil {
		return Value{}, err
	}
	first, last := v.Bounds()
	switch {
	case v.From.Grain == None && v.To.Grain == None:
		return Value{}, fmt.Errorf("an interval without a start and an end says nothing: %q", s)
	case last < first:
		return Value{}, fmt.Errorf("the interval %s ends before it starts", s)
	}
	return v, nil
}

// parseEnd reads an end of an interval. Both the open end ".." and the unknown end "" mean that no bound is known.
func parseEnd(s string) (Date, error) {
	if s == "" || s == ".." {
		return Date{}, nil
	}
	return parseDate(s)
}

func parseDate(s string) (Date, error) {
	d := Date{}
	body := s
	if n := len(s); n > 0 {
		if i := strings.IndexByte("~?%", s[n-1]); i >= 0 {
			d.Doubt, body = Doubt(i+1), s[:n-1]
		}
	}
	body, clock, timed := strings.Cut(body, "T")
	rest, err := d.parseYear(body)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not an EDTF date: %w", s, err)
	}
	if err := d.parseRest(rest); err != nil {
		return Date{}, fmt.Errorf("%q is not an EDTF date: %w", s, err)
	}
	if timed {
		if d.Grain != DayGrain {
			return Date{}, fmt.Errorf("%q is not an EDTF date: a time needs a day", s)
		}
		d.Grain = Time
		if d.Clock, err = parseClock(clock); err != nil {
			return Date{}, fmt.Errorf("%q is not an EDTF date: %w", s, err)
		}
	}
	return d, nil
}

// parseYear reads a year, decade (199X) or century (19XX) and returns what follows it.
func (d *Date) parseYear(s string) (rest string, err error) {
	sign := 1
	body := s
	if strings.HasPrefix(body, "-") {
		sign, body = -1, body[1:]
	}
	if strings.HasPrefix(body, "Y") {
		return d.parseLongYear(body[1:])
	}
	if len(body) < 4 {
		return "", fmt.Errorf("a year has four digits")
	}
	digits, scale, grain := body[:4], 1, Year
	switch {
	case strings.HasSuffix(digits, "XX"):
		digits, scale, grain = digits[:2], 100, Century
	case strings.HasSuffix(digits, "X"):
		digits, scale, grain = digits[:3], 10, Decade
	}
	n, ok := number(digits)
	if !ok {
		return "", fmt.Errorf("a year has four digits")
	}
	d.Year, d.Grain = sign*n*scale, grain
	return body[4:], nil
}

func (d *Date) parseLongYear(s string) (rest string, err error) {
	n, err := strconv.Atoi(s)
	if err != nil || n > maxYear || n < -maxYear || n > -10000 && n < 10000 {
		return "", fmt.Errorf("after Y comes a year of more than four digits, at most %d", maxYear)
	}
	d.Year, d.Grain = n, Year
	return "", nil
}

// maxYear keeps the arithmetic of days far from its limits.
const maxYear = 9999999

// parseRest reads -MM, -MM-DD or -Www after a year.
func (d *Date) parseRest(s string) error {
	if s == "" {
		return nil
	}
	if s[0] != '-' || d.Grain != Year {
		return fmt.Errorf("unexpected %q after the year", s)
	}
	if len(s) == 4 && s[1] == 'W' {
		return d.parseWeek(s[2:])
	}
	month, day, hasDay := strings.Cut(s[1:], "-")
	n, ok := number(month)
	if !ok || len(month) != 2 {
		return fmt.Errorf("a month has two digits")
	}
	d.Sub = uint8(n)
	switch {
	case n >= 1 && n <= 12:
		d.Grain = Month
	case n >= 21 && n <= 41:
		d.Grain = Season
	default:
		return fmt.Errorf("there is no month %s", month)
	}
	if !hasDay {
		return nil
	}
	return d.parseDay(day)
}

func (d *Date) parseWeek(s string) error {
	n, ok := number(s)
	if !ok || n < 1 || n > WeeksIn(d.Year) {
		return fmt.Errorf("%d has the weeks 01 to %d", d.Year, WeeksIn(d.Year))
	}
	d.Sub, d.Grain = uint8(n), Week
	return nil
}

func (d *Date) parseDay(s string) error {
	n, ok := number(s)
	if !ok || len(s) != 2 || d.Grain != Month {
		return fmt.Errorf("a day has two digits and follows a month")
	}
	if days := DaysIn(d.Year, int(d.Sub)); n < 1 || n > days {
		return fmt.Errorf("%s has %d days", monthName(d.Year, int(d.Sub)), days)
	}
	d.Day, d.Grain = uint8(n), DayGrain
	return nil
}

// monthName names a month of a year for an error message.
func monthName(year, month int) string {
	return Value{From: Date{Year: year, Grain: Month, Sub: uint8(month)}}.Words("en")
}

func parseClock(s string) (Clock, error) {
	bad := fmt.Errorf("a time is hh:mm or hh:mm:ss, with Z or +hh:mm")
	c := Clock{}
	s, ok := c.cutZone(s)
	parts := strings.Split(s, ":")
	if !ok || len(parts) < 2 || len(parts) > 3 {
		return Clock{}, bad
	}
	var n [3]int
	for i, p := range parts {
		if n[i], ok = number(p); !ok || len(p) != 2 {
			return Clock{}, bad
		}
	}
	if n[0] > 24 || n[1] > 59 || n[2] > 60 || n[0] == 24 && n[1]+n[2] > 0 {
		return Clock{}, fmt.Errorf("there is no time %s", s)
	}
	c.Hour, c.Minute, c.Second, c.HasSeconds = uint8(n[0]), uint8(n[1]), uint8(n[2]), len(parts) == 3
	return c, nil
}

// cutZone takes the zone off the end of a time; it reports false when the zone is malformed.
func (c *Clock) cutZone(s string) (rest string, ok bool) {
	if strings.HasSuffix(s, "Z") {
		c.HasZone = true
		return s[:len(s)-1], true
	}
	i := strings.LastIndexAny(s, "+-")
	if i < 0 {
		return s, true
	}
	hours, minutes := s[i+1:], "00"
	if len(hours) > 2 {
		hours, minutes = hours[:2], strings.TrimPrefix(hours[2:], ":")
	}
	n, ok := number(hours + minutes)
	if !ok || len(hours+minutes) != 4 || n/100 > 14 || n%100 > 59 {
		return s, false
	}
	c.HasZone, c.Zone = true, int16(n/100*60+n%100)
	if s[i] == '-' {
		c.Zone = -c.Zone
	}
	return s[:i], true
}

// number reads a string of ASCII digits.
func number(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' || i > 8 {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, len(s) > 0
}

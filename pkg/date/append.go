package date

import "strconv"

// Append appends the value in EDTF to b, nothing for the unknown date. It does what String does without the memory, for
// those who write many dates.
func (v Value) Append(b []byte) []byte {
	if !v.Interval {
		return v.From.Append(b)
	}
	b = append(appendEnd(b, v.From), '/')
	return appendEnd(b, v.To)
}

func appendEnd(b []byte, d Date) []byte {
	if d.Grain == None {
		return append(b, ".."...)
	}
	return d.Append(b)
}

// Append appends the date in EDTF to b.
func (d Date) Append(b []byte) []byte {
	if d.Grain == None {
		return b
	}
	b = appendYear(b, d.Year)
	switch d.Grain {
	case Time:
		b = appendTwo(append(b, '-'), d.Sub)
		b = appendTwo(append(b, '-'), d.Day)
		b = d.Clock.Append(append(b, 'T'))
	case DayGrain:
		b = appendTwo(append(b, '-'), d.Sub)
		b = appendTwo(append(b, '-'), d.Day)
	case Week:
		b = appendTwo(append(b, "-W"...), d.Sub)
	case Month, Season:
		b = appendTwo(append(b, '-'), d.Sub)
	case Decade:
		b[len(b)-1] = 'X'
	case Century:
		b[len(b)-1], b[len(b)-2] = 'X', 'X'
	}
	return append(b, [...]string{"", "~", "?", "%"}[d.Doubt]...)
}

// Append appends the clock as hh:mm or hh:mm:ss, with its zone when it has one.
func (c Clock) Append(b []byte) []byte {
	b = appendTwo(b, c.Hour)
	b = appendTwo(append(b, ':'), c.Minute)
	if c.HasSeconds {
		b = appendTwo(append(b, ':'), c.Second)
	}
	switch {
	case !c.HasZone:
		return b
	case c.Zone == 0:
		return append(b, 'Z')
	}
	sign, zone := byte('+'), c.Zone
	if zone < 0 {
		sign, zone = '-', -zone
	}
	b = appendTwo(append(b, sign), uint8(zone/60))
	return appendTwo(append(b, ':'), uint8(zone%60))
}

func appendTwo(b []byte, n uint8) []byte {
	if n > 99 {
		return strconv.AppendUint(b, uint64(n), 10)
	}
	return append(b, '0'+n/10, '0'+n%10)
}

// appendYear writes four digits, a minus sign before them for years before 0, and Y before longer ones.
func appendYear(b []byte, year int) []byte {
	switch {
	case year > 9999 || year < -9999:
		return strconv.AppendInt(append(b, 'Y'), int64(year), 10)
	case year < 0:
		b = append(b, '-')
		year = -year
	}
	for scale := 1000; scale > 1 && year < scale; scale /= 10 {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, int64(year), 10)
}

package date

import (
	"fmt"
	"strconv"
	"strings"
)

// Words returns the value as a reader of the language says it, at its true grain and with its doubt: "28 March 2014",
// "week of 17 March 2014", "about 21 March 2014", "March 2014", "spring 2014", "1954", "the 1990s", "until 1954",
// "20–21 March 2014", "date unknown". An unknown language is written in English.
func (v Value) Words(lang string) string {
	w, ok := languages[lang]
	if !ok {
		w = languages["en"]
	}
	return w.value(v)
}

// words is what a language needs to write dates: month names as they stand after a day and alone, and patterns.
type words struct {
	months, monthsAlone   [12]string
	seasons               map[uint8]string
	week, decade, century func(Date, *words) string
	about, perhaps, both  string
	until, since, unknown string
	yearMark, beforeEra   string // after the year of a day or a month; after a year before 1
}

func (w *words) value(v Value) string {
	switch {
	case v.IsZero():
		return w.unknown
	case !v.Interval:
		return w.doubted(v.From, w.date(v.From))
	case v.From.Grain == None:
		return w.until + " " + w.doubted(v.To, w.date(v.To))
	case v.To.Grain == None:
		return w.since + " " + w.doubted(v.From, w.date(v.From))
	}
	return w.doubted(Date{Doubt: v.Doubt()}, w.interval(v.From, v.To))
}

func (w *words) doubted(d Date, s string) string {
	switch d.Doubt {
	case Approximate:
		return w.about + " " + s
	case Uncertain:
		return w.perhaps + " " + s
	case Approximate | Uncertain:
		return w.both + " " + s
	}
	return s
}

// interval leaves out what both ends share: "20–21 March 2014", "March–May 2014".
func (w *words) interval(a, b Date) string {
	sameYear := a.Year == b.Year
	switch {
	case a.Grain == DayGrain && b.Grain == DayGrain && sameYear && a.Sub == b.Sub:
		return fmt.Sprintf("%d–%s", a.Day, w.date(b))
	case a.Grain == DayGrain && b.Grain == DayGrain && sameYear:
		return fmt.Sprintf("%d %s – %s", a.Day, w.months[a.Sub-1], w.date(b))
	case a.Grain == Month && b.Grain == Month && sameYear:
		return fmt.Sprintf("%s–%s", w.monthsAlone[a.Sub-1], w.date(b))
	case a.Grain == Year && b.Grain == Year:
		return fmt.Sprintf("%s–%s", w.bareYear(a.Year), w.bareYear(b.Year))
	}
	return w.date(a) + " – " + w.date(b)
}

func (w *words) date(d Date) string {
	switch d.Grain {
	case Time:
		day := d
		day.Grain = DayGrain
		return w.date(day) + ", " + clockWords(d.Clock)
	case DayGrain:
		return strconv.Itoa(int(d.Day)) + " " + w.months[d.Sub-1] + " " + w.year(d.Year)
	case Week:
		return w.week(d, w)
	case Month:
		return w.monthsAlone[d.Sub-1] + " " + w.year(d.Year)
	case Season:
		if name, ok := w.seasons[d.Sub]; ok {
			return strings.ReplaceAll(name, "{}", w.year(d.Year))
		}
		first, last := d.Bounds()
		return w.value(Days(first, last))
	case Year:
		return w.bareYear(d.Year)
	case Decade:
		return w.decade(d, w)
	case Century:
		return w.century(d, w)
	}
	return w.unknown
}

func clockWords(c Clock) string {
	s := fmt.Sprintf("%02d:%02d", c.Hour, c.Minute)
	switch {
	case !c.HasZone:
		return s
	case c.Zone == 0:
		return s + " UTC"
	}
	sign, zone := "+", c.Zone
	if zone < 0 {
		sign, zone = "−", -zone
	}
	s += fmt.Sprintf(" UTC%s%d", sign, zone/60)
	if zone%60 != 0 {
		s += fmt.Sprintf(":%02d", zone%60)
	}
	return s
}

// year writes the year of a day, a month or a season: "2014", "2014 г.".
func (w *words) year(year int) string {
	if year <= 0 {
		return w.bareYear(year)
	}
	return fmt.Sprint(year) + w.yearMark
}

// bareYear writes a year that stands by itself. Astronomical year 0 is 1 BC.
func (w *words) bareYear(year int) string {
	if year <= 0 {
		return fmt.Sprint(1-year) + w.beforeEra
	}
	return fmt.Sprint(year)
}

func monday(d Date) Date {
	first, _ := d.Bounds()
	return dayDate(first)
}

func century(d Date) int { return d.Year/100 + 1 }

// ordinal returns 1st, 2nd, 3rd, 4th … 11th, 12th, 13th.
func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return fmt.Sprint(n, suffix)
}

var englishMonths = [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

var languages = map[string]*words{
	"en": {
		months: englishMonths, monthsAlone: englishMonths, beforeEra: " BC",
		seasons: map[uint8]string{
			21: "spring {}", 22: "summer {}", 23: "autumn {}", 24: "winter {}",
			33: "first quarter of {}", 34: "second quarter of {}", 35: "third quarter of {}", 36: "fourth quarter of {}",
			40: "first half of {}", 41: "second half of {}",
		},
		week:    func(d Date, w *words) string { return "week of " + w.date(monday(d)) },
		decade:  func(d Date, _ *words) string { return fmt.Sprintf("the %ds", d.Year) },
		century: func(d Date, _ *words) string { return "the " + ordinal(century(d)) + " century" },
		about:   "about", perhaps: "perhaps", both: "perhaps about", until: "until", since: "since", unknown: "date unknown",
	},
	"ru": {
		months:      [12]string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
		monthsAlone: [12]string{"январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"},
		yearMark:    " г.", beforeEra: " г. до н. э.",
		seasons: map[uint8]string{
			21: "весна {}", 22: "лето {}", 23: "осень {}", 24: "зима {}",
			33: "I квартал {}", 34: "II квартал {}", 35: "III квартал {}", 36: "IV квартал {}",
			40: "первая половина {}", 41: "вторая половина {}",
		},
		week:    func(d Date, w *words) string { return "неделя с " + w.date(monday(d)) },
		decade:  func(d Date, _ *words) string { return fmt.Sprintf("%d-е годы", d.Year) },
		century: func(d Date, _ *words) string { return fmt.Sprintf("%d-й век", century(d)) },
		about:   "около:", perhaps: "возможно,", both: "возможно, около:", until: "до:", since: "с:", unknown: "дата неизвестна",
	},
	"uk": {
		months:      [12]string{"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"},
		monthsAlone: [12]string{"січень", "лютий", "березень", "квітень", "травень", "червень", "липень", "серпень", "вересень", "жовтень", "листопад", "грудень"},
		yearMark:    " р.", beforeEra: " р. до н. е.",
		seasons: map[uint8]string{
			21: "весна {}", 22: "літо {}", 23: "осінь {}", 24: "зима {}",
			33: "I квартал {}", 34: "II квартал {}", 35: "III квартал {}", 36: "IV квартал {}",
			40: "перша половина {}", 41: "друга половина {}",
		},
		week:    func(d Date, w *words) string { return "тиждень з " + w.date(monday(d)) },
		decade:  func(d Date, _ *words) string { return fmt.Sprintf("%d-ті роки", d.Year) },
		century: func(d Date, _ *words) string { return fmt.Sprintf("%d-те століття", century(d)) },
		about:   "близько:", perhaps: "можливо,", both: "можливо, близько:", until: "до:", since: "з:", unknown: "дата невідома",
	},
}

package timex

// The symbols that the lexicons and rules of every language share. Their values are the constants below.
var symbols = map[string]int32{
	"SECOND": unitSecond, "MINUTE": unitMinute, "HOUR": unitHour, "DAY": unitDay, "WEEKEND": unitWeekend,
	"WEEK": unitWeek, "MONTH": unitMonth, "QUARTER": unitQuarter, "HALF": unitHalf, "SEASON": unitSeason,
	"YEAR": unitYear, "DECADE": unitDecade, "CENTURY": unitCentury, "MILLENNIUM": unitMillennium,
	"FORTNIGHT": unitFortnight, "ANY": unitAny,

	"MO": partMorning, "MI": partMidday, "AF": partAfternoon, "EV": partEvening, "NI": partNight, "DT": partDaytime,
	"SP": 1, "SU": 2, "FA": 3, "WI": 4,

	"LAST": whichLast, "THIS": whichThis, "NEXT": whichNext, "SAME": whichSame, "BEFORE": whichBefore, "AFTER": whichAfter,
	"DCT": baseDCT, "REF": baseRef, "EVENT": baseEvent,

	"PRESENT_REF": refPresent, "PAST_REF": refPast, "FUTURE_REF": refFuture,

	"START": modStart, "MID": modMid, "END": modEnd, "APPROX": modApprox, "MORE_THAN": modMore, "LESS_THAN": modLess,
	"EQUAL_OR_MORE": modAtLeast, "EQUAL_OR_LESS": modAtMost, "UNTIL": modBefore, "SINCE": modAfter,
	"EARLIER": modEarlier, "LATER": modLater,

	"EVERY": quantEvery, "EACH": quantEach,
	"BC": 1, "AD": 2,
	"VAGUE": vagueCount,
}

// The units of time, from fine to coarse.
const (
	unitNone = iota
	unitSecond
	unitMinute
	unitHour
	unitDay
	unitWeekend
	unitWeek
	unitFortnight
	unitMonth
	unitQuarter
	unitSeason
	unitHalf
	unitYear
	unitDecade
	unitCentury
	unitMillennium
	unitAny // a stretch of no stated length: "period"
)

// The parts of a day.
const (
	partNone = iota
	partMorning
	partMidday
	partAfternoon
	partEvening
	partNight
	partDaytime
)

// The ways in which a period is picked out from its neighbours.
const (
	whichNone   = iota
	whichLast   // the one before now: "last May"
	whichThis   // the one we are in, or the nearest: "this May"
	whichNext   // the one after now
	whichSame   // the one under discussion: "that day"
	whichBefore // the one before the one under discussion
	whichAfter  // the one after it
)

// What a relative expression is measured from.
const (
	baseNone = iota
	baseDCT
	baseRef
	baseEvent
)

// The vague references.
const (
	refNone = iota
	refPresent
	refPast
	refFuture
)

// The modifiers. Those after modAfter are not of TIMEX3: they bound the period by the moment it is told.
const (
	modNone = iota
	modStart
	modMid
	modEnd
	modApprox
	modMore
	modLess
	modAtLeast
	modAtMost
	modBefore
	modAfter
	modEarlier
	modLater
)

const (
	quantNone = iota
	quantEvery
	quantEach
)

// vagueCount is the count of "several".
const vagueCount = -1

var modNames = [...]string{modNone: "", modStart: "START", modMid: "MID", modEnd: "END", modApprox: "APPROX",
	modMore: "MORE_THAN", modLess: "LESS_THAN", modAtLeast: "EQUAL_OR_MORE", modAtMost: "EQUAL_OR_LESS",
	modBefore: "ON_OR_BEFORE", modAfter: "ON_OR_AFTER", modEarlier: "", modLater: ""}

var refNames = [...]string{"", "PRESENT_REF", "PAST_REF", "FUTURE_REF"}

var partNames = [...]string{"", "MO", "MI", "AF", "EV", "NI", "DT"}

var seasonNames = [...]string{"", "SP", "SU", "FA", "WI"}

// unitLetters are the designators of ISO 8601 durations; those of units finer than a day follow a T.
var unitLetters = [...]string{unitSecond: "S", unitMinute: "M", unitHour: "H", unitDay: "D", unitWeekend: "D",
	unitWeek: "W", unitFortnight: "W", unitMonth: "M", unitQuarter: "Q", unitSeason: "M", unitHalf: "M", unitYear: "Y",
	unitDecade: "DE", unitCentury: "CE", unitMillennium: "ML", unitAny: "X"}

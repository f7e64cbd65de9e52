package event

import (
	"strings"

	"timeline/pkg/date"
)

// This file asks of what is dated only by a season, a year or more that its verb names something that happens once: a law
// enacted, a town founded, an office taken. The rest is how things went at the time.

// coarseDays is how many days a time may cover before it says when something was the case rather than when it happened.
const coarseDays = 45

// coarse reports whether a date covers a season or more, or has an open end.
func coarse(v date.Value) bool {
	if v.IsZero() {
		return false
	}
	first, last := v.Bounds()
	return first == date.OpenStart || last == date.OpenEnd || last-first > coarseDays
}

// lacksMilestone reports whether a clause with a coarse time has no verb of something that happens once.
func (r *reading) lacksMilestone(c clause, v date.Value) bool {
	if !coarse(v) || r.low(c.words[0]) == "there" && r.lastEventNoun(c.verb, len(r.toks)) >= 0 {
		return false
	}
	return !r.milestone(c)
}

// milestone reports whether the verb of a clause names something that happens once: "was founded", "became mayor", "came to power".
func (r *reading) milestone(c clause) bool {
	w := r.low(c.verb)
	switch w {
	case "become", "became", "becomes", "becoming":
		return r.followed(c.verb, 5, func(i int) bool { return offices[r.low(i)] || comesToBe[r.low(i)] || r.toks[i].caps })
	case "came", "come", "go", "got", "made", "make":
		return r.followed(c.verb, 3, func(i int) bool { return comesTo[r.low(i)] })
	}
	if milestones[Stem(w)] || among(milestones, w) {
		return true
	}
	for _, k := range kinds(w) {
		if k != "rise" && k != "fall" && k != "speech" && k != "rate" {
			return true
		}
	}
	return false
}

// followed reports whether one of the next n words after token i is what is looked for.
func (r *reading) followed(i, n int, is func(int) bool) bool {
	for j := i + 1; j < len(r.toks) && j <= i+n; j++ {
		if is(j) {
			return true
		}
	}
	return false
}

// comesTo are words after "came", "went" or "made" for something that happens once: "came to power", "made its debut".
var comesTo = set(`power office force effect control over debut law war public ashore market sale out back away underground`)

// comesToBe are what somebody or something becomes on one day, beside offices.
var comesToBe = set(`chief director head member professor partner citizen independent first youngest republic part capital judge speaker`)

// offices are words for who holds an office, and for bodies that hold power.
var offices = set(`president premier minister ministers secretary secretary-general chancellor king queen prince emir sultan pope ambassador envoy general commander senator sen gov governor
	mayor lawmaker congressman representative rep chairman ruler dictator colonel candidate prosecutor sheikh ayatollah cleric leader leaders official officials ministry government
	parliament cabinet army military police department house council congress kremlin union treasury court commission nato fed office nations state`)

// milestones are verbs, as stems, of what happens once, beside those that name a kind of event.
var milestones = stems(strings.Join([]string{
	`abandon abolish accept achieve acquire add admit adopt agree ally amend appeal apply approach arm arrange assemble assign assume award ban baptise baptize bear beat begin besiege block
	board born break bring build bury buy carry cease charter claim close collect combine commission commit compete complete conclude confront conquer consent construct contest
	convert cross crown debut decide dedicate default defeat defect deliver demand demolish demote denounce depart deport designate destroy detonate devastate devise die discover dissolve divorce
	donate double draft draw drive drown elevate elope embark emigrate emerge enact encounter end engage enlist enrol enroll erupt establish execute expand experiment explore extend extradite`,
	`federate file film finish fix flee force foil form founded co-founded fulfil gain gather give grab graduate hack hand hijack hire hold host hunt immigrate implement implicate impose inherit injure install
	interview introduce invent invite isolate issue join kill land launch lead leave legalise legalize liberate license lift lobby locate loot lose march marry mediate merge migrate modify
	mount move murder name nationalise nationalize negotiate obtain occur offend offer open ordain organise organize outlaw outline overhaul pardon patent patrol pay persuade pick
	pioneer plead pledge plot plunder poison premiere present press print privatise privatize proceeded prohibit promise promote prompt propose prosecute protest publish purge`,
	`qualify quarrel quash rape ratify reach reappear rebel rebuild recall recapture receive recognise recognize reconcile record recover recruit refer reform reinstate reject release relinquish relocate
	remove rename renew renounce reopen reorganise reorganize repair repeal repel replace report request rescue reshuffle respond restore restructure resume retire return revive revolt reward
	rob roll rule run sabotage sail save scrap seal secure seek select sell send separate set settle shell shift ship shut sign sing smuggle solve spark split stab stage start steal step stop
	strip submit subpoena succeeded sue summon suppress surface surround survive suspend sweep switch take testify threaten train transfer transform translate travel trigger trim triple
	turn undergo unify unite unveil upgrade uphold uproot urge vanish venture visit volunteer vow walk whip win withdraw`,
}, " "))

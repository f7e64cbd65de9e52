package merge

import (
	"math"
	"slices"

	"timeline/pkg/date"
)

// How much more must be alike on a day of many happenings. Two sentences about one day tell one event the likelier the fewer
// events the day has. That shows in how many of its pairs of sentences are much alike: on the day of one great event most are,
// on a day of the usual news few. (Fellegi and Sunter 1969: the likeness that is asked for grows with the logarithm of the odds
// against a match before one looks at it.)
const (
	muchAlike  = 0.30 // two sentences that hardly are so by chance
	matchesPer = 0.3  // sentences of a day that tell what another one tells, where nothing is known of the day
	knownOf    = 10   // pairs for which that counts
	quietDay   = 0.04 // the share of pairs much alike on a day of few happenings, where alikeDay is enough
	alikeStep  = 0.25 // how much more is asked where the share is less by a factor of e
)

// byChance is how many sentences of a day may share as much with one by chance, words taken as independent. One word that every
// tenth sentence has ("police", the name of a minister) says nothing on a day of ten sentences, however short they are.
const byChance = 0.1

// clusterDays joins the mentions of the same day that are alike, most alike first. weights are those of the terms.
func clusterDays(items []*item, weights []float64) []*cluster {
	byDay := map[date.Day][]*item{}
	var days []date.Day
	for _, it := range items {
		if byDay[it.first] == nil {
			days = append(days, it.first)
		}
		byDay[it.first] = append(byDay[it.first], it)
	}
	slices.Sort(days)
	events := make([][]*cluster, len(days))
	eachWith(len(days), func(x *termIndex, i int) { events[i] = joinDay(byDay[days[i]], weights, x) })
	return slices.Concat(events...)
}

// joinDay clusters the mentions of one day. It works with x, which is then free again.
func joinDay(items []*item, weights []float64, x *termIndex) []*cluster {
	if len(items) == 1 {
		return join(items, alikeDay, nil)
	}
	likest := pairs(items, alikeDay, x)
	least := alikeOn(items, likest)
	leastShared := math.Log(float64(len(items)) / byChance)
	likest = slices.DeleteFunc(likest, func(p pair) bool {
		a, b := items[p.a], items[p.b]
		return p.sim < need(a, b, least) || a.doc != b.doc && sharedWeight(a, b, weights) < leastShared
	})
	return join(items, least, likest)
}

// alikeOn returns how alike the mentions of a day must be, of which likest are the pairs that may be alike enough.
func alikeOn(items []*item, likest []pair) float64 {
	much := 0
	for _, p := range likest {
		if p.sim >= muchAlike && items[p.a].doc != items[p.b].doc {
			much++
		}
	}
	share := (float64(much) + knownOf*matchesPer/float64(len(items))) / (pairsOfArticles(items) + knownOf)
	return alikeDay + alikeStep*math.Max(0, math.Log(quietDay/share))
}

// pairsOfArticles returns how many pairs the mentions make with those of other articles. Those of an article lie side by side.
func pairsOfArticles(items []*item) float64 {
	n, own := 0, 0 // of the article so far
	for i, it := range items {
		if i > 0 && it.doc == items[i-1].doc {
			own++
		} else {
			own = 0
		}
		n += i - own
	}
	return float64(n)
}

// sharedWeight returns the sum of the weights of the terms that two mentions share: the logarithm of the odds against their
// sharing them by chance.
func sharedWeight(a, b *item, weights []float64) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(a.terms) && j < len(b.terms); {
		switch s, t := a.terms[i].id, b.terms[j].id; {
		case s < t:
			i++
		case s > t:
			j++
		default:
			sum += weights[s]
			i, j = i+1, j+1
		}
	}
	return sum
}

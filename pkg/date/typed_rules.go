package date

import (
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"sync"
	"time"

	"github.com/olebedev/when/rules"
	"github.com/olebedev/when/rules/common"
	"github.com/olebedev/when/rules/en"
)

// pattern returns a regular expression that is compiled when it is first asked for: most runs of the program meet none
// or few of the forms of a date.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// typedRules are when's rules for English, in its order, and ours.
var typedRules = sync.OnceValue(func() []rules.Rule {
	return append(append(append([]rules.Rule{}, en.All...), common.All...), yearRule())
})

var typedOptions = &rules.Options{Distance: 3, MatchByOrder: true, Morning: 8, Noon: 12, Afternoon: 15, Evening: 18}

// readTyped reads the first date or time in words at a moment; ok is false when there is none. It is when's Parse: that
// is not used itself because its package comes with the rules of other languages, which every start of the program would
// set up.
func readTyped(s string, now time.Time) (t time.Time, ok bool, err error) {
	var matches []*rules.Match
	for _, rule := range typedRules() {
		if m := rule.Find(s); m != nil {
			m.Order = float64(len(matches))
			matches = append(matches, m)
		}
	}
	if len(matches) == 0 {
		return now, false, nil
	}
	sort.Sort(rules.MatchByIndex(matches))
	from, end := matches[0].Left, matches[0].Right
	for i, m := range matches {
		if m.Left > end+typedOptions.Distance {
			matches = matches[:i]
			break
		}
		end = m.Right
	}
	sort.Sort(rules.MatchByOrder(matches))
	ctx := &rules.Context{Text: s[from:end]}
	for _, m := range matches {
		applied, err := m.Apply(ctx, typedOptions, now)
		if err != nil {
			return now, false, err
		}
		ok = ok || applied
	}
	if !ok {
		return now, false, nil
	}
	t, err = ctx.Time(now)
	return t, true, err
}

// yearRule teaches when the one thing that it does not know: years. It runs last and sees the fields before they are
// put on the calendar, where the 31st of April would quietly become the 1st of May.
func yearRule() rules.Rule {
	return &rules.F{
		RegExp: regexp.MustCompile(`(?:\D|^)([12]\d{3})(?:\D|$)`),
		Applier: func(m *rules.Match, c *rules.Context, _ *rules.Options, _ time.Time) (bool, error) {
			year, err := strconv.Atoi(m.Captures[0])
			if err != nil {
				return false, err
			}
			c.Year = &year
			if c.Month != nil && c.Day != nil && (*c.Day < 1 || *c.Day > DaysIn(year, *c.Month)) {
				name := monthName(year, *c.Month)
				return false, wrong(fmt.Sprintf("%s has %d days", name, DaysIn(year, *c.Month)), "there is no %d %s", *c.Day, name)
			}
			return true, nil
		},
	}
}

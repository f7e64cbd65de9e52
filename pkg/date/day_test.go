package date

import (
	"math/rand"
	"testing"
	"time"
)

// The arithmetic of days agrees with package time on every day of 1890 to 2110 and on days far away.
func TestDayAgainstTime(t *testing.T) {
	check := func(d Day) {
		t.Helper()
		want := time.Unix(int64(d)*86400, 0).UTC()
		y, m, dd := d.Civil()
		if y != want.Year() || m != int(want.Month()) || dd != want.Day() {
			t.Fatalf("day %d is %d-%d-%d, package time says %s", int(d), y, m, dd, want)
		}
		if NewDay(y, m, dd) != d {
			t.Fatalf("%s comes back as %s", d, NewDay(y, m, dd))
		}
		if d.Weekday() != want.Weekday() {
			t.Fatalf("%s is a %s, package time says %s", d, d.Weekday(), want.Weekday())
		}
		year, week := d.ISOWeek()
		if wy, ww := want.ISOWeek(); year != wy || week != ww {
			t.Fatalf("%s is in week %d of %d, package time says %d of %d", d, week, year, ww, wy)
		}
		if monday := WeekStart(year, week); monday > d || d > monday+6 || monday.Weekday() != time.Monday {
			t.Fatalf("%s is not in the week from %s", d, monday)
		}
		if DaysIn(y, m) != want.AddDate(0, 1, -want.Day()).Day() && want.Day() <= 28 {
			t.Fatalf("%d-%d has %d days", y, m, DaysIn(y, m))
		}
	}
	for d := NewDay(1890, 1, 1); d < NewDay(2110, 1, 1); d++ {
		check(d)
	}
	random := rand.New(rand.NewSource(1))
	for range 20000 {
		check(Day(random.Intn(4_000_000) - 2_000_000))
	}
}

// Months and days outside their range carry over, as in time.Date.
func TestNewDayCarries(t *testing.T) {
	random := rand.New(rand.NewSource(2))
	for range 20000 {
		y, m, d := random.Intn(6000)-3000, random.Intn(100)-50, random.Intn(1000)-500
		want := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
		if got := NewDay(y, m, d); int64(got) != want.Unix()/86400 && got.String() != want.Format("2006-01-02") {
			t.Fatalf("NewDay(%d, %d, %d) = %s, package time says %s", y, m, d, got, want)
		}
	}
}

func TestWeeksIn(t *testing.T) {
	for year, weeks := range map[int]int{2014: 52, 2015: 53, 2016: 52, 2020: 53, 2026: 53, 2004: 53, 2005: 52} {
		if WeeksIn(year) != weeks {
			t.Errorf("%d has %d weeks, want %d", year, WeeksIn(year), weeks)
		}
	}
}

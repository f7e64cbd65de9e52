package timex

import (
	"testing"
	"time"

	"github.com/olebedev/when"
	"github.com/olebedev/when/rules/common"
	"github.com/olebedev/when/rules/en"

	"timeline/pkg/date"
)

// BenchmarkAgainstWhen tags the same sentences with our tagger and with the library when, which finds the first
// expression of each.
func BenchmarkAgainstWhen(b *testing.B) {
	sentences := []string{
		"The ministers met on Tuesday and agreed to meet again next week.",
		"Nothing was said of the troops at the border, and nobody asked.",
		"It began two weeks ago in the east of the country.",
		"On 22/2/2014 the parliament voted, and the president fled that night.",
		"The price of gas rose by a third for millions of households.",
	}
	size := 0
	for _, s := range sentences {
		size += len(s)
	}
	b.Run("timex", func(b *testing.B) {
		tagger, err := New("en")
		if err != nil {
			b.Fatal(err)
		}
		dct, _ := date.Parse("2014-03-28")
		b.SetBytes(int64(size))
		for b.Loop() {
			for _, s := range sentences {
				tagger.Tag(Input{Text: s, DCT: dct, Terse: true})
			}
		}
	})
	b.Run("when", func(b *testing.B) {
		parser := when.New(nil)
		parser.Add(en.All...)
		parser.Add(common.All...)
		b.SetBytes(int64(size))
		for b.Loop() {
			for _, s := range sentences {
				if _, err := parser.Parse(s, fixedNow); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// fixedNow is the time that when measures from.
var fixedNow = time.Date(2014, 3, 28, 12, 0, 0, 0, time.UTC)

package timex

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"timeline/pkg/date"
)

// news returns about a megabyte of plain news.
func news(b testing.TB) string {
	f, err := os.Open(filepath.Join(shared(b), "t17", "egypt.jsonl"))
	if err != nil {
		b.Skip(err)
	}
	defer f.Close()
	var text strings.Builder
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() && text.Len() < 1<<20 {
		var doc struct{ Text string }
		if err := json.Unmarshal(in.Bytes(), &doc); err != nil {
			b.Fatal(err)
		}
		text.WriteString(doc.Text + "\n\n")
	}
	return text.String()
}

func BenchmarkTag(b *testing.B) {
	text := news(b)
	tagger, err := New("en")
	if err != nil {
		b.Fatal(err)
	}
	dct, _ := date.Parse("2011-02-11")
	for _, terse := range []bool{true, false} {
		b.Run(map[bool]string{true: "terse", false: "full"}[terse], func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			before := cpuTime()
			for b.Loop() {
				tagger.Tag(Input{Text: text, DCT: dct, Terse: terse})
			}
			b.ReportMetric(float64(len(text))*float64(b.N)/1e6/(cpuTime()-before).Seconds(), "MB/cpu-s")
		})
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New("en"); err != nil {
			b.Fatal(err)
		}
	}
}

// cpuTime is the processor time that the test has used, which a busy machine does not stretch.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

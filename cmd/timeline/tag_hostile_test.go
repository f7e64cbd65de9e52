//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestTagHostile gives texts that no newspaper prints to the program itself: four times the text takes about four times
// the processor time, and memory stays below what it may take of any text. Both times are of the same run, so that it does
// not matter how fast or how busy the machine is.
func TestTagHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const size = 1 << 20
	for name, unit := range map[string]string{
		"a word of time":     "last ",
		"weekdays":           "Monday-Tuesday-",
		"years":              "2014 ",
		"digits":             "7",
		"digits and commas":  "1,",
		"letters":            "abcdefg",
		"no full stop":       "the people went to the market and bought bread on Friday, ",
		"ranges":             "from March 1 to ",
		"short days":         "1/2/",
		"halves of a rune":   "\xe2\x80",
		"numbers in letters": "two hundred and ",
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Repeat(unit, 4*size/len(unit)+1)
			one, _ := tagProcess(t, text[:size])
			four, memory := tagProcess(t, text[:4*size])
			// A process takes some hundredths of a second to start; what is quadratic takes sixteen times as long.
			if four > 8*one+0.2 {
				t.Errorf("1 MB takes %.2f s, 4 MB take %.2f s", one, four)
			}
			// Linux counts to a process what the one that started it had taken: no process shows less than the floor.
			_, floor := tagProcess(t, "Friday")
			if limit := max(200, floor); memory > limit {
				t.Errorf("4 MB of text take %.0f MB of memory, more than %.0f", memory, limit)
			}
		})
	}
}

// tagProcess tags a text in a process of its own, and returns its processor time in seconds and its peak memory in MB.
func tagProcess(t *testing.T, text string) (seconds, megabytes float64) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "text.txt")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("timeline", "tag", "--format", "json", "--dct", "2014-03-28", file)
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
	state := c.ProcessState
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		t.Fatal("no usage of resources")
	}
	return (state.UserTime() + state.SystemTime()).Seconds(), float64(usage.Maxrss) / 1024
}

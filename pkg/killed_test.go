package pkg_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

const savedPage = `<html lang="en"><head><title>Ferry doubles its trips</title><meta property="og:site_name" content="Ellery Courier">
<meta property="article:published_time" content="2014-04-05"></head><body><article><h1>Ferry doubles its trips</h1>
<p>The ferry of Port Ellery doubled its trips on Thursday, the Harbour Board said in a statement to this newspaper.</p></article></body></html>`

// TestKilledWriters kills new, add and correct at random moments. What stands in the project then is what stood there
// before, and whole files of what the command writes when nobody kills it.
func TestKilledWriters(t *testing.T) {
	if testing.Short() || runtime.GOOS == "windows" {
		t.Skip("starts the program many times")
	}
	for _, c := range []struct {
		name string
		args []string
		made bool // the project is there before
	}{
		{"new", []string{"new", "."}, false},
		{"add", []string{"add", "../page.html"}, true},
		{"correct", []string{"correct", "1954-01-01-bridge-opened", "--date", "1953", "--on", "2016-10-01", "--by", "Ed", "--reason", "r"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			home := t.TempDir()
			project := func(name string) string {
				dir := filepath.Join(home, name)
				if err := os.MkdirAll(dir, 0o755); err != nil {
					t.Fatal(err)
				}
				if c.made {
					run(t, "-C", dir, "new", ".")
					if err := os.RemoveAll(filepath.Join(dir, "content", ".schemas")); err != nil { // so that it is written, too
						t.Fatal(err)
					}
				}
				return dir
			}
			if err := os.WriteFile(filepath.Join(home, "page.html"), []byte(savedPage), 0o644); err != nil {
				t.Fatal(err)
			}
			whole := project("whole")
			before := tree(t, whole)
			if code, out := run(t, append([]string{"-C", whole}, c.args...)...); code != 0 {
				t.Fatalf("exit %d\n%s", code, out)
			}
			after := tree(t, whole)
			random := rand.New(rand.NewPCG(1, uint64(len(c.name))))
			cut := 0
			for n := range 30 {
				dir := project("killed" + string(rune('a'+n)))
				// From a few milliseconds on, more and more of the work is done.
				kill(t, time.Duration(random.IntN(4_000*(n+1)))*time.Microsecond, append([]string{"-C", dir}, c.args...))
				left := tree(t, dir)
				if len(left) < len(after) {
					cut++
				}
				wholeFiles(t, before, after, left)
			}
			if cut == 0 {
				t.Error("the program was never killed in time, so nothing was tried")
			}
		})
	}
}

func kill(t *testing.T, after time.Duration, args []string) {
	t.Helper()
	command := exec.Command(program, args...)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	_ = command.Process.Kill() // it may be done already
	_ = command.Wait()
}

// wholeFiles checks that what is left has all files from before, and beside them only files of the whole run.
func wholeFiles(t *testing.T, before, after, left map[string][]byte) {
	t.Helper()
	for name, data := range before {
		if !bytes.Equal(left[name], data) {
			t.Errorf("%s is lost or changed", name)
		}
	}
	for name, data := range left {
		switch {
		case strings.HasPrefix(name, ".cache/"): // made anew when it is damaged
		case after[name] == nil:
			t.Errorf("%s was left behind", name)
		case !bytes.Equal(after[name], data):
			t.Errorf("%s is half written: %d of %d bytes", name, len(data), len(after[name]))
		}
	}
}

package pkg_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// root is the repository.
const root = ".."

// program is the built command, made once for all tests.
var program string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "timeline-test-")
	if err != nil {
		panic(err)
	}
	program = filepath.Join(dir, "timeline")
	build := exec.Command("go", "build", "-o", program, "./cmd/timeline")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
		os.Exit(1)
	}
	code := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// run runs the program and returns its exit code and what it printed to both streams.
func run(t *testing.T, args ...string) (int, string) {
	t.Helper()
	out, err := exec.Command(program, args...).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if exit != nil {
		return exit.ExitCode(), string(out)
	}
	return 0, string(out)
}

// build builds the project in dir into a new folder and returns that folder.
func build(t *testing.T, dir string, flags ...string) string {
	t.Helper()
	public := filepath.Join(t.TempDir(), "public")
	args := append([]string{"-C", dir, "build", "--public", public}, flags...)
	if code, out := run(t, args...); code != 0 {
		t.Fatalf("timeline %s: exit %d\n%s", strings.Join(args, " "), code, out)
	}
	return public
}

// tree reads every file under dir.
func tree(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// differences lists the files that differ between two trees, each with the first line that does.
func differences(want, got map[string][]byte) []string {
	var list []string
	for name, data := range want {
		if other, ok := got[name]; !ok {
			list = append(list, name+": is missing")
		} else if !bytes.Equal(data, other) {
			list = append(list, name+": "+firstDifference(data, other))
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			list = append(list, name+": is new")
		}
	}
	slices.Sort(list)
	return list
}

func firstDifference(want, got []byte) string {
	w, g := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d:\n\t- %.200s\n\t+ %.200s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("%d lines, not %d", len(g), len(w))
}

func report(t *testing.T, what string, list []string) {
	t.Helper()
	if len(list) > 0 {
		t.Errorf("%s: %d files differ\n%s", what, len(list), strings.Join(list[:min(len(list), 10)], "\n"))
	}
}

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"timeline": func() { os.Exit(run()) }})
}

// TestScripts runs the program as a person does: testdata/script/*.txtar. Besides testscript's own commands there are
//
//	exits CODE ARGS…   runs timeline and checks its exit code
//	same DIR DIR       two trees have the same files with the same bytes
//	fill FILE SIZE     writes a file of that many bytes of prose
//	bytes FILE HEX     writes bytes that a txtar file cannot hold
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:   "testdata/script",
		Setup: func(e *testscript.Env) error { e.Setenv("USER", "A. Editor"); return nil },
		Condition: func(name string) (bool, error) {
			if name == "root" { // whom no permission stops
				return os.Getuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "same": sameTrees, "fill": fill, "bytes": writeBytes,
		},
	})
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: exits CODE ARGS…")
	}
	err := ts.Exec("timeline", args[1:]...)
	code := "0"
	if err != nil {
		code = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if code != args[0] {
		ts.Fatalf("timeline %s: exit code %s, want %s", strings.Join(args[1:], " "), code, args[0])
	}
}

func sameTrees(ts *testscript.TestScript, neg bool, args []string) {
	a, b := treeOf(ts, args[0]), treeOf(ts, args[1])
	var differ []string
	for name, data := range a {
		if !bytes.Equal(data, b[name]) {
			differ = append(differ, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			differ = append(differ, name)
		}
	}
	if len(a) == 0 || (len(differ) > 0) != neg {
		ts.Fatalf("%s and %s have %d files and %d, different: %v", args[0], args[1], len(a), len(b), differ)
	}
}

func treeOf(ts *testscript.TestScript, dir string) map[string][]byte {
	files := map[string][]byte{}
	root := ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		files[strings.TrimPrefix(name, root)] = data
		return err
	}))
	return files
}

func fill(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	sentence := "The council met on Friday to hear the report of the engineers.\n"
	data := []byte(strings.Repeat(sentence, size/len(sentence)+1))[:size]
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	quoted, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(quoted), 0o644))
}

package pkg_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// TestDocuments runs every console block of the documents as a reader would type it, in one sitting per document, and
// compares what the commands print. The reader of most sits in a copy of the project; the tutorial and the pages about
// corrections start from an empty folder.
//
// In a block, a line after "$ " is a command and the lines below it are what it prints; a line "..." stands for any
// number of lines, and … within a line for any words. A command succeeds unless it ends with a comment that names its exit code: "# exit 1". Blocks marked
// "sh" are not run: they install, serve or take minutes.
func TestDocuments(t *testing.T) {
	corrections, err := filepath.Glob(filepath.Join(root, "docs", "corrections", "*.md"))
	if err != nil || len(corrections) < 10 {
		t.Fatalf("%d pages about corrections, %v", len(corrections), err)
	}
	documents := []string{"README.md", "docs/writing.md", "docs/formats.md", "docs/tutorial.md", "docs/deploying.md", "docs/themes.md", "CHANGELOG.md"}
	for _, page := range corrections {
		documents = append(documents, "docs/corrections/"+filepath.Base(page))
	}
	for _, document := range documents {
		t.Run(document, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(root, document))
			if err != nil {
				t.Fatal(err)
			}
			commands := consoleCommands(string(data))
			if len(commands) == 0 {
				t.Fatal("no console blocks")
			}
			s := newSitting(t, document == "docs/tutorial.md" || strings.HasPrefix(document, "docs/corrections/"))
			for _, c := range commands {
				s.try(t, c)
			}
		})
	}
}

// TestRecipes reads the YAML of the recipes for hosts, so that nobody copies what cannot be read.
func TestRecipes(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, "docs", "deploying.md"))
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, m := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(data), -1) {
		var v any
		if err := yaml.Unmarshal([]byte(m[1]), &v); err != nil || v == nil {
			t.Errorf("%v\n%s", err, m[1])
		}
		found++
	}
	if found < 4 {
		t.Errorf("%d recipes in YAML", found)
	}
}

// TestDocumentsLinkWhatIsThere follows the links between the documents, and to their pictures.
func TestDocumentsLinkWhatIsThere(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)\s#]+)(?:#[^)\s]*)?(?: "[^"]*")?\)`)
	documents, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob(filepath.Join(root, "docs", "corrections", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	documents = append(append(documents, more...), filepath.Join(root, "README.md"))
	found := 0
	for _, document := range documents {
		data, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(data), -1) {
			if strings.Contains(m[1], ":") || strings.HasPrefix(m[1], "..") && strings.HasSuffix(m[1], "/") {
				continue // elsewhere, or on a built site
			}
			found++
			if _, err := os.Stat(filepath.Join(filepath.Dir(document), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", filepath.Base(document), m[1])
			}
		}
	}
	if found < 20 {
		t.Errorf("%d links", found)
	}
}

// consoleCommand is one command of a document with what it should print.
type consoleCommand struct {
	line    int
	command string
	exit    string
	output  []string
}

var exitComment = regexp.MustCompile(`\s+# exit (\d)$`)

// consoleCommands finds the console blocks of a Markdown document.
func consoleCommands(document string) []consoleCommand {
	var commands []consoleCommand
	inside := false
	for i, line := range strings.Split(document, "\n") {
		line = strings.TrimPrefix(line, "  ") // within a list; output is compared without the space at its ends
		switch {
		case strings.HasPrefix(line, "```"):
			inside = !inside && line == "```console"
		case !inside:
		case strings.HasPrefix(line, "$ "):
			c := consoleCommand{line: i + 1, command: line[2:], exit: "0"}
			if m := exitComment.FindStringSubmatch(c.command); m != nil {
				c.command, c.exit = strings.TrimSuffix(c.command, m[0]), m[1]
			}
			commands = append(commands, c)
		case len(commands) > 0:
			last := &commands[len(commands)-1]
			if last.unfinished() {
				last.command += "\n" + line
			} else {
				last.output = append(last.output, line)
			}
		}
	}
	return commands
}

// unfinished reports whether the next line belongs to the command: after a backslash, or within <<'END'.
func (c *consoleCommand) unfinished() bool {
	return strings.HasSuffix(c.command, "\\") || strings.Contains(c.command, "<<'END'") && !strings.HasSuffix(c.command, "\nEND")
}

// sitting is one reader's shell: its folder stays changed from command to command.
type sitting struct{ dir, path string }

func newSitting(t *testing.T, empty bool) *sitting {
	t.Helper()
	home := t.TempDir()
	if empty {
		return &sitting{dir: home, path: filepath.Dir(program)}
	}
	dir := filepath.Join(home, "timeline")
	copyTree(t, filepath.Join(root, "content"), filepath.Join(dir, "content"))
	copyTree(t, filepath.Join(root, "public"), filepath.Join(dir, "public"))
	return &sitting{dir: dir, path: filepath.Dir(program)}
}

func (s *sitting) try(t *testing.T, c consoleCommand) {
	t.Helper()
	// In a clone the program is run from its source; here it is built already.
	script := strings.ReplaceAll(c.command, "go run ./cmd/timeline", "timeline")
	where := filepath.Join(t.TempDir(), "pwd")
	shell := exec.Command("bash", "-c", script+"\nstatus=$?; pwd > \"$WHERE\"; exit $status")
	shell.Dir = s.dir
	shell.Env = append(os.Environ(), "PATH="+s.path+string(os.PathListSeparator)+os.Getenv("PATH"), "WHERE="+where, "NO_COLOR=1")
	out, err := shell.CombinedOutput()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	exit := string(rune('0' + shell.ProcessState.ExitCode()))
	if exit != c.exit {
		t.Errorf("line %d: %s\nexit %s, not %s:\n%s", c.line, c.command, exit, c.exit, out)
	}
	if got := strings.Split(strings.TrimRight(string(out), "\n"), "\n"); len(c.output) > 0 && !matches(c.output, got) {
		t.Errorf("line %d: %s\nprints:\n%s\nthe document says:\n%s", c.line, c.command, out, strings.Join(c.output, "\n"))
	}
	if pwd, err := os.ReadFile(where); err == nil {
		s.dir = strings.TrimSpace(string(pwd))
	}
}

// matches compares lines, white space at their ends aside; "..." in want stands for any number of lines, … for any
// words.
func matches(want, got []string) bool {
	for len(want) > 0 {
		if want[0] == "..." {
			for i := range len(got) + 1 {
				if matches(want[1:], got[i:]) {
					return true
				}
			}
			return false
		}
		if len(got) == 0 || !sameLine(want[0], got[0]) {
			return false
		}
		want, got = want[1:], got[1:]
	}
	return len(got) == 0
}

func sameLine(want, got string) bool {
	pattern := strings.ReplaceAll(regexp.QuoteMeta(strings.TrimSpace(want)), "…", ".*")
	return regexp.MustCompile("^" + pattern + "$").MatchString(strings.TrimSpace(got))
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		want, got string
		ok        bool
	}{
		{"a", "a", true}, {"a", "b", false}, {"a", "a|b", false}, {"a|...", "a|b|c", true}, {"...|c", "a|b|c", true},
		{"...|c", "a|b", false}, {"a|...|c", "a|c", true}, {"...", "", true}, {"a|b", "a", false},
		{"a … c", "a b c", true}, {"a … c", "a b d", false}, {"a.c", "abc", false},
	} {
		if got := matches(strings.Split(c.want, "|"), strings.Split(c.got, "|")); got != c.ok {
			t.Errorf("matches(%q, %q) = %v", c.want, c.got, got)
		}
	}
}

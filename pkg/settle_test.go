package pkg_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// note is a line of the editor's list, as `timeline check --format json` has it.
type note struct {
	File, Severity, Message, Hint, Command string
	Line                                   int
}

// checked returns the editor's list of a project.
func checked(t *testing.T, dir string) []note {
	t.Helper()
	command := exec.Command(program, "-C", dir, "check", "--format", "json")
	out, _ := command.Output() // the exit code says whether there are errors; the list says it, too
	var list struct{ Problems []note }
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return list.Problems
}

func about(list []note, words string) (n note, ok bool) {
	for _, n := range list {
		if strings.Contains(n.Message, words) {
			return n, true
		}
	}
	return note{}, false
}

const settledBy = "---\nby: Ed\non: 2016-10-01\nreason: r\n"

const wireStory = "The harbour board of Port Ellery met on Friday to hear the report of its engineers.\n\n" +
	"The report says that two pillars of the bridge have cracks as wide as a hand.\n\nThe board will pay for divers who look at the others.\n"

// settling is a project with one thing that deserves a look, what the list says of it, and what the editor fills in.
var settling = []struct {
	name, says, day string
	files           map[string]string
}{
	{"an undated source", "when was it published?", "2014-03-29", map[string]string{
		"sources/a.txt": "The mayor of Port Ellery closed the bridge on Friday.\n"}},
	{"an inferred date", "is inferred", "", map[string]string{
		"sources/a.md":  "---\npublished: 2014-03-28\n---\nPresident Ada Lindqvist called President Olof Berg on Friday to talk about the harbour bridge in Port Ellery.\n",
		"sources/b.txt": "President Ada Lindqvist called President Olof Berg on Friday to talk about the harbour bridge in Port Ellery, her office said.\n"}},
	{"an expression that is not placed", "not placed on the calendar", "2014-04-02", map[string]string{
		"sources/a.md": "---\npublished: 2014-04-03\n---\nIn March, the mayor of Port Ellery answered yes when a reporter asked whether she was tired. " +
			"A day later the union closed the bridge.\n"}},
	{"a disagreement", "disagree about", "", map[string]string{
		"sources/a.md": "---\npublished: 2014-03-29\n---\nA storm killed 12 sailors off Port Ellery on Friday.\n",
		"sources/b.md": "---\npublished: 2014-03-29\n---\nA storm killed 15 sailors off Port Ellery on Friday.\n"}},
	{"a disagreement about the date of reports that an editor has joined", "disagree about the date", "2014-03-28", map[string]string{
		"sources/a.md":     "---\npublished: 2014-03-28\n---\nAda Lindqvist called Olof Berg on Friday about the harbour bridge.\n",
		"sources/b.md":     "---\npublished: 2014-03-31\n---\nAda Lindqvist called Olof Berg on Saturday about the harbour bridge.\n",
		"corrections/c.md": settledBy + "event: 2014-03-28-ada-lindqvist-called-olof-berg\nmerge: [2014-03-29-ada-lindqvist-called-olof-berg]\n---\n"}},
	{"two events that may be one", "may be one event", "", map[string]string{
		"sources/a.md": "---\npublished: 2016-09-13\n---\nSailors of Arden Ferries won a prize on Monday. Arden Ferries dismissed two sailors on Monday.\n"}},
	{"reports that may be of two events", "it is not sure", "", map[string]string{
		"sources/a.md": "---\npublisher: A\npublished: 2014-07-05\n---\nRebels abandoned their stronghold of Port Ellery today.\n",
		"sources/b.md": "---\npublisher: B\npublished: 2014-07-06\n---\nThe rebels of Port Ellery fled on Saturday, and the army raised its flag.\n"}},
	{"the same article twice", "mostly the same words", "", map[string]string{
		"sources/a.md": "---\npublished: 2014-03-29\n---\n" + wireStory, "sources/b.md": "---\npublished: 2014-03-29\n---\n" + wireStory}},
	{"the same address twice", "has the same url", "", map[string]string{
		"sources/a.md": "---\nurl: https://x.example/a\npublished: 2014-03-29\n---\nThe mayor closed the bridge on Friday.\n",
		"sources/b.jsonl": `{"id": "b1", "published": "2014-03-30", "text": "The ferry sank on Friday in Port Ellery."}` + "\n" +
			`{"id": "b2", "url": "https://x.example/a", "published": "2014-03-30", "text": "The mill burned down on Friday in Millbridge."}` + "\n"}},
	{"a date that the address contradicts", "but the address has the date", "", map[string]string{
		"sources/a.md": "---\nurl: https://x.example/2014/03/29/bridge\npublished: 2016-03-29\n---\nThe mayor closed the bridge on Friday.\n"}},
	{"a date that the text contradicts", "but the text says", "", map[string]string{
		"sources/a.md": "---\npublished: 2016-03-29\n---\n# The bridge\n\nMarch 29, 2014\n\nThe mayor of Port Ellery closed the bridge on Friday, as the engineers had asked.\n"}},
	{"a report of what is to come", "as past", "2014-03-27", map[string]string{
		"sources/a.md": "---\npublished: 2014-03-28\n---\nThe mayor of Port Ellery closed the bridge on 3 April 2014.\n"}},
	{"a dead correction", "superseded", "", map[string]string{
		"sources/a.md":     "---\npublished: 2014-03-29\n---\nThe mayor of Port Ellery closed the bridge on Friday.\n",
		"corrections/c.md": settledBy + "source: a\npublished: 2014-03-29\n---\n"}},
	{"a stale correction", "there is no event", "", map[string]string{
		"sources/a.md":     "---\npublished: 2014-03-29\n---\nThe mayor of Port Ellery closed the bridge on Friday.\n",
		"corrections/c.md": settledBy + "event: gone\ntitle: T\n---\n"}},
	{"corrections that contradict each other", "contradicts another correction", "", map[string]string{
		"sources/a.md":     "---\npublished: 2014-03-29\n---\nThe mayor of Port Ellery closed the bridge on Friday.\n",
		"corrections/c.md": settledBy + "source: a\npublished: 2014-03-30\n---\n",
		"corrections/d.md": settledBy + "source: a\npublished: 2014-03-31\n---\n"}},
}

// TestCommandsSettle runs, for each kind of thing that the editor's list names, the command that stands beside it, and
// looks whether the list is shorter by it.
func TestCommandsSettle(t *testing.T) {
	for _, c := range settling {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range c.files {
				file := filepath.Join(dir, "content", name)
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			before := checked(t, dir)
			n, ok := about(before, c.says)
			if !ok {
				t.Fatalf("the list does not say %q: %v", c.says, before)
			}
			if n.File == "" || n.Line == 0 || n.Hint == "" || n.Command == "" {
				t.Errorf("something is missing: %+v", n)
			}
			command := strings.ReplaceAll(strings.ReplaceAll(n.Command, "YYYY-MM-DD", c.day), "…", "We asked.")
			shell := exec.Command("bash", "-c", command)
			shell.Dir = dir
			shell.Env = append(os.Environ(), "PATH="+filepath.Dir(program)+string(os.PathListSeparator)+os.Getenv("PATH"), "USER=Ed")
			if out, err := shell.CombinedOutput(); err != nil {
				t.Fatalf("%s: %v\n%s", command, err, out)
			}
			after := checked(t, dir)
			if n, ok := about(after, c.says); ok {
				t.Errorf("after %s it still says: %s", command, n.Message)
			}
			if len(after) >= len(before) {
				t.Errorf("the list was %v and is %v", before, after)
			}
		})
	}
}

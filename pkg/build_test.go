package pkg_test

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// public/ is what readers see, and its diff is what a correction changed: so it is what the content makes of it today.
func TestPublicIsReproduced(t *testing.T) {
	committed := tree(t, filepath.Join(root, "public"))
	if len(committed) == 0 {
		t.Fatal("public/ is empty: run: go run ./cmd/timeline build")
	}
	report(t, "public/ is not what content/ makes; run: go run ./cmd/timeline build", differences(committed, tree(t, build(t, root))))
}

func TestSummaryIsForPeople(t *testing.T) {
	_, out := run(t, "-C", root, "build", "--public", filepath.Join(t.TempDir(), "public"))
	for _, word := range []string{"sources", "events"} {
		if !strings.Contains(out, word) {
			t.Errorf("the summary does not count %s:\n%s", word, out)
		}
	}
}

// The same articles give the same bytes: however many are read at once, wherever the project lies, and in whatever
// order its files were written.
func TestSameBytes(t *testing.T) {
	want := tree(t, build(t, root, "--jobs", "1"))
	report(t, "--jobs 8", differences(want, tree(t, build(t, root, "--jobs", "8"))))

	elsewhere := t.TempDir()
	content := tree(t, filepath.Join(root, "content"))
	names := make([]string, 0, len(content))
	for name := range content {
		names = append(names, name)
	}
	slices.Sort(names)
	slices.Reverse(names)
	for i, name := range names {
		file := filepath.Join(elsewhere, "content", filepath.FromSlash(name))
		write(t, file, content[name])
		age := time.Now().Add(-time.Duration(i) * time.Hour)
		if err := os.Chtimes(file, age, age); err != nil {
			t.Fatal(err)
		}
	}
	report(t, "written in another order, elsewhere", differences(want, tree(t, build(t, elsewhere))))
}

// Articles under other file names, so read in another order, are the same articles: only what names the file changes.
func TestOrderOfFilesDoesNotMatter(t *testing.T) {
	articles := jsonLines(t, filepath.Join(root, "public", "timeline.json"))
	forth := eventsOf(t, articles)
	slices.Reverse(articles)
	back := eventsOf(t, articles)
	if forth != back {
		t.Errorf("the events depend on the order of the files: %s", firstDifference([]byte(forth), []byte(back)))
	}
	if !strings.Contains(forth, `"title"`) {
		t.Error("no events to compare")
	}
}

// jsonLines returns every article of the project as one line of JSON with its published ID.
func jsonLines(t *testing.T, timeline string) []string {
	t.Helper()
	data, err := os.ReadFile(timeline)
	if err != nil {
		t.Fatal(err)
	}
	var published struct {
		Sources []struct{ ID, File, Title, Publisher, Published string }
	}
	if err := json.Unmarshal(data, &published); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, s := range published.Sources {
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(s.File)))
		if err != nil {
			text, err = os.ReadFile(filepath.Join(root, "content", filepath.FromSlash(s.File)))
		}
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(strings.TrimPrefix(string(text), "---\n"), "\n---\n")
		article := map[string]string{"id": s.ID, "title": s.Title, "publisher": s.Publisher, "text": body}
		if s.Published != "" {
			article["published"] = s.Published
		}
		line, err := json.Marshal(article)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(line))
	}
	return lines
}

// eventsOf builds a project of these articles, each in a file named after its place, and returns its events as JSON.
func eventsOf(t *testing.T, articles []string) string {
	t.Helper()
	dir := t.TempDir()
	for i, article := range articles {
		write(t, filepath.Join(dir, "content", "sources", string(rune('a'+i/26))+string(rune('a'+i%26))+".jsonl"), []byte(article+"\n"))
	}
	data, err := os.ReadFile(filepath.Join(build(t, dir), "timeline.json"))
	if err != nil {
		t.Fatal(err)
	}
	var timeline struct{ Events json.RawMessage }
	if err := json.Unmarshal(data, &timeline); err != nil {
		t.Fatal(err)
	}
	return string(timeline.Events)
}

// A build that is killed leaves the old site or the new one, never a mixture.
func TestKilledBuildLeavesAWholeSite(t *testing.T) {
	if testing.Short() {
		t.Skip("kills twelve builds")
	}
	dir := t.TempDir()
	copyTree(t, filepath.Join(root, "content"), filepath.Join(dir, "content"))
	start := time.Now()
	if code, out := run(t, "-C", dir, "build"); code != 0 {
		t.Fatal(out)
	}
	took := time.Since(start)
	public := filepath.Join(dir, "public")
	old := tree(t, public)

	config := filepath.Join(dir, "content", "timeline.yaml")
	data, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	write(t, config, []byte(strings.Replace(string(data), "title: ", "title: New. # ", 1)))
	after := tree(t, build(t, dir))
	if len(differences(old, after)) == 0 {
		t.Fatal("the change does not show on the site, so that a mixture could not be seen")
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 12 {
		command := exec.Command(program, "-C", dir, "build")
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(took))))
		_ = command.Process.Kill()
		_ = command.Wait()
		now := tree(t, public)
		if fromOld, fromNew := differences(old, now), differences(after, now); len(fromOld) > 0 && len(fromNew) > 0 {
			t.Fatalf("a mixture: %d files differ from the old site, %d from the new one: %s", len(fromOld), len(fromNew), fromNew[0])
		}
	}
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func copyTree(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/afero"
)

// tree makes a site in memory whose every file says version.
func tree(t testing.TB, version string) afero.Fs {
	t.Helper()
	site := afero.NewMemMapFs()
	put(t, site, "timeline.json", `{"version": 1, "is": "`+version+`"}`)
	for i := range 40 {
		put(t, site, fmt.Sprintf("events/%02d/index.html", i), strings.Repeat(version, 500))
	}
	put(t, site, "only-in-"+version, version)
	return site
}

func put(t testing.TB, fsys afero.Fs, name, data string) {
	t.Helper()
	if err := fsys.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := afero.WriteFile(fsys, name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// is checks that the folder holds the whole tree of one of the versions and nothing else, and returns which.
func is(t testing.TB, fsys afero.Fs, public string, versions ...string) string {
	t.Helper()
	for _, v := range versions {
		want := contents(t, tree(t, v), ".")
		have := contents(t, fsys, public)
		if len(have) == len(want) && !differ(have, want) {
			return v
		}
	}
	t.Fatalf("%s is none of %q", public, versions)
	return ""
}

func differ(a, b map[string]string) bool {
	for k, v := range a {
		if b[k] != v {
			return true
		}
	}
	return false
}

func contents(t testing.TB, fsys afero.Fs, dir string) map[string]string {
	t.Helper()
	m := map[string]string{}
	err := afero.Walk(fsys, dir, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		data, err := afero.ReadFile(fsys, path)
		rel, _ := filepath.Rel(dir, path)
		m[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestPublishReplaces(t *testing.T) {
	for name, fsys := range map[string]afero.Fs{"disk": afero.NewOsFs(), "memory": afero.NewMemMapFs()} {
		t.Run(name, func(t *testing.T) {
			public := filepath.Join(t.TempDir(), "deep", "public")
			for _, v := range []string{"a", "b", "b", "a"} {
				if err := Publish(fsys, tree(t, v), public); err != nil {
					t.Fatal(err)
				}
				is(t, fsys, public, v)
			}
			entries, _ := afero.ReadDir(fsys, filepath.Dir(public))
			if len(entries) != 1 {
				t.Errorf("left over beside public: %v", entries)
			}
		})
	}
}

func TestPublishRefusesForeignFolder(t *testing.T) {
	fsys := afero.NewOsFs()
	home := t.TempDir()
	put(t, fsys, filepath.Join(home, "letters", "love.txt"), "dear")
	if err := Publish(fsys, tree(t, "a"), home); !errors.Is(err, ErrForeign) {
		t.Fatalf("published over somebody's folder: %v", err)
	}
	if got := contents(t, fsys, home); got["letters/love.txt"] != "dear" || len(got) != 1 {
		t.Fatalf("touched somebody's folder: %v", got)
	}
	file := filepath.Join(t.TempDir(), "public")
	put(t, fsys, file, "a file")
	if err := Publish(fsys, tree(t, "a"), file); !errors.Is(err, ErrForeign) {
		t.Fatalf("published over a file: %v", err)
	}
}

func TestPublishCarriesWhatIsNotOurs(t *testing.T) {
	fsys := afero.NewOsFs()
	public := filepath.Join(t.TempDir(), "public")
	put(t, fsys, filepath.Join(public, ".git", "HEAD"), "ref: refs/heads/pages\n")
	put(t, fsys, filepath.Join(public, "CNAME"), "news.example\n")
	if err := os.Symlink("HEAD", filepath.Join(public, ".git", "link")); err != nil {
		t.Skip("no symbolic links here")
	}
	for _, v := range []string{"a", "b"} {
		if err := Publish(fsys, tree(t, v), public); err != nil {
			t.Fatal(err)
		}
	}
	got := contents(t, fsys, public)
	if got[".git/HEAD"] != "ref: refs/heads/pages\n" || got["CNAME"] != "news.example\n" || got["only-in-b"] == "" || got["only-in-a"] != "" {
		t.Fatalf("after two builds: %v", got)
	}
	if place, err := os.Readlink(filepath.Join(public, ".git", "link")); place != "HEAD" {
		t.Errorf("the symbolic link became %q, %v", place, err)
	}
}

func TestPublishThroughSymbolicLink(t *testing.T) {
	fsys := afero.NewOsFs()
	dir := t.TempDir()
	real, link := filepath.Join(dir, "www"), filepath.Join(dir, "public")
	if err := os.Mkdir(real, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Skip("no symbolic links here")
	}
	if err := Publish(fsys, tree(t, "a"), link); err != nil {
		t.Fatal(err)
	}
	is(t, fsys, real, "a")
	if info, _ := os.Lstat(link); info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link was replaced by a folder")
	}
}

// An exchange in two steps that was killed between them leaves the old tree under another name.
func TestPublishRecoversHalfAnExchange(t *testing.T) {
	fsys := afero.NewOsFs()
	public := filepath.Join(t.TempDir(), "public")
	if err := Publish(fsys, tree(t, "a"), public); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(public, beside(public, oldMark)); err != nil {
		t.Fatal(err)
	}
	if err := (disk{fsys}).recover(public); err != nil {
		t.Fatal(err)
	}
	is(t, fsys, public, "a")
}

const victim = "TIMELINE_TEST_PUBLISH"

func TestMain(m *testing.M) {
	if public := os.Getenv(victim); public != "" {
		publishForever(public)
	}
	os.Exit(m.Run())
}

// publishForever publishes one version after the other until it is killed, and at most for a minute.
func publishForever(public string) {
	t := &testing.T{}
	a, b := tree(t, "a"), tree(t, "b")
	fmt.Println("ready")
	for start := time.Now(); time.Since(start) < time.Minute; a, b = b, a {
		if err := Publish(afero.NewOsFs(), a, public); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	os.Exit(0)
}

func TestPublishKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes")
	}
	fsys := afero.NewOsFs()
	public := filepath.Join(t.TempDir(), "public")
	if err := Publish(fsys, tree(t, "a"), public); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for range 40 {
		killOne(t, public)
		seen[is(t, fsys, public, "a", "b")]++
	}
	if err := Publish(fsys, tree(t, "a"), public); err != nil {
		t.Fatal(err)
	}
	entries, _ := os.ReadDir(filepath.Dir(public))
	if len(entries) != 1 {
		t.Errorf("the next build left %v beside public", entries)
	}
	t.Logf("after 40 kills: %v", seen)
}

// killOne starts a publisher and kills it within 60 ms of its first publication.
func killOne(t *testing.T, public string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), victim+"="+public)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ready := make([]byte, 6)
	if _, err := out.Read(ready); err != nil || string(ready[:5]) != "ready" {
		t.Fatalf("the publisher said %q, %v", ready, err)
	}
	time.Sleep(time.Duration(rand.IntN(60)) * time.Millisecond)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatalf("the publisher ended by itself: %v", err)
	}
	_ = cmd.Wait()
}

package preview

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/afero"
)

// start serves a site whose only page says what is in dir/a.md.
func start(t *testing.T, dir string, poll time.Duration) (url string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Watch: []string{dir}, Poll: poll, Build: func(context.Context) (Site, error) {
		data, err := os.ReadFile(filepath.Join(dir, "a.md"))
		if err != nil {
			return Site{}, errors.New("a.md is gone")
		}
		files := afero.NewMemMapFs()
		page := "<!doctype html><meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'\"><body>" + string(data) + "</body>"
		for name, text := range map[string]string{"index.html": page, "events/x/index.html": page, "404.html": "<body>lost</body>", "a.css": "p{}"} {
			if err := afero.WriteFile(files, name, []byte(text), 0o644); err != nil {
				return Site{}, err
			}
		}
		if strings.Contains(string(data), "bad") {
			return Site{Files: files, Problems: []Problem{{Where: "a.md:1:1", Message: "it is bad", Severity: "error"}}}, nil
		}
		return Site{Files: files}, nil
	}}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		<-done
	})
	return "http://" + l.Addr().String()
}

func get(t *testing.T, url string) (status int, body string) {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(data)
}

func save(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// builds returns the numbers of the builds as a browser is told of them.
func builds(t *testing.T, url string) <-chan string {
	t.Helper()
	r, err := http.Get(url + eventsPath)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Body.Close() })
	numbers := make(chan string, 16)
	go func() {
		lines := bufio.NewScanner(r.Body)
		for lines.Scan() {
			if n, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				numbers <- n
			}
		}
		close(numbers)
	}()
	return numbers
}

func wait(t *testing.T, numbers <-chan string, want string) {
	t.Helper()
	end := time.After(10 * time.Second)
	for {
		select {
		case n := <-numbers:
			if n == want {
				return
			}
		case <-end:
			t.Fatalf("no build %s within ten seconds", want)
		}
	}
}

func TestServesAndReloads(t *testing.T) {
	for name, poll := range map[string]time.Duration{"told by the system": time.Minute, "by polling": 20 * time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, "a.md")
			save(t, file, "one")
			url := start(t, dir, poll)
			numbers := builds(t, url)
			wait(t, numbers, "1")
			if _, body := get(t, url); !strings.Contains(body, "one") || !strings.Contains(body, scriptPath) || !strings.Contains(body, "connect-src 'self'") {
				t.Fatalf("first page: %s", body)
			}

			// An editor that saves by putting a new file in the place of the old one.
			save(t, filepath.Join(dir, ".a.md.new"), "two")
			if err := os.Rename(filepath.Join(dir, ".a.md.new"), file); err != nil {
				t.Fatal(err)
			}
			wait(t, numbers, "2")
			waitFor(t, func() bool { _, body := get(t, url); return strings.Contains(body, "two") })

			// A broken file shows its problems over the page.
			save(t, file, "bad thing")
			waitFor(t, func() bool { return strings.Contains(problems(t, url), "it is bad") })

			// A failed build keeps the page that was there.
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
			waitFor(t, func() bool { return strings.Contains(problems(t, url), "a.md is gone") })
			if _, body := get(t, url); !strings.Contains(body, "bad thing") {
				t.Errorf("after a failed build: %s", body)
			}
			save(t, file, "four")
			waitFor(t, func() bool { return problems(t, url) == "[]" })
		})
	}
}

func problems(t *testing.T, url string) string {
	t.Helper()
	_, body := get(t, url+problemsPath)
	var r struct{ Problems json.RawMessage }
	if err := json.Unmarshal([]byte(body), &r); err != nil {
		t.Fatal(err)
	}
	return string(r.Problems)
}

func waitFor(t *testing.T, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("not within ten seconds")
		}
	}
}

func TestNewFoldersAreWatched(t *testing.T) {
	dir := t.TempDir()
	save(t, filepath.Join(dir, "a.md"), "one")
	url := start(t, dir, time.Minute)
	numbers := builds(t, url)
	wait(t, numbers, "1")
	sub := filepath.Join(dir, "sub")
	if err := os.Mkdir(sub, 0o755); err != nil {
		t.Fatal(err)
	}
	save(t, filepath.Join(sub, "b.md"), "x")
	wait(t, numbers, "2")
	save(t, filepath.Join(sub, "b.md"), "longer")
	wait(t, numbers, "3")
}

func TestAddresses(t *testing.T) {
	dir := t.TempDir()
	save(t, filepath.Join(dir, "a.md"), "one")
	url := start(t, dir, time.Minute)
	for path, want := range map[string]string{
		"/": "200 one", "/index.html": "200 one", "/events/x/": "200 one", "/events/x": "200 one", "/events/x/index.html": "200 one",
		"/a.css": "200 p{}", "/none": "404 lost", "/../../etc/passwd": "404 lost", "/%2e%2e/%2e%2e/etc/passwd": "404 lost", "/events": "404 lost",
	} {
		status, body := get(t, url+path)
		if got := fmt.Sprint(status, " ", body); !strings.HasPrefix(got, want[:4]) || !strings.Contains(got, want[4:]) {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	r, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "evil.example"
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusForbidden {
		t.Errorf("a page elsewhere can read the preview: %s", answer.Status)
	}
}

package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spf13/afero"
)

// screen is a stream that one goroutine writes and another reads.
type screen struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func onDisk(out, errs io.Writer) *app {
	return &app{
		fs: afero.NewOsFs(), stdin: strings.NewReader(""), stdout: out, stderr: errs,
		now: time.Now, program: func() string { return "test" },
	}
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within thirty seconds: %s", what)
		}
	}
}

func page(t *testing.T, url string) string {
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
	return string(data)
}

// TestServe previews a project, changes it, breaks it, mends it, and ends it.
func TestServe(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "proj")
	if code := onDisk(io.Discard, io.Discard).main(t.Context(), []string{"new", dir}); code != exitDone {
		t.Fatal("no project")
	}
	ctx, stop := context.WithCancel(t.Context())
	var out, errs screen
	ended := make(chan int, 1)
	go func() { ended <- onDisk(&out, &errs).main(ctx, []string{"serve", "-C", dir, "--addr", "127.0.0.1:0"}) }()
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+/`)
	eventually(t, "the address is told", func() bool { return address.MatchString(out.String()) })
	url := address.FindString(out.String())

	var second screen
	port := strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/")
	if code := onDisk(io.Discard, &second).main(t.Context(), []string{"serve", "-C", dir, "--addr", port}); code != exitEnvironment ||
		!strings.Contains(second.String(), "another program is using "+port) || !strings.Contains(second.String(), "hint:") {
		t.Errorf("a port in use: exit code %d\n%s", code, second.String())
	}

	eventually(t, "the site is served", func() bool { return strings.Contains(page(t, url), "The harbour bridge") })
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("a preview wrote public/")
	}
	article := filepath.Join(dir, "content", "sources", "storm.md")
	save := func(text string) {
		if err := os.WriteFile(article, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	save("A storm damaged the pier of Port Ellery on May 3, 2015.\n")
	eventually(t, "a new article is shown", func() bool { return strings.Contains(page(t, url), "A storm damaged the pier") })
	save("---\ntitel: T\n---\nA storm damaged the pier of Port Ellery on May 3, 2015.\n")
	eventually(t, "a mistake is shown", func() bool {
		problems := page(t, url+"_preview/problems.json")
		return strings.Contains(problems, "content/sources/storm.md:2:1") && strings.Contains(problems, "did you mean title?")
	})
	if err := os.Remove(article); err != nil {
		t.Fatal(err)
	}
	eventually(t, "a removed article is gone", func() bool {
		return !strings.Contains(page(t, url), "A storm damaged the pier") && strings.Contains(page(t, url+"_preview/problems.json"), `"problems":[]`)
	})
	stop()
	if code := <-ended; code != exitDone {
		t.Errorf("ended with exit code %d\n%s", code, errs.String())
	}
}

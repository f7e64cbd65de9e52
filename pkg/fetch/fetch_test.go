package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

func serve(t *testing.T, pages map[string]http.HandlerFunc) string {
	t.Helper()
	mux := http.NewServeMux()
	for path, h := range pages {
		mux.HandleFunc(path, h)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

func says(kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		fmt.Fprint(w, body)
	}
}

func client() *Client {
	return &Client{Private: true, Wait: func(context.Context, time.Duration) error { return nil }}
}

func TestGet(t *testing.T) {
	url := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": says("text/plain", "User-agent: *\nDisallow: /private\nAllow: /private/open\n"),
		"/a":          says("text/html; charset=windows-1251", "<p>\xea\xe8\xe5\xe2</p>"),
		"/meta":       says("text/html", "<meta charset=iso-8859-1><p>caf\xe9</p>"),
		"/lie":        says("text/html; charset=utf-8", "<p>caf\xe9</p>"),
		"/moved":      func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/a", http.StatusFound) },
		"/private/":   says("text/html", "secret"),
		"/pdf":        says("application/pdf", "%PDF"),
		"/gone":       func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusGone) },
		"/loop": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/loop?"+r.URL.RawQuery+"x", http.StatusFound)
		},
		"/file": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		},
		"/hidden": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/private/x", http.StatusFound) },
		"/bomb":   bomb,
	})
	for _, c := range []struct{ path, want, wrong string }{
		{"/a", "<p>киев</p>", ""},
		{"/meta", "<meta charset=iso-8859-1><p>café</p>", ""},
		{"/lie", "<p>caf\uFFFD</p>", ""},
		{"/moved", "<p>киев</p>", ""},
		{"/private/open", "secret", ""},
		{"/private/x", "", "robots.txt"},
		{"/hidden", "", "robots.txt"},
		{"/pdf", "", "not a page of text but application/pdf"},
		{"/gone", "", "410 Gone"},
		{"/loop", "", "more than 5 redirects"},
		{"/file", "", "redirect to the scheme file"},
		{"/bomb", "", "larger than 16 MB"},
	} {
		p, err := client().Get(t.Context(), url+c.path)
		switch {
		case c.wrong == "" && (err != nil || string(p.Data) != c.want):
			t.Errorf("%s: %q, %v", c.path, p.Data, err)
		case c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)):
			t.Errorf("%s: %v, want %s", c.path, err, c.wrong)
		}
		var ours *Error
		if err != nil && (!errors.As(err, &ours) || ours.Hint == "") {
			t.Errorf("%s: no hint in %v", c.path, err)
		}
	}
}

// packed is a few kilobytes that unpack to more than a page may have.
var packed = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	zeros := make([]byte, 1<<20)
	for range maxBytes>>20 + 2 {
		_, _ = z.Write(zeros)
	}
	_ = z.Close()
	return b.Bytes()
})

func bomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	w.Header().Set("Content-Encoding", "gzip")
	_, _ = w.Write(packed())
}

func TestRefusesPrivateAddresses(t *testing.T) {
	url := serve(t, map[string]http.HandlerFunc{"/": says("text/html", "x")})
	for _, address := range []string{url, strings.Replace(url, "127.0.0.1", "localhost", 1), "http://[::1]:9/", "http://169.254.169.254/", "http://10.0.0.1/", "http://0.0.0.0/"} {
		if _, err := (&Client{}).Get(t.Context(), address); err == nil || !strings.Contains(err.Error(), "private network") {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, address := range []string{"file:///etc/passwd", "ftp://x/", "http://", "x", ""} {
		if _, err := client().Get(t.Context(), address); err == nil {
			t.Errorf("%q was fetched", address)
		}
	}
}

func TestWaitsBetweenRequestsToAHost(t *testing.T) {
	url := serve(t, map[string]http.HandlerFunc{"/a": says("text/html", "x")})
	waits := 0
	c := &Client{Private: true, Wait: func(context.Context, time.Duration) error { waits++; return nil }}
	for range 2 {
		if _, err := c.Get(t.Context(), url+"/a"); err != nil {
			t.Fatal(err)
		}
	}
	if waits != 2 { // robots.txt, the page, the page again
		t.Errorf("waited %d times", waits)
	}
}

func TestRobots(t *testing.T) {
	const file = "User-agent: a\nUser-agent: *\nDisallow: /x/\nAllow: /x/y$\nDisallow: /*.pdf$ # no\n\nUser-agent: other\nDisallow: /\n"
	for path, want := range map[string]bool{"/": true, "/x/": false, "/x/y": true, "/x/yz": false, "/b.pdf": false, "/b.pdfx": true} {
		if got := parseRobots(strings.NewReader(file)).allows(path, ""); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
	ours := "User-agent: *\nDisallow: /\nUser-agent: " + Agent + "\nDisallow:\n"
	if !parseRobots(strings.NewReader(ours)).allows("/a", "") {
		t.Error("a group of our own does not count")
	}
}

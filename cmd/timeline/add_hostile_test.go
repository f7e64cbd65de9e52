package main

import (
	"compress/gzip"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"runtime"
	"strings"
	"testing"

	"github.com/spf13/afero"
)

// hostile is a page or feed that means harm, and what is said about it; "" when it is an article all the same.
type hostile struct {
	name, said string
	serve      http.HandlerFunc
}

func writes(kind string, body func(w http.ResponseWriter)) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		body(w)
	}
}

func repeats(kind, before, part string, n int, after string) http.HandlerFunc {
	return writes(kind, func(w http.ResponseWriter) {
		fmt.Fprint(w, before)
		block := strings.Repeat(part, 1000)
		for range n / 1000 {
			if _, err := fmt.Fprint(w, block); err != nil {
				return // the client has enough
			}
		}
		fmt.Fprint(w, after)
	})
}

func redirects(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, strings.Replace(to, "PATH", r.URL.Path, 1)+"x"+r.URL.RawQuery, http.StatusFound)
	}
}

func hostilePages() []hostile {
	const prose = "<p>The mayor closed the harbour bridge of Port Ellery on June 1, 2014, and went home by boat.</p>"
	const entities = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>`
	return []hostile{
		{"100 MB of HTML", "larger than 16 MB", repeats("text/html", "<html><body>", strings.Repeat("<p>word ", 128), 100_000, "")},
		{"ten thousand nested tags", "", repeats("text/html", "<html><body><h1>Deep</h1>", "<div>", 10_000, prose)},
		{"a million nested tags", "", repeats("text/html", "<html><body><h1>Deeper</h1>", "<b>", 1_000_000, prose)},
		{"a heading that never closes", "", repeats("text/html", "<html><body><h1>Open<h2>", "<b>x </b>", 200_000, "</h2></h1><p>The gate of Port Ellery was painted on June 9, 2014, said the mayor.</p>")},
		{"a gzip bomb", "larger than 16 MB", writes("text/html", func(w http.ResponseWriter) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			zeros := make([]byte, 1<<20)
			for range 100 {
				_, _ = z.Write(zeros)
			}
			_ = z.Close()
		})},
		{"endless redirects", "more than 5 redirects", redirects("PATH?")},
		{"a redirect to a file", "a redirect to the scheme file", redirects("file:///etc/passwd?")},
		{"a title that climbs", "", writes("text/html", func(w http.ResponseWriter) {
			fmt.Fprint(w, "<title>../../../etc/passwd</title><meta property=og:site_name content='..\\..\\x'><h1>../../../etc/passwd</h1>"+prose)
		})},
		{"a title that writes YAML", "", writes("text/html", func(w http.ResponseWriter) {
			fmt.Fprint(w, "<title>x\n---\npublish: full\n</title><h1>&quot;: [\n---\npublish: full</h1>"+strings.Replace(prose, "June 1", "June 2", 1))
		})},
		{"a charset that lies", "", writes("text/html; charset=utf-8", func(w http.ResponseWriter) {
			fmt.Fprint(w, "<meta charset=utf-16><h1>Caf\xe9 shut</h1><p>The caf\xe9 on the quay of Port Ellery was shut on July 3, 2014, its owner said.</p>")
		})},
		{"bytes that are no text", "not a page of text but application/octet-stream", repeats("application/octet-stream", "", "\x00\xff", 100_000, "")},
		{"a feed of 100,000 items", "the first 2 are looked at", repeats("application/rss+xml", `<rss version="2.0"><channel>`,
			"<item><link>http://127.0.0.1:1/x</link></item>", 100_000, "</channel></rss>")},
		{"a feed of entities", "the feed lists no articles", writes("application/rss+xml", func(w http.ResponseWriter) {
			fmt.Fprint(w, entities+`<rss version="2.0"><channel><item><title>&c;&c;&c;</title><description>&d;</description></item></channel></rss>`)
		})},
		{"a feed of files", "not an http or https address", writes("application/rss+xml", func(w http.ResponseWriter) {
			fmt.Fprint(w, `<rss version="2.0"><channel><item><link>file:///etc/passwd</link></item></channel></rss>`)
		})},
		{"a feed that never closes", "not a feed that can be read", repeats("application/rss+xml", `<rss version="2.0"><channel>`, "<item><a>", 100_000, "")},
	}
}

// TestAddHostile adds what means harm. Each ends with words that a person understands, in memory that the largest page
// allowed needs anyway, and nothing is written but articles (and the schemas beside them, which are ours).
func TestAddHostile(t *testing.T) {
	d := newNewsroom(t)
	d.says("/robots.txt", "text/plain", "")
	before := tree(t, d.fs)
	for i, h := range hostilePages() {
		if testing.Short() && strings.Contains(h.name, "100,000") {
			continue // the race detector makes seconds of it a minute
		}
		t.Run(h.name, func(t *testing.T) {
			path := fmt.Sprintf("/page%d", i)
			d.mu.Lock()
			d.pages[path] = h.serve
			d.mu.Unlock()
			articles := len(d.sources(t))
			var m0, m1 runtime.MemStats
			runtime.ReadMemStats(&m0)
			out, errs, code := d.run("add", "--private", "--limit", "2", d.url+path)
			runtime.ReadMemStats(&m1)
			if used := (m1.TotalAlloc - m0.TotalAlloc) >> 20; used > 1500 {
				t.Errorf("it took %d MB in all", used)
			}
			switch wrote := len(d.sources(t)) - articles; {
			case h.said == "" && (code != 0 || wrote != 1):
				t.Errorf("exit code %d, %d articles\n%s%s", code, wrote, out, errs)
			case h.said != "" && (code != 1 || wrote != 0):
				t.Errorf("exit code %d, %d articles\n%s%s", code, wrote, out, errs)
			}
			has(t, "what is said", errs, h.said)
		})
	}
	for name := range tree(t, d.fs) {
		if _, was := before[name]; !was && path.Dir(name) != "content/sources" && !strings.HasPrefix(name, ".cache/") {
			t.Errorf("%s was written", name)
		}
	}
	for name, data := range before {
		if d.read(t, name) != data {
			t.Errorf("%s was changed", name)
		}
	}
	if _, errs, code := d.run("build", "--strict"); code != 0 {
		t.Errorf("the project does not build any more: %s", errs)
	}
}

func tree(t *testing.T, fsys afero.Fs) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := afero.Walk(fsys, ".", func(name string, info fs.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		data, err := afero.ReadFile(fsys, name)
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

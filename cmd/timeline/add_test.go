package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spf13/afero"
)

// newsroom is a project in memory, and a server on loopback to add articles from.
type newsroom struct {
	fs  afero.Fs
	url string
	in  string // standard input of the next command

	mu    sync.Mutex
	pages map[string]http.HandlerFunc
	asked map[string]int
}

func newNewsroom(t *testing.T) *newsroom {
	t.Helper()
	d := &newsroom{fs: afero.NewMemMapFs(), pages: map[string]http.HandlerFunc{}, asked: map[string]int{}}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.mu.Lock()
		d.asked[r.URL.Path]++
		page := d.pages[r.URL.Path]
		d.mu.Unlock()
		if page == nil {
			http.NotFound(w, r)
			return
		}
		page(w, r)
	}))
	t.Cleanup(s.Close)
	d.url = s.URL
	if _, _, code := d.run("new", "."); code != 0 {
		t.Fatal("new failed")
	}
	return d
}

// says serves a text; $URL in it stands for the server.
func (d *newsroom) says(path, kind, body string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pages[path] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		fmt.Fprint(w, strings.ReplaceAll(body, "$URL", d.url))
	}
}

func (d *newsroom) run(args ...string) (stdout, stderr string, code int) {
	var out, errs bytes.Buffer
	code = d.app(&out, &errs).main(context.Background(), args)
	return out.String(), errs.String(), code
}

func (d *newsroom) app(stdout, stderr *bytes.Buffer) *app {
	return &app{
		fs: d.fs, stdin: strings.NewReader(d.in), stdout: stdout, stderr: stderr, program: func() string { return "test" },
		now:  func() time.Time { return time.Date(2016, 10, 1, 0, 0, 0, 0, time.UTC) },
		wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
}

// sources lists the articles of the project beside those that it started with.
func (d *newsroom) sources(t *testing.T) []string {
	t.Helper()
	files, err := afero.Glob(d.fs, "content/sources/*")
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(files, func(f string) bool {
		return slices.Contains([]string{"gazette-ferry.txt", "courier-bridge-closed.md", "radio-report.txt"}, filepath.Base(f))
	})
}

func (d *newsroom) read(t *testing.T, name string) string {
	t.Helper()
	data, err := afero.ReadFile(d.fs, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func has(t *testing.T, what, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%s: no %q in\n%s", what, w, text)
		}
	}
}

// newsPage is a news page of three sentences of its own.
func newsPage(title, meta, first string) string {
	return "<html lang=en><head><title>" + title + " | Harbour Post</title><meta property=og:site_name content=\"Harbour Post\">" + meta +
		"</head><body><article><h1>" + title + "</h1><p>" + first + "</p><p>People who live near the quay had waited for " + title +
		" all year, and said so to our reporter.</p><p>The council will speak about " + title + " again when the accounts are done.</p></article></body></html>"
}

func onDay(day string) string {
	return `<meta property="article:published_time" content="` + day + `">`
}

// serveFeed serves a feed of four articles, one of which is missing and one closed to programs.
func (d *newsroom) serveFeed() {
	d.says("/robots.txt", "text/plain", "User-agent: *\nDisallow: /closed\n")
	d.says("/feed.xml", "application/rss+xml", `<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>
<item><title>A crane</title><link>$URL/crane</link><pubDate>Fri, 28 Mar 2014 23:30:00 -0400</pubDate></item>
<item><title>A quay</title><link>/quay?utm_source=rss</link><pubDate>Sat, 29 Mar 2014 10:00:00 GMT</pubDate></item>
<item><title>A buoy</title><link>$URL/buoy</link></item>
<item><title>A safe</title><link>$URL/closed/safe</link></item>
</channel></rss>`)
	d.says("/crane", "text/html", newsPage("A crane fell", "", "A crane fell into the harbour of Port Ellery on Thursday evening, and nobody was hurt."))
	d.says("/quay", "text/html", newsPage("The quay was sold", onDay("2014-01-02"), "The Harbour Board sold the east quay on Wednesday for two million."))
}

// A feed is read politely, each failure is told with its reason, and a second run does only what the first one left.
func TestAddFeed(t *testing.T) {
	d := newNewsroom(t)
	d.serveFeed()
	out, errs, code := d.run("add", "--private", d.url+"/feed.xml")
	if code != 1 {
		t.Errorf("exit code %d", code)
	}
	has(t, "the summary", out, "Added 2 articles; 0 here already; 2 failed.", d.url+"/buoy: the server answers 404 Not Found",
		d.url+"/closed/safe: the site asks programs not to read it (robots.txt)",
		"harbour-post-2014-03-28-a-crane-fell tells 1 event:\n  new   27 March 2014 A crane fell into the harbour")
	has(t, "what is known", out, "published  2014-03-28T23:30:00-04:00 (the feed that lists it)", "language   en", "publisher  Harbour Post")
	has(t, "warnings", errs, "published 2014-01-02 (the page's metadata (article:published_time)), but the feed says 2014-03-29")
	has(t, "the file", d.read(t, "content/sources/harbour-post-2014-03-28-a-crane-fell.md"), "url: \""+d.url+"/crane\"")

	d.says("/buoy", "text/html", newsPage("A buoy sank", onDay("2014-03-30"), "A buoy sank off Port Ellery on Saturday in a storm."))
	out, _, code = d.run("add", "--private", d.url+"/feed.xml")
	if code != 1 || d.asked["/crane"] != 1 || d.asked["/quay"] != 1 {
		t.Errorf("exit code %d, asked for %v", code, d.asked)
	}
	has(t, "the second run", out, "Added 1 article; 2 here already; 1 failed.", "A buoy sank off Port Ellery")
	if n := len(d.sources(t)); n != 3 {
		t.Errorf("%d articles", n)
	}
	if _, errs, code := d.run("build", "--strict"); code != 0 {
		t.Errorf("build: %d\n%s", code, errs)
	}
}

func TestAddAtomAndSavedFeeds(t *testing.T) {
	d := newNewsroom(t)
	d.serveFeed()
	atom := `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A crane</title><link href="` + d.url + `/crane"/><author><name>Ida Pen</name></author>
<published>2014-03-28T23:30:00-04:00</published></entry><entry><title>The feed itself</title><link href="` + d.url + `/feed.xml"/></entry></feed>`
	d.says("/atom", "text/xml", atom)
	out, errs, code := d.run("add", "--private", d.url+"/atom", d.url+"/crane")
	has(t, "atom", out+errs, "Added 1 article; 1 here already; 1 failed.", "author     Ida Pen", "a feed in a feed")
	if code != 1 {
		t.Errorf("exit code %d", code)
	}
	write(t, d.fs, "saved.rss", strings.Replace(atom, "<entry>", "<entry><link href=\"file:///etc/passwd\"/></entry><entry>", 1))
	out, _, _ = d.run("add", "--private", "saved.rss")
	has(t, "saved", out, "Added 0 articles; 1 here already; 2 failed.", "file:///etc/passwd: not an http or https address")
	out, errs, code = d.run("add", "--private", "--limit", "1", d.url+"/atom")
	has(t, "limited", out+errs, "1 here already; 0 failed.", "the feed lists 2 articles; the first 1 are looked at")
	if code != 0 {
		t.Errorf("exit code %d", code)
	}
	if _, _, code := d.run("add", "--limit", "0", "saved.rss"); code != 2 {
		t.Errorf("exit code %d", code)
	}
}

// A list of addresses comes from a file or from standard input; one article at two addresses, or printed twice, is one.
func TestAddList(t *testing.T) {
	d := newNewsroom(t)
	d.serveFeed()
	canonical := `<link rel="canonical" href="https://post.example/2014/mast">` + onDay("2014-05-07")
	d.says("/mast", "text/html", newsPage("A mast broke", canonical, "The mast of the ferry broke on Tuesday, off Port Ellery."))
	d.says("/amp/mast", "text/html", newsPage("A mast broke", canonical, "The mast of the ferry broke on Tuesday, off Port Ellery."))
	d.says("/wire", "text/html", newsPage("A mast broke", onDay("2014-05-07"), "Another paper printed what the agency sent to all."))
	d.in = "# the ferry\n\n" + d.url + "/mast\n" + d.url + "/amp/mast\n" + d.url + "/wire\n" + d.url + "/mast?utm_medium=mail\n"
	out, errs, code := d.run("add", "--private", "--dry-run", "-")
	if code != 0 || len(d.sources(t)) != 0 {
		t.Errorf("a dry run: %d, %v\n%s", code, d.sources(t), errs)
	}
	has(t, "a dry run", out, "Would write content/sources/", "Would add 2 articles; 2 here already; 0 failed.", "new   6 May 2014 The mast of the ferry broke")

	write(t, d.fs, "links.txt", d.in)
	out, _, code = d.run("add", "--private", "links.txt")
	if code != 0 || len(d.sources(t)) != 2 {
		t.Errorf("a list: %d, %v", code, d.sources(t))
	}
	has(t, "a list", out, "Added 2 articles; 2 here already; 0 failed.", "/amp/mast is here already: content/sources/harbour-post-2014-05-07-a-mast-broke.md (the same address)")
	again := strings.ReplaceAll(newsPage("A mast broke", "", "The mast of the ferry broke on Tuesday, off Port Ellery."), "Harbour Post", "Radio")
	write(t, d.fs, "again.html", again)
	out, _, _ = d.run("add", "again.html")
	has(t, "the same words", out, "(the same words)")

	d.in = "not an address\n"
	if _, errs, code := d.run("add", "-"); code != 2 {
		t.Errorf("%d %s", code, errs)
	}
}

func write(t *testing.T, fsys afero.Fs, name, data string) {
	t.Helper()
	if err := afero.WriteFile(fsys, name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// A run that is interrupted keeps what it has added, says so, and the next one goes on.
func TestAddInterrupted(t *testing.T) {
	d := newNewsroom(t)
	d.serveFeed()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	d.mu.Lock()
	d.pages["/quay"] = func(w http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}
	d.mu.Unlock()
	var out, errs bytes.Buffer
	a := d.app(&out, &errs)
	if code := a.main(ctx, []string{"add", "--private", d.url + "/crane", d.url + "/quay", d.url + "/buoy"}); code != 3 {
		t.Errorf("exit code %d", code)
	}
	has(t, "what is said", out.String()+errs.String(), "Added 1 article; 0 here already; 0 failed.", "interrupted after 1 article", "the same command goes on where this one ended")
	if n := len(d.sources(t)); n != 1 {
		t.Errorf("%d articles", n)
	}
	d.serveFeed()
	text, _, _ := d.run("add", "--private", d.url+"/crane", d.url+"/quay", d.url+"/buoy")
	has(t, "the next run", text, "Added 1 article; 1 here already; 1 failed.")
	if d.asked["/crane"] != 1 {
		t.Errorf("asked again: %v", d.asked)
	}
}

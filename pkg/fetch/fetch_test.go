package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
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
	// No test depends on how fast the machine is.
	return &Client{Private: true, Timeout: time.Hour, Wait: func(context.Context, time.Duration) error { return nil }}
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
		"/endless": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 1<<20)); err != nil {
					return
				}
			}
		},
		"/feed": says("application/rss+xml", "<?xml version='1.0'?><!-- x --><rss version='2.0'><channel/></rss>"),
		"/soup": says("text/html", "<rss version='2.0'><channel/></rss>"),
		"/xml":  says("application/xml", "<stock><rss/></stock>"),
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
		{"/endless", "", "larger than 16 MB"},
		{"/feed", "<?xml version='1.0'?><!-- x --><rss version='2.0'><channel/></rss>", ""},
		{"/soup", "<rss version='2.0'><channel/></rss>", ""},
		{"/xml", "", "not a page of text but application/xml"},
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
	for _, address := range []string{url, strings.Replace(url, "127.0.0.1", "localhost", 1), "http://[::1]:9/", "http://169.254.169.254/", "http://10.0.0.1/", "http://0.0.0.0/",
		"http://0.1.2.3/", "http://[::ffff:127.0.0.1]:9/", "http://[::ffff:a9fe:a9fe]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[fd00::1]/", "http://[fe80::1]/", "http://100.64.0.1/", "http://198.18.0.1/", "http://240.0.0.1/"} {
		if _, err := (&Client{}).Get(t.Context(), address); err == nil || !strings.Contains(err.Error(), "private network") {
			t.Errorf("%s: %v", address, err)
		}
	}
	// Numbers are names to some resolvers and addresses to others: in neither case is the machine reached.
	port := url[strings.LastIndex(url, ":"):]
	for _, host := range []string{"2130706433", "0x7f000001", "0177.0.0.1", "127.1"} {
		if _, err := (&Client{}).Get(t.Context(), "http://"+host+port+"/"); err == nil {
			t.Errorf("%s was fetched", host)
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

// Redirects within a host are requests, too.
func TestWaitsBetweenRedirects(t *testing.T) {
	url := serve(t, map[string]http.HandlerFunc{
		"/a": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/b", http.StatusFound) },
		"/b": says("text/html", "x"),
	})
	waits := 0
	c := client()
	c.Wait = func(_ context.Context, d time.Duration) error {
		if waits++; d != time.Second {
			t.Errorf("waits %s", d)
		}
		return nil
	}
	if _, err := c.Get(t.Context(), url+"/a"); err != nil || waits != 2 {
		t.Errorf("waited %d times, %v", waits, err)
	}
}

// A redirect to the inside is refused where it leads, although the first address is open.
func TestRefusesPrivateAddressesAfterRedirects(t *testing.T) {
	inside := false
	url := serve(t, map[string]http.HandlerFunc{
		"/inside": func(http.ResponseWriter, *http.Request) { inside = true },
		"/a": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://"+strings.Replace(r.Host, "127.0.0.1", "127.0.0.2", 1)+"/inside", http.StatusFound)
		},
	})
	c := client()
	c.Private = false
	c.open = func(ip netip.Addr) bool { return ip == netip.AddrFrom4([4]byte{127, 0, 0, 1}) }
	if _, err := c.Get(t.Context(), url+"/a"); err == nil || inside || !strings.Contains(err.Error(), "private network") {
		t.Errorf("%v", err)
	}
	for address, want := range map[string]bool{
		"93.184.215.14:80": true, "[2606:2800:21f:cb07::1]:443": true, "8.8.8.8:80": true,
		"127.0.0.1:80": false, "[::1]:80": false, "192.168.1.1:80": false, "172.16.0.1:443": false, "169.254.169.254:80": false,
		"[::ffff:10.0.0.1]:80": false, "[fe80::1%eth0]:80": false, "224.0.0.1:80": false, "255.255.255.255:80": false, "0.0.0.0:80": false,
	} {
		// The check is made for each connection, with the address that is dialled: after DNS, and after redirects.
		if err := (&Client{}).control("tcp", address, nil); (err == nil) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestFeed(t *testing.T) {
	const rss = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss version="2.0"><channel><item><title>&b; T</title><link>/a</link><pubDate>Fri, 28 Mar 2014 23:30:00 -0400</pubDate></item>
<item><title>No link</title></item><item><guid>https://z.example/c</guid></item><item><link>https://y.example/b</link><pubDate>28 March 2014</pubDate></item></channel></rss>`
	items, err := Feed([]byte(rss), "https://x.example/feed/")
	if err != nil || len(items) != 3 || items[1].URL != "https://z.example/c" {
		t.Fatalf("%v, %v", items, err)
	}
	if i := items[0]; i.URL != "https://x.example/a" || i.Published != "2014-03-28T23:30:00-04:00" || len(i.Title) > 20 {
		t.Errorf("%+v", i)
	}
	for _, bad := range []string{"", "<rss>", "{", "<rss version='2.0'><channel>" + strings.Repeat("<a>", 100_000), strings.Repeat("x", maxBytes+1)} {
		if items, err := Feed([]byte(bad), ""); err == nil && len(items) > 0 {
			t.Errorf("%.20q is a feed of %d", bad, len(items))
		}
	}
	var many strings.Builder
	many.WriteString("<feed xmlns='http://www.w3.org/2005/Atom'>")
	for n := range 100_000 {
		fmt.Fprintf(&many, "<entry><link href='https://x.example/%d'/></entry>", n)
	}
	many.WriteString("</feed>")
	if items, err := Feed([]byte(many.String()), ""); err != nil || len(items) != 100_000 {
		t.Errorf("%d items, %v", len(items), err)
	}
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte("<rss version='2.0'><channel><item><link>a</link></item></channel></rss>"))
	f.Add([]byte("<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='a'/><published>2014-03-28</published></entry></feed>"))
	f.Add([]byte("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"url\":\"a\"}]}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		items, err := Feed(data, "https://x.example/")
		for _, i := range items {
			if i.URL == "" || err != nil {
				t.Errorf("%+v, %v", i, err)
			}
		}
	})
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

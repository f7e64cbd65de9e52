package timeline

import (
	"net/url"
	"testing"
)

func TestPlainAddress(t *testing.T) {
	for address, want := range map[string]bool{
		"https://e.example/a/b-c_d.html?x=1&y=%20#:~:text=An%20hour": true, "http://e.example": true, "https://e.example/": true,
		"https://E.example//a/../b": true, "https://e.example?": true,
		"": false, "/a": false, "ftp://e.example/": false, "HTTP://e.example/": false, "https:///a": false, "https://": false, "https://?": false,
		"https://me@e.example/": false, "https://e.example:8080/": false, "https://e.example/#": false, "https://e.example/a#b#c": false,
		"https://e.example/%": false, "https://e.example/%4": false, "https://e.example/%zz": false, "https://e.example/a b": false,
		"https://e.example/“": false, "https://e.example/(a)": false, "https://e.example/'": false, " https://e.example/": false, "https://e.example/\n": false,
	} {
		if got := PlainAddress(address); got != want {
			t.Errorf("PlainAddress(%q) = %v", address, got)
		}
	}
}

// FuzzPlainAddress compares the promise with what net/url makes of the address.
func FuzzPlainAddress(f *testing.F) {
	for _, s := range []string{"https://e.example/a?b=%41#c", "http://a.-/%2f/..;//?", "https://e.example/?#?/%20", "https://0/*", "https://e/%2F#%7e", "https://.#a%2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !PlainAddress(s) {
			return
		}
		u, err := url.Parse(s)
		if err != nil || u.Host == "" || u.User != nil || u.String() != s {
			t.Errorf("%q is parsed as %v (%v)", s, u, err)
		}
	})
}

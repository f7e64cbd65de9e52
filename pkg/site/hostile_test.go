package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"path"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// policy is the Content-Security-Policy that every page must carry: nothing inline, nothing from elsewhere.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"

// scriptless is the policy of cards and redirects, which have no script.
const scriptless = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

// TestHostileText looks in every page for what an attacker would want there.
func TestHostileText(t *testing.T) {
	tr := readTree(t, render(t, fixture()))
	for _, name := range tr.names() {
		if bytes.ContainsAny(tr.files[name], "\u202e\u202d\u2066\u2067\x1b\x00") {
			t.Errorf("%s holds a control character", name)
		}
		each(tr.page(name), func(n *html.Node) { checkElement(t, name, n) })
	}
	for name := range tr.files {
		if path.Clean("/"+name) != "/"+name || strings.Contains(name, "..") || strings.ContainsAny(name, "<>\"'") {
			t.Errorf("a file is called %q", name)
		}
	}
}

func checkElement(t *testing.T, page string, n *html.Node) {
	t.Helper()
	switch n.Data {
	case "script":
		kind, _ := attr(n, "type")
		src, linked := attr(n, "src")
		switch {
		case kind == "application/ld+json":
			if !json.Valid([]byte(n.FirstChild.Data)) {
				t.Errorf("%s: JSON-LD is not JSON: %s", page, n.FirstChild.Data)
			}
		case !linked || !strings.HasSuffix(src, "assets/site.js"):
			t.Errorf("%s: a script of its own", page)
		}
	case "img", "iframe", "object", "embed", "style", "base", "form":
		t.Errorf("%s: an element <%s>", page, n.Data)
	}
	for _, a := range n.Attr {
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
			t.Errorf("%s: attribute %s=%q", page, a.Key, a.Val)
		}
		if scheme, _, ok := strings.Cut(strings.ToLower(strings.TrimSpace(a.Val)), ":"); ok && (scheme == "javascript" || scheme == "data" || scheme == "vbscript") {
			t.Errorf("%s: attribute %s=%q", page, a.Key, a.Val)
		}
	}
}

// TestPolicy holds every page to the policy; pages without a script of their own allow none.
func TestPolicy(t *testing.T) {
	tr := readTree(t, render(t, fixture()))
	for _, name := range tr.names() {
		found := false
		each(tr.page(name), func(n *html.Node) {
			if v, _ := attr(n, "http-equiv"); v != "Content-Security-Policy" {
				return
			}
			v, _ := attr(n, "content")
			found = v == policy || v == scriptless
		})
		if !found {
			t.Errorf("%s: no such policy", name)
		}
	}
}

// TestNotFound reads the page of errors as servers show it: for addresses of any depth. Where the site's own address is
// not known it carries its style, and the policy allows that one and no other.
func TestNotFound(t *testing.T) {
	in := fixture()
	page := string(readTree(t, render(t, in)).files["404.html"])
	if !strings.Contains(page, `href="/harbour/assets/site.css"`) || strings.Contains(page, "<style") {
		t.Errorf("with a base URL, links begin at its path:\n%s", page)
	}
	in.Config.BaseURL = ""
	page = html.UnescapeString(string(readTree(t, render(t, in)).files["404.html"]))
	_, style, _ := strings.Cut(page, "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	sum := sha256.Sum256([]byte(style))
	if want := "style-src 'self' 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; style == "" || !strings.Contains(page, want) {
		t.Errorf("the page does not allow its own style %q with %s", style, want)
	}
}

// TestOtherHosts finds whatever a page would fetch from another host by itself.
func TestOtherHosts(t *testing.T) {
	tr := readTree(t, render(t, fixture()))
	for _, name := range tr.names() {
		each(tr.page(name), func(n *html.Node) {
			src, _ := attr(n, "src")
			href, _ := attr(n, "href")
			rel, _ := attr(n, "rel")
			if n.Data == "link" && rel != "canonical" && strings.Contains(href, "//") || strings.Contains(src, "//") {
				t.Errorf("%s: <%s> asks %s%s", name, n.Data, href, src)
			}
		})
	}
	if css := string(tr.files["assets/site.css"]); strings.Contains(css, "@import") || strings.Contains(css, "//") {
		t.Error("the style sheet asks another host")
	}
}

func TestSlug(t *testing.T) {
	for id, want := range map[string]string{
		"2014-03-28-putin-calls-obama": "2014-03-28-putin-calls-obama",
		"путін":                        "путін",
		"a.b_c":                        "a.b_c",
		"../../etc/passwd":             "etc-passwd-3754d6cb",
		"":                             "e3b0c442",
		"..":                           "1a6ec7d8",
		".hidden":                      "hidden-",
		"a b":                          "a-b-",
		"index":                        "index-",
		strings.Repeat("x", 300):       strings.Repeat("x", 200) + "-",
		"-0043-03-15-ides-of-march":    "-0043-03-15-ides-of-march", // timeline.json names the same address
	} {
		got := slug(id)
		if got != want && !(strings.HasSuffix(want, "-") && strings.HasPrefix(got, want) && len(got) == len(want)+8) && len(want) > 8 {
			t.Errorf("slug(%q) = %q, want %q", id, got, want)
		}
		if strings.ContainsAny(got, "/\\") || strings.HasPrefix(got, ".") || got == "" {
			t.Errorf("slug(%q) = %q leaves its folder", id, got)
		}
	}
	if slug("a b") == slug("a/b") {
		t.Error("two ids share a folder")
	}
}

// TestTheme refuses values that would end a declaration or ask another host.
func TestTheme(t *testing.T) {
	in := fixture()
	in.Config.Theme.Accent = "#0a6; } body { background: url(//evil.example/x)"
	in.Config.Theme.Font = `Georgia, "Times New Roman", serif`
	fsys := renderWith(t, in, "theme: accent")
	css := string(readTree(t, fsys).files["assets/site.css"])
	if strings.Contains(css, "evil") || !strings.Contains(css, `Georgia, "Times New Roman", serif`) {
		t.Errorf("theme in the style sheet: %s", css[len(css)-200:])
	}
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"", ".", "..", "a/b", "a\\b", "\x00", "путін", "-a", "CON"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, id string) {
		s := slug(id)
		if s == "" || strings.ContainsAny(s, "/\\\x00") || strings.HasPrefix(s, ".") || len(s) > 120 {
			t.Errorf("slug(%q) = %q", id, s)
		}
	})
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{"# a\n\n<script>x</script>", "[a](javascript:x)", "![a](x \"t\")", "<javascript:x>", "[a]: data:x\n\n[a]", "| a |\n|-|\n| <b> |", "[^1]\n\n[^1]: x"} {
		f.Add(s)
	}
	m := &model{md: newMarkdown()}
	f.Fuzz(func(t *testing.T, s string) {
		out, err := m.markdown(s)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := html.Parse(strings.NewReader("<!doctype html><body>" + string(out)))
		if err != nil {
			t.Fatal(err)
		}
		each(doc, func(n *html.Node) {
			if n.Data == "script" || n.Data == "img" || n.Data == "iframe" {
				t.Errorf("%q makes <%s>", s, n.Data)
			}
			if href, _ := attr(n, "href"); strings.HasPrefix(strings.ToLower(strings.TrimSpace(href)), "javascript:") {
				t.Errorf("%q links to %q", s, href)
			}
		})
	})
}

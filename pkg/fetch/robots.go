package fetch

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// robots is what a robots.txt (RFC 9309) says to us: the rules of the group that names us, or of the one for all.
type robots struct {
	rules []rule
}

type rule struct {
	allow bool
	path  string
}

// maxRobots is how much of a robots.txt is read (RFC 9309, 2.5).
const maxRobots = 500 << 10

// allowed asks the host's robots.txt whether a page may be fetched. A host that has none allows everything; one whose
// robots.txt cannot be reached forbids everything for now (RFC 9309, 2.3.1).
func (c *Client) allowed(ctx context.Context, u *url.URL) error {
	key := u.Scheme + "://" + u.Host
	r, known := c.robots[key]
	if !known {
		at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
		c.robots[key] = robots{} // a redirect of robots.txt itself asks nothing more
		response, err := c.request(ctx, at)
		if err != nil {
			delete(c.robots, key)
			return explain(u.String(), err)
		}
		defer response.Body.Close()
		switch {
		case response.StatusCode >= 500:
			r = robots{rules: []rule{{false, "/"}}}
		case response.StatusCode == http.StatusOK:
			r = parseRobots(io.LimitReader(response.Body, maxRobots))
		}
		c.robots[key] = r
	}
	if !r.allows(u.EscapedPath(), u.RawQuery) {
		return &Error{u.String(), "the site asks programs not to read it (robots.txt)", "open the page in a browser, save it, and add the file"}
	}
	return nil
}

func parseRobots(in io.Reader) robots {
	groups := map[string][]rule{}
	var agents []string
	inRules := true
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxRobots+1)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "user-agent":
			if inRules {
				agents, inRules = nil, false
			}
			agents = append(agents, strings.ToLower(value))
			groups[strings.ToLower(value)] = append(groups[strings.ToLower(value)], rule{true, ""})
		case "allow", "disallow":
			inRules = true
			for _, a := range agents {
				groups[a] = append(groups[a], rule{strings.EqualFold(strings.TrimSpace(key), "allow"), value})
			}
		}
	}
	if rules, ok := groups[Agent]; ok {
		return robots{rules}
	}
	return robots{groups["*"]}
}

// allows applies the longest rule that matches; of two as long, the one that allows (RFC 9309, 2.2.2).
func (r robots) allows(path, query string) bool {
	if path == "" {
		path = "/"
	}
	if query != "" {
		path += "?" + query
	}
	best, allow := -1, true
	for _, rule := range r.rules {
		if rule.path == "" || !matches(rule.path, path) {
			continue
		}
		if n := len(rule.path); n > best || n == best && rule.allow {
			best, allow = n, rule.allow
		}
	}
	return allow
}

// matches reports whether a path starts with a pattern, in which * is any text and $ at the end the end of the path.
func matches(pattern, path string) bool {
	whole := strings.HasSuffix(pattern, "$")
	parts := strings.Split(strings.TrimSuffix(pattern, "$"), "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	rest := path[len(parts[0]):]
	for i, part := range parts[1:] {
		if whole && i == len(parts)-2 {
			return strings.HasSuffix(rest, part)
		}
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return !whole || rest == ""
}

// Package fetch reads pages and feeds from the web for a person who named their addresses, and trusts nothing that it meets: it
// asks robots.txt, waits between requests to one host, follows few redirects, reads a limited number of bytes in a
// limited time, and does not reach addresses of the machine or the network that it runs in.
package fetch

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"golang.org/x/net/html/charset"
)

// Page is what an address answered with.
type Page struct {
	URL  string // after redirects
	Type Type
	Data []byte // UTF-8; of a feed, the bytes that came
}

// Type is what a page is.
type Type string

// The types that are read.
const (
	HTML      Type = "text/html"
	PlainText Type = "text/plain"
	FeedType  Type = "feed" // to be read by [Feed]
)

// The limits of one page.
const (
	maxBytes     = 16 << 20 // unpacked
	maxRedirects = 5
	maxTime      = 30 * time.Second
	pause        = time.Second // between two requests to one host
)

// Agent is the name that robots.txt may address.
const Agent = "timeline-add"

// Error is a refusal or failure that a person can understand.
type Error struct {
	URL     string
	Message string
	Hint    string
}

func (e *Error) Error() string { return e.URL + ": " + e.Message }

// Client fetches pages, one after the other. The zero Client is ready to use.
type Client struct {
	// Private allows addresses of the machine and of private networks.
	Private bool
	// Timeout bounds the time for one page, its redirects and its host's robots.txt; 0 is 30 seconds.
	Timeout time.Duration
	// Wait is called before a second request to a host; nil waits for real. Tests do not want to.
	Wait func(context.Context, time.Duration) error

	open   func(netip.Addr) bool // what belongs to the open net; nil is [open]
	client *http.Client
	next   map[string]<-chan time.Time // by host: when it may have its next request
	robots map[string]robots           // by scheme and host
}

// Get fetches one page of text, or a feed.
func (c *Client) Get(ctx context.Context, address string) (Page, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return Page{}, &Error{address, "not an http or https address", "for a saved page, name its file"}
	}
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(c.Timeout, maxTime))
	defer cancel()
	c.start()
	if err := c.allowed(ctx, u); err != nil {
		return Page{}, err
	}
	response, err := c.request(ctx, u)
	if err != nil {
		return Page{}, explain(address, err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return Page{}, &Error{address, "the server answers " + response.Status, "open the page in a browser, save it, and add the file"}
	}
	return read(address, response)
}

func (c *Client) start() {
	if c.client != nil {
		return
	}
	c.next, c.robots = map[string]<-chan time.Time{}, map[string]robots{}
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: c.control}
	c.client = &http.Client{
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: cmp.Or(c.Timeout, maxTime),
			MaxResponseHeaderBytes: 1 << 16, ForceAttemptHTTP2: true,
		},
		CheckRedirect: c.redirect,
	}
}

var errPrivate = errors.New("the address belongs to this machine or a private network")

// control refuses a connection by the address that is really dialled, so that neither a redirect nor a name that
// points inside gets through.
func (c *Client) control(_, address string, _ syscall.RawConn) error {
	host, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	isOpen := c.open
	if isOpen == nil {
		isOpen = open
	}
	if !c.Private && !isOpen(host.Addr().Unmap()) {
		return errPrivate
	}
	return nil
}

// open reports whether an address is one of the open net.
func open(ip netip.Addr) bool {
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return false
	}
	return !slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// special are addresses that look like those of the open net and are not (IANA's registries of special purpose
// addresses): this host and network, shared by a provider's customers, for protocols and benchmarks, reserved; and
// those of IPv6 that have an address of IPv4 in them, which may be any.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2001::/32"),
	netip.MustParsePrefix("2002::/16"),
}

var errRedirects = fmt.Errorf("more than %d redirects", maxRedirects)

func (c *Client) redirect(r *http.Request, via []*http.Request) error {
	switch {
	case len(via) > maxRedirects:
		return errRedirects
	case r.URL.Scheme != "http" && r.URL.Scheme != "https":
		return fmt.Errorf("a redirect to the scheme %s", r.URL.Scheme)
	}
	if err := c.allowed(r.Context(), r.URL); err != nil {
		return err
	}
	return c.turn(r.Context(), r.URL.Host)
}

// request asks for a page when it is the host's turn.
func (c *Client) request(ctx context.Context, u *url.URL) (*http.Response, error) {
	if err := c.turn(ctx, u.Host); err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("User-Agent", Agent+"/1.0")
	r.Header.Set("Accept", "text/html, application/rss+xml;q=0.9, application/atom+xml;q=0.9, text/plain;q=0.8, */*;q=0.1")
	return c.client.Do(r)
}

// turn waits until a second has passed since the last request to a host.
func (c *Client) turn(ctx context.Context, host string) error {
	next := c.next[host]
	defer func() { c.next[host] = time.After(pause) }()
	if next == nil {
		return nil
	}
	if c.Wait != nil {
		return c.Wait(ctx, pause)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-next:
		return nil
	}
}

// read reads a page and turns it into UTF-8.
func read(address string, response *http.Response) (Page, error) {
	header := response.Header.Get("Content-Type")
	kind, _, err := mime.ParseMediaType(header)
	if header == "" || err != nil {
		kind = "text/html"
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, maxBytes+1))
	if err != nil {
		return Page{}, explain(address, err)
	}
	if len(data) > maxBytes {
		return Page{}, tooLarge(address)
	}
	p := Page{URL: response.Request.URL.String(), Type: typeOf(kind, data), Data: data}
	switch p.Type {
	case "":
		return Page{}, &Error{address, "not a page of text but " + kind, "name the address of the article itself"}
	case FeedType:
		return p, nil
	}
	p.Data, err = UTF8(data, header)
	return p, err
}

func tooLarge(address string) *Error {
	return &Error{address, fmt.Sprintf("larger than %d MB", maxBytes>>20), "save the article alone as text, and add the file"}
}

// typeOf says what an answer is by what the server calls it, and by how it starts: feeds come under many names.
func typeOf(kind string, data []byte) Type {
	switch {
	case kind == "application/feed+json" || IsFeed(data):
		return FeedType
	case kind == "text/html" || kind == "application/xhtml+xml":
		return HTML
	case kind == "text/plain":
		return PlainText
	}
	return ""
}

// UTF8 turns a page into UTF-8: from the charset that the Content-Type header names ("" when there was none), or the
// page itself, or that its bytes are likely to be in. What is no text in that charset becomes U+FFFD.
func UTF8(data []byte, header string) ([]byte, error) {
	decoded, err := charset.NewReader(bytes.NewReader(data), header)
	if err != nil {
		return nil, err
	}
	// A byte of a legacy charset becomes three of UTF-8 at most.
	if data, err = io.ReadAll(io.LimitReader(decoded, 3*maxBytes)); err != nil {
		return nil, err
	}
	return bytes.ToValidUTF8(data, []byte("\uFFFD")), nil
}

// explain turns an error of the network into words.
func explain(address string, err error) error {
	var ours *Error
	var dns *net.DNSError
	var stuck net.Error
	hint := "open the page in a browser, save it, and add the file"
	switch {
	case errors.As(err, &ours):
		return ours
	case errors.Is(err, errPrivate):
		return &Error{address, errPrivate.Error(), "--private allows it"}
	case errors.Is(err, errRedirects):
		return &Error{address, errRedirects.Error(), hint}
	case errors.Is(err, context.Canceled):
		return &Error{address, "interrupted", "run the command again"}
	case errors.As(err, &dns) && dns.IsNotFound:
		return &Error{address, "there is no host " + dns.Name, "check the address"}
	case errors.Is(err, context.DeadlineExceeded) || errors.As(err, &stuck) && stuck.Timeout():
		return &Error{address, "no complete answer in time", hint}
	}
	return &Error{address, strings.TrimSpace(err.Error()), hint}
}

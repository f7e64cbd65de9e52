// Package fetch reads pages from the web for a person who named their addresses, and trusts nothing that it meets: it
// asks robots.txt, waits between requests to one host, follows few redirects, reads a limited number of bytes in a
// limited time, and does not reach addresses of the machine or the network that it runs in.
package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"golang.org/x/net/html/charset"
)

// Page is what an address answered with, as UTF-8.
type Page struct {
	URL  string // after redirects
	Type string // text/html or text/plain
	Data []byte
}

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
	// Wait is called before a second request to a host; nil waits for real. Tests do not want to.
	Wait func(context.Context, time.Duration) error

	client *http.Client
	asked  map[string]bool   // hosts that had a request
	robots map[string]robots // by scheme and host
}

// Get fetches one page of text.
func (c *Client) Get(ctx context.Context, address string) (Page, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return Page{}, &Error{address, "not an http or https address", "for a saved page, name its file"}
	}
	ctx, cancel := context.WithTimeout(ctx, maxTime)
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
	c.asked, c.robots = map[string]bool{}, map[string]robots{}
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: c.control}
	c.client = &http.Client{
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 20 * time.Second,
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
	ip := host.Addr().Unmap()
	if !c.Private && (!ip.IsGlobalUnicast() || ip.IsPrivate() || shared.Contains(ip)) {
		return errPrivate
	}
	return nil
}

// shared are the addresses that providers share among customers (RFC 6598): they are not of the open net either.
var shared = netip.MustParsePrefix("100.64.0.0/10")

var errRedirects = fmt.Errorf("more than %d redirects", maxRedirects)

func (c *Client) redirect(r *http.Request, via []*http.Request) error {
	switch {
	case len(via) > maxRedirects:
		return errRedirects
	case r.URL.Scheme != "http" && r.URL.Scheme != "https":
		return fmt.Errorf("a redirect to the scheme %s", r.URL.Scheme)
	}
	return c.allowed(r.Context(), r.URL)
}

// request asks for a page, after a pause if the host was asked before.
func (c *Client) request(ctx context.Context, u *url.URL) (*http.Response, error) {
	if c.asked[u.Host] {
		if err := c.wait(ctx); err != nil {
			return nil, err
		}
	}
	c.asked[u.Host] = true
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("User-Agent", Agent+"/1.0")
	r.Header.Set("Accept", "text/html, text/plain;q=0.8")
	return c.client.Do(r)
}

func (c *Client) wait(ctx context.Context) error {
	if c.Wait != nil {
		return c.Wait(ctx, pause)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(pause):
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
	switch kind {
	case "text/html", "application/xhtml+xml":
		kind = "text/html"
	case "text/plain":
	default:
		return Page{}, &Error{address, "not a page of text but " + kind, "name the address of the article itself"}
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, maxBytes+1))
	if err != nil {
		return Page{}, explain(address, err)
	}
	if len(data) > maxBytes {
		return Page{}, &Error{address, fmt.Sprintf("larger than %d MB", maxBytes>>20), "save the article alone as text, and add the file"}
	}
	utf8, err := charset.NewReader(bytes.NewReader(data), header)
	if err != nil {
		return Page{}, explain(address, err)
	}
	if data, err = io.ReadAll(io.LimitReader(utf8, 2*maxBytes)); err != nil {
		return Page{}, explain(address, err)
	}
	data = bytes.ToValidUTF8(data, []byte("\uFFFD"))
	return Page{URL: response.Request.URL.String(), Type: kind, Data: data}, nil
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
	case errors.As(err, &dns) && dns.IsNotFound:
		return &Error{address, "there is no host " + dns.Name, "check the address"}
	case errors.Is(err, context.DeadlineExceeded) || errors.As(err, &stuck) && stuck.Timeout():
		return &Error{address, "no complete answer in time", hint}
	}
	return &Error{address, strings.TrimSpace(err.Error()), hint}
}

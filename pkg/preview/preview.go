// Package preview serves a site that is built in memory, and builds it again when the files that it is made from
// change. Every page that it serves carries a small script that loads the page anew after a build, marks what that
// build altered, and shows the problems of the build over the page.
//
// It knows nothing of timelines: a build is a function that returns a tree of files.
package preview

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/spf13/afero"
)

// Site is one build.
type Site struct {
	Files    afero.Fs // index.html and the rest; nil keeps the files of the build before
	Problems []Problem
}

// Problem is something that the author should see over the page.
type Problem struct {
	Where    string `json:"where"` // content/sources/a.md:3:1
	Message  string `json:"message"`
	Hint     string `json:"hint"`
	Severity string `json:"severity"` // error, warning
}

// Server serves builds. Set its fields before Serve, and do not change them afterwards.
type Server struct {
	// Build makes the site. An error is shown over the pages of the build before.
	Build func(context.Context) (Site, error)
	// Watch are the files and folders of the operating system that the site is made from. Those that do not exist
	// are waited for.
	Watch []string
	// Log is told of every build: how long it took and how many problems there are. It may be nil.
	Log func(took time.Duration, problems int)
	// Poll is how often the files are looked at when the system does not tell of changes; 0 is two seconds.
	Poll time.Duration

	mu      sync.Mutex
	current build
	waiting map[chan int]bool // browsers, each to be told the number of the next build
}

// build is a numbered site.
type build struct {
	Site
	number int
}

// Serve builds the site and serves it on l until the context ends. It closes l.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s.waiting = map[chan int]bool{}
	changes := s.watch(ctx)
	s.rebuild(ctx)
	server := &http.Server{
		Handler:           s.handler(loopback(l.Addr())),
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	for {
		select {
		case <-ctx.Done():
			return server.Close()
		case err := <-failed:
			return err
		case <-changes:
			s.rebuild(ctx)
		}
	}
}

// rebuild makes the site anew and tells the browsers.
func (s *Server) rebuild(ctx context.Context) {
	start := time.Now()
	site, err := s.Build(ctx)
	if errors.Is(err, context.Canceled) {
		return
	}
	if err != nil {
		site = Site{Problems: []Problem{{Message: err.Error(), Severity: "error"}}}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if site.Files == nil {
		site.Files = s.current.Files
	}
	if site.Files == nil {
		site.Files = afero.NewMemMapFs()
	}
	s.current = build{site, s.current.number + 1}
	for browser := range s.waiting {
		select {
		case browser <- s.current.number:
		default: // it has not read the one before, and will read this number then
		}
	}
	if s.Log != nil {
		s.Log(time.Since(start), len(site.Problems))
	}
}

func (s *Server) now() build {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current
}

// join registers a browser; leave takes it off again.
func (s *Server) join() (next chan int, leave func()) {
	next = make(chan int, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting[next] = true
	return next, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.waiting, next)
	}
}

// loopback reports whether an address is reached from this machine only.
func loopback(a net.Addr) bool {
	tcp, ok := a.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// String names a build in the log of a browser.
func (b build) String() string { return fmt.Sprintf("build %d", b.number) }

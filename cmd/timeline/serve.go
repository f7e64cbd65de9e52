package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"timeline/pkg/diag"
	"timeline/pkg/pipeline"
	"timeline/pkg/preview"
)

const serveHelp = `Build in memory, serve the site on this machine, and build again when anything under content/ (or --templates)
changes. The page in the browser reloads itself, marks what the change altered, and shows the problems of the build with
their file and line. public/ is not touched.`

func newServe(a *app) *cobra.Command {
	var f projectFlags
	var addr string
	c := &cobra.Command{
		Use:     "serve",
		Short:   "Preview the site, reloading on every change",
		Long:    serveHelp,
		Example: "  timeline serve\n  timeline serve --addr 127.0.0.1:0   # any free port",
		GroupID: groupMake,
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.serve(c.Context(), f, addr) },
	}
	f.registerSite(c)
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "the address to serve on")
	return c
}

func (a *app) serve(ctx context.Context, f projectFlags, addr string) error {
	o, err := a.options(f)
	if err != nil {
		return err
	}
	o.Lazy = true
	if info, err := a.fs.Stat(o.Content); err != nil || !info.IsDir() {
		return explainError(&pipeline.NoContentError{Dir: o.Content, Err: err})
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return listenError(addr, err)
	}
	fmt.Fprintf(a.stdout, "Serving %s (Ctrl-C ends it)\n", a.paint(a.stdout, bold, "http://"+l.Addr().String()+"/"))
	s := &preview.Server{
		Build: func(ctx context.Context) (preview.Site, error) { return a.previewSite(ctx, o) },
		Watch: watched(o),
		Log: func(took time.Duration, problems int) {
			a.say("built in %.2f s%s", took.Seconds(), ifAny(problems, ", problems: %d"))
		},
	}
	return s.Serve(ctx, l)
}

// watched are the folders that a project is made from.
func watched(o pipeline.Options) []string {
	paths := []string{filepath.Clean(o.Content)}
	if o.Templates != "" {
		paths = append(paths, filepath.Clean(o.Templates))
	}
	return paths
}

func (a *app) previewSite(ctx context.Context, o pipeline.Options) (preview.Site, error) {
	r, err := pipeline.Build(ctx, o)
	if err != nil {
		return preview.Site{}, err
	}
	a.saveCache(o)
	site := preview.Site{Files: r.Site}
	for _, p := range r.Problems {
		if p.Severity != diag.Note {
			site.Problems = append(site.Problems, preview.Problem{
				Where: p.Position.String(), Message: p.Message, Hint: p.Hint, Severity: p.Severity.String(),
			})
		}
	}
	return site, nil
}

// listenError says in plain words why an address cannot be served on.
func listenError(addr string, err error) error {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return hinted{fmt.Errorf("another program is using %s", addr), "choose another port, or any free one: --addr 127.0.0.1:0"}
	case errors.Is(err, syscall.EACCES):
		return hinted{fmt.Errorf("%s may not be used by this account", addr), "choose a port above 1024: --addr 127.0.0.1:8080"}
	}
	var op *net.OpError
	var address *net.AddrError
	if errors.As(err, &address) || errors.As(err, &op) && op.Op == "listen" && op.Addr == nil {
		return usagef("--addr: %w", err)
	}
	return err
}

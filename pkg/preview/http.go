package preview

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"mime"
	"net"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/spf13/afero"
)

// live is the script that every page carries.
//
//go:embed live.js
var live []byte

// The addresses of our own, which no site uses.
const (
	scriptPath   = "/_preview/live.js"
	eventsPath   = "/_preview/events"
	problemsPath = "/_preview/problems.json"
)

// handler serves the current build. When the server is reached from this machine only, requests that name another
// host are refused: a page elsewhere must not read the preview through a name that it made to point here.
func (s *Server) handler(local bool) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+scriptPath, func(w http.ResponseWriter, _ *http.Request) {
		send(w, "text/javascript; charset=utf-8", http.StatusOK, live)
	})
	mux.HandleFunc("GET "+eventsPath, s.events)
	mux.HandleFunc("GET "+problemsPath, s.problems)
	mux.HandleFunc("GET /", s.file)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if local && !localHost(r.Host) {
			http.Error(w, "this preview is for this machine only", http.StatusForbidden)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

func localHost(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	ip := net.ParseIP(strings.Trim(name, "[]"))
	return name == "localhost" || strings.HasSuffix(name, ".localhost") || ip != nil && ip.IsLoopback()
}

func send(w http.ResponseWriter, kind string, status int, data []byte) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(data) // a browser that went away is no error of ours
}

// events tells a browser the number of each build, the current one first (server-sent events, WHATWG HTML 9.2).
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	out := http.NewResponseController(w)
	next, leave := s.join()
	defer leave()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	number := s.now().number
	beat := time.NewTicker(15 * time.Second)
	defer beat.Stop()
	for {
		if _, err := fmt.Fprintf(w, "data: %d\n\n", number); err != nil || out.Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-next:
			number = s.now().number
		case <-beat.C:
		}
	}
}

func (s *Server) problems(w http.ResponseWriter, _ *http.Request) {
	b := s.now()
	data, err := json.Marshal(struct {
		Build    int       `json:"build"`
		Problems []Problem `json:"problems"`
	}{b.number, append([]Problem{}, b.Problems...)})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	send(w, "application/json", http.StatusOK, data)
}

// file serves a file of the site, the index.html of a folder, or the site's 404.html.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	b := s.now()
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if info, err := b.Files.Stat(orRoot(name)); err == nil && info.IsDir() {
		if name != "" && !strings.HasSuffix(r.URL.Path, "/") {
			// Links of the page are relative to the folder.
			http.Redirect(w, r, "/"+name+"/", http.StatusFound)
			return
		}
		name = path.Join(name, "index.html")
	}
	status := http.StatusOK
	data, err := afero.ReadFile(b.Files, orRoot(name))
	if err != nil {
		status = http.StatusNotFound
		name = "404.html"
		if data, err = afero.ReadFile(b.Files, name); err != nil {
			data = []byte("<!doctype html><title>Not found</title><p>There is no such page.</p>")
		}
	}
	kind := contentType(name)
	if strings.HasPrefix(kind, "text/html") {
		data = inject(data, b.number)
	}
	send(w, kind, status, data)
}

func orRoot(name string) string {
	if name == "" {
		return "."
	}
	return name
}

// contentType returns the type of a file; those that systems disagree about are fixed here.
func contentType(name string) string {
	switch ext := path.Ext(name); ext {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".md":
		return "text/markdown; charset=utf-8"
	case ".ics":
		return "text/calendar; charset=utf-8"
	case ".csv":
		return "text/csv; charset=utf-8"
	default:
		if kind := mime.TypeByExtension(ext); kind != "" {
			return kind
		}
		return "application/octet-stream"
	}
}

// inject puts our script into a page, before its end. A page whose policy allows the site's scripts allows ours, but
// not yet that it asks us for news.
func inject(page []byte, number int) []byte {
	page = bytes.Replace(page, []byte("script-src 'self'"), []byte("script-src 'self'; connect-src 'self'"), 1)
	tag := fmt.Appendf(nil, "<script src=%q data-build=\"%d\" defer></script>", scriptPath, number)
	at := bytes.LastIndex(bytes.ToLower(page), []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(tag))
	out = append(out, page[:at]...)
	out = append(out, tag...)
	return append(out, page[at:]...)
}

package preview

import (
	"context"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settle is how long files must be quiet before they are read: an editor that saves writes several times, and may
// put a new file in the place of the old one.
const settle = 60 * time.Millisecond

// watch returns a channel that has a value after the watched files have changed. The system tells when to look; where
// it cannot (network file systems, too many folders), we look every now and then. What counts is that names, sizes or
// times of change differ: reading a file or touching a folder is no change.
func (s *Server) watch(ctx context.Context) <-chan struct{} {
	changes := make(chan struct{}, 1)
	poll := s.Poll
	if poll == 0 {
		poll = 2 * time.Second
	}
	told, watcher := notifications(s.Watch)
	last := s.snapshot()
	go func() {
		if watcher != nil {
			defer watcher.Close()
		}
		tick := time.NewTicker(poll)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case _, ok := <-told:
				if !ok {
					told = nil // the watcher broke: polling goes on
				}
				quiet(ctx, told)
			case <-tick.C:
			}
			now := s.snapshot()
			if same(last, now) {
				continue
			}
			last = now
			if watcher != nil {
				addFolders(watcher, s.Watch) // new folders are watched too
			}
			select {
			case changes <- struct{}{}:
			default: // one is waiting already
			}
		}
	}()
	return changes
}

// quiet returns when nothing has been told for a while, and at most after a second.
func quiet(ctx context.Context, told <-chan fsnotify.Event) {
	end := time.After(time.Second)
	for {
		select {
		case <-ctx.Done():
			return
		case _, ok := <-told:
			if !ok {
				return
			}
		case <-time.After(settle):
			return
		case <-end:
			return
		}
	}
}

// notifications asks the system to tell of changes; nil when it does not.
func notifications(paths []string) (<-chan fsnotify.Event, *fsnotify.Watcher) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, nil
	}
	addFolders(watcher, paths)
	go func() {
		for range watcher.Errors { // what is missed, polling finds
		}
	}()
	return watcher.Events, watcher
}

// addFolders watches folders with all below; of a file, its folder. Folders that are watched already stay so.
func addFolders(watcher *fsnotify.Watcher, paths []string) {
	for _, p := range paths {
		_ = filepath.WalkDir(p, func(name string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				_ = watcher.Add(filepath.Dir(p)) // to see it appear
			case e.IsDir():
				_ = watcher.Add(name)
			case name == p:
				_ = watcher.Add(filepath.Dir(p))
			}
			return nil
		})
	}
}

// stamp is what shows that a file has changed.
type stamp struct {
	size int64
	time time.Time
}

func (s *Server) snapshot() map[string]stamp {
	files := map[string]stamp{}
	for _, p := range s.Watch {
		_ = filepath.WalkDir(p, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return nil //nolint:nilerr // gone while we looked: the next look sees it
			}
			if info, err := e.Info(); err == nil {
				files[name] = stamp{info.Size(), info.ModTime()}
			}
			return nil
		})
	}
	return files
}

func same(a, b map[string]stamp) bool {
	if len(a) != len(b) {
		return false
	}
	for name, s := range a {
		if t, ok := b[name]; !ok || s.size != t.size || !s.time.Equal(t.time) {
			return false
		}
	}
	return true
}

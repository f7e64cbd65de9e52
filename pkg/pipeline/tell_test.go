package pipeline

import (
	"reflect"
	"strings"
	"testing"

	"github.com/spf13/afero"
)

// TestTellFromCache builds a small project again with corrections that leave the merge as it is, and with one that does
// not: what the cache knows is taken in the first case alone, and is never anything but what a first build finds.
func TestTellFromCache(t *testing.T) {
	files := map[string]string{
		"content/sources/courier.md": "---\npublished: 2014-03-25\n---\nMayor Ada Lindqvist opened the bridge on March 21. The council met in Port Ellery on Monday.\n",
		"content/sources/herald.md":  "---\npublished: 2014-03-26\n---\nOn March 21 Ada Lindqvist, the mayor, opened the bridge of Port Ellery.\n",
	}
	title := "---\nevent: 2014-03-21-mayor-ada-lindqvist-opened-bridge\nby: Ed\non: 2016-10-01\nreason: Shorter.\ntitle: The bridge opens\n---\n"
	sentence := "---\nsource: courier\nquote: The council met in Port Ellery on Monday.\nby: Ed\non: 2016-10-01\nreason: Another Monday.\ndate: 2014-03-17\n---\n"
	join := "---\nevent: 2014-03-21-mayor-ada-lindqvist-opened-bridge\nmerge: [2014-03-24-council-met-port-ellery]\nby: Ed\non: 2016-10-01\nreason: One day.\n---\n"
	fsys := afero.NewMemMapFs()
	steps := []struct {
		name, fix, text string
		known           bool // to the cache, from the step before
	}{
		{"the first build", "", "", false},
		{"a title", "a.md", title, true},
		{"a sentence", "b.md", sentence, false},
		{"without the sentence", "b.md", "", false},
		{"another title", "a.md", strings.Replace(title, "opens", "is open", 1), true},
		{"a group", "c.md", join, false},
		{"the same again", "c.md", join, true},
		{"a title and a group", "a.md", "", true},
	}
	for _, s := range steps {
		if s.fix != "" {
			files["content/corrections/"+s.fix] = s.text
		}
		for name, text := range files {
			_ = fsys.Remove(name)
			if text != "" {
				if err := afero.WriteFile(fsys, name, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
		cache := OpenCache(fsys, ".cache", func() string { return "one" })
		warm, err := read(t.Context(), Options{Fs: fsys, Cache: cache}, func() {})
		if err != nil {
			t.Fatal(err)
		}
		cold, err := read(t.Context(), Options{Fs: fsys}, func() {})
		if err != nil {
			t.Fatal(err)
		}
		if known := warm.Mentions == nil; known != s.known {
			t.Errorf("%s: taken from the cache: %v, want %v", s.name, known, s.known)
		}
		if !reflect.DeepEqual(warm.Timeline, cold.Timeline) || !reflect.DeepEqual(warm.Problems, cold.Problems) {
			t.Errorf("%s: the cache gives\n%+v\nwithout it\n%+v", s.name, warm.Timeline, cold.Timeline)
		}
		warm.Stats.Cached = 0
		if !reflect.DeepEqual(warm.Stats, cold.Stats) {
			t.Errorf("%s: %+v, without the cache %+v", s.name, warm.Stats, cold.Stats)
		}
		if err := cache.Save(fsys, ".cache"); err != nil {
			t.Fatal(err)
		}
	}
}

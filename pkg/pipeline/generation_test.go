package pipeline

import (
	"reflect"
	"slices"
	"testing"

	"timeline/pkg/timeline"
)

func outputsOf(names ...string) []output {
	var list []output
	for _, name := range names {
		list = append(list, output{path: name})
	}
	return list
}

// generationOf makes a generation whose files were made from outputs.
func generationOf(names ...string) *generation {
	g := &generation{program: "p", public: "/site/public"}
	g.folders, _ = foldersOf(outputsOf(names...))
	for i, name := range names {
		g.files = append(g.files, record{name: name, size: int64(i), time: int64(-i), key: timeline.Digest{byte(i)}, pieces: []piece{}})
	}
	return g
}

func TestGenerationIsReadBack(t *testing.T) {
	g := generationOf("index.html", "a/b/index.html", "a/x.json")
	g.files[2].pieces = []piece{{timeline.Digest{7}, 12}, {timeline.Digest{8}, 0}}
	g.folders[1].times = [2]int64{5, -6}
	g.fresh, g.gone = []string{"index.html"}, []string{"old", "old/index.html"}
	data := g.bytes()
	if back, err := readGeneration(string(data)); err != nil || !reflect.DeepEqual(back, g) {
		t.Errorf("it is read back as %+v, %v", back, err)
	}
	for i := range data {
		if _, err := readGeneration(string(data[:i])); err == nil {
			t.Fatalf("cut off at byte %d of %d it is read as whole", i, len(data))
		}
		data[i] ^= 1
		if _, err := readGeneration(string(data)); err == nil {
			t.Fatalf("with another byte %d it is read as sound", i)
		}
		data[i] ^= 1
	}
}

// TestGenerationFind compares lists of files that are much alike, and not at all.
func TestGenerationFind(t *testing.T) {
	var many []string
	for i := range 3 * passedOver {
		many = append(many, string(rune('a'+i%26))+"/"+string(rune('0'+i)))
	}
	for name, c := range map[string]struct{ before, now, gone []string }{
		"the same":  {[]string{"a", "b", "c"}, []string{"a", "b", "c"}, nil},
		"one more":  {[]string{"a", "c"}, []string{"a", "b", "c"}, nil},
		"one less":  {[]string{"a", "b", "c"}, []string{"a", "c"}, []string{"b"}},
		"exchanged": {[]string{"a", "b", "c"}, []string{"c", "b", "a"}, nil},
		"moved far": {many, slices.Concat(many[100:], many[:90]), many[90:100]},
		"none":      {[]string{"a", "b"}, nil, []string{"a", "b"}},
		"all new":   {nil, []string{"a", "b"}, nil},
		"others":    {[]string{"x", "y"}, []string{"a", "b"}, []string{"x", "y"}},
	} {
		records, gone := generationOf(c.before...).find(outputsOf(c.now...))
		for i, r := range records {
			if stood := slices.Contains(c.before, c.now[i]); stood != (r != nil) || stood && r.name != c.now[i] {
				t.Errorf("%s: for %s it finds %+v", name, c.now[i], r)
			}
		}
		if slices.Sort(gone); !slices.Equal(gone, slices.Sorted(slices.Values(c.gone))) {
			t.Errorf("%s: gone are %q, want %q", name, gone, c.gone)
		}
	}
}

func TestGenerationPlaces(t *testing.T) {
	g := generationOf("index.html", "lost/index.html", "a/b/index.html", "a/x", "ab/y", "z")
	g.files = slices.Delete(g.files, 1, 2) // a folder without a file, whose order is not that of the files
	want := map[string]bool{".": true, "lost": true, "a": true, "a/b": true, "ab": true}
	var files []string
	for _, p := range g.places() {
		if p.file != nil {
			files = append(files, p.file.name)
		} else if !want[p.folder.name] {
			t.Errorf("%s comes twice or should not", p.folder.name)
		} else {
			delete(want, p.folder.name)
		}
	}
	if len(want) > 0 || !slices.Equal(files, []string{"index.html", "a/b/index.html", "a/x", "ab/y", "z"}) {
		t.Errorf("folders %v are missing; the files are %q", want, files)
	}
}

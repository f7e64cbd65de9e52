package site

import (
	"bytes"
	"compress/gzip"
	"context"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"golang.org/x/net/html"
)

func gzipped(t testing.TB, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// nodes counts what a browser keeps: everything, and elements alone.
func nodes(n *html.Node) (all, elements int) {
	for d := range n.Descendants() {
		all++
		if d.Type == html.ElementNode {
			elements++
		}
	}
	return all, elements
}

// TestBudgets holds a page of 500 events to the sizes that a telephone loads in a moment.
func TestBudgets(t *testing.T) {
	if testing.Short() {
		t.Skip("a large timeline: not in a short run")
	}
	tr := readTree(t, render(t, generate(500, 1)))
	for _, b := range []struct {
		file string
		most int
	}{{"index.html", 110 << 10}, {"assets/site.css", 10 << 10}, {"assets/site.js", 15 << 10}} {
		size := gzipped(t, tr.files[b.file])
		t.Logf("%s: %d bytes, gzip %d", b.file, len(tr.files[b.file]), size)
		if size > b.most || size == 0 {
			t.Errorf("%s has %d bytes in gzip, more than %d", b.file, size, b.most)
		}
	}
	if n := strings.Count(string(tr.files["index.html"]), `class="ev`); n != 500 {
		t.Errorf("index.html lists %d of 500 events", n)
	}
}

// TestLimits holds every page of long timelines to 150 KB gzip and 10,000 nodes: many events, many on one day, and
// events with long texts that no compressor makes small.
func TestLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("renders four long timelines")
	}
	long := generate(400, 5)
	for i := range long.Timeline.Events {
		e := &long.Timeline.Events[i]
		e.Summary = strings.Repeat(e.Title+" "+e.ID+" ", 8)
	}
	oneDay := generate(700, 4)
	for i := range oneDay.Timeline.Events {
		oneDay.Timeline.Events[i].Date = day("2014-03-28")
	}
	for name, in := range map[string]Input{"many": generate(800, 6), "one day": oneDay, "long texts": long, "just one page": generate(520, 7)} {
		t.Run(name, func(t *testing.T) {
			tr := readTree(t, render(t, in))
			for _, page := range tr.names() {
				if len(tr.files[page]) < 100<<10 {
					continue // too short for either limit
				}
				size := gzipped(t, tr.files[page])
				whole := bytes.Contains(tr.files[page], []byte(`data-complete="true"`))
				all, elements := nodes(tr.page(page))
				if size > 150<<10 || elements > 10000 || !whole && all > 10000 {
					t.Errorf("%s: gzip %d bytes, %d elements, %d nodes", page, size, elements, all)
				}
			}
			everyEventListed(t, tr, len(in.Timeline.Events))
		})
	}
}

// everyEventListed reports events that no list page shows.
func everyEventListed(t *testing.T, tr *tree, want int) {
	t.Helper()
	listed := map[string]bool{}
	for _, page := range tr.names() {
		if page != "index.html" && !strings.HasPrefix(page, "years/") {
			continue
		}
		each(tr.page(page), func(n *html.Node) {
			if class, _ := attr(n, "class"); n.Data == "li" && strings.HasPrefix(class, "ev") {
				id, _ := attr(n, "id")
				listed[id] = true
			}
		})
	}
	if len(listed) != want {
		t.Errorf("%d of %d events are listed", len(listed), want)
	}
}

func BenchmarkRender(b *testing.B) {
	in := generate(1000, 1)
	b.ReportAllocs()
	pages := 0
	for b.Loop() {
		fsys := afero.NewMemMapFs()
		if _, err := Render(context.Background(), fsys, in); err != nil {
			b.Fatal(err)
		}
		if pages == 0 {
			pages = len(readTree(b, fsys).names())
		}
	}
	b.ReportMetric(float64(pages)*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

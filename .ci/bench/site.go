package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// aside moves away what an earlier run made. It is deleted at the end of all: for seconds after ten thousand files are
// deleted, ext4 makes new ones slowly, whoever makes them.
func (b *bench) aside(path string) error {
	b.moved++
	err := os.Rename(path, filepath.Join(b.dir, fmt.Sprintf("aside-%d", b.moved)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// site builds a large timeline, lets Hugo build pages from the same content, and compares pages a second.
func (b *bench) site() error {
	project := filepath.Join(b.dir, "project")
	if err := writeArticles(project, b.events); err != nil {
		return err
	}
	first, err := b.build(project)
	if err != nil {
		return err
	}
	// Hugo gets finished events and an empty folder; so do we, the events from the cache of the articles.
	ours, err := best(2, func() (usage, error) {
		for _, made := range []string{"public", ".cache/timeline/site", ".cache/timeline/site.index"} {
			if err := b.aside(filepath.Join(project, filepath.FromSlash(made))); err != nil {
				return usage{}, err
			}
		}
		return b.build(project)
	})
	if err != nil {
		return err
	}
	pages, err := htmlFiles(filepath.Join(project, "public"))
	if err != nil {
		return err
	}
	events, err := readTimeline(filepath.Join(project, "public", "timeline.json"))
	if err != nil {
		return err
	}
	b.note("%d events from %d articles, %d pages", len(events.Events), len(events.Sources), pages)

	peer := filepath.Join(b.dir, "hugo")
	if err := writeHugo(peer, events); err != nil {
		return err
	}
	theirs, err := best(2, func() (usage, error) {
		if err := b.aside(filepath.Join(peer, "public")); err != nil {
			return usage{}, err
		}
		return measure(nil, b.hugo, "--source", peer, "--quiet")
	})
	if err != nil {
		return err
	}
	hugoPages, err := htmlFiles(filepath.Join(peer, "public"))
	if err != nil {
		return err
	}
	rate := float64(pages) / ours.wall.Seconds()
	hugoRate := float64(hugoPages) / theirs.wall.Seconds()
	b.line("build against Hugo, pages/s", rate >= hugoRate, "%.2f times: %.0f (%d pages in %.1f s) and %.0f (%d pages in %.1f s)",
		rate/hugoRate, rate, pages, ours.wall.Seconds(), hugoRate, hugoPages, theirs.wall.Seconds())
	b.note("first build, with reading every article: %.1f s, %.0f pages/s, %.0f MB; Hugo %.0f MB", first.wall.Seconds(), float64(pages)/first.wall.Seconds(), first.memory, theirs.memory)
	if err := b.edits("", project, "reports.jsonl"); err != nil {
		return err
	}
	if err := b.serve(project); err != nil {
		return err
	}
	return b.realNews()
}

// build builds a project as an editor would.
func (b *bench) build(project string) (usage, error) {
	return measure(nil, b.timeline, "-C", project, "--quiet", "build")
}

// The limits of a build after a small edit, and of the first build of a few thousand articles.
const (
	editLimit   = 500 * time.Millisecond
	firstLimit  = 10 * time.Second
	memoryLimit = 500.0 // MB
)

// edits changes an article of a .jsonl file and adds a correction, three times each, and holds the builds to their limit.
func (b *bench) edits(what, project, file string) error {
	n := 0
	article, err := best(3, func() (usage, error) {
		n++
		if err := editLine(filepath.Join(project, "content", "sources", file), 7*n, n); err != nil {
			return usage{}, err
		}
		return b.build(project)
	})
	if err != nil {
		return err
	}
	correction, err := best(3, func() (usage, error) {
		events, err := readTimeline(filepath.Join(project, "public", "timeline.json"))
		if err != nil {
			return usage{}, err
		}
		b.samples++
		if err := b.correct(project, events.Events[len(events.Events)/2+b.samples].ID); err != nil {
			return usage{}, err
		}
		return b.build(project)
	})
	if err != nil {
		return err
	}
	b.line(what+"one article changed", article.wall <= editLimit, "%.2f s (limit %.1f s), %.2f s of processors", article.wall.Seconds(), editLimit.Seconds(), article.cpu.Seconds())
	b.line(what+"one correction added", correction.wall <= editLimit, "%.2f s (limit %.1f s), %.2f s of processors", correction.wall.Seconds(), editLimit.Seconds(), correction.cpu.Seconds())
	return nil
}

// correct gives an event the title "Sample title" with the number of the sample.
func (b *bench) correct(project, event string) error {
	text := fmt.Sprintf("---\nevent: %s\nby: Bench\non: 2026-01-02\nreason: a sample\ntitle: Sample title %d\n---\n", event, b.samples)
	name := filepath.Join(project, "content", "corrections", fmt.Sprintf("sample-%d.md", b.samples))
	return errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644))
}

// editLine adds a sentence to the text of one line of a .jsonl file.
func editLine(file string, line, n int) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	lines := strings.Split(string(data), "\n")
	line = min(line, len(lines)-2)
	var article map[string]any
	if err := json.Unmarshal([]byte(lines[line]), &article); err != nil {
		return err
	}
	article["text"] = fmt.Sprintf("%v On March %d, 2011, President Calanbek met Prime Minister Dorenfer in Fenburg.", article["text"], 1+n)
	changed, err := json.Marshal(article)
	if err != nil {
		return err
	}
	lines[line] = string(changed)
	return os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o644)
}

// realNews builds all articles of Timeline17 as one project, where the data set is at hand.
func (b *bench) realNews() error {
	files, err := filepath.Glob(filepath.Join(sharedFolder(), "t17", "*.jsonl"))
	if err != nil || len(files) == 0 {
		b.note("no data sets: real news is not built")
		return err
	}
	project := filepath.Join(b.dir, "news")
	for _, file := range files {
		if err := copyArticles(file, filepath.Join(project, "content", "sources")); err != nil {
			return err
		}
	}
	first, err := b.build(project)
	if err != nil {
		return err
	}
	b.line("news: first build", first.wall <= firstLimit, "%.1f s (limit %.0f s), %.1f s of processors", first.wall.Seconds(), firstLimit.Seconds(), first.cpu.Seconds())
	b.line("news: first build, peak memory", first.memory <= memoryLimit, "%.0f MB (limit %.0f MB)", first.memory, memoryLimit)
	return b.edits("news: ", project, filepath.Base(files[0]))
}

// copyArticles copies a .jsonl file with the file's name before each id, as some ids are in several files.
func copyArticles(file, dir string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	for line := range bytes.Lines(data) {
		var article map[string]any
		if err := json.Unmarshal(line, &article); err != nil {
			return err
		}
		article["id"] = fmt.Sprint(strings.TrimSuffix(filepath.Base(file), ".jsonl"), "-", article["id"])
		if err := json.NewEncoder(&out).Encode(article); err != nil {
			return err
		}
	}
	return errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, filepath.Base(file)), out.Bytes(), 0o644))
}

// writeArticles writes reports of about n different events: made-up people who meet in made-up places, each on a day.
func writeArticles(project string, n int) error {
	dir := filepath.Join(project, "content", "sources")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var b strings.Builder
	day := time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := 0; i < n; {
		var text strings.Builder
		for range 5 {
			fmt.Fprintf(&text, "On %s, President %s met Prime Minister %s in %s and signed a treaty on trade. ",
				day.Format("January 2, 2006"), name(i*7+1), name(i*11+5), name(i*13+3)+"burg")
			day = day.AddDate(0, 0, 1)
			i++
		}
		line, err := json.Marshal(map[string]string{
			"id": fmt.Sprintf("report-%06d", i), "title": fmt.Sprintf("Report %d", i), "publisher": "Bench News", "url": fmt.Sprintf("https://example.org/%d", i),
			"published": day.Format(time.DateOnly), "text": text.String(),
		})
		if err != nil {
			return err
		}
		b.Write(line)
		b.WriteByte('\n')
	}
	return os.WriteFile(filepath.Join(dir, "reports.jsonl"), []byte(b.String()), 0o644)
}

// name makes a pronounceable name from a number; different numbers below 8,000 give different names.
func name(i int) string {
	first := []string{"Bar", "Cal", "Dor", "Fen", "Gar", "Hol", "Jan", "Kor", "Lan", "Mor", "Nal", "Por", "Ral", "Sol", "Tor", "Val", "Wen", "Yor", "Zan", "Bel"}
	middle := []string{"a", "e", "i", "o", "u", "an", "en", "in", "on", "un", "ar", "er", "ir", "or", "ur", "al", "el", "il", "ol", "ul"}
	last := []string{"bek", "dan", "fer", "gol", "kov", "lin", "mar", "nov", "pol", "rin", "sen", "ton", "vic", "zin", "der", "man", "ser", "tov", "ley", "wick"}
	return first[i%20] + middle[i/20%20] + last[i/400%20]
}

func htmlFiles(dir string) (int, error) {
	n := 0
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".html" {
			n++
		}
		return err
	})
	return n, err
}

// published is what Hugo needs of timeline.json.
type published struct {
	Events []struct {
		ID, Date, Title, Summary string
		Evidence                 []struct{ Source, Quote, Expression, Why, URL string }
	}
	Sources []struct{ ID, Title, Publisher, URL, Published string }
}

func readTimeline(file string) (published, error) {
	var p published
	data, err := os.ReadFile(file)
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal(data, &p)
}

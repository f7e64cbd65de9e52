package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// site builds a large timeline, lets Hugo build pages from the same content, and compares pages a second.
func (b *bench) site() error {
	project := filepath.Join(b.dir, "project")
	if err := writeArticles(project, b.events); err != nil {
		return err
	}
	first, err := measure(nil, b.timeline, "-C", project, "--quiet", "build")
	if err != nil {
		return err
	}
	// Hugo gets finished events; so do we, from the cache of the articles, which is what a correction's rebuild costs.
	ours, err := best(2, func() (usage, error) { return measure(nil, b.timeline, "-C", project, "--quiet", "build") })
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
		if err := os.RemoveAll(filepath.Join(peer, "public")); err != nil {
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
	return nil
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

package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/olebedev/when"
	"github.com/olebedev/when/rules/common"
	"github.com/olebedev/when/rules/en"
)

// startUp is the time until a reader of one sentence has an answer.
func (b *bench) startUp() error {
	u, err := best(20, func() (usage, error) {
		return measure(strings.NewReader("Kerry met Lavrov earlier this week."), b.timeline, "tag", "--dct", "2014-03-28")
	})
	if err != nil {
		return err
	}
	b.line("tag one sentence", u.wall < 20*time.Millisecond, "%.1f ms (limit 20 ms)", float64(u.wall.Microseconds())/1000)
	return nil
}

// tagging compares tagging a large file with counting its words, and with the rules of when on a part of it.
func (b *bench) tagging() error {
	news, from, err := newsText()
	if err != nil {
		return err
	}
	file := filepath.Join(b.dir, "news.txt")
	size, err := repeat(file, news, b.megabytes<<20)
	if err != nil {
		return err
	}
	megabytes := float64(size) / 1e6
	b.note("%.0f MB of news (%s)", megabytes, from)
	words, err := best(3, func() (usage, error) { return measure(nil, "wc", "-w", file) })
	if err != nil {
		return err
	}
	ours, err := best(2, func() (usage, error) {
		return measure(nil, b.timeline, "tag", "--format", "json", "--dct", "2014-03-28", file)
	})
	if err != nil {
		return err
	}
	ratio := ours.wall.Seconds() / words.wall.Seconds()
	perCore := megabytes / ours.cpu.Seconds()
	b.line("tag against wc -w, time", ratio <= 3, "%.2f times (limit 3): %.2f s and %.2f s", ratio, ours.wall.Seconds(), words.wall.Seconds())
	b.line("tag, MB/s per core", perCore >= 50, "%.1f (at least 50); %.1f MB/s of the whole process", perCore, megabytes/ours.wall.Seconds())
	b.line("tag, peak memory", ours.memory < 200, "%.0f MB (limit 200 MB)", ours.memory)
	return b.againstWhen(news, perCore)
}

// againstWhen gives the same sentences to when's English rules, one core each.
func (b *bench) againstWhen(news string, ours float64) error {
	parser := when.New(nil)
	parser.Add(en.All...)
	parser.Add(common.All...)
	now := time.Date(2014, 3, 28, 12, 0, 0, 0, time.UTC)
	part := news[:min(len(news), 1<<19)]
	start := time.Now()
	for sentence := range strings.SplitSeq(part, "\n") {
		if _, err := parser.Parse(sentence, now); err != nil && !errors.Is(err, fs.ErrInvalid) {
			continue // it gives up on some sentences; they cost time all the same
		}
	}
	theirs := float64(len(part)) / 1e6 / time.Since(start).Seconds()
	b.line("tag against when, MB/s per core", ours > theirs, "%.0f times: %.1f and %.2f", ours/theirs, ours, theirs)
	return nil
}

// newsText returns real news where the data sets are at hand, else the project's own digests; one sentence or
// paragraph a line.
func newsText() (text, from string, err error) {
	files, err := filepath.Glob(filepath.Join(sharedFolder(), "t17", "*.jsonl"))
	if err != nil {
		return "", "", err
	}
	var b strings.Builder
	for _, file := range files {
		if err := addArticles(&b, file); err != nil {
			return "", "", err
		}
	}
	if b.Len() > 0 {
		return b.String(), "the articles of Timeline17, repeated", nil
	}
	files, err = filepath.Glob(filepath.Join("content", "sources", "*.md"))
	if err != nil {
		return "", "", err
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return "", "", err
		}
		b.Write(data)
	}
	if b.Len() == 0 {
		return "", "", errors.New("no text to tag: neither data sets nor content/sources")
	}
	return b.String(), "the project's own digests, repeated; set TIMELINE_SHARED for more", nil
}

// sharedFolder is where the data sets are, if they are at hand.
func sharedFolder() string {
	return cmp.Or(os.Getenv("TIMELINE_SHARED"), filepath.Join("..", "shared"))
}

func addArticles(b *strings.Builder, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var article struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &article); err != nil {
			return err
		}
		b.WriteString(article.Text)
		b.WriteString("\n\n")
	}
	return lines.Err()
}

// repeat writes text over and over until the file has at least size bytes, and returns how many.
func repeat(file, text string, size int) (int, error) {
	f, err := os.Create(file)
	if err != nil {
		return 0, err
	}
	written := 0
	for written < size {
		n, err := f.WriteString(text)
		if err != nil {
			return written, errors.Join(err, f.Close())
		}
		written += n
	}
	return written, f.Close()
}

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// corpus is the articles of a project, each a line of a .jsonl file.
type corpus []map[string]string

// reading measures what comes before the pages: reading articles, finding events, and merging their reports. That is what
// `timeline check` does.
func (b *bench) reading() error {
	all, from, err := readCorpus()
	if err != nil {
		return err
	}
	cold, err := b.check(all, "corpus")
	if err != nil {
		return err
	}
	b.note("%d articles (%s)", len(all), from)
	b.line("read and merge, processor time", cold.cpu.Seconds() <= 8, "%.1f s (limit 8 s), %.1f s by the clock", cold.cpu.Seconds(), cold.wall.Seconds())
	b.line("read and merge, peak memory", cold.memory < 500, "%.0f MB (limit 500 MB)", cold.memory)

	few := all[:min(len(all), b.articles)]
	one, err := b.check(few, "one")
	if err != nil {
		return err
	}
	ten, err := b.check(few.times(10), "ten")
	if err != nil {
		return err
	}
	ratio := ten.cpu.Seconds() / one.cpu.Seconds()
	b.line("ten times the articles", ratio <= 12, "%.1f times the processor time (limit 12): %d articles %.1f s, %d articles %.1f s",
		ratio, len(few), one.cpu.Seconds(), 10*len(few), ten.cpu.Seconds())
	return nil
}

// check checks a project of the articles, of which nothing is in a cache: a check keeps none.
func (b *bench) check(c corpus, name string) (usage, error) {
	project := filepath.Join(b.dir, name)
	if err := c.write(project); err != nil {
		return usage{}, err
	}
	return measure(nil, b.timeline, "-C", project, "--quiet", "check")
}

func (c corpus) write(project string) error {
	dir := filepath.Join(project, "content", "sources")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for _, article := range c {
		if err := enc.Encode(article); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(project, "content", "timeline.yaml"), []byte("title: Bench\n"), 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "articles.jsonl"), out.Bytes(), 0o600)
}

// readCorpus returns the articles of Timeline17 where they are at hand, else made-up ones. Ids are numbers: some of those of
// the data set are used twice.
func readCorpus() (c corpus, from string, err error) {
	files, err := filepath.Glob(filepath.Join(sharedFolder(), "t17", "*.jsonl"))
	if err != nil {
		return nil, "", err
	}
	from = "Timeline17"
	if len(files) == 0 {
		from = "made up"
		dir, err := os.MkdirTemp("", "timeline-bench-")
		if err != nil {
			return nil, "", err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		if err := writeArticles(dir, 10000); err != nil {
			return nil, "", err
		}
		files = []string{filepath.Join(dir, "content", "sources", "reports.jsonl")}
	}
	for _, file := range files {
		if c, err = c.read(file); err != nil {
			return nil, "", err
		}
	}
	return c, from, nil
}

func (c corpus) read(file string) (corpus, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var article map[string]string
		if err := json.Unmarshal(lines.Bytes(), &article); err != nil {
			return nil, err
		}
		article["id"] = fmt.Sprintf("article-%05d", len(c))
		c = append(c, article)
	}
	return c, lines.Err()
}

// times returns the articles n times: each time of other years and about other people and places, so that no article of one
// time tells what one of another does.
func (c corpus) times(n int) corpus {
	var all corpus
	for k := range n {
		for _, article := range c {
			other := map[string]string{}
			for key, value := range article {
				switch key {
				case "text", "title":
					value = rename(value, k)
				case "url":
					value = fmt.Sprintf("%s?copy=%d", value, k)
				}
				if key == "text" || key == "title" || key == "published" {
					value = shiftYears(value, k)
				}
				other[key] = value
			}
			other["id"] = fmt.Sprintf("%s-%d", article["id"], k)
			all = append(all, other)
		}
	}
	return all
}

var year = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

// shiftYears moves years by nine for each copy, to both sides of the present.
func shiftYears(s string, k int) string {
	return year.ReplaceAllStringFunc(s, func(y string) string {
		n, err := strconv.Atoi(y)
		if err != nil {
			return y
		}
		return strconv.Itoa(n + 9*(k-5))
	})
}

var capitalised = regexp.MustCompile(`\p{Lu}\p{Ll}+`)

// kept are capitalised words that are no names: renamed, they would take the dates with them.
var kept = func() map[string]bool {
	words := "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec " +
		"Monday Tuesday Wednesday Thursday Friday Saturday Sunday The He She It They In On At But And For Mr Mrs President Minister Prime"
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}()

// rename gives the capitalised words within sentences another ending for each copy.
func rename(s string, k int) string {
	ending := []string{"", "bar", "cel", "dor", "fin", "gol", "kam", "lus", "mer", "nod"}[k%10]
	var b strings.Builder
	at := 0
	for _, m := range capitalised.FindAllStringIndex(s, -1) {
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:m[0]], " "))
		if kept[s[m[0]:m[1]]] || !unicode.IsLetter(before) && before != ',' {
			continue
		}
		b.WriteString(s[at:m[1]] + ending)
		at = m[1]
	}
	return b.String() + s[at:]
}

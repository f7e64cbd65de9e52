package source

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/text"
)

func spanOf(start, end int) text.Span { return text.Span{Start: start, End: end} }

// addSeeds adds the articles of testdata that have an ending.
func addSeeds(f *testing.F, ending string) {
	archives, _ := filepath.Glob("testdata/articles/*.txtar")
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ending) {
				f.Add(string(file.Data))
			}
		}
	}
}

// checkParse checks what holds of every file: no panic, blocks in order, spans inside the file, text in UTF-8 without
// control characters, problems with a place.
func checkParse(t *testing.T, file, data string) {
	docs, problems := Parse(file, []byte(data))
	for _, p := range problems {
		if p.File != file || p.Message == "" || p.Line < 1 && p.Position.Column > 0 {
			t.Fatalf("%q: problem %+v", data, p)
		}
	}
	if len(docs) == 0 && problems.Count(diag.Error) == 0 && strings.TrimSpace(data) != "" && file != "a.jsonl" {
		t.Fatalf("%q gives neither an article nor a problem", data)
	}
	for _, d := range docs {
		src := data
		if d.Line > 0 {
			src = lineText(t, data, d.Line)
		}
		if !utf8.ValidString(d.Text) || strings.ContainsFunc(d.Text+d.Title, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f }) {
			t.Fatalf("%q gives the text %q", data, d.Text)
		}
		end := 0
		for _, b := range d.Blocks {
			if b.Start < end || b.End <= b.Start || b.End > len(d.Text) || b.Dateline.Len() > 0 && (b.Dateline.Start < b.Start || b.Dateline.End > b.End) {
				t.Fatalf("%q gives the blocks %v", data, d.Blocks)
			}
			end = b.End
			if f := d.FileSpan(b.Span); f.Start < 0 || f.End > len(src) || f.Start >= f.End {
				t.Fatalf("%q: %v of the text is at %v", data, b.Span, f)
			}
		}
	}
}

func FuzzText(f *testing.F) {
	addSeeds(f, ".txt")
	f.Fuzz(func(t *testing.T, data string) {
		checkParse(t, "a.txt", data)
		docs, _ := Parse("a.txt", []byte(data))
		if len(docs) == 1 && !strings.Contains(data, "](") {
			checkSpans(t, &docs[0], data)
		}
	})
}

func FuzzMarkdown(f *testing.F) {
	addSeeds(f, ".md")
	f.Fuzz(func(t *testing.T, data string) { checkParse(t, "a.md", data) })
}

func FuzzHTML(f *testing.F) {
	addSeeds(f, ".html")
	f.Fuzz(func(t *testing.T, data string) { checkParse(t, "a.html", data) })
}

func FuzzLines(f *testing.F) {
	addSeeds(f, ".jsonl")
	f.Fuzz(func(t *testing.T, data string) { checkParse(t, "a.jsonl", data) })
}

func FuzzDates(f *testing.F) {
	for _, s := range []string{"Posted Jan 28, 2014 4:24 AM CST", "Wednesday , January 29 , 2014", "28 марта 2014", "14.06.2014", "2014-03-28", "п'ятниця, 28 березня", "31 April 2014"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		for _, d := range findDates(s) {
			if d.Start < 0 || d.End > len(s) || d.Start >= d.End || d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31 {
				t.Fatalf("%q: %+v", s, d)
			}
		}
	})
}

func FuzzURL(f *testing.F) {
	for _, s := range []string{"https://x.example/2014/03/28/a", "https://x.example/a-20140328", "https://x.example/-idUKL6N0SS03920141103", "https://x.example/7jun2014/", "https://x.example/14-06-2014/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if part, day := urlDate(s); part != "" && (day < date.NewDay(1980, 1, 1) || day > date.NewDay(2100, 1, 1)) {
			t.Fatalf("%q has the date %s", s, day)
		}
		if u, ok := safeURL(s); ok && !strings.HasPrefix(u, "http") {
			t.Fatalf("%q is taken for safe", s)
		}
	})
}

func TestURLDate(t *testing.T) {
	for address, want := range map[string]string{
		"https://x.example/2014/03/28/putin":                      "2014-03-28",
		"https://x.example/news/2014/mar/28/story-20140328/":      "2014-03-28",
		"https://x.example/story-20140328-x":                      "2014-03-28",
		"https://x.example/a/2014-03-28-x":                        "2014-03-28",
		"https://x.example/item/20140328151400-j9k7z":             "2014-03-28",
		"https://x.example/article/ukraine-idINL5N0JA3R120131125": "2013-11-25",
		"https://x.example/world/2014/0328/story":                 "2014-03-28",
		"https://x.example/world/7jun2014/x.html":                 "2014-06-07",
		"https://x.example/hotspots/14-06-2014/x":                 "2014-06-14",
		"https://x.example/news/minsk---18022015123400":           "2015-02-18",
		"https://x.example/2014/02/30/x":                          "",
		"https://x.example/2014/03/28/x-20140401":                 "", // two dates
		"https://x.example/archive/29847011":                      "",
		"https://x.example/amp/140326/world":                      "",
		"https://x.example/?date=2014/03/28/":                     "",
		"https://x.example/42323/x/":                              "",
		"https://x.example":                                       "",
		"":                                                        "",
	} {
		part, day := urlDate(address)
		if got := day.String(); part != "" && got != want || part == "" && want != "" {
			t.Errorf("%s has the date %q %s, want %q", address, part, got, want)
		}
	}
}

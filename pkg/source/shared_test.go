package source

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared returns the folder of articles by others that tests may read, and skips the test where it is absent.
func shared(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv("TIMELINE_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the articles to test with are not here: %s", path)
	}
	return path
}

func readShared(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(shared(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func parseShared(t *testing.T, name string) []Document {
	t.Helper()
	data := readShared(t, name)
	docs, problems := Parse(filepath.Base(name), data)
	if err := problems.Err(); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	for i := range docs {
		checkSpans(t, &docs[i], string(data))
	}
	return docs
}

// The seeds give the title, the roles and the date that a reader sees in them.
func TestSeeds(t *testing.T) {
	for name, want := range map[string]struct{ title, published, from string }{
		"000_b51d46eeb76d21b7.txt": {"Putin Phones Obama", "2014-03-28", "a photograph's caption"},
		"001_97256b1eed53d3e0.txt": {"Putin Calls Obama", "", "nothing"},
		"002_8fd0aec23267e125.txt": {"White House: Obama Urges", "", "nothing"},
		"003_fd0e5672d3c3c35f.txt": {"Putin to Obama", "2014-03-28", "the line"},
		"004_1b3dd2c6e0516171.txt": {"Biden raises concerns", "", "nothing"},
	} {
		docs := parseShared(t, "seeds/"+name)
		if len(docs) != 1 {
			t.Fatalf("%s: %d articles", name, len(docs))
		}
		d := docs[0]
		if !strings.HasPrefix(d.Title, want.title) || d.Published.String() != want.published || !strings.HasPrefix(d.PublishedWhy, want.from) || d.Language != "en" {
			t.Errorf("%s: %q, %s, %s, %s", name, d.Title, d.Published, d.PublishedWhy, d.Language)
		}
		for _, b := range d.Blocks {
			said := strings.ToLower(b.Of(d.Text))
			for _, plea := range []string{"browser", "ad blocker", "subscribe", "donation", "most popular", "tap to read", "other categories", "dear time"} {
				if strings.Contains(said, plea) && b.Role != Boilerplate {
					t.Errorf("%s: %s: %s", name, b.Role, said)
				}
			}
			if b.Role == Boilerplate && len(said) > 300 {
				t.Errorf("%s: long furniture: %s", name, said)
			}
		}
	}
}

// Without their stated dates, the articles on Ukraine are dated rightly or not at all.
func TestPublishedOfUkraine(t *testing.T) {
	truth := map[string]string{}
	if err := json.Unmarshal(readShared(t, "ukraine/published.json"), &truth); err != nil {
		t.Fatal(err)
	}
	right, unknown := 0, 0
	for _, name := range []string{"ukraine/articles.jsonl", "ukraine/articles.ru-uk.jsonl"} {
		for line := range bytes.Lines(readShared(t, name)) {
			var article map[string]string
			if err := json.Unmarshal(line, &article); err != nil {
				t.Fatal(err)
			}
			if article["published"] != "" {
				truth[article["id"]] = article["published"]
			}
			delete(article, "published")
			bare, _ := json.Marshal(article)
			docs, problems := Parse("x.jsonl", bare)
			if len(docs) != 1 {
				t.Fatal(problems)
			}
			switch got := docs[0].Published.String(); {
			case got == "":
				unknown++
			case got == truth[article["id"]]:
				right++
			default:
				t.Errorf("%s was published %s, not %s (%s)", article["id"], truth[article["id"]], got, docs[0].PublishedWhy)
			}
		}
	}
	t.Logf("published: %d right, %d unknown", right, unknown)
	if right < 86 {
		t.Errorf("only %d dated", right)
	}
}

// The language of each article is the one that it states.
func TestLanguageOfUkraine(t *testing.T) {
	for _, name := range []string{"ukraine/articles.jsonl", "ukraine/articles.ru-uk.jsonl"} {
		for _, d := range parseShared(t, name) {
			if got := languageOf(d.Text); got != d.Language {
				t.Errorf("%s is in %s, not %s", d.ID, d.Language, got)
			}
		}
	}
}

// The words that date the known events stand where events are looked for. Those in the date above or below an article,
// in its dateline or under a photograph are no words of the report.
func TestEvidenceOfUkraine(t *testing.T) {
	var events []struct {
		Key      string
		Evidence []struct{ ID, Expression string }
	}
	if err := json.Unmarshal(readShared(t, "ukraine/events.json"), &events); err != nil {
		t.Fatal(err)
	}
	byID := map[string]Document{}
	for _, name := range []string{"ukraine/articles.jsonl", "ukraine/articles.ru-uk.jsonl"} {
		for _, d := range parseShared(t, name) {
			byID[d.ID] = d
		}
	}
	states := map[Role]bool{Prose: true, Heading: true, ListItem: true, Quote: true, Title: true}
	may := map[Role]bool{Dateline: true, Caption: true, Byline: true}
	total := 0
	for _, e := range events {
		for _, x := range e.Evidence {
			d, ok := byID[x.ID]
			if !ok {
				continue
			}
			total++
			stated, other := false, []string{}
			for _, b := range d.Blocks {
				if !strings.Contains(strings.ToLower(b.Of(d.Text)), strings.ToLower(x.Expression)) {
					continue
				}
				stated = stated || states[b.Role] || may[b.Role]
				other = append(other, b.Role.String())
			}
			if !stated {
				t.Errorf("%s: %s: %q stands in %v", e.Key, x.ID, x.Expression, other)
			}
		}
	}
	if total < 200 {
		t.Errorf("only %d expressions looked for", total)
	}
}

// Articles by the sentence, a line each, keep their sentences: hardly any is taken for furniture, but for those of three
// pages that end in readers' comments.
func TestTimeline17(t *testing.T) {
	prose, other, commented := 0, 0, 0
	for _, d := range parseShared(t, "t17/haiti.jsonl") {
		if d.Language != "en" || d.PublishedFrom != FromFrontMatter {
			t.Errorf("%s: %s, %s", d.ID, d.Language, d.PublishedFrom)
		}
		kept, left := 0, 0
		for _, b := range d.Blocks {
			if b.Role == Prose || b.Role == ListItem || b.Role == Heading || b.Role == Title {
				kept++
			} else {
				left++
			}
		}
		if left > kept && left > 100 {
			commented++
			continue
		}
		prose, other = prose+kept, other+left
	}
	t.Logf("%d blocks of prose, %d others, %d pages of comments", prose, other, commented)
	if other*50 > prose || commented > 3 {
		t.Errorf("%d blocks of prose, %d others, %d pages of comments", prose, other, commented)
	}
}

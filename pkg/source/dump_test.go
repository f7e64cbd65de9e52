package source

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDump(t *testing.T) {
	out, _ := os.Create("/tmp/dump/roles.txt")
	defer out.Close()
	var all []Document
	fs, _ := filepath.Glob("../../../shared/seeds/*.txt")
	for _, f := range fs {
		b, _ := os.ReadFile(f)
		docs, p := Parse("content/sources/"+filepath.Base(f), b)
		if len(p) > 0 {
			fmt.Fprintln(out, p)
		}
		all = append(all, docs...)
	}
	for _, f := range []string{"ukraine/articles.jsonl", "ukraine/articles.ru-uk.jsonl"} {
		b, _ := os.ReadFile("../../../shared/" + f)
		docs, p := Parse(f, b)
		for _, x := range p {
			fmt.Fprintln(out, x.String())
		}
		all = append(all, docs...)
	}
	byID := map[string]Document{}
	for _, d := range all {
		byID[d.ID] = d
		fmt.Fprintf(out, "##### %s [%s] %v %s: %s | %s\n", d.ID, d.Language, d.Published, d.PublishedFrom, d.PublishedWhy, d.Title)
		for _, b := range d.Blocks {
			fmt.Fprintf(out, "  %-11s", b.Role.String())
			if b.Dateline.Len() > 0 {
				fmt.Fprintf(out, " <%s>", b.Dateline.Of(d.Text))
			}
			fmt.Fprintf(out, " %.150s\n", b.Of(d.Text))
		}
	}
	var ev []struct {
		Key      string
		Evidence []struct{ ID, Expression string }
	}
	b, _ := os.ReadFile("../../../shared/ukraine/events.json")
	json.Unmarshal(b, &ev)
	lost, n := 0, 0
	for _, e := range ev {
		for _, x := range e.Evidence {
			d, ok := byID[x.ID]
			if !ok {
				continue
			}
			n++
			states := false
			where := []string{}
			for _, bl := range d.Blocks {
				if strings.Contains(strings.ToLower(bl.Of(d.Text)), strings.ToLower(x.Expression)) {
					where = append(where, bl.Role.String())
					switch bl.Role {
					case Prose, Heading, ListItem, Quote, Title:
						if bl.Dateline.Len() == 0 || strings.Contains(strings.ToLower(d.Text[bl.Dateline.End:bl.End]), strings.ToLower(x.Expression)) {
							states = true
						}
					}
				}
			}
			if !states {
				lost++
				fmt.Fprintln(out, "LOST", e.Key, x.ID, x.Expression, where)
			}
		}
	}
	fmt.Println("evidence", n, "lost", lost)
}

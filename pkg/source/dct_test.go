package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestDCT(t *testing.T) {
	truth := map[string]string{}
	b, _ := os.ReadFile("../../../shared/ukraine/published.json")
	json.Unmarshal(b, &truth)
	for _, strip := range []bool{false, true} {
		right, wrong, unknown, extra := 0, 0, 0, 0
		for _, f := range []string{"ukraine/articles.jsonl", "ukraine/articles.ru-uk.jsonl"} {
			b, _ := os.ReadFile("../../../shared/" + f)
			for line := range bytes.Lines(b) {
				var m map[string]any
				json.Unmarshal(line, &m)
				if m["published"] != nil && m["published"] != "" {
					if !strip {
						continue
					}
					truth[m["id"].(string)] = m["published"].(string)
					delete(m, "published")
				}
				l, _ := json.Marshal(m)
				docs, p := Parse(f, l)
				if len(docs) == 0 {
					fmt.Println(p)
					continue
				}
				d := docs[0]
				want := truth[d.ID]
				got := d.Published.String()
				switch {
				case got == "":
					unknown++
					if strip && want != "" {
						fmt.Println("  unknown", d.ID, want, d.URL)
					}
				case want == "":
					extra++
					fmt.Println("  EXTRA", d.ID, got, d.PublishedWhy)
				case strings.HasPrefix(got, want):
					right++
				default:
					wrong++
					fmt.Println("  WRONG", d.ID, want, got, d.PublishedWhy)
				}
				if len(p) > 0 {
					fmt.Println("   ", d.ID, p[0].String())
				}
			}
		}
		fmt.Println("strip", strip, "right", right, "wrong", wrong, "unknown", unknown, "no truth", extra)
	}
}
func TestT17(t *testing.T) {
	right, wrong, unknown := 0, 0, 0
	why := map[string]int{}
	n := 0
	for _, f := range []string{"egypt", "finan", "haiti", "libya", "syria"} {
		b, _ := os.ReadFile("../../../shared/t17/" + f + ".jsonl")
		for line := range bytes.Lines(b) {
			var m map[string]any
			json.Unmarshal(line, &m)
			want := m["published"].(string)
			delete(m, "published")
			l, _ := json.Marshal(m)
			docs, _ := Parse(f, l)
			docs, _ = Parse(f+".jsonl", l)
			if len(docs) == 0 {
				continue
			}
			d := docs[0]
			got := d.Published.String()
			switch {
			case got == "":
				unknown++
			case strings.HasPrefix(got, want):
				right++
			default:
				wrong++
				a, _ := d.Published.Bounds()
				_ = a
				n++
				if n < 60 {
					fmt.Println("  WRONG", d.ID, want, got, d.PublishedWhy)
				}
				why[d.PublishedWhy[:12]]++
			}
		}
	}
	fmt.Println("t17 right", right, "wrong", wrong, "unknown", unknown, why)
}

package merge

import (
	"testing"

	"timeline/pkg/source"
)

// TestReprint dates a sentence that is printed again days later as its first printing does, in any order of the articles.
func TestReprint(t *testing.T) {
	const sentence = "The dockers of Porto closed the old bridge on Saturday and hung their flags from its towers."
	parsed, problems := source.Parse("a.jsonl", []byte(
		`{"id": "late", "published": "2014-03-17", "text": "`+sentence+`"}`+"\n"+
			`{"id": "early", "published": "2014-03-02", "text": "`+sentence+`"}`+"\n"+
			`{"id": "other", "published": "2014-03-17", "text": "The dockers of Porto closed the bridge on Saturday."}`+"\n"))
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	for _, docs := range [][]source.Document{parsed, {parsed[2], parsed[1], parsed[0]}} {
		got := map[string]string{}
		for _, e := range Events(inputOf(t, docs)) {
			for _, v := range e.Evidence {
				got[v.Source] = v.Date.String()
			}
		}
		if got["late"] != "2014-03-01" || got["early"] != "2014-03-01" || got["other"] != "2014-03-15" {
			t.Errorf("dated %v", got)
		}
	}
}

package pipeline_test

import (
	"slices"
	"strings"
	"testing"

	"timeline/pkg/pipeline"
)

// TestReviewAlike asks about events that may be one, and only about these.
func TestReviewAlike(t *testing.T) {
	const head = "---\npublished: 2014-04-10\n---\n"
	for _, c := range []struct {
		name, one, other string
		want             string // of the message; "" for none
	}{
		{"dated differently", "The harbour council of Arden dismissed its treasurer on April 2, 2014.", "The harbour council of Arden dismissed its treasurer on April 3, 2014.",
			"may be one event that the sources date differently"},
		{"two days apart", "The harbour council of Arden dismissed its treasurer on April 2, 2014.", "The harbour council of Arden dismissed its treasurer on April 4, 2014.", ""},
		{"another act", "The harbour council of Arden dismissed its treasurer on April 2, 2014.", "The harbour council of Arden praised its divers on April 3, 2014.", ""},
		{"told apart by one article", "The harbour council of Arden dismissed its treasurer on April 2, 2014. The harbour council of Arden dismissed its treasurer on April 3, 2014.", "It rained.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := build(t, project(t, map[string]string{"a.md": head + c.one + "\n", "b.md": head + c.other + "\n"}, nil), func(*pipeline.Options) {})
			var found []string
			for _, p := range r.Review() {
				if strings.Contains(p.Message, "may be one event") {
					found = append(found, p.String())
					if !strings.Contains(p.Command, "--merge") {
						t.Errorf("no command that settles %s", p)
					}
				}
			}
			if c.want == "" && found != nil || c.want != "" && !slices.ContainsFunc(found, func(s string) bool { return strings.Contains(s, c.want) }) {
				t.Errorf("asked %q, want %q", found, c.want)
			}
		})
	}
}

package event

import (
	"strings"
	"testing"
	"time"

	"timeline/pkg/source"
)

// TestLongSentences reads sentences that never end in about the time of as many words in short ones.
func TestLongSentences(t *testing.T) {
	tagger, names := newTagger(t), NewNames(testConfig)
	for _, piece := range []string{"in Porto, Braga, ", "(a)\" ", "said \"no, ", "not only but ", "the crew closes the port until ", "who attacks "} {
		docs, _ := source.Parse("a.md", []byte("---\npublished: 2014-03-31\n---\n\nOn Friday Ada Marlow said "+strings.Repeat(piece, 20000)+" on Monday."))
		start := time.Now()
		for i := range docs {
			Extract(&docs[i], tagger, names)
		}
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%q 20000 times: %v", piece, d)
		}
	}
}

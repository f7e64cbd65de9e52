package source

import (
	"math/rand"
	"strings"
	"testing"
)

// Whatever stands around whole sentences in Markdown, the bytes of each are its words.
func TestMarkdownSpans(t *testing.T) {
	sentences := []string{"The bridge *opened* on **Monday**.", "[He said](http://x.y/z) so.", "**Two.**", "It was 5\\. and a_b & x * y.", "(See [it](a \"b\").)", "~~Old~~ <b>bold</b>.",
		"\"Quote,\" she *said.*", "Look ![i](j) there.", "**[Both](c).**", "***All.***", "<http://e.f>", "`Code` is law.", "Caf&eacute; &mdash; &amp; more\nin two lines.", "Ends  \nhard.", "[Ref][r].", "Жнець _йде_.", "“Hi.”"}
	starts := []string{"", "> ", "- ", "# ", "1. ", "> - "}
	r := rand.New(rand.NewSource(1))
	for range 500 {
		var b strings.Builder
		for range 1 + r.Intn(4) {
			b.WriteString(starts[r.Intn(len(starts))])
			for range 1 + r.Intn(4) {
				b.WriteString(sentences[r.Intn(len(sentences))] + " ")
			}
			b.WriteString("\n\n")
		}
		b.WriteString("[r]: x\n")
		docs, problems := Parse("a.md", []byte(b.String()))
		if len(docs) != 1 {
			t.Fatalf("%q: %v", b.String(), problems)
		}
		checkSpans(t, &docs[0], b.String())
	}
}

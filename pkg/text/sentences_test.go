package text

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSentences(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "One came. Two left! Did three stay? Yes.", "One came.|Two left!|Did three stay?|Yes."},
		{"title", "Mr. Lavrov met Sen. Hale. They spoke.", "Mr. Lavrov met Sen. Hale.|They spoke."},
		{"month", "It began on Feb. 22 in Kiev. It ended.", "It began on Feb. 22 in Kiev.|It ended."},
		{"month that is a word", "It began on Mar. 22, a Sat. 3 came. She sat. He stood.", "It began on Mar. 22, a Sat. 3 came.|She sat.|He stood."},
		{"initials", "The U.S. Senate heard J. Smith. It voted.", "The U.S. Senate heard J. Smith.|It voted."},
		{"hour", "He came at 4 p.m. and left. She stayed.", "He came at 4 p.m. and left.|She stayed."},
		{"initialism at the end", "He went to the U.S. The others stayed until 4 p.m. He left.", "He went to the U.S.|The others stayed until 4 p.m.|He left."},
		{"quote", `"We go." He went. “Stay!” she said.`, `"We go."|He went.|“Stay!” she said.`},
		{"number", "It cost 3.5 million. 20 came.", "It cost 3.5 million.|20 came."},
		{"blank line", "A headline\n\nThe first\nsentence. The second", "A headline|The first\nsentence.|The second"},
		{"ellipsis", "And then… Nothing. Well... Go.", "And then…|Nothing.|Well...|Go."},
		{"russian", "Он уехал в 2014 г. Москва молчала. Потом ответила.", "Он уехал в 2014 г. Москва молчала.|Потом ответила."},
		{"empty", " \n\t ", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, span := range Sentences(tt.in) {
				got = append(got, span.Of(tt.in))
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, "|")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("Mr. A. went. “B!” C… d?! (E.) \n\n F")
	f.Add("...\n\n\n.\n. .")
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, span := range Sentences(s) {
			if span.Start < last || span.End <= span.Start || span.End > len(s) {
				t.Fatalf("span %v after %d in %q", span, last, s)
			}
			if strings.TrimSpace(s[last:span.Start]) != "" {
				t.Fatalf("%q is in no sentence", s[last:span.Start])
			}
			last = span.End
		}
		if strings.Trim(s[last:], " \n\t\r\f\v") != "" {
			t.Fatalf("%q is in no sentence", s[last:])
		}
	})
}

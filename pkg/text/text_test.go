package text

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestFold folds white space, also where at first sight there is none to fold.
func TestFold(t *testing.T) {
	for s, want := range map[string]string{
		"": "", " ": "", "a": "a", " a": "a", "a ": "a", "a b": "a b", "a  b": "a b", "a\tb": "a b", "a\u00a0b": "a b", "a\u2009b": "a b",
		"“a” – b…": "“a” – b…", "“a”  b": "“a” b", "a\u2028b": "a b", "a\u0085": "a", "a\xe2\x80": "a\xe2\x80", "Я  і": "Я і", "a\u2007b ": "a b",
	} {
		if got := Fold(s); got != want {
			t.Errorf("%q is folded to %q, want %q", s, got, want)
		}
	}
}

// TestEightAtATime compares what is seen of eight bytes at once with what is seen of each, on texts in which every second
// byte or so is one that matters.
func TestEightAtATime(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	parts := []string{" ", " ", "!", "a", "b", "word", "~", "\x7f", "\x1f", "\x00", "\n", "“", "\u2009", "é", "\xff", "plain words here"}
	for range 20000 {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteString(parts[r.IntN(1+r.IntN(len(parts)))])
		}
		s := b.String()
		n := strings.IndexFunc(s, func(c rune) bool { return c < ' ' || c > '~' })
		if n < 0 {
			n = len(s)
		}
		if got := Plain(s); got != n {
			t.Fatalf("%q: %d bytes are plain, want %d", s, got, n)
		}
		if got, want := Fold(s), strings.Join(strings.Fields(s), " "); got != want {
			t.Fatalf("%q is folded to %q, want %q", s, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("“a” – b… c")
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := Fold(s), strings.Join(strings.Fields(s), " "); got != want {
			t.Errorf("%q is folded to %q, want %q", s, got, want)
		}
	})
}

package text

import (
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

func FuzzFold(f *testing.F) {
	f.Add("“a” – b… c")
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := Fold(s), strings.Join(strings.Fields(s), " "); got != want {
			t.Errorf("%q is folded to %q, want %q", s, got, want)
		}
	})
}

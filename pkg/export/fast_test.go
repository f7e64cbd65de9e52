package export

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// FuzzIndented compares the indenting of JSON with encoding/json's.
func FuzzIndented(f *testing.F) {
	for _, s := range []string{"", "plain", `a "quote" \\ and \\\`, "{[,:]}", "\x7f\u0080\u009f\u00a0\u00e9", "\xc2", "\xff\x00\n", "\u2028<b>&", `\"`} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		value := map[string]any{
			s: []any{s, n, -1.5e9, true, nil, []int{}, map[string]int{}, []any{[]string{s, s}, map[string]any{s + "x": s}}}, "empty": "", "deep": [][][]string{{{s}}, {}, {{}}},
		}
		for _, prefix := range []string{"", "    "} {
			got, err := marshal(value, prefix)
			if err != nil {
				t.Fatal(err)
			}
			data, _ := json.MarshalIndent(value, prefix, "  ")
			var want strings.Builder
			for _, r := range string(data) {
				if r >= 0x7f && r < 0xa0 {
					fmt.Fprintf(&want, `\u%04x`, r)
				} else {
					want.WriteRune(r)
				}
			}
			if string(got) != want.String() {
				t.Errorf("got\n%s\nencoding/json gives\n%s", got, want.String())
			}
		}
	})
}

// FuzzPlainPath compares the short way to the address of a page with the long one.
func FuzzPlainPath(f *testing.F) {
	for _, s := range []string{"events/2014-03-28-call/", "a", "a/b", "a//b", "/a", "..", "a/../b", "", "a:b", "a%2fb", "a?b#c", "é/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, v := range []*view{{}, {base: "https://e.example/sub/"}} {
			if got := v.link(s); plainPath(s) && got != v.relative(s) {
				t.Errorf("link(%q) = %q, with base %q; parsed: %q", s, got, v.base, v.relative(s))
			}
		}
	})
}

// FuzzPlain checks that what is taken for plain is what folding makes of it.
func FuzzPlain(f *testing.F) {
	for _, s := range []string{"", " ", "a b", " a", "a ", "a  b", "“a” — b", "a\u00a0b", "a\u2003b", "\xff", "a\ufffdb", "\ufeff", "\u202e", "\u200d", "\x7f", "\u0085", "\U000e0020", "\ufdd0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := folded(s); isPlain(s) && got != s {
			t.Errorf("%q is taken for plain, and is %q", s, got)
		}
		if once := plain(s); !isPlain(once) && once != "" {
			t.Errorf("plain(%q) = %q, which is taken for not plain", s, once)
		}
	})
}

// FuzzRow compares the lines of the table with encoding/csv's.
func FuzzRow(f *testing.F) {
	for _, s := range []string{"", "a", `a "b"`, `"`, `""`, "a, b", `\.`, " a", "'=1", ",", "“,”"} {
		f.Add(s, "x")
	}
	f.Fuzz(func(t *testing.T, s, other string) {
		row := []string{cell(s), cell(other), cell(s + other), ""}
		var want strings.Builder
		w := csv.NewWriter(&want)
		w.UseCRLF = true
		w.Write(row)
		w.Flush()
		if got := string(appendRow([]byte("x"), row)); got != "x"+want.String() {
			t.Errorf("%q: got %q, encoding/csv gives %q", row, got[1:], want.String())
		}
	})
}

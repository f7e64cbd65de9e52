package site

import (
	"encoding/json"
	"testing"
)

// FuzzJSONLD compares what objects write with what encoding/json writes for a map of the same.
func FuzzJSONLD(f *testing.F) {
	for _, s := range []string{"", "plain — “words”", `"\`, "</script>&", "\x00\n\t\x7f", "\xff\xc3", "\u2028\u2029\ufffd", "é\u0085"} {
		f.Add(s, "name")
	}
	f.Fuzz(func(t *testing.T, s, name string) {
		inner := newObject(s, 0).set("empty", "").set("set", s)
		got := jsonLD(newObject("A", 9).put(name+"+", []string{s, ""}).put(name+"-", []*object{inner, newObject("B", 0)}).put("yes", true).say("z", "").put(" ", inner))
		in := map[string]any{"@type": s}
		if s != "" {
			in["set"] = s
		}
		want, _ := json.Marshal(map[string]any{
			"@context": "https://schema.org", "@type": "A", name + "+": []string{s, ""}, name + "-": []any{in, map[string]string{"@type": "B"}}, "yes": true, "z": "", " ": in,
		})
		if string(got) != string(want) {
			t.Errorf("got\n%s\nencoding/json gives\n%s", got, want)
		}
	})
}

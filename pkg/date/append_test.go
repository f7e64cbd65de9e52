package date

import "testing"

// What Parse reads, String and Append write again; Append needs no memory of its own.
func TestAppend(t *testing.T) {
	for _, s := range []string{
		"", "2014-03-28", "2014-03-28T09:30", "2014-03-28T09:30:05Z", "2014-03-28T23:05-05:30", "2014-03-28T00:00+02:00", "2014-W13", "2014-03",
		"2014-21", "2014", "0476", "-0489-09-12", "Y12345", "199X", "19XX~", "2014-03-21~", "2014?", "2014-03%", "2014-03-20/2014-03-21",
		"../1954", "2014-04/..", "1990~/1995?",
	} {
		var v Value
		if err := v.UnmarshalText([]byte(s)); err != nil {
			t.Fatal(err)
		}
		if got := v.String(); got != s {
			t.Errorf("%q is written %q", s, got)
		}
		buf := make([]byte, 0, 64)
		if n := testing.AllocsPerRun(10, func() { buf = v.Append(buf[:0]) }); n != 0 || string(buf) != s {
			t.Errorf("%q: appended %q with %v allocations", s, buf, n)
		}
	}
}

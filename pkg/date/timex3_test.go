package date

import "testing"

// TestFromTIMEX3 reads TIMEX3 values and modifiers (TimeML 1.2.1, section 2.2.1). No EDTF means that the value is no
// point or stretch on the calendar.
func TestFromTIMEX3(t *testing.T) {
	for _, c := range []struct{ value, mod, edtf string }{
		{"2014-03-28", "", "2014-03-28"},
		{"2014-03-28T09:30", "", "2014-03-28T09:30"},
		{"2014-03-28TEV", "", "2014-03-28"},
		{"2014-03-28TNI", "", "2014-03-28"},
		{"2014-W13", "", "2014-W13"},
		{"2014-W13-WE", "", "2014-03-29/2014-03-30"},
		{"2014-03", "", "2014-03"},
		{"2014-03-XX", "", "2014-03"},
		{"2014", "", "2014"},
		{"199", "", "199X"},
		{"19", "", "19XX"},
		{"FY1998", "", "1998"},
		{"1998-Q1", "", "1998-33"},
		{"1998-H2", "", "1998-41"},
		{"1998-SU", "", "1998-22"},
		{"BC0044", "", "-0043"},
		{"2014-03-21", "APPROX", "2014-03-21~"},
		{"2014-03", "START", "2014-03-01/2014-03-10"},
		{"2014-03", "MID", "2014-03-11/2014-03-20"},
		{"2014-02", "END", "2014-02-21/2014-02-28"},
		{"2014", "START", "2014-01/2014-04"},
		{"2014", "MID", "2014-05/2014-08"},
		{"2014", "END", "2014-09/2014-12"},
		{"199", "START", "1990-01/1993-04"},
		{"19", "END", "1966/1999"},
		{"2014-W13", "END", "2014-03-28/2014-03-30"},
		{"2014-03-28", "START", "2014-03-28"},
		{"2014-03-28", "BEFORE", "../2014-03-28"},
		{"1954", "BEFORE", "../1954"},
		{"1954", "ON_OR_BEFORE", "../1954"},
		{"2014-03", "AFTER", "2014-03/.."},
		{"2014-03", "ON_OR_AFTER", "2014-03/.."},
		{"P2D", "", ""},
		{"PRESENT_REF", "", ""},
		{"PAST_REF", "", ""},
		{"FUTURE_REF", "", ""},
		{"XXXX-02-22", "", ""},
		{"XXXX-WXX-5", "", ""},
		{"1998-XX-12", "", ""},
		{"2014-02-30", "", ""},
		{"T09:00", "", ""},
		{"BC0000", "", ""},
		{"", "", ""},
	} {
		v, ok := FromTIMEX3(c.value, c.mod)
		if v.String() != c.edtf || ok != (c.edtf != "") {
			t.Errorf("%s %s: %q, %v; want %q", c.value, c.mod, v, ok, c.edtf)
		}
	}
}

func FuzzFromTIMEX3(f *testing.F) {
	for _, s := range []string{"2014-03-28", "2014-W13-WE", "199", "BC0044", "1998-Q1", "FY1998", "P1D", "2014-03-28TEV", "T", "X", "-XX", "-WE"} {
		f.Add(s, "START")
		f.Add(s, "BEFORE")
	}
	f.Fuzz(func(t *testing.T, value, mod string) {
		v, ok := FromTIMEX3(value, mod)
		if !ok {
			return
		}
		if first, last := v.Bounds(); v.IsZero() || first > last {
			t.Fatalf("%q %q is %s", value, mod, v)
		}
	})
}

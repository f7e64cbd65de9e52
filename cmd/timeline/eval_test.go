package main

import (
	"encoding/json"
	"strings"
	"testing"
)

const goldDocument = `<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2014-03-28" functionInDocument="CREATION_TIME"/></DCT><TEXT>
It broke on <TIMEX3 tid="t1" type="DATE" value="2013-05-02">May 2, 2013</TIMEX3>, and <TIMEX3 tid="t2" type="DATE" value="X">that was all</TIMEX3>.</TEXT></TimeML>`

func TestEval(t *testing.T) {
	d := newDesk(t, map[string]string{
		"gold/a.tml": goldDocument, "gold/b.tml": goldDocument, "gold/notes.txt": "",
		"ours/a.tml": strings.Replace(goldDocument, "2013-05-02", "2013-05-03", 1),
	})
	if code := d.run("eval", "--by-rule", "--errors", "gold"); code != exitDone {
		t.Fatal(code, d.errors.String())
	}
	for _, want := range []string{
		"documents 2  gold 4  system 2\n", "strict   F1  66.67  P 100.00  R  50.00\n", "value    F1  66.67  accuracy 100.00\n",
		"a\tmissed\tgold: \"that was all\" DATE X\tsystem: -\t-\t… It broke on May 2, 2013, and [[that was all]] . …\n", "  wrong value  spurious\nen/",
	} {
		if !strings.Contains(d.out.String(), want) {
			t.Errorf("%q is not in\n%s", want, d.out.String())
		}
	}
	if code := d.run("eval", "--format", "json", "gold", "ours"); code != exitDone {
		t.Fatal(code, d.errors.String())
	}
	if !strings.Contains(d.errors.String(), "ours/b.tml: warning: the document is missing") {
		t.Error(d.errors.String())
	}
	var got struct{ Counts map[string]int }
	if err := json.Unmarshal(d.out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if c := got.Counts; c["gold"] != 4 || c["system"] != 2 || c["strict"] != 2 || c["value"] != 1 {
		t.Errorf("%+v", got)
	}
}

func TestEvalRefuses(t *testing.T) {
	d := newDesk(t, map[string]string{
		"gold/a.tml": goldDocument, "other/a.tml": strings.Replace(goldDocument, "broke", "burst", 1),
		"bad/a.tml": "<TEXT>", "none/a.txt": "",
	})
	for _, c := range []struct {
		args, want string
		code       int
	}{
		{"gold other", "a.tml: the texts differ", exitContent},
		{"bad", "bad/a.tml:1:7: the element <TEXT> is not closed", exitContent},
		{"none", "there is no .tml file in none", exitUsage},
		{"nowhere", "there is no file or folder nowhere", exitUsage},
		{"--by-rule gold other", "--by-rule needs our own tagger", exitUsage},
		{"--format xml gold", "--format is text or json", exitUsage},
		{"", "arg", exitUsage},
	} {
		if code := d.run(append([]string{"eval"}, strings.Fields(c.args)...)...); code != c.code || !strings.Contains(d.errors.String(), c.want) {
			t.Errorf("eval %s: exit code %d, %s", c.args, code, d.errors.String())
		}
	}
}

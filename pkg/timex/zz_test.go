package timex

import (
	"fmt"
	"os"
	"testing"
)

func TestSeq(t *testing.T) {
	g, _ := New("en")
	doc := readGold(t, "/work/shared/timex/wikiwars/"+os.Getenv("DOC")+".tml")
	gi := 0
	for _, m := range g.Tag(Input{Text: doc.text, DCT: doc.dct, Terse: true}) {
		for gi < len(doc.timexs) && doc.timexs[gi].End <= m.Start {
			gi++
		}
		gv := "-"
		if gi < len(doc.timexs) {
			gv = doc.timexs[gi].Value
		}
		mark := " "
		if gv != m.Value {
			mark = "X"
		}
		fmt.Println("@@", mark, m.Start, "..."+doc.text[max(0, m.Start-12):m.Start], "[", m.Of(doc.text), "]", m.Value, gv)
	}
}

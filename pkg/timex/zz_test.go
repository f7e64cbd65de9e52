package timex
import ("testing";"fmt";"timeline/pkg/date")
func TestShow(t *testing.T){ g,_:=New("en"); dct,_:=date.Parse("2011-04-20")
 for _,s:=range []string{"Two people were killed on Wednesday and eight people had been killed the previous day, mostly civilians.","They met Wednesday. The previous day he left. A day earlier she came.", "U.N. chief Ban Ki-moon was in Moscow and Kiev March 20-21.","until 1954","He arrived in early January 2021, days after that call.", "Kerry met Lavrov earlier this week at The Hague.", "The summit planned for June was canceled."} {
  for _,m:=range g.Tag(Input{Text:s,DCT:dct,DCTFrom:"front matter"}) { fmt.Println("@@",m.Of(s),m.Value,m.Date,m.Anchor.Kind,m.Rule); for _,st:=range m.Steps {fmt.Println("      ",st)} } } }

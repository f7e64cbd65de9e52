package timex

import (
	"strings"
	"testing"

	"timeline/pkg/date"
	"timeline/pkg/text"
)

// TestContext holds what an expression means in its document: the anchor, the direction, the doubt.
func TestContext(t *testing.T) {
	tests := []struct {
		name, dct, text string
		want            string // "words=date anchor; …", only of the expressions named
	}{
		{"last weekday on or before the DCT", "2014-03-28", "Putin called Obama Friday to discuss it.", "Friday=2014-03-28 dct"},
		{"past from its verb", "2014-03-28", "Leaders on Monday expelled Russia from the group.", "Monday=2014-03-24 dct"},
		{"future from its verb", "2014-03-28", "They will meet in Geneva on Monday.", "Monday=2014-03-31 dct"},
		{"a month that was planned", "2014-03-28", "The G8 canceled plans to meet in Sochi in June.", "June=2014-06 dct"},
		{"a span of days", "2014-03-28", "Ban went to Moscow and Kiev March 20-21 to talk.", "March 20=2014-03-20/2014-03-21 dct; 21=2014-03-20/2014-03-21 reference"},
		{"until bounds", "2014-03-28", "Crimea was part of Russia until 1954.", "1954=../1954 "},
		{"earlier this week", "2014-03-28", "Kerry met Lavrov earlier this week at The Hague.", "this week=2014-03-24/2014-03-28 dct"},
		{"earlier in the week", "2014-03-28", "They met earlier in the week at The Hague.", "the week=2014-03-24/2014-03-28 dct"},
		{"late January", "2021-04-13", "In his first call in late January, Biden raised it.", "late January=2021-01-21/2021-01-31 dct"},
		{"last month", "2021-04-13", "Last month in an interview he agreed.", "Last month=2021-03 dct"},
		{"days after an event stay open", "2021-04-13", "Days after that call, he spoke again.", "Days="},
		{"a week before a dated event", "2014-03-28", "He came a week before the vote on March 16.", "a week=2014-03-09~ event"},
		{"a week after a sentence", "2014-03-28", "A week after he signed the decree, they left.", "A week="},
		{"two dates, not one", "2014-03-28", "Two days after the vote he met them on March 18.", "Two days=; March 18=2014-03-18 dct"},
		{"one date said twice", "2018-03-28", "Four years ago, on March 24, 2014, the flag was raised.", "Four years ago=2014-03-24 dct; March 24, 2014=2014-03-24 "},
		{"one date said twice, the other way round", "2018-03-28", "On March 24, 2014, four years ago, the flag was raised.", "four years ago=2014-03-24 dct"},
		{"one date said twice, the day of writing in doubt", "2014-03-28", "Four years ago, on March 24, 2014, the flag was raised.", "Four years ago=2014-03-24 dct"},
		{"a month of a year said before it", "2014-03-28", "Two years ago, in May, he came.", "Two years ago=2012-05 dct; May=2012-05 reference"},
		{"a day that was stated in full before", "2018-06-20", "The fire of May 2, 2014, killed 48. On May 2 a crowd chased them into the hall.", "May 2=2014-05-02 dct"},
		{"hours on the clock", "2014-03-28", "He came at 3 p.m. on Friday. Two hours later he left.", "Two hours later=2014-03-28T17:00 reference"},
		{"weeks from a year lead nowhere", "2014-03-28", "He came in 1913. Two weeks later he left.", "Two weeks later="},
		{"a time after a day", "2014-07-20", "The plane fell on July 17. At 4:20 p.m. it was lost.", "4:20 p.m.=2014-07-17T16:20 reference"},
		{"the clock there and here", "2011-01-30", "Sunday's curfew began at 4 p.m. (9 a.m. ET) and will end at 8 a.m. Monday.", "4 p.m.=2011-01-30T16:00 reference; 9 a.m. ET=2011-01-30T09:00 reference; 8 a.m. Monday=2011-01-31T08:00 dct"},
		{"what was planned before", "2014-03-28", "The vote began as previously planned Saturday night.", "Saturday night=2014-03-22 dct"},
		{"a participle before a noun", "2014-03-28", "It would be paid on a still unspecified date in January.", "January=2015-01 dct"},
		{"a conjunction before a weekday", "2014-03-28", "He insisted that Friday's debate go ahead.", "Friday=2014-03-28 dct"},
		{"what is called for a day", "2014-03-06", "Deputies called a referendum in 10 days.", "10 days=2014-03-16 dct"},
		{"a chronicle", "2011-10-20", "February 15, 2011 - The arrest of a lawyer starts a riot.\n\nFebruary 24 - Militias take the city.\n\nMarch 5 - A council declares itself in charge.", "February 24=2011-02-24 reference; March 5=2011-03-05 reference"},
		{"a chronicle without years", "2011-10-20", "February 24 - Militias take the city.\n\nMarch 5 - A council declares itself in charge.", "February 24=2011-02-24 dct; March 5=2011-03-05 reference"},
		{"an election to come", "2008-09-25", "Six weeks are left until the November election.", "November=2008-11 dct"},
		{"to, before a noun", "2012-06-04", "There was no sign of it in his speech to parliament on Sunday.", "Sunday=2012-06-03 dct"},
		{"the verb behind", "2011-07-30", "Those whom the rebels want to end, residents on Friday said, are here.", "Friday=2011-07-29 dct"},
		{"a day that names an event", "2011-07-21", "They hope to bolster trust shaken after the March 11 earthquake.", "March 11=2011-03-11 dct"},
		{"another clause", "2011-04-28", "A council arrives to investigate -- A strike Wednesday on the town killed ten.", "Wednesday=2011-04-27 dct"},
		{"a possessive is no verb", "2011-11-14", "But the collapse in January of the city's government worried him.", "January=2011-01 dct"},
		{"a range of weekdays", "2014-03-28", "They met from Friday to Sunday and fought on Friday night into Saturday morning.", "Friday=2014-03-28/2014-03-30 dct; Sunday=2014-03-28/2014-03-30 reference; Saturday morning=2014-03-28/2014-03-29 reference"},
		{"a day that is chosen", "2014-02-23", "Deputies have dismissed him and chosen May 25 for the vote.", "May 25=2014-05-25 dct"},
		{"what somebody was told not to do", "2014-03-25", "Ministers have been advised not to go to Moscow in April.", "April=2014-04 dct"},
		{"would, behind", "2014-03-26", "It was said that the summit in June would give way to another.", "June=2014-06 dct"},
		{"unknown DCT takes the year of a month", "", "The map is of April 2014. On August 28 they left.", "August 28=2014-08-28 reference"},
		{"what is planned for a day", "2011-02-02", "They called on him to join Thursday's planned march.", "Thursday=2011-02-03 dct"},
		{"days of one month and year", "2009-03-31", "It fell on Sept. 15 - 19, 2008, by a fifth.", "Sept. 15=2008-09-15/2008-09-19 ; 19, 2008=2008-09-15/2008-09-19 "},
		{"years of one century", "2009-03-31", "He came in 2008. He was in Peking from 1958-60.", "60=1958/1960 "},
		{"an older quarter told beside the one reported", "1989-11-01", "Profit rose in the third quarter. After a flat second quarter, sales rose from the year-earlier period.", "the year-earlier period=1988-35 dct"},
		{"a fiscal quarter is the one reported", "1989-10-26", "Rivals lost money in the third quarter. Harlow earned more in its fiscal second quarter. The latest period was dear.", "The latest period=1989-34 reference"},
		{"a plan behind its day", "1998-10-26", "On Tuesday, the Society of Friends of the Old Harbour Wall plans to march.", "Tuesday=1998-10-27 dct"},
		{"a captioned day", "2012-03-14", "He waves in this Thursday, Oct. 20, 2011 photo.", "Thursday, Oct. 20, 2011=2011-10-20 "},
		{"since the vote of a month", "2014-02-28", "They hope to rebuild trust lost since the November vote.", "November=2013-11 dct"},
		{"a weekday and its date", "2014-03-28", "It was on Friday (March 21).", "Friday=2014-03-21 dct; March 21=2014-03-21 dct"},
		{"two days of a month", "2014-03-28", "It was on March 21st and 22nd.", "March 21st=2014-03-21/2014-03-22 dct; 22nd=2014-03-21/2014-03-22 reference"},
		{"a year before a quarter", "1989-10-26", "In this year's third quarter net was $10 million, compared with $9 million a year earlier.", "a year earlier=1988-35 reference"},
		{"what expires", "1989-10-30", "The offer expires at 5 p.m. Friday.", "5 p.m. Friday=1989-11-03T17:00 dct"},
		{"a range of months that is over", "2014-03-28", "Between January and June, prices rose.", "January=2013-01/2013-06 dct; June=2013-01/2013-06 dct"},
		{"held until", "2014-03-28", "Rebels seized the town on Monday and held it until Thursday.", "Thursday=2014-03-27 dct"},
		{"put off until", "2014-03-28", "The vote was on Monday put off until Thursday.", "Thursday=2014-04-03 dct"},
		{"ahead of", "2014-03-28", "He called for calm ahead of Sunday's vote.", "Sunday=2014-03-30 dct"},
		{"a day weeks ago, told with an infinitive", "2008-11-05", "He summoned his advisers to meet with him in Chicago on Sept. 14.", "Sept. 14=2008-09-14 dct"},
		{"done since", "2011-08-18", "At least 84 people have been killed since February 15.", "February 15=2011-02-15 dct"},
		{"not until", "2011-02-02", "He won't be able to stay till September.", "September=../2011-09 dct"},
		{"a day to come tells nothing yet", "2015-02-12", "The truce is due to begin on Feb. 15. Doubts were heard at once. In the morning the mayors talked to reporters.", "Feb. 15=2015-02-15 dct; the morning=2015-02-12 dct"},
		{"a famous day", "2025-06-20", "Twelve died in the Oct. 7 attack on the market.", "Oct. 7=2023-10-07 "},
		{"a famous day, or news", "2025-10-20", "Twelve died in the Oct. 7 attack on the market.", "Oct. 7="},
		{"a day famous beyond doubt", "2006-09-20", "Security changed after the Sept. 11 attacks.", "Sept. 11=2001-09-11 "},
		{"the purpose of what was done", "2014-03-28", "He met aides to discuss the crisis Tuesday.", "Tuesday=2014-03-25 dct"},
		{"what somebody was asked to do", "2014-03-28", "A court ordered him to appear Tuesday.", "Tuesday=2014-04-01 dct"},
		{"unknown DCT leaves a weekday open", "", "He spoke on Tuesday of the annexation in 2014.", "Tuesday=; 2014=2014 "},
		{"unknown DCT leaves last month open", "", "Last month he agreed.", "Last month="},
		{"unknown DCT takes the year from the text", "", "On March 3, 2014, they came. On March 9 they left.", "March 9=2014-03-09 reference"},
		{"a story goes on", "2009-12-19", "In 1939 the war began. In 1940 it spread. In 1941 it was the world's. On June 22, 1941, they marched. In July they stood. In November they froze. In January they died.", "July=1941-07 reference; January=1942-01 reference"},
		{"a year in passing", "2009-12-19", "In 1942 the war went on. In 1943 it turned. In March 1944 they struck. On June 6, 1944, they landed. They fought on until the city fell in February 1945. By July they held the coast. In December 1944 they froze.", "July=1944-07 reference"},
		{"two months and a year", "2009-12-19", "In 1942 the war went on. In 1943 it turned. In March 1944 they struck. On June 6, 1944, they landed. In August/September 1956 they met.", "August=1956-08/1956-09 "},
		{"by a month to come", "2009-12-19", "In 1939 it began. In 1940 it spread. In 1941 it raged. On March 3, 1942, they landed 3,000 men, and by December there were a million.", "December=1942-12 reference"},
		{"years off, in passing", "2009-12-19", "In 1939 it began. In 1940 it spread. In 1941 it raged. On April 9, 1942, the town fell. In November 1965 a crowd tore the same statue down. On April 15 they marched on. In May 1942 they rested.", "April 15=1942-04-15 reference"},
		{"what was planned in a story", "2014-12-19", "In 1997 it was planned. In 1998 it was delayed. In 1999 it began. In 2000 it spread. In 2001 it raged. In a speech of September 10, 2002, he spoke of leaving by next summer. On September 14 they left.", "next summer=2003-22 reference; September 14=2002-09-14 reference"},
		{"the year of a heading", "2009-12-19", "In 1939 it began. In 1940 it spread. In 1941 it raged.\n\n1942: The end nears\n\nLosses were fewer than in July 1940. They struck a new camp in March.", "March=1942-03 reference"},
		{"slashed dates of the document", "2014-03-28", "Seen 22/2/2014 and 3/2/2014.", "3/2/2014=2014-02-03 "},
		{"slashed dates of the document, month first", "2014-03-28", "Seen 2/22/2014 and 3/2/2014.", "3/2/2014=2014-03-02 "},
		{"the weekday tells the year", "2014-03-28", "The law of Friday, November 22 was kept.", "Friday, November 22=2013-11-22 dct"},
		{"about a day", "2014-03-28", "It began about two weeks ago.", "two weeks ago=2014-03-14~ dct"},
		{"a range of years", "2014-03-28", "He ruled from 1991 to 1994.", "1991=1991/1994 ; 1994=1991/1994 "},
		{"following, before a day", "2014-03-28", "Crews cleared the square, following Tuesday's vote. They meet the following Tuesday.", "Tuesday=2014-03-25 dct; the following Tuesday=2014-04-01 reference"},
		{"years that bound are no story", "2011-06-21", "His family has been in power since 1971, and the law has been in place since 1963. They held the valley from 1976 until 2005. The protests began on 18 March.", "18 March=2011-03-18 dct"},
		{"numbers are no years", "2014-03-28", "More than 14,000 people and 2,014 troops flew in a Boeing 777.", ""},
		{"names are no times", "2014-03-28", "Theresa May told the Sun and the Sunday Times of the second phase of World War II; Minsk II failed.", ""},
		{"a day that does not exist", "2014-03-28", "It was dated 2014-02-30.", "2014-02-30="},
		{"the day before", "2014-03-28", "They met on March 20, 2014. The day before, he had called.", "The day before=2014-03-19 reference"},
		{"a zone is kept in the date", "2014-03-28", "It fell at 9:30 p.m. GMT on March 20, 2014.", "9:30 p.m. GMT on March 20, 2014=2014-03-20T21:30Z "},
	}
	tagger, err := New("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := Input{Text: tt.text, DCTFrom: "publication date"}
			if tt.dct != "" {
				in.DCT, _ = date.Parse(tt.dct)
			}
			found := map[string]string{}
			var all []string
			for _, m := range tagger.Tag(in) {
				found[m.Of(tt.text)] = strings.TrimSpace(m.Date.String() + " " + string(m.Anchor.Kind))
				all = append(all, m.Of(tt.text)+"="+m.Date.String()+" "+string(m.Anchor.Kind))
			}
			if tt.want == "" && len(all) > 0 {
				t.Errorf("found %q, want nothing", all)
			}
			for want := range strings.SplitSeq(tt.want, "; ") {
				words, value, _ := strings.Cut(want, "=")
				if got, ok := found[words]; words != "" && (!ok || got != strings.TrimSpace(value)) {
					t.Errorf("%q is %q, want %q; found %q", words, got, value, all)
				}
			}
		})
	}
}

// TestCountry holds that the publisher's country decides 3/2/2014 when the document does not.
func TestCountry(t *testing.T) {
	tagger, _ := New("en")
	for country, want := range map[string]string{"": "2014-03-02", "US": "2014-03-02", "GB": "2014-02-03", "UA": "2014-02-03"} {
		m := tagger.Tag(Input{Text: "Seen 3/2/2014.", Country: country})
		if len(m) != 1 || m[0].Value != want {
			t.Errorf("%q: got %v, want %s", country, m, want)
		}
	}
}

// TestSections holds that the date of a heading is that of what follows, and that a caption is less sure.
func TestSections(t *testing.T) {
	tagger, _ := New("en")
	body := "March 2014\n\nOn 18 March they signed. Russia celebrates on Friday."
	dct, _ := date.Parse("2016-06-01")
	heading := Section{Span: text.Span{End: 10}, Kind: HeadingSection}
	caption := Section{Span: text.Span{Start: 37, End: len(body)}, Kind: CaptionSection}
	plain := tagger.Tag(Input{Text: body, DCT: dct})
	told := tagger.Tag(Input{Text: body, DCT: dct, Sections: []Section{heading, caption}})
	if got := told[1].Date.String(); got != "2014-03-18" {
		t.Errorf("under the heading March 2014, 18 March is %s", got)
	}
	if last := len(told) - 1; told[last].Confidence >= plain[last].Confidence {
		t.Errorf("the Friday of a caption is as sure as that of the story: %v", told[last].Confidence)
	}
}

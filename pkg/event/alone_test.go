package event

import (
	"testing"

	"timeline/pkg/source"
)

// TestVague tells titles that stand by themselves from those that only their article explains. The sentence before names two, so
// that no pronoun can be named.
func TestVague(t *testing.T) {
	tagger, names := newTagger(t), NewNames(testConfig)
	for _, c := range []struct {
		sentence string
		want     bool
	}{
		{"He met the miners on Friday.", true},
		{"On Friday his deputy closed the mine.", true},
		{"The letter was made public on Friday.", true},
		{"The vessel was expected on Friday to depart.", true},
		{"The crews tried again on Friday.", true},
		{"Another was closed on Friday.", true},
		{"Boats were burned there on Friday.", true},
		{"Crews shelled the city on Friday.", true},
		{"Many were hurt on Friday.", true},
		{"The council closed the port and reopened it on Friday.", true},
		{"At least 15 were hired on Friday.", true},
		{"Talks would continue on Friday.", true},
		{"Ada Marlow said so on Radio Porto on Friday.", true},
		{"It is the same pact that Ada Marlow signed on Friday and for which she was tried.", true},
		{"Ada Marlow said so many crews struck on Friday that the port was shut.", false},
		{"Guards hired 19 dockers on Friday.", false},
		{"The crisis began on Friday.", false},
		{"The fire broke out in the loft on Friday.", false},
		{"The letter was sent to Ada Marlow on Friday.", false},
		{"Ada Marlow gave her deputy a boat on Friday.", false},
		{"Dockers shelled the city of Braga on Friday.", false},
		{"At least 200 dockers marched on Friday.", false},
		{"Another 35 dockers were hired on Friday.", false},
		{"Many dockers were hurt on Friday.", false},
	} {
		docs, problems := source.Parse("a.md", []byte("---\npublished: 2014-03-31\n---\n\nTom Reis and Jorge Campos spoke to the crews. "+c.sentence))
		if len(docs) != 1 || problems.Err() != nil {
			t.Fatalf("%q: %v", c.sentence, problems)
		}
		all := Extract(&docs[0], tagger, names).Mentions
		if len(all) == 0 {
			t.Errorf("%q: no mention", c.sentence)
			continue
		}
		if m := all[len(all)-1]; m.Vague != c.want {
			t.Errorf("%q: the title %q is vague: %v", c.sentence, m.Title, m.Vague)
		}
	}
}

package timex

import "sync"

// Tagger tags texts of one language. It does not change after New and may be used by many goroutines.
type Tagger struct {
	*grammar
	scratch sync.Pool
}

// New returns the tagger of a language that has a grammar in rules: "en".
func New(lang string) (*Tagger, error) {
	g, err := loadGrammar(lang)
	if err != nil {
		return nil, err
	}
	t := &Tagger{grammar: g}
	t.scratch.New = func() any { return newScanner(g) }
	return t, nil
}

// Tag returns the expressions of time of a document in the order of its text. They do not overlap and their spans
// lie within the text, between runes. It recognises, resolves and combines, in this order.
func (t *Tagger) Tag(in Input) []Mention {
	s := t.scratch.Get().(*scanner)
	found := s.recognise(in.Text)
	r := newResolver(t.grammar, in, found, s.words)
	mentions := r.resolve()
	s.s, s.derive.s = "", ""
	t.scratch.Put(s)
	return mentions
}

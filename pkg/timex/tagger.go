package timex

import (
	"iter"
	"math"
	"runtime"

	"timeline/pkg/text"
)

// Tagger tags texts of one language. It does not change after New and may be used by many goroutines.
type Tagger struct {
	*grammar
	scratch chan *scanner // those that are not in use. What they have learnt of a language is dear, and never forgotten
}

// Known reports whether a language has a grammar.
func Known(lang string) bool {
	_, err := rulesOf(lang)
	return err == nil
}

// New returns the tagger of a language that has a grammar in rules: "en".
func New(lang string) (*Tagger, error) {
	g, err := loadGrammar(lang)
	if err != nil {
		return nil, err
	}
	return &Tagger{grammar: g, scratch: make(chan *scanner, runtime.GOMAXPROCS(0))}, nil
}

// scanner returns a scanner that nobody uses.
func (t *Tagger) scanner() *scanner {
	select {
	case s := <-t.scratch:
		return s
	default:
		return newScanner(t.grammar)
	}
}

// release lets others use a scanner; of more than can be used at once, some are given up.
func (t *Tagger) release(s *scanner) {
	s.s, s.derive.s = "", ""
	select {
	case t.scratch <- s:
	default:
	}
}

// Tag returns the expressions of time of a document in the order of its text. They do not overlap and their spans
// lie within the text, between runes. It recognises, resolves and combines, in this order.
func (t *Tagger) Tag(in Input) []Mention {
	var mentions []Mention
	for batch := range t.batches(in, math.MaxInt) {
		mentions = batch.Mentions
	}
	return mentions
}

// Batch is the expressions of a stretch of a text. Spans are in the whole text.
type Batch struct {
	text.Span // a text's batches follow each other without a gap
	Mentions  []Mention
}

// batchSize is how many expressions make a batch. Texts as they are written have far fewer in half a megabyte.
const batchSize = 1 << 13

// Batches is Tag for who writes mentions out as they come: of a text that is little but expressions of time, which takes
// hundreds of bytes for each, it holds some thousand at a time. Each batch is then resolved as a document of its own. It
// yields one batch at least.
func (t *Tagger) Batches(in Input) iter.Seq[Batch] { return t.batches(in, batchSize) }

func (t *Tagger) batches(in Input, size int) iter.Seq[Batch] {
	return func(yield func(Batch) bool) {
		s := t.scanner()
		defer t.release(s)
		for from, more := 0, true; more; {
			found, end := s.recogniseSome(in.Text, from, size)
			r := newResolver(t.grammar, in, found, s.words)
			more = end < len(in.Text)
			if !yield(Batch{text.Span{Start: from, End: end}, r.resolve()}) {
				return
			}
			from = end
		}
	}
}

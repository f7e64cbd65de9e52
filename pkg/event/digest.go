package event

import (
	"timeline/pkg/source"
	"timeline/pkg/text"
)

// A Digest is what an article as a whole says, made once for all comparisons with others. It is plain data.
type Digest struct {
	Gist     []Term   // the weighted words of its title and beginning, sorted
	Shingles []uint64 // hashes of word sequences: what copies of a report have in common
}

// shingleWords is the length of the word sequences that copies share; one in shingleSample is kept.
const (
	shingleWords  = 6
	shingleSample = 8
)

// NewDigest returns the digest of an article. It depends on the title and the text alone.
func NewDigest(doc *source.Document) Digest {
	return newDigest(doc, tokens(doc.Text, text.Span{End: len(doc.Text)}))
}

// newDigest is NewDigest for a text that is split already.
func newDigest(doc *source.Document, toks []token) Digest {
	return Digest{Gist: gist(doc, toks), Shingles: shingles(toks, shingleWords, shingleSample)}
}

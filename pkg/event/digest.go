package event

import "timeline/pkg/source"

// A Digest is what an article as a whole says, made once for all comparisons with others. It is plain data.
type Digest struct {
	Gist     []Term   // see [Gist]
	Shingles []uint64 // see [Shingles]: what copies of a report have in common
}

// shingleWords is the length of the word sequences that copies share; one in shingleSample is kept.
const (
	shingleWords  = 6
	shingleSample = 8
)

// NewDigest returns the digest of an article. It depends on the title and the text alone.
func NewDigest(doc *source.Document) Digest {
	return Digest{Gist: Gist(doc), Shingles: Shingles(doc.Text, shingleWords, shingleSample)}
}

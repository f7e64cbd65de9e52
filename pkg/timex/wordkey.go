package timex

import "math/bits"

// wordKey is the first eight bytes of a word in lower case, the first one lowest, with zeros behind a shorter word. A word
// of fewer than eight bytes is its key; longer ones that begin alike share theirs.
type wordKey uint64

// keyOf returns the key of a word; only ASCII letters are made small.
func keyOf(word string) (key wordKey) {
	for i := range min(len(word), 8) {
		key |= wordKey(folded(word[i])) << (8 * i)
	}
	return key
}

// slot is where a table of tableSize entries is first looked at.
func (k wordKey) slot() int { return int(k * spread >> (64 - tableBits)) }

// spread is odd and near 2⁶⁴ divided by the golden ratio: multiplied by it, keys that differ in any byte differ in their
// upper bits (Knuth, The Art of Computer Programming, 6.4).
const spread = 0x9E3779B97F4A7C15

// wordSet holds keys: it knows for certain which ones it does not hold.
type wordSet [1 << (setBits - 6)]uint64

const setBits = 16

func (s *wordSet) add(k wordKey) {
	bit := k * spread >> (64 - setBits)
	s[bit>>6] |= 1 << (bit & 63)
}

// has reports whether the set may hold the key.
func (s *wordSet) has(k wordKey) bool {
	bit := k * spread >> (64 - setBits)
	return s[bit>>6]&(1<<(bit&63)) != 0
}

// Words are read eight bytes at a time, in one 64-bit number whose lowest byte comes first: it is what finding words costs,
// and that is most of what a text without times costs.

const (
	eachByte  = 0x0101010101010101
	highBits  = 0x80 * eachByte
	smallBits = 0x20 * eachByte // what a small letter has and a capital one has not
)

// load8 returns the eight bytes of s from i.
func load8(s string, i int) uint64 {
	b := s[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// notLetters returns the highest bits of the bytes of w that are not ASCII letters. A byte is one when it is not beyond
// ASCII, and made small at least 'a' and at most 'z'; seven bits and a summand below 0x80 do not carry into the next byte.
func notLetters(w uint64) uint64 {
	low := (w | smallBits) &^ highBits
	return (^(low + (0x80-'a')*eachByte) | (low + (0x80-'z'-1)*eachByte) | w) & highBits
}

// cutKey returns the key of the bytes of w below the lowest bit of stop, which [notLetters] returned and is not zero, and
// how many bits they are.
func cutKey(w, stop uint64) (key wordKey, width int) {
	width = bits.TrailingZeros64(stop) &^ 7
	return wordKey((w | smallBits) & (1<<width - 1)), width
}

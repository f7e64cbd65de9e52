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

// eightLetters reads the ASCII letters that eight bytes begin with, all at once: how many they are, and their key. It is
// what finding words costs, which is most of what a text without times costs.
func eightLetters(s string) (key wordKey, n int) {
	_ = s[7]
	w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	const ones = 0x0101010101010101
	small := w | 0x20*ones
	// The highest bit of each byte says: at least 'a', above 'z', beyond ASCII. Seven bits and a summand below 0x80 do not
	// carry into the next byte.
	low := small &^ (0x80 * ones)
	letter := (low + (0x80-'a')*ones) &^ (low + (0x80-'z'-1)*ones) &^ w & (0x80 * ones)
	stop := ^letter & (0x80 * ones)
	if stop == 0 {
		return wordKey(small), 8
	}
	zeros := bits.TrailingZeros64(stop) &^ 7
	return wordKey(small & (1<<zeros - 1)), zeros >> 3
}

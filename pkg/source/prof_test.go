package source

import (
	"os"
	"testing"
)

func BenchmarkLibya(b *testing.B) {
	data, _ := os.ReadFile("../../../shared/t17/haiti.jsonl")
	b.SetBytes(int64(len(data)))
	for range b.N {
		Parse("x.jsonl", data)
	}
}

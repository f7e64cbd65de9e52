package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"testing"

	"github.com/spf13/afero"
)

// BenchmarkTag tags the plain text named by TIMELINE_BENCH_TEXT, such as .ci/bench makes, through the whole command.
func BenchmarkTag(b *testing.B) {
	path := os.Getenv("TIMELINE_BENCH_TEXT")
	if path == "" {
		b.Skip("TIMELINE_BENCH_TEXT names no text")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	for _, format := range []string{"json", "timeml", "text"} {
		b.Run(format, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				a := &app{fs: afero.NewMemMapFs(), stdin: bytes.NewReader(data), stdout: io.Discard, stderr: os.Stderr, color: "never"}
				if code := a.main(context.Background(), []string{"tag", "--dct", "2014-03-28", "--format", format}); code != exitDone {
					b.Fatal("exit code", code)
				}
			}
		})
	}
}

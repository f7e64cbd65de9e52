// Command bench measures the speed of the built program against peers or limits in the same run, on this machine, and
// prints each figure beside the one it is held to. It changes nothing and needs no network.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// bench is one run: where the programs are, and where it may write.
type bench struct {
	timeline, hugo string
	dir            string
	megabytes      int
	events         int
	articles       int
	out            io.Writer
	strict         bool
	failed         int
	moved          int // see aside
	samples        int // corrections made
}

func main() {
	if len(os.Args) > 2 && os.Args[1] == alone {
		if err := startAlone(os.Args[2], os.Args[3:]...); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	b := bench{out: os.Stdout}
	flag.StringVar(&b.timeline, "timeline", "", "the built timeline")
	flag.StringVar(&b.hugo, "hugo", "", "a built Hugo")
	flag.IntVar(&b.megabytes, "mb", 100, "megabytes of news to tag")
	flag.IntVar(&b.articles, "articles", 400, "articles that are read once and ten times over")
	flag.IntVar(&b.events, "events", 10000, "events of the large site")
	flag.BoolVar(&b.strict, "strict", false, "fail when a figure misses what it is held to (a busy machine makes some do)")
	project := flag.String("project", "", "only write a project with that many events into this folder")
	flag.Parse()
	if *project != "" {
		if err := writeArticles(*project, b.events); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	if err := b.run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (b *bench) run() error {
	var err error
	if b.timeline, err = filepath.Abs(b.timeline); err != nil {
		return err
	}
	if b.hugo, err = filepath.Abs(b.hugo); err != nil {
		return err
	}
	if b.dir, err = os.MkdirTemp("", "timeline-bench-"); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(b.dir) }()
	for _, part := range []func() error{b.startUp, b.tagging, b.reading, b.site} {
		if err := part(); err != nil {
			return err
		}
	}
	if b.failed > 0 && b.strict {
		return fmt.Errorf("%d figures miss what they are held to", b.failed)
	}
	return nil
}

// line prints one figure, what it is held to, and whether it holds.
func (b *bench) line(what string, holds bool, format string, args ...any) {
	mark := "ok  "
	if !holds {
		mark = "MISS"
		b.failed++
	}
	fmt.Fprintf(b.out, "%s  %-34s %s\n", mark, what, fmt.Sprintf(format, args...))
}

func (b *bench) note(format string, args ...any) {
	fmt.Fprintf(b.out, "      "+format+"\n", args...)
}

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// usage is what a process took.
type usage struct {
	wall, cpu time.Duration
	memory    float64 // peak, MB
}

// measure runs a command to its end. Linux counts to a process what the one that started it had taken, and a benchmark
// holds whole corpora: so a second, small process of this program starts the command, and tells what it took.
func measure(in io.Reader, name string, args ...string) (usage, error) {
	self, err := os.Executable()
	if err != nil {
		return usage{}, err
	}
	command := exec.Command(self, append([]string{alone, name}, args...)...)
	command.Stdin = in
	var problems tail
	command.Stderr = &problems
	told, err := command.Output()
	if err != nil {
		return usage{}, fmt.Errorf("%s %v: %w\n%s", name, args, err, problems)
	}
	var u usage
	_, err = fmt.Sscan(string(told), &u.wall, &u.cpu, &u.memory)
	return u, err
}

// alone is the first argument that makes this program start a command and tell what it took.
const alone = "-alone"

// startAlone runs a command and prints what it took, nanoseconds and megabytes. Its output is dropped.
func startAlone(name string, args ...string) error {
	command := exec.Command(name, args...)
	command.Stdin, command.Stderr = os.Stdin, os.Stderr
	start := time.Now()
	if err := command.Run(); err != nil {
		return err
	}
	wall := time.Since(start)
	state := command.ProcessState
	memory := 0.0
	if r, ok := state.SysUsage().(*syscall.Rusage); ok {
		memory = float64(r.Maxrss) / 1024
	}
	_, err := fmt.Fprintln(os.Stdout, wall.Nanoseconds(), (state.UserTime() + state.SystemTime()).Nanoseconds(), memory)
	return err
}

// best runs a measurement several times and returns the fastest: what else the machine does makes a run slow, never
// fast.
func best(times int, run func() (usage, error)) (usage, error) {
	var fastest usage
	for i := range times {
		u, err := run()
		if err != nil {
			return u, err
		}
		if i == 0 || u.wall < fastest.wall {
			fastest = u
		}
	}
	return fastest, nil
}

// tail keeps the last words of a stream.
type tail []byte

func (t *tail) Write(p []byte) (int, error) {
	*t = append(*t, p...)
	if len(*t) > 2000 {
		*t = (*t)[len(*t)-2000:]
	}
	return len(p), nil
}

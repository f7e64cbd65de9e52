package main

import (
	"fmt"
	"io"
	"os/exec"
	"syscall"
	"time"
)

// usage is what a process took.
type usage struct {
	wall, cpu time.Duration
	memory    float64 // peak, MB
}

// measure runs a command to its end.
func measure(in io.Reader, name string, args ...string) (usage, error) {
	command := exec.Command(name, args...)
	command.Stdin = in
	var problems tail
	command.Stderr = &problems
	start := time.Now()
	err := command.Run()
	u := usage{wall: time.Since(start)}
	if err != nil {
		return u, fmt.Errorf("%s %v: %w\n%s", name, args, err, problems)
	}
	state := command.ProcessState
	u.cpu = state.UserTime() + state.SystemTime()
	if r, ok := state.SysUsage().(*syscall.Rusage); ok {
		u.memory = float64(r.Maxrss) / 1024
	}
	return u, nil
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

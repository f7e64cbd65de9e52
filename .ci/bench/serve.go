package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// showLimit is how long after saving a correction the preview may show the page without it.
const showLimit = time.Second

// serve saves corrections while `timeline serve` runs, and asks for the page of the event until it shows them.
func (b *bench) serve(project string) error {
	events, err := readTimeline(filepath.Join(project, "public", "timeline.json"))
	if err != nil {
		return err
	}
	command := exec.Command(b.timeline, "-C", project, "serve", "--addr", "127.0.0.1:0")
	out, err := command.StdoutPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return err
	}
	defer func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	}()
	said, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return err
	}
	address := regexp.MustCompile(`http://[0-9.:]+/`).FindString(said)
	first := events.Events[0]
	if err := shows(address+"events/"+first.ID+"/", first.ID); err != nil {
		return err
	}
	shown, err := best(3, func() (usage, error) {
		b.samples++
		e := events.Events[len(events.Events)/3+b.samples]
		if err := b.correct(project, e.ID); err != nil {
			return usage{}, err
		}
		saved := time.Now()
		err := shows(address+"events/"+e.ID+"/", fmt.Sprintf("Sample title %d", b.samples))
		return usage{wall: time.Since(saved)}, err
	})
	if err != nil {
		return err
	}
	b.line("serve shows a correction", shown.wall <= showLimit, "%.2f s after it is saved (limit %.0f s)", shown.wall.Seconds(), showLimit.Seconds())
	return nil
}

// shows waits until a page has some words, for a minute at most.
func shows(address, words string) error {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		answer, err := http.Get(address)
		if err != nil {
			return err
		}
		page, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil {
			return err
		}
		if strings.Contains(string(page), words) {
			return nil
		}
	}
	return fmt.Errorf("%s never shows %q", address, words)
}

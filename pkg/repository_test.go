package pkg_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Nothing that is committed may hold for one machine only: not its paths, and not the hosts that packages come from,
// which every machine's own configuration names.
func TestNothingNamesOneMachine(t *testing.T) {
	// Written in two halves, so that this file does not name them.
	for _, forbidden := range []string{"/wo" + "rk/", "/tmp/ba" + "sh_jobs", "registry" + ".npmjs", "proxy" + ".golang", "deb" + ".debian", "/home/" + "runner"} {
		if out := gitGrep(t, forbidden); out != "" {
			t.Errorf("%q stands in tracked files:\n%s", forbidden, out)
		}
	}
	if gitGrep(t, "The timeline authors") == "" {
		t.Error("the search finds nothing at all, so it proves nothing")
	}
}

func gitGrep(t *testing.T, words string) string {
	t.Helper()
	command := exec.Command("git", "grep", "-nIF", "-e", words)
	command.Dir = root
	out, err := command.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 {
		return "" // no match
	}
	if err != nil {
		t.Skipf("git grep: %v (not a git checkout?)", err)
	}
	return string(out)
}

// The lock file keeps the hashes of packages, not where one machine fetched them.
func TestLockFileHasNoAddresses(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, ".ci", "browser", "package-lock.json"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), `"resolved"`) {
		t.Error("package-lock.json has addresses: install with the .npmrc beside it")
	}
	if !strings.Contains(string(data), `"integrity"`) {
		t.Error("package-lock.json has no hashes")
	}
}

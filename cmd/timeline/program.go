package main

import (
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"io"
	"os"
)

// program returns what tells the running program from any other: the ID that Go's linker gave it, which follows from
// everything that it was built from, or the hash of its file where there is none; "" when it cannot be read.
func program() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	if id := buildID(name); id != "" {
		return id
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}

// noteHead is the bytes before the ID in its section: three lengths and numbers, and the name "Go" of those who wrote it.
const noteHead = 16

// buildID reads the linker's ID from a program in the format of Linux (ELF); "" when there is none.
func buildID(name string) string {
	f, err := elf.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	section := f.Section(".note.go.buildid")
	if section == nil {
		return ""
	}
	note, err := section.Data()
	if err != nil || len(note) <= noteHead {
		return ""
	}
	return string(note[noteHead:])
}

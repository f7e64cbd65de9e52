// Package schemas holds the JSON Schemas (2020-12) of what editors write: content/timeline.yaml, the front matter of an
// article and that of a correction. With one, an editor's YAML plug-in completes keys and marks mistakes while typing.
//
// They are made from the Go types that the program reads the files into: the comments on the fields are the
// descriptions, and go test -update writes the files anew. A schema judges the form of a file as the program does,
// keys, kinds of values and what belongs together; what words mean (is there a 30 February?) only the program knows.
package schemas

import "embed"

// The files.
const (
	Project    = "project.schema.json"
	Source     = "source.schema.json"
	Correction = "correction.schema.json"
)

// Files has one file for each of the names above.
//
//go:embed *.schema.json
var Files embed.FS

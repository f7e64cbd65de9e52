package site

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/spf13/afero"
)

func render(t testing.TB, in Input) afero.Fs {
	t.Helper()
	fsys := afero.NewMemMapFs()
	problems, err := Render(context.Background(), fsys, in)
	if err != nil {
		t.Fatal(err)
	}
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	return fsys
}

// renderWith renders an input that has one problem, whose message is given in part.
func renderWith(t testing.TB, in Input, problem string) afero.Fs {
	t.Helper()
	fsys := afero.NewMemMapFs()
	problems, err := Render(context.Background(), fsys, in)
	if err != nil {
		t.Fatal(err)
	}
	if len(problems) != 1 || !strings.Contains(problems[0].Message, problem) {
		t.Fatalf("problems: %v, want one about %q", problems, problem)
	}
	return fsys
}

// TestPreview writes the fixture to a folder for looking at: PREVIEW=/tmp/x go test -run Preview ./pkg/site
func TestPreview(t *testing.T) {
	dir := os.Getenv("PREVIEW")
	if dir == "" {
		t.Skip("PREVIEW names no folder to write the fixture to")
	}
	for name, in := range map[string]Input{"small": fixture(), "n500": generate(500, 1), "n1500": generate(1500, 2)} {
		if err := os.RemoveAll(dir + "/" + name); err != nil {
			t.Fatal(err)
		}
		problems, err := Render(context.Background(), afero.NewBasePathFs(afero.NewOsFs(), dir+"/"+name), in)
		if err != nil || problems.Err() != nil {
			t.Fatal(err, problems)
		}
	}
}

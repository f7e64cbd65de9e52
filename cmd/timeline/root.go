package main

import (
	"strings"

	"github.com/spf13/cobra"

	"timeline/pkg/diag"
)

// The groups that help lists the commands in; a command names one as its GroupID.
const (
	groupMake    = "make"
	groupEdit    = "edit"
	groupMeasure = "measure"
)

const rootHelp = `timeline reads news articles and makes a timeline site of the events they tell. Every date on the site leads
back to the sentence it was read from, and editors can correct any of them.

Start here:
  timeline new my-timeline   make a small project to look at
  cd my-timeline
  timeline build             content/ -> public/; then open public/index.html, no server is needed
  timeline serve             or watch it change while you edit

A project is a folder with content/sources/ (the articles: .md, .txt, .html, .jsonl), content/corrections/ (what the
editors put right) and content/timeline.yaml (title and names). All of it is optional but the articles.`

// newRoot returns the command line. Each command is made by a constructor in a file of its own.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:               "timeline",
		Short:             "A timeline of the news in which every date has its evidence",
		Long:              rootHelp,
		Args:              noCommand,
		RunE:              func(c *cobra.Command, _ []string) error { return c.Help() },
		PersistentPreRunE: a.before,
		SilenceErrors:     true,
		SilenceUsage:      true,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.PersistentFlags().StringVarP(&a.dir, "directory", "C", ".", "the project folder; other paths are relative to it")
	root.PersistentFlags().BoolVar(&a.quiet, "quiet", false, "print errors and results only")
	root.PersistentFlags().StringVar(&a.color, "color", "auto", "colour the output: auto, always or never")
	root.AddGroup(
		&cobra.Group{ID: groupMake, Title: "Make a timeline:"},
		&cobra.Group{ID: groupEdit, Title: "Look and correct:"},
		&cobra.Group{ID: groupMeasure, Title: "Expressions of time alone:"},
	)
	root.AddCommand(commands(a)...)
	return root
}

// noCommand refuses words that are no command, and names the nearest ones.
func noCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, known := range c.Commands() {
		names = append(names, known.Name())
	}
	err := usagef("there is no command %q", args[0])
	if near := diag.Nearest(args[0], names); len(near) > 0 {
		return hinted{err, "did you mean " + strings.Join(near, " or ") + "?"}
	}
	return err
}

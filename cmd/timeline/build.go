package main

import (
	"errors"

	"github.com/spf13/cobra"
)

func newBuild(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "build",
		Short:   "Make the site: content/ -> public/",
		GroupID: groupMake,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return errors.New("not wired yet")
		},
	}
}

package main

import "github.com/spf13/cobra"

// commands returns every command, in any order: help sorts them.
func commands(a *app) []*cobra.Command {
	return []*cobra.Command{
		newAdd(a),
		newBuild(a),
		newCheck(a),
		newCorrect(a),
		newEval(a),
		newExplain(a),
		newNew(a),
		newServe(a),
		newTag(a),
	}
}

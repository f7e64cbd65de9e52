package diag

import (
	"regexp"
	"strings"
)

var plainArgument = regexp.MustCompile(`^[\w./:=@%+,-]+$`)

// Shell returns s as one word of a shell command, between single quotation marks where it needs them. A command that a
// person is to run may have words of an article in it, and they must stay words: "$(…)" runs nothing there.
func Shell(s string) string {
	if plainArgument.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(Printable(s), "'", `'\''`) + "'"
}

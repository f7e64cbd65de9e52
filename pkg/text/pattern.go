package text

import (
	"regexp"
	"sync"
)

// Pattern returns a regular expression that is compiled when it is first asked for, so that a command which does not need
// it starts without it. Asking panics when expr is not a regular expression, as [regexp.MustCompile] does; many may ask at
// a time.
func Pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

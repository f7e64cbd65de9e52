// Package templates holds the built-in pages, assets and interface strings of the site.
package templates

import "embed"

// Files are the built-in templates (*.html), the assets and the strings of each interface language.
//
//go:embed *.html 404.css assets lang
var Files embed.FS

package site

import "io/fs"

// Overrides is a folder of templates and assets that replace the built-in ones of the same name, file by file:
// event.html, assets/site.css, lang/en.yaml. Whatever it lacks is taken from package templates.
type Overrides = fs.FS

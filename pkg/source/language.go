package source

import "golang.org/x/text/language"

// languageTag returns the canonical form of a BCP 47 tag.
func languageTag(s string) (string, bool) {
	tag, err := language.Parse(s)
	if err != nil || tag == language.Und {
		return "", false
	}
	return tag.String(), true
}

func (d *draft) detectLanguage() {
	if d.Language == "" {
		d.Language = "en"
	}
}

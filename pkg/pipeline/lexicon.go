package pipeline

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/afero"

	"timeline/pkg/site"
)

// lexiconFile is the file in the cache folder of what the search index of the site is made from: a head with the version of
// the program, then one batch.
const lexiconFile = "search.cache"

// lexiconMagic changes with the form of the file.
const lexiconMagic = "timeline words 1\n"

// readLexicon reads what the last build found out. A file that is damaged, or another program's, is as good as none.
func readLexicon(fsys afero.Fs, dir string, version func() string) *site.Lexicon {
	text, err := readText(fsys, filepath.Join(dir, lexiconFile))
	if err != nil {
		return new(site.Lexicon)
	}
	text, ours := strings.CutPrefix(text, headOf(lexiconMagic, version()))
	batches, whole := divideBatches(text)
	if !ours || !whole || len(batches) != 1 || checksumOf(batches[0].text) != batches[0].sum {
		return new(site.Lexicon)
	}
	return site.ReadLexicon(batches[0].text)
}

// saveLexicon writes what the plan of the site has found out anew. The file is replaced in one step.
func (c *Cache) saveLexicon(fsys afero.Fs, dir string) error {
	data := c.lexicon().Bytes()
	if data == nil || dir == "" {
		return nil
	}
	return replaceWith(fsys, dir, lexiconFile, func(w io.Writer) error {
		if _, err := io.WriteString(w, headOf(lexiconMagic, c.version())); err != nil {
			return err
		}
		batch := append(make([]byte, batchHead, batchHead+len(data)), data...)
		sealBatch(batch)
		_, err := w.Write(batch)
		return err
	})
}

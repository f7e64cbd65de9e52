package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"timeline/pkg/diag"
	"timeline/pkg/event"
	"timeline/pkg/merge"
	"timeline/pkg/source"
	"timeline/pkg/timeline"
	"timeline/pkg/timex"
)

// extractor extracts articles. It is safe for concurrent use.
type extractor struct {
	taggers map[string]func() *timex.Tagger // by language, made when the first article has to be read; nil for one without a grammar
	names   *event.Names
	config  string // hash of what the names are made from
	cache   *Cache
}

func (p *project) newExtractor(docs []*source.Document) (*extractor, error) {
	config, err := json.Marshal([][]timeline.Name{p.config.People, p.config.Places, p.config.Organizations})
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(config)
	x := &extractor{taggers: map[string]func() *timex.Tagger{}, names: event.NewNames(p.config), config: hex.EncodeToString(sum[:]), cache: p.Cache}
	for _, d := range docs {
		lang := language(d)
		if _, known := x.taggers[lang]; known {
			continue
		}
		x.taggers[lang] = nil
		if timex.Known(lang) {
			x.taggers[lang] = sync.OnceValue(func() *timex.Tagger {
				tagger, err := timex.New(lang)
				if err != nil {
					panic(err) // the grammars are a part of the program
				}
				return tagger
			})
		}
	}
	return x, nil
}

// language is the language of an article without its region; English when nothing says.
func language(d *source.Document) string {
	lang, _, _ := strings.Cut(strings.ToLower(d.Language), "-")
	if lang == "" {
		return "en"
	}
	return lang
}

// one extracts one article, or takes what was extracted when nothing that it depends on has changed.
func (x *extractor) one(d *source.Document) (_ event.Extraction, cached bool) {
	tagger := x.taggers[language(d)]
	if tagger == nil {
		return event.Extraction{Digest: event.NewDigest(d)}, false
	}
	key := x.key(d)
	if found, ok := x.cache.extraction(key); ok {
		return found, true
	}
	found := event.Extract(d, tagger(), x.names)
	x.cache.putExtraction(key, found)
	return found, false
}

func (x *extractor) key(d *source.Document) cacheKey {
	b := make([]byte, 0, 512)
	for _, part := range [...]string{d.ID, d.Hash, d.Published.String(), string(d.PublishedFrom), d.PublishedWhy, d.Language, x.config} {
		b = binary.AppendUvarint(b, uint64(len(part)))
		b = append(b, part...)
	}
	return sha256.Sum256(b)
}

// extract extracts all articles, infers publication dates from one another, and extracts again those that got one. It
// returns everything in the order of the documents.
func (p *project) extract(ctx context.Context, x *extractor, docs []*source.Document) (event.Collection, []merge.Inference, error) {
	found := make([]event.Extraction, len(docs))
	cached := make([]bool, len(docs))
	p.parallel(ctx, "reading dates", len(docs), func(i int) { found[i], cached[i] = x.one(docs[i]) })
	if err := ctx.Err(); err != nil {
		return event.Collection{}, nil, err
	}
	for _, c := range cached {
		if c {
			p.cached++
		}
	}
	all := event.Collect(found)
	for i := range found {
		p.digests = append(p.digests, found[i].Digest) // of the words alone: an inferred date changes none
	}
	inferences := merge.Published(merge.Input{Documents: docs, Mentions: all.Mentions, Undated: all.Undated, Digests: p.digests})
	docs, changed := infer(docs, inferences)
	if len(changed) > 0 {
		p.parallel(ctx, "reading inferred dates", len(changed), func(i int) { found[changed[i]], _ = x.one(docs[changed[i]]) })
		all = event.Collect(found)
	}
	all.Mentions, all.Undated = merge.Placed(merge.Input{Documents: docs, Mentions: all.Mentions, Undated: all.Undated, Digests: p.digests})
	return all, inferences, ctx.Err()
}

// infer returns the documents with inferred publication dates on copies of those that state none, and which changed.
func infer(docs []*source.Document, inferences []merge.Inference) (_ []*source.Document, changed []int) {
	out := slices.Clone(docs)
	at := make(map[string]int, len(docs))
	for i, d := range docs {
		at[d.ID] = i
	}
	for _, inf := range inferences {
		i, ok := at[inf.Source]
		if !ok || !out[i].Published.IsZero() {
			continue
		}
		d := *out[i]
		d.Published, d.PublishedFrom, d.PublishedWhy = inf.Date, source.FromInferred, inf.Why
		out[i] = &d
		changed = append(changed, i)
	}
	return out, changed
}

// noGrammar says which articles are cited only.
func (p *project) noGrammar(docs []*source.Document, x *extractor) {
	for _, d := range docs {
		if lang := language(d); x.taggers[lang] == nil {
			p.problems.Add(diag.Problem{Position: position(d), Severity: diag.Warning,
				Message: fmt.Sprintf("no dates are read from it: there is no grammar for the language %q", lang),
				Hint:    "if the language is wrong, write language: en at the head of the file"})
		}
	}
}

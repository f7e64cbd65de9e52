package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
)

// hugoFiles is a Hugo site of the same pages: one for each event, one for each source, lists of both, with the same
// words and links. It is plainer than ours, which is to Hugo's advantage.
var hugoFiles = map[string]string{
	"hugo.toml": "baseURL = 'https://example.org/'\ntitle = 'Bench'\ndisableKinds = ['taxonomy', 'term', 'RSS', 'sitemap']\nrelativeURLs = true\n",
	"layouts/_default/baseof.html": `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title><meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="og:title" content="{{ .Title }}"></head><body><header><a href="{{ "/" | relURL }}">{{ site.Title }}</a></header><main>{{ block "main" . }}{{ end }}</main></body></html>`,
	"layouts/_default/single.html": `{{ define "main" }}<h1>{{ .Title }}</h1><time>{{ .Params.when }}</time>{{ .Content }}
{{ range .Params.evidence }}<figure><blockquote>{{ .quote }}</blockquote><figcaption><a href="{{ .url }}">{{ .source }}</a>, “{{ .expression }}”: {{ .why }}</figcaption></figure>{{ end }}
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}`,
	"layouts/_default/list.html": `{{ define "main" }}<h1>{{ .Title }}</h1>{{ $p := .Paginate .RegularPages 100 }}<ol>{{ range $p.Pages }}<li><time>{{ .Params.when }}</time> <a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Summary }}</li>{{ end }}</ol>
{{ template "_internal/pagination.html" . }}{{ end }}`,
	"layouts/index.html": `{{ define "main" }}<h1>{{ .Title }}</h1>{{ range .Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}`,
}

func writeHugo(dir string, p published) error {
	write := func(name string, data []byte) error {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		return os.WriteFile(file, data, 0o644)
	}
	for name, text := range hugoFiles {
		if err := write(name, []byte(text)); err != nil {
			return err
		}
	}
	for _, e := range p.Events {
		evidence := []map[string]string{}
		for _, v := range e.Evidence {
			evidence = append(evidence, map[string]string{"quote": v.Quote, "source": v.Source, "expression": v.Expression, "why": v.Why, "url": v.URL})
		}
		head, err := json.Marshal(map[string]any{"title": e.Title, "when": e.Date, "evidence": evidence})
		if err != nil {
			return err
		}
		if err := write("content/events/"+e.ID+".md", append(head, "\n\n"+e.Summary+"\n"...)); err != nil {
			return err
		}
	}
	for _, s := range p.Sources {
		head, err := json.Marshal(map[string]any{"title": s.Title, "when": s.Published})
		if err != nil {
			return err
		}
		if err := write("content/sources/"+s.ID+".md", append(head, "\n\n"+strings.Join([]string{s.Publisher, s.URL}, ", ")+"\n"...)); err != nil {
			return err
		}
	}
	return nil
}

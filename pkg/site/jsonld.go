package site

import (
	"cmp"
	"encoding/json"
	"html/template"
	"net/url"
	"strings"
)

// object is a JSON object; encoding/json writes its keys in order.
type object map[string]any

// jsonLD writes schema.org data for a script element. encoding/json escapes <, > and &, so that no text can end it.
func jsonLD(o object) template.JS {
	o["@context"] = "https://schema.org"
	data, err := json.Marshal(o)
	if err != nil {
		return "{}" // strings, numbers and objects of them always marshal
	}
	return template.JS(data)
}

func (m *model) absolute(path string) string {
	if m.BaseURL == "" {
		return ""
	}
	return m.BaseURL + pathEscape(strings.TrimSuffix(path, "index.html"))
}

// set adds a field when there is something to say.
func (o object) set(key, value string) object {
	if value != "" {
		o[key] = value
	}
	return o
}

// listData describes a list of events: a collection page, and for the index the data set that it shows.
func (m *model) listData(path string, l *listing) template.JS {
	o := object{"@type": "CollectionPage", "name": l.Heading, "inLanguage": m.Lang}
	o.set("description", l.Intro).set("url", m.absolute(path))
	if path == "index.html" {
		o["@type"] = []string{"CollectionPage", "Dataset"}
		o.set("description", cmp.Or(l.Intro, l.stripCaption()))
		o.set("dateModified", m.asOfISO)
	}
	return jsonLD(o)
}

// eventData describes an event, the page about it, the articles it rests on and the corrections made to it.
func (m *model) eventData(v *eventView) template.JS {
	ev := object{"@type": "Event", "name": v.Title}
	ev.set("description", v.Summary)
	if v.Start != nil {
		ev["startDate"] = *v.Start
	}
	if v.End != nil {
		ev["endDate"] = *v.End
	}
	if len(v.Places) > 0 {
		ev["location"] = object{"@type": "Place", "name": clean(v.Places[0])}
	}
	var who []object
	for _, p := range v.People {
		who = append(who, object{"@type": "Person", "name": clean(p)})
	}
	for _, o := range v.Organizations {
		who = append(who, object{"@type": "Organization", "name": clean(o)})
	}
	if len(who) > 0 {
		ev["about"] = who
	}
	var cites []object
	for _, s := range v.Sources {
		cites = append(cites, m.article(s))
	}
	o := object{"@type": "Article", "headline": v.Title, "about": ev, "inLanguage": m.Lang, "isAccessibleForFree": true}
	if len(cites) > 0 {
		o["citation"] = cites
	}
	o.set("url", v.Permalink).set("image", m.absolute(cmp.Or(m.picture(v.event), cardFile)))
	var fixes []object
	for _, c := range v.Corrections {
		fixes = append(fixes, c.data())
	}
	if len(fixes) > 0 {
		o["correction"] = fixes
	}
	return jsonLD(o)
}

// data describes a correction as schema.org's CorrectionComment.
func (c *correction) data() object {
	var what []string
	for _, ch := range c.Changes {
		what = append(what, ch.Field+": "+ch.Before+" → "+ch.After)
	}
	what = append(what, c.Reason)
	o := object{"@type": "CorrectionComment", "text": strings.Join(what, ". ")}
	o.set("datePublished", c.Correction.On)
	if c.By != "" {
		o["author"] = object{"@type": "Person", "name": c.By}
	}
	return o
}

func (m *model) article(s *src) object {
	o := object{"@type": "NewsArticle", "headline": s.Title}
	o.set("url", s.Address).set("datePublished", datetime(s.Source.Published)).set("inLanguage", s.Language)
	if s.Publisher != "" {
		o["publisher"] = object{"@type": "Organization", "name": s.Publisher}
	}
	if s.Author != "" {
		o["author"] = object{"@type": "Person", "name": s.Author}
	}
	return o
}

// sourceData describes a source: the article itself, or our digest as a page based on it.
func (m *model) sourceData(s *src) template.JS {
	if !s.Digest {
		return jsonLD(object{"@type": "WebPage", "name": s.Title, "mainEntity": m.article(s)})
	}
	return jsonLD(object{"@type": "WebPage", "name": s.Title, "isBasedOn": m.article(s)})
}

// pathEscape writes a path of ours as an address does.
func pathEscape(path string) string { return (&url.URL{Path: path}).EscapedPath() }

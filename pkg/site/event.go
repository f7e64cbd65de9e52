package site

import (
	"cmp"
	"html/template"
	"net/url"
	"strings"

	"timeline/pkg/timeline"
	"timeline/pkg/timex"
)

// eventView is the page of one event.
type eventView struct {
	*event
	Evidence      []evidence
	Merged        []string
	Disagreements []disagreement
	Text          template.HTML // the editors' own text
	Names         []names
	Home          string // the page that lists it
	Suggest       string // where to suggest a correction, "" when the project says nowhere
	Permalink     string
	Cite          string
}

// evidence is one sentence of one source with the way to its date. Before, Words and After are the quote, cut at its
// words of time.
type evidence struct {
	Source                *src
	Anchor                string // of the sentence on the source's page
	Before, Words, After  string
	Exact                 string // the sentence in the article, "" for a digest and where there is no address
	Date                  string
	Written               string // the date in EDTF
	Expression            string
	AnchorWords           string
	Rule, Why             string
	Attribution           string
	Type, Timex, Modifier string
	Steps                 []timex.Step
}

type disagreement struct {
	About  string
	Claims []claim
}

type claim struct {
	Value   string
	Sources []*src
}

// names are the people, places or organisations of an event, each with the address of the timeline filtered by it.
type names struct {
	Label string
	Links []link
}

func (m *model) eventPage(e *event) task {
	return task{path: e.page, key: m.eventKey(e), render: func(*renderer) (page, error) {
		v := &eventView{event: e, Evidence: m.evidence(e), Disagreements: m.disagreements(e), Names: m.namesOf(e), Home: e.home}
		for _, reason := range e.Merged {
			v.Merged = append(v.Merged, clean(reason))
		}
		var err error
		if e.Text != "" {
			v.Text, err = m.markdown(e.Text)
		}
		v.Permalink = m.BaseURL + pathEscape(e.Path)
		if m.BaseURL == "" {
			v.Permalink = ""
		}
		v.Suggest, v.Cite = m.suggest(v), m.cite(v)
		return page{
			Template: "event.html", Kind: "event", Type: "article", Title: e.Title, Body: v,
			Description: upperFirst(e.When) + ". " + cmp.Or(e.Summary, e.Title), JSONLD: m.eventData(v), Image: m.picture(e),
		}, err
	}}
}

func (m *model) evidence(e *event) []evidence {
	list := make([]evidence, 0, len(e.Evidence))
	for i := range e.Evidence {
		ev, s, q := &e.Evidence[i], e.cites[i].source, e.cites[i].quote
		if s == nil {
			continue
		}
		v := evidence{
			Source: s, Anchor: q.Anchor, Exact: webAddress(ev.URL), Rule: clean(ev.Rule), Why: clean(ev.Why), Attribution: clean(ev.Attribution),
			Expression: clean(ev.Expression), Type: ev.TIMEX3.Type, Timex: ev.TIMEX3.Value, Modifier: ev.TIMEX3.Mod,
			Written: ev.Date.String(), AnchorWords: m.anchorWords(ev.Anchor),
		}
		if !ev.Date.IsZero() {
			v.Date = ev.Date.Words(m.Lang)
		}
		if s.Digest {
			v.Exact = "" // a digest's words do not stand in the article
		} else if v.Exact == "" {
			v.Exact = s.Address
		}
		v.Before, v.Words, v.After = cutAt(clean(ev.Quote), v.Expression)
		v.Steps = cleanSteps(ev.Steps)
		list = append(list, v)
	}
	return list
}

func cleanSteps(steps []timex.Step) []timex.Step {
	list := make([]timex.Step, len(steps))
	for i, s := range steps {
		list[i] = timex.Step{What: clean(s.What), Detail: clean(s.Detail), Value: clean(s.Value)}
	}
	return list
}

// cutAt cuts a quote before and after its words of time; all of it is before when they are not found.
func cutAt(quote, words string) (before, at, after string) {
	if i := strings.Index(quote, words); words != "" && i >= 0 {
		return quote[:i], words, quote[i+len(words):]
	}
	return quote, "", ""
}

// anchorWords says what an expression was measured from: "28 March 2014, publication date (front matter)".
func (m *model) anchorWords(a timeline.Anchor) string {
	if a.Kind == "" || a.Date.IsZero() {
		return clean(a.From)
	}
	s := a.Date.Words(m.Lang)
	if from := clean(a.From); from != "" {
		s += " (" + from + ")"
	}
	return s
}

func (m *model) disagreements(e *event) []disagreement {
	var list []disagreement
	for _, d := range e.Disagreements {
		v := disagreement{About: clean(d.About)}
		for _, c := range d.Claims {
			value := claim{Value: m.dateWords(clean(c.Value))}
			for _, id := range c.Sources {
				if s := m.srcByID[id]; s != nil {
					value.Sources = append(value.Sources, s)
				}
			}
			v.Claims = append(v.Claims, value)
		}
		list = append(list, v)
	}
	return list
}

func (m *model) namesOf(e *event) []names {
	var list []names
	for _, n := range []struct {
		label, facet string
		names        []string
	}{{"people", "person", e.People}, {"places", "place", e.Places}, {"organisations", "organisation", e.Organizations}} {
		v := names{Label: m.words.text(n.label)}
		for _, name := range n.names {
			name = clean(name)
			v.Links = append(v.Links, link{"index.html?" + n.facet + "=" + url.QueryEscape(name), name})
		}
		if len(v.Links) > 0 {
			list = append(list, v)
		}
	}
	return list
}

// suggest returns the address of a new issue, with what is known filled in, or of a mail.
func (m *model) suggest(v *eventView) string {
	title := m.words.text("suggest_title", v.Title)
	body := m.words.text("suggest_body", cmp.Or(v.Permalink, v.ID), v.When)
	repo := strings.TrimSpace(m.config.Repository)
	if mail, ok := strings.CutPrefix(repo, "mailto:"); ok {
		return "mailto:" + mail + "?subject=" + url.PathEscape(title) + "&body=" + url.PathEscape(body)
	}
	repo = strings.TrimSuffix(strings.TrimSuffix(webAddress(repo), "/"), ".git")
	if repo == "" {
		return ""
	}
	if strings.Contains(repo, "gitlab") {
		return repo + "/-/issues/new?issue%5Bdescription%5D=" + url.QueryEscape(body) + "&issue%5Btitle%5D=" + url.QueryEscape(title)
	}
	return repo + "/issues/new?body=" + url.QueryEscape(body) + "&title=" + url.QueryEscape(title)
}

// cite returns a citation: the event in its timeline with its date, the sources behind it being on the page. It says
// nothing of the day of the whole timeline, which would change every page with every article.
func (m *model) cite(v *eventView) string {
	s := "“" + v.Title + "” (" + v.When + "). " + m.Title + "."
	if v.Permalink != "" {
		s += " " + v.Permalink
	}
	return s
}

// Disputed reports whether the sources tell the event differently.
func (e *event) Disputed() bool { return e.Status == "disputed" || len(e.Disagreements) > 0 }

// Slug is the event's id as a file name.
func (e *event) Slug() string { return slug(e.ID) }

// Order is the event's number in the timeline, by which the search index knows it.
func (e *event) Order() int { return e.order }

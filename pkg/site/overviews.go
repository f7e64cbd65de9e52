package site

import (
	"fmt"
	"html/template"
	"slices"
)

// overviews are the pages that look across the timeline: its sources, corrections, disputes and undated words.
func (m *model) overviews() []task {
	var tasks []task
	tasks = append(tasks, overview(m, "sources", m.Sources, (*keyer).sourceRows, func(s []*src) (any, error) { return s, nil })...)
	tasks = append(tasks, overview(m, "corrections", m.Corrections, (*keyer).correctionRows, m.correctionViews)...)
	tasks = append(tasks, overview(m, "disputed", m.Disputed, m.disputedRows, m.disputedViews)...)
	return append(tasks, overview(m, "undated", m.Undated, (*keyer).undatedRows, m.undatedViews)...)
}

// perOverview is the number of rows on a page of an overview, which keeps it below the limits of a page.
const perOverview = 400

// overviewView is one page of an overview.
type overviewView struct {
	Items         any // what the template ranges over
	Empty         bool
	Part, Parts   int
	Before, After *link
}

// overview spreads items over as many pages as they need: sources/, sources-2/ and so on. rows adds those of a page to its
// key.
func overview[T any](m *model, kind string, items []T, rows func(*keyer, []T), view func([]T) (any, error)) []task {
	parts := slices.Collect(slices.Chunk(items, perOverview))
	if len(parts) == 0 {
		parts = [][]T{nil}
	}
	var tasks []task
	for i, part := range parts {
		k := m.newKey(kind)
		k.num(i)
		k.num(len(parts))
		rows(k, part)
		tasks = append(tasks, task{path: overviewPath(kind, i), key: m.key(k), render: func(*renderer) (page, error) {
			rows, err := view(part)
			v := &overviewView{Items: rows, Empty: len(part) == 0, Part: i + 1, Parts: len(parts)}
			if i > 0 {
				v.Before = &link{overviewPath(kind, i-1), m.words.text("page_n", i, len(parts))}
			}
			if i+1 < len(parts) {
				v.After = &link{overviewPath(kind, i+1), m.words.text("page_n", i+2, len(parts))}
			}
			return page{Template: kind + ".html", Kind: kind, Title: m.words.text(kind), Description: m.words.text(kind + "_intro"), Body: v}, err
		}})
	}
	return tasks
}

func overviewPath(kind string, i int) string {
	if i == 0 {
		return kind + "/index.html"
	}
	return fmt.Sprintf("%s-%d/index.html", kind, i+1)
}

// correctionView is a correction with its public note.
type correctionView struct {
	*correction
	NoteHTML template.HTML
}

func (m *model) correctionViews(corrections []*correction) (any, error) {
	var views []correctionView
	for _, c := range corrections {
		note, err := m.markdown(c.note)
		if err != nil {
			return nil, err
		}
		views = append(views, correctionView{c, note})
	}
	return views, nil
}

// disputedView is an event with what its sources disagree about.
type disputedView struct {
	*event
	Differ []disagreement
}

func (m *model) disputedViews(events []*event) (any, error) {
	var views []disputedView
	for _, e := range events {
		views = append(views, disputedView{e, m.disagreements(e)})
	}
	return views, nil
}

// undatedView holds the undated words of one source.
type undatedView struct {
	Source *src
	Items  []undatedItem
}

type undatedItem struct{ Before, Words, After, Why string }

func (m *model) undatedViews(items []undated) (any, error) {
	var views []undatedView
	for _, u := range items {
		if n := len(views); n == 0 || views[n-1].Source != u.Source {
			views = append(views, undatedView{Source: u.Source})
		}
		v := &views[len(views)-1]
		before, words, after := cutAt(u.Quote, u.Expression)
		v.Items = append(v.Items, undatedItem{before, words, after, u.Why})
	}
	return views, nil
}

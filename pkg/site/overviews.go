package site

import "html/template"

// overviews are the pages that look across the timeline: its sources, corrections, disputes and undated words.
func (m *model) overviews() []task {
	overview := func(kind string, body func() (any, error)) task {
		return task{path: kind + "/index.html", render: func(*renderer) (page, error) {
			b, err := body()
			return page{Template: kind + ".html", Kind: kind, Title: m.words.text(kind), Description: m.words.text(kind + "_intro"), Body: b}, err
		}}
	}
	return []task{
		overview("sources", func() (any, error) { return m.Sources, nil }),
		overview("corrections", func() (any, error) { return m.correctionViews() }),
		overview("disputed", func() (any, error) { return m.disputedViews(), nil }),
		overview("undated", func() (any, error) { return m.undatedViews(), nil }),
	}
}

// correctionView is a correction with its public note.
type correctionView struct {
	*correction
	NoteHTML template.HTML
}

func (m *model) correctionViews() ([]correctionView, error) {
	var views []correctionView
	for _, c := range m.Corrections {
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

func (m *model) disputedViews() []disputedView {
	var views []disputedView
	for _, e := range m.Disputed {
		views = append(views, disputedView{e, m.disagreements(e)})
	}
	return views
}

// undatedView holds the undated words of one source.
type undatedView struct {
	Source *src
	Items  []undatedItem
}

type undatedItem struct{ Before, Words, After, Why string }

func (m *model) undatedViews() []undatedView {
	var views []undatedView
	for _, u := range m.Undated {
		if n := len(views); n == 0 || views[n-1].Source != u.Source {
			views = append(views, undatedView{Source: u.Source})
		}
		v := &views[len(views)-1]
		before, words, after := cutAt(u.Quote, u.Expression)
		v.Items = append(v.Items, undatedItem{before, words, after, u.Why})
	}
	return views
}

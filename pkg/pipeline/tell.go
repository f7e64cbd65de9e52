package pipeline

import (
	"context"
	"slices"

	"timeline/pkg/correct"
	"timeline/pkg/event"
	"timeline/pkg/merge"
	"timeline/pkg/source"
	"timeline/pkg/timeline"
)

// told is what all articles tell together, before editors change events.
type told struct {
	docs     []*source.Document // with the publication dates that follow from other articles
	mentions []*event.Mention   // as corrected; nil when the site is all that is wanted
	count    int                // of the mentions
	undated  []event.Undated
	events   []timeline.Event // which the cache keeps: they are not to be changed
}

// teller finds out what articles tell: from the cache as far as that goes.
type teller struct {
	*project
	run    *correct.Run
	x      *extractor
	stated []*source.Document // with the publication dates that they state
	key    cacheKey           // of the merge

	read     bool // the articles have been read into in
	in       merge.Input
	inferred []merge.Inference
	out      told
}

// tell merges what the articles say into events, first without and then with the corrections that regroup them.
func (p *project) tell(ctx context.Context, run *correct.Run, docs []*source.Document, siteOnly bool) (told, error) {
	x, err := p.newExtractor(docs)
	if err != nil {
		return told{}, err
	}
	p.noGrammar(docs, x)
	t := &teller{project: p, run: run, x: x, stated: docs, key: x.mergeKey(docs, p.set)}
	if !siteOnly || !t.remember() {
		if err := t.merge(ctx); err != nil {
			return told{}, err
		}
	}
	err = t.regroup(ctx)
	return t.out, err
}

// remember takes what was told by the last build, when the articles are the same and no correction asks what they say.
func (t *teller) remember() bool {
	if slices.ContainsFunc(t.set.All(), (*correct.Correction).OnSentence) {
		return false
	}
	m := t.Cache.merged(mergeTold, t.key)
	if m == nil {
		return false
	}
	docs, changed := infer(t.stated, m.Inferred)
	for _, d := range t.stated {
		if t.Cache.used(t.x.key(d)) {
			t.cached++
		}
	}
	for _, i := range changed {
		t.Cache.used(t.x.key(docs[i]))
	}
	t.out = told{docs: docs, count: m.Mentions, undated: m.Undated, events: m.Events}
	return true
}

// input reads the articles, once.
func (t *teller) input(ctx context.Context) (merge.Input, error) {
	if t.read {
		return t.in, nil
	}
	t.cached = 0
	all, inferences, err := t.extract(ctx, t.x, t.stated)
	if err != nil {
		return t.in, err
	}
	t.out.docs, _ = infer(t.stated, inferences)
	all = t.run.Mentions(t.out.docs, all)
	t.out.mentions, t.out.count, t.out.undated, t.inferred = all.Mentions, len(all.Mentions), all.Undated, inferences
	t.in, t.read = merge.Input{Documents: t.out.docs, Mentions: all.Mentions, Undated: all.Undated, Digests: t.digests}, true
	t.Progress(Step{Name: "merging reports"})
	return t.in, nil
}

// merge merges reports into events without what editors say of groups.
func (t *teller) merge(ctx context.Context) error {
	in, err := t.input(ctx)
	if err != nil {
		return err
	}
	t.out.events = t.kept(mergeTold, t.key, in)
	return nil
}

// regroup merges anew with the corrections that regroup events, if any does.
func (t *teller) regroup(ctx context.Context) error {
	if !t.run.Regroups() {
		return nil
	}
	same, apart := t.run.Groups(t.out.events)
	if len(same)+len(apart) == 0 {
		return nil
	}
	groups := grouped(same, apart)
	key := groups.key(t.key)
	if m := t.Cache.merged(mergeRegrouped, key); m != nil {
		t.out.events = m.Events
		return nil
	}
	in, err := t.input(ctx)
	if err != nil {
		return err
	}
	in.Same, in.Apart = groups.Same, groups.Apart
	t.out.events = t.kept(mergeRegrouped, key, in)
	return nil
}

// kept merges reports unless the cache knows what they come to.
func (t *teller) kept(kind int, key cacheKey, in merge.Input) []timeline.Event {
	if m := t.Cache.merged(kind, key); m != nil {
		return m.Events
	}
	events := merge.Events(in)
	t.Cache.putMerged(kind, key, merging{t.inferred, t.out.count, t.out.undated, events})
	return events
}

// groupings is what editors say of groups of reports.
type groupings struct {
	Same  []merge.Same
	Apart []merge.Apart
}

func grouped(same []correct.Same, apart []correct.Apart) groupings {
	var g groupings
	for _, s := range same {
		g.Same = append(g.Same, merge.Same{Events: s.Events, Correction: s.Correction})
	}
	for _, a := range apart {
		g.Apart = append(g.Apart, merge.Apart{
			Event: a.Event, Source: a.Source, Quote: a.Quote, Date: a.Date, Title: a.Title, Correction: a.Correction,
		})
	}
	return g
}

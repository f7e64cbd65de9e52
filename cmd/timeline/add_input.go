package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"

	"timeline/pkg/date"
	"timeline/pkg/diag"
	"timeline/pkg/fetch"
	"timeline/pkg/source"
)

// task is one thing that add looks at: a page or a feed, at an address or in a file.
type task struct {
	arg     string      // as it was named, for problems
	address string      // or
	file    string      // the path of a file
	item    *fetch.Item // what a feed says of it
}

// The limits of what is read from files and from standard input.
const (
	maxArticle   = 16 << 20
	maxAddresses = 10_000
)

// arguments turns the command line into tasks. A list of addresses counts as the addresses in it.
func (a *adding) arguments(args []string) ([]task, error) {
	var work []task
	for _, arg := range args {
		switch {
		case isAddress(arg):
			work = append(work, task{arg: arg, address: arg})
			continue
		case arg == "-":
			data, err := io.ReadAll(io.LimitReader(a.stdin, maxArticle))
			if err != nil {
				return nil, err
			}
			list, ok := addresses(string(data))
			if !ok || len(list) == 0 {
				return nil, usagef("standard input is no list of addresses: one http or https address a line")
			}
			work = append(work, list...)
			continue
		}
		if strings.EqualFold(filepath.Ext(arg), ".txt") {
			data, err := a.readFile(arg)
			if list, ok := addresses(string(data)); err == nil && ok && len(list) > 0 {
				work = append(work, list...)
				continue
			}
		}
		work = append(work, task{arg: arg, file: arg})
	}
	if len(work) > maxAddresses {
		return nil, usagef("%d addresses; a run takes at most %d", len(work), maxAddresses)
	}
	return work, nil
}

func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https")
}

// addresses reads a list: an address a line, and comments after #. ok is false for a text with anything else in it.
func addresses(s string) (list []task, ok bool) {
	for line := range strings.Lines(strings.TrimPrefix(s, "\ufeff")) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			continue
		case !isAddress(line) || strings.ContainsAny(line, " \t"):
			return nil, false
		}
		list = append(list, task{arg: line, address: line})
	}
	return list, true
}

func (a *adding) readFile(name string) ([]byte, error) {
	f, err := a.fs.Open(a.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("there is no such file")
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && !info.Mode().IsRegular() {
		return nil, errors.New("not a file")
	}
	data, err := io.ReadAll(io.LimitReader(f, maxArticle+1))
	if err == nil && len(data) > maxArticle {
		err = fmt.Errorf("larger than %d MB", maxArticle>>20)
	}
	return data, err
}

// fetch returns what a task names. Its errors are problems of that task alone.
func (a *adding) fetch(ctx context.Context, t task) (fetch.Page, error) {
	at := diag.Position{File: t.arg}
	if t.address != "" {
		page, err := a.web.Get(ctx, t.address)
		if err != nil {
			return page, asProblem(at, err)
		}
		return page, nil
	}
	page := fetch.Page{Type: fetch.PlainText}
	switch source.Format(t.file) {
	case "html":
		page.Type = fetch.HTML
	case "txt", "md":
	default:
		page.Type = fetch.FeedType
		switch strings.ToLower(filepath.Ext(t.file)) {
		case ".xml", ".rss", ".atom":
		default:
			return page, diag.Problem{Position: at, Message: "not an address and not a .html, .txt, .md or feed (.xml, .rss, .atom) file"}
		}
	}
	var err error
	if page.Data, err = a.readFile(t.file); err != nil {
		return page, asProblem(at, err)
	}
	if page.Type == fetch.HTML {
		if page.Data, err = fetch.UTF8(page.Data, ""); err != nil {
			return page, asProblem(at, err)
		}
	}
	return page, nil
}

func asProblem(at diag.Position, err error) diag.Problem {
	p := diag.Problem{Position: at, Message: err.Error()}
	var web *fetch.Error
	if errors.As(err, &web) {
		p.Message, p.Hint = web.Message, web.Hint
	}
	return p
}

// feed returns a task for each article that a feed lists, the first ones if there are many.
func (a *adding) feed(t task, page fetch.Page) ([]task, error) {
	at := diag.Position{File: t.arg}
	if t.item != nil {
		return nil, diag.Problem{Position: at, Message: "a feed in a feed", Hint: "name it by itself if you want its articles"}
	}
	items, err := fetch.Feed(page.Data, page.URL)
	if err != nil {
		return nil, asProblem(at, err)
	}
	if len(items) == 0 {
		return nil, diag.Problem{Position: at, Message: "the feed lists no articles with an address"}
	}
	if len(items) > a.limit {
		a.printProblem(diag.Problem{Position: at, Severity: diag.Warning, Hint: "--limit takes more",
			Message: fmt.Sprintf("the feed lists %d articles; the first %d are looked at", len(items), a.limit)})
		items = items[:a.limit]
	}
	more := make([]task, 0, len(items))
	for i := range items {
		more = append(more, task{arg: items[i].URL, address: items[i].URL, item: &items[i]})
	}
	return more, nil
}

// complete gives an article what its page does not say and the feed does. Dates that contradict each other are a
// warning.
func (t task) complete(doc *source.Document) diag.List {
	if t.item == nil {
		return nil
	}
	doc.Title, doc.Author = cmp.Or(doc.Title, t.item.Title), cmp.Or(doc.Author, t.item.Author)
	said, ok := feedDate(t.item.Published)
	if !ok {
		return nil
	}
	if doc.Published.IsZero() {
		doc.Published, doc.PublishedFrom, doc.PublishedWhy = said, source.FromMetadata, "the feed that lists it"
		return nil
	}
	page, _ := doc.Published.Bounds()
	feed, _ := said.Bounds()
	if apart := max(page-feed, feed-page); apart > 2 {
		return diag.List{{Position: diag.Position{File: t.arg}, Severity: diag.Warning,
			Message: fmt.Sprintf("published %s (%s), but the feed says %s", page, doc.PublishedWhy, feed),
			Hint:    "the first is used; put it right in the file if it is wrong"}}
	}
	return nil
}

func feedDate(published string) (date.Value, bool) {
	v, err := date.ParseTyped(published)
	return v, published != "" && err == nil
}

// plainAddress is an address without what does not change the page: the scheme, "www.", tracking, the fragment.
func plainAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	query := u.Query()
	for key := range query {
		if strings.HasPrefix(key, "utm_") || key == "fbclid" || key == "gclid" {
			query.Del(key)
		}
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	return host + strings.TrimSuffix(u.EscapedPath(), "/") + "?" + query.Encode()
}

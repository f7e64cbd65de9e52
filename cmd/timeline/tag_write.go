package main

import (
	"bytes"
	"cmp"
	"errors"
	"path/filepath"
	"strconv"
	"unicode/utf8"

	"timeline/pkg/diag"
	"timeline/pkg/text"
	"timeline/pkg/timeml"
	"timeline/pkg/timex"

	"github.com/spf13/afero"
)

// span returns where a mention is in the file.
func (p *part) span(s text.Span) text.Span {
	if p.document != nil {
		return p.document.FileSpan(s)
	}
	return s.Shift(p.at.offset)
}

// appendJSON appends a line of JSON. It is written by hand because encoding would take longer than tagging.
func appendJSON(b []byte, p *part, batch timex.Batch) []byte {
	if b == nil {
		b = make([]byte, 0, 256+192*len(batch.Mentions))
	}
	if batch.Start == 0 {
		b = p.appendHead(b)
	}
	for i := range batch.Mentions {
		if i > 0 || batch.Start > 0 {
			b = append(b, ',')
		}
		b = p.appendMention(b, &batch.Mentions[i])
	}
	if batch.End < len(p.text) {
		return b
	}
	return append(b, "]}\n"...)
}

// appendHead appends what stands before the mentions.
func (p *part) appendHead(b []byte) []byte {
	b = appendJSONString(append(b, `{"file":`...), p.file)
	if p.id != "" {
		b = appendJSONString(append(b, `,"id":`...), p.id)
		b = strconv.AppendInt(append(b, `,"line":`...), int64(p.line), 10)
	}
	if p.number > 0 {
		b = strconv.AppendInt(append(b, `,"part":`...), int64(p.number), 10)
	}
	b = appendJSONString(append(b, `,"dct":`...), p.dct.String())
	return append(b, `,"mentions":[`...)
}

func (p *part) appendMention(b []byte, m *timex.Mention) []byte {
	b = append(append(append(b, `{"type":"`...), m.Type...), '"')
	b = appendJSONString(append(b, `,"value":`...), m.Value)
	b = appendMember(b, `,"mod":`, m.Mod)
	b = appendMember(b, `,"quant":`, m.Quant)
	b = appendMember(b, `,"freq":`, m.Freq)
	b = appendJSONString(append(b, `,"text":`...), m.Of(p.text))
	b = appendSpan(append(b, `,"span":`...), p.span(m.Span))
	if m.Raw != m.Value {
		b = appendMember(b, `,"raw":`, m.Raw)
	}
	if !m.Date.IsZero() {
		b = append(m.Date.Append(append(b, `,"date":"`...)), '"')
	}
	if m.Anchor.Kind != timex.AnchorNone {
		b = append(append(append(b, `,"anchor":{"kind":"`...), m.Anchor.Kind...), '"')
		if !m.Anchor.Date.IsZero() {
			b = append(m.Anchor.Date.Append(append(b, `,"date":"`...)), '"')
		}
		if m.Anchor.Span.Len() > 0 {
			b = appendSpan(append(b, `,"span":`...), p.span(m.Anchor.Span))
		}
		b = append(b, '}')
	}
	b = appendJSONString(append(b, `,"rule":`...), m.Rule)
	b = strconv.AppendFloat(append(b, `,"confidence":`...), m.Confidence, 'f', -1, 64)
	b = appendMember(b, `,"unresolved":`, m.Unresolved)
	return append(b, '}')
}

// appendMember appends a string that is not empty.
func appendMember(b []byte, name, s string) []byte {
	if s == "" {
		return b
	}
	return appendJSONString(append(b, name...), s)
}

func appendSpan(b []byte, s text.Span) []byte {
	b = strconv.AppendInt(append(b, '['), int64(s.Start), 10)
	b = strconv.AppendInt(append(b, ','), int64(s.End), 10)
	return append(b, ']')
}

// appendJSONString appends s as a JSON string (RFC 8259). Control characters, C1 and DEL among them, are escaped, so that
// text from outside cannot drive a terminal; bytes that are not UTF-8 become U+FFFD.
func appendJSONString(b []byte, s string) []byte {
	b = append(b, '"')
	plain := 0
	for i := 0; i < len(s); {
		if c := s[i]; c >= 0x20 && c < 0x7f && c != '"' && c != '\\' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r > 0x9f && r != '\u2028' && r != '\u2029' && (r != utf8.RuneError || size > 1) {
			i += size
			continue
		}
		b = append(b, s[plain:i]...)
		switch r {
		case '"', '\\':
			b = append(b, '\\', byte(r))
		case '\n':
			b = append(b, `\n`...)
		case '\t':
			b = append(b, `\t`...)
		default:
			b = append(b, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
		}
		i += size
		plain = i
	}
	return append(append(b, s[plain:]...), '"')
}

const hexDigits = "0123456789abcdef"

// appendTimeML appends a TimeML document, or the part of it that p is.
func appendTimeML(b []byte, p *part, batch timex.Batch) []byte {
	if p.tml != nil {
		return append(b, p.tml.With(batch.Mentions)...)
	}
	if p.number <= 1 && batch.Start == 0 {
		b = timeml.AppendHead(b, cmp.Or(p.id, p.file), p.dct)
	}
	// Ids grow with the place in the text, so that parts can be written in any order.
	for i := range batch.Mentions {
		m := &batch.Mentions[i]
		m.Span, m.Anchor.Span = m.Shift(-batch.Start), m.Anchor.Span.Shift(-batch.Start)
	}
	b, _ = timeml.AppendText(b, batch.Of(p.text), batch.Mentions, p.at.offset+batch.Start+1)
	if p.last && batch.End == len(p.text) {
		b = timeml.AppendTail(b)
	}
	return b
}

// appendLines appends a line for each mention: where it is, its words, its value and the rule.
func (t *tagging) appendLines(b []byte, p *part, batch timex.Batch) []byte {
	var lines bytes.Buffer
	lines.Write(b)
	if batch.Start == 0 {
		p.cursor = p.at
	}
	for i := range batch.Mentions {
		m := &batch.Mentions[i]
		p.cursor = p.cursor.after(p.text[p.cursor.offset-p.at.offset : m.Start])
		lines.WriteString(t.paint(t.stdout, dim, p.where(m.Span, p.cursor)) + " ")
		lines.WriteString(t.paint(t.stdout, bold, text.Fold(m.Of(p.text))))
		lines.WriteString("  " + string(m.Type) + " " + t.paint(t.stdout, green, cmp.Or(m.Value, m.Raw, "?")))
		for _, s := range []string{m.Mod, m.Quant, m.Freq} {
			if s != "" {
				lines.WriteString(" " + diag.Printable(s))
			}
		}
		lines.WriteString(t.paint(t.stdout, dim, "  "+m.Rule))
		if m.Unresolved != "" {
			lines.WriteString(t.paint(t.stdout, yellow, "  "+text.Fold(m.Unresolved)))
		}
		lines.WriteByte('\n')
	}
	return lines.Bytes()
}

// where names the place of a mention: by line and column in a plain text, by byte where the text was taken out of a
// file.
func (p *part) where(s text.Span, at textSpot) string {
	switch {
	case p.line > 0:
		return p.file + ":" + strconv.Itoa(p.line) + ":#" + strconv.Itoa(p.span(s).Start) + ":"
	case p.document != nil || p.tml != nil:
		return p.file + ":#" + strconv.Itoa(p.span(s).Start) + ":"
	}
	return p.file + ":" + strconv.Itoa(at.line+1) + ":" + strconv.Itoa(at.column+1) + ":"
}

// tagWriter writes results in the order in which they come.
type tagWriter struct {
	*app
	dir    string
	file   afero.File // the output file that is being written
	path   string
	done   map[string]bool // the output files that are written
	warned map[diag.Problem]bool
	failed bool
}

func (w *tagWriter) write(r tagged) error {
	for _, p := range r.problems {
		if !w.warned[p] {
			w.warned[p] = true
			w.printProblems(diag.List{p})
		}
	}
	w.failed = w.failed || r.problems.Count(diag.Error) > 0
	for _, o := range r.outputs {
		if err := w.output(o); err != nil {
			return err
		}
	}
	return nil
}

func (w *tagWriter) output(o output) error {
	if w.dir == "" {
		_, err := w.stdout.Write(o.data)
		return err
	}
	if err := w.open(o.name); err != nil {
		return err
	}
	if _, err := w.file.Write(o.data); err != nil {
		return err
	}
	if !o.last {
		return nil
	}
	return w.finish()
}

// open starts an output file beside its final name, so that a run that is broken off leaves no half of one.
func (w *tagWriter) open(name string) (err error) {
	if w.file != nil {
		return nil
	}
	w.path = filepath.Join(w.dir, name)
	if w.done[w.path] {
		return usagef("two texts would be written to %s", w.path)
	}
	w.done[w.path] = true
	if err = w.fs.MkdirAll(filepath.Dir(w.path), 0o755); err != nil {
		return err
	}
	w.file, err = w.fs.Create(w.path + ".part")
	return err
}

func (w *tagWriter) finish() error {
	err := w.file.Close()
	w.file = nil
	if err != nil {
		return err
	}
	return w.fs.Rename(w.path+".part", w.path)
}

// close takes away what was begun and not finished.
func (w *tagWriter) close() error {
	if w.file == nil {
		return nil
	}
	return errors.Join(w.file.Close(), w.fs.Remove(w.path+".part"))
}

package pipeline

import (
	"encoding/binary"
	"errors"
	"strings"

	"timeline/pkg/timeline"
)

// generation is what a build knows of a tree that it published: enough for the next one to see which files stay as they
// are, and whether anybody else has touched them. Its lists are in the order of the outputs, which is nearly the same from
// build to build, so that one build is compared with the next by walking along both.
type generation struct {
	program string // that made it; keys of another one mean nothing
	public  string // where it stands, absolute
	files   []record
	folders []folder // each before those in it

	// What the build changed in public and not yet in the spare tree: files that are new or other than before, files and
	// folders that are no more.
	fresh, gone []string
}

// record is a file of a generation.
type record struct {
	name       string
	key        timeline.Digest
	size, time int64 // the time of change, in nanoseconds
	pieces     []piece
	whole      bool // the file is on the disk as recorded
}

// folder is a folder of a generation.
type folder struct {
	name  string
	times [2]int64 // of change in nanoseconds, in public and in the spare tree
}

// piece is a stretch of a file that is made in pieces.
type piece struct {
	key    timeline.Digest
	length int
}

// folderOf returns the folder of a file, "." for one at the top. Names of outputs are clean.
func folderOf(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i]
	}
	return "."
}

// foldersOf returns the folders of outputs, and their places in the list.
func foldersOf(outputs []output) (list []folder, at map[string]int) {
	list, at = make([]folder, 0, len(outputs)), make(map[string]int, len(outputs))
	around := "." // the folder around the last one that was new
	var add func(name string)
	add = func(name string) {
		if _, known := at[name]; known {
			return
		}
		if outer := folderOf(name); name != "." && outer != around {
			add(outer)
			around = outer
		}
		at[name] = len(list)
		list = append(list, folder{name: name})
	}
	add(".")
	last := "."
	for i := range outputs {
		if dir := folderOf(outputs[i].path); dir != last {
			add(dir)
			last = dir
		}
	}
	return list, at
}

// place is a folder or a file of a generation; the other is nil.
type place struct {
	folder *folder
	file   *record
}

// places returns all folders and files, each folder just before its first file: who looks at them in this order finds what the
// system keeps of the folder at hand.
func (g *generation) places() []place {
	list := make([]place, 0, len(g.files)+len(g.folders))
	next := 0
	for i := range g.files {
		dir := folderOf(g.files[i].name)
		for ; next < len(g.folders) && within(dir, g.folders[next].name); next++ {
			list = append(list, place{folder: &g.folders[next]})
		}
		list = append(list, place{file: &g.files[i]})
	}
	for ; next < len(g.folders); next++ { // those whose first file is gone, and all that come after
		list = append(list, place{folder: &g.folders[next]})
	}
	return list
}

// within reports whether a folder is another one or lies in it.
func within(folder, other string) bool {
	rest, ok := strings.CutPrefix(folder, other)
	return other == "." || ok && (rest == "" || rest[0] == '/')
}

// touched returns the folders that a change of some files and folders changes, and those around them.
func touched(lists ...[]string) map[string]bool {
	folders := map[string]bool{".": true}
	for _, list := range lists {
		for _, name := range list {
			for dir := folderOf(name); !folders[dir]; dir = folderOf(dir) {
				folders[dir] = true
			}
		}
	}
	return folders
}

// passedOver is how many files may be gone between two that stayed before it is thought that the second is a new one.
const passedOver = 64

// find returns the record of each output, nil where there is none, and the files that are no outputs.
func (g *generation) find(outputs []output) (records []*record, gone []string) {
	records = make([]*record, len(outputs))
	var lost []int // outputs that are not where they are looked for
	var left []*record
	at := 0
	for i := range outputs {
		next := at
		for next < len(g.files) && next < at+passedOver && g.files[next].name != outputs[i].path {
			next++
		}
		if next == len(g.files) || next == at+passedOver {
			lost = append(lost, i)
			continue
		}
		for ; at < next; at++ {
			left = append(left, &g.files[at])
		}
		records[i] = &g.files[next]
		at = next + 1
	}
	for ; at < len(g.files); at++ {
		left = append(left, &g.files[at])
	}
	byName := make(map[string]*record, len(left))
	for _, r := range left {
		byName[r.name] = r
	}
	for _, i := range lost {
		if records[i] = byName[outputs[i].path]; records[i] != nil {
			delete(byName, outputs[i].path)
		}
	}
	for _, r := range left {
		if byName[r.name] != nil {
			gone = append(gone, r.name)
		}
	}
	return records, gone
}

// generationMagic begins the file of a generation. It changes with the form of the file.
const generationMagic = "timeline generation 2\n"

// generationHead is the bytes before that: a checksum.
const generationHead = 4

// bytes writes a generation: a checksum, then everything with lengths before what varies in length.
func (g *generation) bytes() []byte {
	size := 1 << 12
	for i := range g.files {
		r := &g.files[i]
		size += len(r.name) + 48 + len(r.pieces)*(len(r.key)+3)
	}
	for i := range g.folders {
		size += len(g.folders[i].name) + 24
	}
	b := make([]byte, generationHead, size)
	b = append(b, generationMagic...)
	str := func(s string) {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	num := func(n int64) { b = binary.AppendVarint(b, n) }
	str(g.program)
	str(g.public)
	num(int64(len(g.files)))
	for i := range g.files {
		r := &g.files[i]
		str(r.name)
		b = append(b, r.key[:]...)
		num(r.size)
		num(r.time)
		num(int64(len(r.pieces)))
		for _, p := range r.pieces {
			b = append(b, p.key[:]...)
			num(int64(p.length))
		}
	}
	num(int64(len(g.folders)))
	for i := range g.folders {
		f := &g.folders[i]
		str(f.name)
		num(f.times[0])
		num(f.times[1])
	}
	for _, names := range [][]string{g.fresh, g.gone} {
		num(int64(len(names)))
		for _, name := range names {
			str(name)
		}
	}
	binary.LittleEndian.PutUint32(b, checksum(b[generationHead:]))
	return b
}

var errDamaged = errors.New("damaged")

// readGeneration reads what bytes has written. Its names are parts of the text.
func readGeneration(text string) (*generation, error) {
	r := reader{text: text}
	if sum := r.number(); r.bad || checksumOf(r.text) != sum || r.take(len(generationMagic)) != generationMagic {
		return nil, errDamaged
	}
	g := &generation{program: r.str(), public: r.str()}
	g.files = make([]record, r.count())
	for i := range g.files {
		f := &g.files[i]
		f.name = r.str()
		copy(f.key[:], r.take(len(f.key)))
		f.size, f.time = r.num(), r.num()
		f.pieces = make([]piece, r.count())
		for k := range f.pieces {
			copy(f.pieces[k].key[:], r.take(len(f.key)))
			f.pieces[k].length = int(r.num())
		}
	}
	g.folders = make([]folder, r.count())
	for i := range g.folders {
		g.folders[i] = folder{r.str(), [2]int64{r.num(), r.num()}}
	}
	for _, names := range []*[]string{&g.fresh, &g.gone} {
		*names = make([]string, r.count())
		for i := range *names {
			(*names)[i] = r.str()
		}
	}
	if r.bad || r.text != "" {
		return nil, errDamaged
	}
	return g, nil
}

package pipeline

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"

	"timeline/pkg/timeline"
)

// generation is what a build knows of a tree that it published: enough for the next one to see which files stay as they
// are, and whether anybody else has touched them.
type generation struct {
	program string // that made it; keys of another one mean nothing
	public  string // where it stands, absolute
	files   map[string]*record
	folders map[string]*[2]int64 // times of change in nanoseconds, in public and in the spare tree
}

// record is a file of a generation.
type record struct {
	key        timeline.Digest
	size, time int64 // the time of change, in nanoseconds
	pieces     []piece
	whole      bool // the file is on the disk as recorded
}

// piece is a stretch of a file that is made in pieces.
type piece struct {
	key    timeline.Digest
	length int
}

// generationMagic begins the file of a generation. It changes with the form of the file.
const generationMagic = "timeline generation 1\n"

// bytes writes a generation: a checksum, then everything with lengths before what varies in length.
func (g *generation) bytes() []byte {
	size := 1 << 12
	for name, r := range g.files {
		size += len(name) + 48 + len(r.pieces)*(len(r.key)+3)
	}
	for name := range g.folders {
		size += len(name) + 24
	}
	b := make([]byte, sha256.Size, size)
	b = append(b, generationMagic...)
	str := func(s string) {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	num := func(n int64) { b = binary.AppendVarint(b, n) }
	str(g.program)
	str(g.public)
	num(int64(len(g.files)))
	for name, r := range g.files {
		str(name)
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
	for name, t := range g.folders {
		str(name)
		num(t[0])
		num(t[1])
	}
	sum := sha256.Sum256(b[sha256.Size:])
	copy(b, sum[:])
	return b
}

var errDamaged = errors.New("damaged")

// readGeneration reads what bytes has written.
func readGeneration(data []byte) (*generation, error) {
	if len(data) < sha256.Size+len(generationMagic) {
		return nil, errDamaged
	}
	if sum := sha256.Sum256(data[sha256.Size:]); !bytes.Equal(sum[:], data[:sha256.Size]) {
		return nil, errDamaged
	}
	r := reader{text: string(data[sha256.Size:])}
	if r.take(len(generationMagic)) != generationMagic {
		return nil, errDamaged
	}
	g := &generation{program: r.str(), public: r.str()}
	n := r.count()
	g.files = make(map[string]*record, n)
	records := make([]record, n)
	for i := range records {
		name, f := r.str(), &records[i]
		copy(f.key[:], r.take(len(f.key)))
		f.size, f.time = r.num(), r.num()
		f.pieces = make([]piece, r.count())
		for k := range f.pieces {
			copy(f.pieces[k].key[:], r.take(len(f.key)))
			f.pieces[k].length = int(r.num())
		}
		g.files[name] = f
	}
	n = r.count()
	g.folders = make(map[string]*[2]int64, n)
	times := make([][2]int64, n)
	for i := range times {
		name := r.str()
		times[i] = [2]int64{r.num(), r.num()}
		g.folders[name] = &times[i]
	}
	if r.bad || r.text != "" {
		return nil, errDamaged
	}
	return g, nil
}

package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// roomy is the memory that a command which builds a timeline once may fill before the collector runs at all: most
// timelines need less, and the process ends soon.
const roomy = 430 << 20

// collectLate puts the collector off. When what is in use comes near the limit, the collector works as it usually does,
// so that a huge project takes the memory that it needs and not all of the processor's time.
func collectLate() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(roomy)
	watchCollections(func() bool {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		if live[0].Value.Kind() == metrics.KindUint64 && live[0].Value.Uint64() < roomy*4/5 {
			return true
		}
		debug.SetGCPercent(100)
		debug.SetMemoryLimit(math.MaxInt64)
		return false
	})
}

// watchCollections calls after with every collection, until it returns false.
func watchCollections(after func() bool) {
	type canary struct{ _ [16]byte } // nobody refers to it, so each collection finds it
	runtime.SetFinalizer(new(canary), func(*canary) {
		if after() {
			watchCollections(after)
		}
	})
}

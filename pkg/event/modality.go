package event

// modality decides whether the clause tells what happened, what is expected, or what was called off.
func (r *reading) modality(c *clause, s segment, a int) {
	head := r.low(s.verb)
	if s.open == openIf || modals[head] || (head == "has" || head == "have") && r.low(s.verb+1) == "to" {
		c.status = Expected
	}
	c.hypothetical = s.open == openIf || doubtful[head]
	c.condition = s.open == openIf && r.low(s.from-1) != "whether" || r.underIf(s)
	if isBe(head) && s.verb+1 < s.to && r.toCome(s.verb+1) {
		c.status = Expected
	}
	lead := a < 0
	if lead {
		a = s.to
	}
	for i := s.verb; i >= 0 && i < min(a, s.to); i++ {
		w := r.low(i)
		if !plans[w] && !calledOff[w] || lead && (acts[w] || promises[w]) {
			continue
		}
		to := r.toBetween(i+1, min(a, s.to))
		switch {
		case calledOff[w] && to > 0 && r.anyPlan(i+1, to):
			c.denied = true
		case plans[w] && to > 0 && to-i <= 6 && w != "agreed":
			c.act = c.status != Expected && acts[w]
			c.status = Expected
		}
	}
}

// toCome reports whether the word at i, after "is" or "was", says that something is to come: "to open", "due", "going", "set for".
func (r *reading) toCome(i int) bool {
	switch r.low(i) {
	case "to", "due", "going":
		return true
	case "set":
		return r.low(i+1) == "to" || r.low(i+1) == "for"
	}
	return false
}

// underIf reports whether a segment is part of a condition that stands before it: "If the crane holds | when it is loaded on
// Monday".
func (r *reading) underIf(s segment) bool {
	k := r.segmentOf(s.from)
	return s.open == openSub && k > 0 && r.segs[k-1].open == openIf && r.low(s.from-2) != ","
}

// acts are done when their time is past, whatever became of what they are about: "refused to sign on Friday".
var acts = set(`refuse refused refuses decline declined fail failed try tried tries ask asked asks urge urged urges call called demand demanded demands`)

// promises have been made when an article opens with them.
var promises = set(`vow vows vowed promise promises promised threaten threatens threatened agree agrees agreed pledge pledged pledges propose proposed proposes offer offered offers seek seeks sought`)

// toBetween returns the place of a "to" with a verb in [from, limit), or -1.
func (r *reading) toBetween(from, limit int) int {
	for i := from; i < limit; i++ {
		if r.low(i) == "to" && i+1 < limit && r.toks[i+1].kind == word && !determiners[r.low(i+1)] && !r.toks[i+1].caps {
			return i
		}
	}
	return -1
}

func (r *reading) anyPlan(from, limit int) bool {
	for i := from; i < limit; i++ {
		if w := r.low(i); w == "plan" || w == "plans" || w == "participation" || w == "preparations" {
			return true
		}
	}
	return false
}

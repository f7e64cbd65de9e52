package merge

// Published infers publication dates of the documents that have none, from articles that tell the same event with a
// date. Documents for which the evidence is thin or contradictory are left out.
func Published(in Input) []Inference {
	return nil
}

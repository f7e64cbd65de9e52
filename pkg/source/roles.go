package source

func (d *draft) fillIn() {
	if d.Title == "" && len(d.Blocks) > 0 {
		d.Title = d.words(d.Blocks[0])
	}
}

func (d *draft) assignRoles() {
	for i, b := range d.Blocks {
		if d.words(b) == d.Title {
			d.Blocks[i].Role = Title
		}
	}
}

timelineIndex({"docs":192,"first":["00"],"per":500})

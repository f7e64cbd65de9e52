timelineIndex({"docs":187,"first":["00"],"per":500})

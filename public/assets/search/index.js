timelineIndex({"docs":227,"first":["00"],"per":500})

timelineIndex({"docs":186,"first":["00"],"per":500})

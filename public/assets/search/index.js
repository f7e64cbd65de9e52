timelineIndex({"docs":211,"first":["00"],"per":500})

timelineIndex({"docs":226,"first":["00"],"per":500})

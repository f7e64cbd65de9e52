timelineIndex({"docs":25,"first":["06"],"per":500})

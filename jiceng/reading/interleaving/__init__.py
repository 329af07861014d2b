"""Pages whose columns are printed line by line in turn: found, and read column by column where the text tells how."""

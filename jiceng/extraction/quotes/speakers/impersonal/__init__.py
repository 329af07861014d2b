"""Sources before a cue that are no people: documents, meetings, organizations."""

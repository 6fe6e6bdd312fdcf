// Filled in by the room's first files.

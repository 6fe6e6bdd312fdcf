import Testing

/// A process has one screen at a time, so every suite that opens one lives in here.
@Suite("On a terminal", .serialized)
enum OneTerminal {}

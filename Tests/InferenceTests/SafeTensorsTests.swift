import Foundation
import Inference
import Testing

@Suite struct SafeTensorsTests {
  static let good = {
    var file = SafeTensorsBytes(metadata: ["who": "é \"quoted\" \n"])
    file.add("a", [2, 3], [1, 2, 3, 4, 5, 6])
    file.add("scalar", [], [-7])
    file.add("empty", [0, 4], [])
    return file
  }()

  @Test func readsWhatWasWritten() throws {
    let file = try TemporaryFile(Self.good.bytes)
    let tensors = try SafeTensors(contentsOf: file.path)
    #expect(tensors.names == ["a", "empty", "scalar"])
    #expect(tensors.metadata == Self.good.metadata)
    let a = try tensors.tensor(named: "a")
    #expect(a.shape == [2, 3] && a.elements == [1, 2, 3, 4, 5, 6])
    let (scalar, empty) = (
      try tensors.tensor(named: "scalar"), try tensors.tensor(named: "empty")
    )
    #expect(scalar.shape == [] && scalar.elements == [-7])
    #expect(empty.shape == [0, 4] && empty.elements.isEmpty)
  }

  @Test func headerMayBePaddedWithSpaces() throws {
    let header = Array((Self.good.header + "     ").utf8)
    let file = try TemporaryFile(SafeTensorsBytes.bytes(header: header, data: Self.good.data))
    #expect(try SafeTensors(contentsOf: file.path).names.count == 3)
  }

  /// Each bad header, and a word by which the message shows that this is what was noticed.
  @Test(arguments: [
    ("{", "header"),
    ("", "does not start with {"),
    (" {}", "does not start with {"),
    ("[]", "does not start with {"),
    ("{} x", "after its closing brace"),
    ("{}\n", "after its closing brace"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},}"#, "no \""),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":1}"#, "no {"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]"#, "no }"),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
        + #""a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, #""a" twice"#
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
        + #""\u0061":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, #""a" twice"#
    ),
    (#"{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, "twice"),
    (#"{"a":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}"#, "unknown element type"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}"#, "unknown key"),
    (#"{"a":{"dtype":"F32","shape":[2]}}"#, "lacks one"),
    (#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, "no whole number"),
    (#"{"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}"#, "no whole number"),
    (#"{"a":{"dtype":"F32","shape":[02],"data_offsets":[0,8]}}"#, "no whole number"),
    (#"{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}"#, "no whole"),
    (#"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}"#, "too large"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, "a start and an end"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}}"#, "a start and an end"),
    (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, "takes 8 bytes"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, "where 0 is due"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, "8 bytes of data"),
    (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}"#, "8 bytes of data"),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
        + #""b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, "where 8 is due"
    ),
    (#"{"__metadata__":{"n":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, "no \""),
    (#"{"__metadata__":{"n":"1","n":"2"}}"#, #""n" twice"#),
    (#"{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, "surrogate"),
    (#"{"\x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, "unknown escape"),
    (#"{"\u00g0":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, "hexadecimal"),
    ("{\"a\u{1}\":1}", "control character"),
    (#"{"a"#, "without end"),
  ]) func refusesABadHeader(header: String, word: String) throws {
    let data = [UInt8](repeating: 0, count: 8)
    let file = try TemporaryFile(SafeTensorsBytes.bytes(header: Array(header.utf8), data: data))
    let error = try #require(throws: SafeTensorsError.self) {
      try SafeTensors(contentsOf: file.path)
    }
    #expect(error.path == file.path)
    #expect("\(error)".contains(word), "\(error)")
    #expect("\(error)".hasPrefix(file.path + ": ") && "\(error)".hasSuffix("."))
  }

  @Test func refusesAHeaderThatIsNotUTF8() throws {
    let header: [UInt8] = Array("{\"".utf8) + [0xC3] + Array("\":1}".utf8)
    try expectProblem(
      .headerNotJSON("is not UTF-8"), SafeTensorsBytes.bytes(header: header, data: []))
  }

  @Test func refusesLengthsThatCannotBe() throws {
    let header = Array("{}".utf8)
    try expectProblem(.tooShort(bytes: 0), [])
    try expectProblem(.tooShort(bytes: 7), [0, 0, 0, 0, 0, 0, 0])
    for claimed in [100_000_001, UInt64.max, 1 << 63] {
      try expectProblem(
        .headerTooLong(bytes: claimed),
        SafeTensorsBytes.bytes(header: header, data: [], claimed: claimed))
    }
    try expectProblem(
      .headerBeyondEnd(bytes: 3, available: 2),
      SafeTensorsBytes.bytes(header: header, data: [], claimed: 3))
  }

  /// A file cut at any byte is noticed.
  @Test func refusesACutFile() throws {
    let bytes = Self.good.bytes
    let file = try TemporaryFile(bytes)
    for length in bytes.indices.reversed() {
      #expect(truncate(file.path, length) == 0)
      #expect(throws: SafeTensorsError.self) { try SafeTensors(contentsOf: file.path) }
    }
  }

  @Test func refusesTensorsThatCannotBeWeights() throws {
    var bytes = SafeTensorsBytes()
    bytes.entries.append(("half", "F16", [2], [0, 0, 0, 0]))
    bytes.entries.append(("brain", "BF16", [2], [0, 0, 0, 0]))
    bytes.add("nan", [3], [0, .nan, 0])
    bytes.add("infinite", [2], [0, -.infinity])
    let file = try TemporaryFile(bytes.bytes)
    let tensors = try SafeTensors(contentsOf: file.path)
    for (name, problem) in [
      ("half", SafeTensorsError.Problem.unsupportedType("half", "F16")),
      ("brain", .unsupportedType("brain", "BF16")), ("nan", .notFinite("nan", index: 1)),
      ("infinite", .notFinite("infinite", index: 1)), ("none", .missing("none")),
    ] {
      let error = #expect(throws: SafeTensorsError.self) { try tensors.tensor(named: name) }
      #expect(error?.problem == problem && error?.path == file.path)
    }
  }

  @Test func refusesWhatIsNoRegularFile() throws {
    let file = try TemporaryFile([])
    let pipe = file.path + ".pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [FileManager.default.temporaryDirectory.path, pipe, "/dev/zero"] {
      let error = #expect(throws: SafeTensorsError.self) { try SafeTensors(contentsOf: path) }
      #expect(error?.problem == .notRegular)
    }
    let error = #expect(throws: SafeTensorsError.self) {
      try SafeTensors(contentsOf: file.path + ".missing")
    }
    #expect(error.map { "\($0)".contains("No such file") } == true)
  }

  private func expectProblem(_ problem: SafeTensorsError.Problem, _ bytes: [UInt8]) throws {
    let file = try TemporaryFile(bytes)
    let error = #expect(throws: SafeTensorsError.self) { try SafeTensors(contentsOf: file.path) }
    #expect(error?.problem == problem)
  }
}

// swift-tools-version: 6.0
import PackageDescription

/// Kernels run over memory that their callers have measured: no bounds, no overflow checks.
let fast = SwiftSetting.unsafeFlags(["-Ounchecked"])

// One source of kernels, one thin target for each instruction set; chosen when the program runs.
#if arch(x86_64)
  let avx512 = ["-mavx512f", "-mavx512vl", "-mavx512dq", "-mavx512bw", "-mfma"]
  let avx2 = ["-mavx2", "-mfma"]
#else
  let avx512: [String] = []
  let avx2: [String] = []
#endif

func instructions(_ flags: [String]) -> SwiftSetting {
  .unsafeFlags(flags.flatMap { ["-Xcc", $0] })
}

// The arrows of the house point one way: a target may import only what stands above it here.
let package = Package(
  name: "caliper",
  products: [
    .executable(name: "caliper", targets: ["caliper"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    // C made importable: shims, no logic.
    .target(
      name: "CNifti",
      linkerSettings: [
        .linkedLibrary("nifti2"), .linkedLibrary("znz"), .linkedLibrary("z"), .linkedLibrary("m"),
      ]),
    .target(
      name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "CProcessor"),
    .target(name: "CZip", linkerSettings: [.linkedLibrary("zip")]),
    .target(name: "COpenBLAS", linkerSettings: [.linkedLibrary("openblas")]),

    // Values in, values out.
    .target(name: "Imaging"),
    .target(name: "Tables"),
    .target(name: "Kernels", dependencies: ["CProcessor"], swiftSettings: [fast]),
    .target(name: "KernelsBaseline", dependencies: ["Kernels"], swiftSettings: [fast]),
    .target(
      name: "KernelsAVX2", dependencies: ["Kernels"], swiftSettings: [fast, instructions(avx2)]),
    .target(
      name: "KernelsAVX512", dependencies: ["Kernels"],
      swiftSettings: [fast, instructions(avx512)]),
    .target(
      name: "Inference",
      dependencies: [
        "COpenBLAS", "CProcessor", "Kernels", "KernelsBaseline", "KernelsAVX2", "KernelsAVX512",
      ]),
    .target(name: "Segmentation", dependencies: ["Imaging", "Inference"]),
    .target(name: "Evaluation", dependencies: ["Imaging", "Tables"]),
    .target(name: "Report", dependencies: ["Evaluation", "Imaging", "Tables"]),
    .target(name: "Phantom", dependencies: ["Imaging"]),
    .target(name: "Recist", dependencies: ["Imaging"]),
    .target(name: "Viewer", dependencies: ["Imaging", "Recist"]),

    // Side effects: files, terminal, and the program that wires them.
    .target(name: "ImageFiles", dependencies: ["Imaging", "CNifti", "CProcessor", "CZip"]),
    .target(name: "Annotations", dependencies: ["Imaging", "ImageFiles", "Tables"]),
    .target(name: "Terminal", dependencies: ["Viewer", "CNcurses"]),
    .executableTarget(
      name: "caliper",
      dependencies: [
        "Imaging", "ImageFiles", "Inference", "Segmentation", "Evaluation", "Report", "Phantom",
        "Recist", "Viewer", "Tables",
        "Annotations", "Terminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .testTarget(name: "ImagingTests", dependencies: ["Imaging"]),
    .testTarget(name: "TablesTests", dependencies: ["Tables"]),
    // Archives of numpy arrays: shared by the next and by the last.
    .target(name: "ArraySupport", dependencies: ["ImageFiles"], path: "Tests/ArraySupport"),
    .testTarget(
      name: "ImageFilesTests", dependencies: ["ImageFiles", "Imaging", "CNifti", "ArraySupport"]),
    .testTarget(
      name: "InferenceTests", dependencies: ["Inference", "Kernels", "ImageFiles"],
      resources: [.copy("Golden")]),
    .testTarget(
      name: "SegmentationTests",
      dependencies: ["Segmentation", "Imaging", "ImageFiles", "Inference", "Evaluation"],
      exclude: ["Golden"]),
    .testTarget(
      name: "EvaluationTests", dependencies: ["Evaluation", "Imaging", "ImageFiles", "Tables"],
      exclude: ["Golden"]),
    .testTarget(
      name: "ReportTests", dependencies: ["Report", "Evaluation", "Imaging", "ImageFiles"]),
    .testTarget(name: "PhantomTests", dependencies: ["Phantom", "Imaging"]),
    .testTarget(name: "RecistTests", dependencies: ["Recist", "Imaging"], exclude: ["Golden"]),
    .testTarget(
      name: "ViewerTests", dependencies: ["Viewer", "Imaging", "Recist"], exclude: ["Snapshots"]),
    .testTarget(
      name: "AnnotationsTests", dependencies: ["Annotations", "ImageFiles", "Imaging"],
      exclude: ["Golden"]),
    // A terminal that tests look at: shared by the two that follow.
    .target(name: "TmuxSupport", path: "Tests/TmuxSupport"),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "Viewer", "TmuxSupport"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["Imaging", "ImageFiles", "TmuxSupport", "ArraySupport", "Viewer"]),
  ],
  swiftLanguageModes: [.v6]
)

// ISA-L inflates twice as fast as zlib. On arm64 its releases before 2.32, Debian's among them, are
// known to give wrong bytes at times, so zlib stays there.
#if arch(x86_64)
  package.targets.append(.target(name: "CIsal", linkerSettings: [.linkedLibrary("isal")]))
  package.targets.first { $0.name == "ImageFiles" }?.dependencies.append("CIsal")
#endif

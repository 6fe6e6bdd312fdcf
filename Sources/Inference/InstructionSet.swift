import CProcessor
import Kernels
import KernelsBaseline

#if arch(x86_64)
  import KernelsAVX2
  import KernelsAVX512
#endif

/// The processor instructions that the engine's inner loops are compiled for.
public enum InstructionSet: String, CaseIterable, Sendable {
  case avx512
  case avx2
  /// What every processor of the architecture has: SSE2 on x86-64, NEON on arm64.
  case baseline

  /// Whether this processor and its operating system run it.
  public var isAvailable: Bool {
    switch self {
    case .avx512: caliper_has_avx512()
    case .avx2: caliper_has_avx2_and_fma()
    case .baseline: true
    }
  }

  /// The fastest that is available.
  public static var best: InstructionSet {
    allCases.first(where: \.isAvailable) ?? .baseline
  }

  /// The kernels compiled for it; only to be run where it is available.
  package var kernels: any KernelSet {
    #if arch(x86_64)
      switch self {
      case .avx512: AVX512Kernels()
      case .avx2: AVX2Kernels()
      case .baseline: BaselineKernels()
      }
    #else
      BaselineKernels()
    #endif
  }
}

extension InstructionSet: CustomStringConvertible {
  public var description: String {
    switch self {
    case .avx512: "AVX-512"
    case .avx2: "AVX2"
    case .baseline:
      #if arch(arm64)
        "NEON"
      #else
        "SSE2"
      #endif
    }
  }
}

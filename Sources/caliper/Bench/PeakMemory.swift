import Foundation

/// The most memory that this process has held at once.
enum PeakMemory {
  /// The resident set's high-water mark in MB (10^6 bytes); 0 where the system does not tell.
  ///
  /// Not `ru_maxrss`: the kernel lets a program inherit that from the one that started it.
  static var megabytes: Double {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.firstMatch(of: /VmHWM:\s+(\d+) kB/), let kibibytes = Double(line.1)
    else { return 0 }
    return kibibytes * 1024 / 1e6
  }
}

import ArgumentParser
import Foundation
import ImageFiles

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join what the parts of a 'segment' run recorded.",
    discussion: """
      Reads every cases*.jsonl in the folder that 'segment --num-parts' wrote to, and writes
      summary.json and measurements.csv there, the same bytes (but for the times in it) that one
      run would have written. It can be repeated.

      EXAMPLES
        Four jobs of an array, then their results as one:
          caliper segment -i images -o masks --num-parts 4 --part-id 0
          …
          caliper merge masks
      """)

  @Argument(help: "The folder that 'segment' wrote to.", completion: .directory)
  var folder: String

  func run() throws {
    let folder = RecordFolder(path: folder)
    guard FolderWalk.isFolder(folder.path) else {
      throw CaseFailure(
        "\(SafeText.escaped(folder.path)): there is no such folder; give the one that 'segment' "
          + "wrote to.")
    }
    let merge = try CaseFailure.wrapping { try Merge(folder) }
    print(try CaseFailure.wrapping { try merge.write() })
    var problems: [String] = []
    if !merge.missing.isEmpty {
      let parts = folder.missingParts.map { "\($0.id) of \($0.count)" }
      problems.append(
        "\(counted(merge.missing.count, "case")) without the result of a run: "
          + firstFew(merge.missing.map(SafeText.escaped))
          + (parts.isEmpty ? "" : " (no records of part \(firstFew(parts)))")
          + "; run the parts again with --continue, then merge again")
    }
    if merge.failedCount > 0 {
      problems.append("\(counted(merge.failedCount, "case")) failed, as summary.json tells")
    }
    guard problems.isEmpty else {
      throw CaseFailure(
        "\(SafeText.escaped(folder.path)): \(problems.joined(separator: "; ")).")
    }
  }
}

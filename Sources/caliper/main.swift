import ArgumentParser
import Foundation

// ArgumentParser's own entry point leaves with 64 for wrong usage; Caliper documents 2, as the
// tools of its field do.
do {
  var command = try Caliper.parseAsRoot()
  try command.run()
  // A full disk behind stdout shows here or nowhere.
  guard fflush(nil) == 0 else {
    throw CaseFailure("The results could not be written to standard output; check where it goes.")
  }
} catch let failure as CaseFailure {
  StandardError.print("caliper: \(failure.description)")
  exit(ExitStatus.caseFailed)
} catch is CancellationError {
  StandardError.print("caliper: interrupted")
  exit(ExitStatus.interrupted)
} catch let code as ExitCode {
  exit(code.rawValue)
} catch {
  let message = Caliper.fullMessage(for: error)
  switch Caliper.exitCode(for: error) {
  case .success:
    print(message)
    exit(ExitStatus.done)
  case .validationFailure:
    StandardError.print(message)
    exit(ExitStatus.wrongUsage)
  default:
    StandardError.print("caliper: \(message)")
    exit(ExitStatus.caseFailed)
  }
}

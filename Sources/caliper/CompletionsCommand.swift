import ArgumentParser

struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print what makes a shell complete caliper's commands, options and files.",
    discussion: """
      EXAMPLES
        bash, in ~/.bashrc:
          source <(caliper completions bash)
        zsh, into a folder of $fpath:
          caliper completions zsh > ~/.zfunc/_caliper
        fish:
          caliper completions fish > ~/.config/fish/completions/caliper.fish
      """)

  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish

    var parserShell: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() throws {
    print(Caliper.completionScript(for: shell.parserShell))
  }
}

/// What a shell offers for a file.
extension CompletionKind {
  static let image = CompletionKind.file(extensions: ["nii", "gz", "hdr", "npz"])
  static let json = CompletionKind.file(extensions: ["json"])
}

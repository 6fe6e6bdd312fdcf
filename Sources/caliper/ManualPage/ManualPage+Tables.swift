extension ManualPage {
  /// Sections that are lists of terms.
  static let tables: [(title: String, items: [(String, String)])] = [
    ("FILES", files), ("ENVIRONMENT", environment), ("EXIT STATUS", exitCodes),
  ]

  private static let files = [
    (
      "IMAGE_caliper.json, IMAGE_caliper_mask.nii.gz",
      "The session and its mask, saved beside the image."
    ),
    (
      "$XDG_CONFIG_HOME/caliper/config",
      "Keys and settings; by default ~/.config/caliper/config. \"caliper config\" shows what holds."
    ),
    (
      "$XDG_STATE_HOME/caliper",
      "Unsaved work, kept until it is saved; by default ~/.local/state/caliper."
    ),
    (
      "../share/caliper/lite-ensam.safetensors",
      "The network's weights, beside the program's folder."
    ),
  ]

  private static let environment = [
    ("CALIPER_WEIGHTS", "The network's weights, where --weights does not name them."),
    ("CALIPER_ISA", "Forces the instruction set: avx512, avx2 or baseline."),
    (
      "NO_COLOR",
      "Where it is set and not empty, colours are left out unless --color asks for them."
    ),
    ("TERM, LC_ALL, LC_CTYPE, LANG", "What the terminal can draw."),
    ("ESCDELAY", "Milliseconds that an Esc waits for the rest of a key's sequence."),
  ]

  private static let exitCodes = [
    ("0", "Done."),
    (
      "1",
      "A case failed: a file that cannot be read or written, a diameter that does not fit, "
        + "weights that cannot be used, a configuration with problems."
    ),
    ("2", "Wrong usage."),
    ("130", "Interrupted by Ctrl-C; other signals give 128 and their number."),
  ]
}

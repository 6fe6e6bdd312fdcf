/// A ``SegmentationSummary`` as it is read again: the cases of a run and what came of each. Of all
/// else, and of keys that another version writes, it knows nothing.
struct SegmentationListing: Decodable {
  struct Case: Decodable {
    struct Lesion: Decodable {}

    let name: String
    /// This path and the next begin in the folder of the summary.
    let image: String?
    let mask: String?
    let status: String?
    let problem: String?
    let lesions: [Lesion]?
    let efficiency: Efficiency?

    private enum CodingKeys: String, CodingKey {
      case image, mask, status, problem, lesions, efficiency
      case name = "case"
    }
  }

  struct Efficiency: Decodable {
    let seconds: Double?
    let peakMegabytes: Double?
    let gigabyteSeconds: Double?

    private enum CodingKeys: String, CodingKey {
      case seconds
      case peakMegabytes = "peak_rss_mb"
      case gigabyteSeconds = "ram_time_gb_s"
    }
  }

  struct Weights: Decodable {
    let name: String?
    let sha256: String?
  }

  let weights: Weights?
  let cases: [Case]
}

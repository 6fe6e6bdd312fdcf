/// A ``SegmentationSummary`` as it is read again: the cases of a run and what came of each. Of all
/// else, and of keys that another version writes, it knows nothing.
struct SegmentationListing: Decodable {
  struct Case: Decodable {
    /// What is not there, or not as it should be, is `nil`: it is no reason to leave a case out.
    struct Lesion: Decodable {
      let label: Int?
      /// The ends of the placed diameter, three voxel indices each.
      let a: [Int]?
      let b: [Int]?

      private enum CodingKeys: String, CodingKey { case label, a, b }

      init(from decoder: any Decoder) throws {
        let values = try? decoder.container(keyedBy: CodingKeys.self)
        label = try? values?.decode(Int.self, forKey: .label)
        a = try? values?.decode([Int].self, forKey: .a)
        b = try? values?.decode([Int].self, forKey: .b)
      }
    }

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

  let kind: String?
  let weights: Weights?
  let cases: [Case]
}

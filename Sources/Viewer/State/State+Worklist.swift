extension State {
  /// What is known of a case now: of an open one by its reading, else as it was found.
  public func summary(of id: CaseID) -> CaseSummary {
    var summary = summaryOfWork(on: id)
    guard let review = cases[id].review else { return summary }
    summary.review = review
    let reading = reading(of: id)
    let isLoaded = reading?.isLoaded == true
    if !isLoaded || reading?.isUntouchedPrediction == true {
      summary.problem = summary.problem ?? review.problem
      if !isLoaded, summary.lesions == 0 {
        (summary.lesions, summary.predicted) = (review.lesions, review.lesions)
        summary.isUntouched = true
      }
    }
    return summary
  }

  private func summaryOfWork(on id: CaseID) -> CaseSummary {
    let found = cases[id].summary
    guard let reading = reading(of: id) else { return found ?? CaseSummary() }
    switch reading.study {
    case .failed(let message):
      return CaseSummary(problem: message)
    case .loading where !reading.hasChanged, .partial where !reading.hasChanged:
      return found ?? CaseSummary()
    case .loading, .partial, .loaded:
      var summary = CaseSummary(
        lesions: reading.work.lesions.count,
        predicted: reading.work.lesions.count { $0.segmentation != nil },
        isDone: reading.work.isDone, agreement: reading.agreement ?? found?.agreement)
      summary.isUntouched = reading.isUntouchedPrediction
      return summary
    }
  }

  /// The cases that the filter leaves, sorted.
  public var visibleCases: [CaseID] {
    let all = cases.cases.map { ($0.id, (name: $0.name, summary: summary(of: $0.id))) }
    let shown = all.filter { cases.filter.matches(name: $0.1.name, summary: $0.1.summary) }
    guard cases.order != .listed || cases.isReview else { return shown.map(\.0) }
    // Stable: by place in the list where the order does not tell two apart.
    return shown.sorted { a, b in
      if cases.order.isBefore(a.1, b.1) { return true }
      return cases.order.isBefore(b.1, a.1) ? false : a.0 < b.0
    }.map(\.0)
  }

  /// The case after (1) or before (-1) another one in the worklist as it is sorted and filtered.
  func neighbour(of id: CaseID, step: Int) -> CaseID? {
    let visible = visibleCases
    // One that the filter has taken out leads back into the list.
    guard let index = visible.firstIndex(of: id) else { return visible.first }
    return visible.indices.contains(index + step) ? visible[index + step] : nil
  }
}

import Evaluation
import Foundation
import ImageFiles
import Terminal
import Viewer

/// Where a report for people is printed.
struct ReportPage {
  let page: EvaluationReport.Page

  /// As wide as the terminal less its last column, where some break the line by themselves; 80
  /// columns elsewhere.
  static var standardOutput: ReportPage {
    let columns = ScreenSize(ofTerminal: STDOUT_FILENO)?.columns ?? 81
    return ReportPage(
      page: EvaluationReport.Page(
        columns: max(columns - 1, 40), isUnicode: DisplayCapability.forPrinting().unicode))
  }

  func text(of report: EvaluationReport, subject: [String]) -> String {
    let text = report.text(of: subject, on: page)
    return page.isUnicode ? text : SafeText.ascii(text)
  }
}

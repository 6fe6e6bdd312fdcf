/// A category and why.
package struct Verdict<Category>: Hashable, Sendable
where
  Category: RawRepresentable & Hashable & Sendable, Category.RawValue == String
{
  package let category: Category
  /// A clause without the category, such as "sum 62.3 mm is 12.1 mm (24.1 %) above the nadir of
  /// 50.2 mm at baseline".
  let detail: String

  init(_ category: Category, _ detail: String) {
    self.category = category
    self.detail = detail
  }

  /// The category with its reason, in a sentence: "PD: sum 62.3 mm is …".
  package var reason: String { "\(category.rawValue): \(detail)" }
}

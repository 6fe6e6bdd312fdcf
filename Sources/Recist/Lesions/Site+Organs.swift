extension Site {
  /// The organs that metastases and tumours are usually found in, for completion, in the order of
  /// the alphabet.
  package static let usualOrgans = synonyms.map(\.organ)

  /// The usual organs that what was typed so far may become, by any of their names.
  package static func completions(of typed: String) -> [String] {
    let typed = typed.lowercased()
    return synonyms.filter { organ, names in
      organ.hasPrefix(typed) || names.contains { $0.hasPrefix(typed) }
    }.map(\.organ)
  }

  /// The usual organ of every name; plurals in s are found without being listed.
  static let organs: [String: String] = {
    var organs: [String: String] = [:]
    for (organ, names) in synonyms {
      organs[organ] = organ
      for name in names { organs[name] = organ }
    }
    return organs
  }()

  private static let synonyms: [(organ: String, names: [String])] = [
    ("abdominal wall", []),
    ("adrenal", ["suprarenal"]),
    ("bladder", ["vesical"]),
    (
      "bone",
      [
        "osseous", "skeletal", "skeleton", "vertebra", "vertebrae", "vertebral", "rib", "spine",
        "sternum", "sacrum", "femur", "humerus", "ilium", "scapula", "clavicle", "skull",
      ]
    ),
    ("brain", ["cerebral", "cerebellar", "cerebellum", "intracranial"]),
    ("breast", ["mammary"]),
    ("chest wall", []),
    ("colon", ["colonic", "sigmoid", "caecum", "cecum", "large bowel"]),
    ("gallbladder", ["gall bladder"]),
    ("heart", ["cardiac", "myocardium"]),
    ("kidney", ["renal"]),
    ("liver", ["hepatic"]),
    ("lung", ["pulmonary", "lingula"]),
    (nodeKey, []),
    ("mediastinum", ["mediastinal"]),
    ("mesentery", ["mesenteric"]),
    ("muscle", ["muscular", "psoas"]),
    ("oesophagus", ["esophagus", "oesophageal", "esophageal"]),
    ("omentum", ["omental"]),
    ("ovary", ["ovaries", "ovarian", "adnexa", "adnexal"]),
    ("pancreas", ["pancreatic"]),
    ("pericardium", ["pericardial"]),
    ("peritoneum", ["peritoneal"]),
    ("pleura", ["pleural"]),
    ("prostate", ["prostatic"]),
    ("rectum", ["rectal"]),
    ("retroperitoneum", ["retroperitoneal"]),
    ("skin", ["cutaneous"]),
    ("small bowel", ["small intestine", "duodenum", "jejunum", "ileum"]),
    ("soft tissue", ["subcutaneous"]),
    ("spleen", ["splenic"]),
    ("stomach", ["gastric"]),
    ("testis", ["testes", "testicular", "testicle"]),
    ("thyroid", []),
    ("ureter", ["ureteral", "ureteric"]),
    ("uterus", ["uterine", "cervix", "endometrium"]),
    ("vagina", ["vaginal"]),
  ]
}

import Recist
import Testing

@Suite struct SiteTests {
  @Test(
    "One organ has one key, whatever it is called and on whichever side",
    arguments: [
      ("liver", ["Liver", "hepatic segment VII", "LIVER, right lobe", "Foie/liver"]),
      ("lung", ["left lung", "Lungs", "right upper lobe of the lung", "pulmonary nodule"]),
      ("kidney", ["Left kidney", "kidneys", "renal cortex"]),
      ("adrenal", ["l. adrenal gland", "suprarenal"]),
      ("bone", ["vertebra L2", "Rib 7 right", "osseous", "ribs"]),
      ("small bowel", ["small bowel loop", "Duodenum"]),
      ("lymph node", ["mediastinal lymph node", "LN station 7", "axillary nodes", "Nodal"]),
      ("oesophagus", ["esophagus", "\u{152}sophagus oesophagus", "Oesophageal"]),
      ("parotid", ["left parotid", "Parotid", "PAROTID (right)"]),
      ("cafe", ["Caf\u{E9}"]),
      ("", ["", "  ", "left", "?!"]),
    ])
  func keys(key: String, names: [String]) {
    for name in names { #expect(Site(name).key == key, "\(name)") }
  }

  @Test("Words tell nodes from what only sounds like one; the reader's word is final")
  func nodes() {
    #expect(Site("retroperitoneal lymphadenopathy").isNode)
    #expect(Site("hilar LN").isNode)
    for other in ["lung nodule", "extranodal", "extra-nodal mass", "non-nodal", "lymphangitis"] {
      #expect(!Site(other).isNode, "\(other)")
    }
    for silent in ["mediastinum", "lung nodule", ""] { #expect(Site.saysNode(silent) == nil) }
    for denied in ["extranodal", "no lymph node", "non-nodal"] {
      #expect(Site.saysNode(denied) == false, "\(denied)")
    }
    let said = Site("left axilla", isNode: true)
    #expect(said.isNode && said.key == "lymph node" && said.axis == .short)
    let denied = Site("lymph node", isNode: false)
    #expect(!denied.isNode && denied.axis == .long)
  }

  @Test("The usual organs are in order, complete themselves, and are keys of their own")
  func completion() {
    #expect(Site.usualOrgans == Site.usualOrgans.sorted())
    #expect(Site.usualOrgans.count > 30)
    for organ in Site.usualOrgans { #expect(Site(organ).key == organ) }
    // "large bowel" is a name of the colon, "lingula" of the lung.
    #expect(Site.completions(of: "l") == ["colon", "liver", "lung", "lymph node"])
    #expect(Site.completions(of: "Hep") == ["liver"])
    #expect(Site.completions(of: "xyz").isEmpty)
    #expect(Site.completions(of: "") == Site.usualOrgans)
  }
}

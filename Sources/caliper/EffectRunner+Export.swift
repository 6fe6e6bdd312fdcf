import Dispatch
import Viewer

// What is written for other programs, and what is read for the command line.
extension EffectRunner {
  /// Beside the queues of effects: the reader waits for it while a study is read or saved.
  func list(_ folder: String) {
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      post(.folderListed(FolderListing(reading: folder)))
    }
  }

  func write(_ export: ResponseExport, of id: CaseID) {
    files.async { [self] in
      do {
        guard let open = study(id) else { return }
        let names = try CaseFailure.wrapping { try open.responses.save(export) }
        post(.about(id, .exported(files: names)))
      } catch {
        post(.about(id, .exportFailed(message: String(describing: error))))
      }
    }
  }

  func write(_ export: Export, of id: CaseID) {
    files.async { [self] in
      do {
        guard let open = study(id) else { return }
        noteWeights(for: open)
        let name = try CaseFailure.wrapping { try open.files.write(export, of: open.image) }
        post(.about(id, .exported(files: [name])))
      } catch {
        post(.about(id, .exportFailed(message: String(describing: error))))
      }
    }
  }
}

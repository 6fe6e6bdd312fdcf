#if canImport(CIsal)
  import CIsal

  /// ISA-L's inflate.
  final class IsalDecoder: GzipDecoder {
    // The library keeps addresses into its state (160 kB), so it lives on the heap.
    private let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
    // A header may come in pieces, and this remembers between them.
    private let header = UnsafeMutablePointer<isal_gzip_header>.allocate(capacity: 1)
    private var hasHeader = false

    init() {
      isal_inflate_init(state)
      startMember()
    }

    deinit {
      state.deallocate()
      header.deallocate()
    }

    func startMember() {
      isal_inflate_reset(state)
      isal_gzip_header_init(header)
      // The header is read apart: inflating forgets one whose end is in the next piece.
      state.pointee.crc_flag = UInt32(ISAL_GZIP_NO_HDR_VER)
      hasHeader = false
    }

    func decode(
      _ input: inout UnsafeRawBufferPointer, into output: inout UnsafeMutableRawBufferPointer
    ) throws(ImageFileError.Problem) -> Bool {
      let (source, target) = (input, output)
      let (available, room) = (
        min(source.count, Int(UInt32.max)), min(target.count, Int(UInt32.max))
      )
      // The library declares its input writable and never writes to it.
      state.pointee.next_in = UnsafeMutablePointer(
        mutating: source.baseAddress?.assumingMemoryBound(to: UInt8.self))
      state.pointee.avail_in = UInt32(available)
      state.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
      state.pointee.avail_out = UInt32(room)
      var status = ISAL_DECOMP_OK
      if !hasHeader {
        status = isal_read_gzip_header(state, header)
        // RFC 1952: a reserved flag may announce a field that nobody here knows.
        if status == ISAL_DECOMP_OK, header.pointee.flags & 0xE0 != 0 { throw .damagedGzipHeader }
        hasHeader = status == ISAL_DECOMP_OK
      }
      if hasHeader { status = caliper_isal_inflate(state) }
      input = UnsafeRawBufferPointer(
        rebasing: source[(available - Int(state.pointee.avail_in))...])
      output = UnsafeMutableRawBufferPointer(
        rebasing: target[(room - Int(state.pointee.avail_out))...])
      switch status {
      case ISAL_INCORRECT_CHECKSUM: throw .damagedGzipContent
      case ISAL_INVALID_WRAPPER, ISAL_UNSUPPORTED_METHOD: throw .damagedGzipHeader
      case ..<0: throw .damagedGzipCode
      default: return hasHeader && state.pointee.block_state == ISAL_BLOCK_FINISH
      }
    }
  }
#endif

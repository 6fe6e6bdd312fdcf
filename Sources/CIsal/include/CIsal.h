#ifndef CALIPER_CISAL_H
#define CALIPER_CISAL_H
#include <isa-l/igzip_lib.h>

/// `isal_inflate`, and the processor left as C expects it.
///
/// ISA-L's assembly returns without VZEROUPPER. Until the next one every SSE instruction of the
/// thread waits for the halves of the AVX registers that it must preserve: the code after an
/// inflate, the network's layers among it, ran at two thirds of its speed.
int caliper_isal_inflate(struct inflate_state *state);

#endif

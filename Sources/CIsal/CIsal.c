#include "CIsal.h"

#include <immintrin.h>

__attribute__((target("avx"))) static void clear_upper_halves(void) { _mm256_zeroupper(); }

int caliper_isal_inflate(struct inflate_state *state) {
  int status = isal_inflate(state);
  if (__builtin_cpu_supports("avx")) clear_upper_halves();
  return status;
}

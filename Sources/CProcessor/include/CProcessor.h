#ifndef CALIPER_CPROCESSOR_H
#define CALIPER_CPROCESSOR_H
#include <stdbool.h>

// How many processors the process's affinity allows, or 0 if the system does not tell.
int caliper_affinity(void);

// What the processor and the operating system together can run. The compiler's builtins ask CPUID
// and whether the system saves the wide registers; Swift has no word for them.

static inline bool caliper_has_avx2_and_fma(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
  return false;
#endif
}

static inline bool caliper_has_avx512(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("fma");
#else
  return false;
#endif
}

// Asks for the cache line at an address, which need not be one that may be read.
static inline void caliper_prefetch(const void *address) { __builtin_prefetch(address, 0, 2); }

#endif

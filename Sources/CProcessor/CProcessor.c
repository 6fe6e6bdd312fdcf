// CPU_COUNT
#define _GNU_SOURCE
#include "CProcessor.h"

#include <sched.h>

int caliper_affinity(void) {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 0;
}

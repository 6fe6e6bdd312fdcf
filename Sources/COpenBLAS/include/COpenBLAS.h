#ifndef CALIPER_COPENBLAS_H
#define CALIPER_COPENBLAS_H
#include <cblas.h>
#endif

#ifndef CALIPER_CNIFTI_H
#define CALIPER_CNIFTI_H
#include <nifti/nifti2_io.h>
#include <zlib.h>
#endif

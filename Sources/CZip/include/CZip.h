#ifndef CALIPER_CZIP_H
#define CALIPER_CZIP_H
#include <zip.h>
#endif

// nifti2_io.h says <znzlib.h>; Debian installs that header under nifti/.
#include <nifti/znzlib.h>

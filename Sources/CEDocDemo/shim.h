#ifndef CEDOC_DEMO_SHIM_H
#define CEDOC_DEMO_SHIM_H
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/// `renameat2` is hidden behind _GNU_SOURCE, which Swift's importer does not set.
static inline int CEDocDemo_renameat2(
    int fromFolder, const char *from, int toFolder, const char *to, unsigned int flags) {
    return (int)syscall(SYS_renameat2, fromFolder, from, toFolder, to, flags);
}

/// `ioctl` is variadic; variadic C functions are not imported. The columns of a terminal, 0 when it
/// does not say so.
static inline int CEDocDemo_columns(int terminal) {
    struct winsize size;
    return ioctl(terminal, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/// `prctl` is variadic; variadic C functions are not imported.
static inline int CEDocDemo_setDumpable(int dumpable) {
    return prctl(PR_SET_DUMPABLE, dumpable, 0, 0, 0);
}
#endif

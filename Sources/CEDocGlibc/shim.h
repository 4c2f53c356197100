#ifndef CEDOC_GLIBC_SHIM_H
#define CEDOC_GLIBC_SHIM_H
#include <fcntl.h>
#include <unistd.h>
#include <sys/syscall.h>
#include <linux/fs.h>

/// `renameat2` is hidden behind _GNU_SOURCE, which Swift's importer does not set.
static inline int CEDocGlibc_renameat2(
    int fromFolder, const char *from, int toFolder, const char *to, unsigned int flags) {
    return (int)syscall(SYS_renameat2, fromFolder, from, toFolder, to, flags);
}

/// `O_TMPFILE` is hidden behind _GNU_SOURCE too, and is no constant that is imported.
static const int CEDocGlibc_O_TMPFILE = __O_TMPFILE | O_DIRECTORY;
#endif

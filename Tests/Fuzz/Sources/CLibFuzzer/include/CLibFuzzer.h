#ifndef CLIBFUZZER_H
#define CLIBFUZZER_H
#include <stddef.h>
#include <stdint.h>

/// libFuzzer's own `main`, for programs that have another one.
int LLVMFuzzerRunDriver(
    int *_Nonnull argc, char *_Nonnull *_Nonnull *_Nonnull argv,
    int (*_Nonnull callback)(const uint8_t *_Nullable data, size_t size));
#endif

#ifndef CLIBFUZZER_H
#define CLIBFUZZER_H
#include <stddef.h>
#include <stdint.h>

/// libFuzzer's own `main`, for programs that have another one.
int LLVMFuzzerRunDriver(
    int *_Nonnull argc, char *_Nonnull *_Nonnull *_Nonnull argv,
    int (*_Nonnull callback)(const uint8_t *_Nullable data, size_t size));

/// Tells libFuzzer that the input is one of those that reach `index`, from 0 to 1023, as it is told
/// of each branch that the input takes: it keeps inputs that reach new ones.
void CLibFuzzer_note(int index);
#endif

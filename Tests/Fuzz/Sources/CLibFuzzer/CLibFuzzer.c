#include "CLibFuzzer.h"

// What libFuzzer takes for coverage, besides the branches that were taken.
__attribute__((section("__libfuzzer_extra_counters"))) static unsigned char counters[1024];

void CLibFuzzer_note(int index) {
    if (index >= 0 && index < (int)sizeof counters) counters[index] = 1;
}

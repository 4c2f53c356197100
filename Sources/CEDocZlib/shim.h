#ifndef CEDOC_ZLIB_SHIM_H
#define CEDOC_ZLIB_SHIM_H
#include "crc32.h"
#include <zlib.h>

/// `deflateInit2` is a macro that passes the version and the structure's size.
static inline int CEDocZlib_deflateInit2(
    z_stream *stream, int level, int windowBits, int memLevel, int strategy) {
    return deflateInit2(stream, level, Z_DEFLATED, windowBits, memLevel, strategy);
}

/// `inflateInit2` is a macro that passes the version and the structure's size.
static inline int CEDocZlib_inflateInit2(z_stream *stream, int windowBits) {
    return inflateInit2(stream, windowBits);
}
#endif

#ifndef CEDOC_ZLIB_CRC32_H
#define CEDOC_ZLIB_CRC32_H
#include <stddef.h>
#include <string.h>
#include <zlib.h>

/// zlib's `crc32_z`, several times as fast where the processor multiplies without carry.
///
/// Up to zlib 1.3.1 the checksum of a document takes more than half as long as its SHA-256. Octets
/// are a polynomial over two elements, and its remainder is the checksum: 64 octets at a time are
/// replaced by 64 others with the same remainder, by multiplying with powers of x (V. Gopal et al.,
/// Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction, Intel, 2009). The last
/// 16 go to zlib. It is C, for Swift has no such instruction.
#if defined(__x86_64__)
typedef long long CEDocZlib_Lanes __attribute__((vector_size(16)));

__attribute__((target("pclmul"))) static inline CEDocZlib_Lanes CEDocZlib_fold(
    CEDocZlib_Lanes lanes, CEDocZlib_Lanes powers, CEDocZlib_Lanes next) {
    return __builtin_ia32_pclmulqdq128(lanes, powers, 0x00) ^
           __builtin_ia32_pclmulqdq128(lanes, powers, 0x11) ^ next;
}

__attribute__((target("pclmul"))) static inline unsigned long CEDocZlib_foldedCRC32(
    unsigned long crc, const unsigned char *octets, size_t count) {
    // x^(512+32), x^(512-32), and the same of 128 bits, modulo the polynomial, bits reversed.
    const CEDocZlib_Lanes by64 = {0x154442bd4, 0x1c6e41596}, by16 = {0x1751997d0, 0x0ccaa009e};
    CEDocZlib_Lanes lanes[4], next[4];
    memcpy(lanes, octets, 64);
    lanes[0] ^= (CEDocZlib_Lanes){(long long)(crc ^ 0xffffffffUL), 0};
    for (octets += 64, count -= 64; count >= 64; octets += 64, count -= 64) {
        memcpy(next, octets, 64);
        for (int lane = 0; lane < 4; lane++) lanes[lane] = CEDocZlib_fold(lanes[lane], by64, next[lane]);
    }
    CEDocZlib_Lanes rest = lanes[0];
    for (int lane = 1; lane < 4; lane++) rest = CEDocZlib_fold(rest, by16, lanes[lane]);
    for (; count >= 16; octets += 16, count -= 16) {
        memcpy(next, octets, 16);
        rest = CEDocZlib_fold(rest, by16, next[0]);
    }
    // zlib inverts what it is given; what is folded starts from nothing.
    crc = crc32_z(0xffffffffUL, (const unsigned char *)&rest, 16);
    return crc32_z(crc, octets, count);
}
#endif

static inline unsigned long CEDocZlib_crc32(
    unsigned long crc, const unsigned char *octets, size_t count) {
#if defined(__x86_64__)
    if (count >= 128 && __builtin_cpu_supports("pclmul")) {
        return CEDocZlib_foldedCRC32(crc, octets, count);
    }
#endif
    return crc32_z(crc, octets, count);
}
#endif

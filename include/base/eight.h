/* Eight bytes as one number, the first the lowest: what is asked of each is asked of
   all of them at once, and the answer is the highest bit of each. */
#ifndef BASE_EIGHT_H
#define BASE_EIGHT_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Times a byte: that byte eight times. */
#define EIGHT_EACH UINT64_C(0x0101010101010101)
#define EIGHT_HIGH (EIGHT_EACH * 0x80)

static inline uint64_t eight_at(const char *bytes)
{
	uint64_t eight;
	memcpy(&eight, bytes, sizeof(eight));
	return le64toh(eight);
}

/* How many bytes stand before the first whose highest bit is set; eight where none is. */
static inline size_t eight_before(uint64_t high)
{
	high &= EIGHT_HIGH;
	return high ? (size_t)__builtin_ctzll(high) / 8 : sizeof(high);
}

/* Of ASCII, those from `first` to `last`. What is carried from a byte beyond ASCII makes
   those behind it wrong. */
static inline uint64_t eight_between(uint64_t eight, unsigned char first, unsigned char last)
{
	return (eight + EIGHT_EACH * (0x80U - first)) & ~(eight + EIGHT_EACH * (0x7FU - last));
}

/* Those below `limit`, 0x80 at most; also of bytes beyond ASCII. What is borrowed from the
   byte behind one of them may make that one wrong. */
static inline uint64_t eight_below(uint64_t eight, unsigned char limit)
{
	return (eight - EIGHT_EACH * limit) & ~eight;
}

/* Those that are `byte`, in the same way. */
static inline uint64_t eight_equal(uint64_t eight, unsigned char byte)
{
	return eight_below(eight ^ EIGHT_EACH * byte, 1);
}

#endif

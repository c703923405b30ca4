/* Many points at once over libdecaf's public API (docs/ballot-protocol.md 11.3).
   Public data only, so time that depends on it tells nothing. script/bootstrap builds this where a C
   compiler and libdecaf-dev are there; decaf.py does the same in Python where it is not. */
#include <stdint.h>
#include <stdlib.h>
#include <decaf.h>
#include <decaf/point_255.h>

/* Decode n encodings of 32 bytes, refusing the identity; return how many were points before the first that is none. */
size_t zhijia_decode(decaf_255_point_t *out, const uint8_t *encodings, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (decaf_255_point_decode(out[i], encodings + 32 * i, DECAF_FALSE) != DECAF_SUCCESS) return i;
  return n;
}

/* The digit of `width` bits at bit `low` of a little-endian number of `size` bytes; width is at most 24. */
static uint32_t digit(const uint8_t *number, int size, int low, int width) {
  uint32_t value = 0;
  for (int k = 0, at = low >> 3; k < 4 && at + k < size; k++) value |= (uint32_t)number[at + k] << (8 * k);
  return (value >> (low & 7)) & (((uint32_t)1 << width) - 1);
}

/* out = sum of scalars[i] * points[i], by buckets (Pippenger). Scalars are little-endian, `size` bytes each.
   Return 0, or -1 where there is no memory. */
int zhijia_sum(decaf_255_point_t out, const decaf_255_point_t *points, const uint8_t *scalars,
               int size, size_t n, int width) {
  size_t buckets = (size_t)1 << width;
  decaf_255_point_t *bucket = aligned_alloc(64, (buckets * sizeof *bucket + 63) / 64 * 64);
  uint8_t *used = malloc(buckets);
  if (!bucket || !used) { free(bucket); free(used); return -1; }
  decaf_255_point_copy(out, decaf_255_point_identity);
  for (int window = (8 * size + width - 1) / width - 1; window >= 0; window--) {
    for (int i = 0; i < width; i++) decaf_255_point_double(out, out);
    for (size_t d = 0; d < buckets; d++) used[d] = 0;
    for (size_t i = 0; i < n; i++) {
      uint32_t d = digit(scalars + i * size, size, window * width, width);
      if (!d) continue;
      if (used[d]) decaf_255_point_add(bucket[d], bucket[d], points[i]);
      else { decaf_255_point_copy(bucket[d], points[i]); used[d] = 1; }
    }
    decaf_255_point_t running, total;
    decaf_255_point_copy(running, decaf_255_point_identity);
    decaf_255_point_copy(total, decaf_255_point_identity);
    for (size_t d = buckets - 1; d >= 1; d--) {
      if (used[d]) decaf_255_point_add(running, running, bucket[d]);
      decaf_255_point_add(total, total, running);
    }
    decaf_255_point_add(out, out, total);
  }
  free(bucket);
  free(used);
  return 0;
}

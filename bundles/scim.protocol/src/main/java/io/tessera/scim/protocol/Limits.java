package io.tessera.scim.protocol;

import io.tessera.model.Query;

/**
 * How much one request may ask for. What goes beyond is refused while it is read.
 *
 * @param filterLength longest filter, path or sortBy, in characters
 * @param filterConditions most conditions and connectives in a filter
 * @param filterDepth deepest nesting of a filter, at most {@value #DEEPEST}
 * @param patchOperations most operations in one PATCH
 * @param patchValues most values of one attribute in one PATCH
 * @param bulkOperations most operations in one bulk request
 * @param pageSize most resources on one page, at most {@link Query#MAX_COUNT}
 */
public record Limits(
    int filterLength,
    int filterConditions,
    int filterDepth,
    int patchOperations,
    int patchValues,
    int bulkOperations,
    int pageSize) {

  /** What applies unless something else is configured. */
  public static final Limits STANDARD =
      new Limits(4_096, 32, 32, 200, 5_000, 1_000, Query.MAX_COUNT);

  /** Filters are read and compiled by recursion; this much fits on every thread's stack. */
  private static final int DEEPEST = 200;

  /**
   * Checks that the limits can be kept.
   *
   * @throws IllegalArgumentException one of them is below 1 or too large; the message names it
   */
  public Limits {
    between(1, filterLength, Integer.MAX_VALUE, "filterLength");
    between(1, filterConditions, Integer.MAX_VALUE, "filterConditions");
    between(1, filterDepth, DEEPEST, "filterDepth");
    between(1, patchOperations, Integer.MAX_VALUE, "patchOperations");
    between(1, patchValues, Integer.MAX_VALUE, "patchValues");
    between(1, bulkOperations, Integer.MAX_VALUE, "bulkOperations");
    between(1, pageSize, Query.MAX_COUNT, "pageSize");
  }

  private static void between(int least, int value, int most, String name) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be from " + least + " to " + most + ", not " + value);
    }
  }
}

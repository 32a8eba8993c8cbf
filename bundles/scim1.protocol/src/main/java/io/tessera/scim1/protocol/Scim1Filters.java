package io.tessera.scim1.protocol;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.filter.Filter;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.scim.protocol.FilterParser;

/**
 * Reads filters of SCIM 1.1 (draft-scim-api-01 section 3.2.2.1) over one type of resource: {@code
 * eq co sw pr gt ge lt le}, {@code and}, {@code or}, grouping. What SCIM 2.0 has beyond that is
 * read as well, and texts without quotes, as WSO2's clients write them: {@code userName Eq alice}.
 * Immutable.
 */
public final class Scim1Filters {
  private static final int MAX_LENGTH = 4_096;

  private final Vocabulary words;
  private final FilterParser parser;

  public Scim1Filters(ResourceSchema schema) {
    this.words = new Vocabulary(schema);
    this.parser = new FilterParser(schema);
  }

  /**
   * Reads a filter.
   *
   * @throws RejectedException {@link Kind#INVALID_FILTER}
   */
  public Filter filter(String text) {
    if (text.length() > MAX_LENGTH) {
      throw RejectedException.of(
          Kind.INVALID_FILTER, "The filter is longer than " + MAX_LENGTH + " characters.");
    }
    return parser.filter(new FilterTranslation(words, text).translated());
  }

  /**
   * Reads the attribute to sort by.
   *
   * @return for a complex attribute the path of its {@code value}
   * @throws RejectedException {@link Kind#INVALID_PATH}
   */
  public AttributePath sortable(String text) {
    return parser.sortable(words.resolve(text.strip()).map(AttributePath::toString).orElse(text));
  }
}

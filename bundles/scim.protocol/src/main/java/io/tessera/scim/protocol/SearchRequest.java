package io.tessera.scim.protocol;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.scim.protocol.internal.Keys;
import io.tessera.scim.protocol.internal.SchemasCheck;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client searches for, from a query string or from the body of {@code .search} (RFC 7644
 * sections 3.4.2 and 3.4.3), as written.
 *
 * @param startIndex null when not given
 * @param count null when not given
 * @param cursor where another page ended (RFC 9865); empty for the first page, null when not given
 */
public record SearchRequest(
    @Nullable String filter,
    @Nullable String sortBy,
    @Nullable String sortOrder,
    @Nullable Integer startIndex,
    @Nullable Integer count,
    @Nullable String cursor,
    List<String> attributes,
    List<String> excludedAttributes) {

  /** How many resources a page has unless the client says. */
  public static final int DEFAULT_COUNT = 100;

  public SearchRequest {
    attributes = List.copyOf(attributes);
    excludedAttributes = List.copyOf(excludedAttributes);
  }

  /**
   * Reads the body of {@code .search}.
   *
   * @throws RejectedException with everything that is wrong
   */
  public static SearchRequest read(Attributes body) {
    Reading reading = new Reading(body);
    SearchRequest request =
        new SearchRequest(
            reading.text("filter"),
            reading.text("sortBy"),
            reading.text("sortOrder"),
            reading.number("startIndex"),
            reading.number("count"),
            reading.text("cursor"),
            reading.texts("attributes"),
            reading.texts("excludedAttributes"));
    if (!reading.problems.isEmpty()) {
      throw new RejectedException(reading.problems);
    }
    return request;
  }

  private static final class Reading {
    private final Attributes body;
    private final List<Problem> problems;

    Reading(Attributes body) {
      this.body = body;
      this.problems = new ArrayList<>(SchemasCheck.of(body, ScimUrns.SEARCH_REQUEST, urn -> false));
    }

    private Value value(String name) {
      return Keys.find(body, name).orElse(Value.NONE);
    }

    private void wrong(String name, String detail) {
      problems.add(Problem.at(Kind.INVALID_VALUE, AttributePath.of(name), detail));
    }

    @Nullable String text(String name) {
      Value value = value(name);
      if (value instanceof Value.Text text) {
        return text.value();
      }
      if (!value.isNone()) {
        wrong(name, "A text is expected.");
      }
      return null;
    }

    /** Numbers beyond an int are cut to it: they mean "as far as possible". */
    @Nullable Integer number(String name) {
      Value value = value(name);
      if (value instanceof Value.Num num && isWhole(num.value())) {
        return num.value()
            .max(BigDecimal.valueOf(Integer.MIN_VALUE))
            .min(BigDecimal.valueOf(Integer.MAX_VALUE))
            .intValue();
      }
      if (!value.isNone()) {
        wrong(name, "A whole number is expected.");
      }
      return null;
    }

    private static boolean isWhole(BigDecimal number) {
      int enough = 20;
      return number.scale() <= 0 && number.scale() > -enough;
    }

    List<String> texts(String name) {
      List<String> texts = new ArrayList<>();
      for (Value each : value(name).elements()) {
        if (each instanceof Value.Text text) {
          texts.add(text.value());
        } else {
          wrong(name, "A list of texts is expected.");
        }
      }
      return texts;
    }
  }
}

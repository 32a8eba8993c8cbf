package io.tessera.inbound.scim.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.scim.protocol.SearchRequest;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the query string of a list or of a single resource. */
final class SearchQuery {
  private static final int ENOUGH_DIGITS = 10;

  private final MultivaluedMap<String, String> parameters;
  private final List<Problem> problems = new ArrayList<>();

  private SearchQuery(MultivaluedMap<String, String> parameters) {
    this.parameters = parameters;
  }

  /**
   * All parameters of a search.
   *
   * @throws RejectedException a number is none
   */
  static SearchRequest of(UriInfo uri) {
    SearchQuery query = new SearchQuery(uri.getQueryParameters());
    SearchRequest request =
        new SearchRequest(
            query.text("filter"),
            query.text("sortBy"),
            query.text("sortOrder"),
            query.number("startIndex"),
            query.number("count"),
            query.cursor(),
            query.list("attributes"),
            query.list("excludedAttributes"));
    if (!query.problems.isEmpty()) {
      throw new RejectedException(query.problems);
    }
    return request;
  }

  /** An empty one asks for the first page. */
  private @Nullable String cursor() {
    return parameters.getFirst("cursor");
  }

  private @Nullable String text(String name) {
    String value = parameters.getFirst(name);
    return value == null || value.isBlank() ? null : value;
  }

  /** Numbers too long for an int mean "as far as possible". */
  private @Nullable Integer number(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    String digits = value.strip();
    boolean negative = digits.startsWith("-");
    String magnitude = negative ? digits.substring(1) : digits;
    if (magnitude.isEmpty() || !magnitude.chars().allMatch(c -> c >= '0' && c <= '9')) {
      problems.add(
          Problem.at(Kind.INVALID_VALUE, AttributePath.of(name), "A whole number is expected."));
      return null;
    }
    long number =
        magnitude.length() > ENOUGH_DIGITS ? Integer.MAX_VALUE : Long.parseLong(magnitude);
    int bounded = (int) Math.min(Integer.MAX_VALUE, number);
    return negative ? -bounded : bounded;
  }

  private List<String> list(String name) {
    List<String> all = new ArrayList<>();
    List<String> written = parameters.get(name);
    if (written != null) {
      for (String value : written) {
        for (String each : value.split(",", -1)) {
          if (!each.isBlank()) {
            all.add(each.strip());
          }
        }
      }
    }
    return all;
  }
}

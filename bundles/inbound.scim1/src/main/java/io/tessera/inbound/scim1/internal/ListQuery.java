package io.tessera.inbound.scim1.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The query string of a list or of a single resource.
 *
 * @param startIndex null when not given
 * @param count null when not given
 * @param domain the user store domain to look into; null when not given
 */
record ListQuery(
    @Nullable String filter,
    @Nullable String sortBy,
    @Nullable String sortOrder,
    @Nullable Integer startIndex,
    @Nullable Integer count,
    List<String> attributes,
    @Nullable String domain) {

  ListQuery {
    attributes = List.copyOf(attributes);
  }

  /**
   * All parameters of a list.
   *
   * @throws RejectedException a number is none
   */
  static ListQuery of(UriInfo uri) {
    MultivaluedMap<String, String> parameters = uri.getQueryParameters();
    List<Problem> problems = new ArrayList<>();
    ListQuery query =
        new ListQuery(
            text(parameters, "filter"),
            text(parameters, "sortBy"),
            text(parameters, "sortOrder"),
            number(parameters, "startIndex", problems),
            number(parameters, "count", problems),
            attributes(uri),
            text(parameters, "domain"));
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    return query;
  }

  /** The attributes a client wants; empty when it did not say. */
  static List<String> attributes(UriInfo uri) {
    List<String> all = new ArrayList<>();
    List<String> written = uri.getQueryParameters().get("attributes");
    for (String value : written == null ? List.<String>of() : written) {
      for (String each : value.split(",", -1)) {
        if (!each.isBlank()) {
          all.add(each.strip());
        }
      }
    }
    return all;
  }

  private static @Nullable String text(MultivaluedMap<String, String> parameters, String name) {
    String value = parameters.getFirst(name);
    return value == null || value.isBlank() ? null : value;
  }

  /** Numbers too long for an int mean "as far as possible". */
  private static @Nullable Integer number(
      MultivaluedMap<String, String> parameters, String name, List<Problem> problems) {
    String value = text(parameters, name);
    if (value == null) {
      return null;
    }
    String digits = value.strip();
    if (!digits.matches("-?[0-9]{1,1000}")) {
      problems.add(
          Problem.at(Kind.INVALID_VALUE, AttributePath.of(name), "A whole number is expected."));
      return null;
    }
    java.math.BigInteger number = new java.math.BigInteger(digits);
    java.math.BigInteger most = java.math.BigInteger.valueOf(Integer.MAX_VALUE);
    return number.signum() < 0 ? Integer.valueOf(-1) : Integer.valueOf(number.min(most).intValue());
  }
}

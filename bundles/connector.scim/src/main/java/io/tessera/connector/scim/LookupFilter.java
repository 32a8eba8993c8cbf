package io.tessera.connector.scim;

import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A filter with target attributes in braces in the place of literals, such as {@code userName eq
 * {userName} or externalId eq {externalId}}. Values are quoted and escaped, so that none is ever
 * taken for a part of the filter.
 */
final class LookupFilter {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)\\}");

  private final String template;
  private final List<Place> places;

  /** A target attribute in braces. */
  private record Place(String name, ScimPath path) {}

  private LookupFilter(String template, List<Place> places) {
    this.template = template;
    this.places = List.copyOf(places);
  }

  /**
   * Checks a filter.
   *
   * @param property that holds it
   */
  static LookupFilter of(String property, String template) {
    List<Place> places = new ArrayList<>();
    Matcher place = PLACE.matcher(template);
    while (place.find()) {
      try {
        String name = place.group(1).strip();
        places.add(new Place(name, ScimPath.parse(name)));
      } catch (TargetFailure noPath) {
        throw new ConfigurationException(property, noPath.failed().detail());
      }
    }
    String rest = PLACE.matcher(template).replaceAll("");
    if (places.isEmpty() || rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
      throw new ConfigurationException(
          property, "needs target attributes in braces, as in userName eq {userName}.");
    }
    return new LookupFilter(template.strip(), places);
  }

  /** The filter for an account, with its values in it. */
  String with(TargetAttributes given) throws TargetFailure {
    StringBuilder filter = new StringBuilder();
    Matcher place = PLACE.matcher(template);
    int copied = 0;
    while (place.find()) {
      filter.append(template, copied, place.start());
      filter.append(ScimText.quoted(value(given, place.group(1).strip())));
      copied = place.end();
    }
    return filter.append(template, copied, template.length()).toString();
  }

  /** The filter with one value in all places. */
  String with(String value) {
    return PLACE.matcher(template).replaceAll(Matcher.quoteReplacement(ScimText.quoted(value)));
  }

  private static String value(TargetAttributes given, String name) throws TargetFailure {
    return given
        .first(name)
        .orElseThrow(
            () ->
                TargetFailure.of(
                    FailureKind.INVALID, "The key attribute " + name + " has no value; map one."));
  }

  /** Whether a resource has the value of one place at least, in any case. */
  boolean isMetBy(Attributes resource, TargetAttributes given) {
    return places.stream()
        .anyMatch(
            place ->
                given
                    .first(place.name())
                    .filter(value -> has(resource, place.path(), value))
                    .isPresent());
  }

  private static boolean has(Attributes resource, ScimPath path, String value) {
    return Documents.texts(resource, path).stream().anyMatch(value::equalsIgnoreCase);
  }

  @Override
  public String toString() {
    return template;
  }
}

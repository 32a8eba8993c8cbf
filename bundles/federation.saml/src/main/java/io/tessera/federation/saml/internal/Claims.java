package io.tessera.federation.saml.internal;

import static io.tessera.federation.saml.internal.Refusal.require;

import io.tessera.federation.spi.RefusedSignInException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an assertion says of a person (SAML Core section 2.7.3): values by the name of their
 * attribute, in order; an attribute that comes in several pieces is one. An attribute without a
 * value is told to be empty. One with values that are more than texts is not told; but a NameID as
 * a value is its text.
 */
final class Claims {
  private static final int MAX_ATTRIBUTES = 300;
  private static final int MAX_VALUES = 5_000;
  private static final int MAX_VALUE = 16 * 1024;
  private static final int MAX_NAME = 512;

  private final Map<String, List<String>> byName = new LinkedHashMap<>();

  /** Those names that come with a friendly one, by it. */
  private final Map<String, Set<String>> byFriendlyName = new HashMap<>();

  private final Set<String> structured = new HashSet<>();
  private int values;

  private Claims() {}

  /** Of a verified assertion. */
  static Claims of(Part assertion) throws RefusedSignInException, MalformedXmlException {
    Claims claims = new Claims();
    for (Part statement : assertion.all(Names.ASSERTION, "AttributeStatement")) {
      for (Part attribute : statement.all(Names.ASSERTION, "Attribute")) {
        claims.add(attribute);
      }
    }
    claims.structured.forEach(claims.byName::remove);
    return claims;
  }

  private void add(Part attribute) throws RefusedSignInException, MalformedXmlException {
    String name = attribute.attribute("Name").orElse("");
    require(
        !name.isBlank() && name.length() <= MAX_NAME, "one of its attributes has no usable name");
    List<String> of = byName.computeIfAbsent(name, n -> new ArrayList<>());
    require(byName.size() <= MAX_ATTRIBUTES, "it has over " + MAX_ATTRIBUTES + " attributes");
    attribute
        .attribute("FriendlyName")
        .filter(friendly -> !friendly.isBlank() && friendly.length() <= MAX_NAME)
        .ifPresent(
            friendly -> byFriendlyName.computeIfAbsent(friendly, f -> new HashSet<>()).add(name));
    for (Part value : attribute.all(Names.ASSERTION, "AttributeValue")) {
      values++;
      require(values <= MAX_VALUES, "it has over " + MAX_VALUES + " values of attributes");
      Optional<String> text = text(value);
      if (text.isEmpty()) {
        structured.add(name);
      } else if (!isNil(value)) {
        require(text.orElseThrow().length() <= MAX_VALUE, "it has a value that is too long");
        of.add(text.orElseThrow());
      }
    }
  }

  /** Empty when it is more than a text. */
  private static Optional<String> text(Part value) throws MalformedXmlException {
    if (value.children().isEmpty()) {
      return Optional.of(value.value());
    }
    Part first = value.children().get(0);
    boolean nameId = value.children().size() == 1 && first.is(Names.ASSERTION, "NameID");
    return nameId && value.text().isBlank() ? Optional.of(first.value()) : Optional.empty();
  }

  private static boolean isNil(Part value) {
    return value
        .attribute("{" + Names.SCHEMA_INSTANCE + "}nil")
        .filter(nil -> nil.equals("true") || nil.equals("1"))
        .isPresent();
  }

  /** All of them; under their friendly names as well, where those mean one attribute only. */
  Map<String, List<String>> all() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    byName.forEach((name, of) -> all.put(name, List.copyOf(of)));
    byFriendlyName.forEach(
        (friendly, names) -> {
          List<String> of = byName.get(names.iterator().next());
          if (names.size() == 1 && of != null) {
            all.putIfAbsent(friendly, List.copyOf(of));
          }
        });
    return all;
  }
}

package io.tessera.federation.oidc.internal;

import static io.tessera.federation.oidc.internal.Refusal.require;

import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Claims as flat texts: {@code {"address": {"locality": "Bonn"}, "groups": ["a", "b"]}} becomes
 * {@code address.locality: [Bonn], groups: [a, b]}. A claim that says nothing (null, an empty list)
 * has no values, which is not the same as being absent.
 *
 * <p>What is too much is refused, not cut: of half the groups nobody could tell that it is half.
 */
final class ClaimTexts {
  /** Of names and values, in characters. */
  static final int MAX_TEXT = 32 * 1024;

  private static final int MAX_VALUES = 2000;
  private static final int MAX_NAME = 256;

  /** They prove something, and say nothing about the person. */
  private static final Set<String> PROOFS =
      Set.of(
          "iss",
          "aud",
          "exp",
          "iat",
          "nbf",
          "jti",
          "nonce",
          "azp",
          "at_hash",
          "c_hash",
          "s_hash",
          "auth_time",
          "sid");

  private final Map<String, List<String>> texts = new LinkedHashMap<>();

  /** Where in the document each comes from, as a JSON pointer. */
  private final Map<String, String> origins = new LinkedHashMap<>();

  private int length;
  private int values;

  private ClaimTexts() {}

  /**
   * @throws RefusedSignInException they are too many, or two come to the same name
   */
  static Map<String, List<String>> of(Attributes claims) throws RefusedSignInException {
    ClaimTexts flat = new ClaimTexts();
    for (String name : claims.names()) {
      if (!PROOFS.contains(name)) {
        flat.add(name, "/" + pointer(name), claims.get(name).orElse(Value.NONE));
      }
    }
    Map<String, List<String>> copy = new LinkedHashMap<>();
    flat.texts.forEach((name, said) -> copy.put(name, List.copyOf(said)));
    return copy;
  }

  private void add(String name, String origin, Value value) throws RefusedSignInException {
    if (value instanceof Value.Complex complex) {
      addAll(name, origin, complex.attributes());
    } else if (value instanceof Value.Many many) {
      valuesOf(name, origin, many);
    } else {
      put(name, origin, text(value));
    }
  }

  private void addAll(String prefix, String origin, Attributes parts)
      throws RefusedSignInException {
    for (String part : parts.names()) {
      add(prefix + "." + part, origin + "/" + pointer(part), parts.get(part).orElse(Value.NONE));
    }
  }

  private void valuesOf(String name, String origin, Value.Many many) throws RefusedSignInException {
    if (many.isNone()) {
      list(name, origin);
    }
    for (Value element : many.values()) {
      add(name, origin, element);
    }
  }

  private void put(String name, String origin, String text) throws RefusedSignInException {
    length += text.length();
    values++;
    require(length <= MAX_TEXT && values <= MAX_VALUES, "The claims are too many or too long.");
    list(name, origin).add(text);
  }

  /**
   * Otherwise {@code {"a.b": 1, "a": {"b": 2}}} could add a value to a claim of another meaning.
   */
  private List<String> list(String name, String origin) throws RefusedSignInException {
    require(name.length() <= MAX_NAME, "A claim has a name of over 256 characters.");
    String other = origins.putIfAbsent(name, origin);
    require(other == null || other.equals(origin), "Two claims come to the same name.");
    if (other == null) {
      length += name.length();
      require(
          length <= MAX_TEXT && origins.size() <= MAX_VALUES,
          "The claims are too many or too long.");
    }
    return texts.computeIfAbsent(name, first -> new ArrayList<>());
  }

  private static String text(Value value) {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    return value instanceof Value.Num number
        ? number.value().toPlainString()
        : String.valueOf(value instanceof Value.Bool bool && bool.value());
  }

  /** RFC 6901 section 3. */
  private static String pointer(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}

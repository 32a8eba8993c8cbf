package io.tessera.provisioning.internal.federation;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.model.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What sign-ins by one link have set: only that is ever changed back or taken away.
 *
 * @param attributes by path, a digest of the values
 * @param roles by name
 * @param groups by id
 */
record Given(Map<String, String> attributes, Set<String> roles, Set<String> groups) {
  static final Given NOTHING = new Given(Map.of(), Set.of(), Set.of());

  private static final String ATTRIBUTES = "attributes";
  private static final String ROLES = "roles";
  private static final String GROUPS = "groups";
  private static final String PATH = "path";
  private static final String DIGEST = "digest";

  Given {
    attributes = Map.copyOf(attributes);
    roles = Set.copyOf(roles);
    groups = Set.copyOf(groups);
  }

  /** Whether the values at a path are those that were set last. */
  boolean isLast(String path, List<String> values) {
    return digest(values).equals(attributes.get(path));
  }

  boolean hasSet(String path) {
    return attributes.containsKey(path);
  }

  boolean has(ResourceId group) {
    return groups.contains(group.toString());
  }

  Given with(Map<String, String> otherAttributes) {
    return new Given(otherAttributes, roles, groups);
  }

  Given with(Set<String> otherRoles, Set<String> otherGroups) {
    return new Given(attributes, otherRoles, otherGroups);
  }

  Attributes document() {
    List<Value> paths =
        new TreeMap<>(attributes)
            .entrySet().stream()
                .<Value>map(
                    e ->
                        Value.complex(
                            Attributes.builder()
                                .put(PATH, e.getKey())
                                .put(DIGEST, e.getValue())
                                .build()))
                .toList();
    return Attributes.builder()
        .put(ATTRIBUTES, Value.many(paths))
        .put(ROLES, texts(roles))
        .put(GROUPS, texts(groups))
        .build();
  }

  static Given of(Attributes document) {
    Map<String, String> attributes = new TreeMap<>();
    for (Value element : elements(document, ATTRIBUTES)) {
      if (element instanceof Value.Complex complex) {
        Optional<String> path = complex.attributes().text(PATH);
        complex
            .attributes()
            .text(DIGEST)
            .ifPresent(digest -> path.ifPresent(p -> attributes.put(p, digest)));
      }
    }
    return new Given(attributes, texts(document, ROLES), texts(document, GROUPS));
  }

  static String digest(List<String> values) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String value : values) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        sha.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        sha.update(bytes);
      }
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sha.digest());
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  private static Value texts(Set<String> texts) {
    return Value.many(new TreeSet<>(texts).stream().map(Value::text).toList());
  }

  private static Set<String> texts(Attributes document, String name) {
    Set<String> texts = new TreeSet<>();
    for (Value element : elements(document, name)) {
      if (element instanceof Value.Text text) {
        texts.add(text.value());
      }
    }
    return texts;
  }

  private static List<Value> elements(Attributes document, String name) {
    return document.get(name).map(Value::elements).orElse(List.of());
  }
}

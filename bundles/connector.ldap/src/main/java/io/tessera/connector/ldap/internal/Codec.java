package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.TargetAttributes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Target attributes as LDAP attributes and back. Passwords are written, never read. */
final class Codec {
  private static final Set<String> NEVER_READ =
      Set.of("userpassword", "unicodepwd", "authpassword");

  private static final String ACTIVE_DIRECTORY = "unicodepwd";

  private final Set<String> binary;
  private final String password;

  /**
   * @param binary folded names of attributes whose values are bytes
   * @param password the attribute that holds the password, which is never read
   */
  Codec(Set<String> binary, String password) {
    this.binary = binary;
    this.password = fold(password);
  }

  static String fold(String attributeName) {
    return attributeName.strip().toLowerCase(Locale.ROOT);
  }

  Attribute encode(String name, List<String> values) throws TargetFailure {
    if (fold(name).equals(ACTIVE_DIRECTORY)) {
      return new Attribute(
          name,
          values.stream()
              .map(v -> ('"' + v + '"').getBytes(StandardCharsets.UTF_16LE))
              .toArray(byte[][]::new));
    }
    if (!binary.contains(fold(name))) {
      return new Attribute(name, values);
    }
    try {
      byte[][] bytes =
          values.stream().map(v -> Base64.getDecoder().decode(v)).toArray(byte[][]::new);
      return new Attribute(name, bytes);
    } catch (IllegalArgumentException malformed) {
      throw TargetFailure.of(
          FailureKind.INVALID, name + ": the value is not base64 as binary attributes need.");
    }
  }

  List<Attribute> encode(TargetAttributes attributes) throws TargetFailure {
    List<Attribute> encoded = new ArrayList<>();
    for (String name : attributes.names()) {
      if (!attributes.all(name).isEmpty()) {
        encoded.add(encode(name, attributes.all(name)));
      }
    }
    return encoded;
  }

  TargetAttributes decode(Entry entry) {
    TargetAttributes.Builder decoded = TargetAttributes.builder();
    for (Attribute attribute : entry.getAttributes()) {
      String name = fold(attribute.getBaseName());
      if (!NEVER_READ.contains(name) && !name.equals(password)) {
        decoded.put(attribute.getName(), texts(attribute));
      }
    }
    return decoded.build();
  }

  private List<String> texts(Attribute attribute) {
    if (!binary.contains(fold(attribute.getName()))) {
      return List.of(attribute.getValues());
    }
    return Arrays.stream(attribute.getValueByteArrays())
        .map(Base64.getEncoder()::encodeToString)
        .toList();
  }
}

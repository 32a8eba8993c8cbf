package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.TargetAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Target attributes as LDAP attributes and back. Passwords are written, never read. */
public final class Codec {
  /** Passwords, their hashes and the keys made of them, by folded name. */
  private static final Set<String> NEVER_READ =
      Set.of(
          "userpassword",
          "authpassword",
          "pwdhistory",
          "passwordhistory",
          "userpkcs12",
          // Samba and FreeIPA
          "sambantpassword",
          "sambalmpassword",
          "sambapasswordhistory",
          "ipanthash",
          "krbprincipalkey",
          "krb5key",
          // Active Directory
          "unicodepwd",
          "dbcspwd",
          "ntpwdhistory",
          "lmpwdhistory",
          "supplementalcredentials");

  private final Set<String> binary;
  private final String password;
  private final Dialect dialect;

  Codec(Layout layout, Dialect dialect) {
    this.binary = layout.binaryAttributes();
    this.password = fold(layout.passwordAttribute());
    this.dialect = dialect;
  }

  /** Attribute names are the same in any case. */
  public static String fold(String attributeName) {
    return attributeName.strip().toLowerCase(Locale.ROOT);
  }

  Attribute encode(String name, List<String> values) throws TargetFailure {
    Optional<String> why = dialect.whyNotWritable(fold(name));
    if (why.isPresent()) {
      throw TargetFailure.of(FailureKind.INVALID, name + " cannot be written: " + why.get());
    }
    Optional<Attribute> own = dialect.encode(name, values);
    if (own.isPresent()) {
      return own.get();
    }
    return binary.contains(fold(name)) ? bytes(name, values) : new Attribute(name, values);
  }

  private static Attribute bytes(String name, List<String> values) throws TargetFailure {
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

  /**
   * What an entry holds.
   *
   * @param without folded names of attributes to leave out
   */
  TargetAttributes decode(Entry entry, Set<String> without) {
    TargetAttributes.Builder decoded = TargetAttributes.builder();
    for (Attribute attribute : entry.getAttributes()) {
      String name = fold(attribute.getBaseName());
      if (!NEVER_READ.contains(name) && !name.equals(password) && !without.contains(name)) {
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

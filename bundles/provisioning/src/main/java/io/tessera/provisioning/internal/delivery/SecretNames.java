package io.tessera.provisioning.internal.delivery;

import java.util.List;
import java.util.Locale;

/** Which attributes of targets hold secrets, by how they are called. */
final class SecretNames {
  private static final List<String> PARTS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "pwd",
          "secret",
          "token",
          "privatekey",
          "nthash",
          "lmhash",
          "principalkey",
          "krb5key",
          "pkcs12");

  private SecretNames() {}

  static boolean isSecret(String attribute) {
    String name = attribute.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
    return PARTS.stream().anyMatch(name::contains);
  }
}

package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import io.tessera.connector.spi.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks settings; what cannot work is a {@link ConfigurationException} that names it. */
public final class Checks {
  private Checks() {}

  public static String needed(String property, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new ConfigurationException(property, "is missing; set it.");
    }
    return value.strip();
  }

  public static DN dn(String property, String value) {
    try {
      DN dn = new DN(value);
      if (dn.isNullDN()) {
        throw new ConfigurationException(property, "is empty; name an entry.");
      }
      return dn;
    } catch (LDAPException malformed) {
      throw new ConfigurationException(
          property, "is no distinguished name; write it like ou=people,dc=example,dc=org.");
    }
  }

  /** At least one, without empty ones. */
  public static List<String> list(String property, String[] values) {
    List<String> cleaned =
        Arrays.stream(values).map(String::strip).filter(v -> !v.isEmpty()).toList();
    if (cleaned.isEmpty()) {
      throw new ConfigurationException(property, "is empty; name at least one.");
    }
    return cleaned;
  }

  public static int between(String property, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ConfigurationException(
          property, "is " + value + "; allowed are " + least + " to " + most + ".");
    }
    return value;
  }

  /** Attribute names, folded for comparison. */
  public static Set<String> folded(String[] names) {
    return Arrays.stream(names).map(Codec::fold).collect(Collectors.toUnmodifiableSet());
  }
}

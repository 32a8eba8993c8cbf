package io.tessera.deploy.internal;

import java.util.Optional;
import java.util.jar.Attributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A ConnId connector bundle, by its manifest. The host of ConnId connectors makes an OSGi bundle of
 * it and names it the same way.
 *
 * @param version in the manifest
 */
record ConnIdJar(String name, String version) {
  static final String NAME = "ConnectorBundle-Name";
  private static final String VERSION = "ConnectorBundle-Version";
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(?:[.-](.+))?");

  static Optional<ConnIdJar> of(Attributes manifest) {
    String name = manifest.getValue(NAME);
    String version = manifest.getValue(VERSION);
    return name == null || version == null
        ? Optional.empty()
        : Optional.of(new ConnIdJar(name.strip(), version.strip()));
  }

  String symbolicName() {
    return "connid." + name.replaceAll("[^A-Za-z0-9_.-]", "_");
  }

  /** As OSGi has versions: 2.4-SNAPSHOT is 2.4.0.SNAPSHOT. */
  String osgiVersion() {
    Matcher parts = NUMBERS.matcher(version);
    if (!parts.matches()) {
      return "0.0.0." + qualifier(version);
    }
    String numbers =
        number(parts.group(1)) + "." + number(parts.group(2)) + "." + number(parts.group(3));
    return parts.group(4) == null ? numbers : numbers + "." + qualifier(parts.group(4));
  }

  /** Without leading zeros, as the framework writes it. */
  private static String number(@Nullable String found) {
    return found == null ? "0" : String.valueOf(Integer.parseInt(found));
  }

  private static String qualifier(String text) {
    return text.replaceAll("[^A-Za-z0-9_-]", "_");
  }
}

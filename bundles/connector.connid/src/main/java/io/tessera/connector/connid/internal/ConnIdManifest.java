package io.tessera.connector.connid.internal;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the manifest of a ConnId connector bundle says: the Maven artefact with the classifier
 * {@code bundle}.
 *
 * @param framework the version of the framework it was made for; empty when it does not say
 */
record ConnIdManifest(String name, String version, String framework) {
  private static final Attributes.Name NAME = new Attributes.Name("ConnectorBundle-Name");
  private static final Attributes.Name VERSION = new Attributes.Name("ConnectorBundle-Version");
  private static final Attributes.Name FRAMEWORK =
      new Attributes.Name("ConnectorBundle-FrameworkVersion");
  private static final String OSGI_NAME = "Bundle-SymbolicName";
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(?:[.-](.+))?");

  /** Empty for all other files, those that are not complete among them. */
  static Optional<ConnIdManifest> in(File file) {
    try (JarFile jar = new JarFile(file)) {
      return Optional.ofNullable(jar.getManifest()).flatMap(ConnIdManifest::of);
    } catch (IOException damaged) {
      return Optional.empty();
    }
  }

  private static Optional<ConnIdManifest> of(Manifest manifest) {
    Attributes main = manifest.getMainAttributes();
    if (main.getValue(NAME) == null
        || main.getValue(VERSION) == null
        || main.getValue(OSGI_NAME) != null) {
      return Optional.empty();
    }
    String framework = main.getValue(FRAMEWORK);
    return Optional.of(
        new ConnIdManifest(
            main.getValue(NAME).strip(),
            main.getValue(VERSION).strip(),
            framework == null ? "" : framework.strip()));
  }

  /** The deploy bundle makes the same of it, to find the jar again. */
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

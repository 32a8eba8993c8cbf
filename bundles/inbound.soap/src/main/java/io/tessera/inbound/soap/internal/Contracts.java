package io.tessera.inbound.soap.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The WSDLs and schemas of the services, with addresses their reader can use. */
final class Contracts {
  /** Where they say the services are, until they are served. */
  private static final String WRITTEN = "https://localhost:9443/services";

  private static final Pattern SCHEMA_LOCATION =
      Pattern.compile("schemaLocation=\"([A-Za-z0-9.-]+)\"");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]+(\\.xsd)?");

  private final Map<String, String> texts = new ConcurrentHashMap<>();

  /**
   * @param service by name
   * @param base where the caller finds the services
   */
  byte[] wsdl(String service, String base) {
    String here = XmlText.escaped(base);
    String text = text(service + ".wsdl").orElseThrow().replace(WRITTEN, here);
    return SCHEMA_LOCATION
        .matcher(text)
        .replaceAll(
            m ->
                Matcher.quoteReplacement(
                    "schemaLocation=\"" + here + "/" + service + "?xsd=" + m.group(1) + "\""))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A schema that the WSDL of a service names; empty when it names none of that name. */
  Optional<byte[]> schema(String service, String name) {
    boolean named =
        NAME.matcher(name).matches()
            && text(service + ".wsdl").orElseThrow().contains("schemaLocation=\"" + name + "\"");
    return named ? text(name).map(t -> t.getBytes(StandardCharsets.UTF_8)) : Optional.empty();
  }

  private Optional<String> text(String file) {
    return Optional.ofNullable(texts.computeIfAbsent(file, Contracts::read));
  }

  private static String read(String file) {
    try (InputStream in = Contracts.class.getResourceAsStream("/wsdl/" + file)) {
      if (in == null) {
        throw new IllegalStateException("/wsdl/" + file + " is not in this bundle");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

package io.tessera.federation.saml.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the identity provider has to be told so that it ends a session there (SAML Core section
 * 3.7.1), in one text that nobody else reads.
 *
 * @param index its name of the session; empty when it has none
 */
record Session(NameId nameId, String index) {
  private static final int MAX_LENGTH = 2048;
  private static final int PARTS = 5;

  /** Empty when it is too long to be remembered. */
  Optional<String> text() {
    String text =
        Stream.of(nameId.value(), nameId.format(), nameId.qualifier(), nameId.spQualifier(), index)
            .map(part -> URLEncoder.encode(part, UTF_8))
            .collect(Collectors.joining(" "));
    return text.length() <= MAX_LENGTH ? Optional.of(text) : Optional.empty();
  }

  /** What was made by {@link #text}; empty for anything else. */
  static Optional<Session> of(String text) {
    List<String> parts = List.of(text.split(" ", -1));
    if (parts.size() != PARTS) {
      return Optional.empty();
    }
    try {
      List<String> decoded = parts.stream().map(part -> URLDecoder.decode(part, UTF_8)).toList();
      return Optional.of(
          new Session(
              new NameId(decoded.get(0), decoded.get(1), decoded.get(2), decoded.get(3)),
              decoded.get(4)));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}

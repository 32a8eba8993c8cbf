package io.tessera.federation.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.federation.Assertion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A sign-in that is under way.
 *
 * @param provider id of the identity provider
 * @param browser digest of which browser it is
 * @param protocol what the protocol wants to be remembered
 * @param arrived who has come back; empty as long as nobody has
 * @param onward where the person wants to go; empty for their own page here
 */
record Journey(
    UUID provider,
    String browser,
    Map<String, String> protocol,
    Optional<Assertion> arrived,
    Optional<Onward> onward) {
  Journey {
    protocol = Map.copyOf(protocol);
  }

  /** The same one, with who has come back. */
  Journey with(Assertion assertion) {
    return new Journey(provider, browser, Map.of(), Optional.of(assertion), onward);
  }

  boolean isOf(String browserId) {
    return RandomTexts.same(browser, RandomTexts.digest(browserId));
  }

  Attributes write() {
    Attributes.Builder kept = Attributes.builder();
    protocol.forEach(kept::put);
    return Attributes.builder()
        .put("provider", provider.toString())
        .put("browser", browser)
        .put("protocol", Value.complex(kept.build()))
        .put("arrived", Value.complex(arrived.map(AssertionText::write).orElse(Attributes.empty())))
        .put("onward", Value.complex(onward.map(Onward::write).orElse(Attributes.empty())))
        .build();
  }

  /** Reads what was written; empty when it is something else. */
  static Optional<Journey> read(Attributes text) {
    Optional<String> browser = text.text("browser");
    if (browser.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> protocol = new LinkedHashMap<>();
    Attributes kept = text.complex("protocol");
    kept.names().forEach(name -> protocol.put(name, kept.text(name).orElse("")));
    Attributes arrived = text.complex("arrived");
    return Optional.of(
        new Journey(
            UUID.fromString(text.text("provider").orElseThrow()),
            browser.get(),
            protocol,
            arrived.isEmpty() ? Optional.empty() : Optional.of(AssertionText.read(arrived)),
            Onward.read(text.complex("onward"))));
  }
}

package io.tessera.connector.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What asking a target for its attributes gave. */
public sealed interface Description {
  /**
   * The attributes.
   *
   * @param open whether there may be others
   */
  record Known(List<TargetAttribute> attributes, boolean open) implements Description {
    private static final Pattern SELECTION = Pattern.compile("\\[[^\\]]*\\]|;.*");

    public Known {
      attributes = List.copyOf(attributes);
    }

    /**
     * Finds an attribute by any of its names, in any case.
     *
     * @param written may select an element, {@code emails[type eq "work"].value}, or have options,
     *     {@code userCertificate;binary}; neither is looked at
     */
    public Optional<TargetAttribute> find(String written) {
      String name = SELECTION.matcher(written).replaceAll("").strip();
      return attributes.stream()
          .filter(a -> a.names().stream().anyMatch(name::equalsIgnoreCase))
          .findFirst();
    }
  }

  /** The target does not tell, or was not reached. */
  record Unknown(Outcome.Failed why) implements Description {}

  default <T> T fold(
      Function<? super Known, ? extends T> known, Function<? super Unknown, ? extends T> unknown) {
    return this instanceof Known k ? known.apply(k) : unknown.apply((Unknown) this);
  }
}

package io.tessera.federation.saml.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** What an assertion is for; it says so in the confirmation of its subject. */
sealed interface Door {
  /**
   * What is wrong with who it is for.
   *
   * @param confirmation SubjectConfirmationData of a bearer
   * @return what follows "it"; empty when nothing is wrong
   */
  Optional<String> fault(Part confirmation);

  /**
   * The answer to a question of ours.
   *
   * @param callback where it is brought by the browser, to the letter
   * @param request id of the question
   */
  record Asked(String callback, String request) implements Door {
    @Override
    public Optional<String> fault(Part confirmation) {
      if (!confirmation.attribute("Recipient").equals(Optional.of(callback))) {
        return Optional.of("is for another recipient");
      }
      return confirmation.attribute("InResponseTo").equals(Optional.of(request))
          ? Optional.empty()
          : Optional.of("is not the answer to this sign-in");
    }
  }

  /**
   * Brought by somebody who has done the sign-in, at a place of theirs.
   *
   * @param callback which it must not be for, as otherwise what is stolen from a browser could be
   *     brought here; by its path, as whoever brings it chooses by which address to reach us
   */
  record Brought(URI callback) implements Door {
    @Override
    public Optional<String> fault(Part confirmation) {
      Optional<String> recipient = confirmation.attribute("Recipient");
      if (recipient.isEmpty()) {
        return Optional.of("does not say for which recipient it is");
      }
      try {
        return callback.getPath().equalsIgnoreCase(new URI(recipient.orElseThrow()).getPath())
            ? Optional.of("is for a browser that signs in here, and not to be brought by others")
            : Optional.empty();
      } catch (URISyntaxException malformed) {
        return Optional.of("is for a recipient that is no address");
      }
    }
  }
}

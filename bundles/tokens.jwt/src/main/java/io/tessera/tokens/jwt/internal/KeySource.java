package io.tessera.tokens.jwt.internal;

import java.io.IOException;
import java.net.URI;

/** Where keys are fetched. */
@FunctionalInterface
interface KeySource {
  /**
   * @throws IOException they cannot be had; says why
   */
  String fetch(URI address) throws IOException, InterruptedException;
}

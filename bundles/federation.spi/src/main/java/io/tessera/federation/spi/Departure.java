package io.tessera.federation.spi;

import java.net.URI;
import java.util.Map;

/**
 * Where a browser goes, by GET.
 *
 * @param remembered what has to be there when it comes back, such as nonce, PKCE verifier, request
 *     id; secret
 */
public record Departure(URI address, Map<String, String> remembered) {
  public Departure {
    remembered = Map.copyOf(remembered);
  }

  /** Neither the address, which carries state, nor the secrets. */
  @Override
  public String toString() {
    return "Departure[to " + address.getHost() + "]";
  }
}

package io.tessera.connector.http;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** See {@link Authentication#jwtBearer}. */
record JwtBearer(URI tokenUrl, SignedAssertion assertion) implements Grant {
  @Override
  public Map<String, String> parameters(Instant now) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    form.put("assertion", assertion.at(now));
    return form;
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "JwtBearer[" + assertion.claims().get("iss") + "]";
  }
}

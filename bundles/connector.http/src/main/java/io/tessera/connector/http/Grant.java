package io.tessera.connector.http;

import io.tessera.connector.http.Credentials.Header;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** A way to get access tokens from an authorization server. */
sealed interface Grant extends Authentication permits ClientCredentials, JwtBearer {
  URI tokenUrl();

  /** What is sent as a form; secret. */
  Map<String, String> parameters(Instant now);

  /** How the client authenticates besides the form. */
  default Header client() {
    return Header.NONE;
  }
}

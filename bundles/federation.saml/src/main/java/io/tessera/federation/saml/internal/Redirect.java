package io.tessera.federation.saml.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** The HTTP-Redirect binding (SAML Bindings section 3.4), without signature. */
final class Redirect {
  private Redirect() {}

  /**
   * @param request in XML
   * @param relayState comes back with the answer
   */
  static URI to(URI address, String request, Optional<String> relayState) {
    String separator = address.getRawQuery() == null ? "?" : "&";
    String state =
        relayState.map(value -> "&RelayState=" + URLEncoder.encode(value, UTF_8)).orElse("");
    String encoded = URLEncoder.encode(deflated(request), UTF_8);
    return URI.create(address + separator + "SAMLRequest=" + encoded + state);
  }

  /** Raw, as RFC 1951 has it. */
  private static String deflated(String text) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      deflater.end();
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}

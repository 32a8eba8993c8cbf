package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Checks that a certificate is the one of the host, and tells such a failure from others. */
final class HostNameCheck extends SSLSocketVerifier {
  private final HostNameSSLSocketVerifier verifier = new HostNameSSLSocketVerifier(true);

  @Override
  public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
    try {
      verifier.verifySSLSocket(host, port, socket);
    } catch (LDAPException refused) {
      throw new LDAPException(
          refused.getResultCode(),
          refused.getMessage(),
          new CertificateException(refused.getMessage()));
    }
  }

  /** Whether a connection failed for the certificate of the directory. */
  static boolean isCertificateProblem(@Nullable Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }
}

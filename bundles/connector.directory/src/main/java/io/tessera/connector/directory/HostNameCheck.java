package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Checks that a certificate is the one of the host, and tells such a failure from others. */
final class HostNameCheck extends SSLSocketVerifier {
  private final HostNameSSLSocketVerifier verifier = new HostNameSSLSocketVerifier(true);

  @Override
  public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
    if (!socket.getSession().isValid()) {
      throw new LDAPException(ResultCode.CONNECT_ERROR, "The TLS handshake did not end in time.");
    }
    try {
      verifier.verifySSLSocket(host, port, socket);
    } catch (LDAPException refused) {
      throw new LDAPException(
          refused.getResultCode(),
          refused.getMessage(),
          new CertificateException(refused.getMessage()));
    }
  }

  /** What is wrong with the certificate, and what to do. */
  static String advice(@Nullable Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof CertificateExpiredException) {
        return "The certificate of the directory has expired; renew it there.";
      }
      if (each instanceof CertificateNotYetValidException) {
        return "The certificate of the directory is not valid yet; look at the clocks.";
      }
    }
    return "The certificate of the directory is not trusted or not for this host;"
        + " set trustedCertificates, or host to a name it carries.";
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

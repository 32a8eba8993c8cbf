package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;

/**
 * Why no answer came, in words for people. The SDK's own are those of its exceptions, one in the
 * other, and repeat the request with its values.
 */
final class Unreachable {
  private static final Map<ResultCode, String> LOST =
      Map.of(
          ResultCode.SERVER_DOWN, "ended the connection.",
          ResultCode.TIMEOUT, "did not answer in time.");

  private Unreachable() {}

  /**
   * A sentence; empty when the directory did answer, or nothing is known that the SDK does not say
   * better.
   *
   * @param what was asked for
   * @param address of the directory
   */
  static Optional<String> words(LDAPException thrown, String what, String address) {
    ResultCode code = thrown.getResultCode();
    return code.equals(ResultCode.CONNECT_ERROR)
        ? reason(innermost(thrown))
            .map(why -> "The directory cannot be reached at " + address + ": " + why + ".")
        : Optional.ofNullable(LOST.get(code))
            .map(how -> what + ": the directory at " + address + " " + how);
  }

  private static Throwable innermost(Throwable thrown) {
    Throwable each = thrown;
    while (each.getCause() != null) {
      each = each.getCause();
    }
    return each;
  }

  private static Optional<String> reason(Throwable thrown) {
    if (thrown instanceof NoRouteToHostException) {
      return Optional.of("there is no way to this host");
    }
    if (thrown instanceof UnknownHostException) {
      return Optional.of("no host has this name");
    }
    String message = String.valueOf(thrown.getMessage());
    if (thrown instanceof SocketTimeoutException || message.contains("timeout")) {
      return Optional.of("no answer in time");
    }
    return thrown instanceof ConnectException && message.contains("refused")
        ? Optional.of("connection refused")
        : Optional.empty();
  }
}

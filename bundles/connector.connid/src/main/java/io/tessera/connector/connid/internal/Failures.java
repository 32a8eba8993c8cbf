package io.tessera.connector.connid.internal;

import static io.tessera.connector.spi.FailureKind.AUTHENTICATION;
import static io.tessera.connector.spi.FailureKind.CONFIGURATION;
import static io.tessera.connector.spi.FailureKind.CONFLICT;
import static io.tessera.connector.spi.FailureKind.GONE;
import static io.tessera.connector.spi.FailureKind.INVALID;
import static io.tessera.connector.spi.FailureKind.TRANSIENT;
import static io.tessera.connector.spi.FailureKind.UNKNOWN;

import io.tessera.connector.spi.FailureKind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.identityconnectors.framework.common.exceptions.AlreadyExistsException;
import org.identityconnectors.framework.common.exceptions.ConfigurationException;
import org.identityconnectors.framework.common.exceptions.ConnectionBrokenException;
import org.identityconnectors.framework.common.exceptions.ConnectionFailedException;
import org.identityconnectors.framework.common.exceptions.ConnectorSecurityException;
import org.identityconnectors.framework.common.exceptions.InvalidAttributeValueException;
import org.identityconnectors.framework.common.exceptions.OperationTimeoutException;
import org.identityconnectors.framework.common.exceptions.PreconditionFailedException;
import org.identityconnectors.framework.common.exceptions.PreconditionRequiredException;
import org.identityconnectors.framework.common.exceptions.RetryableException;
import org.identityconnectors.framework.common.exceptions.UnknownUidException;
import org.jspecify.annotations.Nullable;

/**
 * What a connector means by what it throws. ConnId has an exception for most kinds; many connectors
 * wrap what their library threw instead, so the causes are looked at as well.
 */
final class Failures {
  private static final int LONGEST = 300;

  /** The special before the general. */
  private static final Map<Class<?>, FailureKind> KINDS = kinds();

  /** JNDI's, by name: those of the directory servers. */
  private static final Map<String, FailureKind> NAMING =
      Map.ofEntries(
          Map.entry("javax.naming.AuthenticationException", AUTHENTICATION),
          Map.entry("javax.naming.AuthenticationNotSupportedException", CONFIGURATION),
          Map.entry("javax.naming.NoPermissionException", AUTHENTICATION),
          Map.entry("javax.naming.OperationNotSupportedException", INVALID),
          Map.entry("javax.naming.NameAlreadyBoundException", CONFLICT),
          Map.entry("javax.naming.NameNotFoundException", GONE),
          Map.entry("javax.naming.InvalidNameException", INVALID),
          Map.entry("javax.naming.ServiceUnavailableException", TRANSIENT),
          Map.entry("javax.naming.directory.AttributeInUseException", CONFLICT),
          Map.entry("javax.naming.directory.InvalidAttributesException", INVALID),
          Map.entry("javax.naming.directory.InvalidAttributeIdentifierException", INVALID),
          Map.entry("javax.naming.directory.InvalidAttributeValueException", INVALID),
          Map.entry("javax.naming.directory.NoSuchAttributeException", INVALID),
          Map.entry("javax.naming.directory.SchemaViolationException", INVALID),
          Map.entry("javax.naming.CommunicationException", UNKNOWN),
          // What it throws when an answer does not come in time.
          Map.entry("javax.naming.NamingException", UNKNOWN));

  private Failures() {}

  private static Map<Class<?>, FailureKind> kinds() {
    Map<Class<?>, FailureKind> kinds = new LinkedHashMap<>();
    kinds.put(AlreadyExistsException.class, CONFLICT);
    kinds.put(UnknownUidException.class, GONE);
    kinds.put(ConnectorSecurityException.class, AUTHENTICATION);
    kinds.put(ConfigurationException.class, CONFIGURATION);
    kinds.put(ConnectionFailedException.class, TRANSIENT);
    kinds.put(ConnectionBrokenException.class, UNKNOWN);
    kinds.put(OperationTimeoutException.class, UNKNOWN);
    kinds.put(InvalidAttributeValueException.class, INVALID);
    kinds.put(PreconditionFailedException.class, TRANSIENT);
    kinds.put(PreconditionRequiredException.class, INVALID);
    kinds.put(RetryableException.class, TRANSIENT);
    kinds.put(UnsupportedOperationException.class, CONFIGURATION);
    kinds.put(ConnectException.class, TRANSIENT);
    kinds.put(NoRouteToHostException.class, TRANSIENT);
    kinds.put(UnknownHostException.class, TRANSIENT);
    kinds.put(SocketTimeoutException.class, UNKNOWN);
    kinds.put(IllegalArgumentException.class, INVALID);
    return kinds;
  }

  /**
   * The innermost cause that says something has the word: others have wrapped it. That an argument
   * is not right says little.
   */
  static TargetFailure of(Throwable thrown) {
    Optional<FailureKind> kind = Optional.empty();
    @Nullable Throwable each = thrown;
    for (int depth = 0; each != null && depth < 20; depth++) {
      Optional<FailureKind> told = kind;
      boolean adds = told.isEmpty() || !(each instanceof IllegalArgumentException);
      kind = adds ? kind(each).or(() -> told) : told;
      each = each.getCause();
    }
    String detail = detail(thrown);
    return kind.map(k -> TargetFailure.of(k, detail)).orElseGet(() -> TargetFailure.vague(detail));
  }

  private static Optional<FailureKind> kind(Throwable thrown) {
    if (thrown instanceof SQLException database) {
      return ofState(database.getSQLState());
    }
    FailureKind naming = NAMING.get(thrown.getClass().getName());
    if (naming != null) {
      return Optional.of(naming);
    }
    return KINDS.entrySet().stream()
        .filter(e -> e.getKey().isInstance(thrown))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /**
   * By the class of the SQLSTATE (ISO/IEC 9075-2, table of SQLSTATE class values). A connection
   * that was never made has done nothing; whatever else happens to one may have come after the
   * effect.
   */
  private static Optional<FailureKind> ofState(@Nullable String state) {
    if (state == null || state.length() < 2) {
      return Optional.empty();
    }
    switch (state) {
      case "23505":
        return Optional.of(CONFLICT);
      case "08001", "08004":
        return Optional.of(TRANSIENT);
      case "40003":
        return Optional.of(UNKNOWN);
      default:
    }
    return switch (state.substring(0, 2)) {
      case "08" -> Optional.of(UNKNOWN);
      case "22", "23" -> Optional.of(INVALID);
      case "28" -> Optional.of(AUTHENTICATION);
      case "40", "53", "57" -> Optional.of(TRANSIENT);
      case "3D", "3F", "42" -> Optional.of(CONFIGURATION);
      default -> Optional.empty();
    };
  }

  private static String detail(Throwable thrown) {
    String message = thrown.getMessage();
    String text =
        message == null || message.isBlank()
            ? thrown.getClass().getSimpleName()
            : message.strip().replaceAll("\\p{Cntrl}+", " ");
    String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return "The connector said: " + bounded;
  }
}

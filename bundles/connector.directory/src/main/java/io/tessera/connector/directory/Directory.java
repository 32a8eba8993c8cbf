package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import io.tessera.connector.directory.ServerSettings.Security;
import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.FailureKind;
import java.security.GeneralSecurityException;
import java.util.function.Function;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the directory: at most as many as configured, opened when first needed, signed
 * in once, given back after each call. A connection on which something went wrong is closed.
 */
public final class Directory implements AutoCloseable {
  private static final long OLDEST_CONNECTION_MILLIS = 30 * 60 * 1000L;
  private static final long HEALTH_CHECK_MILLIS = 60_000;

  private final LDAPConnectionPool pool;
  private final ServerSet signedIn;
  private final Dialect dialect;
  private final boolean isProtected;
  private final String address;

  /** One exchange with the directory over a connection. */
  public interface Exchange<T> {
    T over(LDAPConnection connection) throws LDAPException;
  }

  Directory(ServerSettings settings, Dialect dialect) {
    this.dialect = dialect;
    this.isProtected = settings.security() != Security.NONE;
    this.address = settings.address();
    SimpleBindRequest bind = new SimpleBindRequest(settings.bindName(), settings.bindPassword());
    try {
      signedIn = servers(settings, bind, afterConnect(settings));
      pool =
          new LDAPConnectionPool(
              servers(settings, null, null),
              bind,
              0,
              settings.poolSize(),
              afterConnect(settings),
              false);
    } catch (LDAPException | GeneralSecurityException unusable) {
      throw new ConfigurationException("security", "TLS cannot be used: " + unusable.getMessage());
    }
    // Beyond its size the pool would otherwise open connections without bound.
    pool.setCreateIfNecessary(false);
    pool.setMaxWaitTimeMillis(settings.responseTimeoutMillis());
    pool.setMaxConnectionAgeMillis(OLDEST_CONNECTION_MILLIS);
    pool.setHealthCheckIntervalMillis(HEALTH_CHECK_MILLIS);
    pool.setConnectionPoolName(settings.host());
  }

  private static ServerSet servers(
      ServerSettings settings, @Nullable BindRequest bind, @Nullable PostConnectProcessor then)
      throws GeneralSecurityException {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis(settings.connectTimeoutMillis());
    options.setResponseTimeoutMillis(settings.responseTimeoutMillis());
    options.setAbandonOnTimeout(true);
    options.setFollowReferrals(false);
    options.setUseSchema(false);
    options.setUseKeepAlive(true);
    if (settings.security() != Security.NONE) {
      options.setSSLSocketVerifier(new HostNameCheck());
    }
    SocketFactory sockets =
        settings.security() == Security.LDAPS
            ? new PatientSockets(
                settings.ssl().createSSLSocketFactory(), settings.connectTimeoutMillis())
            : SocketFactory.getDefault();
    return new SingleServerSet(settings.host(), settings.port(), sockets, options, bind, then);
  }

  private static @Nullable PostConnectProcessor afterConnect(ServerSettings settings)
      throws GeneralSecurityException {
    return settings.security() == Security.STARTTLS
        ? new StartTLSPostConnectProcessor(settings.ssl().createSSLSocketFactory())
        : null;
  }

  /** Asks something; an answer that does not come is {@link FailureKind#TRANSIENT}. */
  public <T> T ask(String what, Exchange<T> exchange) throws TargetFailure, InterruptedException {
    return run(what, exchange, ResultCodes::ofQuestion);
  }

  /** Changes something; an answer that does not come is {@link FailureKind#UNKNOWN}. */
  public <T> T change(String what, Exchange<T> exchange)
      throws TargetFailure, InterruptedException {
    return run(what, exchange, ResultCodes::ofChange);
  }

  /** Whether what is sent can be read by nobody else. */
  public boolean isProtected() {
    return isProtected;
  }

  /** A connection of one's own, signed in; for what a directory ties to a connection. */
  LDAPConnection open() throws TargetFailure, InterruptedException {
    return connect(signedIn::getConnection);
  }

  /** Asks something over a connection of one's own. */
  <T> T ask(LDAPConnection own, String what, Exchange<T> exchange)
      throws TargetFailure, InterruptedException {
    try {
      return exchange.over(own);
    } catch (LDAPException refused) {
      endIfInterrupted();
      throw failure(what, refused, ResultCodes::ofQuestion);
    }
  }

  private <T> T run(String what, Exchange<T> exchange, Function<ResultCode, FailureKind> kinds)
      throws TargetFailure, InterruptedException {
    LDAPConnection connection = connect(pool::getConnection);
    try {
      T answer = exchange.over(connection);
      pool.releaseConnection(connection);
      return answer;
    } catch (LDAPException refused) {
      giveBack(connection, refused);
      endIfInterrupted();
      throw failure(what, refused, kinds);
    }
  }

  private TargetFailure failure(
      String what, LDAPException refused, Function<ResultCode, FailureKind> kinds) {
    FailureKind kind = kinds.apply(refused.getResultCode());
    return dialect
        .meaningOf(refused)
        .map(meaning -> TargetFailure.of(meaning, what, refused))
        .or(
            () ->
                Unreachable.words(refused, what, address)
                    .map(sentence -> TargetFailure.silence(kind, sentence, refused)))
        .orElseGet(() -> TargetFailure.of(kind, what, refused));
  }

  /** Where connections come from. */
  private interface Source {
    LDAPConnection next() throws LDAPException;
  }

  /**
   * The pool of the LDAP SDK (7.0.5) asks a connection for its socket while the connection's
   * reader, which saw its end, may just be dropping it. The connection is out of the pool then.
   */
  private LDAPConnection connect(Source source) throws TargetFailure, InterruptedException {
    try {
      return first(source);
    } catch (NullPointerException droppedMeanwhile) {
      return first(source);
    }
  }

  private LDAPConnection first(Source source) throws TargetFailure, InterruptedException {
    try {
      return source.next();
    } catch (LDAPException unreachable) {
      endIfInterrupted();
      if (HostNameCheck.isCertificateProblem(unreachable)) {
        throw TargetFailure.of(FailureKind.CONFIGURATION, HostNameCheck.advice(unreachable));
      }
      throw failure("sign in", unreachable, Directory::ofSigningIn);
    }
  }

  private static FailureKind ofSigningIn(ResultCode code) {
    FailureKind kind = ResultCodes.ofQuestion(code);
    return kind == FailureKind.INVALID ? FailureKind.CONFIGURATION : kind;
  }

  /** A connection that may still deliver a late answer, or none at all, is not used again. */
  private void giveBack(LDAPConnection connection, LDAPException refused) {
    ResultCode code = refused.getResultCode();
    if (code.isConnectionUsable() && !code.equals(ResultCode.TIMEOUT)) {
      pool.releaseConnection(connection);
    } else {
      pool.discardConnection(connection);
    }
  }

  /** The LDAP SDK reports an interrupt as a local error and keeps the thread's mark. */
  private static void endIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while waiting for the directory");
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}

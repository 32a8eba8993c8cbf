package io.tessera.connector.ldap.internal;

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
import io.tessera.connector.ldap.internal.ServerSettings.Security;
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
final class Directory implements AutoCloseable {
  private static final long OLDEST_CONNECTION_MILLIS = 30 * 60 * 1000L;
  private static final long HEALTH_CHECK_MILLIS = 60_000;

  private final LDAPConnectionPool pool;

  /** One exchange with the directory over a connection. */
  interface Exchange<T> {
    T over(LDAPConnection connection) throws LDAPException;
  }

  Directory(ServerSettings settings) {
    try {
      pool =
          new LDAPConnectionPool(
              servers(settings),
              new SimpleBindRequest(settings.bindDn(), settings.bindPassword()),
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

  private static ServerSet servers(ServerSettings settings) throws GeneralSecurityException {
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
            ? settings.ssl().createSSLSocketFactory()
            : SocketFactory.getDefault();
    return new SingleServerSet(settings.host(), settings.port(), sockets, options);
  }

  private static @Nullable PostConnectProcessor afterConnect(ServerSettings settings)
      throws GeneralSecurityException {
    return settings.security() == Security.STARTTLS
        ? new StartTLSPostConnectProcessor(settings.ssl().createSSLSocketFactory())
        : null;
  }

  /** Asks something; an answer that does not come is {@link FailureKind#TRANSIENT}. */
  <T> T ask(String what, Exchange<T> exchange) throws TargetFailure, InterruptedException {
    return run(what, exchange, ResultCodes::ofQuestion);
  }

  /** Changes something; an answer that does not come is {@link FailureKind#UNKNOWN}. */
  <T> T change(String what, Exchange<T> exchange) throws TargetFailure, InterruptedException {
    return run(what, exchange, ResultCodes::ofChange);
  }

  private <T> T run(String what, Exchange<T> exchange, Function<ResultCode, FailureKind> kinds)
      throws TargetFailure, InterruptedException {
    LDAPConnection connection = connect();
    try {
      T answer = exchange.over(connection);
      pool.releaseConnection(connection);
      return answer;
    } catch (LDAPException refused) {
      giveBack(connection, refused);
      endIfInterrupted();
      throw TargetFailure.of(kinds.apply(refused.getResultCode()), what, refused);
    }
  }

  private LDAPConnection connect() throws TargetFailure, InterruptedException {
    try {
      return pool.getConnection();
    } catch (LDAPException unreachable) {
      endIfInterrupted();
      if (HostNameCheck.isCertificateProblem(unreachable)) {
        throw TargetFailure.of(
            FailureKind.CONFIGURATION,
            "The certificate of the directory is not trusted or not for this host;"
                + " set trustedCertificates.");
      }
      FailureKind kind = ResultCodes.ofQuestion(unreachable.getResultCode());
      throw TargetFailure.of(
          kind == FailureKind.INVALID ? FailureKind.CONFIGURATION : kind, "sign in", unreachable);
    }
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
